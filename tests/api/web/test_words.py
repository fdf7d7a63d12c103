"""What readers see of codes, numbers and names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.web.words import (
    counted,
    day,
    heat_word,
    initials,
    mailto,
    month,
    name,
    opening,
    percent,
    plain,
    safe_link,
    spaced,
)


@given(st.text(max_size=400))
def test_a_shown_name_turns_nothing_around_and_stays_in_its_line(text: str) -> None:
    shown = plain(text)

    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert len(shown) <= 160
    assert not any(
        all(unicodedata.category(letter) == "Mn" for letter in shown[at : at + 4]) for at in range(len(shown) - 3)
    )


@given(st.text(alphabet="abcdefghij éü-'", max_size=100))
def test_an_ordinary_name_is_shown_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_a_name_that_is_markup_is_text() -> None:
    assert str(name("<b>Ida</b>")) == "<bdi>&lt;b&gt;Ida&lt;/b&gt;</bdi>"


def test_a_day_has_its_machine_form_beside_it() -> None:
    assert str(day("2026-11-21")) == '<time datetime="2026-11-21">21 Nov 2026</time>'
    assert str(day(None)) == ""


def test_a_month_or_a_year_is_written_as_far_as_it_is_known() -> None:
    assert str(month("2023-12")) == '<time datetime="2023-12">Dec 2023</time>'
    assert str(month("2023")) == '<time datetime="2023">2023</time>'
    assert str(month(None)) == ""


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0 %"), (0.004, "0.4 %"), (0.0099, "1.0 %"), (0.1166, "12 %"), (0.9961, "99.6 %"), (1.0, "100 %")],
)
def test_a_share_close_to_none_or_all_keeps_a_tenth(share: float, text: str) -> None:
    assert percent(share) == text


def test_a_verdict_says_from_and_until_when() -> None:
    told = str(opening({"opens_on": "2026-12-01", "closes_on": "2026-12-08"}))

    assert told.startswith("from <time")
    assert "until <time" in told


@pytest.mark.parametrize(
    ("text", "letters"), [("Ida Berg", "IB"), ("Ida", "I"), ("", "?"), ("Ida Maria Berg", "IB"), ("-- !!", "?")]
)
def test_initials_are_the_first_and_the_last(text: str, letters: str) -> None:
    assert initials(text) == letters


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, shown: str | None) -> None:
    assert safe_link(url) == shown


def test_a_mail_link_carries_subject_and_lines() -> None:
    link = mailto({"subject": "A & B?", "body": "Hi Ida,\n\nYes & no"})

    assert link == "mailto:?subject=A%20%26%20B%3F&body=Hi%20Ida%2C%0D%0A%0D%0AYes%20%26%20no"


def test_codes_and_counts_are_words() -> None:
    assert (spaced("leadership_change"), counted(1, "ask"), counted(2_000, "ask")) == (
        "Leadership change",
        "1 ask",
        "2,000 asks",
    )
    assert (counted(3, "person", "people"), heat_word(0.61), heat_word(0.1)) == ("3 people", "Hot", "Cool")
