from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.errors import UsageError
from orbit.resolve.linkage.columns import Column
from orbit.resolve.linkage.levels import level_of, levels_of
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.linkage.plan import Comparison, Level, Measure, Plan

NAMES = st.one_of(
    st.sampled_from(["bob", "robert", "r", "rob", "roberta", "anna-lena", "anna lena", "lena"]), st.text(max_size=9)
)
KIN = frozenset({("bob", "rob")})
BY_NAME = {comparison.name: comparison for comparison in PEOPLE.comparisons}


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=90), st.sampled_from(PEOPLE.comparisons))
def test_a_pair_alone_stands_where_it_stands_among_many(pairs: list[tuple[str, str]], comparison: Comparison) -> None:
    column = Column.of([name for pair in pairs for name in pair])

    found = levels_of(comparison, column.values, column.codes[::2], column.codes[1::2], KIN)

    assert found.tolist() == [level_of(comparison, *pair, KIN) if all(pair) else 0 for pair in pairs]


@given(NAMES.filter(bool), NAMES.filter(bool), st.sampled_from(PEOPLE.comparisons))
def test_it_does_not_matter_which_record_comes_first(one: str, other: str, comparison: Comparison) -> None:
    assert level_of(comparison, one, other, KIN) == level_of(comparison, other, one, KIN)


@pytest.mark.parametrize(
    ("field", "one", "other", "says"),
    [
        ("first name", "robert", "robert", "the same first name"),
        ("first name", "robert", "bob", "one is short for the other"),
        ("first name", "bob", "rob", "often written for each other"),
        ("first name", "robert", "r", "one is the initial of the other"),
        ("first name", "katherine", "katharine", "nearly the same first name"),
        ("first name", "robert", "ingrid", "different first names"),
        ("last name", "quillberg", "quilberg", "last names one letter apart"),
        ("last name", "alder", "alder quill", "one last name is part of the other"),
        ("company", "quill", "quill energy", "one company name is part of the other"),
        ("e-mail", "a@quill.example", "b@quill.example", "two addresses at one domain"),
        ("profile", "a", "b", "different profile addresses"),
    ],
)
def test_levels_say_what_holds(field: str, one: str, other: str, says: str) -> None:
    comparison = BY_NAME[field]

    assert comparison.says(level_of(comparison, one, other, KIN)) == says


def test_ai_is_no_part_of_airbus() -> None:
    assert BY_NAME["company"].says(level_of(BY_NAME["company"], "ai", "airquill")) == "different companies"


def test_where_one_is_silent_nothing_is_said() -> None:
    comparison = BY_NAME["city"]

    assert levels_of(comparison, ["leeds"], np.array([0], dtype=np.int32), np.array([-1], dtype=np.int32)).tolist() == [
        0
    ]
    assert comparison.says(0) == ""


def test_a_comparison_must_begin_with_the_same_value() -> None:
    near = Comparison("name", "name", (Level("near", Measure.JARO_WINKLER, 0.9),), "differs")

    with pytest.raises(UsageError, match="begin with the same value"):
        Plan("odd", (near,), ())


def test_only_the_same_value_can_be_rare() -> None:
    with pytest.raises(UsageError, match="can be rare"):
        Level("near", Measure.JARO_WINKLER, 0.9, rare=True)
