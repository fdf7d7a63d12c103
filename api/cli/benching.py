"""`orbit bench`: runs what lies in the source's `bench/` folder and adds the machine it ran on."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

from orbit.errors import UsageError

_OPTIONS = {"paths": ("people",), "matching": ("quick", "data", "kind")}
NO_OPTIONS: Mapping[str, Any] = {}
QUICK = ("quality", "demo", "paths", "plan", "api", "web")
# Comparing the stores takes a Neo4j server, matching a million records; both many minutes, so `all` leaves them out.
NAMES = (*QUICK, "matching", "stores")
# What needs no demo workspace.
_APART = frozenset({"matching"})


def run_bench(
    name: str, home: Path | None, *, options: Mapping[str, Any] = NO_OPTIONS, say: Callable[[str], None]
) -> dict[str, Any]:
    """Run one benchmark, or all the quick ones; return figures, peers and the machine.

    `options` go to the benchmark that knows them: `people` to paths; `quick`, `data` and `kind` to matching.
    """
    if name not in {*NAMES, "all"}:
        raise UsageError(f"There is no benchmark {name!r}; there are: {', '.join(NAMES)}, all")
    try:
        places = import_module("bench.places")
    except ModuleNotFoundError as error:
        raise UsageError(
            "The benchmarks come with Orbit's source, not with its package; run this in a clone."
        ) from error
    figures: dict[str, Any] = {}
    peers: dict[str, Any] = {}
    with nullcontext() if name in _APART else places.demo_place(home, say) as place:
        for one in QUICK if name == "all" else (name,):
            found = import_module(f"bench.{one}").measure(place, say, **_known_to(one, options))
            figures |= found["figures"]
            peers |= found["peers"]
    return {"figures": figures, "peers": peers, "machine": _machine()}


def _known_to(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in options.items() if key in _OPTIONS.get(name, ()) and value is not None}


def _machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
