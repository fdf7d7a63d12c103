"""Laws of the compiled search: whatever the facts and the question, it finds what the plain search finds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("numba", reason="the compiled search needs numba: install orbit-asks[fast]")

from orbit.graph.compiled.ranking import CompiledRanker
from orbit.graph.compiled.reach import first_hops as compiled_hops
from orbit.graph.ranking import Choice, EngineRanker, Found
from orbit.graph.reach import first_hops
from orbit.graph.targets import TargetSearch
from tests.laws.test_path_laws import PEOPLE, make, worlds

numbers = st.integers(0, len(PEOPLE) - 1)
choices = st.builds(Choice, st.integers(1, 12), st.frozensets(numbers, max_size=3), st.none() | numbers)


@given(worlds, choices)
@settings(max_examples=400)
def test_the_compiled_search_finds_what_the_plain_one_finds(world: Any, choice: Choice) -> None:
    view = make(world)
    companies = range(view.snapshot.companies)
    searches = [(TargetSearch(company, view.as_of.toordinal(), 0.5), choice) for company in companies]

    found, expected = CompiledRanker(view).best(searches), EngineRanker(view).best(searches)

    assert [_scores(one) for one in found] == [pytest.approx(_scores(one), rel=1e-9, abs=1e-15) for one in expected]


@given(worlds)
@settings(max_examples=200)
def test_compiled_first_hops_are_the_plain_ones(world: Any) -> None:
    view = make(world)

    found = compiled_hops(view.ties, view.reach.willing, 0.0)

    expected = first_hops(view.ties, view.reach.willing, 0.0)
    assert found.person.tolist() == expected.person.tolist()
    assert found.score.tolist() == pytest.approx(expected.score.tolist(), rel=1e-9, abs=1e-15)


@given(worlds, st.sets(numbers))
@settings(max_examples=100)
def test_first_hops_to_some_are_those_to_everybody_but_fewer(world: Any, some: set[int]) -> None:
    view = make(world)
    among = np.array(sorted(some), dtype=np.int64)

    for hops in (first_hops, compiled_hops):
        found, every = hops(view.ties, view.reach.willing, 0.0, among), hops(view.ties, view.reach.willing, 0.0)

        asked = np.isin(every.person, among)
        assert [column.tolist() for column in found] == [column[asked].tolist() for column in every]


def _scores(found: Found) -> list[float]:
    return [way.score for way in found.ways]
