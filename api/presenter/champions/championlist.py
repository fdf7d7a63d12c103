"""One page of champions, and the days on which their windows close: what a reader looks at, no more is worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.presenter.champions.champions import ChampionRow, champion_forms, champion_rows, coverage
from api.presenter.forms import Json
from api.presenter.paths.warm import Asker
from api.workspace import Scene
from orbit.asks.month.months import Month
from orbit.asks.terms import Status
from orbit.errors import UsageError
from orbit.store.base import Store

MOST_CHAMPIONS = 100
_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ChampionsWanted:
    """Which champions a page shows: with one status, or whose window closes on one day; `limit` after `offset`.

    They come newest value event first; with `by_closing` those whose window closes first do. `month` (2026-11) is that
    of the calendar: that of the day where it is None.
    """

    status: Status | None = None
    closes: date | None = None
    by_closing: bool = False
    month: str | None = None
    limit: int = 25
    offset: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MOST_CHAMPIONS:
            raise UsageError(f"limit must be 1 to {MOST_CHAMPIONS}, got {self.limit}")
        if self.offset < 0:
            raise UsageError(f"offset must be 0 or more, got {self.offset}")


def champion_list_answer(store: Store, scene: Scene, rep: Asker | None, wanted: ChampionsWanted) -> Json:
    """A page of champions, how many there are of each status, and the closing days of a month."""
    rows = champion_rows(scene, rep)
    fitting = _ordered([each for each in rows if _fits(each, wanted)], by_closing=wanted.by_closing)
    shown = fitting[wanted.offset : wanted.offset + wanted.limit]
    month = Month.read(wanted.month) if wanted.month else Month.of(scene.as_of)
    return {
        "as_of": scene.as_of.isoformat(),
        "items": champion_forms(store, scene, rep, shown),
        "total": len(fitting),
        "counts": _counts(rows),
        "closing_soon": sum(_closes_soon(each, scene.as_of) for each in rows),
        "month": str(month),
        "closings": _closings(rows, month),
        "accounts": coverage(scene, dict.fromkeys(row.champion.company for row, _ in shown)),
    }


def _fits(each: ChampionRow, wanted: ChampionsWanted) -> bool:
    row, _ = each
    if wanted.status is not None and row.verdict.status is not wanted.status:
        return False
    return wanted.closes is None or (row.opening is not None and row.opening.closes_on == wanted.closes)


def _ordered(rows: Sequence[ChampionRow], *, by_closing: bool) -> Sequence[ChampionRow]:
    """As the gate orders them, or those whose window closes first; without a window last."""
    return (
        sorted(rows, key=lambda each: each[0].opening.closes_on if each[0].opening else date.max)
        if by_closing
        else rows
    )


def _counts(rows: Sequence[ChampionRow]) -> dict[str, int]:
    found = Counter(row.verdict.status for row, _ in rows)
    return {status.value: found[status] for status in Status}


def _closes_soon(each: ChampionRow, day: date) -> bool:
    row, _ = each
    if row.opening is None or row.verdict.status is not Status.OPEN:
        return False
    return day <= row.opening.closes_on <= day + _SOON


def _closings(rows: Sequence[ChampionRow], month: Month) -> list[Json]:
    """For each day of a month on which windows close: how many by status, and how many of them are only expected."""
    days: dict[date, list[ChampionRow]] = {}
    for each in rows:
        opening = each[0].opening
        if opening is not None and Month.of(opening.closes_on) == month:
            days.setdefault(opening.closes_on, []).append(each)
    return [{"on": day.isoformat(), **_counts(there)} for day, there in sorted(days.items())]
