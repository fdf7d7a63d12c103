"""Matches that nobody is sure of: listed, decided, undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.cli.conftest import Orbit, written

CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ida,Berg,https://www.linkedin.com/in/ida-berg,,Nordlys AS,VP Finance,05 Mar 2024
"""
CHAMPIONS = """name,linkedin_url,title,account_name
Kai Holm,https://www.linkedin.com/in/ida-berg,CEO,Kelp Works
"""


@pytest.fixture(autouse=True)
def doubtful(orbit: Orbit, tmp_path: Path) -> None:
    """Two lists give one LinkedIn address to two names."""
    orbit("init")
    orbit("ingest", "linkedin", written(tmp_path, "Connections.csv", CONNECTIONS), "--owner", "ana@tidewell.example")
    orbit("ingest", "crm_champions", written(tmp_path, "champions.csv", CHAMPIONS))


def questions(orbit: Orbit, *words: str) -> list[dict[str, object]]:
    return list(orbit("review", "list", "--json", *words).json["questions"])


def records(orbit: Orbit) -> int:
    """How many records stand behind Ida."""
    return len(orbit("export", "Ida Berg").json["records"])


def test_a_doubtful_pair_is_listed_with_the_reason(orbit: Orbit) -> None:
    (question,) = questions(orbit)

    said = orbit("review", "list")

    assert question["verdict"] == "unsure"
    assert str(question["because"]) in said.out
    assert "Ida Berg" in said.out
    assert "Kai Holm" in said.out
    assert "1 open" in said.err


def test_an_undecided_pair_stays_two(orbit: Orbit) -> None:
    assert records(orbit) == 1


def test_a_pair_said_to_be_one_is_one_at_once(orbit: Orbit) -> None:
    (question,) = questions(orbit)

    said = orbit("review", "same", question["id"])

    assert said.code == 0
    assert records(orbit) == 2
    assert questions(orbit) == []


def test_a_pair_said_to_be_two_is_asked_about_no_more(orbit: Orbit) -> None:
    (question,) = questions(orbit)

    orbit("review", "different", question["id"])

    assert records(orbit) == 1
    assert questions(orbit) == []


def test_a_decision_is_listed_and_taken_back(orbit: Orbit) -> None:
    (question,) = questions(orbit)
    orbit("review", "same", question["id"])
    (decision,) = questions(orbit, "--decided")

    said = orbit("review", "undo", decision["id"])

    assert said.code == 0
    assert records(orbit) == 1
    assert [one["because"] for one in questions(orbit)] == [question["because"]]
    assert questions(orbit, "--decided") == []


@pytest.mark.parametrize("verb", ["same", "different", "undo"])
def test_a_number_that_is_none_says_so(orbit: Orbit, verb: str) -> None:
    said = orbit("review", verb, 999)

    assert said.code == 1
    assert "there is no judgement 999" in said.err


def test_what_a_rule_said_cannot_be_undone(orbit: Orbit) -> None:
    (question,) = questions(orbit)

    said = orbit("review", "undo", question["id"])

    assert said.code == 2
    assert "made by a rule" in said.err


def test_no_more_are_listed_than_asked_for(orbit: Orbit) -> None:
    assert len(questions(orbit, "--limit", "1")) == 1
    assert questions(orbit, "--kind", "company") == []
