from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import GraphDatabase, Session

from orbit.store.neo4j.address import read_address
from queries import migrations, statement
from tests.neo4j_database import emptied

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "queries" / "neo4j"
FILES = sorted(FOLDER.rglob("*.cypher"))
NAMES = [file.stem for file in FILES if file.parent == FOLDER]
MODULES = sorted((ROOT / "orbit" / "store" / "neo4j").glob("*.py"))
CODE = "\n".join(file.read_text("utf-8") for folder in ("orbit", "api") for file in (ROOT / folder).rglob("*.py"))
# What hands the name of a statement on, and what hands its text to the driver.
NAMING = {"ask", "settled", "pages", "read", "write"}
RUNNING = {"run"}


@pytest.fixture(scope="module")
def session(neo4j_url: str) -> Iterator[Session]:
    """A session in a database that has the schema."""
    address = read_address(emptied(neo4j_url))
    auth = (address.user or "neo4j", address.password or "")
    with (
        GraphDatabase.driver(address.url, auth=auth, notifications_min_severity="OFF") as driver,
        driver.session() as one,
    ):
        yield one


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_statement_opens_with_a_sentence_about_it(file: Path) -> None:
    first, second, *_ = file.read_text("utf-8").splitlines()

    assert re.fullmatch(r"// [A-Z].*\.", first)
    assert len(first) <= 120
    assert not second.startswith("// ") or file.parent.name == "schema"


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_is_used(name: str) -> None:
    assert f'"{name}"' in CODE


@pytest.mark.parametrize("name", NAMES)
def test_a_statement_is_one_constant_text(name: str) -> None:
    text = statement("neo4j", name).split("\n", 1)[1]

    assert ";" not in text
    # Labels, types and property keys that are made from data begin like this.
    assert not re.search(r":\s*\$\(|\bSET\b[^\n]*\[\s*\$|\+=|\bapoc\b", text)


@pytest.mark.parametrize("name", NAMES)
def test_the_server_understands_a_statement(session: Session, name: str) -> None:
    text = statement("neo4j", name)
    values = dict.fromkeys(re.findall(r"\$(\w+)", text))

    plan = session.run(f"EXPLAIN {text}", values).consume()

    assert plan.plan is not None


@pytest.mark.parametrize("name", ["records", "spells", "facts", "key_page", "record_page", "fact_page", "member_page"])
def test_a_long_answer_is_read_in_order_without_sorting(session: Session, name: str) -> None:
    text = statement("neo4j", name)
    values = dict.fromkeys(re.findall(r"\$(\w+)", text))

    plan = str(session.run(f"EXPLAIN {text}", values).consume().plan)

    assert not re.search(r"'operatorType': '(Sort|Top)@", plan)


@pytest.mark.parametrize("name", ["records_of", "fact", "find", "canonical", "entity_of", "erase_facts", "record_put"])
def test_a_question_about_one_thing_reads_no_whole_label(session: Session, name: str) -> None:
    text = statement("neo4j", name)
    values = dict.fromkeys(re.findall(r"\$(\w+)", text))

    plan = str(session.run(f"EXPLAIN {text}", values).consume().plan)

    assert not re.search(r"'operatorType': '(AllNodesScan|NodeByLabelScan|NodeIndexScan|CartesianProduct)@", plan)


def calls(names: set[str]) -> Iterator[tuple[Path, ast.Call]]:
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
                yield module, node


def is_statement(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "statement"


def test_the_driver_is_given_nothing_but_texts_from_files() -> None:
    given = [(module, call.args[0]) for module, call in calls(RUNNING)]
    schema = [(module, text) for module, text in given if module.name == "schema.py" and isinstance(text, ast.Name)]

    assert all(is_statement(text) for module, text in given if (module, text) not in schema)
    # The one other place runs the parts of a file of the schema.
    assert len(schema) == 1
    assert len(given) > 5


def test_no_name_of_a_statement_is_made_from_parts() -> None:
    names = [call.args[0] for _, call in calls(NAMING) if call.args]

    assert not [name for name in names if isinstance(name, (ast.JoinedStr, ast.BinOp, ast.Call))]
    assert len(names) > 40


def test_schema_steps_are_numbered_without_gaps() -> None:
    steps = sorted((FOLDER / "schema").iterdir())

    assert [step.name for step in steps] == [f"{number:03d}.cypher" for number in range(1, len(steps) + 1)]
    assert len(migrations("neo4j")) == len(steps)
