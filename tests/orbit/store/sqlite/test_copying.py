from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from orbit.errors import StoreError
from orbit.store.sqlite import SqliteStore, open_sqlite
from orbit.store.sqlite.copying import LOADS, PAGES
from orbit.store.tables import COPYING, TABLES, table
from queries import migrations, statement


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(open_sqlite(tmp_path / "workspace.orbit", create=True)) as opened:
        yield opened


@pytest.fixture
def db() -> Iterator[apsw.Connection]:
    with closing(apsw.Connection(":memory:")) as opened:
        for step in migrations("sqlite"):
            opened.execute(step)
        yield opened


def test_every_table_can_be_read_and_filled() -> None:
    names = [spec.name for spec in TABLES]

    assert list(PAGES) == names
    assert [*LOADS, "state"] == names


@pytest.mark.parametrize("name", [spec.name for spec in TABLES])
def test_a_page_is_found_by_its_key_without_sorting(db: apsw.Connection, name: str) -> None:
    values = (*table(name).start, 10)

    plan = [row[-1] for row in db.execute(f"EXPLAIN QUERY PLAN {statement('sqlite', PAGES[name])}", values)]

    assert re.match(rf"SEARCH {name} USING", plan[0])
    assert not any("TEMP B-TREE" in step for step in plan)


def test_the_schema_holds_no_table_that_is_not_copied(db: apsw.Connection) -> None:
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}

    assert tables - {"sqlite_sequence"} == {spec.name for spec in TABLES}


def test_the_schema_holds_no_column_that_is_not_copied(db: apsw.Connection) -> None:
    held = {spec.name: {row[1] for row in db.execute(f"PRAGMA table_info({spec.name})")} for spec in TABLES}

    missing = {spec.name: held[spec.name] - set(spec.columns) for spec in TABLES}

    assert {name: columns for name, columns in missing.items() if columns} == {"state": {"wipe_due", "identity"}}


def test_a_page_that_does_not_fit_leaves_no_trace(store: SqliteStore) -> None:
    rows = [(7, "ana-1", "person", 1)]

    with pytest.raises(StoreError):
        store.load("member", rows, mark="half-way")

    assert (store.rows("member", limit=9), store.meta(COPYING)) == ([], None)
