"""The compiled search itself, and the least that any search over these arrays has to read.

Imported only after `api.compiling` has said where compiled code is kept.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np
from numba import njit

from bench.sides import Figures
from bench.timing import timed
from orbit.graph.arrays import Array
from orbit.graph.compiled.board import Ways
from orbit.graph.compiled.handing import Lists
from orbit.graph.compiled.ranking import CompiledRanker, wanted_by_all
from orbit.graph.compiled.reach import missed
from orbit.graph.compiled.search import Searches, search_many
from orbit.graph.compiled.ties import Facts
from orbit.graph.presence import COMPANY
from orbit.graph.ranking import Choice
from orbit.graph.targets import TargetSearch
from orbit.graph.view import View

_ENTRY_BYTES = 4 + 8 + 12
_SPAN_BYTES = 32
_BOUND_BYTES = 4
_STREAM_MB = 512
_MB = 1024 * 1024


class Kernel:
    """The compiled search on one view, without what comes before and after it."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._ranker = CompiledRanker(view)
        self._general = wanted_by_all(view.ties.policy.search)

    @property
    def facts(self) -> Facts:
        """The arrays from which ties are computed."""
        return self._ranker._facts

    @property
    def lists(self) -> Lists:
        """The arrays by which people are looked at."""
        return self._ranker._lists

    def prepared(self, searches: Sequence[tuple[TargetSearch, Choice]]) -> Searches:
        """Look up the targets."""
        return self._ranker._searches(searches)

    def search(self, question: Searches) -> tuple[Array, Ways, Array]:
        """Search for each account of a question."""
        return search_many(self._ranker._facts, self._ranker._ours, self._ranker._lists, self._general, question)


def floor_figures(kernel: Kernel, questions: Sequence[Searches], kernel_p50_ms: float) -> Figures:
    """What one search has to read, and how long the memory of this machine takes to deliver that.

    Were the tenth best way known beforehand, a search would still have to read: of each target their presences; of
    each company in them the entries that could lead to a better way; of everybody compared their presences.
    """
    per_person = len(kernel.view.places.spans) / kernel.view.snapshot.persons * _SPAN_BYTES + 2 * _BOUND_BYTES
    entries, looks, size = [], [], []
    floor = float(kernel.view.ties.policy.search.min_score)
    for question in questions:
        _, ways, looked = kernel.search(question)
        bar = float(ways.score[-1]) if len(ways.score) == question.limit[0] else floor
        entries.append(_entries(kernel.facts, kernel.lists, question.person, question.reply, bar))
        looks.append(int(looked[0]))
        size.append(entries[-1] * _ENTRY_BYTES + (looks[-1] + len(question.person)) * per_person)
    per_second = _bandwidth()
    needed = statistics.median(size)
    floor_ms = needed / per_second * 1000
    return {
        "people_compared_p50": int(statistics.median(looks)),
        "people_compared_p99": int(np.percentile(looks, 99)),
        "entries_read_p50": int(statistics.median(entries)),
        "bytes_read_p50": int(needed),
        "memory_gb_per_s": round(per_second / 1e9, 2),
        "floor_ms": round(floor_ms, 6),
        "times_floor": float(f"{kernel_p50_ms / floor_ms:.3g}"),
    }


def _bandwidth() -> float:
    """Bytes per second that one core reads from memory: the best of several sums of an array beyond every cache."""
    stream = np.ones(_STREAM_MB * _MB // 8, dtype=np.int64)
    return stream.nbytes / min(timed(stream.sum)[1] for _ in range(5))


@njit(nogil=True)
def _entries(facts: Facts, lists: Lists, person: Array, reply: Array, bar: float) -> int:
    """How many entries of the targets' companies may lead to a way worth the bar, as far as the bounds tell."""
    count = 0
    for place in range(len(person)):
        first, last = facts.person_at[person[place]], facts.person_at[person[place] + 1]
        bounds = np.zeros(2 * (last - first))
        for step in range(len(bounds)):
            list_ = 2 * facts.spans[first + step // 2, COMPANY] + step % 2
            if lists.company_at[list_] < lists.company_at[list_ + 1]:
                bounds[step] = missed(
                    facts.spans, facts.hazard, facts.numbers, list_ // 2, first + step // 2, step % 2 == 1
                )
        rest = bounds.sum()
        for step in np.argsort(-bounds):
            list_ = 2 * facts.spans[first + step // 2, COMPANY] + step % 2
            low, high = lists.company_at[list_], lists.company_at[list_ + 1]
            count += _as_good(lists.order_value, low, high, bar, reply[place] * rest)
            rest -= bounds[step]
    return count


@njit(nogil=True)
def _as_good(values: Array, low: int, high: int, bar: float, times: float) -> int:
    """How many of the values from `low` to `high`, the greatest first, are worth the bar."""
    first = low
    while low < high:
        middle = (low + high) // 2
        if values[middle] * times >= bar:
            low = middle + 1
        else:
            high = middle
    return low - first
