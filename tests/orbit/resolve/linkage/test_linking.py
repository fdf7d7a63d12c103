from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbit.errors import UsageError
from orbit.resolve.linkage.linking import Linking, edges_of, link

NODES = 9
SCORES = st.dictionaries(
    st.sampled_from(list(combinations(range(NODES), 2))), st.floats(-6, 9, allow_nan=False), max_size=24
)
TAGS = st.lists(st.sampled_from([-1, -1, -1, 0, 1]), min_size=NODES, max_size=NODES)


def one_by_one(scores: dict[tuple[int, int], float], tags: list[int], linking: Linking) -> list[set[int]]:
    """Average link as the textbook has it: join the best two clusters, again and again."""
    clusters = [{node} for node in range(NODES)]
    while True:
        best = max(
            ((_average(one, other, scores, tags, linking), one, other) for one, other in combinations(clusters, 2)),
            key=lambda found: (found[0], -min(found[1]), -min(found[2])),
            default=(-np.inf, set[int](), set[int]()),
        )
        if best[0] < linking.bar:
            return clusters
        clusters = [cluster for cluster in clusters if cluster not in best[1:]] + [best[1] | best[2]]


def _average(
    one: set[int], other: set[int], scores: dict[tuple[int, int], float], tags: list[int], linking: Linking
) -> float:
    if len({tags[node] for node in one | other} - {-1}) > 1:
        return -np.inf
    pairs = [(min(left, right), max(left, right)) for left in one for right in other]
    return sum(scores.get(pair, linking.unmet) for pair in pairs) / len(pairs)


def linked(scores: dict[tuple[int, int], float], tags: list[int], linking: Linking) -> set[frozenset[int]]:
    left, right = (np.array([pair[end] for pair in sorted(scores)], dtype=np.int64) for end in (0, 1))
    bits, sizes = np.array([scores[pair] for pair in sorted(scores)], dtype=np.float64), np.ones(NODES)
    root = link(edges_of(left, right, bits, sizes), sizes, linking, [np.array(tags, dtype=np.int32)])
    return {frozenset(np.flatnonzero(root == one).tolist()) for one in set(root.tolist())}


@given(SCORES, TAGS, st.sampled_from([0.0, 1.5]))
@settings(max_examples=300, deadline=None)
def test_joining_in_rounds_gives_what_joining_one_by_one_gives(
    scores: dict[tuple[int, int], float], tags: list[int], bar: float
) -> None:
    # Scores that differ by chance alone, so that no two averages are equal but for rounding.
    noise = np.random.default_rng(1).random(len(scores)) / 7
    apart = {pair: scores[pair] + float(more) for pair, more in zip(sorted(scores), noise, strict=True)}

    expected = one_by_one(apart, tags, Linking(bar))

    assert linked(apart, tags, Linking(bar)) == {frozenset(one) for one in expected}


@given(SCORES, TAGS)
@settings(deadline=None)
def test_no_cluster_holds_two_identities(scores: dict[tuple[int, int], float], tags: list[int]) -> None:
    found = linked(scores, tags, Linking())

    assert all(len({tags[node] for node in one} - {-1}) <= 1 for one in found)


def test_a_chain_of_good_pairs_is_not_one_cluster() -> None:
    chain = {(at, at + 1): 3.0 for at in range(NODES - 1)}

    found = linked(chain, [-1] * NODES, Linking(unmet=-6))

    assert max(map(len, found)) == 2


def test_what_is_held_apart_stays_apart_though_a_third_is_close_to_both() -> None:
    found = linked({(0, 1): 9.0, (1, 2): 8.0, (0, 2): 7.0}, [0, -1, 1] + [-1] * 6, Linking())

    assert frozenset({0, 1}) in found
    assert frozenset({2}) in found


def test_edges_marked_apart_never_join() -> None:
    one, other = np.array([0]), np.array([1])
    edges = edges_of(one, other, np.array([20.0]), np.ones(2), np.array([True]))

    assert link(edges, np.ones(2), Linking()).tolist() == [0, 1]


def test_pairs_that_never_met_cannot_speak_for_joining() -> None:
    with pytest.raises(UsageError, match="never met"):
        Linking(bar=-3)
