"""Report on how much is asked of whom this week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from api.presenter.reports.cells import Row, circles_of, iso, person_name, verdict_of
from api.presenter.week.week import week_name, week_plan
from api.workspace import Scene
from orbit.model import EntityId


def ask_load(scene: Scene) -> list[Row]:
    """One row for each connector with planned asks, those with most first."""
    reps: dict[EntityId, list[str]] = defaultdict(list)
    for of_rep in week_plan(scene).weeks:
        for ask in of_rep.asks:
            reps[ask.connector.id].append(of_rep.rep.name)
    rows = [_load(scene, connector, names) for connector, names in reps.items()]
    return sorted(rows, key=lambda row: (-row["asks"], row["connector_id"]))


def _load(scene: Scene, connector: EntityId, reps: Sequence[str]) -> Row:
    decided = verdict_of(scene, connector)
    return {
        "connector": person_name(scene, connector),
        "circles": circles_of(scene, connector),
        "week": week_name(scene.as_of),
        "asks": len(reps),
        "reps": sorted(set(reps)),
        "may_ask": decided.status.value,
        "opens_on": iso(decided.opens_on),
        "closes_on": iso(decided.closes_on),
        "connector_id": connector,
    }
