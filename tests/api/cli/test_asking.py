"""A rep's month with `orbit ask`: plan, ask, log, list, give back, take back, export."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.workspace import Workspace
from orbit.settings import read_settings
from tests.api.cli.conftest import Orbit
from tests.api.presenter.story import ANA, STORY, tell
from tests.factories import DAY, company, person

ON = ("--on", DAY.isoformat())
NEW = ("ask", "new", "snowpeak.example", "--target", "Dana Wu", "--connector", "Bo Krantz", *ON)
LATER = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()


@pytest.fixture(autouse=True)
def known(home: Path) -> None:
    """A workspace that knows the small story."""
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        tell(workspace, *STORY)


@pytest.fixture
def planned(orbit: Orbit) -> None:
    """One planned ask."""
    assert orbit(*NEW, "--reciprocity", "linkedin-recommendation").code == 0


def test_a_planned_ask_is_shown_with_what_comes_next(orbit: Orbit) -> None:
    said = orbit(*NEW, "--reciprocity", "donation", "--note", "Over lunch")

    assert said.code == 0
    assert "Bo Krantz → Dana Wu at Snowpeak GmbH, for Ana Ruiz: planned" in said.out
    assert "by 2026-11-21: Make the ask, at the latest on 24 Nov 2026." in said.out
    assert "Over lunch" in said.out
    assert "orbit ask sent 1" in said.out


def test_an_ask_goes_from_its_plan_to_a_meeting(orbit: Orbit, planned: None) -> None:
    steps = [("sent",), ("outcome", "accepted"), ("outcome", "forwarded"), ("outcome", "meeting")]

    said = [orbit("ask", verb, 1, *what, *ON, "--json") for verb, *what in steps]

    assert [(each.code, each.json["state"]) for each in said] == [
        (0, state) for state in ("sent", "accepted", "forwarded", "meeting")
    ]
    left = [task["kind"] for task in said[-1].json["tasks"] if task["done_on"] is None]
    assert left == ["closure_note", "reciprocity"]


def test_asks_are_listed_with_what_is_left_to_do(orbit: Orbit, planned: None) -> None:
    said = orbit("ask", "list", "--as-of", "2026-11-23")

    assert "1  Bo Krantz → Dana Wu" in said.out
    assert "overdue since 2026-11-21" in said.out
    assert orbit("ask", "list", "--state", "sent").out.startswith("No asks.")
    assert orbit("ask", "list", "--rep", ANA, "--json").json["items"][0]["id"] == 1
    assert orbit("ask", "list", "--state", "happy").code == 2


def test_a_step_that_does_not_fit_is_refused_with_those_that_do(orbit: Orbit, planned: None) -> None:
    said = orbit("ask", "outcome", 1, "forwarded")

    assert (said.code, said.out) == (1, "")
    assert "Allowed: sent, withdrawn" in said.err
    assert orbit("ask", "outcome", 1, "exploded").code == 2
    assert orbit("ask", "outcome", 7, "sent").code == 1


def test_an_ask_that_may_not_be_made_is_refused_with_the_reason(orbit: Orbit, planned: None) -> None:
    said = orbit(*NEW)

    assert (said.code, said.out) == (1, "")
    assert "still under way" in said.err


def test_an_ask_cannot_be_planned_for_a_day_to_come(orbit: Orbit) -> None:
    said = orbit(*NEW[:-1], LATER)

    assert (said.code, "lies ahead" in said.err) == (2, True)


def test_the_same_command_with_a_key_changes_nothing_the_second_time(orbit: Orbit) -> None:
    first, again = (orbit(*NEW, "--key", "monday", "--json") for _ in range(2))

    assert (again.code, again.json["id"]) == (0, first.json["id"])
    assert orbit(*NEW, "--key", "monday", "--note", "other").code == 1
    assert len(orbit("ask", "list", "--json").json["items"]) == 1


def test_a_no_is_checked_in_on_later_and_the_connector_rests(orbit: Orbit, planned: None) -> None:
    orbit("ask", "sent", 1, *ON)
    said = orbit("ask", "outcome", 1, "not-now", "--next", LATER, *ON, "--json")

    assert [task["due_on"] for task in said.json["tasks"] if task["kind"] == "check_in"] == [LATER]
    assert orbit("champions", "--json", "--as-of", DAY).json["items"][0]["verdict"]["rules"][0] == "resting"


def test_a_mistake_is_taken_back_and_stays_in_sight(orbit: Orbit, planned: None) -> None:
    orbit("ask", "sent", 1, *ON)
    orbit("ask", "outcome", 1, "declined", *ON)

    said = orbit("ask", "undo", 1, "--note", "It was a yes")

    assert said.code == 0
    assert "sent since 2026-11-21" in said.out
    assert "declined (taken back)" in said.out
    assert "It was a yes" in said.out


def test_what_is_owed_is_listed_until_it_is_done(orbit: Orbit, planned: None) -> None:
    orbit("ask", "sent", 1, *ON)
    assert "Write them a LinkedIn recommendation." in orbit("ask", "owed").out

    orbit("ask", "outcome", 1, "reciprocity-done")

    assert orbit("ask", "owed", "--json").json["owed"] == []


def test_an_ask_without_anything_in_return_is_not_made(orbit: Orbit) -> None:
    orbit(*NEW)

    said = orbit("ask", "sent", 1, *ON)

    assert (said.code, "Pick first" in said.err) == (1, True)
    assert orbit("ask", "sent", 1, *ON, "--reciprocity", "council-callout").code == 0


def test_asks_are_exported_in_the_two_fields_and_no_cell_is_a_formula(orbit: Orbit, home: Path, tmp_path: Path) -> None:
    with Workspace.open(read_settings(home, {})) as workspace:
        tell(workspace, person("evil", "=cmd|' /C calc'!A0", emails=["evil@snowpeak.example"]), company("snowpeak"))
    orbit("ask", "new", "snowpeak.example", "--target", "evil@snowpeak.example", "--connector", "Bo Krantz", *ON)
    orbit("ask", "sent", 1, *ON, "--reciprocity", "donation")

    said = orbit("ask", "export", "--salesforce", tmp_path / "asks.csv", "--object", "Account")

    text = (tmp_path / "asks.csv").read_text(encoding="utf-8")
    [row] = csv.DictReader(text.splitlines())
    assert (said.code, row["AccountId"], row["Referral_Ask__c"]) == (0, "001A", "TRUE")
    assert row["Referral_Candidate_Name__c"].startswith("'=cmd")
    assert orbit("ask", "export", "--salesforce", tmp_path / "no" / "asks.csv").code == 2


def test_nothing_of_an_erased_person_is_left_in_the_log(orbit: Orbit, home: Path) -> None:
    orbit(*NEW, "--reciprocity", "donation", "--note", "Dana is at the fair", "--key", "monday")
    orbit("ask", "sent", 1, *ON)

    assert orbit("erase", "dana.wu@snowpeak.example", "--yes").code == 0

    shown = orbit("ask", "show", 1)
    assert (shown.code, "(erased)" in shown.out, "Dana" in shown.out) == (0, True, False)
    files = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert b"Dana" not in files


@pytest.mark.parametrize("number", ["0", "abc", "1.5", "9" * 30])
def test_a_number_that_no_ask_can_have_says_where_to_look(orbit: Orbit, number: str) -> None:
    said = orbit("ask", "show", number)

    assert said.code == 2
    assert said.err == f"'{number}' is not one of the numbers that this shows: orbit ask list\n"
