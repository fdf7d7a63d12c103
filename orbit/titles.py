"""What a job title says: how senior, in which function, and when two titles mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from orbit import title_words as table
from orbit.names import words
from orbit.names.text import word_set


class Seniority(StrEnum):
    """How high a title stands."""

    C_LEVEL = "c_level"
    VP = "vp"
    DIRECTOR = "director"
    MANAGER = "manager"
    INDIVIDUAL = "individual"
    UNKNOWN = "unknown"


class JobFunction(StrEnum):
    """What kind of work a title is about."""

    SALES = "sales"
    MARKETING = "marketing"
    FINANCE = "finance"
    ENGINEERING = "engineering"
    PRODUCT = "product"
    OPERATIONS = "operations"
    PEOPLE = "people"
    LEGAL = "legal"
    CUSTOMER_SUCCESS = "customer_success"
    IT = "it"
    DATA = "data"
    EXECUTIVE = "executive"
    UNKNOWN = "unknown"


# Where a title ends and the employer or a slogan begins ("VP Sales at Acme", "CFO | Speaker").
_TAIL = re.compile(r"\s+(?:at|bei|chez)\s.*|\s*[|•·@].*", re.IGNORECASE | re.DOTALL)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_GENDERED = re.compile(r"(?<=\w)[*:_/-]{1,2}(?:in|innen)\b", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def seniority(title: str) -> Seniority:
    """Say how high a title stands; UNKNOWN where no word of it tells."""
    found = set(_meaning(title))
    if found & table.DEPUTY and found & (table.C_LEVEL | table.VP | {"executive"}):
        return Seniority.INDIVIDUAL
    if found & table.C_LEVEL or {"managing", "director"} <= found or _is_owning_partner(found):
        return Seniority.C_LEVEL
    if found & table.VP:
        return Seniority.VP
    if found & table.DIRECTOR and not _is_senior_expert(found):
        return Seniority.DIRECTOR
    if found & table.MANAGER and not ("manager" in found and found & table.NO_STAFF):
        return Seniority.MANAGER
    return Seniority.INDIVIDUAL if found & table.INDIVIDUAL else Seniority.UNKNOWN


@lru_cache(maxsize=1 << 16)
def job_function(title: str) -> JobFunction:
    """Say which function a title belongs to; UNKNOWN where no word of it tells."""
    found = set(_meaning(title))
    otherwise = JobFunction.EXECUTIVE if _is_owning_partner(found) else JobFunction.UNKNOWN
    return next((function for function, hints in _functions() if found & hints), otherwise)


@lru_cache(maxsize=1 << 16)
def title_key(title: str) -> str:
    """Return the key under which spellings of one title meet: "VP of Sales", "Vice President, Sales", "Sales VP"."""
    return " ".join(sorted(set(_meaning(title))))


def _is_owning_partner(found: set[str]) -> bool:
    return "partner" in found and (
        found <= {"partner", "senior", "equity"} or not found.isdisjoint({"managing", "general"})
    )


def _is_senior_expert(found: set[str]) -> bool:
    return found & table.DIRECTOR == {"principal"} and bool(found & table.INDIVIDUAL)


@lru_cache(maxsize=1 << 16)
def _meaning(title: str) -> tuple[str, ...]:
    plain = _GENDERED.sub("", _ASIDE.sub(" ", _TAIL.sub("", title)))
    kept = [_full_word(word) for word in words(plain)]
    return tuple(_merged([word for word in kept if word not in table.FILLERS]))


def _full_word(word: str) -> str:
    stem = word.removesuffix("in")
    return stem if stem != word and stem in _known() else _abbreviations().get(word, word)


def _merged(said: list[str]) -> Iterator[str]:
    place = 0
    while place < len(said):
        size, meaning = _phrase_at(said, place)
        yield meaning
        place += size


def _phrase_at(said: list[str], place: int) -> tuple[int, str]:
    for size in (4, 3, 2):
        phrase = tuple(said[place : place + size])
        if len(phrase) == size and phrase in _phrases():
            return size, _phrases()[phrase]
    return 1, said[place]


@lru_cache(maxsize=1)
def _phrases() -> dict[tuple[str, ...], str]:
    lines = (line.partition(" = ") for line in table.PHRASES.split("\n"))
    spelt = ((tuple(phrase.split()), meaning) for said, _, meaning in lines for phrase in said.split(","))
    return {tuple(_full_word(word) for word in phrase): meaning for phrase, meaning in spelt}


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    lines = (line.partition(" = ") for line in table.ABBREVIATIONS.split("\n"))
    return {short: full for said, _, full in lines for short in said.split()}


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """German titles with a feminine ending count as the plain word, where that is a title."""
    return table.C_LEVEL | table.DIRECTOR | table.MANAGER | table.INDIVIDUAL


@lru_cache(maxsize=1)
def _functions() -> tuple[tuple[JobFunction, frozenset[str]], ...]:
    lines = (line.partition(":") for line in table.FUNCTIONS.replace("\n ", " ").split("\n"))
    return tuple((JobFunction(name), word_set(hints)) for name, _, hints in lines)
