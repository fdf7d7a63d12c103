"""Profile pages: what everybody says of themselves online. All exports of one network copy the same page."""

from __future__ import annotations

from typing import NamedTuple

from orbit.world.careers import RUNNING
from orbit.world.export.spelling import Spelled, job_title, own_name, page_name
from orbit.world.make import World
from orbit.world.spec import Stage
from orbit.world.wording import title_of

# Of those who changed jobs lately; it makes a wrong employer on one page in nine.
_LAZY = 0.28
_FRESH_ENOUGH_MONTHS = 40


class PageJob(NamedTuple):
    """The job on top of a profile page, as written there."""

    company: int
    company_text: str
    title: str


class Profiles:
    """Everybody's profile page, written when asked for, always the same way."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._dice = world.spec.dice(Stage.PAGES).random((len(world.people), 4))
        self._begin = world.spells.of(len(world.people))

    def name(self, person: int) -> Spelled:
        """The name on the page."""
        return own_name(self._world.people, person, float(self._dice[person, 0]))

    def job(self, person: int) -> PageJob | None:
        """The current job on the page, out of date for one in nine; None for those between jobs."""
        spell = self._shown(person)
        if spell is None:
            return None
        world = self._world
        company = int(world.spells.company[spell])
        text = page_name(world.companies, company, float(self._dice[person, 2]))
        return PageJob(company, text, job_title(self.title(spell), float(self._dice[person, 3])))

    def title(self, spell: int) -> str:
        """The plain title of a spell."""
        spells = self._world.spells
        return title_of(int(spells.function[spell]), int(spells.level[spell]), int(spells.pick[spell]))

    def spells(self, person: int) -> range:
        """The numbers of a person's spells, oldest first."""
        return range(int(self._begin[person]), int(self._begin[person + 1]))

    def _shown(self, person: int) -> int | None:
        last = int(self._begin[person + 1]) - 1
        spells, now = self._world.spells, self._world.spec.month
        lazy = person not in self._world.roster.team and self._dice[person, 1] < _LAZY
        recent = now - int(spells.start[last]) <= _FRESH_ENOUGH_MONTHS
        if lazy and recent and last > self._begin[person]:
            return last - 1
        if spells.end[last] == RUNNING:
            return last
        return last if lazy else None
