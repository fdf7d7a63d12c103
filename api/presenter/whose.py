"""Whose uploads facts were read from, as far as the viewer of a scene may know."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from functools import partial

import numpy as np

from api.workspace import Scene
from orbit.model import EntityId, FactId, Record, Ref
from orbit.store.base import Store

_PRIVATE = "a colleague's own upload"


def stand_ins(scene: Scene) -> Mapping[FactId, FactId]:
    """Of facts that several uploads told, some of which the viewer may not see: the tie in one that they may see."""
    return {} if scene.sight is None else scene.once("stand-ins", _stand_ins)


def secret_facts(scene: Scene) -> Mapping[FactId, None]:
    """The facts that only uploads told of which this viewer may not know whose they are."""
    return {} if scene.sight is None else scene.once("secret facts", _secrets)


def told_ref(scene: Scene, fact: FactId, ref: Ref) -> Ref:
    """Where a fact was read, without what would tell whose upload it was."""
    return Ref(ref.source, _PRIVATE) if fact in secret_facts(scene) else ref


def strangers(store: Store, scene: Scene) -> Set[int]:
    """The persons of whom nothing but uploads that the viewer may not see tells, by number."""
    return frozenset() if scene.sight is None else scene.once("strangers", partial(_strangers, store))


def seen_records(store: Store, scene: Scene, person: EntityId) -> list[Record]:
    """The records of a person that the viewer may see, each as the first upload has it that they may see."""
    sight, records = scene.sight, [stored.record for stored in store.records_of(person)]
    if sight is None:
        return records
    seen: list[Record] = []
    for record in records:
        tellers = sight.uploads.records.get(record.key, {})
        left = sorted(tellers.keys() - sight.unseen)
        if left or not tellers:
            told = store.facts_by_id([tellers[left[0]]])[0].fact.ref if len(left) < len(tellers) else record.ref
            seen.append(replace(record, ref=told))
    return seen


def _strangers(store: Store, scene: Scene) -> Set[int]:
    sight = scene.sight
    if sight is None:
        return frozenset()
    _, ties = sight.uploads.told_by(sight.unseen)
    ends = np.union1d(sight.whole.tie_left[ties], sight.whole.tie_right[ties]).tolist()
    entity = scene.view.snapshot.person_entity
    return frozenset(number for number in ends if not seen_records(store, scene, entity(number)))


def _stand_ins(scene: Scene) -> dict[FactId, FactId]:
    sight = scene.sight
    if sight is None:
        return {}
    found = {}
    for row, tellers in zip(sight.uploads.spells.tolist(), sight.uploads.tellers, strict=True):
        seen = sorted(tellers.keys() - sight.unseen)
        if seen and len(seen) < len(tellers):
            found[FactId(sight.whole.fact_id[row].decode())] = tellers[seen[0]]
    return found


def _secrets(scene: Scene) -> dict[FactId, None]:
    sight = scene.sight
    if sight is None or not sight.masked - sight.unseen:
        return {}
    spells, ties = sight.uploads.told_by(sight.masked | sight.unseen)
    ids = (*sight.whole.fact_id[spells].tolist(), *sight.whole.tie_id[ties].tolist())
    return dict.fromkeys(FactId(one.decode()) for one in ids)
