"""What would create a path where there is none: whom to ask which question, whose export or history is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from orbit.graph.paths import Candidate, Targets, find_candidates, select
from orbit.graph.snapshot import Kind
from orbit.graph.ties import Ground
from orbit.graph.view import View

_SURE = 0.9


class GapKind(StrEnum):
    """The ways to get a path, cheapest first."""

    QUESTION = "question"
    EXPORT = "export"
    HISTORY = "history"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to do. `gain` is the score that the best path would have if it turns out well (0: cannot be told).

    A question is put to `person` about `target`; an export or a history is missing of `person`; contacts of nobody.
    """

    kind: GapKind
    gain: float
    person: int | None = None
    target: int | None = None


def find_gaps(view: View, targets: Targets, *, team: Sequence[int], limit: int = 5) -> list[Gap]:
    """What to do about an account without a path, the greatest gain first, then by person number."""
    if not len(targets.person):
        return [Gap(GapKind.CONTACTS, 0.0)]
    questions = sorted(_questions(view, targets), key=lambda gap: (-gap.gain, gap.person or 0))[: limit - 2]
    missing = [*_exports(view, team), *_histories(view, team)]
    return [*questions, *missing[: limit - len(questions)]]


def _questions(view: View, targets: Targets) -> Iterator[Gap]:
    """Faint paths that one answer would make strong: the connector perhaps knows the target."""
    reply = dict(zip(targets.person.tolist(), targets.reply.tolist(), strict=True))
    faint = select(find_candidates(view.ties, view.reach, targets), per_connector=1, limit=10)
    for candidate in faint:
        if candidate.bridge is None and candidate.connector != candidate.target:
            yield Gap(GapKind.QUESTION, _if_sure(view, candidate, reply), candidate.connector, candidate.target)


def _if_sure(view: View, candidate: Candidate, reply: dict[int, float]) -> float:
    return float(view.reach.willing[candidate.connector]) * _SURE * reply[candidate.target]


def _exports(view: View, team: Sequence[int]) -> Iterator[Gap]:
    """Colleagues of whom no LinkedIn export was imported."""
    ties = view.ties
    for person in sorted(team):
        rows = ties.row[ties.tie_at[person] : ties.tie_at[person + 1]]
        if not (ties.ground[rows] == Ground.LINKEDIN).any():
            yield Gap(GapKind.EXPORT, 0.0, person)


def _histories(view: View, team: Sequence[int]) -> Iterator[Gap]:
    """Others of our people of whom no earlier job is known."""
    here, known = view.places, set(team)
    for person in np.flatnonzero(view.reach.willing > 0).tolist():
        mine = slice(int(here.person_at[person]), int(here.person_at[person + 1]))
        if person not in known and (here.kind[mine] == Kind.JOB).sum() <= 1:
            yield Gap(GapKind.HISTORY, 0.0, person)
