"""`orbit share`: what others see of a colleague's own export."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.cli.conftest import Orbit

ANA = "ana@tidewell.example"


@pytest.fixture(autouse=True)
def known(orbit: Orbit, accounts: Path, connections: Path) -> None:
    """A workspace in which Ana's export lists people at Nordlys."""
    orbit("init", "--company", "Tidewell")
    orbit("ingest", "crm_accounts", accounts)
    orbit("ingest", "linkedin", connections, "--owner", ANA)


def test_what_is_hidden_is_on_no_path_of_others(orbit: Orbit) -> None:
    before = orbit("paths", "nordlys.example", "--json").json["paths"]

    said = orbit("share", ANA, "hidden")

    assert said.out == f"{ANA} (linkedin): hidden: others see nothing of it\n"
    assert before
    assert orbit("paths", "nordlys.example", "--json").json["paths"] == []


def test_others_read_how_many_know_someone(orbit: Orbit) -> None:
    orbit("share", ANA, "count")

    assert "1 colleague knows someone there." in orbit("paths", "nordlys.example").out


def test_what_is_set_is_shown(orbit: Orbit) -> None:
    orbit("share", ANA, "masked")

    [upload] = orbit("share", ANA, "--json").json["uploads"]

    assert (upload["email"], upload["level"], upload["said"]) == (ANA, "masked", "masked")


def test_it_may_be_set_ahead_of_an_upload(orbit: Orbit) -> None:
    said = orbit("share", "bo@tidewell.example", "hidden", "--json")

    assert said.json["uploads"][0]["level"] == "hidden"


def test_an_unknown_level_is_a_wrong_call(orbit: Orbit) -> None:
    assert orbit("share", ANA, "secret").code == 2


def test_what_is_no_address_is_told_so(orbit: Orbit) -> None:
    said = orbit("share", "Ana", "hidden")

    assert said.code == 2
    assert "by e-mail" in said.err
