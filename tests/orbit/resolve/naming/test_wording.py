"""Why a name means a company, in words that say what the two share and lack."""

from __future__ import annotations

import pytest

from orbit.resolve.naming import Entry, Matcher, name_index, shipped_weights
from orbit.resolve.naming.matching import START
from orbit.resolve.naming.wording import Ground, in_words

KNOWN = [
    Entry("0", "Snowpeak Software GmbH", country="Germany", domains=("snowpeak.example",)),
    Entry("1", "Quartzloop Power Systems", domains=("qps.example",)),
    Entry("2", "Hollow Ridge Media", country="France"),
]


def told(name: str, country: str = "") -> dict[Ground, str]:
    matcher = Matcher(name_index(KNOWN), shipped_weights())
    [candidate] = matcher.top(name, country, n=1).candidates
    return {ground: reason.text for ground, reason in in_words(matcher, name, candidate)}


def test_the_same_name_is_told_as_such() -> None:
    assert told("Snowpeak Software, Inc.")[Ground.WORDS] == "the same name, “snowpeak software”"


def test_shared_words_and_words_of_one_alone_are_named() -> None:
    assert told("Snowpeak Analytics")[Ground.WORDS] == ("both say “snowpeak”; only one says “analytics” and “software”")


def test_a_misspelt_word_is_named_with_the_right_one() -> None:
    assert told("Quartzlop Power Systems")[Ground.WORDS] == (
        "both say “power” and “systems”; “quartzlop” is nearly “quartzloop”"
    )


def test_words_in_another_order_are_the_same_words() -> None:
    assert told("Software Snowpeak")[Ground.WORDS] == "the same words in another order"


@pytest.mark.parametrize(("country", "text"), [("Germany", "the same country"), ("France", "another country")])
def test_countries_are_compared_where_both_are_known(country: str, text: str) -> None:
    assert told("Snowpeak Software", country)[Ground.PLACE] == text


def test_the_words_weigh_as_much_as_the_numbers_behind_them() -> None:
    matcher = Matcher(name_index(KNOWN), shipped_weights())
    [candidate] = matcher.top("Snowpeak Analytics AG", n=1).candidates

    words = in_words(matcher, "Snowpeak Analytics AG", candidate)

    at_first_sight = sum(reason.bits for reason in candidate.reasons if reason.text == START)
    assert sum(reason.bits for _, reason in words) + at_first_sight == pytest.approx(candidate.bits)
    assert [abs(reason.bits) for _, reason in words] == sorted((abs(reason.bits) for _, reason in words), reverse=True)
