"""What a tie would be if more were known of it: one of the two confirms it, or dates show what is merely possible."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from orbit.graph.arrays import Array
from orbit.graph.explain import TieShown, Told, strength_of, tie_of
from orbit.graph.presence import END, START, SURE_FROM, SURE_TO, Presences
from orbit.graph.snapshot import Snapshot
from orbit.graph.ties import Ground, Rows, Ties, rows_between, shared_time
from orbit.model import TieKind


def confirmed(tie: TieShown, closeness: float) -> TieShown:
    """The tie if one of the two confirmed it today: as close as they said before, else as close as `closeness`."""
    close = tie.told[-1].closeness if tie.told else closeness
    told = (*tie.told, Told(TieKind.CONFIRMED.value, close, 1.0, "Confirmed today", ()))
    return replace(tie, strength=strength_of(tie.contributions, told), told=told)


def dated(snapshot: Snapshot, ties: Ties, left: int, right: int) -> TieShown | None:
    """The tie if dates showed all the days that two people may have shared; None where none is merely possible."""
    rows = rows_between(ties, np.array([left]), np.array([right]))
    possible = np.flatnonzero(rows.ground == Ground.POSSIBLE)
    if not len(possible):
        return None
    certain = _all_certain(ties, rows, possible)
    return tie_of(snapshot, ties, certain, range(len(certain.pair)))


def _all_certain(ties: Ties, rows: Rows, possible: Array) -> Rows:
    """The rows as they would be if both had been there for certain on every day on which they may have been."""
    here, count = ties.presences, len(possible)
    spans = here.spans[np.concatenate([rows.left[possible], rows.right[possible]])]
    spans[:, SURE_FROM], spans[:, SURE_TO] = spans[:, START], spans[:, END]
    surely = replace(ties, presences=Presences(spans, here.facts_at, here.facts_of, here.person_at))
    ground, p = rows.ground.copy(), rows.p.copy()
    ground[possible], p[possible] = shared_time(surely, np.arange(count), np.arange(count) + count)
    return replace(rows, ground=ground, p=p)
