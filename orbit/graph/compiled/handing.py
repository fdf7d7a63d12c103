"""Into whose hands a request is put on its way to a target, compiled: one of ours, or somebody by their connectors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from orbit.graph.arrays import Array
from orbit.graph.compiled.board import NOBODY, Board, Wanted, add, is_in, is_narrowed
from orbit.graph.compiled.reach import BARRED, Ours, best_hops
from orbit.graph.compiled.ties import Facts

SAFE = 1.0 + 1e-9


class Lists(NamedTuple):
    """The arrays of `Reach` by which people are looked at."""

    label_at: Array
    connector: Array
    score: Array
    value: Array
    order_person: Array
    order_value: Array
    order_days: Array
    company_at: Array
    company_bit: Array
    doubt_person: Array
    doubt_sure: Array


@njit(cache=True, nogil=True)
def sure_of(lists: Lists, person: int) -> float:
    """How sure it is that somebody is one person."""
    if len(lists.doubt_person) == 0:
        return 1.0
    at = np.searchsorted(lists.doubt_person, person)
    if at < len(lists.doubt_person) and lists.doubt_person[at] == person:
        return float(lists.doubt_sure[at])
    return 1.0


@njit(cache=True, nogil=True)
def may_pass(ours: Ours, wanted: Wanted, other: int) -> bool:
    """Whether a request may be in somebody's hands on its way."""
    if ours.willing[other] > 0.0:
        return not is_in(wanted.no_connector, other)
    return other != wanted.requester and not is_in(wanted.without, other)


@njit(cache=True, nogil=True)
def is_enough(strength: float, wanted: Wanted) -> bool:
    """Whether a tie is strong enough to be on a way."""
    return strength > 0.0 and strength * SAFE >= wanted.min_strength


@njit(cache=True, nogil=True)
def expand(
    facts: Facts,
    ours: Ours,
    lists: Lists,
    wanted: Wanted,
    board: Board,
    place: int,
    target: int,
    other: int,
    worth: float,
) -> None:
    """Put a request in somebody's hands: from one of ours directly, from others by each of their best connectors."""
    if ours.willing[other] > 0.0:
        add(board, wanted.per_target, place, other, NOBODY, ours.willing[other] * worth)
        return
    first, last, sure = lists.label_at[other], lists.label_at[other + 1], sure_of(lists, other)
    is_full = last - first == ours.rules[1]
    if is_narrowed(wanted) and is_full and _lacks_somebody(ours, lists, wanted, first, last, sure):
        _expand_anew(facts, ours, wanted, board, place, target, other, sure * worth)
        return
    for at in range(first, last):
        who, value = lists.connector[at], lists.score[at] * worth
        if value >= board.bar[0] and who != target and _may_begin(ours, lists, wanted, at, sure):
            add(board, wanted.per_target, place, who, other, value)


@njit(cache=True, nogil=True)
def _lacks_somebody(ours: Ours, lists: Lists, wanted: Wanted, first: int, last: int, sure: float) -> bool:
    """Whether a full list of connectors holds one who may not begin a way, so that others may stand in their place."""
    for at in range(first, last):
        if not _may_begin(ours, lists, wanted, at, sure):
            return True
    return False


@njit(cache=True, nogil=True)
def _may_begin(ours: Ours, lists: Lists, wanted: Wanted, at: int, sure: float) -> bool:
    """Whether the connector in this place of a list may begin a way, over the tie that the list is about.

    `sure` is how sure it is that whom the list is about is one person.
    """
    if wanted.min_strength > 0.0:
        certain = ours.willing[lists.connector[at]] * ours.rules[0] * sure
        if certain <= 0.0 or not is_enough(lists.score[at] / certain, wanted):
            return False
    return not is_in(wanted.no_connector, lists.connector[at])


@njit(cache=True, nogil=True)
def _expand_anew(
    facts: Facts, ours: Ours, wanted: Wanted, board: Board, place: int, target: int, other: int, worth: float
) -> None:
    """Put it there by each of the best connectors among those who may be on a way."""
    seen = board.seen
    seen[:] = NOBODY
    for who in wanted.no_connector:
        number = np.searchsorted(ours.person, who)
        if number < len(ours.person) and ours.person[number] == who:
            seen[number] = BARRED
    rules = (ours.rules[0], ours.rules[1], wanted.min_strength / SAFE, ours.rules[3])
    asked = Ours(
        ours.willing,
        ours.person,
        ours.number,
        ours.there,
        ours.is_here,
        ours.spot,
        ours.spot_at,
        ours.hazard,
        ours.most,
        ours.places,
        ours.fade,
        rules,
    )
    _, connector, score = best_hops(facts, asked, other, other + 1, 0.0, seen, ours.rules[1])
    for at in range(len(connector)):
        value = score[at] * worth
        if value >= board.bar[0] and connector[at] != target:
            add(board, wanted.per_target, place, connector[at], other, value)
