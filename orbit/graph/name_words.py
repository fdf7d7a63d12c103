"""Under which words people's names are found: each different word once, in order, with who bears it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from orbit.graph.arrays import Array, counts_at, taken
from orbit.graph.merge import Merge, merge_at, sorted_before
from orbit.graph.moves import bounds_of
from orbit.graph.search_keys import keys_of, person_spelling, search_digest
from orbit.names import is_plain
from orbit.names.typed import name_words

if TYPE_CHECKING:
    from orbit.graph.snapshot import Snapshot

# Words that are alike so far stand as one here; whoever finds somebody by one looks at the name itself.
WORD_BYTES = 24
WORD = np.dtype(f"S{WORD_BYTES}")
_NOT_PLAIN = -1
COLUMNS = ("word", "word_at", "word_person")


class WordList:
    """Gathers the words and the keys of names, person by person; what most names are is decided once for each word."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._plain = _PlainWords(self._number)
        self._words = array("i")
        self._counts = array("i")
        self._keys: list[bytes] = []

    def add(self, names: Iterable[str]) -> None:
        """Take in the names of the next persons."""
        plain, words, counts, keys = self._plain, self._words, self._counts, self._keys
        for name in names:
            told = name.lower().split() if name.isascii() else []
            found = {plain[word] for word in told}
            if not found or _NOT_PLAIN in found:
                found = {self._number(word) for word in kept_words(name)}
                keys.append(search_digest(person_spelling(name)))
            else:
                keys.append(search_digest(told[0] if len(told) == 1 else f"{told[0]} {told[-1]}"))
            words.extend(found)
            counts.append(len(found))

    def _number(self, word: bytes) -> int:
        return self._numbers.setdefault(word, len(self._numbers))

    def arrays(self) -> dict[str, Array]:
        """`word` (S24[W], ascending), and `word_person` (int32): who bears each, from `word_at` (int64[W+1]) on.

        And `person_key` (uint64[P]): under which number each name is found as a whole.
        """
        words = np.array(self._words, dtype=np.int64)
        # A plain word of a name that is not plain as a whole may be no word of the name: "Wu, Dana, extern".
        is_borne = np.bincount(words, minlength=len(self._numbers)) > 0
        listed = sorted(word for word, number in self._numbers.items() if is_borne[number])
        place = np.empty(len(self._numbers), dtype=np.int64)
        place[[self._numbers[word] for word in listed]] = np.arange(len(listed))
        rows = place[words]
        persons = np.repeat(np.arange(len(self._counts), dtype=np.int32), self._counts)
        counts = np.bincount(rows, minlength=len(listed))
        return {
            "person_key": keys_of(self._keys),
            "word": np.array(listed, dtype=WORD),
            "word_at": bounds_of(counts, np.dtype(np.int64)),
            "word_person": persons[np.argsort(rows, kind="stable")],
        }


class _PlainWords(dict[str, int]):
    """The numbers of words in small letters that stand for themselves alone, each found out when it is asked for."""

    def __init__(self, number: Callable[[bytes], int]) -> None:
        super().__init__()
        self._number_of = number

    def __missing__(self, word: str) -> int:
        number = self[word] = self._number_of(_kept(word)) if is_plain(word) else _NOT_PLAIN
        return number


def no_words() -> dict[str, Array]:
    """The words of nobody."""
    words = WordList().arrays()
    return {name: words[name] for name in COLUMNS}


def kept_words(name: str) -> list[bytes]:
    """The words of a name as they stand in the arrays."""
    return sorted({_kept(word) for word in name_words(name)})


def _kept(word: str) -> bytes:
    return word.encode()[:WORD_BYTES]


def bring_words(snapshot: Snapshot, merge: Merge, new: Mapping[str, Array]) -> dict[str, Array]:
    """Bring the words forward: `merge` says which persons go and come, `new` are the words of those who come."""
    if merge.is_same:
        return {name: getattr(snapshot, name) for name in COLUMNS}
    counts = np.diff(new["word_at"])
    local = new["word_person"]
    at_word, is_known = _places(snapshot.word, new["word"])
    low = snapshot.word_at[at_word]
    high = np.where(is_known, snapshot.word_at[np.minimum(at_word + 1, len(snapshot.word))], low)
    before = sorted_before([snapshot.word_person], [merge.at[local]], np.repeat(low, counts), np.repeat(high, counts))
    words_gone, rows_gone = _rows_of(snapshot, merge.gone.tolist())
    rows = merge_at(len(snapshot.word_person), rows_gone, before)
    left = np.diff(snapshot.word_at) - np.bincount(words_gone, minlength=len(snapshot.word))
    left[at_word[is_known]] += counts[is_known]
    words = merge_at(len(snapshot.word), np.flatnonzero(left == 0), at_word[~is_known])
    person = merge.fresh[local].astype(np.int32)
    return {
        "word": words.column(snapshot.word, new["word"][~is_known]),
        "word_at": bounds_of(words.column(left, counts[~is_known]), np.dtype(np.int64)),
        "word_person": rows.column(_renumbered(snapshot.word_person, merge), person),
    }


def _places(words: Array, wanted: Array) -> tuple[Array, Array]:
    """Which word each wanted one is or comes before (int64), and whether it is that (bool)."""
    at = np.searchsorted(words, wanted)
    return at, np.append(words, np.zeros(1, dtype=WORD))[at] == wanted


def _rows_of(snapshot: Snapshot, persons: Iterable[int]) -> tuple[Array, Array]:
    """The word of each row of some persons, and these rows (int64, ascending)."""
    borne = [(word, person) for person in persons for word in kept_words(snapshot.name_of_person(person))]
    at, is_known = _places(snapshot.word, np.array([word for word, _ in borne], dtype=WORD))
    at, wanted = at[is_known], np.array([person for _, person in borne], dtype=np.int64)[is_known]
    low = snapshot.word_at[at]
    rows = sorted_before([snapshot.word_person], [wanted], low, low + counts_at(snapshot.word_at, at))
    return at, np.sort(rows)


def _renumbered(column: Array, merge: Merge) -> Array:
    return column if np.array_equal(merge.gone, merge.at) else taken(merge.place, column)
