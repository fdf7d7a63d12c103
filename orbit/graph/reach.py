"""For every person the best ways one of our people gets to them: an upper bound that orders every search."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

import numpy as np

from orbit.graph.arrays import Array, counts_at, ranges
from orbit.graph.doubts import sure_among, sure_of
from orbit.graph.presence import Presences, days_of, is_seat
from orbit.graph.snapshot import Snapshot
from orbit.graph.ties import Rows, Ties, join_rows, know, shared_time, tie_rows
from orbit.policy import Policy

_ROWS_AT_ONCE = 1_500_000
_NOBODY = -1
_SAFE = 1.0 - 1e-9
# What stands in the last number of a row of `Reach.order_days`: the function in its lowest bits, above it companies.
FUNCTION_MASK = 0xFF
_COMPANY_BITS, _FIRST_BIT = 23, 8
_PLACE_BITS = 32


class Hops(NamedTuple):
    """First hops: how well a request gets into a person's hands by one connector (willing x know x pass-on).

    By person, the best first, then by connector number.
    """

    person: Array
    connector: Array
    score: Array


@dataclass(frozen=True, slots=True)
class Reach:
    """How well our people reach everybody, as of one day.

    `willing` (P): for our people the probability that they help, 0 for everybody else. All of this counts whoever may
    be two persons as much less: `doubt_person` and `doubt_sure` are those of the snapshot. `connector`, `score`: the
    best first hops to each person who is not one of ours; `label_at` (P+1) bounds each person's. `value` (P): the best
    score of a request in that person's hands. `order`: presence numbers by company, the persons of the highest value
    first, with the `order_person`, the `order_value`, and first day, last day and traits (`order_days`, int32[n, 3]) of
    each; from `company_at[2 * c]` those who work or study at company c, from `company_at[2 * c + 1]` those who have a
    seat there; persons of value 0 are left out. Traits are the function in that presence (`FUNCTION_MASK`) and the bits
    of all companies where the person is or was: `company_bit` (int32[C]) is that of each company, which several share.
    `ours`: the presence numbers of our people by company, bounded by `ours_at` (C+1).
    """

    willing: Array
    label_at: Array
    connector: Array
    score: Array
    value: Array
    order: Array
    order_person: Array
    order_value: Array
    order_days: Array
    company_at: Array
    company_bit: Array
    ours: Array
    ours_at: Array
    doubt_person: Array
    doubt_sure: Array

    def sure(self, person: Array) -> Array:
        """How sure it is that each of some persons is one (float64[n])."""
        return sure_among(self.doubt_person, self.doubt_sure, person)

    def labels(self, person: Array, most: int) -> tuple[Array, Array]:
        """The connectors (int64[n, most]; -1: none) and scores (float64[n, most]; 0) of persons (int[n])."""
        counts = np.minimum(counts_at(self.label_at, person), most).astype(np.int64)
        row, column = np.repeat(np.arange(len(person)), counts), ranges(np.zeros_like(counts), counts)
        at = ranges(self.label_at[person].astype(np.int64), counts)
        connector, score = np.full((len(person), most), _NOBODY), np.zeros((len(person), most))
        connector[row, column], score[row, column] = self.connector[at], self.score[at]
        return connector, score


class FindHops(Protocol):
    """Finds the best first hops to each person who is not one of ours; only to those `among` (ascending) if told."""

    def __call__(self, ties: Ties, willing: Array, floor: float, among: Array | None = None) -> Hops: ...


def make_reach(snapshot: Snapshot, ties: Ties, willing: Array, find_hops: FindHops | None = None) -> Reach:
    """Compute reach from all of our people (those with `willing` > 0, float64[P]).

    A first hop that no path worth showing can begin with is left out. `find_hops` finds them, `first_hops` unless told.
    """
    hops = sure_hops(snapshot, (find_hops or first_hops)(ties, willing, least_hop(ties.policy)))
    bounds = np.concatenate(([0], np.cumsum(np.bincount(hops.person, minlength=snapshot.persons))))
    # The best hop to a person stands first.
    first = np.flatnonzero(np.diff(hops.person, prepend=_NOBODY))
    value, reached = willing.copy(), hops.person[first]
    value[reached] = np.maximum(value[reached], hops.score[first])
    here, people = ties.presences, np.flatnonzero(value > 0)
    counts = counts_at(here.person_at, people).astype(np.int64)
    useful, bits = ranges(here.person_at[people], counts), company_bits(snapshot.company_id)
    few = only(here, useful)
    with ThreadPoolExecutor(1) as pool:
        days = pool.submit(listed_days, few, bits)
        by_list, company_at = _by_company(few, value[people], counts, snapshot.companies)
        order = useful[by_list].astype(np.int32)
        person = few.person[by_list]
        ours, ours_at = ours_by_company(ties, willing)
    return Reach(
        willing=willing,
        label_at=bounds.astype(np.int32),
        connector=hops.connector.astype(np.int32),
        score=hops.score,
        value=value,
        order=order,
        order_person=person,
        order_value=value[person],
        order_days=days.result().take(by_list, axis=0),
        company_at=company_at.astype(np.int32),
        company_bit=bits,
        ours=ours.astype(np.int32),
        ours_at=ours_at.astype(np.int32),
        doubt_person=snapshot.doubt_person,
        doubt_sure=snapshot.doubt_sure,
    )


def sure_hops(snapshot: Snapshot, hops: Hops) -> Hops:
    """Count the hops to whoever may be two persons as much less."""
    if not len(snapshot.doubt_person):
        return hops
    return hops._replace(score=hops.score * sure_of(snapshot, hops.person))


def company_bits(ids: Array) -> Array:
    """Return a bit for each company (int32[C]): by its id, so that it is the same one in every revision."""
    letters = ids.view(np.uint8).reshape(len(ids), ids.dtype.itemsize)
    mixed = np.zeros(len(ids), dtype=np.uint32)
    for place in range(ids.dtype.itemsize):
        # What follows the end of a shorter id is 0 and has to leave no trace.
        mixed += letters[:, place] * np.uint32(31**place % 2**32)
    return np.left_shift(1, _FIRST_BIT + mixed % _COMPANY_BITS, dtype=np.int32)


def only(places: Presences, rows: Array) -> Presences:
    """Return some presences, close together; of them `spans` says everything, the rest is that of all."""
    return replace(places, spans=places.spans.take(rows, axis=0))


def listed_days(few: Presences, bits: Array) -> Array:
    """What `Reach.order_days` says of presences: all those of some persons; `bits` as in `company_bit`."""
    listed = np.empty((len(few.spans), 3), dtype=np.int32)
    listed[:, :2] = days_of(few, slice(None))
    first = np.flatnonzero(np.diff(few.person, prepend=_NOBODY))
    if len(first):
        told = np.bitwise_or.reduceat(bits[few.company], first)
        listed[:, 2] = np.repeat(told, np.diff(first, append=len(listed))) | few.function
    return listed


def least_hop(policy: Policy) -> float:
    """What a first hop must be worth so that a path over it can be shown or asked for, were all after it certain."""
    reply = policy.reply
    best = max(reply.c_level, reply.vp, reply.director, reply.manager, reply.individual, reply.unknown)
    shown = policy.search.min_score / best if best else 0.0
    return _SAFE * min(shown, policy.plan.min_score * policy.reach.bridge_pass)


def ours_by_company(ties: Ties, willing: Array) -> tuple[Array, Array]:
    """The presence numbers of our people by company and number, and the bounds of each company (C+1)."""
    here = ties.presences
    persons = np.flatnonzero(willing > 0)
    rows = ranges(here.person_at[persons], counts_at(here.person_at, persons))
    company = here.company[rows]
    counts = np.bincount(company, minlength=len(ties.hazard))
    return rows[np.lexsort((rows, company))], np.concatenate(([0], np.cumsum(counts)))


def first_hops(ties: Ties, willing: Array, floor: float, among: Array | None = None) -> Hops:
    """The best first hops to each person who is not one of ours, `reach.labels` at most, none below `floor`.

    Only to the persons `among` (numbers, ascending), if told.
    """
    connector, person, score = _first_hops(ties, willing, np.flatnonzero(willing > 0), among)
    worth = (score > 0) & (score >= floor)
    connector, person, score = connector[worth], person[worth], score[worth]
    order = np.lexsort((connector, -score, person))
    connector, person, score = connector[order], person[order], score[order]
    rank = np.arange(len(person)) - np.searchsorted(person, person)
    kept = rank < ties.policy.reach.labels
    return Hops(person[kept], connector[kept], score[kept])


def _first_hops(ties: Ties, willing: Array, ours: Array, among: Array | None) -> tuple[Array, Array, Array]:
    """Every (connector, person, score) with one of our people on the left and somebody else on the right."""
    persons = len(ties.presences.person_at) - 1
    outsiders = willing == 0
    if among is not None:
        asked = np.zeros(persons, dtype=np.bool_)
        asked[among] = True
        outsiders &= asked
    by_company, bounds = _outsiders_by_company(ties, outsiders)
    found: list[tuple[Array, Array, Array]] = []
    for group in _groups(ours, _row_counts(ties, bounds, ours)):
        rows, person = _rows_from(ties, by_company, bounds, group)
        outside = outsiders[person]
        key = rows.pair[outside].astype(np.int64) * persons + person[outside]
        pairs, number = np.unique(key, return_inverse=True)
        chosen = Rows(number, *(getattr(rows, name)[outside] for name in ("ground", "p", "left", "right", "tie")))
        strength = know(ties, chosen, len(pairs))
        connector = group[pairs // persons]
        found.append((connector, pairs % persons, willing[connector] * strength * ties.policy.reach.bridge_pass))
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
    connectors, others, scores = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return connectors, others, scores


def _outsiders_by_company(ties: Ties, outsiders: Array) -> tuple[Array, Array]:
    """The presence numbers of some people by company, and the bounds of each company (C+1)."""
    here = ties.presences
    rows = np.flatnonzero(outsiders[here.person])
    rows = rows[np.argsort(here.company[rows], kind="stable")]
    return rows, np.searchsorted(here.company[rows], np.arange(len(ties.hazard) + 1))


def _row_counts(ties: Ties, bounds: Array, persons: Array) -> Array:
    here = ties.presences
    sizes = np.diff(bounds)[here.company]
    total = np.concatenate(([0], np.cumsum(sizes)))
    return counts_at(total[here.person_at], persons)


def _groups(persons: Array, counts: Array) -> list[Array]:
    """Cut the persons into runs of about `_ROWS_AT_ONCE` rows, so that memory stays bounded."""
    if not len(persons):
        return []
    return np.split(persons, np.flatnonzero(np.diff(np.cumsum(counts) // _ROWS_AT_ONCE)) + 1)


def _rows_from(ties: Ties, by_company: Array, bounds: Array, persons: Array) -> tuple[Rows, Array]:
    here = ties.presences
    counts = counts_at(here.person_at, persons)
    mine = ranges(here.person_at[persons], counts)
    who = np.repeat(np.arange(len(persons)), counts)
    sizes = (bounds[1:] - bounds[:-1])[here.company[mine]]
    left, pair = np.repeat(mine, sizes), np.repeat(who, sizes)
    right = by_company[ranges(bounds[here.company[mine]], sizes)]
    other = here.person[left] != here.person[right]
    left, right, pair = left[other], right[other], pair[other]
    ground, p = shared_time(ties, left, right)
    met = p > 0
    none = np.full(int(met.sum()), -1)
    shared = Rows(pair[met], ground[met], p[met], left[met], right[met], none)
    degree = counts_at(ties.tie_at, persons)
    at = ranges(ties.tie_at[persons], degree)
    observed = tie_rows(ties, np.repeat(np.arange(len(persons)), degree), ties.row[at])
    return join_rows(shared, observed), np.concatenate([here.person[shared.right], ties.other[at]])


def _by_company(few: Presences, value: Array, counts: Array, companies: int) -> tuple[Array, Array]:
    """How to order presences by list (see `Reach.order`), and the lists' bounds.

    They are all those of some persons: `counts` and `value` say how many each has and what each is worth.
    """
    ranked = _highest_first(value)
    list_ = 2 * few.company.astype(np.int64) + is_seat(few, slice(None))
    bounds = np.concatenate(([0], np.cumsum(np.bincount(list_, minlength=2 * companies))))
    turn = ranges((np.cumsum(counts) - counts)[ranked], counts[ranked])
    # One number says of each where it belongs and where it stood: such numbers are sorted faster than their order.
    placed = np.sort(list_[turn] << _PLACE_BITS | np.arange(len(turn)))
    return turn[placed & (1 << _PLACE_BITS) - 1], bounds


def _highest_first(value: Array) -> Array:
    """Order values, the highest first, equal ones as they stand: as a stable sort does, which takes much longer."""
    order = np.argsort(-value)
    ordered = value[order]
    run = np.cumsum(np.diff(ordered, prepend=ordered[:1]) != 0)
    highest: Array = np.sort(run << _PLACE_BITS | order) & (1 << _PLACE_BITS) - 1
    return highest
