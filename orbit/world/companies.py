"""The companies of the world: names, domains, places, industries, and how much of the labour market each holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from orbit.errors import UsageError
from orbit.names import unaccented
from orbit.world.spec import Floats, Ints, Stage, WorldSpec, choose
from orbit.world.wording import CITIES, HEADS, INDUSTRIES, REGION_WEIGHTS, TAILS

OUR_FIRM = 0
INVESTOR_FIRMS = (1, 2, 3)
_RESERVED = (
    ("Tidewell", "tidewell.example"),
    ("Lanternhill Ventures", "lanternhill.example"),
    ("Foxglove Capital", "foxglovecapital.example"),
    ("Ninebridge Partners", "ninebridge.example"),
)
_FREE_AFTER = len(_RESERVED)
_ALL_WORDS = tuple(word for words in INDUSTRIES.values() for word in words)


@dataclass(frozen=True, slots=True)
class Companies:
    """All companies by number; 0 is our firm, 1 to 3 are our investors.

    `weight` is the share of the labour market (a power law by rank; 0 for the first four), `city` an index
    into `CITIES`, `industry` into `INDUSTRIES`.
    """

    names: tuple[str, ...]
    domains: tuple[str, ...]
    legal: tuple[str, ...]
    industry: Ints
    city: Ints
    weight: Floats

    def __len__(self) -> int:
        return len(self.names)

    @property
    def region(self) -> Ints:
        """The labour market of each company."""
        return _CITY_REGION[self.city]

    def slug(self, company: int) -> str:
        """The word that stands for a company in web addresses."""
        return self.domains[company].removesuffix(".example")


_CITY_NAMES = [city.name for city in CITIES]
_CITY_REGION = np.array([city.region for city in CITIES], dtype=np.int64)


def make_companies(spec: WorldSpec) -> Companies:
    """Invent the companies."""
    dice = spec.dice(Stage.COMPANIES)
    count = spec.many(6_000, 260)
    industry = dice.integers(0, len(INDUSTRIES), count)
    city = _cities(dice, choose(dice, REGION_WEIGHTS, count))
    industry[:_FREE_AFTER] = [0, 1, 1, 1]
    city[:_FREE_AFTER] = [_CITY_NAMES.index(name) for name in ("Boston", "New York", "San Francisco", "London")]
    names, domains = _names(dice, industry)
    forms = dice.random(count)
    legal = [CITIES[at].legal[int(form * len(CITIES[at].legal))] for at, form in zip(city, forms, strict=True)]
    legal[:_FREE_AFTER] = ["Inc.", "LLC", "LLC", "LLP"]
    return Companies(names, domains, tuple(legal), industry, city, _weights(dice, count))


def _cities(dice: np.random.Generator, region: Ints) -> Ints:
    first = np.searchsorted(_CITY_REGION, np.arange(len(REGION_WEIGHTS)))
    many = np.bincount(_CITY_REGION, minlength=len(REGION_WEIGHTS))
    # The first city of a region is its capital of business.
    place = np.floor(dice.random(len(region)) ** 1.6 * many[region]).astype(np.int64)
    return first[region] + place


def _weights(dice: np.random.Generator, count: int) -> Floats:
    weight = np.zeros(count)
    rank = dice.permutation(count - _FREE_AFTER)
    weight[_FREE_AFTER:] = 1.0 / (rank + 6.0)
    weight /= weight.sum()
    return weight


def _names(dice: np.random.Generator, industry: Ints) -> tuple[tuple[str, ...], tuple[str, ...]]:
    compounds = [head + tail for head in HEADS for tail in TAILS if head.lower()[-1] != tail[0]]
    order = dice.permutation(len(compounds))
    described = dice.random(len(industry)) < 0.55
    words = tuple(INDUSTRIES.values())
    taken = {name for name, _ in _RESERVED}
    names = [name for name, _ in _RESERVED]
    for number in range(_FREE_AFTER, len(industry)):
        layer, place = divmod(number, len(compounds))
        bare = layer == 0 and not described[number]
        name = _free_name(compounds[order[place]], words[industry[number]], number, taken, bare=bare)
        taken.add(name)
        names.append(name)
    return tuple(names), _domains(names, dice.random(len(names)))


def _free_name(compound: str, words: tuple[str, ...], number: int, taken: set[str], *, bare: bool) -> str:
    own = [words[(number + turn) % len(words)] for turn in range(len(words))]
    choices = [f"{compound} {word}" for word in (*own, *_ALL_WORDS)]
    for name in [compound, *choices] if bare else choices:
        if name not in taken:
            return name
    raise UsageError("the word lists hold no more company names; ask for a smaller scale")


def _domains(names: list[str], dice: Floats) -> tuple[str, ...]:
    taken = {domain for _, domain in _RESERVED}
    domains = [domain for _, domain in _RESERVED]
    for name, die in zip(names[_FREE_AFTER:], dice[_FREE_AFTER:], strict=True):
        whole = re.sub(r"[^a-z0-9]", "", unaccented(name))
        short = unaccented(name.split()[0])
        domain = f"{short}.example" if die < 0.4 and f"{short}.example" not in taken else f"{whole}.example"
        taken.add(domain)
        domains.append(domain)
    return tuple(domains)
