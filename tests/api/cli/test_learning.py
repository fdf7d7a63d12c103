"""`orbit learn`, `orbit questions` and `orbit confirm` at the command line."""

from __future__ import annotations

from pathlib import Path

from tests.api.cli.conftest import Orbit

NOBODY = ("--as-of", "2026-11-21")


def test_learning_from_nothing_says_what_to_do(orbit: Orbit, demo_copy: Path) -> None:
    said = orbit("learn", *NOBODY)

    assert said.code == 0
    assert "Log answers with: orbit ask outcome" in said.err
    assert not (demo_copy / "learned.toml").exists()


def test_what_was_learned_can_be_forgotten(orbit: Orbit, demo_copy: Path) -> None:
    (demo_copy / "learned.toml").write_text("[willing]\nteam = { value = 0.1 }\n", encoding="utf-8")

    said = orbit("learn", "--forget")

    assert said.code == 0
    assert not (demo_copy / "learned.toml").exists()


def test_a_question_is_answered_with_the_command_that_it_shows(orbit: Orbit, demo_copy: Path) -> None:
    first = orbit("questions", "--json", *NOBODY).json["questions"][0]
    shown = orbit("questions", *NOBODY).out
    command = f"orbit confirm {first['one']['id']} {first['other']['id']} --yes"

    said = orbit(*command.split()[1:], "--by", "ana@tidewell.example", *NOBODY)

    assert command in shown
    assert said.code == 0
    assert "know each other" in said.err
    assert first["one"]["id"] not in [
        one["one"]["id"]
        for one in orbit("questions", "--json", *NOBODY).json["questions"]
        if one["other"] == first["other"]
    ]


def test_an_answer_must_be_one_of_three(orbit: Orbit, demo_copy: Path) -> None:
    said = orbit("confirm", "a", "b", "--yes", "--no")

    assert said.code == 2
