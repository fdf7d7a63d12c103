"""How many colleagues know somebody at an account and show no more than that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator

import numpy as np

from api.workspace import Scene
from orbit.graph.snapshot import FAR_FUTURE, Kind
from orbit.graph.targets import NOBODY
from orbit.model import Level, RecordKey
from orbit.store.told import Told


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
    yield from _told(scene, frozenset(people[jobs == NOBODY].tolist()), spells)


def _told(scene: Scene, people: Container[int], spells: Iterable[tuple[int, Told]]) -> Iterator[int]:
    """Where these work by spells, each as the upload tells it."""
    sight, today = scene.sight, scene.as_of.toordinal()
    if sight is None:
        return
    facts, uploads = sight.whole, sight.uploads
    for row, told in spells:
        if int(facts.fact_person[row]) not in people or facts.fact_kind[row] != Kind.JOB:
            continue
        until, known = int(facts.fact_to[row]), int(facts.fact_known[row])
        if row in uploads.facts and (own := uploads.row_said(facts, row, told)) is not None:
            until, known = own.latest, own.known
        if until >= FAR_FUTURE and known <= today:
            yield int(facts.fact_company[row])
