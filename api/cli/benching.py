"""`orbit bench`: runs what lies in the source's `bench/` folder and adds the machine it ran on."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from orbit.errors import UsageError

QUICK = ("quality", "demo", "paths", "api")
# Comparing the stores takes a Neo4j server and many minutes, so `all` leaves it out.
NAMES = (*QUICK, "stores")


def run_bench(name: str, home: Path | None, *, people: int | None = None, say: Callable[[str], None]) -> dict[str, Any]:
    """Run one benchmark, or all the quick ones; return figures, peers and the machine.

    `people` says how large the crowd is on which paths are searched.
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
    with places.demo_place(home, say) as place:
        for one in QUICK if name == "all" else (name,):
            options = {"people": people} if one == "paths" and people is not None else {}
            found = import_module(f"bench.{one}").measure(place, say, **options)
            figures |= found["figures"]
            peers |= found["peers"]
    return {"figures": figures, "peers": peers, "machine": _machine()}


def _machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
