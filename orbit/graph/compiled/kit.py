"""What the compiled search offers, compiled and tried: nobody who uses it waits for the compiler."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np

from orbit.graph.build import empty_snapshot
from orbit.graph.compiled.ranking import CompiledRanker
from orbit.graph.compiled.reach import first_hops
from orbit.graph.ranking import Ranker
from orbit.graph.reach import FindHops
from orbit.graph.view import View, make_view
from orbit.policy import load_policy

_DAY = date(2000, 1, 1)


class Kit(NamedTuple):
    """Makes a ranker of a view; finds first hops."""

    ranker: Callable[[View], Ranker]
    first_hops: FindHops


def make_kit() -> Kit:
    """Return everything, after using each once on a graph without people."""
    snapshot = empty_snapshot()
    view = make_view(snapshot, load_policy(), np.zeros(snapshot.persons), _DAY, first_hops)
    CompiledRanker(view).best([])
    return Kit(CompiledRanker, first_hops)
