"""`orbit champions`: read at a terminal, and taken into a calendar."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.presenter import Presenter
from api.workspace import Workspace
from tests.api.cli.conftest import Orbit
from tests.api.icalendar import read_calendar
from tests.factories import DAY

AS_OF = ("--as-of", DAY.isoformat())


@pytest.fixture
def ask(orbit: Orbit, demo_home: Path) -> Orbit:
    """The command in the fictional company's workspace, asked for the champions of one rep."""
    rep = orbit("champions", "--json", *AS_OF, "--home", demo_home).json["items"][0]["owner"]
    return lambda *words: orbit("champions", "--rep", rep, *AS_OF, *words, "--home", demo_home)


def test_each_champion_is_shown_with_window_names_and_what_stands_in_the_way(ask: Orbit) -> None:
    items = ask("--json").json["items"]

    said = ask("--all")

    assert max(len(line.rstrip()) for line in said.out.splitlines()) <= 80
    assert all(item["person"]["name"] in said.out for item in items)
    assert all(f"window: {item['window']['opens_on']}" in said.out for item in items if item["window"])
    assert "to open (" in said.out
    assert "Missing layers at" in said.out


def test_without_all_of_them_those_far_from_being_asked_are_only_counted(ask: Orbit) -> None:
    items = {item["person"]["name"]: item["verdict"]["status"] for item in ask("--json").json["items"]}

    said = ask().out

    assert all(name in said for name, status in items.items() if status != "blocked")
    assert "will not be free within 30 days: see them with --all" in said
    assert len(said) < len(ask("--all").out)


def test_the_calendar_file_holds_every_window(ask: Orbit, tmp_path: Path, demo: Workspace) -> None:
    file = tmp_path / "windows.ics"

    said = ask("--json", "--ics", file)

    windows = [item for item in said.json["items"] if item["window"]]
    assert len(read_calendar(file.read_bytes())) == len(windows) > 0
    assert f"{len(windows)} windows written to {file}" in said.err


def test_asking_twice_writes_the_same_file(ask: Orbit, tmp_path: Path) -> None:
    for name in ("one.ics", "two.ics"):
        ask("--ics", tmp_path / name)

    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()


def test_a_file_that_cannot_be_written_is_told(ask: Orbit, tmp_path: Path) -> None:
    said = ask("--ics", tmp_path / "nowhere" / "windows.ics")

    assert said.code == 2
    assert "Name a file in a folder that is there." in said.err


def test_every_suggestion_of_the_fictional_company_is_a_way_over_that_champion(demo: Workspace) -> None:
    items = Presenter(demo).champions(rep=None, as_of=DAY)["items"]

    named = [item for item in items if item["suggested"]]
    assert named
    for item in named:
        people = [one["target"]["id"] for one in item["suggested"]]
        assert len(set(people)) == len(people) <= 3
        assert item["person"]["id"] not in people
