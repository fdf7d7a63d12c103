"""What a likeness was weighed by, kept with the judgement: under which weights, at which levels, how many bits."""

from __future__ import annotations

import json
from dataclasses import dataclass

from orbit.errors import StoreError


@dataclass(frozen=True, slots=True)
class Grounds:
    """The version of the weights, the level of each comparison, the log2 odds and the probability they stand for.

    `bits` are told in halves: how often a name occurs changes a little with every import, and a judgement should not.
    """

    model: str
    levels: tuple[int, ...]
    bits: float
    probability: float

    def text(self) -> str:
        """Write the grounds down, the same text for the same grounds."""
        told = {"bits": self.bits, "levels": self.levels, "model": self.model, "p": self.probability}
        return json.dumps(told, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> Grounds:
        """Read what `text` wrote; raises StoreError for anything else."""
        try:
            told = json.loads(text)
            return cls(str(told["model"]), tuple(told["levels"]), float(told["bits"]), float(told["p"]))
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError("a judgement holds grounds that this version cannot read; run `orbit doctor`") from error


def in_halves(bits: float) -> float:
    """Round to the nearest half bit."""
    return round(bits * 2) / 2
