"""Publishing a graph, and ranking on it, where there is no Neo4j."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.cli.conftest import Orbit


def test_a_file_is_nothing_to_publish_to(orbit: Orbit, demo_copy: Path) -> None:
    said = orbit("publish", "--as-of", "2026-11-21")

    assert said.code == 2
    assert said.err.startswith("There is nothing to publish to: the store of this workspace is a file.")


def test_ranking_in_the_database_needs_a_database(
    orbit: Orbit, demo_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORBIT_RANKING", "database")

    said = orbit("week", "--as-of", "2026-11-21")

    assert (said.code, said.out) == (2, "")
    assert said.err == "ORBIT_RANKING=database needs a store in Neo4j; unset it, or set ORBIT_STORE\n"


def test_an_unknown_place_to_rank_in_is_named(orbit: Orbit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORBIT_RANKING", "cluster")

    said = orbit("week")

    assert said.code == 2
    assert said.err == "ORBIT_RANKING must be engine or database, not 'cluster'\n"
