"""How many colleagues know somebody at an account and show no more than that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np

from api.workspace import Scene
from orbit.graph.arrays import Array
from orbit.graph.snapshot import FAR_FUTURE, Kind
from orbit.graph.targets import NOBODY
from orbit.model import Level, RecordKey


def colleagues_who_know(scene: Scene, account: int) -> int:
    """How many colleagues, counted only, know somebody who works there today as far as known."""
    return 0 if scene.sight is None else scene.once("colleagues who know", _counted)[account]


def _counted(scene: Scene) -> Counter[int]:
    sight = scene.sight
    owners = () if sight is None else scene.shared.kept_back(sight.viewer, Level.COUNT)
    known: dict[str, set[int]] = {}
    for owner in owners:
        if owner in scene.shared.people:
            known.setdefault(scene.shared.people[owner], set()).update(_companies(scene, owner))
    return Counter(company for companies in known.values() for company in companies)


def _companies(scene: Scene, owner: RecordKey) -> Iterator[int]:
    """Where those work today whom an upload lists: as everybody may know, else as the upload tells it."""
    sight, snapshot = scene.sight, scene.view.snapshot
    if sight is None:
        return
    spells, ties = sight.uploads.known_to(owner)
    left_out = [snapshot.person(scene.shared.people[owner])]
    left_out += [] if sight.viewer is None else [snapshot.person(sight.viewer)]
    ends = np.union1d(sight.whole.tie_left[ties], sight.whole.tie_right[ties])
    people = np.setdiff1d(ends, [number for number in left_out if number is not None])
    jobs = scene.view.jobs[people]
    yield from scene.view.places.company[jobs[jobs != NOBODY]].tolist()
    yield from _told(scene, people[jobs == NOBODY], spells)


def _told(scene: Scene, people: Array, spells: Array) -> Iterable[int]:
    if scene.sight is None:
        return ()
    facts = scene.sight.whole
    is_today = (facts.fact_kind[spells] == Kind.JOB) & (facts.fact_to[spells] >= FAR_FUTURE)
    is_today &= facts.fact_known[spells] <= scene.as_of.toordinal()
    of_them = spells[is_today & np.isin(facts.fact_person[spells], people)]
    companies: list[int] = facts.fact_company[of_them].tolist()
    return companies
