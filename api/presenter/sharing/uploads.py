"""What somebody uploaded of their own: how many they listed, for which day it speaks, and what others see of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from api.presenter.forms import Json
from api.presenter.sharing.sharing import sharing_answer, viewer_of
from api.workspace import Scene, Workspace
from orbit.model import EntityId, FactId, RecordKey, Tie
from orbit.sharing import level_of, said_of
from orbit.store.base import Store
from orbit.uploads import PERSONAL, is_owner, owner_record


def uploads_answer(workspace: Workspace, scene: Scene, email: str) -> Json:
    """The uploads of one person, one entry each, and the levels of these and of those to come under the address.

    `scene` is the whole graph.
    """
    store, policy = workspace.store, workspace.policy.sharing
    viewer, said = viewer_of(store, email), said_of(store)
    uploads = [] if viewer is None else _uploads(workspace, scene, viewer)
    to_come = (owner_record(source, email) for source in sorted(PERSONAL))
    levels = {level_of(owner, said.get(owner), policy).value for owner in to_come}
    return {"uploads": uploads, "levels": sorted(levels | {one["level"] for one in uploads})}


def _uploads(workspace: Workspace, scene: Scene, viewer: EntityId) -> list[Json]:
    listed = _listed(workspace.store, scene, viewer)
    seen = {stored.record.key: stored for stored in workspace.store.records_of(viewer)}
    uploads = []
    for one in sharing_answer(workspace, viewer)["uploads"]:
        stored = seen[owner_record(one["source"], one["email"])]
        counts = {"people": listed[stored.record.key], "file": stored.record.ref.file}
        uploads.append(one | counts | {"told_on": stored.seen_last.isoformat()})
    return uploads


def _listed(store: Store, scene: Scene, viewer: EntityId) -> Counter[RecordKey]:
    """How many people each upload of somebody lists."""
    facts = store.facts_by_id(_ties(scene, viewer))
    pairs = {(one.fact.left, one.fact.right) for one in facts if isinstance(one.fact, Tie)}
    return Counter(end for pair in pairs for end in pair if is_owner(end))


def _ties(scene: Scene, viewer: EntityId) -> Sequence[FactId]:
    snapshot = scene.view.snapshot
    number = snapshot.person(viewer)
    if number is None:
        return []
    own = np.flatnonzero((snapshot.tie_left == number) | (snapshot.tie_right == number))
    return [FactId(one.decode()) for one in snapshot.tie_id[own].tolist()]
