"""What was counted of all people as arrays and plain facts, and back; values stand by their hashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from orbit.graph.arrays import Array
from orbit.model import EntityId
from orbit.resolve.counted import Counted, Tally
from orbit.resolve.linkage.model import Frequencies, Model

_OFTEN, _BORNE, _COMMON, _LARGE, _NAMES = "often", "borne", "common", "large", "names"


def hashed(counted: Counted) -> Counted:
    """Return the same with values by their hashes, as it is kept."""
    model = counted.model
    often = {name: Frequencies(Tally.of(one.shares), one.single) for name, one in model.frequencies.items()}
    return replace(
        counted,
        model=replace(model, frequencies=often),
        borne={name: Tally.of(told) for name, told in counted.borne.items()},
        common=Tally.among(counted.common),
        names=Tally.among(counted.names),
    )


def counted_facts(counted: Counted) -> dict[str, Any]:
    """Return the plain part."""
    model = counted.model
    return {
        "records": counted.records,
        "prior": model.prior,
        "generic": {name: sorted(values) for name, values in model.generic.items()},
        "single": {name: one.single for name, one in model.frequencies.items()},
    }


def counted_arrays(counted: Counted) -> dict[str, Array]:
    """Return the arrays of what is `hashed`."""
    tallies: dict[str, Any] = {_COMMON: counted.common, _NAMES: counted.names}
    tallies |= {f"{_OFTEN}_{name}": one.shares for name, one in counted.model.frequencies.items()}
    tallies |= {f"{_BORNE}_{name}": told for name, told in counted.borne.items()}
    arrays: dict[str, Array] = {_LARGE: np.array(sorted(counted.large), dtype="S16")}
    for name, tally in tallies.items():
        arrays |= tally_arrays(tally, _file(name))
    return arrays


def counted_from(arrays: Mapping[str, Array], facts: Mapping[str, Any], base: Model) -> Counted:
    """Put it together again with the weights that were fitted; raises KeyError where something is missing."""
    often = {
        name: Frequencies(tally_of(arrays, _file(f"{_OFTEN}_{name}")), float(single))
        for name, single in facts["single"].items()
    }
    generic = {name: frozenset(values) for name, values in facts["generic"].items()}
    model = replace(base, frequencies=often, prior=float(facts["prior"]), generic=generic)
    prefix = f"{_BORNE}_"
    borne = {
        name: tally_of(arrays, _file(f"{prefix}{name}"))
        for name in model.chance
        if f"{_file(prefix + name)}_mark" in arrays
    }
    large = frozenset(EntityId(one.decode()) for one in arrays[_LARGE].tolist())
    common, names = tally_of(arrays, _COMMON), tally_of(arrays, _NAMES)
    return Counted(model, int(facts["records"]), borne, common, large, names)


def tally_arrays(tally: Tally, name: str) -> dict[str, Array]:
    """Return numbers by text as named arrays."""
    return {f"{name}_mark": tally.marks, f"{name}_number": tally.numbers}


def tally_of(arrays: Mapping[str, Array], name: str) -> Tally:
    """Read back what `tally_arrays` named."""
    return Tally(arrays[f"{name}_mark"], arrays[f"{name}_number"])


def _file(name: str) -> str:
    return name.replace(" ", "-")
