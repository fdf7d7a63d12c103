"""How likely each of our people helps when asked: their circle, and whether they may be asked now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orbit.asks.gate.verdict import Status, Verdict
from orbit.model import Circle
from orbit.policy import WillingPolicy


@dataclass(frozen=True, slots=True)
class Willing:
    """The factors multiply to `value`: the prior of the circle, and the timing that the verdict leaves."""

    value: float
    circle: Circle
    prior: float
    timing: float


def willing(circles: Iterable[Circle], verdict: Verdict, policy: WillingPolicy) -> Willing:
    """Take the most willing circle of a person and what the verdict leaves of it."""
    priors = {circle: float(getattr(policy, circle.value)) for circle in circles}
    circle = max(sorted(priors), key=lambda circle: priors[circle])
    timing = _timing(verdict.status, policy)
    return Willing(priors[circle] * timing, circle, priors[circle], timing)


def _timing(status: Status, policy: WillingPolicy) -> float:
    if status == Status.JOINT_MOTION:
        return policy.when_joint
    return 1.0 if status == Status.OPEN else policy.when_blocked
