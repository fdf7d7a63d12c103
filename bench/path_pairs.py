"""The model of others, at its best: every pair that may know each other stored with its strength, in one process.

A plain compiled search over those pairs, pruned by the best first hop to each person, best pairs first.
Imported only after `api.compiling` has said where compiled code is kept.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from orbit.graph.arrays import Array
from orbit.graph.compiled.ties import Facts, Pairs, facts_of, strength
from orbit.graph.presence import COMPANY, PERSON
from orbit.graph.view import View

NOBODY = -1


class PairList(NamedTuple):
    """Both directions of every pair with a strength above 0, by person (`at`, int64[P+1]), then by the other."""

    at: Array
    other: Array
    p: Array


class Reached(NamedTuple):
    """How willing our people are, and of every person the best first hop: by whom, and willing × know × pass-on."""

    willing: Array
    connector: Array
    value: Array


def make_pairs(view: View) -> PairList:
    """Compute the strength of everybody with everybody whom they may know, by the engine's own formula."""
    facts = facts_of(view.ties)
    order = np.argsort(view.places.company, kind="stable").astype(np.int32)
    company_at = np.searchsorted(view.places.company[order], np.arange(view.snapshot.companies + 1))
    left, right, p = _pairs(facts, order, company_at.astype(np.int64), view.snapshot.persons)
    return PairList(*_both_ways(left, right, p, view.snapshot.persons))


def best_hops(view: View, pairs: PairList) -> Reached:
    """Find the best first hop to everybody who is not one of ours."""
    willing = np.asarray(view.reach.willing)
    connector, value = _first_hops(pairs, willing, float(view.ties.policy.reach.bridge_pass))
    return Reached(willing, connector, value)


def sorted_by(pairs: PairList, worth: Array) -> PairList:
    """Put the pairs of each person in the order of their worth, the greatest first."""
    person = np.repeat(np.arange(len(pairs.at) - 1, dtype=np.int32), np.diff(pairs.at))
    order = np.lexsort((-worth, person))
    return PairList(pairs.at, pairs.other[order], pairs.p[order])


@njit(nogil=True)
def _pairs(facts: Facts, order: Array, company_at: Array, persons: int) -> tuple[Array, Array, Array]:
    """All pairs, the smaller number on the left; one by one, as all that might be would not fit in memory."""
    ties: Pairs = (facts.tie_at, facts.other, facts.row, facts.told)
    seen = np.full(persons, NOBODY, np.int32)
    met, count = np.empty(persons, np.int32), 0
    left, right, p = np.empty(1 << 20, np.int32), np.empty(1 << 20, np.int32), np.empty(1 << 20, np.float32)
    for one in range(persons):
        for place in range(_met(facts, order, company_at, one, seen, met)):
            two = met[place]
            known = strength(facts.spans, facts.person_at, facts.hazard, facts.numbers, ties, one, two)
            if known > 0.0:
                if count == len(p):
                    left, right, p = _longer(left, 2 * count), _longer(right, 2 * count), _longer(p, 2 * count)
                left[count], right[count], p[count] = one, two, known
                count += 1
    return left[:count], right[:count], p[:count]


@njit(nogil=True)
def _met(facts: Facts, order: Array, company_at: Array, one: int, seen: Array, met: Array) -> int:
    """Put everybody of a greater number who was at a company of theirs, or has a tie with them, in `met`."""
    count = 0
    for presence in range(facts.person_at[one], facts.person_at[one + 1]):
        company = facts.spans[presence, COMPANY]
        for place in range(company_at[company], company_at[company + 1]):
            two = facts.spans[order[place], PERSON]
            if two > one and seen[two] != one:
                seen[two], met[count] = one, two
                count += 1
    for place in range(facts.tie_at[one], facts.tie_at[one + 1]):
        two = facts.other[place]
        if two > one and seen[two] != one:
            seen[two], met[count] = one, two
            count += 1
    return count


@njit(nogil=True)
def _longer(array: Array, size: int) -> Array:
    longer = np.empty(size, array.dtype)
    longer[: len(array)] = array
    return longer


@njit(nogil=True)
def _both_ways(left: Array, right: Array, p: Array, persons: int) -> tuple[Array, Array, Array]:
    """Pairs as rows by person: those with smaller numbers first, each in order, since `left` ascends."""
    at = np.zeros(persons + 1, np.int64)
    for pair in range(len(left)):
        at[left[pair] + 1] += 1
        at[right[pair] + 1] += 1
    for person in range(persons):
        at[person + 1] += at[person]
    free = at[:-1].copy()
    other, value = np.empty(2 * len(left), np.int32), np.empty(2 * len(left), np.float32)
    for pair in range(len(left)):
        place = free[right[pair]]
        other[place], value[place] = left[pair], p[pair]
        free[right[pair]] += 1
    for pair in range(len(left)):
        place = free[left[pair]]
        other[place], value[place] = right[pair], p[pair]
        free[left[pair]] += 1
    return at, other, value


@njit(nogil=True)
def _first_hops(pairs: PairList, willing: Array, passes_on: float) -> tuple[Array, Array]:
    connector, value = np.full(len(willing), NOBODY, np.int32), willing.copy()
    for person in range(len(willing)):
        if willing[person] > 0.0:
            connector[person] = person
            continue
        for at in range(pairs.at[person], pairs.at[person + 1]):
            one = pairs.other[at]
            worth = willing[one] * pairs.p[at] * passes_on
            if worth > value[person]:
                value[person], connector[person] = worth, one
    return connector, value


@njit(nogil=True)
def search_pairs(
    pairs: PairList, reached: Reached, bounds: tuple[float, float, int], person: Array, reply: Array
) -> Array:
    """Return the scores of the best ways to an account's people, each over another connector, best first.

    `bounds`: what the worth by which the rows are sorted can become at most (times that), the least score wanted, and
    how many ways. A row is left where that can no longer be among the best.
    """
    cap, floor, limit = bounds
    connector, score, found = np.full(limit, NOBODY, np.int64), np.zeros(limit), 0
    bar = floor
    for place in range(len(person)):
        target, weight = person[place], reply[place]
        if reached.willing[target] > 0.0:
            found = _take(connector, score, found, target, reached.willing[target] * weight)
        for at in range(pairs.at[target], pairs.at[target + 1]):
            other, known = pairs.other[at], pairs.p[at]
            worth = known * weight * reached.value[other]
            most = known * weight * cap if cap > 0.0 else worth
            if most < bar:
                break
            who = reached.connector[other]
            if worth >= bar and who >= 0 and who != target:
                found = _take(connector, score, found, who, worth)
                if found == limit:
                    bar = max(floor, score[limit - 1])
    return score[:found]


@njit(nogil=True)
def _take(connector: Array, score: Array, found: int, who: int, worth: float) -> int:
    """Put a way among the best ones; a connector counts once, with the best of theirs."""
    place = found
    for at in range(found):
        if connector[at] == who:
            if score[at] >= worth:
                return found
            place = at
    if place == found:
        if found < len(score):
            found += 1
        elif score[found - 1] >= worth:
            return found
        else:
            place = found - 1
    while place > 0 and score[place - 1] < worth:
        score[place], connector[place] = score[place - 1], connector[place - 1]
        place -= 1
    score[place], connector[place] = worth, who
    return found
