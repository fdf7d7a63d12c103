"""The compiled search is loaded when it pays, kept on disk, and changes no answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("numba", reason="the compiled search needs numba: install orbit-asks[fast]")

from api.compiling import MANY_PEOPLE, MANY_SEARCHES, Compiler, QuickRanker
from orbit.graph.ranking import Choice, EngineRanker
from orbit.graph.targets import TargetSearch
from tests.parity.odd_worlds import odd_view


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compiled")


def test_few_searches_do_not_wait_for_it_and_many_do(folder: Path) -> None:
    view = odd_view(200)
    today = view.as_of.toordinal()
    companies = np.flatnonzero(np.diff(view.staff.company_at)).tolist()
    searches = [(TargetSearch(company, today, 0.5), Choice(10)) for company in companies] * 3
    compiler = Compiler(folder)
    ranker = QuickRanker(view, compiler)

    few = ranker.best(searches[:20])
    was_loaded = compiler.ready is not None
    many = ranker.best(searches)

    assert len(searches) >= MANY_SEARCHES
    assert not was_loaded
    assert compiler.ready is not None
    assert few == EngineRanker(view).best(searches[:20])
    ways = [[(way.connector, way.bridge, way.target) for way in found.ways] for found in many]
    expected = [
        [(way.connector, way.bridge, way.target) for way in found.ways] for found in EngineRanker(view).best(searches)
    ]
    assert ways == expected


def test_first_hops_of_a_crowd_are_found_by_it(folder: Path) -> None:
    compiler = Compiler(folder)

    assert compiler.find_hops(MANY_PEOPLE - 1) is None
    assert compiler.find_hops(MANY_PEOPLE) is not None
    assert compiler.find_hops(1) is not None


def test_what_other_sources_were_compiled_to_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "of-other-sources").mkdir()

    Compiler(tmp_path).load()

    assert not (tmp_path / "of-other-sources").exists()
