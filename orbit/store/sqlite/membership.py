"""Which record belongs to which entity, and what the old ids of entities stand for."""

from __future__ import annotations

from collections.abc import Iterable

import apsw

from orbit.errors import NotFound
from orbit.model import EntityId, EntityKind
from orbit.store.base import Event, Member
from orbit.store.moving import moves_between
from queries import statement


def assign(db: apsw.Connection, kind: EntityKind, members: Iterable[Member], revision: int) -> int:
    """Set the entity of each record and return how many changed.

    An entity that loses its last record becomes an alias of where its first record went; one that gets
    records again stands for itself again.
    """
    wanted = dict(members)
    before = dict(db.executemany(statement("sqlite", "member_find"), [(seq,) for seq in wanted]))
    moves = moves_between(before, wanted)
    _move(db, kind, moves.members, revision)
    db.executemany(statement("sqlite", "left"), [(entity, kind, revision) for entity in moves.went])
    db.executemany(statement("sqlite", "alias_drop"), [(entity,) for entity in moves.taken])
    gone = [(old, new) for old, new in moves.went.items() if _is_empty(db, old)]
    db.executemany(statement("sqlite", "alias_put"), gone)
    merged = {old for old, _ in gone}
    events = [(revision, old, new, kind, Event.MERGED if old in merged else Event.SPLIT) for old, new in moves.between]
    db.executemany(statement("sqlite", "event_put"), events)
    return len(moves.members)


def _move(db: apsw.Connection, kind: EntityKind, moves: list[Member], revision: int) -> None:
    rows = [(seq, kind, entity, revision) for seq, entity in moves]
    moved = {seq for (seq,) in db.executemany(statement("sqlite", "member_put"), rows)}
    strangers = [move.seq for move in moves if move.seq not in moved]
    if strangers:
        raise NotFound(f"there is no {kind} record number {strangers[0]}")


def _is_empty(db: apsw.Connection, entity: EntityId) -> bool:
    return not db.execute(statement("sqlite", "entity_kind"), (entity,)).fetchall()
