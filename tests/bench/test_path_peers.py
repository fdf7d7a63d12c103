from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest

pytest.importorskip("numba", reason="the path benchmark needs numba: install orbit-asks[fast]")

from bench.crowd import make_crowd
from bench.path_crowd import asked, some_accounts
from bench.path_kernel import Kernel, floor_figures
from bench.path_pairs import best_hops, make_pairs, search_pairs
from bench.path_peers import Case, Igraph, Networkx, Peer, Rustworkx, SortedPairs, Sqlite
from orbit.graph.compiled.search import Searches
from orbit.graph.ties import know, rows_between

PEOPLE = 1_200
MAKERS: dict[str, Callable[[Case], Peer]] = {
    "networkx": Networkx,
    "rustworkx": Rustworkx,
    "igraph": Igraph,
    "sqlite": Sqlite,
    "pairs": partial(SortedPairs, by_worth=False),
    "pairs_best_first": partial(SortedPairs, by_worth=True),
}


@dataclass(frozen=True)
class Trial:
    """A crowd, what is asked of it, and what peers get to answer it."""

    kernel: Kernel
    questions: list[Searches]
    case: Case


@pytest.fixture(scope="module")
def trial() -> Trial:
    """Ask of a small crowd. Making it compiles the kernel, so it waits until a test wants it."""
    view = make_crowd(PEOPLE)
    kernel = Kernel(view)
    questions = [kernel.prepared([one]) for one in asked(some_accounts(view, 12))]
    targets = [(one.person, one.reply) for one in questions]
    return Trial(kernel, questions, Case(view, make_pairs(view), targets, float(view.ties.policy.search.min_score)))


@pytest.mark.parametrize("name", MAKERS)
def test_a_peer_finds_ways_as_good_as_ours(trial: Trial, name: str) -> None:
    peer = MAKERS[name](trial.case)

    found = [peer.best(account) for account in range(len(trial.questions))]

    ours = [trial.kernel.search(question)[1].score for question in trial.questions]
    assert found == pytest.approx([float(score[0]) if len(score) else 0.0 for score in ours], rel=1e-5)
    assert any(found)


def test_pairs_carry_the_engines_strengths_both_ways(trial: Trial) -> None:
    view, pairs, persons = trial.case.view, trial.case.pairs, trial.case.view.snapshot.persons
    one = np.repeat(np.arange(persons), np.diff(pairs.at))
    some = slice(None, None, 97)

    strength = know(view.ties, rows_between(view.ties, one[some], pairs.other[some]), len(one[some]))

    assert pairs.p[some] == pytest.approx(strength, rel=1e-5)
    assert set(zip(one.tolist(), pairs.other.tolist(), strict=True)) == set(
        zip(pairs.other.tolist(), one.tolist(), strict=True)
    )


def test_nobody_stands_twice_among_the_ways_over_pairs(trial: Trial) -> None:
    case = trial.case
    reached = best_hops(case.view, case.pairs)
    person, reply = case.targets[0]

    scores = search_pairs(case.pairs, reached, (math.inf, 0.0, 600), person, reply)

    assert len(scores) <= np.count_nonzero(reached.willing)
    assert (np.diff(scores) <= 0).all()


def test_a_search_is_no_faster_than_memory(trial: Trial) -> None:
    figures = floor_figures(trial.kernel, trial.questions, kernel_p50_ms=1.0)

    assert 0 < figures["floor_ms"] < 1.0
    assert figures["times_floor"] == pytest.approx(1.0 / figures["floor_ms"], rel=0.1)
