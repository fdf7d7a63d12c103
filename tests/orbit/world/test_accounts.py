from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from orbit.model import Health
from orbit.world import World, WorldSpec, make_world
from orbit.world.accounts import Champion, Customer
from orbit.world.firm import Desk
from orbit.world.scenes import OPEN, Scene


@pytest.fixture(scope="session")
def bigger() -> World:
    return make_world(WorldSpec(scale=0.3))


def _in_a_window(customer: Customer, champion: Champion, world: World) -> bool:
    as_of, told = world.spec.as_of, customer.contract
    events = ((told.onboarding_on, 14), (told.renewed_on, 7), (told.expanded_on, 14), (champion.csat_on, 5))
    return any(day is not None and as_of - timedelta(days=limit) <= day <= as_of for day, limit in events)


def _askable(world: World, rep: int) -> Iterator[Champion]:
    for customer in world.accounts.customers:
        told = customer.contract
        blocked = told.escalation or told.arr > 250_000 or told.health is not Health.GREEN
        for champion in customer.champions:
            earned = champion.win_story or champion.outcome or (champion.nps or 0) >= 9
            here = customer.owner == rep and not blocked and champion.left_on is None
            if here and earned and _in_a_window(customer, champion, world):
                yield champion


@pytest.mark.parametrize("scale", [0.02, 0.05, 0.3])
def test_every_rep_has_five_champions_who_may_be_asked(scale: float) -> None:
    world = make_world(WorldSpec(scale=scale))

    reps = world.roster.at(Desk.AE)

    assert all(len(list(_askable(world, rep))) >= 5 for rep in reps)


def test_the_customers_between_them_show_every_situation(bigger: World) -> None:
    assert {customer.contract.scene for customer in bigger.accounts.customers} == set(Scene)


def test_open_windows_hold_nothing_that_blocks(bigger: World) -> None:
    soon = bigger.spec.as_of + timedelta(days=30)
    contracts = [customer.contract for customer in bigger.accounts.customers if customer.contract.scene in OPEN]

    assert all(told.health is Health.GREEN and not told.escalation and told.arr <= 250_000 for told in contracts)
    assert all(told.renewal_on > soon or told.renewal_committed for told in contracts)


@pytest.mark.parametrize(
    ("scene", "days"),
    [(Scene.RENEWED, (0, 7)), (Scene.ONBOARDING, (8, 14)), (Scene.EXPANDED, (0, 14)), (Scene.CSAT_SPIKE, (0, 5))],
)
def test_each_trigger_lies_within_its_window(bigger: World, scene: Scene, days: tuple[int, int]) -> None:
    ages = []
    for customer in bigger.accounts.customers:
        told = customer.contract
        events = {
            Scene.RENEWED: told.renewed_on,
            Scene.ONBOARDING: told.onboarding_on,
            Scene.EXPANDED: told.expanded_on,
            Scene.CSAT_SPIKE: customer.champions[0].csat_on,
        }
        day = events[scene]
        if told.scene is scene and day is not None:
            ages.append((bigger.spec.as_of - day).days)

    assert ages
    assert days[0] <= min(ages)
    assert max(ages) <= days[1]


def test_a_champion_who_left_works_elsewhere_today(bigger: World) -> None:
    current = bigger.spells.current(len(bigger.people))
    left = [
        (customer.company, champion)
        for customer in bigger.accounts.customers
        for champion in customer.champions
        if champion.left_on is not None
    ]

    assert left
    for company, champion in left:
        assert int(bigger.spells.company[current[champion.person]]) != company


def test_customers_and_target_accounts_are_different_companies(bigger: World) -> None:
    customers = {customer.company for customer in bigger.accounts.customers}
    targets = {target.company for target in bigger.accounts.targets}

    assert len(customers) == len(bigger.accounts.customers)
    assert len(targets) == len(bigger.accounts.targets)
    assert not customers & targets
