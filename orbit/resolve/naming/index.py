"""The index of names: all spellings of all companies, and which of them a name may mean.

Built once per list of companies; a changed list makes a new index. Nothing in it changes afterwards, so that threads
share it (`Rarity.known` only keeps what would be worked out again).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orbit.names.company_name import company_name
from orbit.names.company_places import country_code
from orbit.resolve.naming.entry import Entry, Spelling, names_of, site_letters, spelling_of
from orbit.resolve.naming.postings import Numbers, Postings, postings
from orbit.resolve.naming.rarity import Rarity, rarity_among

# A spelling is found by its rarest words, and by what of its letters is rare.
_WORDS = 3
_GRAMS = 8
# How many spellings a key may bring; one that brings more says too little of who is meant.
_MOST_BY_WORD = 2000
_MOST_BY_GRAM = 300
_MOST_BY_KEY = 100
# How many spellings are compared in full, and how many companies of those that bear one.
_COMPARED = 24
_BEARERS = 4
# What shares less than this part of what the nearest shares is not compared: measured to lose 1 answer in 2,000.
_WORTH_COMPARING = 0.25
_PREFIX = 5
_GRAM_WORTH = 0.12
_KEY_WORTH = 0.25
_SAME_COUNTRY = 0.15


@dataclass(frozen=True, slots=True)
class Link:
    """A company and one of its spellings, as numbers in the index."""

    company: int
    spelling: int


@dataclass(frozen=True, slots=True)
class Keys:
    """By what a spelling is found: rarest words, triples of letters, and the whole in other guises."""

    words: Postings
    grams: Postings
    guises: Postings


@dataclass(frozen=True, slots=True)
class Bearers:
    """The companies of each spelling, by country (`starts`: int64[spellings + 1], `companies`, `countries`: int32)."""

    starts: NDArray[np.int64]
    companies: Numbers
    countries: Numbers

    def count(self, spelling: int) -> int:
        """Say how many companies bear a spelling."""
        return int(self.starts[spelling + 1] - self.starts[spelling])

    def some(self, spelling: int, country: int) -> list[int]:
        """Return a few of them, those of the country first."""
        first, last = int(self.starts[spelling]), int(self.starts[spelling + 1])
        if last - first == 1:
            return [int(self.companies[first])]
        start = first + int(np.searchsorted(self.countries[first:last], country)) if country else first
        near = self.companies[start : min(start + _BEARERS, last)]
        return list(dict.fromkeys([*near.tolist(), *self.companies[first : min(first + _BEARERS, last)].tolist()]))


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Companies under all their names, by number.

    A country is a number here, 0 where it is unknown: `homes` those of spellings, `homes_of` the codes of companies.
    `called` are each company's spellings with how it writes them, `numbers` the spellings by their words.
    """

    entries: tuple[Entry, ...]
    rarity: Rarity
    spellings: tuple[Spelling, ...]
    weights: NDArray[np.float32]
    homes: Numbers
    bearers: Bearers
    homes_of: tuple[str, ...]
    countries: dict[str, int]
    sites: tuple[tuple[str, ...], ...]
    keys: Keys
    by_domain: Postings
    called: tuple[tuple[tuple[int, str], ...], ...]
    numbers: dict[tuple[str, ...], int]

    def asked(self, text: str) -> Spelling:
        """Prepare what somebody typed as the spellings of the index are."""
        return spelling_of(company_name(text), self.rarity.of)

    def link(self, company: int, text: str) -> Link | None:
        """Return the link of a company to a name as written; None where the index has no such spelling."""
        spelling = self.numbers.get(company_name(text).tokens)
        return None if spelling is None else Link(company, spelling)

    def country(self, company: int) -> str:
        """Return the code of a company's country, empty where it is unknown."""
        return self.homes_of[company]

    def find(self, asked: Spelling, country: str = "", domain: str = "") -> list[Link]:
        """Return the companies whose names come nearest, nearest first, then those at the domain."""
        home = self.countries.get(country, 0)
        named = [
            Link(company, spelling)
            for spelling in self._nearest(asked, home)
            for company in self.bearers.some(spelling, home)
        ]
        there = self.by_domain.of(domain)[:_BEARERS].tolist() if domain else []
        return named + [Link(company, self.called[company][0][0]) for company in there if self.called[company]]

    def written(self, link: Link) -> str:
        """Return a company's name as it is written in one of its spellings."""
        return next(text for spelling, text in self.called[link.company] if spelling == link.spelling)

    def _nearest(self, asked: Spelling, home: int) -> list[int]:
        held = list(self._held(asked))
        if not held:
            return []
        worth = np.zeros(len(self.spellings), np.float32)
        for numbers, value in held:
            worth[numbers] += value
        some = _once(np.concatenate([numbers for numbers, _ in held]))
        alike = worth[some] / np.sqrt(max(asked.weight, 0.1) * self.weights[some])
        alike += _SAME_COUNTRY * (self.homes[some] == home) if home else 0
        enough = alike >= _WORTH_COMPARING * alike.max()
        if len(some) > _COMPARED:
            enough &= alike >= np.partition(alike, -_COMPARED)[-_COMPARED]
        some, alike = some[enough], alike[enough]
        found: list[int] = some[np.lexsort((some, -alike))[:_COMPARED]].tolist()
        return found

    def _held(self, asked: Spelling) -> Iterator[tuple[Numbers, float]]:
        for token, rarity in asked.rarity.items():
            numbers = self.keys.words.of(token)
            if 0 < len(numbers) <= _MOST_BY_WORD:
                yield numbers, max(rarity, 0.05)
        counted = sorted((self.keys.grams.count(gram), gram) for gram in grams(asked.letters))
        for count, gram in [pair for pair in counted if pair[0]][:_GRAMS]:
            if count <= _MOST_BY_GRAM:
                yield self.keys.grams.of(gram), _GRAM_WORTH
        for guise in guises(asked):
            numbers = self.keys.guises.of(guise)[:_MOST_BY_KEY]
            if len(numbers):
                yield numbers, _KEY_WORTH


def name_index(entries: Iterable[Entry]) -> NameIndex:
    """Index companies under their names, their other names, and their web domains."""
    taken = tuple(entries)
    told = [names_of(entry) for entry in taken]
    rarity = rarity_among(next(iter(names)).tokens if names else () for names in told)
    numbers: dict[tuple[str, ...], int] = {}
    called = tuple(
        tuple((numbers.setdefault(name.tokens, len(numbers)), text) for name, text in names.items()) for names in told
    )
    first = {numbers[name.tokens]: name for names in reversed(told) for name in names}
    spellings = tuple(spelling_of(first[number], rarity.of) for number in range(len(numbers)))
    pairs = [(spelling, company) for company, names in enumerate(called) for spelling, _ in names]
    codes = [country_code(entry.country) for entry in taken]
    countries = {code: place for place, code in enumerate(sorted(set(codes) - {""}), start=1)}
    bearers = _bearers(pairs, [countries.get(code, 0) for code in codes], len(spellings))
    return NameIndex(
        entries=taken,
        rarity=rarity,
        spellings=spellings,
        weights=np.array([max(spelling.weight, 0.1) for spelling in spellings], np.float32),
        homes=_homes(bearers),
        bearers=bearers,
        homes_of=tuple(codes),
        countries=countries,
        sites=tuple(tuple(site_letters(domain) for domain in entry.domains) for entry in taken),
        keys=_keys(spellings),
        by_domain=postings(dict.fromkeys(entry.domains) for entry in taken),
        called=called,
        numbers=numbers,
    )


def grams(letters: str) -> set[str]:
    """Return the triples of letters in a name."""
    framed = f" {letters} "
    return {framed[at : at + 3] for at in range(len(framed) - 2)}


def guises(spelling: Spelling) -> Iterator[tuple[str, str]]:
    """Yield the keys under which a name is found as a whole: its letters, its start, its order, its initials."""
    yield "letters", spelling.letters
    yield "start", spelling.letters[:_PREFIX]
    yield "order", " ".join(sorted(spelling.tokens))
    if len(spelling.tokens) == 1 and len(spelling.letters) <= 6:
        yield "initials", spelling.letters
    elif spelling.initials:
        yield "initials", spelling.initials


def _keys(spellings: tuple[Spelling, ...]) -> Keys:
    return Keys(
        words=postings(_rarest(spelling) for spelling in spellings),
        grams=postings(grams(spelling.letters) for spelling in spellings),
        guises=postings(dict.fromkeys(guises(spelling)) for spelling in spellings),
    )


def _rarest(spelling: Spelling) -> list[str]:
    return sorted(spelling.rarity, key=lambda token: (-spelling.rarity[token], token))[:_WORDS]


def _bearers(pairs: list[tuple[int, int]], homes: list[int], spellings: int) -> Bearers:
    by, company = np.array(pairs, np.int32).reshape(-1, 2).T
    home = np.array(homes, np.int32)[company] if len(company) else np.empty(0, np.int32)
    order = np.lexsort((company, home, by))
    starts = np.concatenate([[0], np.cumsum(np.bincount(by, minlength=spellings))]).astype(np.int64)
    return Bearers(starts, company[order], home[order])


def _once(numbers: Numbers) -> Numbers:
    """Return the different numbers, ascending; faster than `np.unique` on a few thousand."""
    ordered = np.sort(numbers)
    found: Numbers = ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])]
    return found


def _homes(bearers: Bearers) -> Numbers:
    """Return the country of each spelling's companies; 0 where there are several."""
    first, last = bearers.starts[:-1], bearers.starts[1:] - 1
    if not len(first):
        return np.empty(0, np.int32)
    one = bearers.countries[first]
    return np.where(one == bearers.countries[last], one, 0).astype(np.int32)
