"""Who was at a company in the days of those we want to meet: found by reach, as far down as a way may be worth it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orbit.graph.arrays import Array, counts_at, ranges
from orbit.graph.presence import DAYS_PER_MONTH, SLACK_DAYS, days_of, is_seat
from orbit.graph.reach import FUNCTION_MASK, Reach
from orbit.graph.snapshot import Kind
from orbit.graph.ties import ACROSS, INSIDE, UNKNOWN, UNKNOWN_FUNCTION, Ties

_TINY = 1e-12
_SAFE = 1.0 + 1e-9
_CHIEF = 1


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of people at the targets' companies (see `Reach.order`), of each target the closest first.

    `place` says whose list it is, by their place among the targets; `days` (int32[n, 2]) and `function` when they were
    there and as what; the list is the rows from `first` to `end`, `bit` stands for the company (see `Reach`). `rate`
    (float64[n, 3]) and `once`: see `rates`. How well somebody in this list may know the target, as −ln of not knowing
    them, is `most` at most, and `rest` in this list and the target's others after it, which end at `last`.
    """

    place: Array
    days: Array
    function: Array
    first: Array
    end: Array
    bit: Array
    rate: Array
    once: Array
    most: Array
    rest: Array
    last: Array

    def worth(self, reach: Reach, least: Array) -> Array:
        """Up to which row of each list a way over somebody may be worth as much as the target asks for.

        `least` (float64, by place) is that much, willing x know. Nobody is known better than for certain.
        """
        bar = least[self.place] / np.clip(self.rest, _TINY, 1.0) / _SAFE
        low, high = self.first.copy(), self.end.copy()
        while len(open_ := np.flatnonzero(low < high)):
            middle = (low[open_] + high[open_]) // 2
            enough = reach.order_value[middle] >= bar[open_]
            low[open_[enough]], high[open_[~enough]] = middle[enough] + 1, middle[~enough]
        return low

    def met(self, reach: Reach, begin: Array, until: Array, least: Array) -> tuple[Array, Array]:
        """Who was there in the target's days and may be worth it, of the rows from `begin` to `until` of each list.

        Returns the targets' places and the people (int64[m] each); both may come more than once.
        """
        rows, of = ranges(begin, until - begin), np.repeat(np.arange(len(begin)), until - begin)
        theirs = reach.order_days[rows]
        together = np.minimum(theirs[:, 1], self.days[of, 1]) - np.maximum(theirs[:, 0], self.days[of, 0]) + 1
        touch = np.flatnonzero(together > 0)
        rows, of, traits, together = rows[touch], of[touch], theirs[touch, 2], together[touch]
        missed = self.once[of] + self.rate[of, self._level(of, traits & FUNCTION_MASK)] * together
        # Whoever was there several times stands in one list as often, row after row.
        person = reach.order_person[rows]
        start = np.flatnonzero(np.diff(of, prepend=-1) | np.diff(person, prepend=-1))
        missed = np.add.reduceat(missed, start) if len(start) else missed
        of, person, value = of[start], person[start].astype(np.int64), reach.order_value[rows[start]]
        known = np.minimum(missed + self._later(of, traits[start]), 1.0)
        worth = value * known * _SAFE >= least[self.place[of]]
        return self.place[of[worth]], person[worth]

    def _level(self, of: Array, theirs: Array) -> Array:
        own = self.function[of]
        level = np.where(own == theirs, INSIDE, ACROSS)
        level[(own == UNKNOWN_FUNCTION) | (theirs == UNKNOWN_FUNCTION)] = UNKNOWN
        return level

    def _later(self, of: Array, traits: Array) -> Array:
        """What the lists after each add at most, of companies where somebody of such traits may have been too."""
        counts = self.last[of] - of - 1
        who, other = np.repeat(np.arange(len(of)), counts), ranges(of + 1, counts)
        shared = (self.bit[other] & traits[who]) != 0
        return np.bincount(who[shared], self.most[other[shared]], minlength=len(of))


def lists_of(ties: Ties, reach: Reach, person: Array) -> Lists:
    """Return the lists in which those may be found who were at a company when these persons (int[n]) were."""
    here = ties.presences
    counts = counts_at(here.person_at, person)
    presence = np.repeat(ranges(here.person_at[person].astype(np.int64), counts), 2)
    seats = np.arange(len(presence)) % 2
    of_company = 2 * here.company[presence].astype(np.int64) + seats
    first, end = reach.company_at[of_company].astype(np.int64), reach.company_at[of_company + 1].astype(np.int64)
    rate, once = rates(ties, presence, seats == 1)
    missed = once + rate.max(axis=1) * (here.end[presence] - here.start[presence] + SLACK_DAYS)
    missed[first == end] = 0.0
    place = np.repeat(np.arange(len(person)), 2 * counts)
    order = np.lexsort((-missed, place))
    order = order[missed[order] > 0.0]
    presence, place = presence[order], place[order]
    return Lists(
        place=place,
        days=days_of(here, presence),
        function=here.function[presence],
        first=first[order],
        end=end[order],
        bit=reach.company_bit[here.company[presence]],
        rate=rate[order],
        once=once[order],
        most=missed[order],
        rest=_rest(missed[order], place),
        last=np.searchsorted(place, place, side="right"),
    )


def rates(ties: Ties, presence: Array, with_seats: Array) -> tuple[Array, Array]:
    """How fast one gets to know somebody there: −ln of not knowing them, per shared day and once for all.

    Per day (float64[n, 3]) with somebody of the same, another or an unknown function; of those who have a seat there
    or of all others (`with_seats`, bool[n]). None of them is exceeded by any two roles' way to meet.
    """
    here, policy = ties.presences, ties.policy.strength
    hazard = ties.hazard[here.company[presence]]
    rate = np.where((here.function[presence] == UNKNOWN_FUNCTION)[:, None], hazard[:, [UNKNOWN]], hazard)
    rate = np.where(with_seats[:, None], hazard[:, [ACROSS]], rate)
    # A board seat or money ties one to the chiefs and to who else has a seat; to the others as one function to another.
    seated = is_seat(here, presence) | (with_seats & ((here.role[presence] & _CHIEF) != 0))
    rate = np.where(seated[:, None], hazard.max(axis=1, keepdims=True) + policy.board_months_hazard, rate)
    school = here.kind[presence] == Kind.SCHOOL
    rate = np.where(school[:, None], np.where(with_seats, 0.0, policy.school_hazard)[:, None], rate)
    once = np.where(seated & ~school, -np.log1p(-min(policy.investor_probability, 1.0 - _TINY)), 0.0)
    return rate / DAYS_PER_MONTH, once


def _rest(most: Array, place: Array) -> Array:
    """What each list and those after it of the same place amount to."""
    turn = np.arange(len(place)) - np.searchsorted(place, place)
    grid = np.zeros((int(place.max(initial=-1)) + 1, int(turn.max(initial=-1)) + 1))
    grid[place, turn] = most
    rest: Array = grid[:, ::-1].cumsum(axis=1)[:, ::-1][place, turn]
    return rest
