"""`orbit query`: the list of reports, a report as a table and as JSON, and what is told where it cannot be shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.presenter.reports import reports
from queries import statement
from tests.api.cli.conftest import Orbit

DAY = ("--as-of", "2026-11-21")


def test_without_a_name_every_report_is_listed(orbit: Orbit) -> None:
    said, listed = orbit("query"), orbit("query", "--json").json["queries"]

    assert said.code == 0
    assert all(name in said.out for name in reports())
    assert listed == [{"name": one.name, "shows": one.shows} for one in reports().values()]


@pytest.mark.parametrize("name", list(reports()))
def test_a_report_and_its_statement_say_the_same_of_what_it_shows(name: str) -> None:
    text = statement("neo4j", f"report_{name.replace('-', '_')}")

    assert text.startswith(f"// {reports()[name].shows}\n")


def test_a_report_is_a_table_without_ids(orbit: Orbit, demo_copy: Path) -> None:
    said = orbit("query", "best-connectors", "--limit", 2, *DAY)

    [title, heading, *rows, about] = said.out.splitlines()
    assert title == reports()["best-connectors"].shows
    assert heading.split() == ["connector", "circles", "accounts", "people", "best", "chance", "may", "ask"]
    assert len(rows) == 2
    assert about == "As of 2026-11-21, the first 2 rows; more with --limit."


def test_a_report_as_json_has_every_column(orbit: Orbit, demo_copy: Path) -> None:
    answer = orbit("query", "ask-load", "--json", "--limit", 1, *DAY).json

    [row] = answer["rows"]
    assert (answer["query"], answer["as_of"], answer["more"]) == ("ask-load", "2026-11-21", True)
    assert {"connector", "connector_id", "asks", "reps", "may_ask", "opens_on", "closes_on"} <= row.keys()
    assert isinstance(row["reps"], list)


def test_a_report_without_rows_says_so(orbit: Orbit) -> None:
    orbit("init")

    assert orbit("query", "coverage-gaps", *DAY).out.splitlines()[-1] == "As of 2026-11-21: no rows."


@pytest.mark.parametrize(
    ("words", "told"), [(("no-such",), "best-connectors"), (("ask-load", "--limit", "0"), "limit")]
)
def test_a_wrong_call_is_told(orbit: Orbit, demo_copy: Path, words: tuple[str, ...], told: str) -> None:
    said = orbit("query", *words)

    assert said.code == 2
    assert told in said.err
    assert said.out == ""
