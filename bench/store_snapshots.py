"""How fast each store gives a snapshot: anew, by what changed, and to somebody else after a change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256
from itertools import islice
from statistics import median
from typing import NamedTuple

import numpy as np

from api.workspace import Workspace
from bench.footprint import apart
from bench.sides import Figures, Side, take_in
from bench.timing import timed, times_slower
from orbit.dates import PartialDate
from orbit.errors import StoreError
from orbit.graph.advance import advance
from orbit.graph.build import build_snapshot
from orbit.graph.snapshot import Snapshot
from orbit.model import EntityKind, Item, Person, Ref, Revision, Spell
from orbit.store.base import Store
from orbit.store.open import open_store

CHANGED = 50
_MOST = 10_000


class Built(NamedTuple):
    """How many seconds a snapshot took, and the digest of its bytes."""

    seconds: float
    digest: str


class Followed(NamedTuple):
    """After each small import: the seconds to bring the snapshot forward, and until another handle answered with it."""

    advance: list[float]
    answer: list[float]
    digest: str


def build(store: str) -> Built:
    """Make the snapshot of a store anew."""
    with closing(open_store(store)) as opened:
        snapshot, seconds = timed(lambda: build_snapshot(opened))
    return Built(seconds, digest_of(snapshot))


def digest_of(snapshot: Snapshot) -> str:
    """Return the SHA-256 of a snapshot's arrays with their names, types and shapes."""
    told = sha256()
    for name, array in asdict(snapshot).items():
        told.update(f"{name} {array.dtype} {array.shape}\n".encode())
        told.update(np.ascontiguousarray(array).data)
    return told.hexdigest()


def building_figures(sides: Sequence[Side], say: Callable[[str], None]) -> Figures:
    """Build the snapshot of each store in a process of its own; raises StoreError unless the bytes are the same."""
    figures: Figures = {}
    built = {}
    for side in sides:
        say(f"Building the snapshot from {side.name} …")
        built[side.name], peak = apart(build, side.settings.store)
        figures[f"snapshot_{side.name}_s"] = round(built[side.name].seconds, 3)
        if peak is not None:
            figures[f"snapshot_{side.name}_memory_mb"] = peak
    _check_same(one.digest for one in built.values())
    slower = times_slower(built["neo4j"].seconds, built["sqlite"].seconds)
    return figures | {"snapshot_neo4j_times_slower": slower}


def changing_figures(sides: Sequence[Side], day: date, rounds: int, say: Callable[[str], None]) -> Figures:
    """Make the same small imports in each store and follow them; raises StoreError unless the bytes stay the same."""
    with closing(open_store(sides[0].settings.store)) as store:
        imports = list(_small_imports(store, day, rounds))
    followed = {}
    for side in sides:
        say(f"Following {rounds} small imports in {side.name} …")
        followed[side.name] = _followed(side, imports, day)
    _check_same(one.digest for one in followed.values())
    figures: Figures = {"small_import_items": len(imports[0])}
    for name, one in followed.items():
        figures[f"advance_{name}_ms"] = round(median(one.advance) * 1000, 2)
        figures[f"other_handle_{name}_s"] = round(median(one.answer), 3)
    return figures


def _small_imports(store: Store, day: date, rounds: int) -> Iterator[list[Item]]:
    """New titles and new jobs of people who are known already."""
    people = [one.record for one in islice(store.records(EntityKind.PERSON), rounds * CHANGED)]
    companies = [one.record for one in islice(store.records(EntityKind.COMPANY), CHANGED)]
    for turn in range(rounds):
        ref, title = Ref("bench", f"changes-{turn}.csv"), f"Head of Change {turn}"
        group = [one for one in people[turn * CHANGED : (turn + 1) * CHANGED] if isinstance(one, Person)]
        jobs = zip(group, companies, strict=False)
        begun = PartialDate.of(day)
        yield [
            *(replace(one, title=title, ref=ref, seen_on=day) for one in group),
            *(Spell(one.key, there.key, ref, title=title, start=begun, seen_on=day) for one, there in jobs),
        ]


def _followed(side: Side, imports: Sequence[list[Item]], day: date) -> Followed:
    forwards, answers, digest = [], [], ""
    with side.open() as writer, side.open() as reader:
        scene = reader.scene(day)
        for turn, items in enumerate(imports):
            take_in(writer.store, items, f"changes-{turn}.csv", day)
            start = time.perf_counter()
            now = reader.scene(day)
            answers.append(time.perf_counter() - start)
            if now.revision == scene.revision:
                raise StoreError("a change was committed, and another handle did not see it")
            forward, seconds = _forward(writer, scene.view.snapshot, scene.revision)
            forwards.append(seconds)
            digest = digest_of(forward)
            scene = now
    return Followed(forwards, answers, digest)


def _forward(workspace: Workspace, snapshot: Snapshot, since: Revision) -> tuple[Snapshot, float]:
    start = time.perf_counter()
    touched = workspace.store.touched(since, most=_MOST)
    if touched is None:
        raise StoreError("the store does not tell what a small import changed")
    forward = advance(snapshot, touched, workspace.store)
    return forward, time.perf_counter() - start


def _check_same(digests: Iterator[str]) -> None:
    if len(set(digests)) != 1:
        raise StoreError("the snapshots of the two stores differ; run `orbit doctor` on both")
