"""The weights that people are matched by until a workspace has learned its own: taken from the fictional records.

Run it as `python -m bench.matching_model > orbit/resolve/linkage/people.json`. What belongs to those records alone (how
often each name occurs, short names that nobody else uses) is left out.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace

from bench.matching_world import make_records
from orbit.resolve.linkage.fitting import LEARNED_ON
from orbit.resolve.linkage.match import score
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.people import PEOPLE, people_table

_DIGITS = 6


def learned() -> Model:
    """Learn from a million fictional records."""
    records = make_records(LEARNED_ON)
    model = score(PEOPLE, people_table(records.keys, records.cells)).model
    return replace(
        model,
        matched={name: _rounded(values) for name, values in model.matched.items()},
        chance={name: _rounded(values) for name, values in model.chance.items()},
        prior=round(model.prior, _DIGITS),
        frequencies={},
        kin={},
        generic={},
    )


def _rounded(values: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(float(f"{value:.{_DIGITS}g}") for value in values)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(json.loads(learned().to_json()), indent=1, sort_keys=True) + "\n")
