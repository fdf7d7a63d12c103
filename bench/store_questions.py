"""How long each store takes for the questions that the API asks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from bench.sides import Figures, Side
from bench.timing import spread_ms, timed
from orbit.graph.snapshot import Snapshot
from orbit.model import FactId
from orbit.store.base import Identifier, Store

FACTS_AT_ONCE = 20
_WARM = 20
_APART = 7

Question = Callable[[], object]


def question_figures(sides: Sequence[Side], day: date, calls: int, say: Callable[[str], None]) -> Figures:
    """Ask each store the same questions, again and again about something else; milliseconds for one."""
    figures: Figures = {}
    for side in sides:
        say(f"Asking {side.name} {calls} questions of each kind …")
        with side.open() as workspace:
            kinds = _questions(workspace.store, workspace.scene(day).view.snapshot, calls + _WARM)
            for name, questions in kinds.items():
                times = [timed(question)[1] for question in questions]
                figures |= spread_ms(f"ask_{name}_{side.name}", times[_WARM:])
    return figures


def _questions(store: Store, snapshot: Snapshot, calls: int) -> dict[str, list[Question]]:
    """So many questions of each kind, spread over all that there is; the first of them warm the store up."""
    known = [Identifier(str(row[1]), str(row[2])) for row in store.rows("identifier", limit=calls * _APART)]
    facts = [FactId(fact.decode()) for fact in snapshot.fact_id.tolist()]
    people = [snapshot.person_entity(_spread(turn, snapshot.persons)) for turn in range(calls)]
    return {
        "revision": [store.revision] * calls,
        "find": [partial(store.find, known[_spread(turn, len(known))]) for turn in range(calls)],
        "records_of": [partial(store.records_of, person) for person in people],
        "facts": [partial(store.facts_by_id, _some(facts, turn)) for turn in range(calls)],
    }


def _some(facts: Sequence[FactId], turn: int) -> list[FactId]:
    return [facts[_spread(turn * FACTS_AT_ONCE + place, len(facts))] for place in range(FACTS_AT_ONCE)]


def _spread(turn: int, there_are: int) -> int:
    """A place that is far from those of the turns before: steps of the golden ratio."""
    return int(turn * 0.6180339887 % 1.0 * there_are)
