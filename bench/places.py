"""A demo workspace to measure on, with its truth, and which true person each of Orbit's people is."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from api.cli.console import now
from api.demo import TRUTH, make_demo
from api.workspace import Scene, Workspace
from orbit.errors import UsageError
from orbit.model import EntityId, EntityKind, Person, Record
from orbit.settings import read_settings
from orbit.store.base import Store
from orbit.world import Truth, WorldSpec, read_truth


@dataclass(frozen=True, slots=True)
class Place:
    """A demo workspace, opened on the day for which it was made."""

    workspace: Workspace
    truth: Truth
    scene: Scene


@contextmanager
def demo_place(home: Path | None, say: Callable[[str], None]) -> Iterator[Place]:
    """Open the demo in `home`; without one, make one in a temporary folder."""
    if home is not None:
        with Workspace.open(read_settings(home)) as workspace:
            yield _place(workspace)
        return
    with tempfile.TemporaryDirectory(prefix="orbit-bench-") as folder:
        at = now()
        with Workspace.open(read_settings(Path(folder)), create=True) as workspace:
            make_demo(workspace, WorldSpec(as_of=at.date()), at=at, say=say)
            yield _place(workspace)


def _place(workspace: Workspace) -> Place:
    folder = workspace.settings.home / TRUTH
    spec = workspace.store.meta("demo")
    if spec is None or not folder.is_dir():
        raise UsageError(f"{workspace.settings.home} is not a demo workspace, so nobody knows the truth about it.")
    told = read_truth({file.name: json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.json")})
    return Place(workspace, told, workspace.scene(date.fromisoformat(spec.split()[2])))


def record_truth(store: Store, truth: Truth, kind: EntityKind) -> dict[int, int]:
    """The true person or company of each record, by its number; records that name nobody of the world are left out."""
    at = truth.person_at if kind is EntityKind.PERSON else truth.company_at
    found = ((stored.seq, _at(at, stored.record)) for stored in store.records(kind))
    return {seq: number for seq, number in found if number is not None}


def entity_truth(store: Store, truth: Truth, kind: EntityKind) -> dict[EntityId, int]:
    """The true person or company that most records of each entity name."""
    records = record_truth(store, truth, kind)
    votes: dict[EntityId, Counter[int]] = {}
    for member in store.members(kind):
        if member.seq in records:
            votes.setdefault(member.entity, Counter())[records[member.seq]] += 1
    return {entity: min(count, key=lambda number: (-count[number], number)) for entity, count in votes.items()}


def _at(at: Callable[..., int | None], record: Record) -> int | None:
    """Ask by name and address: who owns a file stands in it by address alone."""
    ref, addresses = record.ref, record.emails if isinstance(record, Person) else ()
    if ref.line is None:
        return None
    named = at(ref.file, ref.line, record.name, *addresses)
    return named if named is not None else at(ref.file, ref.line)
