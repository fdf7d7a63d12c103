"""Setting a name beside the companies it may mean: one row of features for each company, by its nearest spelling."""

from __future__ import annotations

from dataclasses import dataclass

from orbit.names.company_places import country_code
from orbit.resolve.naming.entry import Spelling
from orbit.resolve.naming.features import FEATURES, Feature, Side, features
from orbit.resolve.naming.index import Link, NameIndex

# Which of a company's spellings is the nearest is decided by these alone, before any weight.
_NEARNESS = tuple(
    FEATURES.index(feature)
    for feature in (Feature.SORTED_WORDS, Feature.WORD_SET, Feature.ASKED_COVERED, Feature.NAME_COVERED)
)


@dataclass(frozen=True, slots=True)
class Question:
    """A name that somebody wrote, with the country and web domain if they are known."""

    name: str
    country: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A company beside the name that was asked for."""

    link: Link
    values: tuple[float, ...]


def compared(index: NameIndex, question: Question, without: Link | None = None) -> tuple[Spelling, list[Compared]]:
    """Compare a name with the companies it may mean, in the order of their numbers.

    `without` leaves one spelling of one company out, as if it had never been called that.
    """
    asked = index.asked(question.name)
    if not asked.tokens:
        return asked, []
    country = country_code(question.country)
    nearest: dict[int, Compared] = {}
    for link in index.find(asked, country, question.domain):
        if link == without:
            continue
        side = Side(index.country(link.company), index.sites[link.company], _namesakes(index, link, without))
        name = index.spellings[link.spelling]
        row = Compared(link, tuple(features(asked, country, name, side)))
        known = nearest.get(link.company)
        if known is None or _nearness(row) > _nearness(known):
            nearest[link.company] = row
    return asked, [nearest[company] for company in sorted(nearest)]


def _namesakes(index: NameIndex, link: Link, without: Link | None) -> int:
    left_out = without is not None and without.spelling == link.spelling
    return index.bearers.count(link.spelling) - left_out


def _nearness(row: Compared) -> float:
    return sum(row.values[place] for place in _NEARNESS)
