"""A month as the command line tells it: `orbit measure` and `orbit session`."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli.measuretable import bar, range_bar
from api.workspace import Workspace
from orbit.settings import read_settings
from tests.api.cli.conftest import Orbit
from tests.api.presenter.story import ANA, STORY, tell
from tests.factories import DAY

ON = ("--on", DAY.isoformat())
AS_OF = ("--as-of", DAY.isoformat())
NEW = ("ask", "new", "snowpeak.example", "--target", "Dana Wu", "--connector", "Bo Krantz", *ON)


@pytest.fixture(autouse=True)
def known(home: Path) -> None:
    """A workspace that knows the small story."""
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        tell(workspace, *STORY)


@pytest.fixture
def answered(orbit: Orbit) -> None:
    """One ask that was made and declined."""
    assert orbit(*NEW, "--reciprocity", "donation").code == 0
    assert orbit("ask", "sent", 1, *ON).code == 0
    assert orbit("ask", "outcome", 1, "declined", *ON).code == 0


def test_the_measures_are_drawn_in_plain_characters_of_80_columns(orbit: Orbit, answered: None) -> None:
    said = orbit("measure", *AS_OF, "--claimed", f"{ANA}=4", "--opportunities", 10)

    assert said.code == 0
    assert "Ana Ruiz                 [##..................] 1 of 8" in said.out
    assert "claimed 4, logged 1, 4.0 times as many" in said.out
    assert "0% (0% to 79%), 0 of 1" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    assert said.out.isascii()


def test_the_measures_of_a_month_without_asks_are_there(orbit: Orbit) -> None:
    said = orbit("measure", *AS_OF, "--month", "2026-10", "--rep", ANA)

    assert (said.code, "No asks yet." in said.out) == (0, True)
    assert "is not on file" in " ".join(said.out.split())


def test_the_measures_are_told_to_programs(orbit: Orbit, answered: None) -> None:
    assert orbit("measure", *AS_OF, "--json").json["asks"]["made"] == 1


@pytest.mark.parametrize("month", ["november", "2026-13", "2027-01"])
def test_a_month_that_cannot_be_measured_is_refused(orbit: Orbit, month: str) -> None:
    said = orbit("measure", *AS_OF, "--month", month)

    assert (said.code, said.out) == (2, "")


@pytest.mark.parametrize(
    ("value", "target", "drawn"), [(0, 8, "...."), (1, 800, "#..."), (4, 8, "##.."), (9, 8, "####"), (0, 0, "....")]
)
def test_a_bar_is_full_at_its_target_and_never_empty_for_something(value: float, target: float, drawn: str) -> None:
    assert bar(value, target, 4) == drawn


@pytest.mark.parametrize(
    ("share", "low", "high", "drawn"),
    [(0.5, 0.2, 0.8, "..---o---."), (1.0, 0.75, 1.0, ".......--o"), (0.0, 0.0, 0.15, "o-........")],
)
def test_an_interval_is_drawn_around_its_share(share: float, low: float, high: float, drawn: str) -> None:
    assert range_bar({"share": share, "low": low, "high": high}, 10) == drawn


def test_the_session_shows_whom_to_ask_when_and_with_which_words(orbit: Orbit) -> None:
    said = orbit("session", *AS_OF)

    told = " ".join(said.out.split())
    assert said.code == 0
    assert "1. 2026-11-24: ask Bo Krantz for Dana Wu, VP Sales at Snowpeak GmbH" in told
    assert "on a yes: Thank you." in told
    assert "1 of 5 named candidates" in told


def test_the_session_is_written_as_a_page_and_as_a_calendar(orbit: Orbit, tmp_path: Path) -> None:
    page, holds = tmp_path / "sheet.html", tmp_path / "holds.ics"

    said = orbit("session", *AS_OF, "--rep", ANA, "--html", page, "--ics", holds, "--json")

    assert said.json["team"] is None
    assert "Dana Wu" in page.read_text(encoding="utf-8")
    assert holds.read_bytes().count(b"BEGIN:VEVENT\r\n") == 2


def test_a_file_that_cannot_be_written_is_told(orbit: Orbit, tmp_path: Path) -> None:
    said = orbit("session", *AS_OF, "--html", tmp_path / "missing" / "sheet.html")

    assert said.code == 2
    assert "Cannot write" in said.err


def test_a_session_of_a_month_that_is_over_is_refused(orbit: Orbit) -> None:
    said = orbit("session", *AS_OF, "--month", "2026-10")

    assert said.code == 2
    assert "--as-of" in said.err


def test_the_commitments_of_the_session_are_those_of_the_log(orbit: Orbit, answered: None) -> None:
    said = orbit("session", *AS_OF)

    assert "Donate 200 USD" in said.out
    assert "Nobody to ask yet" in said.out
