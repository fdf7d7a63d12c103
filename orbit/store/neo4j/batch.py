"""Everything that one writing transaction can do to the Neo4j store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from orbit.access import ApiKey
from orbit.errors import NotFound, UsageError
from orbit.model import EntityId, EntityKind, Item, Outcome
from orbit.store.access_rows import api_key_values
from orbit.store.base import Change, Identifier, ImportLog, Member, NewJudgement
from orbit.store.import_log import expiring, undoable
from orbit.store.neo4j.access import Neo4jAccess
from orbit.store.neo4j.asks import Neo4jAsks
from orbit.store.neo4j.membership import assign
from orbit.store.neo4j.shelf import Neo4jShelf
from orbit.store.neo4j.transaction import Transaction
from orbit.store.rows import import_of
from orbit.store.settling import ImportDay, put_items
from orbit.store.undoing import forget_uploads, settle_until, take_back
from orbit.store.values import sides_of, utc_text

_CHUNK = 2_000
_PERSON, _COMPANY = EntityKind.PERSON.value, EntityKind.COMPANY.value


class Neo4jBatch:
    """One transaction.

    `changed` says that the graph is another one now; import logs, keys, suppressions and named values are no
    part of the graph. `wrote` says that there is anything to commit.
    """

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._revision = tx.counters.revision + 1
        self._shelf = Neo4jShelf(tx, self._revision)
        self._days: dict[int, ImportDay] = {}
        self.asks = Neo4jAsks(tx)
        self.access = Neo4jAccess(tx)
        self._marked = False
        self.changed = False
        self.wrote = False

    def begin_import(self, log: ImportLog) -> int:
        """Write the import log entry and return its number; all that one transaction takes in is one run."""
        self.wrote = True
        [number] = self._tx.counters.take("imports", 1)
        self._shelf.run = self._shelf.run or number
        self._tx.write(
            "import_add",
            id=number,
            source=log.source,
            file=log.file,
            sha256=log.sha256,
            observed_on=log.observed_on.isoformat(),
            at=utc_text(log.at),
            count=log.rows,
            outcomes=json.dumps(dict(log.outcomes)),
            run=self._shelf.run,
        )
        return number

    def put(self, items: Iterable[Item], *, import_id: int) -> list[Change]:
        """Put each record or fact once; idempotent; a later observation wins over an earlier one.

        For the day of the import itself, a later version of a file wins over the versions before it and over other
        files in their first version; taking an earlier version in again changes nothing.
        """
        changes, wrote = put_items(self._shelf, items, self._day_of(import_id), chunk=_CHUNK)
        if wrote and not self._marked:
            self._tx.write("import_changed", id=self._shelf.run, revision=self._revision)
            self._marked = True
        # Keys that were named for the first time are kept even where nothing else changed.
        self.wrote |= bool(changes)
        self.changed |= wrote
        return changes

    def end_import(self, import_id: int, *, rows: int, outcomes: dict[Outcome, int]) -> None:
        """Complete the log entry with the row account."""
        self.wrote = True
        if not self._tx.write("import_end", id=import_id, count=rows, outcomes=json.dumps(outcomes)):
            raise NotFound(f"there is no import number {import_id}")

    def undo_import(self, run: int, *, at: datetime) -> int:
        """Take back what a run told, and return how many records and facts that changed."""
        lead = undoable([import_of(row[:-1]) for row in self._tx.read("imports")], run)
        touched = take_back(self._shelf, run, lead.rev)
        self._tx.write("import_undone", run=run, at=utc_text(at))
        self.wrote = True
        if touched:
            # Nobody can tell from what stands what is gone: what was derived has to be made anew.
            self._tx.write("erased_set", revision=self._revision)
            self.changed = True
        return touched

    def make_final(self, *, before: datetime) -> int:
        """Forget what is kept for undoing runs that began before a time; return how many runs became final."""
        last = expiring([import_of(row[:-1]) for row in self._tx.read("imports")], before)
        if not last:
            return 0
        settle_until(self._shelf, last)
        self.wrote = True
        return len({run for (run,) in self._tx.write("imports_final", run=last)})

    def judge(self, judgements: Iterable[NewJudgement]) -> int:
        """Append judgements; one that stands already (same pair, verdict, rule) is not repeated."""
        by_kind: dict[EntityKind, list[NewJudgement]] = {kind: [] for kind in EntityKind}
        for judgement in judgements:
            by_kind[judgement.kind].append(judgement)
        added = sum(self._judge(kind, of_kind) for kind, of_kind in by_kind.items() if of_kind)
        self.wrote = True
        self.changed |= added > 0
        return added

    def revoke(self, judgement: int, *, at: datetime) -> None:
        """Undo one judgement; raise NotFound when it does not exist or is revoked already."""
        if not self._tx.write("revoke", id=judgement, at=utc_text(at)):
            raise NotFound(f"there is no standing judgement number {judgement}")
        self.changed = self.wrote = True

    def assign(self, kind: EntityKind, members: Iterable[Member]) -> int:
        """Set the entity of each record; remember the old id as an alias; return how many changed."""
        moved = assign(self._tx, kind, members, self._revision)
        self.wrote |= moved > 0
        self.changed |= moved > 0
        return moved

    def identify(self, identifiers: Iterable[tuple[int, Identifier]]) -> None:
        """Add normalised identifiers of records (`seq`, identifier) to the look-up index."""
        wanted = list(dict.fromkeys((seq, *identifier) for seq, identifier in identifiers))
        for first in range(0, len(wanted), _CHUNK):
            self._identify(wanted[first : first + _CHUNK])

    def suppress(self, hashes: Iterable[str], *, at: datetime) -> None:
        """Remember keyed hashes of identifiers that must never be taken in again."""
        self.wrote = True
        self._tx.write("suppress", rows=list(dict.fromkeys(hashes)), at=utc_text(at))

    def erase(self, entity: EntityId) -> int:
        """Delete a person's records, facts, judgements, identifiers and place in asks; return how many records."""
        person, kind = self._living(entity)
        if kind != _PERSON:
            raise UsageError("only a person can be erased, this is a company")
        self.asks.erase(person)
        uploads = self._shelf.uploads_of(EntityId(person))
        for named in ("erase_judgement_actors", "erase_file_names", "erase_import_names"):
            self._tx.write(named, entity=person)
        self._tx.write("erase_tellings", entity=person)
        self._tx.write("erase_told_facts", entity=person)
        self._tx.write("erase_facts", entity=person)
        self._tx.write("erase_judgements", entity=person)
        self._tx.write("erase_identifiers", entity=person)
        self._tx.write("erase_published", entity=person)
        self._tx.write("erase_departure", entity=person)
        self._tx.write("erased_set", revision=self._revision)
        self._erase_aliases(person)
        [[gone]] = self._tx.write("erase_records", entity=person)
        self._shelf.forget()
        forget_uploads(self._shelf, uploads)
        self.changed = self.wrote = True
        return int(gone)

    def put_key(self, key: ApiKey) -> None:
        """Add or replace an API key by id."""
        self.wrote = True
        self._tx.write("api_key_put", **api_key_values(key))

    def set_meta(self, name: str, value: str) -> None:
        """Keep one small named value of the workspace (its name, its secret salt)."""
        self.wrote = True
        self._tx.write("meta_put", name=name, value=value)

    def _judge(self, kind: EntityKind, judgements: list[NewJudgement]) -> int:
        pairs = [sides_of(judgement) for judgement in judgements]
        lefts = self._shelf.numbers(kind, [left for left, _ in pairs])
        rights = self._shelf.numbers(kind, [right for _, right in pairs])
        slots = [
            (left, right, new.verdict.value, new.rule)
            for new, left, right in zip(judgements, lefts, rights, strict=True)
        ]
        standing = {tuple(row) for row in self._tx.read("judgement_standing", rows=[slot[:2] for slot in set(slots)])}
        # The first of equal ones is the one that is written.
        first = dict(zip(reversed(slots), reversed(judgements), strict=True))
        fresh = [(slot, first[slot]) for slot in dict.fromkeys(slots) if slot not in standing]
        numbers = self._tx.counters.take("judgements", len(fresh))
        rows = [
            [number, kind.value, *slot, new.because, new.actor, utc_text(new.at), new.grounds]
            for number, (slot, new) in zip(numbers, fresh, strict=True)
        ]
        if rows:
            self._tx.write("judge", rows=rows)
        return len(rows)

    def _identify(self, wanted: Sequence[tuple[int, str, str]]) -> None:
        told = {seq for seq, _ in self._tx.read("told", rows=[row[0] for row in wanted])}
        if any(row[0] not in told for row in wanted):
            raise NotFound("an identifier belongs to a record that is not there")
        standing = {tuple(row) for row in self._tx.read("identifier_standing", rows=[list(row) for row in wanted])}
        rows = [list(row) for row in wanted if row not in standing]
        if rows:
            self._tx.write("identify", rows=rows)
            self.changed = self.wrote = True

    def _living(self, entity: EntityId) -> tuple[str, str]:
        asked: set[str] = set()
        wanted: str = entity
        while wanted not in asked:
            asked.add(wanted)
            rows = self._tx.read("canonical", entity=wanted)
            if rows and rows[0][0] is not None:
                return rows[0][0], rows[0][2]
            if rows:
                wanted = rows[0][1]
        raise NotFound(f"there is no person with the id {entity}")

    def _erase_aliases(self, person: str) -> None:
        lost = [person]
        while lost:
            self._tx.write("erase_events", rows=lost)
            lost = [old for (old,) in self._tx.write("erase_aliases", rows=lost)]

    def _day_of(self, import_id: int) -> ImportDay:
        if import_id not in self._days:
            rows = self._tx.read("import_day", id=import_id)
            if not rows:
                raise NotFound(f"there is no import number {import_id}")
            [[day, version]] = rows
            self._days[import_id] = ImportDay(date.fromisoformat(day), version)
        return self._days[import_id]
