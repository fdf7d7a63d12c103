"""How alike two values are: pure functions over lists of pairs of different strings, and over one pair."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from rapidfuzz.distance import OSA, JaroWinkler, Postfix, Prefix
from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import cpdist

from orbit.names.nicknames import are_nicknames, either_way
from orbit.resolve.linkage.columns import Floats
from orbit.resolve.linkage.plan import Measure

Scalar = Callable[[str, str], float]
_WORKERS = 2
# Below this, starting threads takes longer than comparing.
_PARALLEL_FROM = 20_000


def likeness(measure: Measure, ones: Sequence[str], others: Sequence[str]) -> Floats:
    """Return how alike the values of each pair are, float64[pairs]; more is more alike.

    EDITS counts down from 0 (-1 is one edit apart), HEAD and TAIL count the letters that agree, PART is 100 or less,
    the rest is 0 to 1.
    """
    if measure in _WHOLE:
        return _WHOLE[measure](ones, others)
    if measure not in _COMPILED:
        return np.fromiter(map(_PLAIN[measure], ones, others), dtype=np.float64, count=len(ones))
    workers = _WORKERS if len(ones) >= _PARALLEL_FROM else 1
    found: Floats = cpdist(ones, others, scorer=_COMPILED[measure], dtype=np.float64, workers=workers)
    return -found if measure is Measure.EDITS else found


def likeness_of(measure: Measure) -> Scalar:
    """Return the same measure for one pair at a time."""
    return _PLAIN[measure]


def _edits(one: str, other: str) -> float:
    return -OSA.distance(one, other)


def _is_initial(one: str, other: str) -> bool:
    return (len(one) == 1 or len(other) == 1) and one[:1] == other[:1]


def _initials(ones: Sequence[str], others: Sequence[str]) -> Floats:
    """Look at the first letters only where one is a single letter: hardly ever."""
    short = np.zeros(len(ones), dtype=np.bool_)
    for side in (ones, others):
        short |= np.fromiter(map(len, side), dtype=np.int64, count=len(side)) == 1
    found = np.zeros(len(ones))
    for at in np.flatnonzero(short).tolist():
        found[at] = _is_initial(ones[at], others[at])
    return found


def _related(ones: Sequence[str], others: Sequence[str]) -> Floats:
    told = map(either_way().__contains__, zip(ones, others, strict=True))
    return np.fromiter(told, dtype=np.float64, count=len(ones))


def _has_one_domain(one: str, other: str) -> bool:
    return one.rpartition("@")[2] == other.rpartition("@")[2]


_COMPILED: dict[Measure, Callable[..., float]] = {
    Measure.JARO_WINKLER: JaroWinkler.similarity,
    Measure.EDITS: OSA.distance,
    Measure.HEAD: Prefix.similarity,
    Measure.TAIL: Postfix.similarity,
    Measure.PART: token_set_ratio,
}
_PLAIN: dict[Measure, Scalar] = {
    Measure.JARO_WINKLER: JaroWinkler.similarity,
    Measure.EDITS: _edits,
    Measure.HEAD: Prefix.similarity,
    Measure.TAIL: Postfix.similarity,
    Measure.PART: token_set_ratio,
    Measure.RELATED: are_nicknames,
    Measure.INITIAL: _is_initial,
    Measure.DOMAIN: _has_one_domain,
}
# What is quicker for many pairs at once than one by one.
_WHOLE: dict[Measure, Callable[[Sequence[str], Sequence[str]], Floats]] = {
    Measure.INITIAL: _initials,
    Measure.RELATED: _related,
}
