"""What no ask says is found however it is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.lint.forbidden import Offence, offences

PHRASES = {
    "do you know anyone": "anyone_interested",
    "whom do you know": "who_do_you_know",
    "pick your brain": "pick_your_brain",
    "my team has asked me to write": "told_to_ask",
    "calendly": "calendar_link",
    "attached": "attachment",
    "our slide deck": "attachment",
    "offer.pdf": "attachment",
    "bcc my boss": "copied_colleague",
    "looping in my manager": "copied_colleague",
    "{{ name }}": "placeholder",
    "[first name]": "placeholder",
    "xxx": "placeholder",
    "____": "placeholder",
    "......": "placeholder",
    "lorem ipsum": "placeholder",
}
# Whatever stands around it but for "no" and persons, which may turn its sense.
AROUND = st.text("abc äß,;\n", max_size=20)


def odd(char: str) -> str:
    """Write a letter as another one that counts as the same where case does not matter."""
    return {"i": "\u0131", "s": "\u017f", "k": "\u212a"}.get(char, char)


def rules(text: str) -> list[str]:
    return [offence.rule for offence in offences(text)]


@given(st.sampled_from(sorted(PHRASES)), AROUND, AROUND)
def test_a_phrase_is_found_wherever_it_stands(phrase: str, before: str, after: str) -> None:
    assert PHRASES[phrase] in rules(f"{before} {phrase} {after}")


@given(st.sampled_from(sorted(PHRASES)), st.lists(st.sampled_from([str, str.upper, odd]), min_size=30, max_size=30))
def test_capitals_and_letters_that_stand_for_others_hide_nothing(phrase: str, ways: list[Callable[[str], str]]) -> None:
    written = "".join(way(char) for way, char in zip(ways, phrase, strict=False))

    assert PHRASES[phrase] in rules(written)


def test_the_words_are_told_as_they_stand() -> None:
    assert list(offences("Do you KNOW Anyone there?")) == [Offence("anyone_interested", "KNOW Anyone")]


@pytest.mark.parametrize(
    "text", ["", "Acme attaches no strings.", "A decker of cards", "x_y", "He knows Anna.", "No. 12"]
)
def test_what_only_resembles_one_is_fine(text: str) -> None:
    assert rules(text) == []
