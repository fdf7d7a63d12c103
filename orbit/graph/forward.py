"""Bringing a view forward by what changed: whoever was not touched keeps what was computed of them."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from orbit.graph.advance import Advance
from orbit.graph.arrays import Array, counts_at, either, ranges, taken
from orbit.graph.doubts import changed_doubts, sure_of, weighed
from orbit.graph.forward_reach import Few, bring_reach
from orbit.graph.forward_ties import bring_ties
from orbit.graph.merge import Merge
from orbit.graph.moves import bounds_of, regroup
from orbit.graph.presence import COMPANY, PERSON, TITLE, Presences, presences_of
from orbit.graph.ranked import Ranked, merge_ranked
from orbit.graph.reach import FindHops, first_hops
from orbit.graph.targets import NOBODY, Staff, current_jobs, replies
from orbit.graph.view import View, make_view

_MOST_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Placed:
    """Presences brought forward: what became of their rows, and whose are told anew (`anew`: numbers now, ascending).

    `now` does not tell which facts are behind each. `place`: where each former presence is now (int32; -1: gone).
    `company`: where they are, side by side in memory.
    """

    now: Presences
    company: Array
    anew: Array
    rows: Merge
    place: Array


def bring_forward(
    view: View, step: Advance, willing: Array, find_hops: FindHops | None = None, *, most_share: float = _MOST_SHARE
) -> View:
    """Return the view of the snapshot that `step` leads to: the arrays that `make_view` gives, same day, same policy.

    `view` is one of the snapshot from which the step was made; `willing` is how likely each helps now (float64[P]).
    Only what the change touches is computed: the presences of persons of whom a fact changed, the hazard of companies
    where they are or were, the first hops to whoever may know one of ours in another way than before. Where that is
    more than `most_share` of all people, the view is made anew.
    """
    policy = view.ties.policy
    anew = _told_anew(view, step)
    if len(anew) > most_share * step.persons.now:
        return make_view(step.snapshot, policy, willing, view.as_of, find_hops)
    with ThreadPoolExecutor(1) as pool:
        placed, facts = bring_places(view, step, anew, pool)
        # Neither of those who are at work here needs to know of the other.
        working = pool.submit(_working, view, step, placed)
        tied = bring_ties(view, step, placed)
        sure = weighed(step.snapshot, willing)
        reach = bring_reach(view, step, placed, tied, sure, Few(find_hops or first_hops, most_share))
        jobs, staff = working.result()
        facts_at, facts_of = facts.result()
    if reach is None:
        return make_view(step.snapshot, policy, willing, view.as_of, find_hops)
    places = replace(placed.now, facts_at=facts_at, facts_of=facts_of)
    return View(step.snapshot, places, replace(tied.now, presences=places), reach, jobs, staff, view.as_of)


def _told_anew(view: View, step: Advance) -> Array:
    """Of whom a spell fact came, changed or went, or who is one person more or less surely (numbers now, ascending)."""
    before = step.persons.renumbered(view.snapshot.fact_person[step.facts.gone])
    told = either(before[before >= 0], step.snapshot.fact_person[step.facts.fresh])
    return either(told, changed_doubts(view.snapshot, step.snapshot, step.persons)).astype(np.int64)


def bring_places(view: View, step: Advance, anew: Array, pool: Executor) -> tuple[Placed, Future[tuple[Array, Array]]]:
    """Bring presences forward: those of `anew` are made of their facts, all others stay.

    Which facts are behind each (`facts_at`, `facts_of`) is found by `pool` meanwhile: nothing here asks for them.
    """
    former = view.places
    moving = pool.submit(taken, step.facts.place, former.facts_of)
    some = presences_of(step.snapshot, anew, view.as_of, open_months=view.ties.policy.strength.open_months)
    rows = regroup(former.person_at, step.persons, anew, np.diff(some.person_at))

    def facts() -> tuple[Array, Array]:
        told = regroup(former.facts_at[former.person_at], step.persons, anew, np.diff(some.facts_at[some.person_at]))
        sizes = rows.merge.column(np.diff(former.facts_at), np.diff(some.facts_at))
        return bounds_of(sizes, np.dtype(np.int32)), told.merge.column(moving.result(), some.facts_of)

    finding = pool.submit(facts)
    spans, company = _spans(former, some, rows.merge, step)
    now = Presences(spans, former.facts_at[:0], former.facts_of[:0], rows.bounds)
    return Placed(now, company, anew, rows.merge, rows.merge.place), finding


def _spans(former: Presences, some: Presences, merge: Merge, step: Advance) -> tuple[Array, Array]:
    """All presences, and the company of each."""
    spans = merge.carried(former.spans)
    numbers = ((PERSON, step.persons.number), (COMPANY, step.companies.number), (TITLE, step.titles))
    changed = [(place, number) for place, number in numbers if number is not None and len(former.spans)]
    if merge.is_same and changed:
        spans = spans.copy()
    for place, number in changed:
        spans[:, place] = number[spans[:, place]]
    if len(merge.fresh):
        spans[merge.fresh] = some.spans
    return spans, np.ascontiguousarray(spans[:, COMPANY])


def _working(view: View, step: Advance, placed: Placed) -> tuple[Array, Staff]:
    jobs = _jobs(view, step, placed)
    return jobs, _staff(view, step, placed, jobs)


def _jobs(view: View, step: Advance, placed: Placed) -> Array:
    former = taken(placed.place, view.jobs)
    former[view.jobs == NOBODY] = NOBODY
    jobs = step.persons.carried(former, otherwise=NOBODY)
    first, counts = placed.now.person_at[placed.anew], counts_at(placed.now.person_at, placed.anew)
    rows = ranges(first.astype(np.int64), counts.astype(np.int64))
    jobs[placed.anew] = _current(placed.now, rows, counts, view.as_of.toordinal())
    return jobs


def _current(places: Presences, rows: Array, counts: Array, today: int) -> Array:
    """The current jobs of some persons, who have so many of these presences each, as presence numbers."""
    spans = places.spans[rows]
    spans[:, PERSON] = np.repeat(np.arange(len(counts)), counts)
    few = replace(places, spans=spans)
    return np.append(rows, NOBODY)[current_jobs(few, len(counts), today)]


def _staff(view: View, step: Advance, placed: Placed, jobs: Array) -> Staff:
    former, spans = view.staff, view.places.spans
    here = jobs[placed.anew]
    here = here[here != NOBODY]
    company = placed.now.company[here].astype(np.int64)
    reply = replies(placed.now, here, view.as_of.toordinal(), view.ties.policy.reply)
    reply *= sure_of(step.snapshot, placed.now.person[here])
    order = np.lexsort((here, -reply, company))
    here, company, reply = here[order], company[order], reply[order]
    place = taken(placed.place, former.job)
    ranked = Ranked(former.company_at, 1, former.reply, lambda rows: spans[former.job[rows], PERSON])
    merged = merge_ranked(
        ranked, np.flatnonzero(place < 0), (company, reply, placed.now.person[here]), step.persons, step.companies
    )
    job = merged.merge.column(place, here)
    return Staff(job.astype(np.int32, copy=False), merged.merge.column(former.reply, reply), merged.bounds)
