"""Lists of people per company, the highest value first, of which some go and others come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from orbit.graph.arrays import Array
from orbit.graph.merge import merge_at
from orbit.graph.moves import Moves, Regrouped, bounds_of


@dataclass(frozen=True, slots=True)
class Ranked:
    """So many lists per company, one after the other: the bounds of each, and the value and the person of each row.

    Rows of a list stand by value, the highest first, then by person.
    """

    bounds: Array
    per_company: int
    value: Array
    person: Callable[[Array], Array]


def merge_ranked(
    ranked: Ranked, gone: Array, new: tuple[Array, Array, Array], persons: Moves, companies: Moves
) -> Regrouped:
    """Drop rows (former numbers, ascending) and put in new ones, given as list, value and person as of now.

    The new rows stand in the order of the lists; nobody in them has a former row that stays.
    """
    list_, value, person = new
    company, was_there = companies.before(list_ // ranked.per_company)
    former = company * ranked.per_company + np.where(was_there, list_ % ranked.per_company, 0)
    low = ranked.bounds[former].astype(np.int64)
    high = np.where(was_there, ranked.bounds[np.minimum(former + 1, len(ranked.bounds) - 1)], low)
    at, knew = persons.before(person)
    place = _places(ranked, value, np.where(knew, at, at - 0.5), low, high)
    return Regrouped(merge_at(len(ranked.value), gone, place), _bounds(ranked, gone, list_, companies))


def _places(ranked: Ranked, value: Array, person: Array, low: Array, high: Array) -> Array:
    """Before which row from `low` to `high` each new one belongs: a binary search for all of them at once."""
    open_ = np.flatnonzero(low < high)
    while len(open_):
        middle = (low[open_] + high[open_]) // 2
        there, here = ranked.value[middle], value[open_]
        is_before = (there > here) | ((there == here) & (ranked.person(middle) < person[open_]))
        low[open_] = np.where(is_before, middle + 1, low[open_])
        high[open_] = np.where(is_before, high[open_], middle)
        open_ = open_[low[open_] < high[open_]]
    return low


def _bounds(ranked: Ranked, gone: Array, list_: Array, companies: Moves) -> Array:
    counts = np.diff(ranked.bounds)
    # The list of a row is the last that begins no later: empty ones begin there as well, but before it.
    went = np.searchsorted(ranked.bounds, gone.astype(ranked.bounds.dtype), side="right") - 1
    counts = counts - np.bincount(went, minlength=len(counts)).astype(counts.dtype)
    carried = companies.carried(counts.reshape(-1, ranked.per_company)).ravel()
    came = np.bincount(list_, minlength=len(carried)).astype(carried.dtype)
    return bounds_of(carried + came, ranked.bounds.dtype)
