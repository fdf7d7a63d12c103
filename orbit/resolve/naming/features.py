"""What two names of companies have in common, as numbers that a model weighs and a reader understands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler, Prefix

from orbit.resolve.naming.entry import Spelling

# A word as good as another ("technolgy"): measured on short and long words, fewer letters are too often other names.
_SAME_WORD = 0.88
_LONG_ENOUGH = 4


class Feature(StrEnum):
    """What is compared; the text is true where the value is 1, and is what a reader sees."""

    SORTED_WORDS = "the same words in any order"
    WORD_SET = "the words of one are in the other"
    LETTERS = "the same letters"
    BEGINNING = "the same beginning"
    ASKED_COVERED = "the name has the words that were asked for"
    NAME_COVERED = "the words of the name were asked for"
    DISTINCTIVE = "both have a rare word"
    ASKED_LEFT = "the name lacks a rare word that was asked for"
    NAME_LEFT = "the name has a rare word that was not asked for"
    FIRST_WORD = "the same first word"
    INITIALS = "one is the initials of the other"
    SAME_COUNTRY = "the same country"
    OTHER_COUNTRY = "another country"
    ASKED_ELSEWHERE = "a place was asked for that this company is not at"
    NAME_ELSEWHERE = "the name has a place that was not asked for"
    OTHER_NUMBER = "another number in the name"
    SAME_FORM = "the same legal form"
    OTHER_FORM = "another legal form"
    SITE_ALIKE = "the web address is like the name"
    SITE_WITHIN = "the web address spells the name"
    NAMESAKES = "many companies bear the name"
    ASKED_WEIGHT = "the name that was asked for is a telling one"
    BESIDE_PLACES = "the same words, places aside"


FEATURES = tuple(Feature)
# What is more or less so between any two names; the others are so, or say nothing.
GRADED = frozenset(
    {
        Feature.SORTED_WORDS,
        Feature.WORD_SET,
        Feature.LETTERS,
        Feature.BEGINNING,
        Feature.ASKED_COVERED,
        Feature.NAME_COVERED,
        Feature.DISTINCTIVE,
        Feature.ASKED_LEFT,
        Feature.NAME_LEFT,
        Feature.FIRST_WORD,
        Feature.SITE_ALIKE,
        Feature.ASKED_WEIGHT,
        Feature.BESIDE_PLACES,
    }
)
# More of these speaks against a match, more of any other for it.
AGAINST = frozenset(
    {
        Feature.ASKED_LEFT,
        Feature.NAME_LEFT,
        Feature.OTHER_COUNTRY,
        Feature.ASKED_ELSEWHERE,
        Feature.NAME_ELSEWHERE,
        Feature.OTHER_NUMBER,
        Feature.OTHER_FORM,
        Feature.NAMESAKES,
    }
)


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of a candidate beside its spelling: country codes, letters of its sites, and namesakes' count."""

    country: str
    sites: tuple[str, ...]
    namesakes: int


def features(asked: Spelling, country: str, name: Spelling, side: Side) -> list[float]:
    """Return the values of `FEATURES` in their order, most within 0 to 1."""
    if asked.text == name.text:
        shared = (1.0, 1.0, max(asked.rarity.values()), 0.0, 0.0)
    else:
        shared = _words_in_common(asked, name)
    known = bool(country and side.country)
    return [
        fuzz.token_sort_ratio(asked.text, name.text) / 100,
        fuzz.token_set_ratio(asked.text, name.text) / 100,
        fuzz.ratio(asked.letters, name.letters) / 100,
        Prefix.normalized_similarity(asked.letters, name.letters),
        *shared,
        _same_start(asked.tokens[0], name.tokens[0]),
        float(asked.letters == name.initials or asked.initials == name.letters),
        float(known and country == side.country),
        float(known and country != side.country),
        float(bool(asked.places - name.places - {side.country})),
        float(bool(name.places - asked.places - {country})),
        float(asked.numbers != name.numbers),
        float(bool(asked.form) and asked.form == name.form),
        float(bool(asked.form) and bool(name.form) and asked.form != name.form),
        max((JaroWinkler.similarity(asked.letters, site) for site in side.sites), default=0.0),
        float(any(_spells(site, asked.letters) for site in side.sites)),
        _doublings(side.namesakes),
        min(asked.weight, 4.0) / 4,
        fuzz.ratio(asked.elsewhere, name.elsewhere) / 100,
    ]


def _words_in_common(asked: Spelling, name: Spelling) -> tuple[float, float, float, float, float]:
    """Return both shares covered, the rarest word in both, and the rarest left over on either side."""
    ones, others = asked.rarity, name.rarity
    both = [rarity for token, rarity in ones.items() if token in others]
    left = [token for token in ones if token not in others]
    free = {token: rarity for token, rarity in others.items() if token not in ones}
    common, unmatched = sum(both), 0.0
    for token in left:
        twin = _same_word(token, free) if free else None
        if twin is None:
            unmatched = max(unmatched, ones[token])
        else:
            common += min(ones[token], free.pop(twin))
    return (
        min(1.0, common / max(asked.weight, 0.01)),
        min(1.0, common / max(name.weight, 0.01)),
        max(both, default=0.0),
        unmatched,
        max(free.values(), default=0.0),
    )


def _same_word(token: str, others: dict[str, float]) -> str | None:
    if len(token) < _LONG_ENOUGH:
        return None
    alike = [
        (score, other)
        for other in others
        if len(other) >= _LONG_ENOUGH
        and (score := JaroWinkler.similarity(token, other, score_cutoff=_SAME_WORD)) >= _SAME_WORD
    ]
    return max(alike)[1] if alike else None


def _same_start(one: str, other: str) -> float:
    """Return how alike two first words are; short ones are the same or they are not ("AI" is not in "Airbolt")."""
    if min(len(one), len(other)) < _LONG_ENOUGH:
        return float(one == other)
    return JaroWinkler.similarity(one, other)


def _spells(site: str, letters: str) -> bool:
    """Say whether one begins with the other, or a site of some length stands within the name."""
    if len(site) < 3 or len(letters) < 3:
        return False
    return (
        letters.startswith(site) or site.startswith(letters[: max(4, len(site))]) or (len(site) > 4 and site in letters)
    )


def _doublings(namesakes: int) -> float:
    return min(10, (max(namesakes, 1) - 1).bit_length()) / 10
