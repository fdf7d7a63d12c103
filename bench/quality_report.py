"""What many ranked worlds come to: one document with everything, and the figures of `orbit bench quality`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from bench.mechanisms import MECHANISMS
from bench.quality_measures import Reliability, Spread, nothing_said, spread

MEASURES = (
    "precision_at_1",
    "precision_at_3",
    "precision_at_10",
    "recall_of_reachable",
    "recall_of_directly_reachable",
    "recall_of_targets",
    "introductions_per_ten_asks",
    "introductions_per_ten_best_asks",
    "answers_per_ten_asks",
    "accounts_shown",
    "paths_per_account",
    "target_still_there_at_1",
)
OF_EACH_MECHANISM = ("precision_at_1", "introductions_per_ten_asks")
OF_EACH_RIVAL = (*OF_EACH_MECHANISM, "recall_of_reachable")
SAID = {"calibration": "tie", "any_tie": "any_tie", "introduction": "introduction", "score": "score"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one world gave: measures of Orbit, of each rival and of each ablation, and how honest its numbers were."""

    seed: int
    mechanism: str
    orbit: Mapping[str, float]
    rivals: Mapping[str, Mapping[str, float]]
    without: Mapping[str, Mapping[str, float]]
    honesty: Mapping[str, Reliability]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcomes of many worlds, and how large each was."""

    scale: float
    outcomes: tuple[Outcome, ...]

    def of(self, mechanism: str) -> Report:
        """The worlds of one mechanism."""
        return Report(self.scale, tuple(one for one in self.outcomes if one.mechanism == mechanism))

    @property
    def seeds(self) -> list[int]:
        """The seeds of the worlds."""
        return sorted({one.seed for one in self.outcomes})

    @property
    def mechanisms(self) -> list[str]:
        """The mechanisms of the worlds, in their usual order."""
        seen = {one.mechanism for one in self.outcomes}
        return [mechanism.name for mechanism in MECHANISMS if mechanism.name in seen]

    @property
    def rivals(self) -> list[str]:
        """The rivals, the one with the most introductions first."""
        return sorted(self.outcomes[0].rivals, key=lambda name: -self.rival(name, "introductions_per_ten_asks").mean)

    @property
    def switched_off(self) -> list[str]:
        """What was switched off in some of the worlds."""
        return list(next((one.without for one in self.outcomes if one.without), {}))

    def orbit(self, measure: str) -> Spread:
        """A measure of Orbit over these worlds."""
        return spread([one.orbit[measure] for one in self.outcomes])

    def rival(self, name: str, measure: str) -> Spread:
        """A measure of a rival over these worlds."""
        return spread([one.rivals[name][measure] for one in self.outcomes])

    def change(self, name: str, measure: str) -> Spread:
        """What switching something off adds to a measure, world by world."""
        return spread([one.without[name][measure] - one.orbit[measure] for one in self.outcomes if one.without])

    def honesty(self, what: str) -> Reliability:
        """What was said and what is true in all these worlds together."""
        return sum((one.honesty[what] for one in self.outcomes), start=nothing_said())


def figures(report: Report) -> dict[str, float]:
    """Return the figures of Orbit, flat."""
    best = report.rivals[0]
    told: dict[str, float] = {"worlds": len(report.outcomes)}
    for measure in MEASURES:
        told |= _spread_figures(measure, report.orbit(measure))
    told["precision_at_1_ratio_to_most_connections"] = _ratio(report, "most_connections", "precision_at_1")
    told["introductions_ratio_to_best_rival"] = _ratio(report, best, "introductions_per_ten_asks")
    for name, what in SAID.items():
        honest = report.honesty(what)
        told |= {f"{name}_error": honest.error, f"{name}_brier": honest.brier, f"{name}_bias": honest.bias}
    for mechanism in report.mechanisms:
        one = report.of(mechanism)
        told |= {f"mechanism_{mechanism}_{measure}": one.orbit(measure).mean for measure in OF_EACH_MECHANISM}
        told[f"mechanism_{mechanism}_calibration_error"] = one.honesty("tie").error
    for name in report.switched_off:
        told |= {f"without_{name}_{measure}_change": report.change(name, measure).mean for measure in OF_EACH_MECHANISM}
    return {name: round(value, 4) for name, value in told.items()}


def peers(report: Report) -> dict[str, float]:
    """Return the figures of the rivals, flat."""
    return {
        f"{name}_{measure}": round(report.rival(name, measure).mean, 4)
        for name in report.rivals
        for measure in OF_EACH_RIVAL
    }


def document(report: Report) -> dict[str, Any]:
    """Return everything as JSON."""
    return {
        "scale": report.scale,
        "worlds": [
            asdict(one) | {"honesty": {name: _plain(honest) for name, honest in one.honesty.items()}}
            for one in report.outcomes
        ],
    }


def read_document(told: Mapping[str, Any]) -> Report:
    """Return the report that `document` wrote."""
    return Report(
        told["scale"],
        tuple(
            Outcome(**{**world, "honesty": {name: _reliability(one) for name, one in world["honesty"].items()}})
            for world in told["worlds"]
        ),
    )


def _spread_figures(measure: str, over: Spread) -> dict[str, float]:
    return {
        measure: over.mean,
        f"{measure}_sd": over.sd,
        f"{measure}_min": over.least,
        f"{measure}_max": over.most,
    }


def _ratio(report: Report, rival: str, measure: str) -> float:
    theirs = report.rival(rival, measure).mean
    return report.orbit(measure).mean / theirs if theirs else 0.0


def _plain(honest: Reliability) -> dict[str, Any]:
    return {
        "count": honest.count.tolist(),
        "said": honest.said.tolist(),
        "true": honest.true.tolist(),
        "squares": honest.squares,
    }


def _reliability(told: Mapping[str, Any]) -> Reliability:
    count, said, true = (np.array(told[name]) for name in ("count", "said", "true"))
    return Reliability(count, said, true, told["squares"])
