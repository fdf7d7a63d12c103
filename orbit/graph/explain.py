"""Why two persons may know each other, in words and numbers that reproduce the strength exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from orbit.graph.presence import COMPANY, END, START, SURE_FROM, SURE_TO
from orbit.graph.snapshot import FAR_PAST, TIE_KINDS, UNKNOWN_DAY, Snapshot
from orbit.graph.ties import Ground, Rows, Ties, rows_between
from orbit.model import FactId, TieKind

_TOUCHING_DAYS = 31
_KIND = {
    Ground.WORKED: "worked_together",
    Ground.POSSIBLE: "possible_overlap",
    Ground.BOARD: "board_together",
    Ground.SCHOOL: "studied_together",
    Ground.INVESTOR: "invested",
    Ground.LINKEDIN: "linkedin",
    Ground.MAIL: "mail",
}


@dataclass(frozen=True, slots=True)
class Contribution:
    """One kind of evidence: its probability `p`, bounded by `cap`, in words, with the facts it came from."""

    kind: str
    p: float
    cap: float
    text: str
    facts: tuple[FactId, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What one of the two said: how close they are (0..1), how fresh that is (0..1)."""

    kind: str
    closeness: float
    weight: float
    text: str
    facts: tuple[FactId, ...]


@dataclass(frozen=True, slots=True)
class TieShown:
    """A tie with its reasons; `strength_of` is how they combine."""

    strength: float
    contributions: tuple[Contribution, ...]
    told: tuple[Told, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of evidence that carries the tie; `none` where nothing does."""
        if self.told:
            return self.told[-1].kind
        return self._leading.kind if self.contributions else "none"

    @property
    def text(self) -> str:
        """The leading reason in words, the others after it."""
        if self.told:
            return self.told[-1].text
        ordered = sorted(self.contributions, key=lambda one: -one.cap * one.p)
        return "; ".join(one.text for one in ordered)

    @property
    def facts(self) -> tuple[FactId, ...]:
        """The facts behind the tie, each once, in the order of the reasons."""
        told = [fact for one in self.told for fact in one.facts]
        return tuple(dict.fromkeys([*told, *(fact for one in self.contributions for fact in one.facts)]))

    @property
    def _leading(self) -> Contribution:
        return max(self.contributions, key=lambda one: one.cap * one.p)


def explain_tie(snapshot: Snapshot, ties: Ties, left: int, right: int) -> TieShown:
    """Compute one tie again, with every reason; its strength is the product of what is shown, to the last digit."""
    return explain_ties(snapshot, ties, [(left, right)])[0]


def explain_ties(snapshot: Snapshot, ties: Ties, pairs: Sequence[tuple[int, int]]) -> list[TieShown]:
    """Compute many ties again, each with every reason, in the order given."""
    if not pairs:
        return []
    left, right = (np.array(side) for side in zip(*pairs, strict=True))
    rows = rows_between(ties, left, right)
    members: list[list[int]] = [[] for _ in pairs]
    for index, pair in enumerate(rows.pair.tolist()):
        members[pair].append(index)
    return [tie_of(snapshot, ties, rows, own) for own in members]


def tie_of(snapshot: Snapshot, ties: Ties, rows: Rows, members: Sequence[int]) -> TieShown:
    """Put the evidence rows of one pair (their places in `rows`) together to a tie."""
    told_rows = [index for index in members if rows.tie[index] >= 0 and ties.declared[rows.tie[index]]]
    by_ground: dict[int, list[int]] = {}
    for index in members:
        if index not in told_rows and rows.p[index] > 0:
            by_ground.setdefault(int(rows.ground[index]), []).append(index)
    contributions = tuple(
        _contribution(snapshot, ties, rows, Ground(ground), by_ground[ground]) for ground in sorted(by_ground)
    )
    told = tuple(
        _told(snapshot, ties, int(rows.tie[index]))
        for index in sorted(told_rows, key=lambda index: int(ties.on[rows.tie[index]]))
    )
    return TieShown(strength_of(contributions, told), contributions, told)


def strength_of(contributions: Sequence[Contribution], told: Sequence[Told]) -> float:
    """Combine the reasons: 1 − Π (1 − cap · p), then weight · closeness + (1 − weight) · that for each told."""
    strength = 1.0 - math.prod(1.0 - one.cap * one.p for one in contributions)
    for one in told:
        strength = one.weight * one.closeness + (1.0 - one.weight) * strength
    return strength


def _contribution(snapshot: Snapshot, ties: Ties, rows: Rows, ground: Ground, members: Sequence[int]) -> Contribution:
    best_first = sorted(members, key=lambda index: (-float(rows.p[index]), index))
    p = 1.0 - math.prod(1.0 - float(rows.p[index]) for index in best_first)
    facts = [fact for index in best_first for fact in _facts(snapshot, ties, rows, index)]
    text = "; ".join(_texts(snapshot, ties, rows, ground, best_first))
    return Contribution(_KIND[ground], p, float(ties.caps[ground]), text, tuple(dict.fromkeys(facts)))


def _told(snapshot: Snapshot, ties: Ties, tie: int) -> Told:
    row = int(ties.fact[tie])
    kind = TIE_KINDS[snapshot.tie_kind[row]]
    verb = "Confirmed" if kind == TieKind.CONFIRMED else "Said to know each other"
    text = f"{verb} {_day(int(snapshot.tie_on[row]))}".strip()
    fact = snapshot.tie(row)
    return Told(kind.value, float(ties.p[tie]), float(ties.weight[tie]), text, (fact,))


def _facts(snapshot: Snapshot, ties: Ties, rows: Rows, index: int) -> list[FactId]:
    if rows.tie[index] >= 0:
        return [snapshot.tie(ties.fact.item(rows.tie[index]))]
    sides = rows.left.item(index), rows.right.item(index)
    return [snapshot.fact(row) for side in sides for row in ties.presences.facts(side, side + 1)]


def _texts(snapshot: Snapshot, ties: Ties, rows: Rows, ground: Ground, members: Sequence[int]) -> list[str]:
    """One phrase per pair tie, and one per company with the time shared there, whatever titles it was spent under."""
    if ground in {Ground.LINKEDIN, Ground.MAIL}:
        return list(dict.fromkeys(_tie_text(snapshot, int(ties.fact[rows.tie[index]])) for index in members))
    here = ties.presences
    by_company: dict[int, list[tuple[int, int]]] = {}
    for index in members:
        left, right = here.row(rows.left.item(index)), here.row(rows.right.item(index))
        by_company.setdefault(left[COMPANY], []).append(_shared_days(ground, left, right))
    return [_place_text(snapshot, ground, company, spans, ties.today) for company, spans in by_company.items()]


def _shared_days(ground: Ground, left: Sequence[int], right: Sequence[int]) -> tuple[int, int]:
    first, last = (START, END) if ground == Ground.POSSIBLE else (SURE_FROM, SURE_TO)
    return max(left[first], right[first]), min(left[last], right[last])


def _place_text(snapshot: Snapshot, ground: Ground, company: int, spans: list[tuple[int, int]], today: int) -> str:
    place = f"{snapshot.name_of_company(company)}{_size(int(snapshot.company_headcount[company]))}"
    if ground == Ground.INVESTOR:
        return f"Invested in {place}"
    when = ", ".join(_period(begin, end, today) for begin, end in _joined(spans))
    if ground == Ground.POSSIBLE:
        return f"May have overlapped at {place}, {when}; no date shows it"
    return f"Board of {place} together, {when}" if ground == Ground.BOARD else f"Both at {place}, {when}"


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put spans together that touch or lie within a month of each other, earliest first."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1] + _TOUCHING_DAYS:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined


def _tie_text(snapshot: Snapshot, row: int) -> str:
    kind = TIE_KINDS[snapshot.tie_kind[row]]
    day = _day(int(snapshot.tie_on[row]))
    words = {TieKind.LINKEDIN: "Connected on LinkedIn", TieKind.MAIL: "Write to each other", TieKind.MEETING: "Met"}
    return f"{words[kind]} {day}".strip()


def _day(ordinal: int) -> str:
    if ordinal == UNKNOWN_DAY:
        return ""
    day = date.fromordinal(ordinal)
    return f"since {day.day} {day:%b %Y}"


def _size(headcount: int) -> str:
    return f" ({headcount:,} people)" if headcount else ""


def _period(begin: int, end: int, today: int) -> str:
    if begin <= FAR_PAST or end < begin:
        return "dates unknown"
    start = f"{date.fromordinal(begin):%b %Y}"
    finish = "now" if end >= today else f"{date.fromordinal(end):%b %Y}"
    return start if start == finish else f"{start} – {finish}"
