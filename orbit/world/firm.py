"""Our firm's desks, and which persons of the world are ours: they come first in the numbering of people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from orbit.world.companies import INVESTOR_FIRMS, OUR_FIRM
from orbit.world.spec import Ints, WorldSpec
from orbit.world.wording import FUNCTIONS, INVESTING

FIRM_AGE_MONTHS = 102


class Desk(StrEnum):
    """What a colleague does at our firm."""

    CEO = "ceo"
    CRO = "cro"
    CTO = "cto"
    CFO = "cfo"
    CMO = "cmo"
    VP_CS = "vp_cs"
    SALES_MANAGER = "sales_manager"
    AE = "ae"
    CSM = "csm"
    SDR = "sdr"
    ENGINEER = "engineer"
    PRODUCT = "product"
    MARKETER = "marketer"
    BACK_OFFICE = "back_office"


LEADERS = (Desk.CEO, Desk.CRO, Desk.CTO, Desk.CFO, Desk.CMO, Desk.VP_CS)
SELLING = (Desk.CEO, Desk.CRO, Desk.VP_CS, Desk.SALES_MANAGER, Desk.AE, Desk.CSM, Desk.SDR, Desk.CMO)
# The leaders come first, in the order of `LEADERS`: desk, function, level, heads at scale 1, fewest heads
_DESKS = (
    (Desk.CEO, "Operations", 6, 1, 1),
    (Desk.CRO, "Sales", 6, 1, 1),
    (Desk.CTO, "Engineering", 6, 1, 1),
    (Desk.CFO, "Finance", 6, 1, 1),
    (Desk.CMO, "Marketing", 6, 1, 1),
    (Desk.VP_CS, "Customer Success", 5, 1, 1),
    (Desk.SALES_MANAGER, "Sales", 3, 2, 1),
    (Desk.AE, "Sales", 1, 9, 2),
    (Desk.CSM, "Customer Success", 1, 8, 2),
    (Desk.SDR, "Sales", 0, 3, 1),
    (Desk.ENGINEER, "Engineering", 2, 12, 3),
    (Desk.PRODUCT, "Product", 1, 4, 1),
    (Desk.MARKETER, "Marketing", 1, 3, 1),
    (Desk.BACK_OFFICE, "People", 1, 3, 1),
)
PARTNERS_PER_FIRM = 3


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is ours, by person number: colleagues first, then former colleagues, partners, advisors, board."""

    desks: tuple[Desk, ...]
    functions: tuple[int, ...]
    levels: tuple[int, ...]
    alumni: range
    partners: range
    advisors: range
    independents: range

    @property
    def team(self) -> range:
        """Our colleagues."""
        return range(len(self.desks))

    @property
    def everybody(self) -> range:
        """Every person whose career is arranged."""
        return range(self.independents.stop)

    def at(self, *desks: Desk) -> tuple[int, ...]:
        """The colleagues at these desks, in order."""
        return tuple(person for person, desk in enumerate(self.desks) if desk in desks)

    def firm_of(self, partner: int) -> int:
        """The investor that a partner works for."""
        return INVESTOR_FIRMS[(partner - self.partners.start) // PARTNERS_PER_FIRM]


def seat(spec: WorldSpec) -> Roster:
    """Fill the desks of our firm and count those around it."""
    desks: list[Desk] = []
    functions: list[int] = []
    levels: list[int] = []
    for desk, function, level, heads, fewest in _DESKS:
        count = spec.some(heads, fewest) if heads > 1 else 1
        desks += [desk] * count
        functions += [FUNCTIONS.index(function)] * count
        levels += [level] * count
    stops = np.cumsum([len(desks), spec.some(18, 5), PARTNERS_PER_FIRM * len(INVESTOR_FIRMS), spec.some(12, 4), 3])
    blocks = [range(int(start), int(stop)) for start, stop in pairwise(stops)]
    return Roster(tuple(desks), tuple(functions), tuple(levels), *blocks)


def last_company(roster: Roster) -> Ints:
    """Where each arranged person works today; -1 = wherever life led them."""
    fixed = np.full(len(roster.everybody), -1, dtype=np.int64)
    fixed[: len(roster.team)] = OUR_FIRM
    fixed[roster.partners.start : roster.partners.stop] = np.repeat(INVESTOR_FIRMS, PARTNERS_PER_FIRM)
    return fixed


def last_function(roster: Roster) -> Ints:
    """In which function each arranged person works today; -1 = any."""
    fixed = np.full(len(roster.everybody), -1, dtype=np.int64)
    fixed[: len(roster.team)] = roster.functions
    fixed[roster.partners.start : roster.partners.stop] = INVESTING
    return fixed


def last_level(roster: Roster) -> Ints:
    """On which level each arranged person works today; -1 = any."""
    fixed = np.full(len(roster.everybody), -1, dtype=np.int64)
    fixed[: len(roster.team)] = roster.levels
    fixed[roster.partners.start : roster.partners.stop] = [5, 5, 6] * len(INVESTOR_FIRMS)
    fixed[roster.advisors.start :] = 6
    return fixed
