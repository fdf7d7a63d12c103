"""`orbit find`, and the command that is offered instead of one with a name that leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli.finding import suggestions
from orbit.errors import NotFound
from tests.api.cli.conftest import Orbit

DANA = "Dana Wu, VP Sales, Snowpeak (per_0123456789ab)"
NOBODY = NotFound("Nobody.", [DANA], "Dnaa Wu")


@pytest.fixture(autouse=True)
def known(orbit: Orbit, accounts: Path, connections: Path) -> None:
    """A workspace that knows Ida of Nordlys."""
    orbit("init", "--company", "Tidewell")
    orbit("ingest", "crm_accounts", accounts)
    orbit("ingest", "linkedin", connections, "--owner", "ana@tidewell.example")


@pytest.mark.parametrize("typed", ["ida", "brg ida", "Ida Breg", "ida@nordlys.example"])
def test_a_person_is_found_by_what_is_typed_of_their_name(orbit: Orbit, typed: str) -> None:
    said = orbit("find", typed, "--json")

    assert [(item["is"], item["name"]) for item in said.json["items"]] == [("person", "Ida Berg")]


def test_whom_a_text_could_mean_is_listed_with_the_id(orbit: Orbit) -> None:
    said = orbit("find", "ida b")

    [line] = said.out.splitlines()
    assert line.startswith("per_")
    assert "Ida Berg (" in line


def test_where_nothing_answers_it_is_said(orbit: Orbit) -> None:
    said = orbit("find", "zzqx")

    assert (said.code, said.out) == (0, "")
    assert "Nothing answers" in said.err


def test_a_misspelt_name_offers_who_may_be_meant(orbit: Orbit) -> None:
    said = orbit("export", "Ida Breg")

    assert said.code == 1
    assert "did you mean: Ida Berg" in said.err


@pytest.mark.parametrize(
    ("command", "again"),
    [
        (["/usr/bin/orbit", "export", "Dnaa Wu"], "orbit export per_0123456789ab"),
        (["orbit", "week", "--what-if", "Dnaa Wu=+1"], "orbit week --what-if per_0123456789ab=+1"),
        (
            ["orbit", "confirm", "Dnaa Wu", "Bo Krantz", "--yes"],
            "orbit confirm per_0123456789ab 'Bo Krantz' --yes",
        ),
    ],
)
def test_the_command_that_means_them_is_told(command: list[str], again: str) -> None:
    assert suggestions(NOBODY, command) == [f"  did you mean: {DANA}", f"    {again}"]


@pytest.mark.parametrize(
    ("error", "command"),
    [
        (NOBODY, ["orbit", "export", "somebody"]),
        (NotFound("No.", ["ana@tidewell.example"], "anna"), ["orbit", "week", "--rep", "anna"]),
        (NotFound("No.", [DANA]), ["orbit", "export", ""]),
    ],
)
def test_no_command_is_told_that_would_not_do(error: NotFound, command: list[str]) -> None:
    assert suggestions(error, command) == [f"  did you mean: {error.nearest[0]}"]
