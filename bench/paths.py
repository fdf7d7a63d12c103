"""How fast the best paths are found: on a crowd of any size, beside peers, and on the demo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.footprint import apart
from bench.path_crowd import a_folder
from bench.path_delta import delta_figures
from bench.path_demo import demo_figures
from bench.path_figures import (
    answer_figures,
    making_figures,
    memory_figures,
    opening_figures,
    plain_figures,
    search_figures,
)
from bench.path_http import served_figures
from bench.path_peers import peer_figures
from bench.places import Place
from bench.sides import Figures
from orbit.errors import UsageError

PEOPLE = 1_000_000
_LEAST = 1_000
_STEPS = (
    ("Searching", search_figures),
    ("Making whole answers", answer_figures),
    ("Opening what was kept", opening_figures),
    ("Searching without compiled code", plain_figures),
    ("Taking in new facts", delta_figures),
)


def measure(place: Place, say: Callable[[str], None], people: int = PEOPLE) -> dict[str, Any]:
    """Measure on the demo and on a crowd of so many people, each step on it in a process of its own.

    The peers have crowds of their own size, whatever `people` says; they are asked when that is what it is by default.
    """
    if people < _LEAST:
        raise UsageError(f"Measure on {_LEAST:,} people or more, not on {people:,}")
    figures = demo_figures(place, say)
    with a_folder() as folder:
        figures |= crowd_figures(folder, people, say)
        figures |= served_figures(folder, people, say)
        peers = peer_figures(folder, say) if people == PEOPLE else {}
    return {"figures": figures, "peers": peers}


def crowd_figures(folder: Path, people: int, say: Callable[[str], None]) -> Figures:
    """Make a crowd in the folder and measure on it."""
    say(f"Making a crowd of {people:,} people …")
    figures, peak = apart(making_figures, folder, people)
    if peak is not None:
        figures["making_memory_mb"] = peak
    for words, work in _STEPS:
        say(f"{words} …")
        figures |= apart(work, folder, people)[0]
    say("Answering in a process that does nothing else …")
    answered, peak = apart(memory_figures, folder, people)
    return figures | answered | ({} if peak is None else {"rss_mb": peak})
