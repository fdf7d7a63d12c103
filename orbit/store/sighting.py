"""When the same record or fact is told twice: which telling stands. The answer never depends on their order."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from orbit.model import Ref
from orbit.store.base import Change


class Sighting(NamedTuple):
    """One telling of a record or fact, or what stands of all tellings so far. Days are those of `day_text`.

    `day` is the day for which it was told, `first` and `last` the days for which the source itself vouches. `owner` is
    whose own upload told it, by the number of the record that it keeps of them; None: it was nobody's.
    """

    day: str
    digest: bytes
    ref: Ref
    first: str | None
    last: str | None
    owner: int | None = None


class Settled(NamedTuple):
    """What stands after one more telling; `took` says that the standing content is now that of the telling."""

    change: Change
    sighting: Sighting
    took: bool


_DATE = len("2026-11-21")


def day_text(day: date, version: int) -> str:
    """Write a day, and which version of its file speaks for it, so that what counts more is the greater text."""
    return day.isoformat() if version == 1 else f"{day.isoformat()}#{version:06}"


def day_of(text: str) -> date:
    """Return the day that `day_text` wrote."""
    return date.fromisoformat(text[:_DATE])


def version_of(text: str) -> int:
    """Return the version that `day_text` wrote."""
    return int(text[_DATE + 1 :] or 1)


def settle(standing: Sighting | None, told: Sighting) -> Settled:
    """Weigh one more telling against what stands.

    The later day wins, and on one day the later version of a file. Else the greater digest wins, so that two files
    in either order end the same; of equal contents the smaller reference is kept. The days vouched for only ever
    widen.
    """
    if standing is None:
        return Settled(Change.CREATED, told, took=True)
    first = _earlier(standing.first, told.first)
    last = _later(standing.last, told.last)
    if not _outranks(told, standing):
        unmoved = first == standing.first and last == standing.last
        kept = standing if unmoved else standing._replace(first=first, last=last)
        return Settled(Change.UNCHANGED, kept, took=False)
    change = Change.UNCHANGED if told.digest == standing.digest else Change.UPDATED
    return Settled(change, told._replace(first=first, last=last), took=True)


def _outranks(told: Sighting, standing: Sighting) -> bool:
    if told.day != standing.day:
        return told.day > standing.day
    if told.digest != standing.digest:
        return told.digest > standing.digest
    return _place(told) < _place(standing)


def _place(sighting: Sighting) -> tuple[str, str, int, str, int]:
    ref = sighting.ref
    return ref.source, ref.file, ref.line or 0, ref.url or "", sighting.owner or 0


def _earlier(one: str | None, other: str | None) -> str | None:
    if not one or not other:
        return one or other
    return max(one, other) if one[:_DATE] == other[:_DATE] else min(one, other)


def _later(one: str | None, other: str | None) -> str | None:
    return max(one, other) if one and other else one or other
