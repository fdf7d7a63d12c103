"""The best connectors to every person, compiled: one pass over all presences, in the order in which they lie."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
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
    fixed,
    function,
    is_seat,
    last_day,
    role,
    strength,
)
from orbit.graph.presence import COMPANY, DAYS_PER_MONTH, END, SLACK_DAYS, START, days_of
from orbit.graph.presence import is_seat as is_seat_there
from orbit.graph.reach import Hops, ours_by_company
from orbit.graph.snapshot import Kind
from orbit.graph.ties import ACROSS, INSIDE, UNKNOWN, UNKNOWN_FUNCTION, Ties

_STAFF_ROLE, _SCHOOL = 2 * int(Kind.JOB), int(Kind.SCHOOL)
BARRED = -2
_PARTS = 4
# What stands where in a row of `Ours.there`.
_FIRST, _LAST, _FUNCTION, _SEAT, _ANY_SEAT = range(5)
_NEARLY_SURE = 1.0 - 1e-12
_SAFE = 1.0 + 1e-9


class Ours(NamedTuple):
    """Our people: how willing everybody is (float64[P]), who ours are (sorted), and their presences by company.

    From `company_at[c]` to `company_at[c+1]` stand those at company c: who, as a place in `person`; on which days they
    may have been there, in what function, whether that is a seat, and whether any of ours has one there (`there`,
    int32[n, 5]). `rules`: the share that a bridge passes on, how many connectors are kept per person, and how
    strong their ties have to be.
    """

    willing: Array
    person: Array
    number: Array
    there: Array
    company_at: Array
    rules: tuple[float, int, float]


def first_hops(ties: Ties, willing: Array, floor: float, among: Array | None = None) -> Hops:
    """Return the best hops to each person, none below `floor`: what `orbit.graph.reach.first_hops` returns."""
    facts, ours = facts_of(ties), ours_of(ties, willing)
    everybody = np.arange(len(facts.person_at) - 1) if among is None else among.astype(np.int64)

    def part(people: Array) -> tuple[Array, Array, Array]:
        seen = np.full(len(ours.person), -1, dtype=np.int64)
        return hops_to(facts, ours, people, floor, seen, 1024)

    # The compiled code lets other threads work at the same time.
    with ThreadPoolExecutor(_PARTS) as pool:
        parts = list(pool.map(part, np.array_split(everybody, _PARTS)))
    return Hops(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def ours_of(ties: Ties, willing: Array) -> Ours:
    """Put together what is asked of our people."""
    person, policy = np.flatnonzero(willing > 0), ties.policy.reach
    presence, company_at = ours_by_company(ties, willing)
    number = np.searchsorted(person, ties.presences.person[presence]).astype(np.int32)
    seat = is_seat_there(ties.presences, presence)
    any_seat = np.isin(ties.presences.company[presence], ties.presences.company[presence[seat]])
    columns = [days_of(ties.presences, presence), ties.presences.function[presence], seat, any_seat]
    there = np.column_stack(columns).astype(np.int32)
    rules = (float(policy.bridge_pass), int(policy.labels), 0.0)
    arrays = map(fixed, (willing, person, number, there, company_at.astype(np.int32)))
    return Ours._make([*arrays, rules])


@njit(cache=True, nogil=True)
def missed(spans: Array, hazard: Array, numbers: Array, one: int, with_seats: bool) -> float:
    """−ln of an upper bound of not knowing anybody from one presence: of those with a seat there, or of all others."""
    same, different, unknown, once = rates(spans, hazard, numbers, one, with_seats)
    return once + max(same, different, unknown) * (spans[one, END] - spans[one, START] + SLACK_DAYS)


@njit(cache=True, nogil=True)
def rates(spans: Array, hazard: Array, numbers: Array, one: int, with_seats: bool) -> tuple[float, float, float, float]:
    """What the bound is made of: per day shared with the same, another or an unknown function, and once for all."""
    what, company = role(spans, one), spans[one, COMPANY]
    if what >> 1 == _SCHOOL:
        hazard_ = 0.0 if with_seats else numbers[SCHOOL_HAZARD] / DAYS_PER_MONTH
        return hazard_, hazard_, hazard_, 0.0
    inside, across, unknown = hazard[company, INSIDE], hazard[company, ACROSS], hazard[company, UNKNOWN]
    # A board seat or money ties one to the chiefs and to who else has a seat; to the others as one function to another.
    if is_seat(spans, one) or (with_seats and what != _STAFF_ROLE):
        most = (max(inside, across, unknown) + numbers[BOARD_HAZARD]) / DAYS_PER_MONTH
        return most, most, most, -math.log1p(-min(numbers[INVESTOR_P], _NEARLY_SURE))
    if function(spans, one) == UNKNOWN_FUNCTION:
        inside = across = unknown
    if with_seats:
        inside = across = unknown = hazard[company, ACROSS]
    return inside / DAYS_PER_MONTH, across / DAYS_PER_MONTH, unknown / DAYS_PER_MONTH, 0.0


@njit(cache=True, nogil=True)
def of_functions(rate: tuple[float, float, float, float], one: int, two: int) -> float:
    """Which of `rates` holds for two functions."""
    if one == UNKNOWN_FUNCTION or two == UNKNOWN_FUNCTION:
        return rate[2]
    return rate[0] if one == two else rate[1]


@njit(cache=True, nogil=True)
def _missed_with_ours(spans: Array, hazard: Array, numbers: Array, there: Array, company_at: Array, one: int) -> float:
    """−ln of an upper bound of not knowing any of ours from one presence."""
    company = spans[one, COMPANY]
    first = company_at[company]
    if first == company_at[company + 1]:
        return 0.0
    bound = missed(spans, hazard, numbers, one, False)
    return bound + missed(spans, hazard, numbers, one, True) if there[first, _ANY_SEAT] else bound


@njit(cache=True, nogil=True)
def best_hops(
    facts: Facts, ours: Ours, first_one: int, last_one: int, floor: float, seen: Array, size: int
) -> tuple[Array, Array, Array]:
    """The best of our people who can get a request into the hands of each of a run of persons (see `hops_to`)."""
    return hops_to(facts, ours, np.arange(first_one, last_one), floor, seen, size)


@njit(cache=True, nogil=True)
def hops_to(facts: Facts, ours: Ours, asked: Array, floor: float, seen: Array, size: int) -> tuple[Array, Array, Array]:
    """The best of our people who can get a request into the hands of each of those `asked`, none of them ours.

    Returns persons, connectors and scores, by person, the best first. `seen` (int64, one per our person) remembers for
    whom each was looked at last, or that they may be on no way (-2); `size` says how much room to begin with.
    """
    # In one piece: with a function each for companies and pair ties, handing them the arrays took as long as all else.
    spans, person_at, hazard, numbers = facts.spans, facts.person_at, facts.hazard, facts.numbers
    tie_at, other = facts.tie_at, facts.other
    pairs = facts.tie_at, facts.other, facts.row, facts.told
    willing, person, number, there, company_at = ours.willing, ours.person, ours.number, ours.there, ours.company_at
    passes_on, labels, least = ours.rules
    people, connectors, scores, count = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size), 0
    connector, score = np.empty(labels, np.int32), np.empty(labels)
    order, rest = np.empty(16, np.int64), np.empty(17)
    for who in asked:
        if willing[who] > 0.0:
            continue
        found, count_ = 0, person_at[who + 1] - person_at[who]
        if count_ > len(order):
            order, rest = np.empty(2 * count_, np.int64), np.empty(2 * count_ + 1)
        _in_order(spans, hazard, numbers, there, company_at, person_at[who], count_, order, rest)
        for turn in range(count_):
            # Who was there with them at a former company was looked at there.
            if rest[turn] * passes_on * _SAFE < floor or rest[turn] <= 0.0:
                break
            at = person_at[who] + order[turn]
            company, start, end = spans[at, COMPANY], first_day(spans, at), last_day(spans, at)
            own, to_staff = function(spans, at), rates(spans, hazard, numbers, at, False)
            to_seats = rates(spans, hazard, numbers, at, True)
            place, last = company_at[company], company_at[company + 1]
            while place < last:
                one, bound = number[place], 0.0
                while place < last and number[place] == one:
                    together = min(end, there[place, _LAST]) - max(start, there[place, _FIRST]) + 1
                    if together > 0:
                        rate = to_seats if there[place, _SEAT] else to_staff
                        bound += rate[3] + together * of_functions(rate, own, there[place, _FUNCTION])
                    place += 1
                if bound <= 0.0 or seen[one] in (who, BARRED):
                    continue
                seen[one] = who
                needed = max(floor, score[labels - 1]) if found == labels else floor
                mine, bound = person[one], bound + rest[turn + 1]
                if willing[mine] * passes_on * bound * _SAFE >= needed:
                    known = strength(spans, person_at, hazard, numbers, pairs, mine, who)
                    if known >= least:
                        value = willing[mine] * known * passes_on
                        found = _take(connector, score, found, mine, value, floor)
        for at in range(tie_at[who], tie_at[who + 1]):
            mine = other[at]
            if willing[mine] > 0.0:
                place = np.searchsorted(person, mine)
                # A tie that was told may say more than time allows: who was passed over above is looked at here.
                if seen[place] != BARRED and (seen[place] != who or not _is_among(connector, found, mine)):
                    seen[place] = who
                    known = strength(spans, person_at, hazard, numbers, pairs, mine, who)
                    if known >= least:
                        value = willing[mine] * known * passes_on
                        found = _take(connector, score, found, mine, value, floor)
        if count + found > size:
            size = 2 * size + found
            people, connectors, scores = _grown(people, size), _grown(connectors, size), _grown(scores, size)
        people[count : count + found] = who
        connectors[count : count + found], scores[count : count + found] = connector[:found], score[:found]
        count += found
    return people[:count].copy(), connectors[:count].copy(), scores[:count].copy()


@njit(cache=True, nogil=True)
def _in_order(
    spans: Array,
    hazard: Array,
    numbers: Array,
    there: Array,
    company_at: Array,
    first: int,
    count: int,
    order: Array,
    rest: Array,
) -> None:
    """Order somebody's presences (as steps from `first`) by how well ours there may know them, the best first.

    Fills in `rest` with −ln of what each and those after it leave.
    """
    for step in range(count):
        bound, place = _missed_with_ours(spans, hazard, numbers, there, company_at, first + step), step
        while place > 0 and rest[place - 1] < bound:
            rest[place], order[place] = rest[place - 1], order[place - 1]
            place -= 1
        rest[place], order[place] = bound, step
    rest[count] = 0.0
    for place in range(count - 1, -1, -1):
        rest[place] += rest[place + 1]


@njit(cache=True, nogil=True)
def _is_among(connector: Array, found: int, person: int) -> bool:
    for place in range(found):
        if connector[place] == person:
            return True
    return False


@njit(cache=True, nogil=True)
def _take(connector: Array, score: Array, found: int, person: int, value: float, floor: float) -> int:
    """Put one of ours among the best, if that is where they belong; the order is score, then number."""
    if value <= 0.0 or value < floor:
        return found
    place = found
    while place > 0 and (score[place - 1] < value or (score[place - 1] == value and connector[place - 1] > person)):
        place -= 1
    if place >= len(score):
        return found
    for later in range(min(found, len(score) - 1), place, -1):
        score[later], connector[later] = score[later - 1], connector[later - 1]
    score[place], connector[place] = value, person
    return min(found + 1, len(score))


@njit(cache=True, nogil=True)
def _grown(array: Array, size: int) -> Array:
    larger = np.empty(size, array.dtype)
    larger[: len(array)] = array
    return larger
