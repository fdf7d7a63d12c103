from __future__ import annotations

from bench.sizing import CONNECTIONS, sizing_figures

MEASURED = {
    "load_items": 1_000,
    "disk_sqlite_bytes_per_item": 300.0,
    "disk_neo4j_bytes_per_item": 600.0,
    "load_sqlite_items_per_s": 1_000,
    "load_neo4j_items_per_s": 100,
    "snapshot_sqlite_s": 2.0,
}


def test_everything_grows_with_the_people() -> None:
    figures = sizing_figures(MEASURED, people=100)

    assert figures["sizing_50_people"] == 50 * CONNECTIONS
    assert figures["sizing_50_items"] == 10 * figures["sizing_50_people"]
    assert figures["sizing_5000_items"] == 100 * figures["sizing_50_items"]
    assert figures["sizing_500000_neo4j_gib"] > 1.9 * figures["sizing_500000_sqlite_gib"]


def test_a_slower_store_takes_longer_in_proportion() -> None:
    figures = sizing_figures(MEASURED, people=100)

    assert figures["sizing_500000_neo4j_load_hours"] == 10 * figures["sizing_500000_sqlite_load_hours"]
