"""The program that may reword a packet: off by default, and not believed."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from api.rewriting import Reworded, reworded
from orbit.asks.packet.write import names_of
from orbit.policy import load_policy
from tests.orbit.asks.packets import POLICY, facts, packet

CHANGE = "import json, sys; packet = json.load(sys.stdin); packet['voice'] = {!r}; print(json.dumps(packet))"


def by(program: str, *, seconds: float = 20.0) -> Reworded:
    """Let a Python program reword the plain packet."""
    policy = replace(POLICY.packet, rewrite_command=(sys.executable, "-c", program), rewrite_seconds=seconds)
    return reworded(packet(), names_of(facts()), policy)


def test_without_a_program_nothing_is_reworded() -> None:
    told = reworded(packet(), names_of(facts()), POLICY.packet)

    assert told == Reworded(packet(), "no program is named in packet.rewrite_command")


def test_words_that_say_nothing_new_are_taken() -> None:
    told = by(CHANGE.format("Hi Dana, we work with Northwind at Fjordline, and I would recommend them."))

    assert told.refused is None
    assert told.packet.voice.startswith("Hi Dana, we work with Northwind")
    assert told.packet.clauses == packet().clauses


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        (CHANGE.format("Hi Dana, Peter likes Northwind."), "wrote “Peter”, which no fact supports"),
        (CHANGE.format("Hi Dana, keep us in mind."), "break a rule"),
        (CHANGE.format(3), "voice is no text"),
        ("print('hello')", "no JSON"),
        ("print('[]')", "no JSON object"),
        ("raise SystemExit(3)", "exit code 3"),
        ("print('x' * 70_000)", "too long"),
    ],
)
def test_anything_else_leaves_the_packet_as_it_was_and_says_why(program: str, reason: str) -> None:
    told = by(program)

    assert told.packet == packet()
    assert reason in (told.refused or "")


def test_a_program_that_takes_too_long_is_stopped() -> None:
    assert by("import time; time.sleep(60)", seconds=0.2).refused == "the program took longer than 0.2 seconds"


def test_a_program_that_is_not_there_is_told() -> None:
    policy = replace(POLICY.packet, rewrite_command=("no-such-program",))

    assert "cannot be run" in (reworded(packet(), names_of(facts()), policy).refused or "")


def test_no_program_is_shipped() -> None:
    assert load_policy().packet.rewrite_command == ()
