"""Bringing reach forward: first hops are found again only to whom one of ours may know in another way than before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from orbit.graph.advance import Advance
from orbit.graph.arrays import Array, counts_at, either, ranges, taken
from orbit.graph.forward_ties import Tied
from orbit.graph.moves import regroup
from orbit.graph.presence import COMPANY, PERSON, TITLE, Presences, is_seat
from orbit.graph.ranked import Ranked, merge_ranked
from orbit.graph.reach import (
    FindHops,
    Hops,
    Reach,
    company_bits,
    least_hop,
    listed_days,
    only,
    ours_by_company,
    sure_hops,
)
from orbit.graph.ties import Ties
from orbit.graph.view import View

if TYPE_CHECKING:
    from orbit.graph.forward import Placed

_LISTS = 2


class Few(NamedTuple):
    """What finds first hops, and to what share of all people it is worth while."""

    find_hops: FindHops
    share: float


def bring_reach(view: View, step: Advance, placed: Placed, tied: Tied, willing: Array, few: Few) -> Reach | None:
    """Bring reach forward; None where first hops to more than so many people would have to be found."""
    ours, ours_at = ours_by_company(tied.now, willing)
    affected = _affected(view, step, placed, tied, willing, np.diff(ours_at) > 0)
    if len(affected) > few.share * step.persons.now:
        return None
    hops = sure_hops(step.snapshot, few.find_hops(tied.now, willing, least_hop(tied.now.policy), affected))
    with ThreadPoolExecutor(1) as pool:
        # Who reaches everybody, and in which order they stand in the lists, need not know of each other.
        labels = pool.submit(_labels, view, step, affected, hops)
        value, other = _values(view, step, willing, affected, hops)
        lists = _lists(view, step, placed, value, either(other, placed.anew).astype(np.int64))
    return Reach(
        willing=willing,
        **labels.result(),
        value=value,
        **lists,
        ours=ours.astype(np.int32),
        ours_at=ours_at.astype(np.int32),
        doubt_person=step.snapshot.doubt_person,
        doubt_sure=step.snapshot.doubt_sure,
    )


def _labels(view: View, step: Advance, affected: Array, hops: Hops) -> dict[str, Array]:
    """The first hops brought forward: others to those affected."""
    former, first = view.reach, np.searchsorted(hops.person, affected)
    sizes = np.searchsorted(hops.person, affected, side="right") - first
    rows = regroup(former.label_at, step.persons, affected, sizes)
    return {
        "label_at": rows.bounds,
        "connector": rows.merge.column(step.persons.renumbered(former.connector), hops.connector),
        "score": rows.merge.column(former.score, hops.score),
    }


def _values(view: View, step: Advance, willing: Array, affected: Array, hops: Hops) -> tuple[Array, Array]:
    """The value of everybody (float64[P]), and whose is another one than before, among those affected."""
    value = step.persons.carried(view.reach.value)
    before = value[affected]
    value[affected] = willing[affected]
    # The best hop to a person stands first.
    reached, first = np.unique(hops.person, return_index=True)
    value[reached] = np.maximum(value[reached], hops.score[first])
    return value, affected[value[affected] != before]


def _affected(view: View, step: Advance, placed: Placed, tied: Tied, willing: Array, with_ours: Array) -> Array:
    """Everybody whom one of ours may know in another way than before (numbers now, ascending).

    These are the persons told anew, those whose pair ties changed, and whoever is or was at a company where one of ours
    came, changed or went, or where ours are (`with_ours`: bool[C]) and the hazard is another one.
    """
    here, persons = placed.now, step.persons
    before = persons.carried(view.reach.willing)
    others = np.flatnonzero(before != willing)
    former, was_there = persons.before(others)
    went = either(former[was_there], persons.gone[view.reach.willing[persons.gone] > 0])
    told = np.setdiff1d(placed.anew[(willing[placed.anew] > 0) | (before[placed.anew] > 0)], others)
    at = np.zeros(step.companies.now, dtype=np.bool_)
    at[tied.companies] = with_ours[tied.companies]
    at[_companies_of(view.places, went, step)] = True
    at[here.company[_rows(here, others)]] = True
    at[_changed_companies(view, step, here, told)] = True
    hit = np.zeros(persons.now, dtype=np.bool_)
    # Whoever had a pair tie that is no more is among the ends of those that changed.
    for some in (placed.anew, tied.ends, others, _partners(tied.now, others)):
        hit[some] = True
    if at.any():
        hit[here.person[np.flatnonzero(taken(at, placed.company))]] = True
    return np.flatnonzero(hit)


def _rows(places: Presences, persons: Array) -> Array:
    """The presence numbers of some persons."""
    return ranges(places.person_at[persons].astype(np.int64), counts_at(places.person_at, persons).astype(np.int64))


def _companies_of(places: Presences, persons: Array, step: Advance) -> Array:
    """Where some persons (former numbers) were (numbers now)."""
    company: Array = step.companies.renumbered(places.company[_rows(places, persons)])
    return company[company >= 0]


def _changed_companies(view: View, step: Advance, here: Presences, persons: Array) -> Array:
    """Where some of ours, as willing as before, are or were in another way than before (numbers now)."""
    former, was_there = step.persons.before(persons)
    was = view.places.spans[_rows(view.places, former[was_there])]
    was[:, PERSON], was[:, COMPANY] = (
        step.persons.renumbered(was[:, PERSON]),
        step.companies.renumbered(was[:, COMPANY]),
    )
    spans = np.concatenate([was, here.spans[_rows(here, persons)]])
    # Nobody knows somebody better for a title; what follows from it stands beside it.
    spans[:, TITLE] = 0
    different, number = np.unique(spans, axis=0, return_inverse=True)
    number = number.ravel()
    count = np.bincount(number[: len(was)], minlength=len(different))
    other = count != np.bincount(number[len(was) :], minlength=len(different))
    company: Array = different[other, COMPANY]
    return company[company >= 0]


def _partners(ties: Ties, persons: Array) -> Array:
    """With whom some persons have pair ties."""
    others: Array = ties.other[ranges(ties.tie_at[persons], counts_at(ties.tie_at, persons))]
    return others


def _lists(view: View, step: Advance, placed: Placed, value: Array, persons: Array) -> dict[str, Array]:
    """The lists per company brought forward: some persons (numbers now, ascending) leave theirs and enter them anew."""
    former, here = view.reach, placed.now
    was, was_there = step.persons.before(persons)
    leaves = np.zeros(step.persons.former, dtype=np.bool_)
    leaves[was[was_there]] = leaves[step.persons.gone] = True
    rows = _rows(here, persons)
    rows = rows[value[here.person[rows]] > 0]
    bits = former.company_bit if step.companies.number is None else company_bits(step.snapshot.company_id)
    days = listed_days(only(here, rows), bits)
    list_ = _LISTS * here.company[rows].astype(np.int64) + is_seat(here, rows)
    order = np.lexsort((rows, -value[here.person[rows]], list_))
    rows, list_, days = rows[order], list_[order], days[order]
    person = here.person[rows]
    ranked = Ranked(former.company_at, _LISTS, former.order_value, former.order_person.take)
    gone = np.flatnonzero(taken(leaves, former.order_person))
    merged = merge_ranked(ranked, gone, (list_, value[person], person), step.persons, step.companies)
    return {
        "order": merged.merge.column(taken(placed.place, former.order), rows),
        "order_person": merged.merge.column(step.persons.renumbered(former.order_person), person),
        "order_value": merged.merge.column(former.order_value, value[person]),
        "order_days": merged.merge.column(former.order_days, days),
        "company_at": merged.bounds,
        "company_bit": bits,
    }
