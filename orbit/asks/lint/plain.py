"""A text as its words, however it is written: typographic signs, invisible letters and short forms made plain.

Every word knows where it stands in the text as it was given, so that a finding can point at it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orbit.asks.sentences import sentence_ends

# A word that ends a sentence; no phrase reaches over it.
END = "."
# A word that stands for a name.
NAME = "NAME"
LINK = "LINK"

_SIGNS = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4\u0060\uff07", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    "\u0131": "i",
}
_HIDDEN = frozenset({"Cf", "Cc", "Mn", "Me"})
_CHUNK = re.compile(r"[^\s<>()\"\u201c\u201d,;]+")
# Nobody reads on in an address longer than this.
_LONGEST_LINK = 300
_PIECE = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LINK = re.compile(r"https?://|www\.|[^\s@]+@[^\s@]+\.[^\s@]+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?:[/?#:].*)?$")
_SHORT = {"re": "are", "d": "would", "ll": "will", "ve": "have", "m": "am"}
# What is often written without its apostrophe, or in the short words of a chat.
_SPELT_OUT = {
    "dont": ("do", "not"),
    "cant": ("can", "not"),
    "youd": ("you", "would"),
    "whos": ("who", "is"),
    "im": ("i", "am"),
    "ive": ("i", "have"),
    "u": ("you",),
    "ur": ("your",),
    "ppl": ("people",),
    "wanna": ("want", "to"),
    "gonna": ("going", "to"),
    "pls": ("please",),
    "plz": ("please",),
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "let's": ("let", "us"),
    "cannot": ("can", "not"),
    "cc'ing": ("ccing",),
    "cc'd": ("ccing",),
    "cc'ed": ("ccing",),
    "bcc'ing": ("ccing",),
    "bcc'd": ("ccing",),
    "whom": ("who",),
    "whomever": ("whoever",),
    "any1": ("anyone",),
    "some1": ("someone",),
}
_TAKEN_APART = frozenset(_SPELT_OUT)
_LETTERS = re.compile(r"[a-z0-9]+")
_SAID_IS = frozenset({"who", "what", "it", "that", "there", "here", "he", "she", "how", "where"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word in its plain form, and where it stands in the text as given."""

    plain: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in plain lower-case letters; the letter at `i` came from the place `at[i]` of the text as given."""

    text: str
    at: tuple[int, ...] | range

    def place(self, index: int) -> int:
        """Return the place in the given text of a letter; behind the last letter, the end."""
        return self.at[index] if index < len(self.at) else (self.at[-1] + 1 if self.at else 0)


def plain_of(text: str) -> Plain:
    """Return a text in lower case without accents, invisible letters and typographic signs."""
    if text.isascii():
        return Plain(text.lower(), range(len(text)))
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in _letters(char):
            letters.append(letter)
            places.append(place)
    return Plain("".join(letters), tuple(places))


def words_of(text: str, breaks: Iterable[int] = ()) -> Iterator[Word]:
    """Yield the words of a text and, as a word of its own, each end of a sentence; `breaks` are further such ends."""
    plain = plain_of(text)
    ends = iter(sorted({*sentence_ends(text, any_case=True), *breaks, len(text) + 1}))
    end = next(ends)
    for chunk in _CHUNK.finditer(plain.text):
        while plain.place(chunk.start()) >= end:
            yield Word(END, end, end)
            end = next(ends)
        yield from _chunk_words(plain, chunk)
    yield Word(END, len(text), len(text))


def quick_words(plain: str) -> list[str]:
    """Return the plain words of a plain text, without places and ends of sentences: for a first look."""
    if "'" in plain:
        return [word.plain for word in words_of(plain) if word.plain != END]
    words = _LETTERS.findall(plain)
    if _TAKEN_APART.isdisjoint(words):
        return words
    return [each for word in words for each in _spelt_out(word)]


def is_link(chunk: str) -> bool:
    """Say whether something between two blanks is an address: of a page, or of a person."""
    start = chunk[:_LONGEST_LINK]
    return "." in start and _LINK.match(start) is not None


def _chunk_words(plain: Plain, chunk: re.Match[str]) -> Iterator[Word]:
    found = chunk.group()
    if is_link(found.rstrip(".!?:'")):
        yield Word(LINK, plain.place(chunk.start()), plain.place(chunk.end() - 1) + 1)
        return
    for piece in _PIECE.finditer(found):
        start, end = chunk.start() + piece.start(), chunk.start() + piece.end()
        for word in _spelt_out(piece.group()):
            yield Word(word, plain.place(start), plain.place(end - 1) + 1)


def _spelt_out(word: str) -> tuple[str, ...]:
    """Take a short form apart: we're, don't, who's; of a possessive only the owner remains."""
    if word in _SPELT_OUT:
        return _SPELT_OUT[word]
    head, sign, tail = word.partition("'")
    if not sign:
        return (word,)
    if tail == "t" and head.endswith("n"):
        return head[:-1], "not"
    if tail in _SHORT:
        return head, _SHORT[tail]
    if tail == "s":
        return (head, "is") if head in _SAID_IS else (head,)
    return head, tail


def _letters(char: str) -> str:
    """Return what a letter stands for: none where it cannot be seen, a plain one where it has an accent."""
    if char.isascii():
        return char.lower()
    if char in _SIGNS:
        return _SIGNS[char]
    if char.isspace():
        return "\n" if char in "\u2028\u2029\x85" else " "
    split = unicodedata.normalize("NFKD", char).casefold()
    return "".join(_SIGNS.get(one, one) for one in split if unicodedata.category(one) not in _HIDDEN)
