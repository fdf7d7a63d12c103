"""What was learned: weights per level, how often values occur, the prior; to and from JSON under a digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import repeat
from typing import Any

import numpy as np

from orbit.errors import UsageError
from orbit.resolve.linkage.calibration import Calibration
from orbit.resolve.linkage.columns import Column, Floats, Ints
from orbit.resolve.linkage.levels import Kin
from orbit.resolve.linkage.weights import probability, value_shares

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Shares of the values that occur more than once; any other value has the share `single`."""

    shares: Mapping[str, float]
    single: float

    @classmethod
    def of(cls, column: Column, copies: Ints) -> Frequencies:
        """Take the shares of a column's values among the records that say anything."""
        share = value_shares(column, copies)
        spoken = max(int(copies[column.codes >= 0].sum()), 1)
        often = np.flatnonzero(share > 1.5 / spoken).tolist()
        return cls({column.values[at]: float(share[at]) for at in often}, 1.0 / spoken)

    def share(self, value: str) -> float:
        """Return the share of one value."""
        return self.shares.get(value, self.single)

    def along(self, values: Sequence[str]) -> Floats:
        """Return the share of each value: float64[values]."""
        told = map(self.shares.get, values, repeat(self.single))
        return np.fromiter(told, dtype=np.float64, count=len(values))


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of one plan: m and u per comparison and level, the prior in bits, frequencies by comparison."""

    plan: str
    matched: Mapping[str, tuple[float, ...]]
    chance: Mapping[str, tuple[float, ...]]
    prior: float
    frequencies: Mapping[str, Frequencies]
    kin: Kin
    generic: Mapping[str, frozenset[str]] = field(default_factory=dict)
    calibration: Calibration | None = None

    @property
    def start(self) -> float:
        """The log2 odds of two records of which nothing is known yet."""
        return self.prior + (self.calibration.shift if self.calibration else 0.0)

    def scales(self, comparisons: int) -> tuple[float, ...]:
        """Return how many times the bits of each comparison count."""
        return self.calibration.scale if self.calibration else (1.0,) * comparisons

    def probability(self, bits: Floats) -> Floats:
        """Return the probability that goes with scores; calibrated where people have reviewed enough pairs."""
        return self.calibration.probability(bits) if self.calibration else probability(bits)

    def bits(self, comparison: str) -> Floats:
        """Return the weight of each level in bits: log2(m/u), and 0 for silence."""
        matched, chance = np.array(self.matched[comparison]), np.array(self.chance[comparison])
        found = np.zeros(len(matched))
        found[1:] = np.log2(matched[1:] / chance[1:])
        return found

    def speaks_for(self, comparison: str, level: int) -> bool:
        """Say whether a level other than silence has a weight above 0."""
        return self.matched[comparison][level] / self.chance[comparison][level] > 1

    @property
    def version(self) -> str:
        """A digest of everything learned: two models with one version give the same scores."""
        return hashlib.blake2b(self.to_json().encode(), digest_size=6).hexdigest()

    def to_json(self) -> str:
        """Write the model as JSON, the same bytes for the same model."""
        told = {
            "format": _FORMAT,
            "plan": self.plan,
            "matched": {name: list(values) for name, values in self.matched.items()},
            "chance": {name: list(values) for name, values in self.chance.items()},
            "prior": self.prior,
            "frequencies": {
                name: {"single": one.single, "shares": dict(one.shares)} for name, one in self.frequencies.items()
            },
            "kin": {name: sorted(pairs) for name, pairs in self.kin.items()},
            "generic": {name: sorted(values) for name, values in self.generic.items()},
            "calibration": asdict(self.calibration) if self.calibration else None,
        }
        return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Model:
        """Read what `to_json` wrote; raises UsageError for anything else."""
        try:
            told: dict[str, Any] = json.loads(text)
            if told["format"] != _FORMAT:
                raise UsageError(f"the model has format {told['format']}, this version reads {_FORMAT}: train it anew")
            return cls(
                told["plan"],
                {name: tuple(values) for name, values in told["matched"].items()},
                {name: tuple(values) for name, values in told["chance"].items()},
                float(told["prior"]),
                {name: Frequencies(one["shares"], float(one["single"])) for name, one in told["frequencies"].items()},
                {name: frozenset((one, other) for one, other in pairs) for name, pairs in told["kin"].items()},
                {name: frozenset(values) for name, values in told["generic"].items()},
                _calibration(told["calibration"]),
            )
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise UsageError("this is no model of the matcher; train it anew") from error


def _calibration(told: Mapping[str, Any] | None) -> Calibration | None:
    if told is None:
        return None
    scale, at, says = (tuple(told[name]) for name in ("scale", "at", "says"))
    return Calibration(scale, float(told["shift"]), at, says, int(told["reviewed"]))
