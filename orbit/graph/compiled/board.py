"""What a compiled search has found so far: the best ways to each target, and which of all are wanted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from orbit.graph.arrays import Array
from orbit.graph.compiled.reach import Ours

NOBODY = -1


class Wanted(NamedTuple):
    """What is wanted: how many ways, at most so many over one connector and to one target, worth at least so much.

    `without` (sorted) are people who may be on no way, `no_connector` (sorted) they and those with whom none begins;
    none leads over the `requester` (-1: nobody) or to them, none over a tie weaker than `min_strength`; at most
    `budget` people are compared with the targets.
    """

    limit: int
    per_connector: int
    per_target: int
    floor: float
    without: Array
    no_connector: Array
    min_strength: float
    requester: int
    budget: int


class Ways(NamedTuple):
    """Ways found: the place of the target in the search, connector, bridge (-1: none), score."""

    target: Array
    connector: Array
    bridge: Array
    score: Array


class Board(NamedTuple):
    """What a search has found so far, and room that it uses again and again; all of it changes as the search goes on.

    Target t holds `size[t]` ways, best first, in the rows `t * per_target` and after of `connector`, `bridge` (-1:
    none) and `score`. `bar`: what a way must be worth (float64[1]). `looked`: how many people were compared with a
    target, and whether a way came since the bar was set (int64[2]). `seen`: see `best_hops`.
    """

    size: Array
    connector: Array
    bridge: Array
    score: Array
    bar: Array
    looked: Array
    seen: Array


@njit(cache=True, nogil=True)
def empty_board(ours: Ours, wanted: Wanted, targets: int) -> Board:
    """Make a board for so many targets on which nothing is found yet."""
    rows = targets * wanted.per_target
    return Board(
        np.zeros(targets, np.int64),
        np.empty(rows, np.int64),
        np.empty(rows, np.int64),
        np.empty(rows),
        np.full(1, wanted.floor),
        np.zeros(2, np.int64),
        np.full(len(ours.person) if is_narrowed(wanted) else 0, NOBODY, np.int64),
    )


@njit(cache=True, nogil=True)
def is_narrowed(wanted: Wanted) -> bool:
    """Whether some of the best connectors to somebody may be of no use."""
    return len(wanted.no_connector) > 0 or wanted.min_strength > 0.0


@njit(cache=True, nogil=True)
def add(board: Board, per_target: int, place: int, connector: int, bridge: int, score: float) -> None:
    """Put a way among the target's best, one for each connector; ties by connector and bridge number."""
    connectors, bridges, scores = board.connector, board.bridge, board.score
    first, count = place * per_target, board.size[place]
    at = first
    while at < first + count and connectors[at] != connector:
        at += 1
    if at < first + count:
        if score < scores[at] or (score == scores[at] and bridge >= bridges[at]):
            return
    elif count < per_target:
        board.size[place] = count + 1
    else:
        at -= 1
        if score < scores[at] or (score == scores[at] and connector > connectors[at]):
            return
    while at > first and (scores[at - 1] < score or (scores[at - 1] == score and connectors[at - 1] > connector)):
        scores[at], connectors[at], bridges[at] = scores[at - 1], connectors[at - 1], bridges[at - 1]
        at -= 1
    scores[at], connectors[at], bridges[at] = score, connector, bridge
    board.looked[1] = 1


@njit(cache=True, nogil=True)
def bar_of(board: Board, per_target: int, place: int) -> float:
    """What a way to a target must be worth: the bar, and as much as the last one wanted of those found to them."""
    if board.size[place] < per_target:
        return float(board.bar[0])
    return max(board.bar[0], board.score[(place + 1) * per_target - 1])


@njit(cache=True, nogil=True)
def select(board: Board, wanted: Wanted, person: Array) -> Array:
    """Which of the targets' ways are wanted (rows of the board), best first."""
    rows, number, most = np.empty(len(board.score), np.int64), 0, wanted.per_target
    for place in range(len(board.size)):
        for row in range(place * most, place * most + board.size[place]):
            if board.score[row] < board.bar[0]:
                break
            at = number
            while at > 0 and _is_before(board, row, rows[at - 1], most, person):
                rows[at] = rows[at - 1]
                at -= 1
            rows[at] = row
            number += 1
    kept, count = np.empty(wanted.limit, np.int64), 0
    for at in range(number):
        used = 0
        for place in range(count):
            used += board.connector[kept[place]] == board.connector[rows[at]]
        if used < wanted.per_connector:
            kept[count] = rows[at]
            count += 1
            if count == wanted.limit:
                break
    return kept[:count].copy()


@njit(cache=True, nogil=True)
def _is_before(board: Board, one: int, two: int, per_target: int, person: Array) -> bool:
    """The order of ways: best first, then by the numbers of connector, target and bridge."""
    if board.score[one] != board.score[two]:
        return board.score[one] > board.score[two]
    if board.connector[one] != board.connector[two]:
        return board.connector[one] < board.connector[two]
    if one // per_target != two // per_target:
        return person[one // per_target] < person[two // per_target]
    return board.bridge[one] < board.bridge[two]


@njit(cache=True, nogil=True)
def is_in(sorted_: Array, number: int) -> bool:
    """Whether a number is in a sorted array."""
    if len(sorted_) == 0:
        return False
    at = np.searchsorted(sorted_, number)
    return bool(at < len(sorted_) and sorted_[at] == number)
