"""Makes the world: careers first, then our accounts and backers among them, then who knows whom."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from orbit.world import dealings, knowing
from orbit.world.accounts import Accounts, make_accounts
from orbit.world.backers import Backers, make_backers
from orbit.world.careers import Spells, make_careers, with_moves
from orbit.world.companies import OUR_FIRM, Companies, make_companies
from orbit.world.firm import Roster, seat
from orbit.world.knowing import Habits, Knowing, Workplaces
from orbit.world.people import People, draw_nature, name_people
from orbit.world.spec import Bools, Ints, Stage, WorldSpec


@dataclass(frozen=True, slots=True)
class World:
    """The whole made-up world, truth included; exports show a part of it."""

    spec: WorldSpec
    companies: Companies
    headcount: Ints
    people: People
    spells: Spells
    roster: Roster
    accounts: Accounts
    backers: Backers
    knowing: Knowing

    @property
    def champions(self) -> tuple[int, ...]:
        """All champions by person number, each once."""
        persons = (champion.person for customer in self.accounts.customers for champion in customer.champions)
        return tuple(dict.fromkeys(persons))


def make_world(spec: WorldSpec) -> World:
    """Make the world of a seed, a scale and a day."""
    return acquainted(make_strangers(spec))


def make_strangers(spec: WorldSpec) -> World:
    """Make a world in which nobody knows anybody yet."""
    companies, roster = make_companies(spec), seat(spec)
    nature = draw_nature(spec, roster)
    spells = make_careers(spec, companies, nature.region, roster)
    accounts = make_accounts(spec, companies, spells, roster)
    spells = with_moves(spells, list(accounts.moves))
    people = name_people(spec, nature, spells, roster)
    backers = make_backers(spec, companies, accounts, roster)
    headcount = _headcount(spec, spells, len(companies))
    headcount[OUR_FIRM] = len(roster.team)
    return World(spec, companies, headcount, people, spells, roster, accounts, backers, _nobody(len(people)))


def acquainted(world: World, habits: Habits | None = None) -> World:
    """Return the world with the acquaintances that its people make by these habits, the usual ones unless told."""
    return replace(world, knowing=_acquaint(world, habits or Habits()))


def ours(world: World) -> Ints:
    """Everybody who would do us a favour: colleagues, champions, backers; sorted person numbers."""
    arranged = [*world.roster.team, *range(world.roster.partners.start, world.roster.independents.stop)]
    return np.unique(np.array([*arranged, *world.champions]))


def targets_today(world: World) -> dict[int, list[int]]:
    """The people who work at each target account today."""
    wanted = np.array([target.company for target in world.accounts.targets])
    current = world.spells.current(len(world.people))
    here = current[current >= 0]
    here = here[np.isin(world.spells.company[here], wanted)]
    return dealings.grouped(world.spells.company[here], world.spells.person[here])


def _nobody(people: int) -> Knowing:
    none = np.zeros(0, dtype=np.int64)
    return Knowing(people, none, none, np.zeros(0), none)


def _headcount(spec: WorldSpec, spells: Spells, companies: int) -> Ints:
    """Say how many people each company employs: more than this world holds, the more so the bigger it is."""
    dice = spec.dice(Stage.HEADCOUNT)
    most = np.zeros(companies, dtype=np.int64)
    for month in range(spec.month - 360, spec.month + 1, 6):
        there = (spells.start <= month) & (month <= spells.end)
        most = np.maximum(most, np.bincount(spells.company[there], minlength=companies))
    factor = 1.25 + dice.lognormal(0.1, 0.5, companies) * np.sqrt(1 + most / 90)
    return np.ceil(most * factor).astype(np.int64) + 3


def _wanted(world: World) -> Bools:
    """Whose acquaintances are kept: our people and those who work at target accounts today."""
    wanted = np.zeros(len(world.people), dtype=np.bool_)
    wanted[ours(world)] = True
    for persons in targets_today(world).values():
        wanted[persons] = True
    return wanted


def _acquaint(world: World, habits: Habits) -> Knowing:
    spec, spells, nature = world.spec, world.spells, world.people.nature
    dice = spec.dice(Stage.TIES)
    wanted = _wanted(world)
    running = spells.current(len(world.people))
    chiefs = dealings.chiefs_today(spells, running[running >= 0])
    begun = spells.start[spells.of(len(world.people))[:-1]]
    work = Workplaces(
        spells, np.minimum(spells.end, spec.month), world.headcount, nature.sociable, nature.culture, begun, wanted,
        spec.month, habits,
    )  # fmt: skip
    classes = ((nature.school * 8) + nature.field) * 4_096 + begun // 24
    parts = [
        *knowing.team_mates(dice, work),
        *knowing.project_mates(dice, work),
        knowing.other_colleagues(dice, work),
        *knowing.class_mates(dice, classes, begun, work),
        dealings.customer_dealings(dice, world.accounts, world.roster),
        dealings.prospecting(dice, world.accounts, targets_today(world), spec.month),
        dealings.backing(dice, world.backers, chiefs, world.roster),
        *dealings.acquaintances(dice, spec, spells, nature, wanted, world.roster),
    ]
    return knowing.merge(spec, len(world.people), parts)


def school_number(world: World, school: int) -> int:
    """Return the number of a school in the numbering of companies, behind the last company."""
    return len(world.companies) + school
