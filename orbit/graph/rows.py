"""One fact as one row of a snapshot, and rows as columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from orbit.dates import PartialDate
from orbit.graph.arrays import Array, pack_texts
from orbit.graph.snapshot import (
    FAR_FUTURE,
    FAR_PAST,
    FUNCTIONS,
    KIND_OF,
    SENIORITIES,
    TIE_KINDS,
    UNKNOWN_DAY,
    Kind,
)
from orbit.model import Fact, Investment, RecordKey, Spell, SpellKind, Tie
from orbit.store.base import StoredFact
from orbit.titles import job_function, seniority

INVESTOR_TITLE = "Investor"
_MEETING_POINTS = 3
_NEVER = (1, 0)
_NO_TITLE = -1


class Numbering(NamedTuple):
    """The number in the snapshot of the person or company that a record key belongs to; -1: unresolved."""

    person: Callable[[RecordKey], int]
    company: Callable[[RecordKey], int]


class SpanRow(NamedTuple):
    """One spell fact on its way into the arrays; the field order is that of the sort. No title is ""."""

    person: int
    company: int
    kind: int
    earliest: int
    fact: str
    function: int
    seniority: int
    title: str
    known: int
    sure_from: int
    sure_to: int
    latest: int


class TieRow(NamedTuple):
    """One pair tie on its way into the arrays; the field order is that of the sort."""

    left: int
    right: int
    kind: int
    fact: str
    on: int
    close: float
    points: float


class SpellTold(NamedTuple):
    """What a source told of a spell, as plain values."""

    kind: SpellKind
    title: str | None
    start: str | None
    end: str | None
    seen_first: date | None
    seen_last: date | None


def spell_row(fact: str, person: int, company: int, told: SpellTold) -> SpanRow | None:
    """Make the row of a spell; None while its person or company (-1) is unresolved."""
    if person < 0 or company < 0:
        return None
    days = _days(told.start, told.end, told.seen_first, told.seen_last)
    return _span_row(fact, (person, company, KIND_OF[told.kind]), told.title, days)


def span_row(stored: StoredFact, numbers: Numbering) -> SpanRow | None:
    """Make the row of a spell, or of the time that a partner has been invested; None for a fact without such a row."""
    ends = span_ends(stored.fact)
    if ends is None:
        return None
    person, company = numbers.person(ends[0]), numbers.company(ends[1])
    if person < 0 or company < 0:
        return None
    kind, title, days = _span_told(stored)
    return _span_row(stored.id, (person, company, kind), title, days)


def span_ends(fact: Fact) -> tuple[RecordKey, RecordKey] | None:
    """Whose row a fact makes, and at which company; None for a fact without such a row."""
    if isinstance(fact, Spell):
        return fact.person, fact.company
    if isinstance(fact, Investment) and fact.partner is not None:
        return fact.partner, fact.company
    return None


def spans_told(facts: Sequence[StoredFact], person: Array, company: Array) -> dict[str, Array]:
    """Make of facts that all have a row what `span_arrays` makes of the sorted rows.

    `person` and `company` are the numbers of whom each is about (int64[n]); without one of them (-1) there is no row.
    """
    known = np.flatnonzero((person >= 0) & (company >= 0))
    told = [_span_told(facts[one]) for one in known.tolist()]
    kind = np.array([one[0] for one in told], dtype=np.int8)
    said = [one[1] or "" for one in told]
    days = np.array([one[2] for one in told], dtype=np.int32).reshape(-1, len(_Days._fields))
    ids = np.array([facts[one].id for one in known.tolist()], dtype="S24")
    columns = dict(zip(_Days._fields, days.T, strict=True))
    order = np.lexsort((ids, columns["earliest"], kind, company[known], person[known]))
    titles = sorted(set(said) - {""})
    number = {title: index for index, title in enumerate(titles)} | {"": _NO_TITLE}
    bears = np.array([number[title] for title in said], dtype=np.int32)[order]
    # Number -1 is the last one: no title.
    standing = np.array([_standing(title) for title in [*titles, ""]], dtype=np.int8)[bears]
    title, title_at = pack_texts(titles)
    return {
        "fact_person": person[known][order].astype(np.int32),
        "fact_company": company[known][order].astype(np.int32),
        "fact_kind": kind[order],
        "fact_function": standing[:, 0],
        "fact_seniority": standing[:, 1],
        "fact_title": bears,
        "fact_known": columns["known"][order],
        "fact_sure_from": columns["sure_from"][order],
        "fact_sure_to": columns["sure_to"][order],
        "fact_from": columns["earliest"][order],
        "fact_to": columns["latest"][order],
        "fact_id": ids[order],
        "title": title,
        "title_at": title_at,
    }


def _span_told(stored: StoredFact) -> tuple[int, str | None, _Days]:
    """Kind, title and days of a fact that makes such a row."""
    fact, seen = stored.fact, (stored.seen_first, stored.seen_last)
    if isinstance(fact, Spell):
        return KIND_OF[fact.kind], fact.title, _days_between(fact.start, fact.end, *seen)
    on = fact.on if isinstance(fact, Investment) else None
    return Kind.INVESTOR, INVESTOR_TITLE, _days(str(on) if on else None, None, *seen)


def tie_row(stored: StoredFact, numbers: Numbering) -> TieRow | None:
    """Make the row of a tie; None for another fact, an unresolved end, or a tie of a person to themselves."""
    fact = stored.fact
    if not isinstance(fact, Tie):
        return None
    left, right = numbers.person(fact.left), numbers.person(fact.right)
    if left < 0 or right < 0 or left == right:
        return None
    on = fact.on or stored.seen_first
    return TieRow(
        min(left, right),
        max(left, right),
        TIE_KINDS.index(fact.kind),
        stored.id,
        on.toordinal() if on else UNKNOWN_DAY,
        -1.0 if fact.closeness is None else fact.closeness,
        float(min(fact.sent, fact.received) + _MEETING_POINTS * fact.events),
    )


class _Days(NamedTuple):
    known: int
    sure_from: int
    sure_to: int
    earliest: int
    latest: int


# Many facts tell of the same days: those of one export, or of whoever began in one month.
@lru_cache(maxsize=1 << 16)
def _days(start: str | None, end: str | None, seen_first: date | None, seen_last: date | None) -> _Days:
    """Turn what a source told into guaranteed and allowed presence (see `Snapshot`)."""
    begin = PartialDate.parse(start) if start else None
    return _days_between(begin, PartialDate.parse(end) if end else None, seen_first, seen_last)


@lru_cache(maxsize=1 << 16)
def _days_between(
    begin: PartialDate | None, finish: PartialDate | None, seen_first: date | None, seen_last: date | None
) -> _Days:
    first = seen_first.toordinal() if seen_first else UNKNOWN_DAY
    last = seen_last.toordinal() if seen_last and finish is None else UNKNOWN_DAY
    earliest = begin.earliest.toordinal() if begin else FAR_PAST
    latest = finish.latest.toordinal() if finish else FAR_FUTURE
    end_from = finish.earliest.toordinal() if finish else UNKNOWN_DAY
    sure_from = begin.latest.toordinal() if begin else (first if last else end_from)
    sure_to = end_from or last or sure_from
    if not sure_from:
        sure_from, sure_to = _NEVER
    known = earliest or (first if last else end_from)
    return _Days(known, sure_from, sure_to, earliest, latest)


def _span_row(fact: str, place: tuple[int, int, int], title: str | None, days: _Days) -> SpanRow:
    said = title or ""
    return SpanRow(
        *place,
        days.earliest,
        fact,
        *_standing(said),
        said,
        days.known,
        days.sure_from,
        days.sure_to,
        days.latest,
    )


@lru_cache(maxsize=1 << 16)
def _standing(title: str) -> tuple[int, int]:
    """The function and the seniority that a title tells, by number."""
    return FUNCTIONS.index(job_function(title)), SENIORITIES.index(seniority(title))


def span_arrays(rows: Sequence[SpanRow]) -> dict[str, Array]:
    """Make the columns of spell facts from sorted rows; titles are numbered by their text."""
    column = _columns(rows, SpanRow._fields)
    titles = sorted(set(column["title"]) - {""})
    number = {title: index for index, title in enumerate(titles)}
    title, title_at = pack_texts(titles)
    return {
        "fact_person": np.array(column["person"], dtype=np.int32),
        "fact_company": np.array(column["company"], dtype=np.int32),
        "fact_kind": np.array(column["kind"], dtype=np.int8),
        "fact_function": np.array(column["function"], dtype=np.int8),
        "fact_seniority": np.array(column["seniority"], dtype=np.int8),
        "fact_title": np.array([number.get(title, _NO_TITLE) for title in column["title"]], dtype=np.int32),
        "fact_known": np.array(column["known"], dtype=np.int32),
        "fact_sure_from": np.array(column["sure_from"], dtype=np.int32),
        "fact_sure_to": np.array(column["sure_to"], dtype=np.int32),
        "fact_from": np.array(column["earliest"], dtype=np.int32),
        "fact_to": np.array(column["latest"], dtype=np.int32),
        "fact_id": np.array(column["fact"], dtype="S24"),
        "title": title,
        "title_at": title_at,
    }


def tie_arrays(rows: Sequence[TieRow]) -> dict[str, Array]:
    """Make the columns of pair ties from sorted rows."""
    column = _columns(rows, TieRow._fields)
    return {
        "tie_left": np.array(column["left"], dtype=np.int32),
        "tie_right": np.array(column["right"], dtype=np.int32),
        "tie_kind": np.array(column["kind"], dtype=np.int8),
        "tie_on": np.array(column["on"], dtype=np.int32),
        "tie_close": np.array(column["close"], dtype=np.float64),
        "tie_points": np.array(column["points"], dtype=np.float64),
        "tie_id": np.array(column["fact"], dtype="S24"),
    }


def _columns(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    columns: Sequence[tuple[Any, ...]] = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return dict(zip(names, columns, strict=True))
