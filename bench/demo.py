"""How long `orbit demo` takes from nothing to the printed list, and how much memory."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from subprocess import DEVNULL, run
from typing import Any

from bench.places import Place


def measure(place: Place, say: Callable[[str], None]) -> dict[str, Any]:
    """Run the demo in a process of its own."""
    say("Making a demo from nothing …")
    with tempfile.TemporaryDirectory(prefix="orbit-bench-") as folder:
        start = time.perf_counter()
        run([sys.executable, "-m", "api.cli", "demo", "--home", folder], check=True, stdout=DEVNULL, stderr=DEVNULL)
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    people = place.scene.view.snapshot.persons
    return {
        "figures": {"demo_s": round(seconds, 2), "demo_peak_mb": round(peak, 1), "demo_people": people},
        "peers": {},
    }
