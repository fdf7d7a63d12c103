"""How long one account of the demo takes: the whole command, and one question once all is loaded."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from subprocess import DEVNULL, run

from api.presenter.paths.paths import best_paths, search_at
from bench.path_crowd import SHOWN
from bench.places import Place
from bench.sides import Figures
from bench.store_paths import accounts_of
from bench.timing import spread_ms, timed

_COMMANDS = 5
_ACCOUNTS = 200


def demo_figures(place: Place, say: Callable[[str], None]) -> Figures:
    """Time questions about the demo's target accounts."""
    scene = place.scene
    accounts = accounts_of(scene, _ACCOUNTS)
    say("Timing whole commands …")
    commands = [_command(place, number) for number in accounts[:_COMMANDS]]
    say("Timing warm questions …")
    warm = [timed(partial(best_paths, scene, search_at(scene, one), None, SHOWN))[1] for one in accounts]
    return {"paths_command_s": round(statistics.median(commands), 3), **spread_ms("paths_warm", warm)}


def _command(place: Place, number: int) -> float:
    domain = place.scene.view.snapshot.domain_of(number) or place.scene.view.snapshot.company_entity(number)
    home, day = str(place.workspace.settings.home), place.scene.as_of.isoformat()
    start = time.perf_counter()
    command = [sys.executable, "-m", "api.cli", "paths", domain, "--as-of", day, "--home", home, "--json"]
    run(command, check=True, stdout=DEVNULL, stderr=DEVNULL)
    return time.perf_counter() - start
