"""What is going on at each customer: a deck of situations that between them exercise every rule of the gate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from orbit.model import Health
from orbit.world.spec import WorldSpec


class Scene(StrEnum):
    """One customer's situation today; the first four are the open windows."""

    RENEWED = "renewed"
    CSAT_SPIKE = "csat_spike"
    ONBOARDING = "onboarding"
    EXPANDED = "expanded"
    ESCALATION = "escalation"
    CHAMPION_LEFT = "champion_left"
    RENEWAL_AT_RISK = "renewal_at_risk"
    STRATEGIC_QBR = "strategic_qbr"
    YELLOW = "yellow"
    QUIET = "quiet"
    WINDOW_PASSED = "window_passed"
    NOT_EARNED = "not_earned"
    STRATEGIC = "strategic"
    OPENS_SOON = "opens_soon"
    CHAMPION_LEFT_EARLIER = "champion_left_earlier"
    RED = "red"
    LONG_AGO = "long_ago"
    RENEWAL_COMMITTED = "renewal_committed"
    FORMER = "former"


OPEN = (Scene.RENEWED, Scene.CSAT_SPIKE, Scene.ONBOARDING, Scene.EXPANDED)
OTHERS = tuple(scene for scene in Scene if scene not in OPEN)


@dataclass(frozen=True, slots=True)
class Contract:
    """What the CRM holds of one customer, apart from its people."""

    scene: Scene
    arr: float
    health: Health
    closed_won_on: date
    renewal_on: date
    renewal_committed: bool | None = None
    onboarding_on: date | None = None
    renewed_on: date | None = None
    expanded_on: date | None = None
    playbook_on: date | None = None
    qbr_on: date | None = None
    escalation: bool = False


def contract(spec: WorldSpec, scene: Scene, dice: np.random.Generator) -> Contract:
    """Write the contract of a customer in the given situation."""
    base = _quiet(spec, scene, dice)
    change = _CHANGES.get(scene)
    return change(base, _Calendar(spec, dice)) if change else base


def deck(customers_of_rep: int, turn: int, dice: np.random.Generator) -> list[Scene]:
    """Deal the situations of one rep's customers: at least three open windows, the others by turns."""
    windows = min(customers_of_rep, max(3, round(0.27 * customers_of_rep)))
    scenes = [OPEN[(turn + number) % len(OPEN)] for number in range(windows)]
    first = turn * max(1, customers_of_rep - windows)
    scenes += [OTHERS[(first + number) % len(OTHERS)] for number in range(customers_of_rep - windows)]
    return [scenes[at] for at in dice.permutation(customers_of_rep)]


class _Calendar:
    """Days around `as_of`, drawn."""

    def __init__(self, spec: WorldSpec, dice: np.random.Generator) -> None:
        self._spec = spec
        self._dice = dice

    def ago(self, least: int, most: int) -> date:
        return self._spec.ago(int(self._dice.integers(least, most + 1)))

    def ahead(self, least: int, most: int) -> date:
        return self._spec.ago(-int(self._dice.integers(least, most + 1)))

    def money(self, least: int, most: int) -> float:
        return float(self._dice.integers(least // 500, most // 500) * 500)


def _quiet(spec: WorldSpec, scene: Scene, dice: np.random.Generator) -> Contract:
    days = _Calendar(spec, dice)
    won = days.ago(200, 1_600)
    arr = min(240_000.0, float(round(float(dice.lognormal(10.9, 0.7)) / 500) * 500))
    qbr = days.ahead(3, 80) if dice.random() < 0.3 else None
    playbook = days.ago(5, 85) if dice.random() < 0.15 else days.ago(100, 400) if dice.random() < 0.2 else None
    return Contract(
        scene, arr, Health.GREEN, won, days.ahead(60, 330),
        renewal_committed=None if dice.random() < 0.7 else True, playbook_on=playbook, qbr_on=qbr,
    )  # fmt: skip


def _renewed(base: Contract, days: _Calendar) -> Contract:
    signed = days.ago(0, 6)
    return replace(base, renewed_on=signed, renewal_on=signed + timedelta(days=372), renewal_committed=True)


def _onboarding(base: Contract, days: _Calendar) -> Contract:
    begun = days.ago(8, 13)
    won = begun - timedelta(days=9)
    return replace(base, onboarding_on=begun, closed_won_on=won, renewal_on=won + timedelta(days=365), playbook_on=None)


def _expanded(base: Contract, days: _Calendar) -> Contract:
    return replace(base, expanded_on=days.ago(1, 13), playbook_on=days.ago(15, 80))


def _opens_soon(base: Contract, days: _Calendar) -> Contract:
    begun = days.ago(2, 6)
    return replace(base, onboarding_on=begun, closed_won_on=begun - timedelta(days=7), playbook_on=None)


def _passed(base: Contract, days: _Calendar) -> Contract:
    signed = days.ago(10, 27)
    return replace(base, renewed_on=signed, renewal_on=signed + timedelta(days=370), renewal_committed=True)


def _strategic(base: Contract, days: _Calendar) -> Contract:
    return replace(_expanded(base, days), arr=days.money(260_000, 900_000), qbr_on=None)


_CHANGES: dict[Scene, Callable[[Contract, _Calendar], Contract]] = {
    Scene.RENEWED: _renewed,
    Scene.ONBOARDING: _onboarding,
    Scene.EXPANDED: _expanded,
    Scene.ESCALATION: lambda base, days: replace(_renewed(base, days), escalation=True),
    Scene.CHAMPION_LEFT: _expanded,
    Scene.RENEWAL_AT_RISK: lambda base, days: replace(base, renewal_on=days.ahead(4, 28), renewal_committed=False),
    Scene.RENEWAL_COMMITTED: lambda base, days: replace(base, renewal_on=days.ahead(4, 28), renewal_committed=True),
    Scene.STRATEGIC_QBR: lambda base, days: replace(_strategic(base, days), qbr_on=days.ahead(2, 18)),
    Scene.STRATEGIC: _strategic,
    Scene.YELLOW: lambda base, days: replace(_expanded(base, days), health=Health.YELLOW),
    Scene.RED: lambda base, _: replace(base, health=Health.RED, escalation=True),
    Scene.WINDOW_PASSED: _passed,
    Scene.NOT_EARNED: _expanded,
    Scene.OPENS_SOON: _opens_soon,
    Scene.LONG_AGO: lambda base, days: replace(base, expanded_on=days.ago(40, 160)),
    Scene.FORMER: lambda base, days: replace(base, health=Health.RED, renewal_on=days.ago(30, 300), qbr_on=None),
}
