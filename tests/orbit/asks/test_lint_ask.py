"""What lint tells of an ask: where, why and how to mend it, whatever alphabet, and however long the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.lint.read import LintFinding, LintReport, lint_ask, places
from orbit.asks.lint.rules import RULES
from orbit.policy import LintName, load_policy
from tests.orbit.asks.directory import FakeDirectory
from tests.orbit.asks.packets import POLICY

ASK = (
    "Hi Kim, would you introduce me to Dana Wu, VP Sales at Snowpeak? They just posted three AE roles. {}"
    " If Dana is happy with what she has, please disregard."
)
LONG = 200_000
ENDLESS = {
    "stops": "." * LONG + "x",
    "stops and blanks": ". " * (LONG // 2),
    "initials": "a. " * (LONG // 3),
    "names": "Aa " * (LONG // 3),
    "asked names": "to Dana Wu at Snowpeak " * (LONG // 23),
    "beginnings of phrases": "do you know " * (LONG // 12),
    "phrases": "do you know anyone " * (LONG // 19),
    "brackets": "[" * LONG,
    "open brackets": "[aaaa " * (LONG // 6),
    "braces": "{{" * (LONG // 2),
    "underscores": "_" * LONG,
    "signs": "-" * LONG,
    "at signs": "a@" * (LONG // 2),
    "domains": "a.b" * (LONG // 3),
    "lines": "\n" * LONG,
    "rulers": "---\n" * (LONG // 4),
    "copies": "cc: a@b.example\n" * (LONG // 16),
    "invisible": "\u200b" * LONG,
    "letters of many letters": "\ufdfa" * (LONG // 20),
    "greetings": "hi " * (LONG // 3),
    "one word": "x" * LONG,
}


def wide(text: str) -> str:
    """Write a text in the wide letters of East Asian keyboards."""
    return "".join(char if char == " " else chr(ord(char) + 0xFEE0) for char in text)


def report(text: str) -> LintReport:
    return lint_ask(text, FakeDirectory(), POLICY)


def finding(line: str) -> LintFinding:
    """The one finding in an ask that is right but for a line."""
    [found] = report(ASK.format(line)).findings
    return found


def test_a_finding_shows_the_words_where_they_stand() -> None:
    text = ASK.format("Keep us in mind.")

    found = finding("Keep us in mind.")

    assert text[found.part.start : found.part.end] == found.words == "Keep us in mind"
    assert found.numbers == (1, 37)


@pytest.mark.parametrize(
    "line", ["Do you know any\u200bone?", "Do\u00a0you know\u00a0anyone?", wide("Do you know anyone?")]
)
def test_places_are_those_of_the_text_as_it_was_given(line: str) -> None:
    text = ASK.format(line)

    found = finding(line)

    assert text[found.part.start : found.part.end].strip() in line
    assert found.rule == "anyone_interested"


def test_line_and_column_count_from_one() -> None:
    text = "Subject: Dana\n\nHi Kim,\n\nwho do you know?"

    [found] = [one for one in report(text).findings if one.rule == "who_do_you_know"]

    assert places(text, found.part) == (5, 1)


def test_the_better_sentence_names_the_person_and_the_company_of_the_ask() -> None:
    assert finding("Do you know anyone?").mend == "Write instead: “Would you introduce me to Dana Wu at Snowpeak?”"


def test_an_unknown_name_gets_the_nearest_ones() -> None:
    [found] = report(ASK.format("").replace("Dana Wu", "Dana Wuu")).findings

    assert (found.rule, found.words, found.mend) == ("unknown_person", "Dana Wuu", "Did you mean Dana Wu?")


def test_where_nobody_is_named_the_likeliest_person_there_is_proposed() -> None:
    [found] = report(ASK.format("").replace("Dana Wu", "the boss")).findings

    assert found.rule == "no_person"
    assert "for example: “Would you introduce me to Dana Wu at Snowpeak?”" in found.mend


def test_advice_alone_holds_nothing_back() -> None:
    told = report(ASK.format("").replace("VP Sales ", ""))

    assert [one.rule for one in told.findings] == ["no_title"]
    assert told.is_clean


def test_other_languages_are_told_and_their_phrases_left_alone() -> None:
    told = report(
        "Kennst du jemanden, der bei Snowpeak arbeitet und Interesse haben könnte? Hier der Link: calendly.com/a"
    )

    assert not told.is_english
    assert {one.rule for one in told.findings} == {"no_person", "calendar_link"}
    assert {"anyone_interested", "no_disqualifier"} <= set(told.unchecked)


def test_a_workspace_turns_rules_off_and_adds_phrases() -> None:
    own = load_policy("[lint]\noff = ['no_disqualifier']\nown_phrases = ['circle back']")
    text = ASK.format("Let us circle back.").replace("If Dana is happy with what she has, please disregard.", "")

    told = lint_ask(text, FakeDirectory(), own)

    assert [one.words for one in told.findings] == ["circle back"]
    assert told.unchecked == ("no_disqualifier",)


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_a_text_of_any_length_is_read_to_its_end(text: str) -> None:
    told = report(text)

    assert len(told.findings) <= 20 * len(LintName)
    assert all(one.part.end <= len(text) for one in told.findings)


@given(st.text(max_size=300))
def test_every_text_is_read_and_every_place_lies_in_it(text: str) -> None:
    for one in report(text).findings:
        assert 0 <= one.part.start <= max(one.part.end, len(text))
        assert one.why
        assert one.mend


@given(st.sampled_from(["Keep us in mind.", "Who do you know?", "We could use your help."]), st.data())
def test_invisible_letters_hide_nothing(line: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(line)))
    hidden = data.draw(st.sampled_from(["\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060"]))

    assert finding(line[:place] + hidden + line[place:]).rule == finding(line).rule


def test_each_rule_has_a_number_a_reason_and_a_better_sentence() -> None:
    assert set(RULES) == set(LintName)
    assert all(rule.numbers and rule.why and rule.mend for rule in RULES.values())


def test_the_length_is_measured_by_the_policy() -> None:
    hasty = replace(POLICY, packet=replace(POLICY.packet, forward_seconds=5))

    told = lint_ask(ASK.format(""), FakeDirectory(), hasty)

    assert [one.rule for one in told.findings] == ["too_long"]
    assert told.findings[0].why.startswith("It has 29 words; 20 can be read in 5 seconds.")
