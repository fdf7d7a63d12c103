"""Sentences and words counted, titles and stories made fit to quote."""

import pytest

from orbit.asks.packet.phrases import leading_sentences, quotable
from orbit.asks.sentences import as_sentence, sentences, tidy, word_count
from orbit.asks.wording import article, say_day, say_days, say_month, say_number
from tests.orbit.asks.conftest import DAY, days


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One.", 1),
        ("No stop at the end", 1),
        ("One. Two.", 2),
        ("One! Two? Three…", 3),
        ("We help Acme Inc. grow faster.", 1),
        ("We work for Acme Inc. They grow.", 2),
        ("Dr. Wu and J. R. Smith met at 5 p.m. yesterday.", 1),
        ("Version 2.0 is out. It works.", 2),
        ("See acme.example for more. Then decide.", 2),
        ("He said “Yes.” Then he left.", 2),
        ("We save time, e.g. with lists.", 1),
        ("你好。世界。", 2),
        ("One... Two.", 2),
    ],
)
def test_sentences_are_counted_as_a_reader_would(text: str, count: int) -> None:
    assert sentences(text) == count


def test_signs_alone_are_no_words() -> None:
    assert word_count("one – two --- 3 !") == 3


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("  VP \u200b Sales\n", "VP Sales"),
        ("[Remote] VP Sales (interim)", "VP Sales"),
        ("VP Sales. Speaker. Author!", "VP Sales Speaker Author"),
        ("<b>VP</b>", "b VP /b"),
        ("one two three four five", ""),
        ("see https://snowpeak.example", ""),
        ("{{ name }}", "name"),
        ("lorem ipsum", ""),
        ("–", ""),
    ],
)
def test_a_title_is_quoted_only_where_it_fits(text: str, quoted: str) -> None:
    assert quotable(text, most_words=4) == quoted


def test_a_story_is_cut_after_a_whole_sentence() -> None:
    assert leading_sentences("Half the ramp time. And much, much more than that.", 5) == "Half the ramp time."
    assert leading_sentences("Much longer than what may be told", 3) == ""
    assert leading_sentences("It works. Book a meeting with me.", 20) == "It works."


def test_a_sentence_gets_its_stop_once() -> None:
    assert (as_sentence("It works"), as_sentence("It works!"), as_sentence(" ")) == ("It works.", "It works!", "")


def test_a_tidy_name_has_no_hidden_characters() -> None:
    assert tidy("Dana\u202e\n Wu\u0000") == "Dana Wu"


def test_dates_and_numbers_are_written_as_people_write_them() -> None:
    assert (say_day(DAY), say_month(DAY, DAY), say_month(days(-400), DAY)) == (
        "21 Nov 2026",
        "November",
        "October 2025",
    )
    assert (say_number(3), say_number(13), say_days(1), say_days(0)) == ("three", "13", "1 day", "0 days")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Account Executive", "an"),
        ("SDR", "an"),
        ("Sales Manager", "a"),
        ("User Researcher", "a"),
        ("UX Designer", "a"),
    ],
)
def test_an_article_fits_how_the_word_is_spoken(words: str, expected: str) -> None:
    assert article(words) == expected
