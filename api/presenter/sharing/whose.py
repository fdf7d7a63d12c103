"""Whose uploads facts were read from, as far as the viewer of a scene may know."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from functools import cache, partial

from api.workspace import Scene
from orbit.graph.upload_records import companies_told_by, people_told_by, records_without
from orbit.model import EntityId, EntityKind, FactId, Record, RecordKey, Ref
from orbit.store.base import Store
from orbit.uploads import PERSONAL, is_owner

_PRIVATE = "a colleague's own upload"


def stand_ins(scene: Scene) -> Mapping[FactId, Ref]:
    """Of facts that several uploads told, some of which the viewer may not know: the place in those that they may."""
    return {} if scene.sight is None else scene.once("stand-ins", _stand_ins)


def secret_facts(scene: Scene) -> Mapping[FactId, None]:
    """The facts that only uploads told of which this viewer may not know whose they are."""
    return {} if scene.sight is None else scene.once("secret facts", _secrets)


def told_ref(scene: Scene, fact: FactId, ref: Ref) -> Ref:
    """Where a fact was read, without what would tell whose upload it was."""
    return Ref(ref.source, _PRIVATE) if fact in secret_facts(scene) else ref


def strangers(store: Store, scene: Scene) -> Container[int]:
    """The persons of whom nothing but uploads that the viewer may not see tells, by number."""
    return () if scene.sight is None else scene.once("strangers", partial(_strangers, store))


def unknown_companies(store: Store, scene: Scene) -> Container[int]:
    """The companies of which nothing but uploads that the viewer may not see tells, by number."""
    return () if scene.sight is None else scene.once("unknown companies", partial(_unknown_companies, store))


def seen_records(store: Store, scene: Scene, entity: EntityId) -> list[Record]:
    """The records of a person or company that the viewer may see, as those uploads have them that they may see."""
    sight = scene.sight
    if sight is None:
        return [stored.record for stored in store.records_of(entity)]
    left = records_without(store, sight.whole, sight.uploads, sight.unseen, [entity])
    return [stored.record for stored in left.get(entity, ())]


def unseen_keys(store: Store, scene: Scene, kind: EntityKind, keys: Iterable[RecordKey]) -> frozenset[RecordKey]:
    """Which of these records only uploads tell that the viewer may not see."""
    sight = scene.sight
    asked = frozenset(key for key in keys if key.source in PERSONAL and not is_owner(key))
    if sight is None or not asked:
        return frozenset()
    entities = sorted(set(store.entities(kind, sorted(asked)).values()))
    left = records_without(store, sight.whole, sight.uploads, sight.unseen, entities)
    return asked - {stored.record.key for records in left.values() for stored in records}


class _Unseen(Container[int]):
    """Those of some numbers of whom no record may be seen; each is looked up when it is asked for."""

    def __init__(self, named: frozenset[int], is_seen: Callable[[int], bool]) -> None:
        self._named = named
        self._is_seen = cache(is_seen)

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and number in self._named and not self._is_seen(number)


def _strangers(store: Store, scene: Scene) -> Container[int]:
    sight, entity = scene.sight, scene.view.snapshot.person_entity
    if sight is None:
        return ()
    named = frozenset(people_told_by(sight.whole, sight.uploads, sight.unseen).tolist())
    return _Unseen(named, lambda number: bool(seen_records(store, scene, entity(number))))


def _unknown_companies(store: Store, scene: Scene) -> Container[int]:
    sight, entity = scene.sight, scene.view.snapshot.company_entity
    if sight is None:
        return ()
    named = frozenset(companies_told_by(sight.whole, sight.uploads, sight.unseen).tolist())
    return _Unseen(named, lambda number: bool(seen_records(store, scene, entity(number))))


def _stand_ins(scene: Scene) -> dict[FactId, Ref]:
    sight = scene.sight
    if sight is None:
        return {}
    left = sight.uploads.without(sight.unseen | sight.masked)
    return {FactId(sight.whole.fact_id[row].decode()): told.sighting.ref for row, told in left.items()}


def _secrets(scene: Scene) -> dict[FactId, None]:
    sight = scene.sight
    if sight is None or not sight.masked - sight.unseen:
        return {}
    spells, ties = sight.uploads.told_by(sight.masked | sight.unseen)
    ids = (*sight.whole.fact_id[spells].tolist(), *sight.whole.tie_id[ties].tolist())
    return dict.fromkeys(FactId(one.decode()) for one in ids)
