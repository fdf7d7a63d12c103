"""Who is called like what somebody types: by the words of all names, nearer ways of being called so first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Self

import numpy as np

from orbit.graph.arrays import Array, distinct
from orbit.graph.name_words import WORD, WORD_BYTES
from orbit.graph.snapshot import Snapshot
from orbit.names.typed import may_be_begun_with_a_slip, one_slip_away, other_forms

# So many words say who is meant; more of them cost time and find nobody.
MOST_WORDS = 6
_ROWS_AT_ONCE = 100_000
TWO_SLIPS = 2
# Sorting one number takes as long as so many looks.
_LOOKS = 100
# No letter in UTF-8 has this byte: behind all words that begin so.
_LAST = b"\xff"

# Ranges of words, from the first up to but not with the last.
Spans = list[tuple[int, int]]


class Sought(NamedTuple):
    """In which way somebody may be called so: a word in each of these groups, in some of them so many times."""

    groups: tuple[Spans, ...]
    times: tuple[int, ...]

    @classmethod
    def of(cls, groups: Sequence[Spans]) -> Self:
        """Return the way of having one word in each group."""
        return cls(tuple(groups), (1,) * len(groups))


@dataclass(frozen=True)
class NameSearch:
    """The words of the names of so many `persons`, as a snapshot has them."""

    word: Array
    word_at: Array
    word_person: Array
    persons: int

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """Search a snapshot."""
        return cls(snapshot.word, snapshot.word_at, snapshot.word_person, snapshot.persons)

    def candidates(self, typed: Sequence[str], slips: int) -> Iterator[Array]:
        """Yield numbers of persons (int32, ascending), as they are sought, and then, if `slips` allow, with two."""
        asked = Asked(self, typed)
        yield from map(self.bearers, asked.ways())
        if asked.words and slips >= TWO_SLIPS:
            several = zip(asked.known, asked.slipped, map(self.near, asked.words), strict=True)
            yield self.bearers(Sought.of([_merged(*spans) for spans in several]))

    def spelt(self, words: Sequence[str]) -> Spans:
        """Where these words stand, as far as they are any name's."""
        wanted = _kept(words)
        first, end = np.searchsorted(self.word, wanted), np.searchsorted(self.word, wanted, side="right")
        return _joined(first, end)

    def begun(self, beginnings: Sequence[str]) -> Spans:
        """Where the words stand that begin so."""
        wanted = _kept(beginnings)
        ends = np.array([text[: WORD_BYTES - 1] + _LAST for text in wanted.tolist()], dtype=WORD)
        return _joined(np.searchsorted(self.word, wanted), np.searchsorted(self.word, ends))

    def near(self, word: str) -> Spans:
        """Where words stand that are two slips away or less; none for a short word."""
        return [(place, place + 1) for place in self.near_among(word, np.arange(len(self.word)))]

    def near_among(self, word: str, places: Array) -> list[int]:
        """Which words at some places are two slips away or less; none for a short word."""
        from rapidfuzz import process  # only what is misspelt needs it
        from rapidfuzz.distance import OSA

        if not may_be_begun_with_a_slip(word):
            return []
        found = list[int]()
        for some in (places[first : first + _ROWS_AT_ONCE] for first in range(0, len(places), _ROWS_AT_ONCE)):
            alike = some[self._have_such_letters(word, some)]
            # A word that was cut off may end within a letter.
            texts = [text.decode(errors="ignore") for text in self.word[alike].tolist()]
            away = process.cdist([word], texts, scorer=OSA.distance, score_cutoff=TWO_SLIPS, dtype=np.uint8)
            found += alike[away[0] <= TWO_SLIPS].tolist()
        return found

    def size(self, spans: Spans) -> int:
        """How many bearers the words of some ranges have, whoever bears several as often."""
        return sum(int(self.word_at[end] - self.word_at[first]) for first, end in spans)

    def bearers(self, sought: Sought) -> Array:
        """Who has a word in each of these groups, as often as is sought (int32, ascending)."""
        groups, needed = sought.groups, sought.times
        sizes = [self.size(spans) for spans in groups]
        met = np.zeros(self.persons, dtype=np.uint8)
        found = np.zeros(0, dtype=np.int32)
        for turn, place in enumerate(sorted(range(len(groups)), key=sizes.__getitem__)):
            rows = [self.word_person[self.word_at[first] : self.word_at[end]] for first, end in groups[place]]
            if not rows:
                return found[:0]
            found = np.concatenate(rows)
            found = found[met[found] == turn] if turn else found
            if needed[place] > 1:
                found, count = np.unique(found, return_counts=True)
                found = found[count >= needed[place]]
            met[found] = turn + 1
        # Whoever has two such words is there twice. Sorting many takes longer than looking at everybody.
        is_many = len(found) > self.persons // _LOOKS
        return np.flatnonzero(met == len(groups)).astype(np.int32) if is_many else distinct(found)

    def _have_such_letters(self, word: str, places: Array) -> Array:
        """Which words are about as long and have nearly the same letters (bool[n])."""
        most = 2 * TWO_SLIPS * (1 if word.isascii() else 3)
        size, letters = self._traits
        fits: Array = np.abs(size[places] - len(word.encode())) <= most // 2
        fits[fits] = np.bitwise_count(letters[places[fits]] ^ _letters(_kept([word]))[0]) <= most
        return fits

    @cached_property
    def _traits(self) -> tuple[Array, Array]:
        """How long each word is (int16[W]), and which letters it has (uint32[W]): looked at once, whatever is typed."""
        size, letters = np.empty(len(self.word), dtype=np.int16), np.empty(len(self.word), dtype=np.uint32)
        for first in range(0, len(self.word), _ROWS_AT_ONCE):
            some = slice(first, first + _ROWS_AT_ONCE)
            size[some], letters[some] = np.strings.str_len(self.word[some]), _letters(self.word[some])
        return size, letters


class Asked:
    """The words that somebody types, and where those stand that may be meant; each is looked for once."""

    def __init__(self, search: NameSearch, typed: Sequence[str]) -> None:
        self.words = tuple(typed)[:MOST_WORDS]
        self._search = search

    def ways(self) -> Iterator[Sought]:
        """Yield in which ways somebody may be called so with one slip at most, nearer ones first.

        In turn: who bears all the words; whose words begin so; by short forms; with a slip. Everybody who is called so
        is among them; so are some who are not, and some come again.
        """
        if not self.words:
            return
        yield Sought.of([self._search.spelt([word]) for word in self.words])
        yield Sought(tuple(self.begun), _times(self.words))
        if self.known != self.begun:
            yield Sought.of(self.known)
        for place, spans in enumerate(self.slipped):
            yield Sought.of(put(self.known, {place: spans}))
        yield from self._parted_otherwise(self.words)

    @cached_property
    def begun(self) -> list[Spans]:
        """Of each word: where the words stand that begin so."""
        return [self._search.begun([word]) for word in self.words]

    @cached_property
    def known(self) -> list[Spans]:
        """Of each word: where the words stand that begin so, or that it is short or long for."""
        spelt = (self._search.spelt(other_forms(word)) for word in self.words)
        return [_merged(spans, others) for spans, others in zip(self.begun, spelt, strict=True)]

    @cached_property
    def slipped(self) -> list[Spans]:
        """Of each word: where the words stand that are one slip away, or begin so if it is not short."""
        return [self._slipped(word, alone=len(self.words) == 1) for word in self.words]

    def _slipped(self, word: str, *, alone: bool) -> Spans:
        if may_be_begun_with_a_slip(word):
            return self._search.begun(one_slip_away(word, alone=alone))
        return [] if alone else self._search.spelt(one_slip_away(word, alone=alone))

    def _parted_otherwise(self, words: tuple[str, ...]) -> Iterator[Sought]:
        """Yield in which ways somebody may be called where a blank was left out, or is one too many."""
        if len(words) == 1:
            [word] = words
            for cut in range(2, len(word) - 1):
                head, tail = self._search.spelt([word[:cut]]), self._search.begun([word[cut:]])
                if head and tail:
                    yield Sought.of([head, tail])
        for place in range(len(words) - 1):
            joined = [*words[:place], words[place] + words[place + 1], *words[place + 2 :]]
            yield Sought.of([self._search.begun([word]) for word in joined])


def put(groups: Sequence[Spans], others: Mapping[int, Spans]) -> list[Spans]:
    """Some groups with others at some places."""
    return [others.get(place, spans) for place, spans in enumerate(groups)]


def _times(words: tuple[str, ...]) -> tuple[int, ...]:
    """How many words of a name have to begin so, as several of the words typed may begin alike."""
    return tuple(sum(other.startswith(word) for other in words) for word in words)


def _kept(words: Sequence[str]) -> Array:
    return np.array([word.encode()[:WORD_BYTES] for word in words], dtype=WORD)


def _joined(first: Array, end: Array) -> Spans:
    """The ranges from each first word to its end; empty ones are left out."""
    filled = first < end
    return _merged(list(zip(first[filled].tolist(), end[filled].tolist(), strict=True)))


def _merged(*several: Spans) -> Spans:
    """Ranges that overlap or touch as one, in order."""
    spans: Spans = []
    for low, high in sorted(chain(*several)):
        if spans and low <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(high, spans[-1][1]))
        else:
            spans.append((low, high))
    return spans


def _letters(words: Array) -> Array:
    """Which letters words have, as bits (uint32[n])."""
    letters = np.ascontiguousarray(words).view(np.uint8).reshape(len(words), WORD_BYTES)
    bits = np.left_shift(np.uint32(1), letters & np.uint8(31), dtype=np.uint32)
    bits[letters == 0] = 0
    found: Array = np.bitwise_or.reduce(bits, axis=1)
    return found
