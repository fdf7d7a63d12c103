"""Those behind us: investors with their portfolios, advisors, and the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from orbit.world.accounts import Accounts
from orbit.world.companies import INVESTOR_FIRMS, OUR_FIRM, Companies
from orbit.world.firm import FIRM_AGE_MONTHS, PARTNERS_PER_FIRM, Roster
from orbit.world.spec import Stage, WorldSpec

_ROUNDS = ("Seed", "Series A", "Series B", "Series C", "Series D")


class Standing(StrEnum):
    """In which capacity a backer stands by us, in the words of the advisors template."""

    ADVISOR = "advisor"
    BOARD = "board"
    INVESTOR_PARTNER = "investor_partner"


@dataclass(frozen=True, slots=True)
class Stake:
    """An investor's stake in a company, looked after by one partner."""

    investor: int
    company: int
    partner: int
    round: str
    on: date
    lead: bool
    board_seat: bool


@dataclass(frozen=True, slots=True)
class Backer:
    """A person who stands by us; `until` is set for those who no longer do."""

    person: int
    standing: Standing
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat on another company's board."""

    person: int
    company: int
    since: date


@dataclass(frozen=True, slots=True)
class Backers:
    """Everybody behind us, the portfolios, and the board seats that backers hold elsewhere."""

    backers: tuple[Backer, ...]
    stakes: tuple[Stake, ...]
    seats: tuple[Seat, ...]


def make_backers(spec: WorldSpec, companies: Companies, accounts: Accounts, roster: Roster) -> Backers:
    """Hand out stakes, advisory roles and board seats."""
    dice = spec.dice(Stage.BACKERS)
    stakes = [
        stake
        for number, firm in enumerate(INVESTOR_FIRMS)
        for stake in _portfolio(spec, dice, firm, _mix(spec, dice, companies, accounts), _partners(roster, number))
    ]
    return Backers(_backers(spec, dice, roster), tuple(stakes), _seats(spec, dice, companies, accounts, roster))


def _partners(roster: Roster, number: int) -> range:
    first = roster.partners.start + number * PARTNERS_PER_FIRM
    return range(first, first + PARTNERS_PER_FIRM)


def _mix(spec: WorldSpec, dice: np.random.Generator, companies: Companies, accounts: Accounts) -> list[int]:
    """One portfolio: us, some target accounts and customers, and private companies that are neither."""
    size = round(int(dice.integers(34, 61)) * min(1.0, spec.scale**0.25))
    wanted = [target.company for target in accounts.targets if not target.public]
    bought = [customer.company for customer in accounts.customers]
    small = np.flatnonzero((companies.weight > 0) & (companies.weight < 3e-3)).tolist()
    known = {*wanted, *bought}
    others = [company for company in small if company not in known]
    parts = ((wanted, 0.22), (bought, 0.08), (others, 0.70))
    chosen = [company for pool, share in parts for company in _sample(dice, pool, round(size * share))]
    return [OUR_FIRM, *chosen]


def _sample(dice: np.random.Generator, pool: Sequence[int], count: int) -> list[int]:
    picked = dice.choice(len(pool), size=min(count, len(pool)), replace=False)
    return [pool[int(at)] for at in picked]


def _portfolio(
    spec: WorldSpec, dice: np.random.Generator, firm: int, companies: Sequence[int], partners: range
) -> list[Stake]:
    stakes = []
    for company in companies:
        ours = company == OUR_FIRM
        partner = partners[0] if ours else partners[int(dice.integers(0, len(partners)))]
        lead = bool(dice.random() < 0.45)
        seat = lead and bool(dice.random() < 0.7) and not ours
        oldest = FIRM_AGE_MONTHS * 28 if ours else 3_000
        name = _ROUNDS[firm - 1] if ours else _ROUNDS[int(dice.integers(0, len(_ROUNDS)))]
        stakes.append(Stake(firm, company, partner, name, spec.ago(int(dice.integers(60, oldest))), lead, seat))
    return stakes


def _backers(spec: WorldSpec, dice: np.random.Generator, roster: Roster) -> tuple[Backer, ...]:
    directors = (*roster.independents, roster.partners[0], roster.partners[PARTNERS_PER_FIRM])
    by_standing = (
        (Standing.ADVISOR, tuple(roster.advisors)),
        (Standing.BOARD, directors),
        (Standing.INVESTOR_PARTNER, tuple(roster.partners)),
    )
    return tuple(
        Backer(
            person, standing, spec.ago(int(dice.integers(200, 2_400))),
            spec.ago(int(dice.integers(20, 180))) if standing is Standing.ADVISOR and dice.random() < 0.12 else None,
        )
        for standing, persons in by_standing
        for person in persons
    )  # fmt: skip


def _seats(
    spec: WorldSpec, dice: np.random.Generator, companies: Companies, accounts: Accounts, roster: Roster
) -> tuple[Seat, ...]:
    wanted = [target.company for target in accounts.targets]
    seats = []
    for person in (*roster.advisors, *roster.independents):
        for _ in range(int(dice.integers(0, 3))):
            anywhere = int(dice.integers(len(INVESTOR_FIRMS) + 1, len(companies)))
            company = wanted[int(dice.integers(0, len(wanted)))] if dice.random() < 0.5 else anywhere
            seats.append(Seat(person, company, spec.ago(int(dice.integers(100, 2_000)))))
    return tuple(dict.fromkeys(seats))
