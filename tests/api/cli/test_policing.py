"""`orbit policy`: what is in force, what is wrong, what is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from orbit.policy import load_policy
from tests.api.cli.conftest import Orbit, written


@pytest.fixture
def own(home: Path) -> Path:
    """Return the folder of a workspace with values of its own."""
    home.mkdir()
    written(home, "policy.toml", "[gate]\nmin_nps = 8\ncsat_days = 5\n")
    return home


def test_every_value_is_shown_within_80_columns(orbit: Orbit) -> None:
    said = orbit("policy", "show")

    assert said.code == 0
    assert max(len(line) for line in said.out.splitlines()) <= 80
    assert "  max_open = 2\n      open asks per connector, all reps together\n" in said.out
    assert load_policy().digest in said.err


def test_a_section_is_shown_alone(orbit: Orbit) -> None:
    said = orbit("policy", "show", "load", "--json")

    assert {value["section"] for value in said.json["values"]} == {"load"}
    assert said.json["policy"] == load_policy().digest


def test_a_value_of_the_workspace_is_shown_as_such(orbit: Orbit, own: Path) -> None:
    [value] = [one for one in orbit("policy", "show", "gate", "--json").json["values"] if one["key"] == "min_nps"]

    assert (value["value"], value["shipped"], value["set_by"], value["line"]) == (8, 9, "workspace", 2)
    assert "set by: workspace; shipped: 9" in orbit("policy", "show", "gate").out


def test_a_value_that_was_learned_is_shown_as_such(orbit: Orbit, home: Path) -> None:
    home.mkdir()
    written(home, "learned.toml", "[willing]\nteam = { value = 0.7 }\n")

    assert "set by: learned; shipped: 0.8" in orbit("policy", "show", "willing").out


def test_an_unknown_section_names_those_there_are(orbit: Orbit) -> None:
    said = orbit("policy", "show", "gats")

    assert said.code == 2
    assert "gate, load" in said.err


def test_a_sound_policy_passes(orbit: Orbit, own: Path) -> None:
    said = orbit("policy", "check")

    assert (said.code, said.out) == (0, "")
    assert "2 values, all in order" in said.err


def test_each_problem_of_a_policy_is_told_with_its_line(orbit: Orbit, tmp_path: Path) -> None:
    file = written(tmp_path, "new.toml", "[gate]\nmin_npss = 8\nclosed_won_from_day = 20\n")

    said = orbit("policy", "check", file)

    first, second = said.out.splitlines()
    assert said.code == 1
    assert first.startswith("new.toml:2: gate.min_npss is not known; did you mean gate.min_nps? ")
    assert second.startswith("new.toml:3: gate.closed_won_to_day: must not come before gate.closed_won_from_day. ")


def test_problems_are_there_for_programs_too(orbit: Orbit, tmp_path: Path) -> None:
    said = orbit("policy", "check", written(tmp_path, "new.toml", "[strength]\nmail_cap = 3\n"), "--json")

    [problem] = said.json["problems"]
    assert (said.code, problem["line"], problem["text"]) == (1, 2, "strength.mail_cap: must be 0 to 1, got 3.0")


def test_a_workspace_without_a_policy_uses_the_shipped_one(orbit: Orbit) -> None:
    said = orbit("policy", "check")

    assert said.code == 0
    assert "the shipped values are in force" in said.err


def test_what_a_policy_changes_is_said_in_words(orbit: Orbit, own: Path) -> None:
    said = orbit("policy", "diff")

    assert "gate.min_nps: 9 -> 8 (line 2)\n" in said.out
    assert "    More champions have earned the ask by their NPS answer.\n" in said.out
    assert "gate.csat_days: 5 (line 3)\n" in said.out
    assert "the line changes nothing" in said.out


def test_changes_are_there_for_programs_too(orbit: Orbit, own: Path) -> None:
    changes = orbit("policy", "diff", "--json").json["changes"]

    assert [(one["key"], one["value"], one["shipped"]) for one in changes] == [("min_nps", 8, 9), ("csat_days", 5, 5)]
    assert all(one["effect"] for one in changes)


def test_a_shipped_policy_differs_in_nothing(orbit: Orbit) -> None:
    said = orbit("policy", "diff")

    assert (said.code, said.out) == (0, "")
    assert "Nothing differs" in said.err


@pytest.mark.parametrize("verb", ["show", "diff"])
def test_a_policy_that_is_wrong_is_not_shown(orbit: Orbit, home: Path, verb: str) -> None:
    home.mkdir()
    written(home, "policy.toml", "[gate]\nmin_nps = 11\n")

    said = orbit("policy", verb)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("policy.toml:2: gate.min_nps: answers go from 0 to 10, got 11. Mend it")


def test_a_file_that_is_not_there_is_told(orbit: Orbit, tmp_path: Path) -> None:
    said = orbit("policy", "check", tmp_path / "none.toml")

    assert said.code == 2
    assert "There is no file" in said.err


def test_a_file_that_is_no_text_is_told(orbit: Orbit, tmp_path: Path) -> None:
    file = tmp_path / "odd.toml"
    file.write_bytes(b"\xff\xfe[gate]")

    said = orbit("policy", "check", file)

    assert said.code == 1
    assert "Save it as UTF-8" in said.err
