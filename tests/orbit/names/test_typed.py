"""What somebody types is taken for a name that it begins, turns round, shortens or nearly spells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from orbit.names.typed import Kind, likeness, most_slips, name_words, one_slip_away, typed_words

LETTERS = st.text("abcdelmnorstu", min_size=1, max_size=9)


def how(typed: str, name: str) -> Kind | None:
    words = typed_words(typed)
    found = likeness(words, name, most_slips(words))
    return None if found is None else found.kind


@pytest.mark.parametrize(
    ("typed", "name", "kind"),
    [
        ("dana wu", "Dana Wu", Kind.WHOLE),
        ("Wu, Dana", "Dana Wu", Kind.WHOLE),
        ("wu dana", "Dr. Dana Wu", Kind.WHOLE),
        ("dana wu", "Dana Marie Wu", Kind.WHOLE),
        ("jose alvarez", "José Álvarez", Kind.WHOLE),
        ("dana", "Dana Wu", Kind.WORDS),
        ("berg", "Anna van der Berg", Kind.WORDS),
        ("joachim", "Hans-Joachim Ott", Kind.WORDS),
        ("mueller", "Eva Müller", Kind.WORDS),
        ("da", "Dana Wu", Kind.BEGUN),
        ("w d", "Dana Wu", Kind.BEGUN),
        ("bob", "Robert Hale", Kind.SHORT_FORM),
        ("robert hale", "Bob Hale", Kind.SHORT_FORM),
        ("linqv", "Mara Lindqvist", Kind.SLIPPED),
        ("mara lindqvsit", "Mara Lindqvist", Kind.SLIPPED),
        ("nara lindqvist", "Mara Lindqvist", Kind.SLIPPED),
        ("dana wo", "Dana Wu", Kind.SLIPPED),
        ("maralindqv", "Mara Lindqvist", Kind.SLIPPED),
        ("mara lind qvist", "Mara Lindqvist", Kind.SLIPPED),
        ("mara lindqvist", "Maralind Qvist", None),
        ("d d", "Dana Wu", None),
        ("tom", "Anna Thomas", None),
        ("maro lindkvisd", "Mara Lindqvist", None),
        ("zoe", "Dana Wu", None),
    ],
)
def test_a_name_is_told_by_how_it_was_typed(typed: str, name: str, kind: Kind | None) -> None:
    assert how(typed, name) == kind


def test_a_long_name_may_have_two_slips_and_a_short_one_only_one() -> None:
    assert (how("mario lindqvist", "Mara Lindqvist"), how("dano wo", "Dana Wu")) == (Kind.SLIPPED, None)


def test_a_name_without_letters_has_no_words() -> None:
    assert (name_words("..."), typed_words(""), typed_words(" - ")) == ((), (), ())


@given(LETTERS, LETTERS)
def test_whatever_is_one_slip_away_is_among_what_may_be_meant(one: str, other: str) -> None:
    is_among = other in one_slip_away(one, alone=False)

    assert is_among == (OSA.distance(one, other) == 1)


@given(LETTERS)
def test_a_word_alone_that_is_short_keeps_its_first_letter_or_swaps_it(word: str) -> None:
    meant = one_slip_away(word, alone=True)

    assert all(len(word) > 5 or other[0] in word[:2] for other in meant)
