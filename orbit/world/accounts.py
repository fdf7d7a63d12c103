"""Our accounts: customers with their champions, and target accounts, each with its owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from orbit.model import Layer
from orbit.world.careers import RUNNING, Move, Spells
from orbit.world.companies import Companies
from orbit.world.firm import Desk, Roster
from orbit.world.scenes import OPEN, Contract, Scene, contract, deck
from orbit.world.spec import Ints, Stage, WorldSpec, month_of
from orbit.world.wording import FUNCTIONS, INDUSTRIES, OUR_INDUSTRIES

_BUYING = ("Sales", "Marketing", "Customer Success", "Operations", "Finance", "IT")
_NEW = (Scene.ONBOARDING, Scene.OPENS_SOON)
_WIN_STORIES = (
    "Cut onboarding of new reps from nine weeks to five.",
    "Replaced three tools and closed the quarter four days earlier.",
    "Forecast error went from 18% to 6% in two quarters.",
    "Support backlog halved after the roll-out.",
    "Renewal notices now go out on time for every region.",
)
_OUTCOMES = (
    "31% faster month end",
    "12 hours saved per rep and month",
    "2.4x pipeline coverage",
    "churn down 3 points",
)


@dataclass(frozen=True, slots=True)
class Champion:
    """A customer's person who speaks for us, as our colleagues know them."""

    person: int
    layer: Layer
    nps: int | None
    nps_on: date | None
    csat: int | None
    csat_on: date | None
    win_story: str | None
    outcome: str | None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """A company that buys from us; owner, csm and sdr are person numbers."""

    company: int
    owner: int
    csm: int
    sdr: int | None
    contract: Contract
    champions: tuple[Champion, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A company that we want; `signalled` accounts have something in the news."""

    company: int
    owner: int
    sdr: int | None
    signalled: bool
    public: bool


@dataclass(frozen=True, slots=True)
class Accounts:
    """Customers and target accounts, and the changes of employer that go with them."""

    customers: tuple[Customer, ...]
    targets: tuple[Target, ...]
    moves: tuple[Move, ...]


def make_accounts(spec: WorldSpec, companies: Companies, spells: Spells, roster: Roster) -> Accounts:
    """Pick our accounts among the companies of our industries and put people and dates to them."""
    dice = spec.dice(Stage.ACCOUNTS)
    staff = _staff(spells, len(companies), roster.independents.stop)
    wanted = spec.many(400, 16)
    picked = _pick(dice, companies, staff, spec.many(200, 8) + wanted)
    targets = _targets(dice, picked[:wanted], staff, roster)
    customers = _customers(spec, dice, picked[wanted:], staff, roster, spells)
    return Accounts(customers, targets, tuple(_moves(dice, customers, targets)))


def _staff(spells: Spells, companies: int, arranged: int) -> list[Ints]:
    running = np.flatnonzero((spells.end == RUNNING) & (spells.person >= arranged))
    order = running[np.argsort(spells.company[running], kind="stable")]
    begin = np.searchsorted(spells.company[order], np.arange(companies + 1))
    return [order[begin[at] : begin[at + 1]] for at in range(companies)]


def _pick(dice: np.random.Generator, companies: Companies, staff: list[Ints], count: int) -> list[int]:
    sizes = np.array([len(here) for here in staff])
    ours = np.isin(companies.industry, [list(INDUSTRIES).index(name) for name in OUR_INDUSTRIES])
    liking = dice.random(len(sizes)) + 0.7 * ours - 10.0 * (sizes < 6) + np.minimum(sizes, 6)
    # The dozen giants are nobody's account: they would be half of all targets.
    liking[np.argsort(-sizes, kind="stable")[:12]] = -100.0
    chosen = np.argsort(-liking, kind="stable")[:count]
    return [int(company) for company in dice.permutation(chosen)]


def _targets(dice: np.random.Generator, picked: Sequence[int], staff: list[Ints], roster: Roster) -> tuple[Target, ...]:
    reps, helpers = roster.at(Desk.AE), roster.at(Desk.SDR)
    largest = sorted(picked, key=lambda company: -len(staff[company]))[: max(2, len(picked) // 50)]
    return tuple(
        Target(
            company, reps[number % len(reps)], helpers[number % len(helpers)] if dice.random() < 0.6 else None,
            # Three of five accounts of every rep have something in the news.
            signalled=number // len(reps) % 5 < 3 or company in largest, public=company in largest,
        )
        for number, company in enumerate(picked)
    )  # fmt: skip


def _customers(
    spec: WorldSpec, dice: np.random.Generator, picked: Sequence[int], staff: list[Ints], roster: Roster, spells: Spells
) -> tuple[Customer, ...]:
    reps, carers, helpers = roster.at(Desk.AE), roster.at(Desk.CSM), roster.at(Desk.SDR)
    customers = []
    for turn, rep in enumerate(reps):
        theirs = picked[turn :: len(reps)]
        for number, (company, scene) in enumerate(zip(theirs, deck(len(theirs), turn, dice), strict=True)):
            champions = _champions(spec, dice, scene, staff[company], spells)
            carer = carers[(turn * 5 + number) % len(carers)]
            helper = helpers[(turn + number) % len(helpers)] if dice.random() < 0.35 else None
            customers.append(Customer(company, rep, carer, helper, contract(spec, scene, dice), champions))
    return tuple(customers)


def _champions(
    spec: WorldSpec, dice: np.random.Generator, scene: Scene, staff: Ints, spells: Spells
) -> tuple[Champion, ...]:
    count = int(dice.integers(2, 5)) if scene in OPEN else int(dice.integers(1, 5))
    buys = np.isin(spells.function[staff], [FUNCTIONS.index(name) for name in _BUYING])
    new = spells.start[staff] > spec.month - 8
    liking = spells.level[staff] + 3 * dice.random(len(staff)) + 2 * buys - 8 * new
    chosen = staff[np.argsort(-liking, kind="stable")][:count].tolist()
    return tuple(
        _champion(spec, dice, scene, number, int(spells.person[spell]), int(spells.level[spell]))
        for number, spell in enumerate(chosen)
    )


def _champion(
    spec: WorldSpec, dice: np.random.Generator, scene: Scene, number: int, person: int, level: int
) -> Champion:
    layer = Layer.ECONOMIC_BUYER if level >= 5 else Layer.EXECUTIVE_SPONSOR if level == 4 else Layer.POWER_USER
    promoter = number < 2 and scene in OPEN
    nps = int(dice.integers(9, 11)) if promoter or dice.random() < 0.45 else int(dice.integers(4, 9))
    story = _WIN_STORIES[int(dice.integers(0, len(_WIN_STORIES)))] if dice.random() < 0.4 else None
    outcome = _OUTCOMES[int(dice.integers(0, len(_OUTCOMES)))] if dice.random() < 0.25 else None
    asked = bool(dice.random() < 0.85) or promoter
    if scene is Scene.NOT_EARNED:
        nps, story, outcome = int(dice.integers(5, 9)), None, None
    csat, csat_on = _csat(spec, dice, scene, number)
    return Champion(
        person, layer, nps if asked else None, _answered_on(spec, dice, scene) if asked else None,
        csat, csat_on, story, outcome, _left_on(spec, dice, scene, number),
    )  # fmt: skip


def _answered_on(spec: WorldSpec, dice: np.random.Generator, scene: Scene) -> date:
    # Nobody answers before they are a customer.
    return spec.ago(int(dice.integers(1, 7) if scene in _NEW else dice.integers(7, 170)))


def _csat(spec: WorldSpec, dice: np.random.Generator, scene: Scene, number: int) -> tuple[int | None, date | None]:
    if scene in (Scene.CSAT_SPIKE, Scene.RENEWAL_AT_RISK) and number < 2:
        return int(dice.integers(9, 11)), spec.ago(int(dice.integers(0, 5)))
    if dice.random() < 0.3 and scene not in _NEW:
        return int(dice.integers(5, 11)), spec.ago(int(dice.integers(12, 220)))
    return None, None


def _left_on(spec: WorldSpec, dice: np.random.Generator, scene: Scene, number: int) -> date | None:
    if number == 0 and scene is Scene.CHAMPION_LEFT:
        return spec.ago(int(dice.integers(6, 55)))
    if number == 0 and scene is Scene.CHAMPION_LEFT_EARLIER:
        return spec.ago(int(dice.integers(70, 260)))
    return None


def _moves(dice: np.random.Generator, customers: Sequence[Customer], targets: Sequence[Target]) -> list[Move]:
    wanted = [target.company for target in targets if target.signalled]
    elsewhere = [customer.company for customer in customers]
    moves = []
    for customer in customers:
        for champion in customer.champions:
            if champion.left_on is not None:
                pool = wanted if dice.random() < 0.65 else [at for at in elsewhere if at != customer.company]
                goal = pool[int(dice.integers(0, len(pool)))]
                moves.append(Move(champion.person, month_of(champion.left_on), goal))
    return moves
