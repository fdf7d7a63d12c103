"""The tables of the pages about speed and size, made of what `orbit bench stores --json` printed: none is typed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench.pages import markdown, put_in_place
from bench.sizing import EMPLOYEES
from orbit.errors import OrbitError, UsageError

_SCALES = ("scale 1", "scale 10")
# What stands for `{store}` and `{ranker}` in the name of a figure, under each store's heading.
_STORES = {
    "SQLite": {"store": "sqlite", "ranker": "engine"},
    "Neo4j": {"store": "neo4j", "ranker": "database"},
}
_SPREAD = "_p50/p99"

# By table, what each line says and the name of its figure. In a table with a column for each store, a name without
# braces is a figure of Neo4j alone; one that ends in _p50/p99 stands for two.
TABLES: dict[str, dict[str, str]] = {
    "workspaces": {
        "records and facts": "load_items",
        "rows that `orbit copy` moves: those, who is who, identifiers, judgements, imports": "copy_rows",
        "items of a small import": "small_import_items",
        "target accounts asked about": "paths_accounts",
    },
    "loading": {
        "records and facts per second, in imports of 20,000, into an empty store": "load_{store}_items_per_s",
        "times as long": "load_neo4j_times_slower",
        "rows per second by `orbit copy`, out of the file": "copy_rows_per_s",
        "seconds for the whole copy, both digests included": "copy_and_compare_s",
    },
    "snapshot": {
        "seconds to build it anew": "snapshot_{store}_s",
        "times as long": "snapshot_neo4j_times_slower",
        "memory of the process that does so, MiB": "snapshot_{store}_memory_mb",
        "milliseconds to bring it forward after a small import": "advance_{store}_ms",
        "seconds until another open workspace answers with that import": "other_handle_{store}_s",
    },
    "questions": {
        "the revision": "ask_revision_{store}_ms_p50/p99",
        "who carries an identifier": "ask_find_{store}_ms_p50/p99",
        "the records of a person": "ask_records_of_{store}_ms_p50/p99",
        "20 facts by id": "ask_facts_{store}_ms_p50/p99",
    },
    "paths": {
        "engine: ms for an account": "paths_engine_ms_p50/p99",
        "database: ms for an account": "paths_database_ms_p50/p99",
        "pairs: ms for an account": "pairs_ms_p50/p99",
        "database: times the engine's median": "paths_database_times_slower",
        "pairs: times the engine's median": "pairs_times_slower",
        "engine: ms for one of all accounts asked about at once": "paths_at_once_engine_ms",
        "database: the same": "paths_at_once_database_ms",
        "database: share of accounts with the engine's first connector": "paths_database_same_connector",
        "database: share of accounts where all ways are worth the same, to nine digits": "paths_database_same_scores",
        "pairs: share of accounts with the engine's first connector": "pairs_same_connector",
    },
    "beforehand": {
        "database: rows to publish": "publish_rows",
        "database: seconds to publish them": "publish_s",
        "pairs: edges": "pairs",
        "pairs: pairs of people left out, at most": "pairs_left_out_at_most",
        "pairs: seconds to make the edges": "pairs_make_s",
        "pairs: seconds to load them": "pairs_load_s",
        "pairs: edges loaded per second": "pairs_per_s",
        "pairs: accounts asked about before time was up": "pairs_accounts",
        "pairs: queries": "pairs_queries",
        "pairs: queries cut off": "pairs_queries_out_of_time",
    },
    "room": {
        "files of the store, MiB": "disk_{store}_mb",
        "bytes for each record or fact": "disk_{store}_bytes_per_item",
        "what Neo4j keeps of past transactions, beside that, MiB": "disk_neo4j_log_mb",
        "files with the published graph, MiB": "disk_neo4j_published_mb",
        "files of the pairs, beside that, MiB": "pairs_disk_mb",
    },
    "memory": {
        "a process that answers": "memory_answering_{ranker}_mb",
        "Neo4j while it is loaded": "load_neo4j_memory_mb",
        "Neo4j while it is copied to, read and asked": "memory_neo4j_mb",
        "Neo4j while the graph is published and ranked on": "publish_neo4j_memory_mb",
        "Neo4j with the pairs": "pairs_neo4j_memory_mb",
    },
    "machine": {
        "records and facts": "load_items",
        "the file, MiB": "disk_sqlite_mb",
        "seconds to build the snapshot anew": "snapshot_sqlite_s",
        "memory of the process that does so, MiB": "snapshot_sqlite_memory_mb",
        "seconds until another process answers with a small import": "other_handle_sqlite_s",
        "memory of a process that answers, MiB": "memory_answering_engine_mb",
        "milliseconds for the paths to an account": "paths_engine_ms_p50/p99",
    },
}


class Told:
    """The figures of one run, by name."""

    def __init__(self, figures: Mapping[str, float], source: str) -> None:
        self._figures = figures
        self._source = source

    def __getitem__(self, name: str) -> float:
        """One figure; raises UsageError where the run has none of this name."""
        if name not in self._figures:
            raise UsageError(f"{self._source} has no figure {name}. Measure again with: orbit bench stores --json")
        return self._figures[name]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables, or put them in their places in pages."""
    parser = argparse.ArgumentParser(prog="python -m bench.tables", description=__doc__)
    parser.add_argument("one", type=Path, help="what was printed for the demo of scale 1")
    parser.add_argument("ten", type=Path, nargs="?", help="the same for scale 10")
    parser.add_argument("--into", type=Path, nargs="+", default=[], help="pages whose tables are replaced")
    options = parser.parse_args(arguments)
    try:
        tables = make_tables([read_told(file) for file in (options.one, options.ten) if file])
        put_in_place(options.into, "table", tables)
    except OrbitError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def read_told(file: Path) -> Told:
    """Read what a run printed; raises UsageError for anything else."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return Told({**told["figures"], **told["peers"]}, file.name)
    except OSError as error:
        raise UsageError(f"Cannot read {file}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file} is not what `orbit bench stores --json` prints") from error


def make_tables(runs: Sequence[Told]) -> dict[str, str]:
    """Make every table by its name, from a run at scale 1 and, if there is one, at 10; sizes come from the last."""
    return {name: _table(lines, runs) for name, lines in TABLES.items()} | {"sizes": _sizes(runs[-1])}


def _table(lines: Mapping[str, str], runs: Sequence[Told]) -> str:
    scales, by_store = _SCALES[: len(runs)], any("{" in name for name in lines.values())
    heads = [f"{scale}: {store}" for scale in scales for store in _STORES] if by_store else scales
    cells = _cells_by_store if by_store else _cells
    rows = (
        [says, _shown(name), *(cell for told in runs for cell in cells(name, told))] for says, name in lines.items()
    )
    return markdown(["", "figure", *heads], rows)


def _cells_by_store(name: str, told: Told) -> list[str]:
    if "{" not in name:
        return ["–", *_cells(name, told)]
    return [cell for words in _STORES.values() for cell in _cells(name.format(**words), told)]


def _cells(name: str, told: Told) -> list[str]:
    stem = name.removesuffix(_SPREAD)
    names = [name] if stem == name else [f"{stem}_p50", f"{stem}_p99"]
    return [" / ".join(plain(told[one]) for one in names)]


def _shown(name: str) -> str:
    return f"`{name.removesuffix(_SPREAD)}_p50`, `…_p99`" if name.endswith(_SPREAD) else f"`{name}`"


def _sizes(told: Told) -> str:
    heads = ["employees", "people", "records and facts", "file", "Neo4j", "to load: file", "Neo4j"]
    return markdown([*heads, "snapshot anew", "memory for that"], [_size(told, size) for size in EMPLOYEES])


def _size(told: Told, employees: int) -> list[str]:
    """What so many employees need; memory is taken in proportion here, as `bench.sizing` takes the rest."""

    def of(name: str, said: Callable[[float], str]) -> str:
        return said(told[f"sizing_{employees}_{name}"])

    grown = told[f"sizing_{employees}_items"] / told["load_items"]
    memory = as_room(grown * told["snapshot_sqlite_memory_mb"] / 1024)
    room, hours = ("sqlite_gib", "neo4j_gib"), ("sqlite_load_hours", "neo4j_load_hours", "snapshot_hours")
    counts = [of(name, plain) for name in ("people", "items")]
    return [
        plain(employees),
        *counts,
        *(of(one, as_room) for one in room),
        *(of(one, as_time) for one in hours),
        memory,
    ]


def plain(value: float) -> str:
    """Return a number with three digits that count, or with all that stand before the point."""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def as_room(gib: float) -> str:
    """Return an amount of memory or disk, in MiB where it is less than one GiB."""
    return f"{plain(gib)} GiB" if gib >= 1 else f"{gib * 1024:.0f} MiB"


def as_time(hours: float) -> str:
    """Return a time in seconds, minutes or hours, whichever can be pictured."""
    if hours >= 1.5:
        return f"{plain(hours)} h"
    minutes = hours * 60
    return f"{minutes:.0f} min" if minutes >= 1.5 else f"{minutes * 60:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
