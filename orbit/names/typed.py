"""How near what somebody types is to a name: begun, in any order, by a short form, or with slips of the pen."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from orbit.names.nicknames import are_nicknames, full_forms, short_forms
from orbit.names.people import PersonName, person_name
from orbit.names.text import words

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Shorter words have too many neighbours for one that is only begun to be misspelt.
_LEAST_BEGUN = 4
# Beginnings as short as this keep their first letter.
_SHORT = 5
# In so many letters two slips may happen.
LONG = 10


class Kind(IntEnum):
    """In which way a name is what was typed, the best first."""

    WHOLE = 0
    WORDS = 1
    BEGUN = 2
    SHORT_FORM = 3
    SLIPPED = 4


class Likeness(NamedTuple):
    """How like a name what was typed is: smaller is nearer."""

    kind: Kind
    slips: int


_SLIPPED_BLANK = Likeness(Kind.SLIPPED, 1)


def typed_words(text: str) -> tuple[str, ...]:
    """Return the words of a name as somebody types it, without titles."""
    return tuple(word for word in person_name(text).tokens if word)


def name_words(name: str) -> tuple[str, ...]:
    """Return all the words under which a name may be looked for, in order, each once."""
    told = person_name(name)
    some = {*told.tokens, *told.firsts, *told.lasts}
    if not (told.first.isalnum() and told.last.isalnum()):
        some |= {*words(told.first), *words(told.last)}
    return tuple(sorted(word for word in some if word))


def other_forms(word: str) -> tuple[str, ...]:
    """Return the short forms of a first name, and the names that it is short for."""
    return short_forms().get(word, ()) + full_forms().get(word, ())


def most_slips(typed: tuple[str, ...]) -> int:
    """Return how many slips may have happened while so much was typed."""
    return 2 if sum(map(len, typed)) >= LONG else 1


def may_be_begun_with_a_slip(word: str) -> bool:
    """Say whether a word may be misspelt and not yet at its end."""
    return len(word) >= _LEAST_BEGUN


def one_slip_away(word: str, *, alone: bool) -> list[str]:
    """Return what may have been meant: a letter too many, too few, another one, or two that changed places.

    A short word that stands `alone` begins with its first letter or, where the first two changed places, its second.
    """
    letters = sorted({*_LETTERS, *word})
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    meant = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    first = 1 if alone and len(word) <= _SHORT else 0
    for head, tail in cuts[first:]:
        meant.update(head + letter + tail for letter in letters)
        meant.update(head + letter + tail[1:] for letter in letters if tail)
        meant.add(head + tail[1:])
    return sorted(meant - {word, ""})


def likeness(typed: tuple[str, ...], name: str, most: int) -> Likeness | None:
    """Say how like what was typed a name is; None where it is not, or more than `most` slips away."""
    return _by_words(typed, name, most) or (_SLIPPED_BLANK if _is_parted_otherwise(typed, name) else None)


def _by_words(typed: tuple[str, ...], name: str, most: int) -> Likeness | None:
    told, left = person_name(name), list(name_words(name))
    kind, slips = Kind.WORDS, 0
    # Longer words first: what is typed whole is not taken for the beginning of another word.
    for word in sorted(typed, key=len, reverse=True):
        nearest = min(((_near(word, other, told, most - slips), other) for other in left), default=None)
        if nearest is None or nearest[0].slips > most - slips:
            return None
        left.remove(nearest[1])
        kind, slips = max(kind, nearest[0].kind), slips + nearest[0].slips
    return Likeness(Kind.WHOLE if kind is Kind.WORDS and _is_all(typed, told) else kind, slips)


def _is_parted_otherwise(typed: tuple[str, ...], name: str) -> bool:
    """Say whether only blanks were left out, or are too many."""
    letters, words_told = "".join(typed), person_name(name).tokens
    whole = "".join(words_told)
    is_begun = len(typed) != len(words_told) and whole.startswith(letters)
    return is_begun and len(letters) > max(_SHORT, *map(len, words_told[:1]))


def _is_all(typed: tuple[str, ...], told: PersonName) -> bool:
    """Say whether all of a name was typed, or its first and last name."""
    wanted = sorted(typed)
    return wanted in (sorted(told.tokens), sorted([*told.firsts[:1], *told.lasts[:1]]))


def _near(word: str, other: str, told: PersonName, most: int) -> Likeness:
    if word == other:
        return Likeness(Kind.WORDS, 0)
    if other.startswith(word):
        return Likeness(Kind.BEGUN, 0)
    if other in told.firsts and are_nicknames(word, other):
        return Likeness(Kind.SHORT_FORM, 0)
    return Likeness(Kind.SLIPPED, _slips(word, other, most))


def _slips(word: str, other: str, most: int) -> int:
    """Count the slips between a word and another or, where it may be begun only, a beginning of that (most + 1: more).

    Begun words are looked at with one slip alone.
    """
    from rapidfuzz.distance import OSA  # only what is misspelt needs it

    whole = int(OSA.distance(word, other, score_cutoff=most))
    if whole <= 1 or not may_be_begun_with_a_slip(word) or len(other) < len(word):
        return whole
    ends = range(len(word) - 1, min(len(word) + 1, len(other)) + 1)
    begun = min(int(OSA.distance(word, other[:end], score_cutoff=1)) for end in ends)
    return min(whole, begun) if begun <= 1 else whole
