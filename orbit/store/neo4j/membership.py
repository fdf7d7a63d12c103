"""Which record belongs to which entity, and what the old ids of entities stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from orbit.errors import NotFound
from orbit.model import EntityId, EntityKind
from orbit.store.base import Member
from orbit.store.moving import moves_between
from orbit.store.neo4j.transaction import Transaction

_AT_ONCE = 5_000
_PUT = {EntityKind.PERSON: "member_put_person", EntityKind.COMPANY: "member_put_company"}


def assign(tx: Transaction, kind: EntityKind, members: Iterable[Member], revision: int) -> int:
    """Set the entity of each record and return how many changed.

    An entity that loses its last record becomes an alias of where its first record went; one that gets
    records again stands for itself again.
    """
    wanted = dict(members)
    before = {
        seq: EntityId(entity) for some in _some(list(wanted)) for seq, entity in tx.read("member_find", rows=some)
    }
    moves = moves_between(before, wanted)
    numbers = [member.seq for member in moves.members]
    _check_told(tx, kind, numbers)
    for some in _some([seq for seq in numbers if seq in before]):
        tx.write("member_leave", rows=some)
    for some in _some([[seq, entity] for seq, entity in moves.members]):
        tx.write(_PUT[kind], rows=some, rev=revision)
    for some in _some([[entity, kind.value, revision] for entity in moves.went]):
        tx.write("left", rows=some)
    for some in _some(moves.taken):
        tx.write("alias_drop", rows=some)
    for some in _some([[old, new] for old, new in moves.went.items()]):
        tx.write("alias_put", rows=some)
    for some in _some([[revision, old, new, kind.value] for old, new in moves.between]):
        tx.write("event_put", rows=some)
    return len(moves.members)


def _check_told(tx: Transaction, kind: EntityKind, numbers: Sequence[int]) -> None:
    told = {seq for some in _some(numbers) for seq, of in tx.read("told", rows=some) if of == kind.value}
    strangers = [seq for seq in numbers if seq not in told]
    if strangers:
        raise NotFound(f"there is no {kind} record number {strangers[0]}")


def _some(rows: Sequence[object]) -> Iterator[list[object]]:
    for first in range(0, len(rows), _AT_ONCE):
        yield list(rows[first : first + _AT_ONCE])
