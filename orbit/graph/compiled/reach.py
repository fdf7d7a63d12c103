"""The best connectors to every person, compiled: one pass over all presences, in the order in which they lie."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from orbit.graph.arrays import Array
from orbit.graph.compiled.ties import (
    BOARD_HAZARD,
    INVESTOR_P,
    SCHOOL_HAZARD,
    Facts,
    facts_of,
    first_day,
    last_day,
    role,
    strength,
)
from orbit.graph.paths import SLACK_DAYS
from orbit.graph.presence import COMPANY, DAYS_PER_MONTH, END, PERSON, START, days_of
from orbit.graph.reach import Hops, ours_by_company
from orbit.graph.snapshot import Kind
from orbit.graph.ties import Ties

_STAFF_ROLE, _SCHOOL_ROLE = 2 * int(Kind.JOB), 2 * int(Kind.SCHOOL)
_NEARLY_SURE = 1.0 - 1e-12
_SAFE = 1.0 + 1e-9


class Ours(NamedTuple):
    """Our people: how willing everybody is (float64[P]), who ours are (sorted), and their presences by company.

    From `company_at[c]` to `company_at[c+1]` stand those at company c: who, as a place in `person`, and on which days
    they may have been there. `rules`: the share that a bridge passes on, and how many connectors are kept per person.
    """

    willing: Array
    person: Array
    number: Array
    days: Array
    company_at: Array
    rules: tuple[float, int]


def first_hops(ties: Ties, willing: Array, floor: float) -> Hops:
    """Return the best hops to each person, none below `floor`: what `orbit.graph.reach.first_hops` returns."""
    return Hops(*_first_hops(facts_of(ties), ours_of(ties, willing), floor))


def ours_of(ties: Ties, willing: Array) -> Ours:
    """Put together what is asked of our people."""
    person, policy = np.flatnonzero(willing > 0), ties.policy.reach
    presence, company_at = ours_by_company(ties, willing)
    number = np.searchsorted(person, ties.presences.person[presence]).astype(np.int32)
    days = days_of(ties.presences, presence).astype(np.int32)
    rules = (float(policy.bridge_pass), int(policy.labels))
    return Ours(willing, person, number, days, company_at.astype(np.int32), rules)


@njit(cache=True, nogil=True)
def missed(facts: Facts, one: int) -> float:
    """−ln of an upper bound of not knowing anybody from one presence (see `paths._best_ties`)."""
    days = facts.spans[one, END] - facts.spans[one, START] + SLACK_DAYS
    return missed_in(facts, one, days)


@njit(cache=True, nogil=True)
def missed_in(facts: Facts, one: int, days: int) -> float:
    """The same of so many days of it that somebody shared."""
    spans, numbers, months = facts.spans, facts.numbers, days / DAYS_PER_MONTH
    what = role(spans, one)
    if what >> 1 == _SCHOOL_ROLE >> 1:
        return numbers[SCHOOL_HAZARD] * months
    company = spans[one, COMPANY]
    fastest = max(facts.hazard[company, 0], facts.hazard[company, 1], facts.hazard[company, 2])
    if what == _STAFF_ROLE:
        return fastest * months
    return (fastest + numbers[BOARD_HAZARD]) * months - math.log1p(-min(numbers[INVESTOR_P], _NEARLY_SURE))


@njit(cache=True, nogil=True)
def best_hops(facts: Facts, ours: Ours, who: int, floor: float, seen: Array, best: tuple[Array, Array]) -> int:
    """Fill in the best of our people who can get a request into somebody's hands; how many there are.

    `seen` (int64, one per our person) remembers for whom each was looked at last; `best` takes connectors and scores.
    """
    found = 0
    first, last = facts.person_at[who], facts.person_at[who + 1]
    total = 0.0
    for at in range(first, last):
        company = facts.spans[at, COMPANY]
        if ours.company_at[company] < ours.company_at[company + 1]:
            total += missed(facts, at)
    if total * ours.rules[0] * _SAFE >= floor:
        for at in range(first, last):
            found = _met_there(facts, ours, at, total, floor, seen, best, found)
    for at in range(facts.tie_at[who], facts.tie_at[who + 1]):
        other = facts.other[at]
        if ours.willing[other] > 0.0:
            number = np.searchsorted(ours.person, other)
            if seen[number] != who:
                seen[number] = who
                found = _take(facts, ours, who, number, floor, best, found)
    return found


@njit(cache=True, nogil=True)
def _met_there(
    facts: Facts,
    ours: Ours,
    at: int,
    total: float,
    floor: float,
    seen: Array,
    best: tuple[Array, Array],
    found: int,
) -> int:
    """Take those of ours who were there in the days of one presence, as far as they can be among the best.

    `total`: −ln of what all presences together leave; two who never were there together know each other from elsewhere.
    """
    who, company = facts.spans[at, PERSON], facts.spans[at, COMPANY]
    others = total - missed(facts, at)
    start, end = first_day(facts.spans, at), last_day(facts.spans, at)
    passes_on, labels = ours.rules
    for place in range(ours.company_at[company], ours.company_at[company + 1]):
        number = ours.number[place]
        together = min(end, ours.days[place, 1]) - max(start, ours.days[place, 0]) + 1
        if together <= 0 or seen[number] == who:
            continue
        needed = max(floor, best[1][labels - 1]) if found == labels else floor
        bound = others + missed_in(facts, at, together)
        if ours.willing[ours.person[number]] * passes_on * bound * _SAFE < needed:
            continue
        seen[number] = who
        found = _take(facts, ours, who, number, floor, best, found)
    return found


@njit(cache=True, nogil=True)
def _take(facts: Facts, ours: Ours, who: int, number: int, floor: float, best: tuple[Array, Array], found: int) -> int:
    """Put one of ours among the best, if that is where they belong; the order is score, then number."""
    person = ours.person[number]
    connector, score = best
    passes_on, labels = ours.rules
    value = ours.willing[person] * strength(facts, person, who) * passes_on
    if value <= 0.0 or value < floor:
        return found
    place = found
    while place > 0 and (score[place - 1] < value or (score[place - 1] == value and connector[place - 1] > person)):
        place -= 1
    if place >= labels:
        return found
    for later in range(min(found, labels - 1), place, -1):
        score[later], connector[later] = score[later - 1], connector[later - 1]
    score[place], connector[place] = value, person
    return min(found + 1, labels)


@njit(cache=True, nogil=True)
def _first_hops(facts: Facts, ours: Ours, floor: float) -> tuple[Array, Array, Array]:
    size, count = 1024, 0
    people, connectors, scores = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size)
    seen = np.full(len(ours.person), -1, np.int64)
    labels = ours.rules[1]
    best = np.empty(labels, np.int32), np.empty(labels)
    for who in range(len(facts.person_at) - 1):
        if ours.willing[who] > 0.0:
            continue
        found = best_hops(facts, ours, who, floor, seen, best)
        if count + found > size:
            size *= 2
            people, connectors, scores = _grown(people, size), _grown(connectors, size), _grown(scores, size)
        people[count : count + found] = who
        connectors[count : count + found] = best[0][:found]
        scores[count : count + found] = best[1][:found]
        count += found
    return people[:count].copy(), connectors[:count].copy(), scores[:count].copy()


@njit(cache=True, nogil=True)
def _grown(array: Array, size: int) -> Array:
    larger = np.empty(size, array.dtype)
    larger[: len(array)] = array
    return larger
