"""Who is called like what somebody types: by the words of all names, nearer ways of being called so first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

import numpy as np

from orbit.graph.arrays import Array, distinct
from orbit.graph.name_words import WORD, WORD_BYTES
from orbit.graph.snapshot import Snapshot
from orbit.names.typed import may_be_begun_with_a_slip, one_slip_away, other_forms

# So many words say who is meant; more of them cost time and find nobody.
MOST_WORDS = 6
_ROWS_AT_ONCE = 100_000
_TWO_SLIPS = 2
# Sorting one number takes as long as so many looks.
_LOOKS = 100
# No letter in UTF-8 has this byte: behind all words that begin so.
_LAST = b"\xff"

# Ranges of words, from the first up to but not with the last.
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
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

    def candidates(self, typed: Sequence[str], slips: int, *, anywhere: bool = False) -> Iterator[Array]:
        """Yield numbers of persons (int32, ascending), those first who are called nearer to these words.

        In turn: who bears all the words; whose words begin so; by short forms; with one slip; with two, if `slips`
        allow: in words with the same first letter, or `anywhere`. Everybody who is called so is among them; so are some
        who are not, and some come again.
        """
        words = tuple(typed)[:MOST_WORDS]
        if not words:
            return
        yield self.bearers([self.spelt([word]) for word in words])
        begun = [self.begun([word]) for word in words]
        yield self.bearers(begun, _times(words))
        known = [_merged(spans, self.spelt(other_forms(word))) for spans, word in zip(begun, words, strict=True)]
        if known != begun:
            yield self.bearers(known)
        slipped = [self._slipped(word, alone=len(words) == 1) for word in words]
        for place, spans in enumerate(slipped):
            yield self.bearers([*known[:place], spans, *known[place + 1 :]])
        yield from self._parted_otherwise(words)
        if slips >= _TWO_SLIPS:
            both = [self.near(word, "" if anywhere else word[0]) for word in words]
            yield self.bearers([_merged(*several) for several in zip(known, slipped, both, strict=True)])

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

    def near(self, word: str, beginning: str = "") -> Spans:
        """Where words stand that are two slips away or less, of those with this beginning; none for a short word."""
        from rapidfuzz.distance import OSA  # only what is misspelt needs it

        if not may_be_begun_with_a_slip(word):
            return []
        among = self.begun([beginning]) if beginning else [(0, len(self.word))]
        alike = chain.from_iterable(self._with_such_letters(word, *span) for span in among)
        near = (place for place, text in alike if OSA.distance(word, text, score_cutoff=_TWO_SLIPS) <= _TWO_SLIPS)
        return [(place, place + 1) for place in near]

    def bearers(self, groups: Sequence[Spans], times: Sequence[int] = ()) -> Array:
        """Who has a word in each of these groups, and in some of them so many `times` (int32, ascending)."""
        needed = list(times) or [1] * len(groups)
        sizes = [sum(int(self.word_at[end] - self.word_at[first]) for first, end in spans) for spans in groups]
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

    def _slipped(self, word: str, *, alone: bool) -> Spans:
        if may_be_begun_with_a_slip(word):
            return self.begun(one_slip_away(word, alone=alone))
        return [] if alone else self.spelt(one_slip_away(word, alone=alone))

    def _parted_otherwise(self, words: tuple[str, ...]) -> Iterator[Array]:
        """Yield who is called so where a blank was left out, or is one too many."""
        if len(words) == 1:
            [word] = words
            for cut in range(2, len(word) - 1):
                head, tail = self.spelt([word[:cut]]), self.begun([word[cut:]])
                if head and tail:
                    yield self.bearers([head, tail])
        for place in range(len(words) - 1):
            joined = [*words[:place], words[place] + words[place + 1], *words[place + 2 :]]
            yield self.bearers([self.begun([word]) for word in joined])

    def _with_such_letters(self, word: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield the words of a range that are about as long and have nearly the same letters, with their places."""
        most = 2 * _TWO_SLIPS * (1 if word.isascii() else 3)
        wanted = _letters(_kept([word]))[0]
        for first in range(begin, end, _ROWS_AT_ONCE):
            some = self.word[first : min(first + _ROWS_AT_ONCE, end)]
            fits = np.abs(np.strings.str_len(some) - len(word.encode())) <= most // 2
            rows = np.flatnonzero(fits)
            alike = np.bitwise_count(_letters(some[rows]) ^ wanted) <= most
            for row in rows[alike].tolist():
                # A word that was cut off may end within a letter.
                yield first + row, some[row].decode(errors="ignore")


def _times(words: tuple[str, ...]) -> list[int]:
    """How many words of a name have to begin so, as several of the words typed may begin alike."""
    return [sum(other.startswith(word) for other in words) for word in words]


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
