from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

pytest.importorskip("numba", reason="the path benchmark needs numba: install orbit-asks[fast]")

from bench.crowd import make_crowd
from bench.path_crowd import asked, some_accounts
from bench.path_kernel import Kernel, floor_figures
from bench.path_pairs import best_hops, make_pairs, search_pairs
from bench.path_peers import Case, Igraph, Networkx, Peer, Rustworkx, SortedPairs, Sqlite
from orbit.graph.ties import know, rows_between

PEOPLE = 1_200
VIEW = make_crowd(PEOPLE)
KERNEL = Kernel(VIEW)
QUESTIONS = [KERNEL.prepared([one]) for one in asked(some_accounts(VIEW, 12))]
CASE = Case(
    VIEW,
    make_pairs(VIEW),
    [(one.person, one.reply) for one in QUESTIONS],
    float(VIEW.ties.policy.search.min_score),
)
MAKERS: dict[str, Callable[[Case], Peer]] = {
    "networkx": Networkx,
    "rustworkx": Rustworkx,
    "igraph": Igraph,
    "sqlite": Sqlite,
    "pairs": partial(SortedPairs, by_worth=False),
    "pairs_best_first": partial(SortedPairs, by_worth=True),
}


@pytest.mark.parametrize("name", MAKERS)
def test_a_peer_finds_ways_as_good_as_ours(name: str) -> None:
    peer = MAKERS[name](CASE)

    found = [peer.best(account) for account in range(len(QUESTIONS))]

    ours = [KERNEL.search(question)[1].score for question in QUESTIONS]
    assert found == pytest.approx([float(score[0]) if len(score) else 0.0 for score in ours], rel=1e-5)
    assert any(found)


def test_pairs_carry_the_engines_strengths_both_ways() -> None:
    pairs, persons = CASE.pairs, VIEW.snapshot.persons
    one = np.repeat(np.arange(persons), np.diff(pairs.at))
    some = slice(None, None, 97)

    strength = know(VIEW.ties, rows_between(VIEW.ties, one[some], pairs.other[some]), len(one[some]))

    assert pairs.p[some] == pytest.approx(strength, rel=1e-5)
    assert set(zip(one.tolist(), pairs.other.tolist(), strict=True)) == set(
        zip(pairs.other.tolist(), one.tolist(), strict=True)
    )


def test_nobody_stands_twice_among_the_ways_over_pairs() -> None:
    reached = best_hops(VIEW, CASE.pairs)
    person, reply = CASE.targets[0]

    scores = search_pairs(CASE.pairs, reached, (math.inf, 0.0, 600), person, reply)

    assert len(scores) <= np.count_nonzero(reached.willing)
    assert (np.diff(scores) <= 0).all()


def test_a_search_is_no_faster_than_memory() -> None:
    figures = floor_figures(KERNEL, QUESTIONS, kernel_p50_ms=1.0)

    assert 0 < figures["floor_ms"] < 1.0
    assert figures["times_floor"] == pytest.approx(1.0 / figures["floor_ms"], rel=0.1)
