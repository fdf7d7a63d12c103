"""The people of the world: names, nicknames, places, addresses. Namesakes happen; addresses are unique."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from orbit.names import unaccented
from orbit.world.careers import RUNNING, Spells
from orbit.world.firm import Desk, Roster
from orbit.world.lexicon import CULTURES, GERMAN_INDEX, NICKNAMES, TWO_SURNAMES
from orbit.world.spec import Bools, Draw, Floats, Ints, Stage, WorldSpec, choose
from orbit.world.wording import CITIES, PERSONAL_MAIL, REGION_CULTURES, REGION_WEIGHTS, SCHOOLS

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Nature:
    """What is drawn of everybody before they have a career: int64[n] each; `sociable` is 1 for most."""

    region: Ints
    culture: Ints
    school: Ints
    field: Ints
    sociable: Floats


@dataclass(frozen=True, slots=True)
class People:
    """Everybody by number. `namesake` counts those with the same name before them (0 = the first)."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    namesake: tuple[int, ...]
    city: Ints
    nature: Nature
    on_linkedin: Bools

    def __len__(self) -> int:
        return len(self.first)

    def name(self, person: int) -> str:
        """The full name, spelled right."""
        return f"{self.first[person]} {self.last[person]}"

    def nickname(self, person: int) -> str:
        """What friends call them; the first name where there is no shorter one."""
        return NICKNAMES.get(self.first[person], self.first[person])

    def slug(self, person: int) -> str:
        """The end of the LinkedIn profile address, unique."""
        words = f"{_letters(self.first[person], '-')}-{_letters(self.last[person], '-')}"
        vanity = not self.namesake[person] and person % 3 == 0
        return words if vanity else f"{words}-{_code(person)}"

    def profile_url(self, person: int) -> str:
        """The LinkedIn profile address."""
        return f"https://www.linkedin.com/in/{self.slug(person)}"

    def work_email(self, person: int, domain: str) -> str:
        """The address at a company, in that company's pattern."""
        first, last = _letters(self.first[person], ""), _letters(self.last[person], "")
        pattern = sum(domain.encode()) % 4
        local = (f"{first}.{last}", f"{first}.{last}", f"{first}{last}", f"{last}.{first}")[pattern]
        return f"{local}{self._number(person)}@{domain}"

    def personal_email(self, person: int) -> str:
        """The private address."""
        first, last = _letters(self.first[person], ""), _letters(self.last[person], "")
        return f"{first}.{last}{self._number(person)}@{PERSONAL_MAIL[person % len(PERSONAL_MAIL)]}"

    def _number(self, person: int) -> str:
        return str(self.namesake[person] + 1) if self.namesake[person] else ""


def draw_nature(spec: WorldSpec, roster: Roster) -> Nature:
    """Draw where people live, their culture, their school, and how easily they make friends."""
    dice = spec.dice(Stage.PEOPLE)
    count = spec.many(56_000, 1_200)
    region = choose(dice, REGION_WEIGHTS, count)
    culture = np.zeros(count, dtype=np.int64)
    for number, shares in enumerate(REGION_CULTURES):
        here = np.flatnonzero(region == number)
        culture[here] = choose(dice, shares, len(here))
    culture[roster.at(Desk.CSM)[0]] = GERMAN_INDEX
    school = np.floor(dice.random(count) ** 1.5 * len(SCHOOLS)).astype(np.int64)
    return Nature(region, culture, school, dice.integers(0, 8, count), dice.lognormal(-0.1, 0.45, count))


def name_people(spec: WorldSpec, nature: Nature, spells: Spells, roster: Roster) -> People:
    """Give everybody a name and a home; make some colleagues of one company share one name."""
    dice = spec.dice(Stage.NAMES)
    count = len(nature.region)
    first, last = _pick_names(dice, nature.culture)
    for older, younger in _shared_names(dice, spells, roster):
        first[younger], last[younger] = first[older], last[older]
    firsts = tuple(_FIRST[index] for index in first.tolist())
    lasts = tuple(_LAST[index] for index in last.tolist())
    doubled = np.flatnonzero((dice.random(count) < 0.3) & np.isin(nature.culture, TWO_SURNAMES))
    lasts = _with_second(lasts, doubled, dice)
    at_home = Draw(_CITY_REGION, (1.0 / (1.0 + np.arange(len(CITIES)) % 4)).astype(np.float64))
    return People(
        firsts, lasts, _count_namesakes(firsts, lasts), at_home(nature.region, dice), nature,
        (dice.random(count) < 0.93) | (np.arange(count) < roster.independents.stop),
    )  # fmt: skip


_CITY_REGION = np.array([city.region for city in CITIES], dtype=np.int64)
_FIRST = tuple(name for culture in CULTURES for name in culture.first)
_LAST = tuple(name for culture in CULTURES for name in culture.last)
_FIRST_FROM = np.cumsum([0, *(len(culture.first) for culture in CULTURES)])
_LAST_FROM = np.cumsum([0, *(len(culture.last) for culture in CULTURES)])


def _pick_names(dice: np.random.Generator, culture: Ints) -> tuple[Ints, Ints]:
    married = dice.random(len(culture)) < 0.2
    other = np.where(married, dice.integers(0, len(CULTURES), len(culture)), culture)
    first = _skewed(dice, _FIRST_FROM, culture, 1.2)
    return first, _skewed(dice, _LAST_FROM, other, 1.3)


def _skewed(dice: np.random.Generator, begin: Ints, culture: Ints, power: float) -> Ints:
    many = begin[culture + 1] - begin[culture]
    return begin[culture] + np.floor(dice.random(len(culture)) ** power * many).astype(np.int64)


def _shared_names(dice: np.random.Generator, spells: Spells, roster: Roster) -> list[tuple[int, int]]:
    """Pairs of current colleagues who will share a name: one pair in about every thousand people."""
    running = np.flatnonzero((spells.end == RUNNING) & (spells.person >= roster.independents.stop))
    order = running[np.argsort(spells.company[running], kind="stable")]
    together = np.flatnonzero(spells.company[order[1:]] == spells.company[order[:-1]])
    picked = dice.choice(together, size=max(3, len(running) // 1_000), replace=False)
    return [(int(spells.person[order[at]]), int(spells.person[order[at + 1]])) for at in np.sort(picked)]


def _with_second(lasts: tuple[str, ...], doubled: Ints, dice: np.random.Generator) -> tuple[str, ...]:
    names = list(lasts)
    seconds = dice.integers(0, len(names), len(doubled))
    for person, other in zip(doubled.tolist(), seconds.tolist(), strict=True):
        # The second surname is another person's of the same language area.
        second = CULTURES[TWO_SURNAMES[person % 2]].last[other % 30]
        names[person] = f"{names[person]} {second}"
    return tuple(names)


def _count_namesakes(firsts: Sequence[str], lasts: Sequence[str]) -> tuple[int, ...]:
    seen: Counter[str] = Counter()
    numbers = []
    for first, last in zip(firsts, lasts, strict=True):
        key = _letters(first, "") + _letters(last, "")
        numbers.append(seen[key])
        seen[key] += 1
    return tuple(numbers)


@lru_cache(maxsize=1 << 15)
def _letters(name: str, joint: str) -> str:
    return re.sub(r"[^a-z0-9]+", joint, unaccented(name).replace("'", "")).strip("-")


def _code(person: int) -> str:
    # A multiplicative step spreads neighbours; below 36**6 it stays unique.
    number = (person * 48_271 + 12_345) % (36**6)
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text
