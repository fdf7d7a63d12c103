"""A scene over a crowd, so that the product's own presenter makes the answers; there is no store behind it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from api.workspace import Scene
from bench.crowd import DAY, TEAM_WILLING
from orbit.book import Book
from orbit.book.dated import Tenure
from orbit.book.load import Contents
from orbit.book.views import RoleView
from orbit.graph.ranking import Ranker
from orbit.graph.view import View
from orbit.model import Circle, EntityId, FactId, RecordKey, Ref, Revision, Spell
from orbit.policy import load_policy
from orbit.store.base import StoredFact


class ListedRefs:
    """Says of every fact that it was read in one file: the one question that an answer puts to a store."""

    def __init__(self) -> None:
        self._told = Spell(RecordKey("crowd", "1"), RecordKey("crowd", "1"), Ref("crowd", "careers.csv", 1))

    def facts_by_id(self, ids: Iterable[FactId]) -> list[StoredFact]:
        """Return facts of these ids."""
        return [StoredFact(one, self._told, DAY, DAY) for one in ids]


def crowd_scene(view: View, ranker: Ranker) -> Scene:
    """Return a scene in which the crowd's team and friends (as investors) are our people, each by one role."""
    policy = load_policy()
    tenures = {}
    for number in np.flatnonzero(view.reach.willing > 0).tolist():
        person = view.snapshot.person_entity(number)
        circle = Circle.TEAM if view.reach.willing[number] == TEAM_WILLING else Circle.INVESTOR
        tenures[person] = [_tenure(person, circle, view.snapshot.fact_id[0].decode())]
    book = Book(Contents({}, {}, {}, tenures, {}, {}, {}, ()))
    return Scene(Revision(1), DAY, book, view, policy, None, ranker)


def _tenure(person: EntityId, circle: Circle, fact: str) -> Tenure:
    return Tenure(RoleView(person, circle, None, None, None, FactId(fact)), DAY, None)
