"""Who was where, as of a day: spell facts of one job told by several sources become one presence with all its facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np

from orbit.graph.arrays import Array, ranges
from orbit.graph.snapshot import C_LEVEL, FAR_FUTURE, FAR_PAST, Kind, Snapshot

DAYS_PER_MONTH = 30.4375


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

    def _column(self, place: int) -> Array:
        column: Array = self.spans[:, place]
        return column

    def _byte(self, place: int) -> Array:
        column: Array = self.spans.view(np.int8)[:, place]
        return column


@dataclass(frozen=True, slots=True)
class Span:
    """One spell fact, or several of one job, while they are brought together. Fields as in `Presences`.

    `told` is the last day for which any of the sources vouches, whatever the others say.
    """

    sure_from: int
    sure_to: int
    start: int
    end: int
    told: int
    title: int
    function: int
    seniority: int
    facts: tuple[int, ...]


def presences(snapshot: Snapshot, as_of: date, *, open_months: float) -> Presences:
    """Bring together the facts known on `as_of`; an open-ended job reaches `open_months` past its certain days."""
    today = as_of.toordinal()
    known = np.flatnonzero(np.asarray(snapshot.fact_known) <= today)
    bounds = _group_bounds(snapshot, known)
    sizes = np.diff(bounds)
    single = known[bounds[:-1][sizes == 1]]
    merged: list[tuple[int, Span]] = []
    for first, last in zip(bounds[:-1][sizes > 1].tolist(), bounds[1:][sizes > 1].tolist(), strict=True):
        rows = known[first:last].tolist()
        merged += [(rows[0], span) for span in consolidate(_spans(snapshot, rows))]
    return _assemble(snapshot, single, merged, today, round(open_months * DAYS_PER_MONTH))


def days_of(places: Presences, rows: Array) -> Array:
    """The first and the last day on which somebody may or must have been there (int32[n, 2])."""
    spans = places.spans[rows]
    is_sure = spans[:, SURE_FROM] <= spans[:, SURE_TO]
    first = np.where(is_sure, np.minimum(spans[:, START], spans[:, SURE_FROM]), spans[:, START])
    last = np.where(is_sure, np.maximum(spans[:, END], spans[:, SURE_TO]), spans[:, END])
    return np.stack([first, last], axis=1)


def is_seat(places: Presences, rows: Array) -> Array:
    """Whether somebody sat on the board or held money of the company, rather than worked or studied there (bool[n])."""
    seat: Array = np.isin(places.kind[rows], (Kind.BOARD, Kind.INVESTOR))
    return seat


def consolidate(spans: Sequence[Span]) -> list[Span]:
    """Bring together one person's spells at one company in one kind: each job once, jobs one after the other.

    Dated spells are one job when their first days may be the same, or when they bear one title and overlap; where
    sources agree the narrower dates hold, where they contradict only what both allow is certain. An undated sighting
    joins the job that covers its days, else stands by itself. A spell of which no day is known is further evidence
    of a job of its title, else stands by itself and allows no day.
    """
    jobs: list[Span] = []
    for span in sorted((span for span in spans if span.start > FAR_PAST), key=lambda span: (span.start, span.facts)):
        _join(jobs, span, _same_job)
    undated: list[Span] = []
    for span in (span for span in spans if span.start == FAR_PAST and span.sure_from <= span.sure_to):
        covering = [job for job in jobs if job.start <= span.sure_from and span.sure_to <= job.end]
        if covering:
            best = max(covering, key=lambda job: (job.title == span.title, job.start))
            jobs[jobs.index(best)] = _with_sighting(best, span)
        else:
            _join(undated, span, _always)
    known = undated + _one_after_the_other(sorted(jobs, key=lambda job: (job.start, job.facts)))
    for span in (span for span in spans if span.start == FAR_PAST and span.sure_from > span.sure_to):
        _join(known, span, _same_title, _with_evidence)
    return known


def _join(
    jobs: list[Span],
    span: Span,
    same: Callable[[Span, Span], bool],
    merge: Callable[[Span, Span], Span] | None = None,
) -> None:
    for index, job in enumerate(jobs):
        if same(job, span):
            jobs[index] = (merge or _merged)(job, span)
            return
    jobs.append(span)


def _same_job(left: Span, right: Span) -> bool:
    if left.start <= max(right.sure_from, right.start) and right.start <= max(left.sure_from, left.start):
        return True
    return left.title == right.title and left.start <= right.end and right.start <= left.end


def _always(_left: Span, _right: Span) -> bool:
    return True


def _same_title(job: Span, span: Span) -> bool:
    return span.title in {job.title, -1}


def _with_evidence(job: Span, span: Span) -> Span:
    return replace(job, facts=job.facts + span.facts)


def _merged(left: Span, right: Span) -> Span:
    first, last = max(left.start, right.start), min(left.sure_from, right.sure_from)
    if first > last:
        first, last = min(left.start, right.start), max(left.sure_from, right.sure_from)
    until, end = max(left.sure_to, right.sure_to), min(left.end, right.end)
    if until > end:
        until, end = min(left.sure_to, right.sure_to), max(left.end, right.end)
    named = left if left.title >= 0 else right
    told, facts = max(left.told, right.told), left.facts + right.facts
    return replace(named, start=first, sure_from=last, sure_to=until, end=end, told=told, facts=facts)


def _with_sighting(job: Span, span: Span) -> Span:
    return replace(
        job,
        sure_from=min(job.sure_from, span.sure_from),
        sure_to=max(job.sure_to, span.sure_to),
        told=max(job.told, span.told),
        facts=job.facts + span.facts,
    )


def _one_after_the_other(jobs: Sequence[Span]) -> list[Span]:
    """End each job where the next one at the same company begins: a promotion, or two sources' idea of one."""
    ended = [
        replace(job, sure_to=min(job.sure_to, later.sure_from - 1), end=max(min(job.end, later.start), job.start))
        for job, later in pairwise(jobs)
    ]
    return [*ended, *jobs[-1:]]


def _group_bounds(snapshot: Snapshot, known: Array) -> Array:
    keys = [np.asarray(column)[known] for column in (snapshot.fact_person, snapshot.fact_company, snapshot.fact_kind)]
    changes = np.zeros(len(known), dtype=bool)
    changes[:1] = True
    for key in keys:
        changes[1:] |= key[1:] != key[:-1]
    return np.append(np.flatnonzero(changes), len(known))


def _spans(snapshot: Snapshot, rows: Sequence[int]) -> list[Span]:
    return [
        Span(
            int(snapshot.fact_sure_from[row]),
            int(snapshot.fact_sure_to[row]),
            int(snapshot.fact_from[row]),
            int(snapshot.fact_to[row]),
            int(_told(snapshot, row)),
            int(snapshot.fact_title[row]),
            int(snapshot.fact_function[row]),
            int(snapshot.fact_seniority[row]),
            (row,),
        )
        for row in rows
    ]


def _told(snapshot: Snapshot, rows: int | Array) -> Array:
    """The last day for which spell facts vouch, their first day where they guarantee none (0: no day at all)."""
    sure_from, sure_to = np.asarray(snapshot.fact_sure_from)[rows], np.asarray(snapshot.fact_sure_to)[rows]
    return np.where(sure_from <= sure_to, sure_to, np.asarray(snapshot.fact_from)[rows])


def _assemble(
    snapshot: Snapshot, single: Array, merged: Sequence[tuple[int, Span]], today: int, open_days: int
) -> Presences:
    places = np.concatenate([single, np.array([row for row, _ in merged], dtype=np.int64)]).astype(np.int64)

    def column(alone: Array, together: Sequence[int]) -> Array:
        return np.concatenate([np.asarray(alone)[single], np.array(together, dtype=np.int64)]).astype(np.int64)

    sure_from = column(snapshot.fact_sure_from, [span.sure_from for _, span in merged])
    sure_to = np.minimum(column(snapshot.fact_sure_to, [span.sure_to for _, span in merged]), today)
    told = np.concatenate([_told(snapshot, single), np.array([span.told for _, span in merged], dtype=np.int64)])
    start = column(snapshot.fact_from, [span.start for _, span in merged])
    end = column(snapshot.fact_to, [span.end for _, span in merged])
    kind = np.asarray(snapshot.fact_kind)[places]
    reach = np.where(kind == Kind.INVESTOR, FAR_FUTURE, np.where(told > FAR_PAST, told + open_days, FAR_PAST))
    start = np.where(start == FAR_PAST, np.maximum(sure_from - open_days, 1), start)
    end = np.minimum(np.where(end >= FAR_FUTURE, reach, end), today)
    person, company = np.asarray(snapshot.fact_person)[places], np.asarray(snapshot.fact_company)[places]
    order = np.lexsort((places, start, kind, company, person))
    facts_at, facts_of = _facts(single, [span.facts for _, span in merged], order)
    spans = np.empty((len(order), TRAITS + 1), dtype=np.int32)
    spans[:, PERSON], spans[:, COMPANY] = person[order], company[order]
    spans[:, SURE_FROM], spans[:, SURE_TO] = sure_from[order], sure_to[order]
    spans[:, START], spans[:, END] = start[order], end[order]
    spans[:, TITLE] = column(snapshot.fact_title, [span.title for _, span in merged])[order]
    traits, kind = spans.view(np.int8), kind[order]
    traits[:, _KIND] = kind
    traits[:, _FUNCTION] = column(snapshot.fact_function, [span.function for _, span in merged])[order]
    traits[:, _SENIORITY] = column(snapshot.fact_seniority, [span.seniority for _, span in merged])[order]
    traits[:, _ROLE] = kind * 2 + ((kind == Kind.JOB) & (traits[:, _SENIORITY] == C_LEVEL))
    person_at = np.searchsorted(spans[:, PERSON], np.arange(snapshot.persons + 1))
    return Presences(spans, facts_at.astype(np.int32), facts_of.astype(np.int32), person_at.astype(np.int32))


def _facts(single: Array, merged: Sequence[tuple[int, ...]], order: Array) -> tuple[Array, Array]:
    """The facts behind each presence in its place: the single ones first, then the merged, brought into `order`."""
    sizes = np.concatenate([np.ones(len(single), dtype=np.int64), [len(facts) for facts in merged]]).astype(np.int64)
    told = np.concatenate([single, [fact for facts in merged for fact in facts]]).astype(np.int64)
    starts = np.cumsum(sizes) - sizes
    return np.concatenate(([0], np.cumsum(sizes[order]))), told[ranges(starts[order], sizes[order])]
