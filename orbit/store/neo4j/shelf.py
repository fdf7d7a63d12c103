"""Records and facts in Neo4j, while one transaction lasts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from orbit.model import EntityId, EntityKind, RecordKey, Ref
from orbit.store.neo4j.transaction import Transaction
from orbit.store.numbering import Numbers, Pair
from orbit.store.sighting import Sighting
from orbit.store.telling import by_slot_and_run, named_in, owner_text, read_slot, slot_text, told_text
from orbit.store.told import Kept, Row, Stood, Table, Telling, Told
from orbit.store.values import file_name, read_file_name

STANDING = {Table.RECORD: "record_standing", Table.FACT: "fact_standing"}
_SEEN = {Table.RECORD: "record_seen", Table.FACT: "fact_seen"}
_CONTENT = {Table.RECORD: "record_content", Table.FACT: "fact_content"}
_REMOVE = {Table.RECORD: "record_remove", Table.FACT: "fact_remove"}
_FROM = {Table.RECORD: "records_from", Table.FACT: "facts_from"}
_WRITTEN = {Table.RECORD: "record_written", Table.FACT: "fact_written"}
# Where the numbers of the records that a fact names stand in its row, and the statement that ties it to each.
_PLACES = ((2, "fact_of_person"), (3, "fact_of_other"), (4, "fact_of_company"), (5, "fact_of_investor"))


class Neo4jShelf:
    """Reads and writes records and facts; `revision` is the one that this transaction makes."""

    def __init__(self, tx: Transaction, revision: int) -> None:
        self._tx = tx
        self.revision = revision
        self.run = 0
        self.keeps = False
        self._repeats: set[int] = set()
        self._runs: dict[int, int] | None = None
        self._files = {(source, *read_file_name(name)): number for number, source, name in tx.read("files")}
        self._names = {number: file for file, number in self._files.items()}
        self._numbers = Numbers(self._find, self._give)
        self._standing: set[Row] = set()

    def forget(self) -> None:
        """Forget the numbers of keys, for some were erased."""
        self._numbers.forget()

    def numbers(self, kind: EntityKind, keys: Sequence[RecordKey | None]) -> list[int | None]:
        """The number of each key, None for None; a new key is given one."""
        return self._numbers.of(kind, keys)

    def standing(self, table: Table, slots: Sequence[Row]) -> dict[Row, Stood]:
        """What stands in these slots; those that hold nothing are left out."""
        if not slots:
            return {}
        of = keys(table)
        found = {}
        for row in self._tx.read(STANDING[table], rows=asked(table, slots)):
            day, digest, file, line, url, first, last, rev = row[of:]
            source, name, owner = self._names[file]
            ref = Ref(source, name, line, url)
            found[tuple(row[:of])] = Stood(Sighting(day, bytes(digest), ref, first, last, owner), rev)
        self._standing = set(found)
        return found

    def contents(self, table: Table, slots: Sequence[Row]) -> dict[Row, Row]:
        """The content of what stands in these slots."""
        of = keys(table)
        rows = self._tx.read(_CONTENT[table], rows=asked(table, slots))
        return {tuple(row[:of]): tuple(row[of:]) for row in rows}

    def put(self, table: Table, rows: Sequence[Told]) -> None:
        """Write new items, and new contents of old ones."""
        self._number_files([row.sighting for row in rows])
        values = []
        for slot, content, sighting in rows:
            day, digest, ref, first, last, _ = sighting
            place = self._files[_file_of(sighting)], ref.line, ref.url, first, last, self.revision
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
        values = [[*slot, sighting.first, sighting.last, self.revision] for slot, _, sighting in rows]
        self._write(_SEEN[table], values)

    def remove(self, table: Table, slots: Sequence[Row]) -> None:
        """Delete what stands in these slots, and what was worked out of the records among it."""
        if table is Table.RECORD:
            self.blank([seq for (seq,) in slots])
        self._write(_REMOVE[table], asked(table, slots))

    def run_of(self, rev: int) -> int:
        """The import that made a revision and can still be undone; else 0."""
        if self._runs is None:
            self._runs = dict(map(tuple, self._tx.read("runs")))
        return self._runs.get(rev, 0)

    def repeat(self, run: int) -> None:
        """Remember that the import under way says again, word for word, what another one said."""
        if run and run not in self._repeats:
            self._repeats.add(run)
            self._tx.write("import_repeats", id=self.run, repeats=json.dumps(sorted(self._repeats)))

    def kept(self, table: Table, slots: Sequence[Row]) -> dict[Row, list[Kept]]:
        """What is kept of these slots, by import; slots of which nothing is kept are left out."""
        found: dict[Row, list[Kept]] = {}
        asked = [slot_text(table, slot) for slot in slots]
        for text, run, told in self._tx.read("tellings", part=table.value, rows=asked):
            found.setdefault(read_slot(table, text), []).append(Kept(run, told))
        return found

    def keep(self, table: Table, tellings: Sequence[Telling]) -> None:
        """Keep what imports told, or replace it."""
        self.keeps |= bool(tellings)
        rows = [
            [table.value, slot_text(table, slot), run, *named_in(table, told[0]), told_text(told)]
            for (slot, run), told in by_slot_and_run(tellings).items()
        ]
        self._write("telling_put", rows)

    def drop(self, table: Table, run: int, slots: Sequence[Row]) -> None:
        """Keep no longer what an import told of these slots."""
        self._write("telling_drop", [[table.value, slot_text(table, slot), run] for slot in slots])

    def told_by(self, table: Table, run: int, *, most: int) -> list[Row]:
        """Up to `most` slots of which something is kept that an import told."""
        rows = self._tx.read("told_by", run=run, part=table.value, most=most)
        return [read_slot(table, text) for (text,) in rows]

    def told_until(self, table: Table, run: int, *, after: Row | None, most: int) -> list[Row]:
        """Slots after one of which something is kept that imports up to `run` told, in order."""
        start = "" if after is None else slot_text(table, after)
        rows = self._tx.read("told_until", run=run, part=table.value, after=start, most=most)
        return [read_slot(table, text) for (text,) in rows]

    def written_with(self, table: Table, rev: int, *, most: int) -> list[Row]:
        """Up to `most` slots that were last written with a revision."""
        return [tuple(row) for row in self._tx.read(_WRITTEN[table], rev=rev, most=most)]

    def uploads_of(self, entity: EntityId) -> list[int]:
        """The numbers of the records of a person in whose name something was uploaded."""
        owners = {owner for _, _, owner in self._files}
        return [seq for (seq,) in self._tx.read("members_of", entity=entity) if seq in owners]

    def told_in_upload(self, table: Table, owner: int) -> list[Row]:
        """Slots of which the upload of an owner may have told."""
        files = [number for (_, _, of), number in self._files.items() if of == owner]
        stand = [tuple(row) for row in self._tx.read(_FROM[table], files=files)]
        rows = self._tx.read("tellings_holding", part=table.value, text=owner_text(owner))
        return list(dict.fromkeys([*stand, *(read_slot(table, text) for (text,) in rows)]))

    def blank(self, seqs: Sequence[int]) -> None:
        """Forget the identifiers of records."""
        self._write("record_blank", list(seqs))

    def drop_unnamed_keys(self) -> None:
        """Delete the keys that nothing names."""
        self._tx.write("keys_unnamed")
        self.forget()

    def _write(self, name: str, rows: Sequence[object]) -> None:
        if rows:
            self._tx.write(name, rows=rows)

    def _number_files(self, sightings: Iterable[Sighting]) -> None:
        files = dict.fromkeys(map(_file_of, sightings))
        new = [file for file in files if file not in self._files]
        numbers = self._tx.counters.take("files", len(new))
        rows = [[number, file[0], file_name(*file[1:])] for number, file in zip(numbers, new, strict=True)]
        self._write("file_add", rows)
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


def _file_of(sighting: Sighting) -> tuple[str, str, int | None]:
    return sighting.ref.source, sighting.ref.file, sighting.owner


def keys(table: Table) -> int:
    """How many of the first columns of a row tell slots of a table apart."""
    return 1 if table is Table.RECORD else 2


def asked(table: Table, slots: Sequence[Row]) -> list[object]:
    """Slots as the statements want them."""
    return [slot[0] for slot in slots] if table is Table.RECORD else [list(slot) for slot in slots]
