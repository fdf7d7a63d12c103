"""Records and facts in the SQLite file, while one transaction lasts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import apsw

from orbit.model import EntityId, EntityKind, RecordKey
from orbit.store.numbering import Numbers, Pair
from orbit.store.sighting import Sighting
from orbit.store.sqlite.lookup import Files
from orbit.store.telling import by_slot_and_run, named_in, owner_text, read_slot, slot_text, told_text
from orbit.store.told import Kept, Row, Stood, Table, Telling, Told
from queries import statement

_PUT = {Table.RECORD: "record_put", Table.FACT: "fact_put"}
_SEEN = {Table.RECORD: "record_seen", Table.FACT: "fact_seen"}
_REMOVE = {Table.RECORD: "record_remove", Table.FACT: "fact_remove"}
_FROM = {Table.RECORD: "records_from", Table.FACT: "facts_from"}
_WRITTEN = {Table.RECORD: "record_written", Table.FACT: "fact_written"}


class SqliteShelf:
    """Reads and writes the tables of records and facts; `revision` is the one that this transaction makes."""

    def __init__(self, db: apsw.Connection, revision: int) -> None:
        self._db = db
        self.revision = revision
        self.run = 0
        self.keeps = False
        self._repeats: set[int] = set()
        self._runs: dict[int, int] | None = None
        self._files = Files(db)
        self._numbers = Numbers(self._find, self._give)

    def forget(self) -> None:
        """Forget the numbers of keys, for some were erased."""
        self._numbers.forget()

    def numbers(self, kind: EntityKind, keys: Sequence[RecordKey | None]) -> list[int | None]:
        """The number of each key, None for None; a new key is given one."""
        return self._numbers.of(kind, keys)

    def standing(self, table: Table, slots: Sequence[Row]) -> dict[Row, Stood]:
        """What stands in these slots; those that hold nothing are left out."""
        if table is Table.RECORD:
            rows = self._db.executemany(statement("sqlite", "record_standing"), slots)
            return {(seq,): self._stood(*rest) for seq, *rest in rows}
        asked = [(kind, bytes.fromhex(fact)) for kind, fact in slots]
        rows = self._db.executemany(statement("sqlite", "fact_standing"), asked)
        return {(kind, fact.hex()): self._stood(*rest) for kind, fact, *rest in rows}

    def contents(self, table: Table, slots: Sequence[Row]) -> dict[Row, Row]:
        """The content of what stands in these slots."""
        stored = [_stored(table, slot) for slot in slots]
        if table is Table.RECORD:
            return {(seq,): tuple(content) for seq, *content in self._many("record_content", stored)}
        return {(kind, fact.hex()): tuple(content) for kind, fact, *content in self._many("fact_content", stored)}

    def put(self, table: Table, rows: Sequence[Told]) -> None:
        """Write new items, and new contents of old ones."""
        number, revision = self._files.number, self.revision
        values = []
        for slot, content, sighting in rows:
            day, digest, ref, first, last, _ = sighting
            place = number(sighting), ref.line, ref.url, first, last, revision
            values.append((*_stored(table, slot), *content, day, digest, *place))
        self._db.executemany(statement("sqlite", _PUT[table]), values)

    def widen(self, table: Table, rows: Sequence[Told]) -> None:
        """Write only the days vouched for."""
        values = [(*_stored(table, slot), sighting.first, sighting.last, self.revision) for slot, _, sighting in rows]
        self._db.executemany(statement("sqlite", _SEEN[table]), values)

    def remove(self, table: Table, slots: Sequence[Row]) -> None:
        """Delete what stands in these slots, and what was worked out of the records among it."""
        if table is Table.RECORD:
            self._db.executemany(statement("sqlite", "judgements_remove"), slots)
        self._db.executemany(statement("sqlite", _REMOVE[table]), [_stored(table, slot) for slot in slots])

    def run_of(self, rev: int) -> int:
        """The import that made a revision and can still be undone; else 0."""
        if self._runs is None:
            self._runs = dict(self._db.execute(statement("sqlite", "runs")))
        return self._runs.get(rev, 0)

    def repeat(self, run: int) -> None:
        """Remember that the import under way says again, word for word, what another one said."""
        if run and run not in self._repeats:
            self._repeats.add(run)
            self._db.execute(statement("sqlite", "import_repeats"), (self.run, json.dumps(sorted(self._repeats))))

    def kept(self, table: Table, slots: Sequence[Row]) -> dict[Row, list[Kept]]:
        """What is kept of these slots, by import; slots of which nothing is kept are left out."""
        found: dict[Row, list[Kept]] = {}
        for text, run, told in self._many("tellings", [(table, slot_text(table, slot)) for slot in slots]):
            found.setdefault(read_slot(table, text), []).append(Kept(run, told))
        return found

    def keep(self, table: Table, tellings: Sequence[Telling]) -> None:
        """Keep what imports told, or replace it."""
        self.keeps |= bool(tellings)
        rows = [
            (table, slot_text(table, slot), run, *named_in(table, told[0]), told_text(told))
            for (slot, run), told in by_slot_and_run(tellings).items()
        ]
        self._db.executemany(statement("sqlite", "telling_put"), rows)

    def drop(self, table: Table, run: int, slots: Sequence[Row]) -> None:
        """Keep no longer what an import told of these slots."""
        rows = [(table, slot_text(table, slot), run) for slot in slots]
        self._db.executemany(statement("sqlite", "telling_drop"), rows)

    def told_by(self, table: Table, run: int, *, most: int) -> list[Row]:
        """Up to `most` slots of which something is kept that an import told."""
        return [read_slot(table, text) for (text,) in self._rows("told_by", run, table, most)]

    def told_until(self, table: Table, run: int, *, after: Row | None, most: int) -> list[Row]:
        """Slots after one of which something is kept that imports up to `run` told, in order."""
        start = "" if after is None else slot_text(table, after)
        return [read_slot(table, text) for (text,) in self._rows("told_until", table, start, run, most)]

    def written_with(self, table: Table, rev: int, *, most: int) -> list[Row]:
        """Up to `most` slots that were last written with a revision."""
        rows = self._rows(_WRITTEN[table], rev, most)
        return rows if table is Table.RECORD else [(kind, fact.hex()) for kind, fact in rows]

    def uploads_of(self, entity: EntityId) -> list[int]:
        """The numbers of the records of a person in whose name something was uploaded."""
        owners = self._files.owners()
        return [seq for (seq,) in self._rows("members_of", entity) if seq in owners]

    def told_in_upload(self, table: Table, owner: int) -> list[Row]:
        """Slots of which the upload of an owner may have told."""
        rows = [row for file in self._files.owned_by(owner) for row in self._rows(_FROM[table], file)]
        stand = rows if table is Table.RECORD else [(kind, fact.hex()) for kind, fact in rows]
        kept = [read_slot(table, text) for (text,) in self._rows("tellings_holding", table, owner_text(owner))]
        return list(dict.fromkeys([*stand, *kept]))

    def blank(self, seqs: Sequence[int]) -> None:
        """Forget the identifiers of records."""
        self._db.executemany(statement("sqlite", "record_blank"), [(seq,) for seq in seqs])

    def drop_unnamed_keys(self) -> None:
        """Delete the keys that nothing names."""
        self._db.execute(statement("sqlite", "keys_unnamed"))
        self.forget()

    def _stood(self, *values: Any) -> Stood:
        day, digest, file, line, url, first, last, rev = values
        ref, owner = self._files.place(file, line, url)
        return Stood(Sighting(day, digest, ref, first, last, owner), rev)

    def _find(self, kind: EntityKind, pairs: Sequence[Pair]) -> Iterable[tuple[str, str, int]]:
        found = self._db.executemany(statement("sqlite", "key_find"), [(kind, *pair) for pair in pairs])
        return [(source, id_, seq) for source, id_, seq in found]

    def _give(self, kind: EntityKind, pairs: Sequence[Pair]) -> Iterable[int]:
        given = self._db.executemany(statement("sqlite", "key_add"), [(kind, *pair) for pair in pairs])
        return [seq for (seq,) in given]

    def _rows(self, name: str, *values: Any) -> list[Row]:
        return self._db.execute(statement("sqlite", name), values).fetchall()

    def _many(self, name: str, asked: Sequence[Row]) -> list[Row]:
        return self._db.executemany(statement("sqlite", name), asked).fetchall()


def _stored(table: Table, slot: Row) -> Row:
    return slot if table is Table.RECORD else (slot[0], bytes.fromhex(slot[1]))
