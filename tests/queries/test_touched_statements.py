"""Asking what changed must cost what changed, not what there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import apsw
import pytest

from queries import migrations, statement

NAMES = ["touched_by_record", "touched_by_move", "touched_by_departure", "touched_facts"]


@pytest.fixture
def db() -> Iterator[apsw.Connection]:
    db = apsw.Connection(":memory:")
    for step in migrations("sqlite"):
        db.execute(step)
    yield db
    db.close()


def plan(db: apsw.Connection, name: str) -> list[str]:
    rows = db.execute(f"EXPLAIN QUERY PLAN {statement('sqlite', name)}", (7,))
    return [row[-1] for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_what_changed_is_found_by_an_index_alone(db: apsw.Connection, name: str) -> None:
    steps = [step for step in plan(db, name) if step.startswith(("SCAN", "SEARCH"))]

    assert steps
    assert all(re.match(r"SEARCH \w+ USING (COVERING INDEX|INDEX|INTEGER PRIMARY KEY)", step) for step in steps)


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_may_stop_before_all_that_changed_is_found(db: apsw.Connection, name: str) -> None:
    assert not any("TEMP B-TREE" in step or "MATERIALIZE" in step for step in plan(db, name))


def test_facts_are_found_without_reading_them(db: apsw.Connection) -> None:
    steps = [step for step in plan(db, "touched_facts") if step.startswith("SEARCH fact")]

    assert len(steps) == 5
    assert all("COVERING INDEX" in step for step in steps)
