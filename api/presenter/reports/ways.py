"""Ways into target accounts: which of our people get to whom there, each good enough to be worth a favour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from api.workspace import Scene
from orbit.graph.targets import NOBODY
from orbit.model import AccountKind, EntityId


@dataclass(frozen=True, slots=True)
class Way:
    """One of our people, `connector`, gets a request to a person at a target account with a `chance` of 0..1.

    The two are one where one of our people works there.
    """

    account: EntityId
    person: EntityId
    connector: EntityId
    chance: float

    @property
    def rank(self) -> tuple[float, EntityId]:
        """The order of ways: best first, ties by connector."""
        return -self.chance, self.connector


def targets(scene: Scene) -> list[EntityId]:
    """The target accounts, by id."""
    return scene.book.accounts(scene.as_of, AccountKind.TARGET)


def staff(scene: Scene) -> dict[EntityId, list[EntityId]]:
    """Who works at each target account on the day; an account where nobody is known is left out."""
    numbers = scene.once("staff", _staff)
    return {account: [scene.view.snapshot.person_entity(one) for one in people] for account, people in numbers.items()}


def ways(scene: Scene) -> dict[EntityId, list[Way]]:
    """The ways into each target account; an account without one is left out."""
    return scene.once("ways", _ways)


def ways_by_connector(scene: Scene) -> dict[EntityId, list[Way]]:
    """The ways that each of our people opens."""
    found: dict[EntityId, list[Way]] = defaultdict(list)
    for way in _all(scene):
        found[way.connector].append(way)
    return found


def best_ways(scene: Scene) -> dict[EntityId, Way]:
    """The best way to each person at a target account."""
    found: dict[EntityId, Way] = {}
    for way in _all(scene):
        found[way.person] = min(way, found.get(way.person, way), key=lambda one: one.rank)
    return found


def _all(scene: Scene) -> Iterable[Way]:
    return (way for found in ways(scene).values() for way in found)


def _staff(scene: Scene) -> dict[EntityId, list[int]]:
    view = scene.view
    employed = np.flatnonzero(view.jobs != NOBODY)
    company = view.places.company[view.jobs[employed]]
    order = np.argsort(company, kind="stable")
    employed, company = employed[order], company[order]
    found = {}
    for account in targets(scene):
        number = view.snapshot.company(account)
        if number is not None:
            first, last = np.searchsorted(company, [number, number + 1])
            found[account] = employed[first:last].tolist()
    return {account: people for account, people in found.items() if people}


def _ways(scene: Scene) -> dict[EntityId, list[Way]]:
    staffed = scene.once("staff", _staff)
    found = {account: list(_into(scene, account, people)) for account, people in staffed.items()}
    return {account: of_one for account, of_one in found.items() if of_one}


def _into(scene: Scene, account: EntityId, people: Sequence[int]) -> Iterator[Way]:
    reach, entity, floor = scene.view.reach, scene.view.snapshot.person_entity, scene.policy.plan.min_score
    for person in people:
        # Reach ends with the person passing the request on, which a target need not do.
        labels = slice(int(reach.label_at[person]), int(reach.label_at[person + 1]))
        passed = (reach.score[labels] / scene.policy.reach.bridge_pass).tolist()
        chances = zip(reach.connector[labels].tolist(), passed, strict=True)
        for connector, chance in [(person, float(reach.willing[person])), *chances]:
            if chance > 0 and chance >= floor:
                yield Way(account, entity(person), entity(connector), chance)
