"""Asking: the answer on stdout, the rest on stderr, the exit code for programs."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.cli.weekfile import write_week_csv
from api.presenter import PathsRequest, Presenter
from api.rendering import to_json
from api.workspace import Workspace
from orbit.model import Company, Person
from orbit.settings import read_settings
from tests.api.cli.conftest import Orbit
from tests.api.presenter.story import STORY, tell
from tests.factories import DAY

AS_OF = ("--as-of", DAY.isoformat())


@pytest.fixture(scope="module")
def presenter(demo: Any) -> Presenter:
    return Presenter(demo)


@pytest.fixture(scope="module")
def account(presenter: Presenter) -> dict[str, Any]:
    """The hottest account of the fictional company."""
    item: dict[str, Any] = presenter.accounts(as_of=DAY, limit=1, cursor=None)["items"][0]
    return item


@pytest.fixture
def ask(orbit: Orbit, demo_home: Path) -> Orbit:
    """The command in the fictional company's workspace."""
    return lambda *words: orbit(*words, "--home", demo_home)


def test_paths_as_json_are_the_presenters_bytes_and_nothing_else(
    ask: Orbit, presenter: Presenter, account: dict[str, Any]
) -> None:
    said = ask("paths", account["domain"], "--json", *AS_OF)

    request = PathsRequest(requester=None, title=None, limit=10, as_of=DAY)
    assert (said.code, said.err) == (0, "")
    assert said.out.encode() == to_json(presenter.paths(account["domain"], request))


def test_running_twice_gives_the_same_bytes(ask: Orbit, account: dict[str, Any]) -> None:
    assert ask("paths", account["domain"], "--json", *AS_OF) == ask("paths", account["domain"], "--json", *AS_OF)


def test_paths_are_shown_with_people_reasons_and_evidence(ask: Orbit, account: dict[str, Any]) -> None:
    said = ask("paths", account["domain"], "--limit", "2", *AS_OF)

    (first, *_) = ask("paths", account["domain"], "--json", *AS_OF).json["paths"]
    told = " ".join(said.out.split())
    assert said.code == 0
    assert account["name"] in told
    assert " → ".join(person["name"] for person in first["people"]) in told
    assert first["verdict"]["reasons"][0] in told
    assert "weakest" in told


def test_options_narrow_the_answer(ask: Orbit, account: dict[str, Any], presenter: Presenter) -> None:
    rep = presenter.week(rep=None, as_of=DAY)["reps"][-1]["rep"]

    words = ("--limit", "1", "--title", "a", "--requester", rep["email"])
    answer = ask("paths", account["domain"], "--json", *words, *AS_OF).json

    assert answer["requester"]["name"] == rep["name"]
    assert len(answer["paths"]) == 1
    assert "a" in answer["paths"][0]["people"][-1]["title"].casefold()


def test_an_unknown_account_fails_with_the_three_nearest(ask: Orbit, account: dict[str, Any]) -> None:
    said = ask("paths", f"{account['name']} Qx", "--json", *AS_OF)

    assert (said.code, said.out) == (1, "")
    assert f"did you mean: {account['name']} ({account['domain']})" in said.err
    assert said.err.count("did you mean") == 3


@pytest.mark.parametrize(
    "words",
    [
        ["--limit", "0"],
        ["--limit", "many"],
        ["--as-of", "yesterday"],
        ["--as-of", "2026-13-01"],
        ["--diff", "lately"],
        ["--diff", "2026-11-21", "--as-of", "2026-11-21"],
        ["--function", "juggling"],
        ["--seniority", "chef"],
        ["--circle", "friends"],
        ["--frobnicate"],
    ],
)
def test_a_wrong_option_is_a_usage_error(ask: Orbit, account: dict[str, Any], words: list[str]) -> None:
    said = ask("paths", account["domain"], *words)

    assert (said.code, said.out) == (2, "")
    assert said.err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(ask: Orbit, account: dict[str, Any], day: str) -> None:
    for words in (["paths", account["domain"]], ["week"], ["champions"]):
        assert ask(*words, "--as-of", day).code == 0


def test_an_account_without_path_says_what_would_create_one(ask: Orbit, account: dict[str, Any]) -> None:
    said = ask("paths", account["domain"], "--as-of", "2001-01-01")

    assert said.code == 0
    assert "No verified path yet." in said.out
    assert "What adds most to the chance of a path worth asking for:" in said.out


def test_the_week_as_json_is_the_presenters_bytes(ask: Orbit, presenter: Presenter) -> None:
    said = ask("week", "--json", *AS_OF)

    assert said.out.encode() == to_json(presenter.week(rep=None, as_of=DAY))


def test_the_week_shows_each_ask_with_its_words(ask: Orbit, presenter: Presenter) -> None:
    (rep, *_) = presenter.week(rep=None, as_of=DAY)["reps"]

    told = " ".join(ask("week", "--rep", rep["rep"]["email"], *AS_OF).out.split())

    for one in rep["asks"]:
        assert f"Ask {one['connector']['name']} for {one['target']['name']}" in told
        assert one["packet"]["blurb"] in told


def test_the_week_says_what_took_the_place_of_a_good_path(ask: Orbit, presenter: Presenter) -> None:
    held = [one for rep in presenter.week(rep=None, as_of=DAY)["reps"] for one in rep["held"] if one["instead"]]

    told = " ".join(ask("week", *AS_OF).out.split())

    assert held[0]["reason"] in told
    assert "Introductions to expect from all of these asks:" in told


def test_a_question_to_the_week_is_answered_below_it(ask: Orbit, presenter: Presenter) -> None:
    change = presenter.week(rep=None, as_of=DAY, what_if=("max_open=3",))["what_if"]

    told = " ".join(ask("week", "--what-if", "max_open=3", "--what-if", "slots", *AS_OF).out.split())

    assert "What if load.max_open: 3 instead of 2" in told
    assert f"{change['introductions']:.3f} instead of {change['introductions_before']:.3f}" in told
    assert all(f"{one['connector']} for {one['target']} at {one['account']}" in told for one in change["added"])
    assert "One more slot" in told


def test_a_question_that_the_week_does_not_know_is_a_wrong_call(ask: Orbit) -> None:
    said = ask("week", "--what-if", "luck=3", *AS_OF)

    assert said.code == 2
    assert "knows no limit called 'luck'" in said.err


def test_an_unknown_rep_fails_with_those_there_are(ask: Orbit) -> None:
    said = ask("week", "--rep", "nobody@tidewell.example", *AS_OF)

    assert said.code == 1
    assert "did you mean" in said.err


def test_champions_are_listed(ask: Orbit, presenter: Presenter) -> None:
    items = presenter.champions(rep=None, as_of=DAY)["items"]

    said = ask("champions", "--json", *AS_OF)

    assert said.json["items"] == items
    assert ask("champions", *AS_OF).code == 0


@pytest.mark.parametrize("words", [["paths", "snowpeak.example"], ["week"], ["champions"], ["paths", "nowhere"]])
def test_nothing_from_a_file_commands_the_terminal(orbit: Orbit, home: Path, words: list[str]) -> None:
    hostile = "[/red]\x1b[31m\x9b\u202e\x07"
    items = [replace(item, name=item.name + hostile) if isinstance(item, Person | Company) else item for item in STORY]
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        tell(workspace, *items)

    said = orbit(*words, *AS_OF)

    assert "[/red][31m" in said.out + said.err
    assert set(said.out + said.err).isdisjoint("\x1b\x9b\u202e\x07")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_week_as_a_file_has_a_row_per_ask(ask: Orbit, presenter: Presenter, tmp_path: Path) -> None:
    said = ask("week", "--csv", tmp_path / "asks.csv", "--json", *AS_OF)

    asks = [one for rep in said.json["reps"] for one in rep["asks"]]
    table = rows(tmp_path / "asks.csv")
    assert [row["target"] for row in table] == [one["target"]["name"] for one in asks]
    assert [row["email_body"] for row in table] == [one["packet"]["email"]["body"] for one in asks]
    assert f"{len(asks)} asks written to" in said.err


def test_a_file_that_cannot_be_written_is_named(ask: Orbit, tmp_path: Path) -> None:
    said = ask("week", "--csv", tmp_path / "nowhere" / "asks.csv", *AS_OF)

    assert said.code == 2
    assert "asks.csv" in said.err


def test_no_cell_of_the_file_runs_as_a_formula(presenter: Presenter, tmp_path: Path) -> None:
    week = presenter.week(rep=None, as_of=DAY)
    ask = week["reps"][0]["asks"][0]
    hostile = {
        "connector": {"name": "=cmd()"},
        "target": {"name": "+1", "title": "@x"},
        "account": {"name": " =2", "domain": "-3"},
    }
    week = week | {"reps": [week["reps"][0] | {"asks": [ask | hostile]}]}

    write_week_csv(tmp_path / "asks.csv", week)

    (row,) = rows(tmp_path / "asks.csv")
    told = [row[name] for name in ("connector", "target", "target_title", "account", "account_domain")]
    assert told == ["'=cmd()", "'+1", "'@x", "' =2", "'-3"]


def test_an_answer_keeps_quotes_and_line_ends_in_its_cells(ask: Orbit, tmp_path: Path) -> None:
    ask("week", "--csv", tmp_path / "asks.csv", *AS_OF)

    raw = (tmp_path / "asks.csv").read_bytes()

    assert raw.startswith(b"\xef\xbb\xbf")
    assert all("\n" in row["email_body"] for row in rows(tmp_path / "asks.csv"))
