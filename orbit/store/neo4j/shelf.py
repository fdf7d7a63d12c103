"""Records and facts in Neo4j, while one transaction lasts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orbit.model import EntityKind, RecordKey, Ref
from orbit.store.neo4j.transaction import Transaction
from orbit.store.numbering import Numbers, Pair
from orbit.store.settling import Row, Table, Told
from orbit.store.sighting import Sighting

_STANDING = {Table.RECORD: "record_standing", Table.FACT: "fact_standing"}
_SEEN = {Table.RECORD: "record_seen", Table.FACT: "fact_seen"}
# Where the numbers of the records that a fact names stand in its row, and the statement that ties it to each.
_PLACES = ((2, "fact_of_person"), (3, "fact_of_other"), (4, "fact_of_company"), (5, "fact_of_investor"))


class Neo4jShelf:
    """Reads and writes records and facts; `revision` is the one that this transaction makes."""

    def __init__(self, tx: Transaction, revision: int) -> None:
        self._tx = tx
        self._revision = revision
        self._files = {(source, name): number for number, source, name in tx.read("files")}
        self._names = {number: pair for pair, number in self._files.items()}
        self._numbers = Numbers(self._find, self._give)
        self._standing: set[Row] = set()

    def forget(self) -> None:
        """Forget the numbers of keys, for some were erased."""
        self._numbers.forget()

    def numbers(self, kind: EntityKind, keys: Sequence[RecordKey | None]) -> list[int | None]:
        """The number of each key, None for None; a new key is given one."""
        return self._numbers.of(kind, keys)

    def standing(self, table: Table, slots: Sequence[Row]) -> dict[Row, Sighting]:
        """What stands in these slots; those that hold nothing are left out."""
        if not slots:
            return {}
        keys = 1 if table is Table.RECORD else 2
        asked = [slot[0] for slot in slots] if table is Table.RECORD else [list(slot) for slot in slots]
        found = {}
        for row in self._tx.read(_STANDING[table], rows=asked):
            day, digest, file, line, url, first, last = row[keys:]
            ref = Ref(*self._names[file], line, url)
            found[tuple(row[:keys])] = Sighting(day, bytes(digest), ref, first, last)
        self._standing = set(found)
        return found

    def put(self, table: Table, rows: Sequence[Told]) -> None:
        """Write new items, and new contents of old ones."""
        self._number_files([row.sighting.ref for row in rows])
        values = []
        for slot, content, (day, digest, ref, first, last) in rows:
            place = self._files[ref.source, ref.file], ref.line, ref.url, first, last, self._revision
            values.append([*slot, *content, day, digest, *place])
        if table is Table.RECORD:
            self._write("record_put", values)
            return
        known = self._standing
        self._write("fact_add", [row for row in values if (row[0], row[1]) not in known])
        self._write("fact_put", [row for row in values if (row[0], row[1]) in known])
        for column, name in _PLACES:
            self._write(name, [[row[0], row[1], row[column]] for row in values if row[column] is not None])

    def widen(self, table: Table, rows: Sequence[Told]) -> None:
        """Write only the days vouched for."""
        values = [[*slot, sighting.first, sighting.last, self._revision] for slot, _, sighting in rows]
        self._write(_SEEN[table], values)

    def _write(self, name: str, rows: Sequence[object]) -> None:
        if rows:
            self._tx.write(name, rows=rows)

    def _number_files(self, refs: Iterable[Ref]) -> None:
        pairs = dict.fromkeys((ref.source, ref.file) for ref in refs)
        new = [pair for pair in pairs if pair not in self._files]
        numbers = self._tx.counters.take("files", len(new))
        self._write("file_add", [[number, *pair] for number, pair in zip(numbers, new, strict=True)])
        self._files.update(zip(new, numbers, strict=True))
        self._names.update(zip(numbers, new, strict=True))

    def _find(self, kind: EntityKind, pairs: Sequence[Pair]) -> Iterable[tuple[str, str, int]]:
        rows = self._tx.read("key_find", kind=kind.value, rows=[list(pair) for pair in pairs])
        return [(source, id_, seq) for source, id_, seq in rows]

    def _give(self, kind: EntityKind, pairs: Sequence[Pair]) -> Iterable[int]:
        numbers = self._tx.counters.take("keys", len(pairs))
        rows = [[number, *pair] for number, pair in zip(numbers, pairs, strict=True)]
        if rows:
            self._tx.write("key_add", kind=kind.value, rows=rows)
        return numbers
