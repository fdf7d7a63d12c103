"""Plain string ratios on the same candidates: what most programs use to match names of companies."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from bench.matching_organisations_data import Row
from bench.matching_organisations_figures import Outcome
from orbit.resolve.naming.comparing import Compared
from orbit.resolve.naming.entry import Spelling
from orbit.resolve.naming.features import FEATURES, Feature
from orbit.resolve.naming.index import NameIndex, grams

Ratio = Callable[[Spelling, Spelling], float]
_SAME_COUNTRY = FEATURES.index(Feature.SAME_COUNTRY)
_TFIDF = "tfidf_cosine"
_TFIDF_COUNTRY = "tfidf_cosine_and_country"
# As in the research on matching: a tenth of the scale for the same country.
_COUNTRY_WORTH = 0.1
_RATIOS: dict[str, Ratio] = {
    "jaro_winkler": lambda one, other: JaroWinkler.similarity(one.text, other.text),
    "token_sort_ratio": lambda one, other: fuzz.token_sort_ratio(one.text, other.text) / 100,
    "token_set_ratio": lambda one, other: fuzz.token_set_ratio(one.text, other.text) / 100,
    "wratio": lambda one, other: fuzz.WRatio(one.text, other.text) / 100,
}
PEERS = (*_RATIOS, _TFIDF, _TFIDF_COUNTRY)


def peer_outcomes(peer: str, index: NameIndex, rows: Sequence[Row]) -> list[Outcome]:
    """Return the best answer of a peer to each question; of equal ones the first counts."""
    ratio = _RATIOS.get(peer) or _cosine(index)
    worth = _COUNTRY_WORTH if peer == _TFIDF_COUNTRY else 0.0
    return [_best(index, row, ratio, worth) for row in rows]


def _best(index: NameIndex, row: Row, ratio: Ratio, worth: float) -> Outcome:
    asked = index.asked(row.asked.question.name)

    def score(one: Compared) -> float:
        return ratio(asked, index.spellings[one.link.spelling]) + worth * one.values[_SAME_COUNTRY]

    best = max(row.compared, key=score, default=None)
    if best is None:
        return Outcome(float("-inf"), 0.0, right=False, sure=False)
    return Outcome(score(best), 0.0, right=best.link.company == row.asked.company, sure=False)


def _cosine(index: NameIndex) -> Ratio:
    """Return the cosine of triples of letters, each weighed by how rare it is."""
    bearers = Counter(gram for spelling in index.spellings for gram in grams(spelling.text))
    rare = {gram: math.log(len(index.spellings) / count) ** 2 for gram, count in bearers.items()}
    unknown = math.log(len(index.spellings) + 1) ** 2

    def cosine(one: Spelling, other: Spelling) -> float:
        ones, others = grams(one.text), grams(other.text)
        size = math.sqrt(_sum(ones) * _sum(others))
        return _sum(ones & others) / size if size else 0.0

    def _sum(several: set[str]) -> float:
        return math.fsum(rare.get(gram, unknown) for gram in several)

    return cosine
