from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.demo import make_demo
from api.workspace import Workspace
from bench.places import demo_place
from bench.sides import Plan
from bench.sizing import sizing_figures
from bench.stores import measure
from orbit.errors import UsageError
from orbit.settings import read_settings
from orbit.world import WorldSpec
from tests.factories import DAY, NOON

# A server that starts fast rather than runs fast, and few questions.
PLAN = Plan(
    heap="512m",
    page_cache="64m",
    flags=("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
    calls=5,
    rounds=1,
    accounts=4,
)
QUESTIONS = ("revision", "find", "records_of", "facts")
FIGURES = {
    *("load_items", "load_sqlite_items_per_s", "load_neo4j_items_per_s", "load_neo4j_times_slower"),
    *("copy_rows", "copy_rows_per_s", "copy_and_compare_s"),
    *("snapshot_sqlite_s", "snapshot_neo4j_s", "snapshot_neo4j_times_slower"),
    *("small_import_items", "advance_sqlite_ms", "advance_neo4j_ms", "other_handle_sqlite_s", "other_handle_neo4j_s"),
    *(f"ask_{one}_{store}_ms_p{p}" for one in QUESTIONS for store in ("sqlite", "neo4j") for p in (50, 99)),
    *("publish_rows", "publish_s", "paths_accounts"),
    *(f"paths_{ranker}_ms_p{p}" for ranker in ("engine", "database") for p in (50, 99)),
    *("paths_at_once_engine_ms", "paths_at_once_database_ms", "paths_database_times_slower"),
    *("paths_database_same_connector", "paths_database_same_scores"),
    *("disk_sqlite_mb", "disk_neo4j_mb", "disk_neo4j_log_mb", "disk_neo4j_published_mb"),
    *("disk_sqlite_bytes_per_item", "disk_neo4j_bytes_per_item"),
}
MEMORY = {
    *("load_neo4j_memory_mb", "snapshot_sqlite_memory_mb", "snapshot_neo4j_memory_mb", "memory_neo4j_mb"),
    *("memory_answering_engine_mb", "memory_answering_database_mb", "publish_neo4j_memory_mb"),
}
PEERS = {
    *("pairs", "pairs_make_s", "pairs_load_s", "pairs_per_s", "pairs_accounts", "pairs_queries"),
    *("pairs_ms_p50", "pairs_ms_p99", "pairs_times_slower", "pairs_same_connector", "pairs_disk_mb"),
}
NONE_AT_THIS_SIZE = {"pairs_left_out_at_most", "pairs_queries_out_of_time"}
SIZING = set(sizing_figures(dict.fromkeys(FIGURES, 1), people=1))


@pytest.fixture(scope="module")
def measured(java: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what one run on a tiny company has measured."""
    home = tmp_path_factory.mktemp("tiny")
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        make_demo(workspace, WorldSpec(scale=0.02, as_of=DAY), at=NOON, say=lambda _: None)
    with demo_place(home, lambda _: None) as place:
        return measure(place, lambda _: None, PLAN)


def test_every_figure_is_there_and_above_nought(measured: dict[str, Any]) -> None:
    told = {name: value for name, value in measured["figures"].items() if name not in MEMORY}

    assert set(told) == FIGURES | SIZING
    assert [name for name, value in told.items() if value <= 0] == []


def test_every_figure_of_the_pairs_is_there_and_above_nought(measured: dict[str, Any]) -> None:
    told = {name: value for name, value in measured["peers"].items() if name != "pairs_neo4j_memory_mb"}

    assert set(told) == PEERS | NONE_AT_THIS_SIZE
    assert {name for name, value in told.items() if value <= 0} == NONE_AT_THIS_SIZE


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell a process's memory")
def test_the_memory_of_each_process_is_told(measured: dict[str, Any]) -> None:
    told = {name: value for name, value in {**measured["figures"], **measured["peers"]}.items() if "memory" in name}

    assert set(told) == MEMORY | {"pairs_neo4j_memory_mb"}
    assert min(told.values()) > 10


def test_all_three_ways_to_rank_name_the_same_connectors(measured: dict[str, Any]) -> None:
    assert measured["figures"]["paths_database_same_connector"] == 1
    assert measured["figures"]["paths_database_same_scores"] == 1
    assert measured["peers"]["pairs_same_connector"] == 1


def test_only_a_workspace_in_a_file_is_measured(demo_home: Path) -> None:
    with demo_place(demo_home, lambda _: None) as place:
        place.workspace.settings = replace(place.workspace.settings, store="neo4j://db.example.com")

        with pytest.raises(UsageError, match="unset ORBIT_STORE"):
            measure(place, lambda _: None)
