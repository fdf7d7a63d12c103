from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbit.errors import UsageError
from orbit.resolve.linkage.columns import Table
from orbit.resolve.linkage.growing import grown
from orbit.resolve.linkage.linking import Linking
from orbit.resolve.linkage.match import Matched, match
from orbit.resolve.linkage.model import Frequencies, Model
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.linkage.plan import Comparison, Key, Level, Measure, Plan

PLAN = Plan(
    "letters",
    (
        Comparison("a", "a", (Level("same", Measure.SAME, rare=True), Level("near", Measure.EDITS, -1)), "differs"),
        Comparison("b", "b", (Level("same", Measure.SAME),), "differs"),
    ),
    (Key("a", (("a",),), 3), Key("b", (("b",),), 4), Key("either", (("a", "c"), ("b", "c")), 3)),
    apart=("c",),
)
MODEL = Model(
    "letters",
    {"a": (0.0, 0.8, 0.1, 0.1), "b": (0.0, 0.9, 0.1)},
    {"a": (0.0, 0.1, 0.2, 0.7), "b": (0.0, 0.2, 0.8)},
    -2.0,
    {"a": Frequencies({"ax": 0.4, "ay": 0.3}, 0.05)},
    {},
)
CELLS = st.tuples(
    st.sampled_from(["", "ax", "ay", "bz", "bx"]), st.sampled_from(["", "p", "q", "r"]), st.sampled_from(["", "1", "2"])
)


def table(records: dict[int, tuple[str, str, str]]) -> Table:
    """Records by key, told by three letters each."""
    cells = {name: [told[at] for told in records.values()] for at, name in enumerate("abc")}
    return Table.of([f"{key:03d}" for key in records], cells)


def assert_equal(one: Matched, other: Matched) -> None:
    """Clusters, pairs and scores are the same to the last bit."""
    assert one.table.keys == other.table.keys
    assert one.cluster.tolist() == other.cluster.tolist()
    assert one.scored.pairs.left.tolist() == other.scored.pairs.left.tolist()
    assert one.scored.pairs.right.tolist() == other.scored.pairs.right.tolist()
    assert one.scored.bits.tolist() == other.scored.bits.tolist()


@given(
    st.dictionaries(st.integers(0, 999), CELLS, max_size=40),
    st.sets(st.integers(0, 999)),
    st.sampled_from([-1.0, 0.0, 2.0]),
)
@settings(max_examples=150, deadline=None)
def test_adding_records_gives_what_matching_all_of_them_gives(
    records: dict[int, tuple[str, str, str]], later: set[int], bar: float
) -> None:
    linking = Linking(bar)
    first = {key: told for key, told in records.items() if key not in later}
    second = {key: told for key, told in records.items() if key in later}

    added = grown(PLAN, match(PLAN, table(first), MODEL, linking), table(second), linking)

    assert_equal(added, match(PLAN, table(records), MODEL, linking))


def test_a_crowd_that_comes_in_three_files_is_matched_as_if_it_came_at_once(matched: Matched) -> None:
    rows, model = matched.table, matched.scored.model
    parts = [rows.taken(np.arange(rows.rows)[at::3]) for at in range(3)]

    found = match(PEOPLE, parts[0], model)
    for part in parts[1:]:
        found = grown(PEOPLE, found, part)

    assert_equal(found, match(PEOPLE, rows, model))


def test_adding_a_record_that_is_there_is_refused() -> None:
    found = match(PLAN, table({1: ("ax", "p", "")}), MODEL)

    with pytest.raises(UsageError, match="same key"):
        grown(PLAN, found, table({1: ("ay", "", "")}))
