"""Records and facts in the SQLite file, while one transaction lasts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import apsw

from orbit.model import EntityKind, RecordKey
from orbit.store.numbering import Numbers, Pair
from orbit.store.settling import Row, Table, Told
from orbit.store.sighting import Sighting
from orbit.store.sqlite.lookup import Files
from queries import statement

_PUT = {Table.RECORD: "record_put", Table.FACT: "fact_put"}
_SEEN = {Table.RECORD: "record_seen", Table.FACT: "fact_seen"}


class SqliteShelf:
    """Reads and writes the tables of records and facts; `revision` is the one that this transaction makes."""

    def __init__(self, db: apsw.Connection, revision: int) -> None:
        self._db = db
        self._revision = revision
        self._files = Files(db)
        self._numbers = Numbers(self._find, self._give)

    def forget(self) -> None:
        """Forget the numbers of keys, for some were erased."""
        self._numbers.forget()

    def numbers(self, kind: EntityKind, keys: Sequence[RecordKey | None]) -> list[int | None]:
        """The number of each key, None for None; a new key is given one."""
        return self._numbers.of(kind, keys)

    def standing(self, table: Table, slots: Sequence[Row]) -> dict[Row, Sighting]:
        """What stands in these slots; those that hold nothing are left out."""
        ref = self._files.ref
        if table is Table.RECORD:
            rows = self._db.executemany(statement("sqlite", "record_standing"), slots)
            return {
                (seq,): Sighting(day, digest, ref(file, line, url), first, last)
                for seq, day, digest, file, line, url, first, last in rows
            }
        asked = [(kind, bytes.fromhex(fact)) for kind, fact in slots]
        return {
            (kind, fact.hex()): Sighting(day, digest, ref(file, line, url), first, last)
            for kind, fact, day, digest, file, line, url, first, last in self._db.executemany(
                statement("sqlite", "fact_standing"), asked
            )
        }

    def put(self, table: Table, rows: Sequence[Told]) -> None:
        """Write new items, and new contents of old ones."""
        number, revision = self._files.number, self._revision
        values = []
        for slot, content, (day, digest, ref, first, last) in rows:
            place = number(ref), ref.line, ref.url, first, last, revision
            values.append((*_stored(table, slot), *content, day, digest, *place))
        self._db.executemany(statement("sqlite", _PUT[table]), values)

    def widen(self, table: Table, rows: Sequence[Told]) -> None:
        """Write only the days vouched for."""
        values = [(*_stored(table, slot), sighting.first, sighting.last, self._revision) for slot, _, sighting in rows]
        self._db.executemany(statement("sqlite", _SEEN[table]), values)

    def _find(self, kind: EntityKind, pairs: Sequence[Pair]) -> Iterable[tuple[str, str, int]]:
        found = self._db.executemany(statement("sqlite", "key_find"), [(kind, *pair) for pair in pairs])
        return [(source, id_, seq) for source, id_, seq in found]

    def _give(self, kind: EntityKind, pairs: Sequence[Pair]) -> Iterable[int]:
        given = self._db.executemany(statement("sqlite", "key_add"), [(kind, *pair) for pair in pairs])
        return [seq for (seq,) in given]


def _stored(table: Table, slot: Row) -> Row:
    return slot if table is Table.RECORD else (slot[0], bytes.fromhex(slot[1]))
