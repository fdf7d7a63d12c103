from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from queries import migrations, statement

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "queries" / "sqlite").rglob("*.sql"))
NAMES = [file.stem for file in FILES if file.parent.name == "sqlite"]
CODE = "\n".join(file.read_text("utf-8") for file in (ROOT / "orbit" / "store").rglob("*.py"))


@pytest.fixture
def db() -> Iterator[apsw.Connection]:
    db = apsw.Connection(":memory:")
    for step in migrations("sqlite"):
        db.execute(step)
    yield db
    db.close()


def explained(db: apsw.Connection, how: str, name: str) -> list[tuple[Any, ...]]:
    text = statement("sqlite", name)
    values = [None for _ in set(re.findall(r"\?\d+", text))]
    return db.execute(f"{how} {text}", values).fetchall()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_statement_opens_with_a_sentence_about_it(file: Path) -> None:
    first, second, *_ = file.read_text("utf-8").splitlines()

    assert re.fullmatch(r"-- [A-Z].*\.", first)
    assert not second.startswith("-- ") or file.parent.name == "schema"


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_is_used(name: str) -> None:
    assert f'"{name}"' in CODE


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"begin", "commit", "rollback"}])
def test_a_statement_fits_the_schema_and_is_only_one(db: apsw.Connection, name: str) -> None:
    assert explained(db, "EXPLAIN", name)
    assert ";" not in statement("sqlite", name).split("\n", 1)[1]


@pytest.mark.parametrize("name", ["records", "spells", "facts", "members", "keys"])
def test_a_stream_is_read_in_order_without_sorting(db: apsw.Connection, name: str) -> None:
    plan = [row[-1] for row in explained(db, "EXPLAIN QUERY PLAN", name)]

    assert not any("TEMP B-TREE" in step for step in plan)


@pytest.mark.parametrize(
    "name",
    [
        "erase_facts",
        "erase_keys",
        "fact",
        "canonical",
        "find",
        "identifier_after",
        "records_of",
        "members_of",
        "opportunities",
    ],
)
def test_a_question_about_one_thing_reads_no_whole_table(db: apsw.Connection, name: str) -> None:
    plan = [row[-1] for row in explained(db, "EXPLAIN QUERY PLAN", name)]

    assert not any(re.match(r"SCAN (fact|record|member|key|alias|identifier)\b", step) for step in plan)


def test_schema_steps_are_numbered_without_gaps() -> None:
    steps = sorted((ROOT / "queries" / "sqlite" / "schema").iterdir())

    assert [step.name for step in steps] == [f"{number:03d}.sql" for number in range(1, len(steps) + 1)]
    assert len(migrations("sqlite")) == len(steps)


def test_an_unknown_statement_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        statement("sqlite", "no_such_statement")
