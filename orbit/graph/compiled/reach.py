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
    TODAY,
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
from orbit.graph.snapshot import FUNCTIONS, Kind
from orbit.graph.ties import ACROSS, DAYS_PER_YEAR, INSIDE, UNKNOWN, UNKNOWN_FUNCTION, Ties

_STAFF_ROLE, _CHIEF_ROLE, _SCHOOL = 2 * int(Kind.JOB), 2 * int(Kind.JOB) + 1, int(Kind.SCHOOL)
BARRED, _NOWHERE = -2, -1
_PARTS = 4
# What stands where in a row of `Ours.there`.
_FIRST, _LAST, _FUNCTION, _SEAT = range(4)
# What stands where in a row of `Ours.most`, whose first two are days as well; what each function may hope for is last.
_ANY_SEAT, _BEST, _RATES = range(2, 5)
_BYTES, _WORD = 8, 64
AGE_BITS = 6
_NEARLY_SURE = 1.0 - 1e-12
_SAFE = 1.0 + 1e-6


class Ours(NamedTuple):
    """Our people: how willing everybody is (float64[P]), who ours are (sorted), and their presences by company.

    `is_here` (uint64[C/64]) tells, a bit for each, at which companies any of ours is or was, and `spot` (int32[C])
    numbers those. From `spot_at[s]` to `spot_at[s+1]` stand ours at company s: who, as a place in `person`; on which
    days they may have been there, in what function, and whether that is a seat (`there`, int32[n, 4]). `hazard`
    (float64[S, 3]) is that of these companies; `most` (float64[S, 4 + functions]) bounds what ours can do for others
    there: the days of them all, whether any has a seat, how willing the best is, and that times the hazard per day for
    each function that others may have. `places` (uint64, one per our person) has the bits of all spots where they were,
    which several spots share; `fade` says how much of shared time is left (see `_fading`). `rules`: the share that a
    bridge passes on, how many connectors are kept per person, how strong their ties have to be, and how willing the
    most willing is.
    """

    willing: Array
    person: Array
    number: Array
    there: Array
    is_here: Array
    spot: Array
    spot_at: Array
    hazard: Array
    most: Array
    places: Array
    fade: Array
    rules: tuple[float, int, float, float]


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
    columns = [days_of(ties.presences, presence), ties.presences.function[presence]]
    there = np.column_stack([*columns, is_seat_there(ties.presences, presence)]).astype(np.int32)
    company = np.flatnonzero(np.diff(company_at))
    spot = np.full(len(company_at) - 1, _NOWHERE, dtype=np.int32)
    spot[company] = np.arange(len(company))
    spot_at = company_at[np.append(company, len(spot))].astype(np.int32)
    hazard = ties.hazard[company]
    most = _most_of(hazard, willing[person][number], number, there, spot_at)
    rules = (float(policy.bridge_pass), int(policy.labels), 0.0, float(willing.max(initial=0.0)))
    places = np.zeros(len(person), np.uint64)
    at = np.repeat(np.arange(len(company)), np.diff(spot_at)).astype(np.uint64)
    np.bitwise_or.at(places, number, np.uint64(1) << (at & np.uint64(_WORD - 1)))
    bits = _bits(spot != _NOWHERE)
    arrays = (willing, person, number, there, bits, spot, spot_at, hazard, most, places, _fading(ties))
    return Ours._make([*map(fixed, arrays), rules])


def _bits(is_so: Array) -> Array:
    """A bit for each: so few bytes that they stay close at hand."""
    bits = np.packbits(is_so, bitorder="little")
    return np.append(bits, np.zeros(-len(bits) % _BYTES, np.uint8)).view(np.uint64)


def _fading(ties: Ties) -> Array:
    """The most that shared time can amount to some days after, of what it did: a number for every 64 days."""
    policy, age = ties.policy.strength, (np.arange((ties.today >> AGE_BITS) + 2) << AGE_BITS) / DAYS_PER_YEAR
    recency = policy.recency_floor + (1.0 - policy.recency_floor) * 0.5 ** (age / policy.recency_half_life_years)
    return np.maximum(recency[:-1], recency[1:]) * ties.caps.max()


def _most_of(hazard: Array, willing: Array, number: Array, there: Array, spot_at: Array) -> Array:
    """Bound what ours can do for others, company by company (see `Ours.most`)."""
    first, spot = spot_at[:-1], np.repeat(np.arange(len(spot_at) - 1), np.diff(spot_at))
    # Those of one person stand beside each other, and what they were at each time adds up.
    is_other = (np.diff(spot, prepend=_NOWHERE) != 0) | (np.diff(number, prepend=_NOWHERE) != 0)
    one = np.cumsum(is_other) - 1
    weight = willing * np.bincount(one)[one]
    own, others = there[:, [_FUNCTION]], np.arange(len(FUNCTIONS))
    is_unknown = (own == UNKNOWN_FUNCTION) | (others == UNKNOWN_FUNCTION)
    level = np.where(is_unknown, UNKNOWN, np.where(own == others, INSIDE, ACROSS))
    rates = weight[:, None] * hazard[spot[:, None], level] / DAYS_PER_MONTH
    most = np.empty((len(first), _RATES + len(FUNCTIONS)))
    if len(first):
        most[:, _FIRST] = np.minimum.reduceat(there[:, _FIRST], first)
        most[:, _LAST] = np.maximum.reduceat(there[:, _LAST], first)
        most[:, _ANY_SEAT] = np.maximum.reduceat(there[:, _SEAT], first)
        most[:, _BEST] = np.maximum.reduceat(weight, first)
        most[:, _RATES:] = np.maximum.reduceat(rates, first, axis=0)
    return most


@njit(cache=True, nogil=True)
def missed(spans: Array, hazard: Array, numbers: Array, company: int, one: int, with_seats: bool) -> float:
    """−ln of an upper bound of not knowing anybody from one presence: of those with a seat there, or of all others."""
    same, different, unknown, once = rates(spans, hazard, numbers, company, one, with_seats)
    return once + max(same, different, unknown) * (spans[one, END] - spans[one, START] + SLACK_DAYS)


@njit(cache=True, nogil=True)
def rates(
    spans: Array, hazard: Array, numbers: Array, company: int, one: int, with_seats: bool
) -> tuple[float, float, float, float]:
    """What the bound is made of: per day shared with the same, another or an unknown function, and once for all.

    `company` is its row in `hazard`.
    """
    what = role(spans, one)
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
def left_of(once: float, lost: float) -> float:
    """An upper bound of 1 − exp(−lost), and what comes once beside it; never more than the sum."""
    return once + lost / (1.0 + 0.5 * lost)


@njit(cache=True, nogil=True)
def _worth(spans: Array, hazard: Array, numbers: Array, most: Array, fade: Array, spot: int, one: int) -> float:
    """An upper bound of how willing the best of ours is, times −ln of not knowing them from one presence."""
    if most[spot, _ANY_SEAT] == 0.0 and role(spans, one) <= _CHIEF_ROLE:
        last, first = min(last_day(spans, one), most[spot, _LAST]), max(first_day(spans, one), most[spot, _FIRST])
        if last < first:
            return 0.0
        faded = fade[(int(numbers[TODAY]) - int(last)) >> AGE_BITS]
        return (last - first + 1.0) * most[spot, _RATES + function(spans, one)] * faded
    bound = missed(spans, hazard, numbers, spot, one, False)
    if most[spot, _ANY_SEAT] > 0.0:
        bound += missed(spans, hazard, numbers, spot, one, True)
    return most[spot, _BEST] * bound


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
    willing, person, number, there = ours.willing, ours.person, ours.number, ours.there
    is_here, spots, spot_at, hazard_there, most = ours.is_here, ours.spot, ours.spot_at, ours.hazard, ours.most
    places, fade, today = ours.places, ours.fade, int(numbers[TODAY])
    passes_on, labels, least, _ = ours.rules
    people, connectors, scores, count = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size), 0
    connector, score = np.empty(labels, np.int32), np.empty(labels)
    order, alone, rest = np.empty(16, np.int64), np.empty(16), np.empty(17)
    near, hope = np.empty(len(person), np.int32), np.empty(len(person))
    for who in asked:
        if willing[who] > 0.0:
            continue
        found, count_, room = 0, 0, person_at[who + 1] - person_at[who]
        if room > len(order):
            order, alone, rest = np.empty(2 * room, np.int64), np.empty(2 * room), np.empty(2 * room + 1)
        for at in range(person_at[who], person_at[who + 1]):
            company = spans[at, COMPANY]
            if is_here[company >> 6] >> np.uint64(company & 63) & np.uint64(1):
                bound = _worth(spans, hazard_there, numbers, most, fade, spots[company], at)
                if bound > 0.0:
                    _put(order, alone, count_, at, bound)
                    count_ += 1
        rest[count_] = 0.0
        for turn in range(count_ - 1, -1, -1):
            rest[turn] = rest[turn + 1] + alone[turn]
        for turn in range(count_):
            # Who was there with them at a former company was looked at there.
            if rest[turn] * passes_on * _SAFE < floor:
                break
            at = order[turn]
            spot, start, end = spots[spans[at, COMPANY]], first_day(spans, at), last_day(spans, at)
            own, to_staff = function(spans, at), rates(spans, hazard_there, numbers, spot, at, False)
            to_seats = rates(spans, hazard_there, numbers, spot, at, True) if most[spot, _ANY_SEAT] > 0.0 else to_staff
            place, last, close = spot_at[spot], spot_at[spot + 1], 0
            needed = max(floor, score[labels - 1]) if found == labels else floor
            while place < last:
                one, bound = number[place], 0.0
                while place < last and number[place] == one:
                    together = min(end, there[place, _LAST]) - max(start, there[place, _FIRST]) + 1
                    if together > 0:
                        rate = to_seats if there[place, _SEAT] else to_staff
                        lost = together * of_functions(rate, own, there[place, _FUNCTION])
                        faded = fade[(today - min(end, there[place, _LAST])) >> AGE_BITS]
                        bound += left_of(rate[3], lost) * faded
                    place += 1
                if bound <= 0.0 or seen[one] in (who, BARRED):
                    continue
                seen[one] = who
                worth = willing[person[one]] * bound
                if (worth + rest[turn + 1]) * passes_on * _SAFE < needed:
                    continue
                for later in range(turn + 1, count_):
                    if places[one] >> np.uint64(spots[spans[order[later], COMPANY]] & (_WORD - 1)) & np.uint64(1):
                        worth += alone[later]
                if worth * passes_on * _SAFE >= needed:
                    near[close], hope[close] = one, worth
                    close += 1
            # The most promising first: what they are worth soon rules out the others.
            while close > 0:
                best = 0
                for place in range(1, close):
                    best = place if hope[place] > hope[best] else best
                if hope[best] * passes_on * _SAFE < needed:
                    break
                mine, close = person[near[best]], close - 1
                near[best], hope[best] = near[close], hope[close]
                known = strength(spans, person_at, hazard, numbers, pairs, mine, who)
                if known >= least:
                    found = _take(connector, score, found, mine, willing[mine] * known * passes_on, floor)
                    needed = max(floor, score[labels - 1]) if found == labels else floor
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
def _put(order: Array, value: Array, count: int, one: int, its: float) -> None:
    """Put one among those in order, the greatest value first."""
    place = count
    while place > 0 and value[place - 1] < its:
        value[place], order[place] = value[place - 1], order[place - 1]
        place -= 1
    value[place], order[place] = its, one


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
