"""Patterns: what each sign of them means, and what stands in their way."""

from __future__ import annotations

import pytest

from orbit.asks.lint.grammar import Grammar, Guard, Phrase, forms
from orbit.asks.lint.plain import words_of

KINDS = {"KNOW": forms("know"), "ANYONE": frozenset({"anyone", "someone"})}


def found(pattern: str, text: str, *guards: Guard) -> list[str]:
    """The stretches of a text that a pattern finds."""
    grammar = Grammar([Phrase("rule", pattern, guards)], KINDS, frozenset())
    return [text[hit.start : hit.end] for hit in grammar.hits(list(words_of(text)))]


@pytest.mark.parametrize(
    ("pattern", "text", "hits"),
    [
        ("KNOW ANYONE", "Do you know anyone?", ["know anyone"]),
        ("KNOW ANYONE", "Knowing someone helps.", ["Knowing someone"]),
        ("KNOW ANYONE", "I know. Anyone else?", []),
        ("KNOW ANYONE", "Do you know of anyone?", []),
        ("KNOW of? ANYONE", "Do you know of anyone? You know someone.", ["know of anyone", "know someone"]),
        ("KNOW ~2 ANYONE", "You know not quite anyone, know this that the anyone.", ["know not quite anyone"]),
        ("a|b c", "a c, b c, a b", ["a c", "b c"]),
        ("we are here", "We’re here", ["We’re here"]),
    ],
)
def test_a_pattern_finds_its_words_in_order(pattern: str, text: str, hits: list[str]) -> None:
    assert found(pattern, text) == hits


@pytest.mark.parametrize(
    ("guard", "yes", "no"),
    [
        (Guard.ASKED, "Do you know anyone", "I know anyone"),
        (Guard.OUR_OWN, "You know anyone", "You do not know anyone"),
        (Guard.COMMAND, "Please know anyone", "Teams know anyone"),
        (Guard.OPENING, "So know anyone", "The best teams we have know anyone"),
        (Guard.OF_OTHERS, "You know anyone", "You know you anyone"),
    ],
)
def test_a_guard_keeps_the_same_words_in_another_sense(guard: Guard, yes: str, no: str) -> None:
    assert found("KNOW ~1 ANYONE", yes, guard)
    assert not found("KNOW ~1 ANYONE", no, guard)
