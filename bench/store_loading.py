"""How fast records and facts get into each store, and from one into the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bench.footprint import apart
from bench.sides import Figures, take_in
from bench.timing import times_slower
from orbit.model import EntityKind, Item
from orbit.store.base import FactKind, Store
from orbit.store.copying import copy_store
from orbit.store.open import open_store

IMPORT = 20_000


class Loaded(NamedTuple):
    """How many items were put, and how many seconds that took."""

    items: int
    seconds: float


def load(source: str, target: str, day: date) -> Loaded:
    """Put every record and fact of one store into a new one, in imports of 20,000 items."""
    with closing(open_store(source)) as store:
        items = list(_items(store))
    with closing(open_store(target, create=True)) as store:
        start = time.perf_counter()
        for first in range(0, len(items), IMPORT):
            take_in(store, items[first : first + IMPORT], f"{first}.csv", day)
        return Loaded(len(items), time.perf_counter() - start)


def loading_figures(source: str, file: Path, url: str, day: date, say: Callable[[str], None]) -> Figures:
    """Load a new file and an empty database with the same items, each in a process of its own."""
    say("Loading every record and fact into a new file …")
    sqlite, _ = apart(load, source, str(file), day)
    say(f"Loading the same {sqlite.items:,} items into Neo4j …")
    neo4j, _ = apart(load, source, url, day)
    return {
        "load_items": sqlite.items,
        "load_sqlite_items_per_s": round(sqlite.items / sqlite.seconds),
        "load_neo4j_items_per_s": round(neo4j.items / neo4j.seconds),
        "load_neo4j_times_slower": times_slower(neo4j.seconds, sqlite.seconds),
    }


def copying_figures(source: Store, url: str, say: Callable[[str], None]) -> Figures:
    """Copy a store to an empty database; the copy is refused unless the digests of both are equal."""
    say("Copying the workspace to Neo4j …")
    last: dict[str, float] = {}

    def progress(what: str, _rows: int) -> None:
        if what not in last:
            say(f"  {what} …")
        last[what] = time.perf_counter()

    with closing(open_store(url, create=True)) as target:
        start = time.perf_counter()
        report = copy_store(source, target, progress=progress)
        whole = time.perf_counter() - start
    return {
        "copy_rows": report.rows,
        "copy_rows_per_s": round(report.rows / (last["Copying"] - start)),
        "copy_and_compare_s": round(whole, 2),
    }


def _items(store: Store) -> Iterator[Item]:
    for kind in EntityKind:
        yield from (stored.record for stored in store.records(kind))
    for of in FactKind:
        yield from (stored.fact for stored in store.facts(of))
