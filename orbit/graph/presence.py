"""Who was where, as of a day: spell facts of one job told by several sources become one presence with all its facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from orbit.graph.arrays import Array, ranges, rows_at
from orbit.graph.consolidate import Drafts, brought_together
from orbit.graph.snapshot import C_LEVEL, FAR_FUTURE, FAR_PAST, Kind, Snapshot

DAYS_PER_MONTH = 30.4375
# By so many days the time in which somebody must have been there may exceed that in which they may have been.
SLACK_DAYS = 62

# What stands where in a row of `Presences.spans`; the last four bytes are kind, function, seniority, role.
PERSON, COMPANY, SURE_FROM, SURE_TO, START, END, TITLE, TRAITS = range(8)
_KIND, _FUNCTION, _SENIORITY, _ROLE = range(4 * TRAITS, 4 * TRAITS + 4)


@dataclass(frozen=True, slots=True)
class Presences:
    """Presences (N), by person, company, kind and first day; days are ordinals, none after `as_of`.

    Presence is certain from `sure_from` to `sure_to` and possible from `start` to `end` (never where from > to). All
    that is known of one stands in one row of `spans` (int32[N, 8]), so that whoever looks at it reads one place in
    memory; the properties are its columns. `facts_of[facts_at[i]:facts_at[i+1]]` are the snapshot's facts behind
    presence i; `person_at` (P+1) bounds each person's presences.
    """

    spans: Array
    facts_at: Array
    facts_of: Array
    person_at: Array

    @property
    def person(self) -> Array:
        """Who was there (int32[N])."""
        return self._column(PERSON)

    @property
    def company(self) -> Array:
        """Where (int32[N])."""
        return self._column(COMPANY)

    @property
    def sure_from(self) -> Array:
        """The first day on which they were there for certain (int32[N])."""
        return self._column(SURE_FROM)

    @property
    def sure_to(self) -> Array:
        """The last day on which they were there for certain (int32[N])."""
        return self._column(SURE_TO)

    @property
    def start(self) -> Array:
        """The first day on which they may have been there (int32[N])."""
        return self._column(START)

    @property
    def end(self) -> Array:
        """The last day on which they may have been there (int32[N])."""
        return self._column(END)

    @property
    def title(self) -> Array:
        """The number of the title they bore, -1 where none is known (int32[N])."""
        return self._column(TITLE)

    @property
    def kind(self) -> Array:
        """What they were there (`Kind`, int8[N])."""
        return self._byte(_KIND)

    @property
    def function(self) -> Array:
        """Their job's place in `FUNCTIONS` (int8[N])."""
        return self._byte(_FUNCTION)

    @property
    def seniority(self) -> Array:
        """Their job's place in `SENIORITIES` (int8[N])."""
        return self._byte(_SENIORITY)

    @property
    def role(self) -> Array:
        """Kind, and whether they lead the company: kind · 2 + 1 for its chiefs (int8[N])."""
        return self._byte(_ROLE)

    def facts(self, first: int, end: int) -> list[int]:
        """The rows in the snapshot of the facts behind the presences from `first` to `end`."""
        bounds = rows_at(self.facts_at, first, end + 1)
        rows: list[int] = rows_at(self.facts_of, bounds.item(0), bounds.item(-1)).tolist()
        return rows

    def row(self, presence: int) -> list[int]:
        """All that is known of one presence: a row of `spans`."""
        told: list[int] = self.spans[presence].tolist()
        return told

    def _column(self, place: int) -> Array:
        column: Array = self.spans[:, place]
        return column

    def _byte(self, place: int) -> Array:
        column: Array = self.spans.view(np.int8)[:, place]
        return column


def presences(snapshot: Snapshot, as_of: date, *, open_months: float) -> Presences:
    """Bring together the facts known on `as_of`; an open-ended job reaches `open_months` past its certain days."""
    known = np.flatnonzero(np.asarray(snapshot.fact_known) <= as_of.toordinal())
    return _presences(snapshot, known, np.arange(snapshot.persons + 1), as_of, open_months)


def presences_of(snapshot: Snapshot, persons: Array, as_of: date, *, open_months: float) -> Presences:
    """The presences of some persons only (numbers, ascending): `person_at` (n+1) bounds those of each of them."""
    wanted = persons.astype(snapshot.fact_person.dtype)
    first, end = (np.searchsorted(snapshot.fact_person, wanted, side=side) for side in ("left", "right"))
    rows = ranges(first, end - first)
    known = rows[snapshot.fact_known[rows] <= as_of.toordinal()]
    return _presences(snapshot, known, np.append(wanted, snapshot.persons), as_of, open_months)


def _presences(snapshot: Snapshot, known: Array, persons: Array, as_of: date, open_months: float) -> Presences:
    drafts = brought_together(_drafts(snapshot, known), _group_bounds(snapshot, known))
    return _assemble(snapshot, drafts, persons, as_of.toordinal(), round(open_months * DAYS_PER_MONTH))


def days_of(places: Presences, rows: Array | slice) -> Array:
    """The first and the last day on which somebody may or must have been there (int32[n, 2])."""
    spans = places.spans[rows]
    is_sure = spans[:, SURE_FROM] <= spans[:, SURE_TO]
    first = np.where(is_sure, np.minimum(spans[:, START], spans[:, SURE_FROM]), spans[:, START])
    last = np.where(is_sure, np.maximum(spans[:, END], spans[:, SURE_TO]), spans[:, END])
    return np.stack([first, last], axis=1)


def is_seat(places: Presences, rows: Array | slice) -> Array:
    """Whether somebody sat on the board or held money of the company, rather than worked or studied there (bool[n])."""
    seat: Array = np.isin(places.kind[rows], (Kind.BOARD, Kind.INVESTOR))
    return seat


def _group_bounds(snapshot: Snapshot, known: Array) -> Array:
    keys = [np.asarray(column)[known] for column in (snapshot.fact_person, snapshot.fact_company, snapshot.fact_kind)]
    changes = np.zeros(len(known), dtype=bool)
    changes[:1] = True
    for key in keys:
        changes[1:] |= key[1:] != key[:-1]
    return np.append(np.flatnonzero(changes), len(known))


def _drafts(snapshot: Snapshot, rows: Array) -> Drafts:
    """Each spell fact by itself."""
    sure_from, sure_to, start = snapshot.fact_sure_from[rows], snapshot.fact_sure_to[rows], snapshot.fact_from[rows]
    columns = {
        "row": rows,
        "sure_from": sure_from,
        "sure_to": sure_to,
        "start": start,
        "end": snapshot.fact_to[rows],
        # The last day for which its source vouches, its first day where it guarantees none (0: no day at all).
        "told": np.where(sure_from <= sure_to, sure_to, start),
        "title": snapshot.fact_title[rows],
        "function": snapshot.fact_function[rows],
        "seniority": snapshot.fact_seniority[rows],
    }
    return Drafts(**columns, size=np.ones(len(rows), dtype=np.int64), facts=rows)


def _assemble(snapshot: Snapshot, drafts: Drafts, persons: Array, today: int, open_days: int) -> Presences:
    kind = snapshot.fact_kind[drafts.row]
    reach = np.where(drafts.told > FAR_PAST, drafts.told.astype(np.int64) + open_days, FAR_PAST)
    reach = np.where(kind == Kind.INVESTOR, FAR_FUTURE, reach)
    start = np.where(drafts.start == FAR_PAST, np.maximum(drafts.sure_from - open_days, 1), drafts.start)
    end = np.minimum(np.where(drafts.end >= FAR_FUTURE, reach, drafts.end), today)
    person, company = snapshot.fact_person[drafts.row], snapshot.fact_company[drafts.row]
    # Facts stand by person, company and kind, each draft with the first fact of its group: most are in order already.
    order = np.argsort(drafts.row.astype(np.int64) * (FAR_FUTURE + 1) + start, kind="stable")
    spans = np.empty((len(order), TRAITS + 1), dtype=np.int32)
    spans[:, PERSON], spans[:, COMPANY] = person[order], company[order]
    spans[:, SURE_FROM] = drafts.sure_from[order]
    spans[:, SURE_TO] = np.minimum(drafts.sure_to, today)[order]
    spans[:, START], spans[:, END], spans[:, TITLE] = start[order], end[order], drafts.title[order]
    traits, kind, seniority = spans.view(np.int8), kind[order], drafts.seniority[order]
    traits[:, _KIND], traits[:, _FUNCTION], traits[:, _SENIORITY] = kind, drafts.function[order], seniority
    traits[:, _ROLE] = kind * 2 + ((kind == Kind.JOB) & (seniority == C_LEVEL))
    facts_at, facts_of = _facts(drafts, order)
    person_at = np.searchsorted(spans[:, PERSON], persons)
    return Presences(spans, facts_at.astype(np.int32), facts_of.astype(np.int32), person_at.astype(np.int32))


def _facts(drafts: Drafts, order: Array) -> tuple[Array, Array]:
    """The facts behind each draft, brought into order, and their bounds: the first of each, then what follows it."""
    sizes, starts = drafts.size[order], (np.cumsum(drafts.size) - drafts.size)[order]
    facts_at = np.concatenate(([0], np.cumsum(sizes)))
    facts_of = np.empty(facts_at[-1], dtype=np.int64)
    facts_of[facts_at[:-1]] = drafts.facts[starts]
    several = np.flatnonzero(sizes > 1)
    more = sizes[several] - 1
    facts_of[ranges(facts_at[several] + 1, more)] = drafts.facts[ranges(starts[several] + 1, more)]
    return facts_at, facts_of
