"""Who comes first of all who are called so: found from the front, so that a name that many bear costs no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Self

import numpy as np

from orbit.graph.arrays import Array, counts_at, distinct, ranges
from orbit.graph.moves import bounds_of
from orbit.graph.name_search import TWO_SLIPS, Asked, NameSearch, Sought, Spans, put

# So many rows one behind the other are known by the foremost of them alone.
_BLOCK = 64
# Fewer rows are all looked at.
_FEW = 4096


@dataclass(frozen=True, slots=True)
class RankedNames:
    """The names of a snapshot, and in which order people come.

    `place` (int32[P]): the place of each person, 0 first. `foremost` (int32): the least place among each block of rows
    of `word_person`; `leader` (int32[W]): among those who bear each word. `words` (int32): the words that each person
    bears, from `words_at` (int32[P+1]) on.
    """

    search: NameSearch
    place: Array
    foremost: Array
    leader: Array
    words: Array
    words_at: Array

    @classmethod
    def of(cls, search: NameSearch, rank: Array) -> Self:
        """Order people by `rank` (uint8[P]), the highest first, and those of the same rank by number."""
        order = np.argsort(np.iinfo(rank.dtype).max - rank, kind="stable")
        place = np.empty(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        rows = place[search.word_person]
        # Each word is borne by somebody.
        starts = np.arange(0, len(rows), _BLOCK), search.word_at[:-1]
        foremost, leader = (np.minimum.reduceat(rows, at) if len(rows) else rows for at in starts)
        return cls(search, place, foremost, leader, *_words_of_each(search))

    def called(self, typed: Sequence[str], slips: int, most: int) -> Iterator[Array]:
        """Yield up to so many persons (int32) for each way of being called so, nearer ways first: those who come first.

        Where `slips` allow for two, these are in words with the same first letter. Some persons come again.
        """
        asked = Asked(self.search, typed)
        yield from (self.first(way, most) for way in asked.ways())
        if asked.words and slips >= TWO_SLIPS:
            yield self._with_two_slips(asked, most)

    def first(self, sought: Sought, most: int) -> Array:
        """Return up to so many who are called so, in order (int32)."""
        sizes = [self.search.size(spans) for spans in sought.groups]
        least = min(range(len(sizes)), key=sizes.__getitem__)
        persons = np.zeros(0, dtype=np.int32)
        if not sizes[least]:
            return persons
        bounds = self._rows(sought.groups[least])
        for rows, end in self._from_the_front(bounds, sizes[least], most):
            persons = self.search.word_person[rows]
            persons = self._who_bear(distinct(persons[self.place[persons] < end]), sought)
            if len(persons) >= most:
                break
        return persons[np.argsort(self.place[persons])][:most]

    def _with_two_slips(self, asked: Asked, most: int) -> Array:
        """The first with two slips in one word, and with one in each of two; the others are known as they are typed."""
        known, slipped = asked.known, asked.slipped
        pairs = ({one: slipped[one], two: slipped[two]} for one, two in combinations(range(len(known)), 2))
        once = [self.first(Sought.of(put(known, pair)), most) for pair in pairs]
        twice = [self._nearly(known, place, word, most) for place, word in enumerate(asked.words)]
        return distinct(np.concatenate([*once, *twice]))

    def _nearly(self, known: Sequence[Spans], at: int, word: str, most: int) -> Array:
        """The first who have a word nearly like the one typed at some place, and the others as they are known."""
        among, near, begin, some = self._which_may_be_near(known, at, word), list[int](), 0, _FEW
        leader, persons = self.leader[among], np.zeros(0, dtype=np.int32)
        while begin < self.search.persons:
            # Whoever comes before this place is led by nobody, or leads a word that was looked at.
            end = min(self.search.persons, self.search.persons * some // max(1, len(among)))
            near += self.search.near_among(word, among[(leader >= begin) & (leader < end)])
            spans = [(place, place + 1) for place in sorted(near)]
            persons = self.first(Sought.of(put(known, {at: spans})), most)
            persons = persons[self.place[persons] < end]
            if len(persons) >= most:
                break
            begin, some = end, some * 8
        return persons

    def _which_may_be_near(self, known: Sequence[Spans], at: int, word: str) -> Array:
        """The words that begin like one that was typed; where few people have the others, those of these people."""
        [first, end], *_ = *(self.search.begun([word[0]])), (0, 0)
        others = [spans for place, spans in enumerate(known) if place != at]
        if min(map(self.search.size, others), default=_FEW) >= _FEW:
            return np.arange(first, end)
        persons = self.first(Sought.of(others), self.search.persons)
        words = self.words[ranges(self.words_at[persons], counts_at(self.words_at, persons))]
        return distinct(words[(words >= first) & (words < end)])

    def _rows(self, spans: Spans) -> Array:
        """Where the rows of some words begin and end, one behind the other (int64[2 * spans])."""
        return self.search.word_at[np.array(spans, dtype=np.int64).ravel()]

    def _from_the_front(self, bounds: Array, size: int, most: int) -> Iterator[tuple[Array, int]]:
        """Yield rows among which all are whose place is before some place, and this place; more each time, then all."""
        if size > _FEW:
            first, end = bounds[::2] // _BLOCK, (bounds[1::2] - 1) // _BLOCK + 1
            blocks = distinct(ranges(first, end - first))
            foremost, some = self.foremost[blocks], 2 * most
            while some < len(blocks):
                place = int(np.partition(foremost, some)[some])
                yield self._within(blocks[foremost < place], bounds), place
                some *= 8
        first, end = bounds[::2], bounds[1::2]
        yield ranges(first, end - first), self.search.persons

    def _within(self, blocks: Array, bounds: Array) -> Array:
        """The rows of some blocks that lie within some bounds."""
        rows = (blocks[:, np.newaxis] * _BLOCK + np.arange(_BLOCK)).ravel()
        return rows[are_within(rows, bounds)]

    def _who_bear(self, persons: Array, sought: Sought) -> Array:
        """Those of some persons who have a word in each group, as often as is sought."""
        if len(sought.groups) == 1 and sought.times == (1,):
            return persons
        first, counts = self.words_at[persons], counts_at(self.words_at, persons)
        words, owner = self.words[ranges(first, counts)], np.repeat(np.arange(len(persons)), counts)
        fits = np.ones(len(persons), dtype=np.bool_)
        for spans, times in zip(sought.groups, sought.times, strict=True):
            within = are_within(words, np.array(spans, dtype=np.int64).ravel())
            fits &= np.bincount(owner[within], minlength=len(persons)) >= times
        return persons[fits]


def are_within(numbers: Array, bounds: Array) -> Array:
    """Whether each number lies from an even one of the bounds up to the odd one behind it (bool[n])."""
    within: Array = (np.searchsorted(bounds, numbers, side="right") & 1).astype(np.bool_)
    return within


def _words_of_each(search: NameSearch) -> tuple[Array, Array]:
    word = np.repeat(np.arange(len(search.word), dtype=np.int64), np.diff(search.word_at))
    # One number each, as numpy sorts numbers many times as fast as it orders rows.
    both = (search.word_person.astype(np.int64) << 32) | word
    both.sort()
    counts = np.bincount(search.word_person, minlength=search.persons)
    return (both & np.int64(0xFFFFFFFF)).astype(np.int32), bounds_of(counts, np.dtype(np.int32))
