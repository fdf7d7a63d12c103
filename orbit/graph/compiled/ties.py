"""Tie strength of one pair at a time, compiled: the formula of `orbit.graph.ties`, read off the same arrays."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from orbit.graph.arrays import Array
from orbit.graph.presence import COMPANY, DAYS_PER_MONTH, END, START, SURE_FROM, SURE_TO, TRAITS
from orbit.graph.ties import (
    ACROSS,
    BOARDS,
    DAYS_PER_YEAR,
    GROUND_OF,
    INSIDE,
    INVESTED,
    JOBS,
    MEETINGS,
    NOT_MET,
    STAFF,
    UNKNOWN,
    UNKNOWN_FUNCTION,
    Ground,
    Ties,
)

_WORKED, _POSSIBLE, _BOARD = int(Ground.WORKED), int(Ground.POSSIBLE), int(Ground.BOARD)
_SCHOOL, _INVESTOR, _LINKEDIN, _MAIL = (
    int(Ground.SCHOOL), int(Ground.INVESTOR), int(Ground.LINKEDIN), int(Ground.MAIL)
)  # fmt: skip
_LN_2 = math.log(2.0)
# What stands where in a row of `Facts.told`.
GROUND, P, WEIGHT, ON = range(4)
NOT_DECLARED = -1.0
# What stands where in `Facts.numbers`; the caps of the grounds come after.
TODAY, OPEN_SHARE, LEAVES, FLOOR, HALF_LIFE, BOARD_HAZARD, SCHOOL_HAZARD, INVESTOR_P, CAPS = range(9)


# Of the fields of `Facts`: tie_at, other, row, told.
Pairs = tuple[Array, Array, Array, Array]


class Facts(NamedTuple):
    """What tie strength needs: arrays of `Presences` and `Ties`, by their names there, and in fewer arrays the rest.

    `told` (float64[T, 4]) says of each pair tie its ground, p, weight (-1: it is not declared) and day; `numbers` what
    the policy and the day say. Functions that are called for every pair take the arrays, not the tuple: taking one
    out of it costs as much as the rest of their work.
    """

    spans: Array
    person_at: Array
    hazard: Array
    tie_at: Array
    other: Array
    row: Array
    told: Array
    numbers: Array


def fixed(array: Array) -> Array:
    """The same array, not to be written to: compiled code is made for each kind of array, and mapped ones are fixed."""
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view


def facts_of(ties: Ties) -> Facts:
    """Bring `ties` into the form that the compiled code reads."""
    here, strength = ties.presences, ties.policy.strength
    weight = np.where(ties.declared, ties.weight, NOT_DECLARED)
    numbers = (
        ties.today, strength.open_share, ties.policy.reply.leaves_per_year, strength.recency_floor,
        strength.recency_half_life_years, strength.board_months_hazard, strength.school_hazard,
        strength.investor_probability, *ties.caps.tolist(),
    )  # fmt: skip
    told = np.stack([ties.ground, ties.p, weight, ties.on], axis=1).astype(np.float64)
    arrays = (here.spans, here.person_at, ties.hazard, ties.tie_at, ties.other, ties.row, told, np.array(numbers))
    return Facts._make(map(fixed, arrays))


@njit(cache=True, nogil=True)
def role(spans: Array, one: int) -> int:
    """What somebody is in a presence (see `Presences.role`)."""
    return (spans[one, TRAITS] >> 24) & 0xFF


@njit(cache=True, nogil=True)
def is_seat(spans: Array, one: int) -> bool:
    """Whether it is a seat on the board or in the company's money (see `presence.is_seat`)."""
    return role(spans, one) & 2 != 0


@njit(cache=True, nogil=True)
def function(spans: Array, one: int) -> int:
    """The function of their job."""
    return (spans[one, TRAITS] >> 8) & 0xFF


@njit(cache=True, nogil=True)
def first_day(spans: Array, one: int) -> int:
    """The first day on which somebody may or must have been there (see `presence.days_of`)."""
    start, sure = spans[one, START], spans[one, SURE_FROM]
    return sure if sure < start and sure <= spans[one, SURE_TO] else start


@njit(cache=True, nogil=True)
def last_day(spans: Array, one: int) -> int:
    """The last day on which somebody may or must have been there."""
    end, sure = spans[one, END], spans[one, SURE_TO]
    return sure if sure > end and spans[one, SURE_FROM] <= sure else end


@njit(cache=True, nogil=True)
def shared(spans: Array, hazard: Array, numbers: Array, one: int, two: int) -> tuple[int, float]:
    """Ground and probability of two presences at one company; 0 where they never met (see `ties.shared_time`)."""
    last = min(spans[one, END], spans[two, END])
    sure_from = max(spans[one, SURE_FROM], spans[two, SURE_FROM])
    sure_to = min(spans[one, SURE_TO], spans[two, SURE_TO])
    sure = max(sure_to - sure_from + 1, 0)
    possible = max(last - max(spans[one, START], spans[two, START]) + 1, sure)
    if possible <= 0:
        return 0, 0.0
    met = MEETINGS[role(spans, one), role(spans, two)]
    if met == NOT_MET:
        return 0, 0.0
    years = max((numbers[TODAY] - last) / DAYS_PER_YEAR, 0.0)
    recency = numbers[FLOOR] + (1.0 - numbers[FLOOR]) * math.exp(-_LN_2 * years / numbers[HALF_LIFE])
    if met == INVESTED:
        return _INVESTOR, numbers[INVESTOR_P] * recency
    rate = _rate(spans, hazard, numbers, met, one, two)
    if rate <= 0.0:
        return 0, 0.0
    possible_p = 1.0 - math.exp(-rate * (possible / DAYS_PER_MONTH))
    if sure == 0:
        gap = max(sure_from - sure_to, 0)
        return _POSSIBLE, math.exp(-numbers[LEAVES] * gap / DAYS_PER_YEAR) * possible_p * recency
    if sure == possible:
        return GROUND_OF[met], possible_p * recency
    sure_p = 1.0 - math.exp(-rate * (sure / DAYS_PER_MONTH))
    return GROUND_OF[met], (sure_p + numbers[OPEN_SHARE] * (possible_p - sure_p)) * recency


@njit(cache=True, nogil=True)
def _rate(spans: Array, hazard: Array, numbers: Array, met: int, one: int, two: int) -> float:
    company = spans[one, COMPANY]
    if met == JOBS:
        left, right = function(spans, one), function(spans, two)
        if left == UNKNOWN_FUNCTION or right == UNKNOWN_FUNCTION:
            return hazard[company, UNKNOWN]
        return hazard[company, INSIDE if left == right else ACROSS]
    if met == STAFF:
        return hazard[company, ACROSS]
    if met == BOARDS:
        return numbers[BOARD_HAZARD] if hazard[company, INSIDE] > 0.0 else 0.0
    return numbers[SCHOOL_HAZARD]


@njit(cache=True, nogil=True)
def strength(
    spans: Array, person_at: Array, hazard: Array, numbers: Array, pairs: Pairs, left: int, right: int
) -> float:
    """How likely two persons know each other (see `ties.know`)."""
    worked = possible = board = school = investor = 1.0
    one, two = person_at[left], person_at[right]
    one_end, two_end = person_at[left + 1], person_at[right + 1]
    while one < one_end and two < two_end:
        company, other = spans[one, COMPANY], spans[two, COMPANY]
        if company < other:
            one += 1
            continue
        if other < company:
            two += 1
            continue
        at = two
        while at < two_end and spans[at, COMPANY] == company:
            ground, p = shared(spans, hazard, numbers, one, at)
            at += 1
            if ground == _WORKED:
                worked *= 1.0 - p
            elif ground == _POSSIBLE:
                possible *= 1.0 - p
            elif ground == _BOARD:
                board *= 1.0 - p
            elif ground == _SCHOOL:
                school *= 1.0 - p
            else:
                investor *= 1.0 - p
        one += 1
    missed = (
        (1.0 - numbers[CAPS + _WORKED] * (1.0 - worked))
        * (1.0 - numbers[CAPS + _POSSIBLE] * (1.0 - possible))
        * (1.0 - numbers[CAPS + _BOARD] * (1.0 - board))
        * (1.0 - numbers[CAPS + _SCHOOL] * (1.0 - school))
        * (1.0 - numbers[CAPS + _INVESTOR] * (1.0 - investor))
    )
    first, last = tie_rows(pairs[0], pairs[1], left, right)
    if first == last:
        return 1.0 - missed
    return _with_pair_ties(pairs, numbers, first, last, missed)


@njit(cache=True, nogil=True)
def _with_pair_ties(pairs: Pairs, numbers: Array, first: int, last: int, missed: float) -> float:
    _, _, row, told = pairs
    linkedin = mail = 1.0
    for at in range(first, last):
        if told[row[at], WEIGHT] != NOT_DECLARED:
            continue
        if told[row[at], GROUND] == _LINKEDIN:
            linkedin *= 1.0 - told[row[at], P]
        else:
            mail *= 1.0 - told[row[at], P]
    missed *= 1.0 - numbers[CAPS + _LINKEDIN] * (1.0 - linkedin)
    missed *= 1.0 - numbers[CAPS + _MAIL] * (1.0 - mail)
    return _with_told(row, told, first, last, 1.0 - missed)


@njit(cache=True, nogil=True)
def _with_told(row: Array, told: Array, first: int, last: int, known: float) -> float:
    """What one of the two said takes the place of the rest, the oldest first."""
    done, day = -1, -1.0
    for _ in range(first, last):
        at = -1
        for place in range(first, last):
            on = told[row[place], ON]
            if told[row[place], WEIGHT] == NOT_DECLARED or on < day or (on == day and place <= done):
                continue
            if at < 0 or on < told[row[at], ON]:
                at = place
        if at < 0:
            return known
        weight = told[row[at], WEIGHT]
        known = weight * told[row[at], P] + (1.0 - weight) * known
        done, day = at, told[row[at], ON]
    return known


@njit(cache=True, nogil=True)
def tie_rows(tie_at: Array, other: Array, left: int, right: int) -> tuple[int, int]:
    """Where the pair ties of two persons stand: from, until."""
    if tie_at[left + 1] - tie_at[left] > tie_at[right + 1] - tie_at[right]:
        left, right = right, left
    low, high = tie_at[left], tie_at[left + 1]
    end = high
    while low < high:
        middle = (low + high) // 2
        if other[middle] < right:
            low = middle + 1
        else:
            high = middle
    last = low
    while last < end and other[last] == right:
        last += 1
    return low, last
