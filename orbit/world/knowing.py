"""Who really knows whom: from hidden teams, projects, classes, friendships and dealings, which no export shows.

Rates of meeting follow mail between real colleagues (two-way mail within 18 months, by department size; own
department .09 to .40, other departments .0117 at 1,004 people). Teams, projects and classes are drawn at random and are
kept nowhere else, so that no formula over employers and dates can reproduce them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from orbit.world.careers import Spells
from orbit.world.spec import Bools, Floats, Ints, WorldSpec

_TEAM_SIZES = np.log([5.0, 11.0, 19.0, 32.0, 53.0, 92.0, 300.0])
_TEAM_RATES = np.array([0.40, 0.28, 0.33, 0.22, 0.12, 0.095, 0.04])
_OTHERS_MET = 0.0117 * 1_004
# Half of all jobs are at companies smaller than this: there the exponent of size changes nothing.
_MIDDLE_HEADCOUNT = 100
_ONE_AGE_MONTHS = 60
_RATE_MONTHS = 18.0
_SMALL_FIRM = 45
_FADE_MONTHS = 54.0
_FADE_FLOOR = 0.35
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Knowing:
    """Pairs who know each other: `left` < `right`, sorted; `closeness` in (0, 1], `since` a month."""

    people: int
    left: Ints
    right: Ints
    closeness: Floats
    since: Ints

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Pairs brought together by one kind of occasion, not yet merged: who, how close, since which month."""

    left: Ints
    right: Ints
    strength: Floats
    since: Ints


@dataclass(frozen=True, slots=True)
class Habits:
    """How colleagues of this world get to know each other and forget it; the defaults follow the mail study.

    The chance that two colleagues meet falls with the headcount to the power `size_exponent`, the more with the size
    of their team unless `team_rate` is the share of all team mates who meet. `outside` multiplies the chance of those
    in different teams. `alike` (0 to 1) makes people know those of their culture and age, and others less.
    """

    size_exponent: float = 1.0
    team_rate: float | None = None
    outside: float = 1.0
    alike: float = 0.0
    fade_months: float = _FADE_MONTHS
    fade_floor: float = _FADE_FLOOR


@dataclass(frozen=True, slots=True)
class Workplaces:
    """Spells with what is needed to know who met: `until` is `end` cut at today, `headcount` is per company.

    `sociable`, `culture` and `begun` (the month of the first job) are per person.
    """

    spells: Spells
    until: Ints
    headcount: Ints
    sociable: Floats
    culture: Ints
    begun: Ints
    wanted: Bools
    month: int
    habits: Habits


def team_mates(dice: np.random.Generator, work: Workplaces) -> Iterator[Acquaintance]:
    """Pairs of one team; in a small firm everybody is one team."""
    team, size = _teams(dice, work)
    order = np.lexsort((work.spells.start, team))
    for left, right in _within(team[order], order):
        first, second, months = _met(work, left, right)
        rate = _team_rate(work, first, size[first])
        chance = 1 - (1 - rate) ** ((months / _RATE_MONTHS) ** 0.85)
        kept = dice.random(len(first)) < np.minimum(chance * _ease(work, first, second), 0.97)
        yield _colleagues(dice, work, first[kept], second[kept], (2.0, 2.3))


def project_mates(dice: np.random.Generator, work: Workplaces) -> Iterator[Acquaintance]:
    """Pairs of one project across teams: a fifth of all spells spend some time on one."""
    spells = work.spells
    on_one = np.flatnonzero((dice.random(len(spells)) < 0.2) & (spells.level > 0))
    moment = spells.start[on_one] + dice.random(len(on_one)) * (work.until[on_one] - spells.start[on_one])
    rooms = 1 + work.headcount[spells.company[on_one]] // 60
    room = np.floor(dice.random(len(on_one)) * rooms).astype(np.int64)
    project = (spells.company[on_one] * 4_096 + (moment / 18).astype(np.int64)) * 1_024 + room % 1_024
    order = np.argsort(project, kind="stable")
    for left, right in _within(project[order], on_one[order]):
        first, second, _ = _met(work, left, right)
        chance = 0.45 * _ease(work, first, second) * _outside(work, first)
        kept = dice.random(len(first)) < np.minimum(chance, 0.95)
        yield _colleagues(dice, work, first[kept], second[kept], (2.2, 2.8))


def other_colleagues(dice: np.random.Generator, work: Workplaces) -> Acquaintance:
    """Pairs of one employer in different teams: as many as one gets to know, whatever the size of the firm."""
    spells = work.spells
    by_company = np.argsort(spells.company, kind="stable")
    begin = np.searchsorted(spells.company[by_company], np.arange(len(work.headcount) + 1))
    many = (begin[1:] - begin[:-1])[spells.company]
    months = work.until - spells.start + 1
    tries = 0.5 * _OTHERS_MET * many / work.headcount[spells.company] * months / _RATE_MONTHS
    tries = np.minimum(tries * work.sociable[spells.person] * _outside(work, np.arange(len(spells))), 60)
    left = np.repeat(np.arange(len(spells)), dice.poisson(tries))
    place = begin[spells.company[left]] + np.floor(dice.random(len(left)) * many[left]).astype(np.int64)
    first, second, shared = _met(work, left, by_company[place])
    kept = dice.random(len(first)) < shared / np.maximum(months[first], months[second]) * _likeness(work, first, second)
    return _colleagues(dice, work, first[kept], second[kept], (1.4, 4.2))


def class_mates(dice: np.random.Generator, groups: Ints, leaving: Ints, work: Workplaces) -> Iterator[Acquaintance]:
    """Pairs of one class at one school; `groups` names the class of each person, `leaving` its last month."""
    wanted = work.wanted
    order = np.argsort(groups, kind="stable")
    for left, right in _within(groups[order], order):
        use = (wanted[left] | wanted[right]) & (dice.random(len(left)) < 0.22)
        pair = left[use], right[use]
        strength = dice.beta(1.5, 4.0, len(pair[0])) * _fade(work, work.month - leaving[pair[0]])
        yield Acquaintance(*pair, strength, leaving[pair[0]] - 24)


def merge(spec: WorldSpec, people: int, parts: list[Acquaintance]) -> Knowing:
    """Join all occasions on which a pair met: closeness by noisy-or, `since` the earliest."""
    left = np.concatenate([part.left for part in parts])
    right = np.concatenate([part.right for part in parts])
    strength = np.concatenate([part.strength for part in parts])
    since = np.concatenate([part.since for part in parts])
    key = np.minimum(left, right) * people + np.maximum(left, right)
    order = np.argsort(key, kind="stable")
    order = order[(left != right)[order]]
    pairs, begin = np.unique(key[order], return_index=True)
    apart = np.add.reduceat(np.log1p(-np.clip(strength[order], 0.0, 0.98)), begin)
    closeness: Floats = np.round(np.minimum(-np.expm1(apart), 0.99), 2).astype(np.float64)
    earliest = np.minimum(np.minimum.reduceat(since[order], begin), spec.month)
    kept = closeness >= _LEAST
    return Knowing(people, pairs[kept] // people, pairs[kept] % people, closeness[kept], earliest[kept])


def _teams(dice: np.random.Generator, work: Workplaces) -> tuple[Ints, Floats]:
    """Put every spell into a hidden team: by company, function, site and a subdivision; and say how big it is."""
    spells = work.spells
    heads = work.headcount[spells.company].astype(np.float64)
    usual = dice.lognormal(np.log(21.0), 0.5, len(work.headcount))[spells.company]
    sites = 1 + np.floor(np.log2(np.maximum(heads / 200, 1.0)))
    site = np.floor(dice.random(len(spells)) ** 1.5 * sites)
    shares = np.bincount(spells.function, minlength=16) / len(spells)
    there = heads * shares[spells.function] / sites
    parts = np.maximum(1.0, np.round(there / usual))
    part = np.floor(dice.random(len(spells)) * parts)
    small = heads < _SMALL_FIRM
    inner = np.where(small, 0, ((spells.function + 1) * 32 + site) * 1_024 + part).astype(np.int64)
    return spells.company * (32 * 32 * 1_024) + inner, np.where(small, heads, np.maximum(there / parts, 3.0))


def _within(keys: Ints, members: Ints) -> Iterator[tuple[Ints, Ints]]:
    """All pairs of members with one key, by distance in the order; `keys` is sorted."""
    for step in range(1, len(keys)):
        near = np.flatnonzero(keys[step:] == keys[:-step])
        if not len(near):
            return
        yield members[near], members[near + step]


def _met(work: Workplaces, left: Ints, right: Ints) -> tuple[Ints, Ints, Ints]:
    """Keep the pairs that matter and overlapped for two months or more; return them with the months."""
    spells = work.spells
    matter = work.wanted[spells.person[left]] | work.wanted[spells.person[right]]
    left, right = left[matter], right[matter]
    months = np.minimum(work.until[left], work.until[right]) - np.maximum(spells.start[left], spells.start[right])
    both = (months >= 2) & (spells.person[left] != spells.person[right])
    return left[both], right[both], months[both]


def _ease(work: Workplaces, left: Ints, right: Ints) -> Floats:
    one, two = work.spells.person[left], work.spells.person[right]
    return work.sociable[one] * work.sociable[two] * _likeness(work, left, right)


def _team_rate(work: Workplaces, spell: Ints, size: Floats) -> Floats:
    if work.habits.team_rate is not None:
        return np.full(len(spell), work.habits.team_rate)
    rate: Floats = np.minimum(np.interp(np.log(size), _TEAM_SIZES, _TEAM_RATES) * _by_size(work, spell), 0.97)
    return rate


def _outside(work: Workplaces, spell: Ints) -> Floats:
    return work.habits.outside * _by_size(work, spell)


def _by_size(work: Workplaces, spell: Ints) -> Floats:
    """How much likelier colleagues of these spells meet than where the number of people met is the same everywhere."""
    headcount = work.headcount[work.spells.company[spell]]
    factor: Floats = (headcount / _MIDDLE_HEADCOUNT) ** (1.0 - work.habits.size_exponent)
    return factor


def _likeness(work: Workplaces, left: Ints, right: Ints) -> Floats:
    one, two = work.spells.person[left], work.spells.person[right]
    near = (work.culture[one] == work.culture[two]) & (np.abs(work.begun[one] - work.begun[two]) <= _ONE_AGE_MONTHS)
    return np.where(near, 1.0 + 2.0 * work.habits.alike, 1.0 - work.habits.alike)


def _colleagues(
    dice: np.random.Generator, work: Workplaces, left: Ints, right: Ints, shape: tuple[float, float]
) -> Acquaintance:
    spells = work.spells
    began = np.maximum(spells.start[left], spells.start[right])
    ended = np.minimum(work.until[left], work.until[right])
    grown = 0.4 + 0.6 * -np.expm1(-(ended - began) / 14.0)
    led = np.where(spells.level[left] != spells.level[right], 1.1, 1.0)
    strength = dice.beta(*shape, len(left)) * grown * led * _fade(work, work.month - ended)
    since = began + np.floor(dice.random(len(left)) * np.minimum(ended - began, 12)).astype(np.int64)
    return Acquaintance(spells.person[left], spells.person[right], strength, since)


def _fade(work: Workplaces, silent: Ints) -> Floats:
    floor = work.habits.fade_floor
    faded: Floats = floor + (1 - floor) * 0.5 ** (np.maximum(silent, 0) / work.habits.fade_months)
    return faded
