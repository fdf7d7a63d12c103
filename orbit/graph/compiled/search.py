"""The best ways into an account, compiled: exact, and over as few people as the best ways found so far allow."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from orbit.graph.arrays import Array
from orbit.graph.compiled.board import NOBODY, Board, Wanted, Ways, add, bar_of, empty_board, is_in, select
from orbit.graph.compiled.handing import SAFE, Lists, expand, is_enough, may_pass, sure_of
from orbit.graph.compiled.reach import AGE_BITS, Ours, left_of, missed, of_functions, rates
from orbit.graph.compiled.ties import TODAY, Facts, first_day, function, is_seat, last_day, strength, tie_rows
from orbit.graph.presence import COMPANY
from orbit.graph.reach import FUNCTION_MASK

# Bounds are close to what they bound, which is computed with other rounding.
_SURELY = 1.0 + 1e-6


class Searches(NamedTuple):
    """Several searches: the targets of each (from `target_at[i]` to `target_at[i+1]`), and what each wants."""

    person: Array
    reply: Array
    target_at: Array
    limit: Array
    without: Array
    without_at: Array
    no_connector: Array
    no_connector_at: Array
    min_strength: Array
    requester: Array
    budget: Array


@njit(cache=True, nogil=True)
def search_many(
    facts: Facts, ours: Ours, lists: Lists, general: Wanted, searches: Searches
) -> tuple[Array, Ways, Array]:
    """Search once for each of several: the bounds of the ways that each found, the ways, how many looks each took.

    `general` says what all want alike.
    """
    count = len(searches.limit)
    found, looks, ways = np.zeros(count + 1, np.int64), np.zeros(count, np.int64), _room(max(1, searches.limit.sum()))
    for number in range(count):
        first, last = searches.target_at[number], searches.target_at[number + 1]
        wanted = Wanted(
            searches.limit[number],
            general.per_connector,
            general.per_target,
            general.floor,
            searches.without[searches.without_at[number] : searches.without_at[number + 1]],
            searches.no_connector[searches.no_connector_at[number] : searches.no_connector_at[number + 1]],
            searches.min_strength[number],
            searches.requester[number],
            searches.budget[number],
        )
        best, looks[number] = search(
            facts, ours, lists, wanted, searches.person[first:last], searches.reply[first:last]
        )
        at, until = found[number], found[number] + len(best.score)
        ways.target[at:until], ways.score[at:until] = best.target + first, best.score
        ways.connector[at:until], ways.bridge[at:until] = best.connector, best.bridge
        found[number + 1] = until
    last = found[-1]
    return found, Ways(ways.target[:last], ways.connector[:last], ways.bridge[:last], ways.score[:last]), looks


@njit(cache=True, nogil=True)
def search(facts: Facts, ours: Ours, lists: Lists, wanted: Wanted, person: Array, reply: Array) -> tuple[Ways, int]:
    """Find the best ways to the persons (int64[n]), and how many people were compared with one of them.

    Each way weighs a target's reply (float64[n], the greatest first). A way that is as good as the last one wanted is
    never passed over; where the bar was raised too far, everything is looked at once more with a lower one.
    """
    board = empty_board(ours, wanted, len(person))
    _collect(facts, ours, lists, wanted, board, person, reply, True)
    kept = select(board, wanted, person)
    while board.bar[0] > wanted.floor and board.looked[0] < wanted.budget:
        is_full = len(kept) == wanted.limit
        if is_full and board.score[kept[-1]] >= board.bar[0]:
            break
        board.bar[0] = board.score[kept[-1]] if is_full else wanted.floor
        board.size[:] = 0
        _collect(facts, ours, lists, wanted, board, person, reply, False)
        kept = select(board, wanted, person)
    ways = Ways(kept // wanted.per_target, board.connector[kept], board.bridge[kept], board.score[kept])
    return ways, board.looked[0]


@njit(cache=True, nogil=True)
def _collect(
    facts: Facts,
    ours: Ours,
    lists: Lists,
    wanted: Wanted,
    board: Board,
    person: Array,
    reply: Array,
    raising: bool,
) -> None:
    """Find every way that is worth the bar at least; it rises with the ways found where it is `raising`.

    Ties that were told come first, for all targets: they are few, and often the best, so that time is looked into only
    where it may amount to more.
    """
    for place in range(len(person)):
        # They are one person at either end of the way: how sure that is counts once, with their reply.
        target = person[place]
        if _is_wanted(wanted, target, reply[place]) and ours.willing[target] > 0.0:
            itself = ours.willing[target] / sure_of(lists, target) * reply[place]
            if itself >= board.bar[0] and not is_in(wanted.no_connector, target):
                add(board, wanted.per_target, place, target, NOBODY, itself)
    _over_ties(facts, ours, lists, wanted, board, person, reply, raising)
    if board.looked[0] < wanted.budget:
        _over_time(facts, ours, lists, wanted, board, person, reply, raising)


@njit(cache=True, nogil=True)
def _is_wanted(wanted: Wanted, target: int, reply: float) -> bool:
    """Whether a way may lead to somebody."""
    return reply > 0.0 and target != wanted.requester and not is_in(wanted.without, target)


@njit(cache=True, nogil=True)
def _raise(board: Board, wanted: Wanted, person: Array) -> None:
    """Raise the bar to the last way wanted of those found, where one came since it was set."""
    if board.looked[1]:
        board.looked[1] = 0
        kept = select(board, wanted, person)
        if len(kept) == wanted.limit:
            board.bar[0] = max(board.bar[0], board.score[kept[-1]])


@njit(cache=True, nogil=True)
def _over_ties(
    facts: Facts, ours: Ours, lists: Lists, wanted: Wanted, board: Board, person: Array, reply: Array, raising: bool
) -> None:
    """Find ways over people who have a pair tie with the target."""
    spans, person_at, hazard, numbers = facts.spans, facts.person_at, facts.hazard, facts.numbers
    tie_at, others, values, looked = facts.tie_at, facts.other, lists.value, board.looked
    pairs = tie_at, others, facts.row, facts.told
    for place in range(len(person)):
        target, weight = person[place], reply[place]
        first, last = tie_at[target], tie_at[target + 1]
        if first == last or not _is_wanted(wanted, target, weight):
            continue
        bar = bar_of(board, wanted.per_target, place)
        for at in range(first, last):
            other = others[at]
            if at > first and others[at - 1] == other:
                continue
            value = values[other]
            if value > 0.0 and value * weight * SAFE >= bar and may_pass(ours, wanted, other):
                looked[0] += 1
                known = strength(spans, person_at, hazard, numbers, pairs, other, target)
                if is_enough(known, wanted) and value * known * weight * SAFE >= bar:
                    expand(facts, ours, lists, wanted, board, place, target, other, known * weight)
                    bar = bar_of(board, wanted.per_target, place)
        if looked[0] >= wanted.budget:
            return
        if raising:
            _raise(board, wanted, person)


@njit(cache=True, nogil=True)
def _over_time(
    facts: Facts, ours: Ours, lists: Lists, wanted: Wanted, board: Board, person: Array, reply: Array, raising: bool
) -> None:
    """Find ways over people who were at a company in a target's days.

    The target's companies come in the order of what time there can amount to, at most. Who can be found at the first
    is found there, so at each company a way has to be worth the bar by what that one amounts to, and those after it at
    which somebody may have been as well. All targets are in one loop, and the loop is in one piece: to hand over all
    these arrays for each target takes as long as to look at one.
    """
    spans, person_at, hazard, numbers = facts.spans, facts.person_at, facts.hazard, facts.numbers
    tie_at, others, looked = facts.tie_at, facts.other, board.looked
    pairs = tie_at, others, facts.row, facts.told
    values, days, people, company_at = lists.order_value, lists.order_days, lists.order_person, lists.company_at
    company_bit, without, most_willing = lists.company_bit, wanted.without, ours.rules[3]
    most = 0
    for place in range(len(person)):
        most = max(most, 2 * (person_at[person[place] + 1] - person_at[person[place]]))
    order, alone, rest = np.empty(most, np.int64), np.empty(most), np.empty(most + 1)
    fade, today = ours.fade, int(numbers[TODAY])
    for place in range(len(person)):
        target, weight = person[place], reply[place]
        bar = bar_of(board, wanted.per_target, place)
        if weight * most_willing * SAFE < bar or not _is_wanted(wanted, target, weight):
            continue
        first = person_at[target]
        count = _in_order(
            spans, hazard, numbers, fade, company_at, first, 2 * (person_at[target + 1] - first), order, alone, rest
        )
        for turn in range(count):
            presence, seats = first + order[turn] // 2, order[turn] % 2
            start, end = first_day(spans, presence), last_day(spans, presence)
            list_ = 2 * spans[presence, COMPANY] + seats
            own, rate = function(spans, presence), rates(spans, hazard, numbers, list_ // 2, presence, seats == 1)
            least, at, last = bar / weight / _SURELY, company_at[list_], company_at[list_ + 1]
            while at < last:
                value = values[at]
                if value * rest[turn] < least:
                    break
                other, traits, bound = people[at], days[at, 2], 0.0
                while at < last and people[at] == other:
                    until = min(days[at, 1], end)
                    together = until - max(days[at, 0], start) + 1
                    if together > 0:
                        lost = together * of_functions(rate, own, days[at, 2] & FUNCTION_MASK)
                        bound += left_of(rate[3], lost) * fade[(today - until) >> AGE_BITS]
                    at += 1
                if bound <= 0.0 or value * (bound + rest[turn + 1]) < least:
                    continue
                for later in range(turn + 1, count):
                    if traits & company_bit[spans[first + order[later] // 2, COMPANY]]:
                        bound += alone[later]
                if value * bound < least or other == target or is_in(without, other):
                    continue
                if _was_found(spans, person_at, tie_at, others, target, other, order, turn):
                    continue
                looked[0] += 1
                known = strength(spans, person_at, hazard, numbers, pairs, other, target)
                if is_enough(known, wanted) and value * known * weight * SAFE >= bar and may_pass(ours, wanted, other):
                    expand(facts, ours, lists, wanted, board, place, target, other, known * weight)
                    bar = bar_of(board, wanted.per_target, place)
                    least = bar / weight / _SURELY
                if looked[0] >= wanted.budget:
                    return
        if raising:
            _raise(board, wanted, person)


@njit(cache=True, nogil=True)
def _in_order(
    spans: Array,
    hazard: Array,
    numbers: Array,
    fade: Array,
    company_at: Array,
    first: int,
    steps: int,
    order: Array,
    alone: Array,
    rest: Array,
) -> int:
    """Order the lists of the target's companies, the closest first: those of the people at presence i, 2 · i and after.

    Fills in −ln of what each leaves, never less than how well somebody in it may be known, and of what it and those
    after it leave. Returns how many there are; empty ones are left out.
    """
    count, today = 0, int(numbers[TODAY])
    for step in range(steps):
        presence, place = first + step // 2, count
        company = spans[presence, COMPANY]
        if company_at[2 * company + step % 2] == company_at[2 * company + step % 2 + 1]:
            continue
        bound = missed(spans, hazard, numbers, company, presence, step % 2 == 1)
        bound *= fade[(today - last_day(spans, presence)) >> AGE_BITS]
        while place > 0 and alone[place - 1] < bound:
            alone[place], order[place] = alone[place - 1], order[place - 1]
            place -= 1
        alone[place], order[place] = bound, step
        count += 1
    rest[count] = 0.0
    for place in range(count - 1, -1, -1):
        rest[place] = rest[place + 1] + alone[place]
    return count


@njit(cache=True, nogil=True)
def _was_found(
    spans: Array, person_at: Array, tie_at: Array, others: Array, target: int, other: int, order: Array, turn: int
) -> bool:
    """Whether somebody was compared with the target before: over a pair tie, or at a former presence of theirs."""
    first, last = tie_rows(tie_at, others, target, other)
    if first < last:
        return True
    if turn == 0:
        return False
    for at in range(person_at[other], person_at[other + 1]):
        seats = 1 if is_seat(spans, at) else 0
        for place in range(turn):
            former = person_at[target] + order[place] // 2
            if order[place] % 2 == seats and spans[at, COMPANY] == spans[former, COMPANY]:
                start = max(first_day(spans, at), first_day(spans, former))
                if start <= min(last_day(spans, at), last_day(spans, former)):
                    return True
    return False


@njit(cache=True, nogil=True)
def _room(size: int) -> Ways:
    return Ways(np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size))
