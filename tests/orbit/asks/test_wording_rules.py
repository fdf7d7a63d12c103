"""The rules of the playbook on the words of an ask, one by one, each with its words and with others of that sense."""

from __future__ import annotations

import pytest

from orbit.asks.lint.read import lint_ask
from orbit.asks.sentences import sentences, word_count
from orbit.model import Circle
from tests.orbit.asks.directory import FakeDirectory
from tests.orbit.asks.packets import POLICY, packet

REQUEST = "Hi Kim, would you introduce me to Dana Wu, VP Sales at Snowpeak?"
WHY = "They just posted three AE roles."
OUT = "If Dana is happy with what she has, please disregard."


def found(*parts: str) -> dict[str, tuple[int, ...]]:
    """The rules that an ask breaks, with their numbers."""
    report = lint_ask(" ".join(parts), FakeDirectory(), POLICY)
    return {finding.rule: finding.numbers for finding in report.findings}


def numbers(line: str) -> set[int]:
    """The numbers of the rules that a line breaks in an ask that is right otherwise."""
    return {number for of_rule in found(REQUEST, WHY, line, OUT).values() for number in of_rule}


def test_an_ask_that_keeps_every_rule_is_clean() -> None:
    assert found(REQUEST, WHY, OUT) == {}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Dana Wu", "the boss", "no_person"),
        ("Dana Wu", "Dana Wuu", "unknown_person"),
        ("Dana Wu", "Dana Wu and Lena Ho", "several_people"),
        (" at Snowpeak", "", "no_company"),
        ("Snowpeak", "Snowpaek", "unknown_company"),
        ("Snowpeak", "Snowpeak or Glacier", "several_companies"),
    ],
)
def test_rule_1_an_ask_names_one_person_at_one_company(old: str, new: str, rule: str) -> None:
    broken = found(REQUEST.replace(old, new), WHY, OUT)

    assert list(broken) == [rule]
    assert 1 in broken[rule]


def test_rule_2_an_ask_can_be_answered_with_yes_or_no() -> None:
    assert found("Hi Kim, Dana Wu is VP Sales at Snowpeak.", WHY, OUT) == {"no_request": (2,)}


def test_rule_2_two_favours_are_two_asks() -> None:
    assert numbers("Would you also write us a review?") == {1, 2}


def test_rule_3_the_title_and_the_reason_why_now_are_advised() -> None:
    assert found(REQUEST.replace("VP Sales ", ""), WHY, OUT) == {"no_title": (3,)}
    assert found(REQUEST, "We halve ramp time.", OUT) == {"no_timing": (3,)}


def test_rule_3_a_packet_tells_title_and_reason() -> None:
    assert "Snowpeak just posted an Account Executive role, so Dana Wu, VP Sales," in packet().blurb


def test_rule_4_the_blurb_has_two_sentences() -> None:
    assert sentences(packet().blurb) == 2
    assert found(REQUEST, WHY, "We halve ramp time. It works anywhere.", OUT) == {"blurb_sentences": (4,)}


def test_rule_5_an_ask_is_read_within_30_seconds() -> None:
    assert found(REQUEST, WHY, "We halve it" + ", in one place and in another" * 20 + ".", OUT) == {"too_long": (5,)}
    assert word_count(packet().email.body) * 60 / POLICY.packet.words_per_minute <= POLICY.packet.forward_seconds


def test_rule_6_a_company_without_a_signal_is_not_asked_about() -> None:
    request = "Hi Kim, would you introduce me to Marie-Claire du Pont, VP Sales at Mossbank?"

    assert found(request, WHY, "If she is happy with what she has, please disregard.") == {"no_signal": (6,)}


@pytest.mark.parametrize("circle", list(Circle))
def test_rule_9_a_packet_has_a_paragraph_two_sentences_and_a_mail(circle: Circle) -> None:
    made = packet(circle=circle)

    assert made.voice.startswith("Hi Dana, ")
    assert made.blurb in made.email.body


def test_rule_9_no_gap_is_left_in() -> None:
    assert numbers("Dear [Name],") == {9}


def test_rule_10_one_sentence_lets_the_target_off() -> None:
    assert found(REQUEST, WHY) == {"no_disqualifier": (10,)}
    assert packet().disqualifier == "If Dana is happy with their current solution, please disregard."


@pytest.mark.parametrize("line", ["Book a time at calendly.com/ana.", "See our deck.", "More in info.pdf."])
def test_rule_11_no_deck_and_no_calendar_link(line: str) -> None:
    assert numbers(line) == {11}


def test_rule_12_nobody_copies_a_manager_or_sdr() -> None:
    copied = lint_ask(f"Cc: rob.stone@northwind.example\n\n{REQUEST} {WHY} {OUT}", FakeDirectory(), POLICY)

    assert numbers("I am looping in my manager.") == {12}
    assert [finding.numbers for finding in copied.findings] == [(12,)]
    assert packet().email.cc == ()


def test_rule_13_the_draft_is_promised_for_a_day() -> None:
    assert (
        "You will have the two sentences by 23 Nov 2026." in {step.name: step.text for step in packet().script}["yes"]
    )


def test_rule_14_the_script_asks_for_the_value_first_and_ends_with_yes_or_no() -> None:
    assert [step.name for step in packet().script] == ["value", "name", "forward", "pause", "yes", "no"]


@pytest.mark.parametrize(
    "line", ["Do you know anyone who might be interested?", "Might you know of somebody who would like it?"]
)
def test_rule_34_nobody_is_asked_whether_they_know_anyone_interested(line: str) -> None:
    assert 34 in numbers(line)


@pytest.mark.parametrize("line", ["We're trying to grow and could use your help.", "We hope to win more customers."])
def test_rule_35_an_ask_is_not_about_our_growth(line: str) -> None:
    assert 35 in numbers(line)


@pytest.mark.parametrize(
    "line", ["Just wanted to pick your brain about who you know.", "May I tap into your network a little?"]
)
def test_rule_36_no_brain_is_picked(line: str) -> None:
    assert 36 in numbers(line)


@pytest.mark.parametrize("line", ["No pressure, but if you ever have anyone...", "Do keep us in mind."])
def test_rule_37_an_ask_is_for_now(line: str) -> None:
    assert 37 in numbers(line)


@pytest.mark.parametrize(
    "line", ["Any chance you'd be willing to send something?", "Would you be open to sharing something?"]
)
def test_rule_38_nobody_begs(line: str) -> None:
    assert 38 in numbers(line)


@pytest.mark.parametrize("line", ["Our marketing team asked me to ask you.", "My boss wants us to reach out."])
def test_rule_39_an_ask_is_ones_own(line: str) -> None:
    assert 39 in numbers(line)


def test_rule_40_nor_for_anyone_else() -> None:
    assert 40 in numbers("Hey, do you know anyone else who might be interested in what we do?")


@pytest.mark.parametrize("line", ["Who do you know?", "Whom would you suggest?"])
def test_rule_41_nobody_is_asked_whom_they_know(line: str) -> None:
    assert 41 in numbers(line)


def test_rule_42_nor_for_anyone_who_might_benefit() -> None:
    assert 42 in numbers("Do you know anyone who might benefit from this?")
