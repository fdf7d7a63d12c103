"""A fictional company's source records at any size, with the truth: CRM, LinkedIn exports and bought or borrowed lists.

Invented people at invented firms; the accidents (short names, typing errors, new surnames, stale employers, shared
desks) come as often as the research on matching found them, so that exact identifiers find a tenth of the true pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orbit.names import unaccented
from orbit.names.nicknames import short_forms
from orbit.world.lexicon import CULTURES
from orbit.world.wording import CITIES, HEADS, INDUSTRIES, TAILS, TITLE_TABLE

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CRM, LINKEDIN, LISTS = range(3)
SOURCES = ("crm", "linkedin", "lists")
_SEED = 20_264
_COMPANIES = 28_000
_LAST_NAMES = 40_000
_PEOPLE_PER_RECORD = 0.556
# How many records a person has in all: one to six.
_RECORDS = (0.465, 0.35, 0.13, 0.04, 0.011, 0.004)
_SHARE = (0.42, 0.38, 0.20)

_STALE = 0.12
_SHORT_NAME = (0.22, 0.10, 0.14)
_INITIAL = (0.04, 0.01, 0.06)
_TYPING_ERROR = (0.05, 0.012, 0.04)
_NEW_SURNAME = 0.05
_TWICE_ON_LINKEDIN = 0.4
_EMAIL = (0.66, 0.02, 0.28)
_URL = (0.04, 0.97, 0.03)
_TITLE = (0.72, 0.95, 0.55)
_CITY = (0.33, 0.40, 0.25)
_PHONE = (0.22, 0.0, 0.08)
_PRIVATE_MAIL = 0.18
_SWITCHBOARD = 0.35
_BARE_COMPANY = 0.12
_MOVED = 0.08


@dataclass(frozen=True, slots=True)
class Records:
    """Records as sources write them, by field; `person` says who each really is: int64[records]."""

    keys: list[str]
    cells: dict[str, list[str]]
    person: Ints

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class _People:
    """The true people: numbers into the word lists below, and which namesake at the company each is."""

    first: Ints
    last: Ints
    later_last: Ints
    company: Ints
    earlier_company: Ints
    title: Ints
    city: Ints
    namesake: Ints


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists that the numbers of people lead into."""

    first: Sequence[str]
    short: Sequence[tuple[str, ...]]
    last: Sequence[str]
    company: Sequence[str]
    compound: Sequence[str]
    domain: Sequence[str]


def make_records(many: int, seed: int = _SEED) -> Records:
    """Invent about `many` records and who they are; the same number and seed give the same records."""
    dice = np.random.default_rng(seed)
    words = _words(dice)
    people = _people(dice, words, max(2, round(many * _PEOPLE_PER_RECORD)))
    person = np.repeat(np.arange(len(people.first)), 1 + _chosen(dice, _RECORDS, len(people.first)))
    source = _chosen(dice, _SHARE, len(person))
    again = (source[1:] == LINKEDIN) & (source[:-1] == LINKEDIN) & (person[1:] == person[:-1])
    source[1:][again & (dice.random(len(again)) >= _TWICE_ON_LINKEDIN)] = CRM
    order = dice.permutation(len(person))
    person, source = person[order], source[order]
    cells = _cells(dice, words, people, person, source)
    keys = [f"{SOURCES[kind]}/{number:08d}" for number, kind in enumerate(source.tolist())]
    return Records(keys, cells, person)


def _words(dice: np.random.Generator) -> _Words:
    firsts = list(dict.fromkeys([name for culture in CULTURES for name in culture.first] + _full_names()))
    lasts = list(dict.fromkeys(name for culture in CULTURES for name in culture.last))
    return _Words(firsts, [_short(name) for name in firsts], _last_names(dice, lasts), *_companies(dice))


def _full_names() -> list[str]:
    return [name.capitalize() for name in short_forms()]


def _short(name: str) -> tuple[str, ...]:
    """Return the short forms in use: those of the table, and one that no table knows."""
    known = short_forms().get(unaccented(name).lower(), ())
    homemade = name[: 3 if len(name) < 7 else 4] + "o"
    return (*(one.capitalize() for one in known), homemade) if known else (homemade,)


def _last_names(dice: np.random.Generator, known: list[str]) -> list[str]:
    """Join beginnings and endings of known names to as many names as a country has."""
    heads = list(dict.fromkeys(name[: 3 + len(name) % 3] for name in known if name.isalpha() and len(name) > 5))
    tails = list(dict.fromkeys(name[-3 - len(name) % 2 :] for name in known if name.isalpha() and len(name) > 5))
    made: dict[str, None] = {}
    for head, tail in zip(
        dice.integers(0, len(heads), 3 * _LAST_NAMES).tolist(),
        dice.integers(0, len(tails), 3 * _LAST_NAMES).tolist(),
        strict=True,
    ):
        made.setdefault(heads[head] + tails[tail])
    return list(dict.fromkeys([*known, *made]))[:_LAST_NAMES]


def _companies(dice: np.random.Generator) -> tuple[list[str], list[str], list[str]]:
    trades = list(dict.fromkeys(word for several in INDUSTRIES.values() for word in several))
    compounds = [head + tail for head in HEADS for tail in TAILS]
    names: dict[str, str] = {}
    while len(names) < _COMPANIES:
        head, trade = compounds[int(dice.integers(0, len(compounds)))], trades[int(dice.integers(0, len(trades)))]
        names.setdefault(f"{head} {trade}", head)
    domains = ["".join(char for char in unaccented(name).lower() if char.isalnum()) + ".example" for name in names]
    return list(names), list(names.values()), domains


def _people(dice: np.random.Generator, words: _Words, many: int) -> _People:
    first = _zipf(dice, len(words.first), many, 15.0)
    last = _zipf(dice, len(words.last), many, 60.0)
    later = np.where(dice.random(many) < _NEW_SURNAME, _zipf(dice, len(words.last), many, 60.0), last)
    company, earlier = (_zipf(dice, len(words.company), many, 6.0) for _ in range(2))
    return _People(
        first, last, later, company, earlier,
        dice.integers(0, 12 * 4 * 4, many),
        _zipf(dice, len(CITIES), many, 3.0),
        _namesakes(first, last, company),
    )  # fmt: skip


def _namesakes(first: Ints, last: Ints, company: Ints) -> Ints:
    """Number the people who share a name at one company, from 0."""
    mark = (first * np.int64(1 << 20) + last) * np.int64(1 << 20) + company
    order = np.argsort(mark, kind="stable")
    place = np.arange(len(order))
    new = np.r_[True, mark[order][1:] != mark[order][:-1]]
    found = np.empty(len(order), dtype=np.int64)
    found[order] = place - np.maximum.accumulate(np.where(new, place, 0))
    return found


def _cells(
    dice: np.random.Generator, words: _Words, people: _People, person: Ints, source: Ints
) -> dict[str, list[str]]:
    stale = dice.random(len(person)) < _STALE
    company = np.where(stale, people.earlier_company[person], people.company[person])
    last = np.where(dice.random(len(person)) < 0.5, people.last[person], people.later_last[person])
    first_cells = _first_names(dice, words, people.first[person], source)
    city = np.where(dice.random(len(person)) < _MOVED, dice.integers(0, len(CITIES), len(person)), people.city[person])
    last_cells = _mistyped(dice, [words.last[at] for at in last.tolist()], source)
    return {
        "source": [SOURCES[kind] for kind in source.tolist()],
        "first": _mistyped(dice, first_cells, source),
        "last": last_cells,
        "company": _company_names(dice, words, company),
        "title": _some(dice, source, _TITLE, _titles(dice, people.title[person])),
        "city": _some(dice, source, _CITY, [CITIES[at].name for at in city.tolist()]),
        "email": _some(dice, source, _EMAIL, _emails(dice, words, people, person, company)),
        "url": _some(dice, source, _URL, _addresses(words, people, person)),
        "phone": _some(dice, source, _PHONE, _phones(dice, person, company)),
    }


def _first_names(dice: np.random.Generator, words: _Words, first: Ints, source: Ints) -> list[str]:
    die, pick = dice.random(len(first)), dice.integers(0, 1 << 30, len(first))
    short = die < np.array(_SHORT_NAME)[source]
    initial = die > 1 - np.array(_INITIAL)[source]
    cells = [words.first[at] for at in first.tolist()]
    for row in np.flatnonzero(short).tolist():
        choices = words.short[first[row]]
        cells[row] = choices[int(pick[row]) % len(choices)]
    for row in np.flatnonzero(initial).tolist():
        cells[row] = cells[row][0] + "."
    return cells


def _mistyped(dice: np.random.Generator, cells: list[str], source: Ints) -> list[str]:
    die, pick = dice.random(len(cells)), dice.integers(0, 1 << 30, len(cells))
    for row in np.flatnonzero(die < np.array(_TYPING_ERROR)[source]).tolist():
        cells[row] = _error(cells[row], int(pick[row]))
    return cells


def _error(text: str, pick: int) -> str:
    """Swap, drop, double or exchange a letter, as fast typing does."""
    if len(text) < 4:
        return text
    at = 1 + pick % (len(text) - 2)
    kind = pick // 64 % 4
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + text[at] + text[at:]
    return text[:at] + "aeiorstnl"[pick // 512 % 9] + text[at + 1 :]


def _company_names(dice: np.random.Generator, words: _Words, company: Ints) -> list[str]:
    die = dice.random(len(company))
    forms: tuple[tuple[float, Callable[[str], str]], ...] = (
        (0.62, lambda name: name),
        (0.78, lambda name: f"{name}, Inc."),
        (0.88, lambda name: f"{name} LLC"),
        (1.01 - _BARE_COMPANY, str.upper),
    )
    cells = []
    for at, one in zip(company.tolist(), die.tolist(), strict=True):
        form = next((form for limit, form in forms if one < limit), None)
        cells.append(form(words.company[at]) if form else words.compound[at])
    return cells


def _titles(dice: np.random.Generator, title: Ints) -> list[str]:
    """Write titles as people do: the usual words, now and then others, sometimes a title of long ago."""
    die = dice.random(len(title))
    changed = np.where(die > 0.85, (title * 7 + 3) % (12 * 4 * 4), title)
    listed = [_title(at) for at in range(12 * 4 * 4)]
    cells = [listed[at] for at in changed.tolist()]
    for row in np.flatnonzero(die < 0.2).tolist():
        cells[row] = cells[row].replace("Vice President", "VP").replace("Senior", "Sr.").replace(" of ", ", ")
    return cells


def _title(number: int) -> str:
    function, level, pick = number // 16 % len(TITLE_TABLE), number // 4 % 4, number % 4
    levels = TITLE_TABLE[function]
    choices = levels[level % len(levels)]
    return choices[pick % len(choices)]


def _emails(dice: np.random.Generator, words: _Words, people: _People, person: Ints, company: Ints) -> list[str]:
    """Work addresses with a number for namesakes; some private ones, a few desks'."""
    die = dice.random(len(person)).tolist()
    letters_first, letters_last = _letters(words.first), _letters(words.last)
    cells = []
    for who, at, one in zip(person.tolist(), company.tolist(), die, strict=True):
        local = f"{letters_first[people.first[who]]}.{letters_last[people.last[who]]}"
        number = people.namesake[who]
        if one < _PRIVATE_MAIL:
            cells.append(f"{local}{who % 90 + 10}@mail.example")
        elif one > 0.99:
            cells.append(f"info@{words.domain[at]}")
        else:
            cells.append(f"{local}{number + 1 if number else ''}@{words.domain[at]}")
    return cells


def _addresses(words: _Words, people: _People, person: Ints) -> list[str]:
    firsts, lasts = _letters(words.first), _letters(words.last)
    return [
        f"{firsts[people.first[who]]}-{lasts[people.last[who]]}-{who * 2_654_435_761 % (1 << 36):09x}"
        for who in person.tolist()
    ]


def _phones(dice: np.random.Generator, person: Ints, company: Ints) -> list[str]:
    desk = dice.random(len(person)) < _SWITCHBOARD
    number = np.where(desk, company, 1_000_000 + person)
    return [f"+1555{at:08d}" for at in number.tolist()]


def _letters(names: Sequence[str]) -> list[str]:
    return ["".join(char for char in unaccented(name).lower() if char.isalnum()) for name in names]


def _some(dice: np.random.Generator, source: Ints, filled: Sequence[float], cells: list[str]) -> list[str]:
    """Leave cells empty as often as each source does."""
    for row in np.flatnonzero(dice.random(len(cells)) >= np.array(filled)[source]).tolist():
        cells[row] = ""
    return cells


def _zipf(dice: np.random.Generator, choices: int, many: int, offset: float) -> Ints:
    weights = np.cumsum(1.0 / (np.arange(choices) + offset))
    found: Ints = np.searchsorted(weights, dice.random(many) * weights[-1], side="right").astype(np.int64)
    return np.minimum(found, choices - 1)


def _chosen(dice: np.random.Generator, shares: Sequence[float], many: int) -> Ints:
    return _at(np.cumsum(np.asarray(shares)), dice.random(many))


def _at(total: Floats, die: Floats) -> Ints:
    found: Ints = np.searchsorted(total, die * total[-1], side="right").astype(np.int64)
    return found
