"""Whom a colleague is connected with online: part of those they know, and many whom they hardly know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from orbit.world.make import World
from orbit.world.spec import Draw, Floats, Ints, day_in, month_of
from orbit.world.wording import FUNCTIONS

_RECRUITERS = 0.3


@dataclass(frozen=True, slots=True)
class Linking:
    """How people connect online: with a share of those whom they know, the more the closer, and with strangers.

    `strangers` bounds the share of them among anybody's connections.
    """

    known: float = 0.42
    closer: float = 0.5
    strangers: tuple[float, float] = (0.30, 0.45)


class Connection(NamedTuple):
    """A first-degree connection and the day on which it was made."""

    person: int
    on: date


class Network:
    """Draws connections out of who knows whom and a crowd of strangers."""

    def __init__(self, world: World, dice: np.random.Generator, linking: Linking | None = None) -> None:
        self._world = world
        self._linking = linking or Linking()
        self._dice = dice
        self._begun = world.spells.start[world.spells.of(len(world.people))[:-1]]
        self._crowd = _crowd(world)

    def of(self, owner: int, exported_on: date) -> list[Connection]:
        """Return a colleague's connections on the day of the export, latest first."""
        dice, last, linking = self._dice, month_of(exported_on), self._linking
        others, closeness, since = acquaintances_of(self._world, owner)
        chance = linking.known + linking.closer * closeness
        linked = self._world.people.on_linkedin[others] & (dice.random(len(others)) < chance)
        known, met = others[linked], since[linked]
        strangers = self._strangers(owner, others, len(known))
        met = np.minimum(met + np.floor(dice.exponential(9.0, len(known))).astype(np.int64), last)
        earliest = np.minimum(np.maximum(self._begun[strangers], last - 130), last)
        month = np.concatenate([met, dice.integers(earliest, last + 1)])
        persons = np.concatenate([known, strangers])
        day = dice.integers(1, 29, len(persons))
        made = [
            Connection(person, day_in(at, 1 + (on - 1) * min(exported_on.day, 28) // 28 if at == last else on))
            for person, at, on in zip(persons.tolist(), month.tolist(), day.tolist(), strict=True)
        ]
        return sorted(made, key=lambda link: (link.on, link.person), reverse=True)

    def _strangers(self, owner: int, others: Ints, known: int) -> Ints:
        share = self._dice.uniform(*self._linking.strangers)
        recruits = self._dice.random(round(known * share / (1 - share))) < _RECRUITERS
        drawn = np.unique(self._crowd(recruits.astype(np.int64), self._dice))
        new: Ints = drawn[(drawn >= 0) & (drawn != owner) & ~np.isin(drawn, others)]
        return new


def acquaintances_of(world: World, person: int) -> tuple[Ints, Floats, Ints]:
    """Return everybody whom a person knows, how closely, and since which month."""
    knowing = world.knowing
    low, high = np.searchsorted(knowing.left, [person, person + 1])
    backwards = np.flatnonzero(knowing.right == person)
    rows = np.concatenate([backwards, np.arange(low, high)])
    others = np.where(knowing.left[rows] == person, knowing.right[rows], knowing.left[rows])
    return others, knowing.closeness[rows], knowing.since[rows]


def _crowd(world: World) -> Draw:
    """Those who connect with anybody: people who hire (bucket 1), and all others, seniors first (bucket 0)."""
    last = world.spells.of(len(world.people))[1:] - 1
    hires = world.spells.function[last] == FUNCTIONS.index("People")
    weight = (0.5 + world.spells.level[last]) * world.people.on_linkedin
    return Draw(hires.astype(np.int64), weight.astype(np.float64))
