from __future__ import annotations

import numpy as np
import pytest

from orbit.resolve.linkage.blocking import all_pairs, met_under
from orbit.resolve.linkage.columns import Column, Floats, Levels, Table
from orbit.resolve.linkage.kin import connected, learned_kin
from orbit.resolve.linkage.match import Matched
from orbit.resolve.linkage.plan import Comparison, Generic, Key, Level, Measure, Plan
from orbit.resolve.linkage.weights import Sample, chance_of, matched_levels, patterns, random_pairs

FIELDS = ("a", "b", "c")
PLAN = Plan("letters", tuple(Comparison(one, one, (Level("same", Measure.SAME),), "differs") for one in FIELDS), ())
SAME, DIFFERS = 1, 2


def drawn(matched: Floats, chance: Floats, many: int = 40_000, share: float = 0.3) -> Levels:
    """Level vectors of pairs of which a share are one person, with known m and u for "same"."""
    dice = np.random.default_rng(4)
    one_person = dice.random(many) < share
    same = dice.random((len(matched), many)) < np.where(one_person, matched[:, None], chance[:, None])
    return np.where(same, SAME, DIFFERS).astype(np.uint8)


def test_expectation_maximisation_finds_the_weights_that_made_the_pairs() -> None:
    matched, chance = np.array([0.9, 0.8, 0.7]), np.array([0.1, 0.05, 0.2])
    known = [np.array([0.0, one, 1 - one]) for one in chance]
    sample = Sample(drawn(matched, chance), np.ones(40_000), frozenset())

    found = matched_levels(PLAN, [sample], known)

    assert [float(told[SAME]) for told in found] == pytest.approx(matched.tolist(), abs=0.02)


def test_what_a_key_fixes_is_learned_from_other_keys() -> None:
    matched, chance = np.array([0.9, 0.8, 0.7]), np.array([0.1, 0.05, 0.2])
    known = [np.array([0.0, one, 1 - one]) for one in chance]
    fixed = drawn(matched, chance)
    fixed[0] = SAME
    samples = [
        Sample(fixed, np.ones(40_000), frozenset({"a"})),
        Sample(drawn(matched, chance), np.ones(40_000), frozenset()),
    ]

    found = matched_levels(PLAN, samples, known)

    assert float(found[0][SAME]) == pytest.approx(0.9, abs=0.03)


def test_a_level_that_speaks_against_never_weighs_more_than_differing(matched: Matched) -> None:
    bits = matched.scored.model.bits("e-mail")

    assert bits[2] <= bits[-1] + 1e-9


def test_chance_is_exact_for_the_same_value() -> None:
    table = Table.of(list("wxyz"), {"a": ["p", "p", "q", ""], "b": ["", "", "", ""], "c": ["s", "t", "u", "v"]})
    copies = np.array([1, 1, 2, 1])

    found = chance_of(table, PLAN.comparisons, copies, np.zeros((3, 0), dtype=np.uint8))

    assert float(found[0][SAME]) == pytest.approx(0.5)
    assert all(float(told.sum()) == pytest.approx(1.0) for told in found)


def test_random_pairs_are_the_same_every_time_and_never_of_one_row() -> None:
    left, right = random_pairs(50, 1_000)

    again = random_pairs(50, 1_000)

    assert (left == again[0]).all()
    assert (left != right).all()


def test_patterns_count_equal_vectors_once() -> None:
    distinct, counts = patterns(np.array([[1, 2, 1], [2, 2, 2]], dtype=np.uint8), np.array([1.0, 5.0, 2.0]))

    assert sorted(zip(distinct.T.tolist(), counts.tolist(), strict=True)) == [([1, 2], 3.0), ([2, 2], 5.0)]


def test_values_that_meet_in_several_people_are_learned_as_kin() -> None:
    values = ["ian", "john", "ada", "eve"]
    ones, others = np.array([0, 1, 0, 2], dtype=np.int32), np.array([1, 0, 1, 3], dtype=np.int32)
    shares = np.full(4, 0.01)

    found = learned_kin(values, ones, others, np.array([1, 2, 3, 4]), shares)

    assert found == {("ian", "john")}


def test_one_person_told_often_teaches_no_kin() -> None:
    ones, others = np.zeros(9, dtype=np.int32), np.ones(9, dtype=np.int32)

    assert learned_kin(["ian", "john"], ones, others, np.zeros(9, dtype=np.int64), np.full(2, 0.01)) == frozenset()


def test_common_values_that_meet_as_often_as_chance_has_it_are_no_kin() -> None:
    ones, others = np.zeros(9, dtype=np.int32), np.ones(9, dtype=np.int32)

    assert learned_kin(["ian", "john"], ones, others, np.arange(9), np.full(2, 0.4)) == frozenset()


def test_components_are_named_by_their_smallest_member() -> None:
    assert connected(np.array([4, 1, 3]), np.array([3, 2, 0]), 6).tolist() == [0, 1, 1, 0, 0, 5]


def test_a_block_over_its_cap_is_dropped_and_told() -> None:
    table = Table.of([str(at) for at in range(7)], {"a": ["p"] * 4 + ["q"] * 3})

    (found,) = met_under(table, [Key("a", (("a",),), 3)])

    assert np.transpose(found.every(1)).tolist() == [[4, 5], [4, 6], [5, 6]]
    assert [(one.key, one.blocks, one.records, one.largest) for one in found.dropped] == [("a", 1, 4, 4)]


def test_ways_of_one_key_meet_each_other_and_each_pair_comes_once() -> None:
    table = Table.of(["0", "1"], {"a": ["p", "q"], "b": ["q", "p"]})

    found = all_pairs(met_under(table, [Key("either", (("a",), ("b",))), Key("again", (("a",), ("b",)))]), 2)

    assert found.left.tolist() == [0]
    assert found.right.tolist() == [1]


def test_a_number_that_many_names_share_is_a_switchboard() -> None:
    cells = {"phone": ["1", "1", "1", "2", "2"], "last": ["a", "b", "c", "d", "d"]}

    assert Generic("phone", "last", 2).found(Table.of(list("vwxyz"), cells)) == {"1"}


def test_silenced_values_say_nothing() -> None:
    column = Column.of(["p", "q", "p", ""])

    assert column.silenced({"p"}).codes.tolist() == [-1, 1, -1, -1]
