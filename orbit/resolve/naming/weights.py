"""What was learned about names: a weight for each feature, what a lead over the runner-up is worth, and calibration.

The shipped numbers lie in `weights.json`; `python -m bench.matching_organisations_learn --data FILE` makes them anew.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from orbit.errors import UsageError
from orbit.resolve.naming.features import FEATURES, Feature

# Beyond these a larger lead says nothing more.
_CLEAR_LEAD = 2.0
_WIDE_LEAD = 6.0
_DIGITS = 5
Steps = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """How a score s and its lead over the runner-up become log-odds.

    They are `base + score·s + clear·min(lead, 2) + wide·min(lead, 6)`. From `sure_from` on, a link that nothing forbids
    was right often enough to be made without asking.
    """

    base: float
    score: float
    clear: float
    wide: float
    sure_from: float

    def odds(self, score: float, lead: float) -> float:
        """Return the log-odds (natural) that the best candidate is right."""
        return self.base + self.score * score + self.clear * min(lead, _CLEAR_LEAD) + self.wide * min(lead, _WIDE_LEAD)

    def worth(self, lead: float) -> float:
        """Return what the lead adds to the log-odds."""
        return self.clear * min(lead, _CLEAR_LEAD) + self.wide * min(lead, _WIDE_LEAD)


@dataclass(frozen=True, slots=True)
class Weights:
    """The learned model; all log-odds are natural.

    `usual` is what a graded feature comes to among wrong candidates: reasons are told against it. `near` and `far` are
    the leads where the asker's country is known and where it is not. `steps` are (log-odds, probability), rising, and
    the probability runs straight between them; what something forbids to link has `vetoed_steps` of its own.
    """

    base: float
    by_feature: tuple[float, ...]
    usual: tuple[float, ...]
    near: Lead
    far: Lead
    steps: Steps
    vetoed_steps: Steps

    def score(self, values: Sequence[float]) -> float:
        """Return the log-odds of one candidate by itself."""
        return self.base + math.fsum(map(float.__mul__, self.by_feature, values))

    def lead(self, *, country_known: bool) -> Lead:
        """Return what a lead is worth."""
        return self.near if country_known else self.far

    def probability(self, odds: float, *, vetoed: bool) -> float:
        """Return the calibrated probability for the log-odds of a candidate."""
        at, chance = zip(*(self.vetoed_steps if vetoed else self.steps), strict=True)
        return float(np.interp(odds, at, chance))

    @property
    def version(self) -> str:
        """The first twelve digits of the digest of all numbers."""
        told = json.dumps(to_dict(self), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()[:12]


def to_dict(weights: Weights) -> dict[str, Any]:
    """Return the weights as JSON holds them."""
    return {
        "base": weights.base,
        "features": {
            feature.name.lower(): {"weight": weight, "usual": usual}
            for feature, weight, usual in zip(FEATURES, weights.by_feature, weights.usual, strict=True)
        },
        "lead_with_country": _lead_dict(weights.near),
        "lead_without_country": _lead_dict(weights.far),
        "steps": [list(step) for step in weights.steps],
        "vetoed_steps": [list(step) for step in weights.vetoed_steps],
    }


def from_dict(told: Mapping[str, Any]) -> Weights:
    """Read weights; raises UsageError where they are not for the features of this version."""
    known = {feature.name.lower() for feature in FEATURES}
    if set(told["features"]) != known:
        raise UsageError(
            "These weights are for other features; learn them anew with bench.matching_organisations_learn."
        )
    each = [told["features"][feature.name.lower()] for feature in Feature]
    return Weights(
        base=float(told["base"]),
        by_feature=tuple(float(one["weight"]) for one in each),
        usual=tuple(float(one["usual"]) for one in each),
        near=Lead(**told["lead_with_country"]),
        far=Lead(**told["lead_without_country"]),
        steps=_steps(told["steps"]),
        vetoed_steps=_steps(told["vetoed_steps"]),
    )


def rounded(weights: Weights) -> Weights:
    """Return the weights with the digits that are written down, so that what was measured is what is shipped."""
    return from_dict(json.loads(json.dumps(to_dict(weights)), parse_float=lambda text: round(float(text), _DIGITS)))


@cache
def shipped_weights() -> Weights:
    """Return the weights that come with Orbit."""
    told = json.loads(resources.files("orbit.resolve.naming").joinpath("weights.json").read_text(encoding="utf-8"))
    weights = from_dict(told)
    if told["version"] != weights.version:
        raise UsageError("The weights for company names were changed by hand. Learn them anew, or install Orbit again.")
    return weights


def _steps(told: Sequence[Sequence[float]]) -> Steps:
    return tuple((float(at), float(chance)) for at, chance in told)


def _lead_dict(lead: Lead) -> dict[str, float]:
    return {"base": lead.base, "score": lead.score, "clear": lead.clear, "wide": lead.wide, "sure_from": lead.sure_from}
