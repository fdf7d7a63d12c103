"""What a viewer may see of the graph: the same as if the uploads that others keep to themselves had never been there.

A graph is made once for all viewers who see the same, from the whole one; where nobody keeps anything back it is that.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from api.compiling import Compiler, QuickRanker
from ingest.intake.screening import SALT
from orbit.asks.log.ask import EventKind
from orbit.graph.advance import LeftOut, without_facts
from orbit.graph.forward import bring_forward
from orbit.graph.ranking import Ranker
from orbit.graph.snapshot import Snapshot
from orbit.graph.upload_records import left_out
from orbit.graph.uploads import Owner, Uploads, find_uploads
from orbit.graph.view import View
from orbit.model import EntityId, Level, RecordKey, Revision
from orbit.store.base import Store

if TYPE_CHECKING:
    from api.workspace import Scene

KeyT = TypeVar("KeyT")
ThingT = TypeVar("ThingT")
_UPLOADS_KEPT, _VIEWS_KEPT, _SCENES_KEPT = 2, 8, 16

_ViewKey = tuple[Revision, date, frozenset[RecordKey]]


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks, and what is kept from them.

    `unseen`: whose uploads they see nothing of. `masked`: the owners whom they may not know by name as such, by the
    records of their uploads and as persons. `uploads` is what all these told in the `whole` graph; `secret` is what
    the ids of unnamed people are made with.
    """

    viewer: EntityId | None
    unseen: frozenset[RecordKey]
    masked: frozenset[RecordKey]
    masked_people: frozenset[EntityId]
    uploads: Uploads
    whole: Snapshot
    secret: bytes


class Sights:
    """Makes scenes as viewers may see them, and keeps the latest."""

    def __init__(self, store: Store, compiler: Compiler) -> None:
        self._store = store
        self._compiler = compiler
        self._making = Lock()
        self._uploads: OrderedDict[Revision, Uploads] = OrderedDict()
        self._views: OrderedDict[_ViewKey, tuple[View, Ranker]] = OrderedDict()
        self._scenes: OrderedDict[tuple[_ViewKey, EntityId | None, int], Scene] = OrderedDict()

    def seen(self, whole: Scene, viewer: EntityId | None, *, unnamed: bool) -> Scene:
        """The scene as a viewer may see it, perhaps with ways over people who are not named to them.

        None is a viewer who has uploaded nothing.
        """
        if whole.shared.is_open:
            return whole
        masked = _masked(whole, viewer)
        unseen = whole.shared.kept_back(viewer, Level.COUNT, Level.HIDDEN) | (frozenset() if unnamed else masked)
        view_key = (whole.revision, whole.as_of, unseen)
        key = (view_key, viewer, whole.asked)
        with self._making:
            scene = self._scenes.get(key)
            if scene is None:
                uploads = self._uploads_in(whole)
                view, ranker = self._view(whole, view_key, uploads)
                people = frozenset(whole.shared.people[one] for one in masked if one in whole.shared.people)
                sight = Sight(viewer, unseen, masked, people, uploads, whole.view.snapshot, self._secret())
                scene = replace(
                    whole, view=view, ranker=ranker, sight=sight, verdicts={}, worked_out={"gate": whole.gate}
                )
            _keep(self._scenes, key, scene, _SCENES_KEPT)
        return scene

    def _secret(self) -> bytes:
        return (self._store.meta(SALT) or self._store.identity()).encode()

    def _uploads_in(self, whole: Scene) -> Uploads:
        uploads = self._uploads.get(whole.revision)
        if uploads is None:
            uploads = find_uploads(whole.view.snapshot, self._owners(whole), self._store)
        return _keep(self._uploads, whole.revision, uploads, _UPLOADS_KEPT)

    def _view(self, whole: Scene, key: _ViewKey, uploads: Uploads) -> tuple[View, Ranker]:
        found = self._views.get(key)
        if found is None:
            found = self._without(whole, left_out(self._store, whole.view.snapshot, uploads, key[2]))
        return _keep(self._views, key, found, _VIEWS_KEPT)

    def _owners(self, whole: Scene) -> dict[RecordKey, Owner]:
        """The owners who share less than everything, as far as the graph knows them."""
        people = whole.shared.people
        records = self._store.records_of_each(sorted(set(people.values())))
        numbers = {one.record.key: one.seq for of_person in records.values() for one in of_person}
        persons = {owner: whole.view.snapshot.person(person) for owner, person in people.items()}
        return {
            owner: Owner(number, numbers[owner])
            for owner, number in persons.items()
            if number is not None and owner in numbers
        }

    def _without(self, whole: Scene, gone: LeftOut) -> tuple[View, Ranker]:
        if gone.is_nothing:
            return whole.view, whole.ranker
        step = without_facts(whole.view.snapshot, gone)
        hops = self._compiler.find_hops(whole.view.snapshot.persons)
        view = bring_forward(whole.view, step, whole.view.reach.willing, hops)
        # A database that ranks holds the whole graph, so these ways are found here.
        return view, QuickRanker(view, self._compiler)


def _masked(whole: Scene, viewer: EntityId | None) -> frozenset[RecordKey]:
    """The owners whom a viewer may not know by name: all who ask for it but those who said yes to the viewer once."""
    masked = whole.shared.kept_back(viewer, Level.MASKED)
    if not masked or viewer is None:
        return masked
    mine = (ask for ask in whole.asks if ask.plan.requester == viewer)
    known = {ask.plan.connector for ask in mine if (on := ask.on(EventKind.ACCEPTED)) and on <= whole.as_of}
    return frozenset(owner for owner in masked if whole.shared.people.get(owner) not in known)


def _keep(kept: OrderedDict[KeyT, ThingT], key: KeyT, thing: ThingT, most: int) -> ThingT:
    """Keep a thing as the latest of so many, and return it."""
    kept[key] = thing
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
    return thing
