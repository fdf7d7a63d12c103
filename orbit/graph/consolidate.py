"""One job told by several sources brought together: a few facts at a time, and the many plain pairs all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise

import numpy as np

from orbit.graph.arrays import Array, ranges
from orbit.graph.snapshot import FAR_PAST


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


@dataclass(frozen=True, slots=True)
class Drafts:
    """Spans as arrays (n) with the `row` of the first fact of each; `size` facts of each stand together in `facts`."""

    row: Array
    sure_from: Array
    sure_to: Array
    start: Array
    end: Array
    told: Array
    title: Array
    function: Array
    seniority: Array
    size: Array
    facts: Array


_COLUMNS = tuple(field.name for field in fields(Drafts) if field.name not in {"size", "facts"})


def brought_together(alone: Drafts, bounds: Array) -> Drafts:
    """Bring together groups of single facts (`bounds[g]` to `bounds[g+1]`), each of one person, company and kind."""
    sizes = np.diff(bounds)
    first, dated = bounds[:-1], alone.start > FAR_PAST
    pairs = first[sizes == 2]
    pairs = pairs[dated[pairs] & dated[pairs + 1]]
    rest = np.flatnonzero(sizes > 1)
    rest = rest[~np.isin(first[rest], pairs)]
    return _together(
        _some(alone, first[sizes == 1]), *_paired(alone, pairs), _one_by_one(alone, first[rest], sizes[rest])
    )


def _some(drafts: Drafts, rows: Array) -> Drafts:
    """Some of drafts of one fact each."""
    columns = {name: getattr(drafts, name)[rows] for name in _COLUMNS}
    return Drafts(**columns, size=np.ones(len(rows), dtype=np.int64), facts=drafts.facts[rows])


def _together(*parts: Drafts) -> Drafts:
    return Drafts(
        **{field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Drafts)}
    )


def _paired(alone: Drafts, first: Array) -> tuple[Drafts, Drafts]:
    """What `consolidate` makes of two dated facts: those that are one job, and those that came one after the other."""
    left, right = _some(alone, first), _some(alone, first + 1)
    is_one = (left.start <= np.maximum(right.sure_from, right.start)) & (
        right.start <= np.maximum(left.sure_from, left.start)
    )
    is_one |= (left.title == right.title) & (left.start <= right.end) & (right.start <= left.end)
    one, two = np.flatnonzero(is_one), np.flatnonzero(~is_one)
    return _pair_merged(_some(left, one), _some(right, one)), _pair_in_turn(_some(left, two), _some(right, two))


def _pair_merged(left: Drafts, right: Drafts) -> Drafts:
    first, last = np.maximum(left.start, right.start), np.minimum(left.sure_from, right.sure_from)
    apart = first > last
    until, end = np.maximum(left.sure_to, right.sure_to), np.minimum(left.end, right.end)
    over = until > end
    named = left.title >= 0
    return Drafts(
        row=left.row,
        sure_from=np.where(apart, np.maximum(left.sure_from, right.sure_from), last),
        sure_to=np.where(over, np.minimum(left.sure_to, right.sure_to), until),
        start=np.where(apart, np.minimum(left.start, right.start), first),
        end=np.where(over, np.maximum(left.end, right.end), end),
        told=np.maximum(left.told, right.told),
        title=np.where(named, left.title, right.title),
        function=np.where(named, left.function, right.function),
        seniority=np.where(named, left.seniority, right.seniority),
        size=np.full(len(left.row), 2, dtype=np.int64),
        facts=np.stack([left.facts, right.facts], axis=1).ravel(),
    )


def _pair_in_turn(left: Drafts, right: Drafts) -> Drafts:
    ended = replace(
        left,
        sure_to=np.minimum(left.sure_to, right.sure_from - 1),
        end=np.maximum(np.minimum(left.end, right.start), left.start),
    )
    return _together(ended, replace(right, row=left.row))


def _one_by_one(alone: Drafts, first: Array, sizes: Array) -> Drafts:
    """What `consolidate` makes of each other group."""
    chosen = ranges(first, sizes)
    names = [field.name for field in fields(Span) if field.name != "facts"]
    told = zip(*(getattr(alone, name)[chosen].tolist() for name in names), strict=True)
    named = (dict(zip(names, values, strict=True)) for values in told)
    facts = alone.facts[chosen].tolist()
    spans = [Span(**values, facts=(fact,)) for values, fact in zip(named, facts, strict=True)]
    ends = np.cumsum(sizes).tolist()
    merged = [
        (spans[begin].facts[0], span) for begin, end in pairwise([0, *ends]) for span in consolidate(spans[begin:end])
    ]
    columns = {
        name: np.array([getattr(span, name) for _, span in merged], dtype=getattr(alone, name).dtype) for name in names
    }
    return Drafts(
        row=np.array([row for row, _ in merged], dtype=np.int64),
        **columns,
        size=np.array([len(span.facts) for _, span in merged], dtype=np.int64),
        facts=np.array([fact for _, span in merged for fact in span.facts], dtype=np.int64),
    )


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
