"""Everything that one writing transaction can do to the SQLite store."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import apsw

from orbit.access import ApiKey
from orbit.errors import NotFound, UsageError
from orbit.model import EntityId, EntityKind, Item, Outcome
from orbit.store.access_rows import api_key_values
from orbit.store.base import Change, Identifier, ImportLog, Member, NewJudgement
from orbit.store.import_log import expiring, undoable
from orbit.store.rows import import_of
from orbit.store.settling import ImportDay, put_items
from orbit.store.sqlite.access import SqliteAccess
from orbit.store.sqlite.asks import SqliteAsks
from orbit.store.sqlite.faults import faults
from orbit.store.sqlite.membership import assign
from orbit.store.sqlite.put import SqliteShelf
from orbit.store.undoing import forget_uploads, settle_until, take_back
from orbit.store.values import sides_of, utc_text
from queries import statement

_CHUNK = 500


class SqliteBatch:
    """One transaction on the writer's connection.

    `changed` says that the graph is another one now; import logs, keys, suppressions and named values are no
    part of the graph. `erased` says that something must leave the file for good.
    """

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db
        self._revision = int(db.execute(statement("sqlite", "revision")).get) + 1
        self._shelf = SqliteShelf(db, self._revision)
        self.asks = SqliteAsks(db)
        self.access = SqliteAccess(db)
        self._days: dict[int, ImportDay] = {}
        self._marked = False
        self.changed = False
        self.erased = False

    @faults()
    def begin_import(self, log: ImportLog) -> int:
        """Write the import log entry and return its number; all that one transaction takes in is one run."""
        day, outcomes = log.observed_on.isoformat(), json.dumps(dict(log.outcomes))
        rows = self._run("import_add", log.source, log.file, log.sha256, day, utc_text(log.at), log.rows, outcomes)
        number = int(rows[0][0])
        self._shelf.run = self._shelf.run or number
        self._run("import_run", number, self._shelf.run)
        return number

    @faults()
    def put(self, items: Iterable[Item], *, import_id: int) -> list[Change]:
        """Put each record or fact once; idempotent; a later observation wins over an earlier one.

        For the day of the import itself, a later version of a file wins over the versions before it and over other
        files in their first version; taking an earlier version in again changes nothing.
        """
        changes, wrote = put_items(self._shelf, items, self._day_of(import_id), chunk=_CHUNK)
        if wrote and not self._marked:
            self._run("import_changed", self._shelf.run, self._revision)
            self._marked = True
        self.changed |= wrote
        return changes

    @faults()
    def end_import(self, import_id: int, *, rows: int, outcomes: dict[Outcome, int]) -> None:
        """Complete the log entry with the row account."""
        if not self._run("import_end", import_id, rows, json.dumps(outcomes)):
            raise NotFound(f"there is no import number {import_id}")

    @faults()
    def undo_import(self, run: int, *, at: datetime) -> int:
        """Take back what a run told, and return how many records and facts that changed."""
        lead = undoable([import_of(row) for row in self._run("imports")], run)
        touched = take_back(self._shelf, run, lead.rev)
        self._run("import_undone", run, utc_text(at))
        if touched:
            # Nobody can tell from what stands what is gone: what was derived has to be made anew.
            self._run("erased_set", self._revision)
            self.changed = True
        return touched

    @faults()
    def make_final(self, *, before: datetime) -> int:
        """Forget what is kept for undoing runs that began before a time; return how many runs became final."""
        last = expiring([import_of(row) for row in self._run("imports")], before)
        if not last:
            return 0
        settle_until(self._shelf, last)
        return len(set(self._run("imports_final", last)))

    @faults()
    def judge(self, judgements: Iterable[NewJudgement]) -> int:
        """Append judgements; one that stands already (same pair, verdict, rule) is not repeated."""
        by_kind: dict[EntityKind, list[NewJudgement]] = {kind: [] for kind in EntityKind}
        for judgement in judgements:
            by_kind[judgement.kind].append(judgement)
        added = sum(self._judge(kind, of_kind) for kind, of_kind in by_kind.items())
        self.changed |= added > 0
        return added

    @faults()
    def revoke(self, judgement: int, *, at: datetime) -> None:
        """Undo one judgement; raise NotFound when it does not exist or is revoked already."""
        if not self._run("revoke", judgement, utc_text(at)):
            raise NotFound(f"there is no standing judgement number {judgement}")
        self.changed = True

    @faults()
    def assign(self, kind: EntityKind, members: Iterable[Member]) -> int:
        """Set the entity of each record; remember the old id as an alias; return how many changed."""
        moved = assign(self._db, kind, members, self._revision)
        self.changed |= moved > 0
        return moved

    @faults()
    def identify(self, identifiers: Iterable[tuple[int, Identifier]]) -> None:
        """Add normalised identifiers of records (`seq`, identifier) to the look-up index."""
        rows = ((seq, *identifier) for seq, identifier in identifiers)
        try:
            added = self._db.executemany(statement("sqlite", "identify"), rows).fetchall()
        except apsw.ConstraintError as error:
            raise NotFound("an identifier belongs to a record that is not there") from error
        self.changed |= bool(added)

    @faults()
    def suppress(self, hashes: Iterable[str], *, at: datetime) -> None:
        """Remember keyed hashes of identifiers that must never be taken in again."""
        self._db.executemany(statement("sqlite", "suppress"), [(value, utc_text(at)) for value in hashes])

    @faults()
    def erase(self, entity: EntityId) -> int:
        """Delete a person's records, facts, judgements, identifiers and place in asks; return how many records."""
        living = self._run("canonical", entity)
        if not living:
            raise NotFound(f"there is no person with the id {entity}")
        [(person,)] = living
        if self._run("entity_kind", person) != [(EntityKind.PERSON,)]:
            raise UsageError("only a person can be erased, this is a company")
        self.asks.erase(person)
        uploads = self._shelf.uploads_of(person)
        for named in ("erase_judgement_actors", "erase_file_names", "erase_import_names"):
            self._run(named, person)
        self._run("erase_tellings", person)
        self._run("erase_facts", person)
        self._run("erase_events", person)
        self._run("erase_aliases", person)
        self._run("erase_departure", person)
        gone = self._run("erase_keys", person)
        self._run("wipe_due_set", True)  # noqa: FBT003 - the value of the column
        self._run("erased_set", self._revision)
        self._shelf.forget()
        forget_uploads(self._shelf, uploads)
        self.changed = self.erased = True
        return len(gone)

    @faults()
    def put_key(self, key: ApiKey) -> None:
        """Add or replace an API key by id."""
        self._run("api_key_put", *api_key_values(key).values())

    @faults()
    def set_meta(self, name: str, value: str) -> None:
        """Keep one small named value of the workspace (its name, its secret salt)."""
        self._run("meta_put", name, value)

    def _judge(self, kind: EntityKind, judgements: list[NewJudgement]) -> int:
        pairs = [sides_of(judgement) for judgement in judgements]
        lefts = self._shelf.numbers(kind, [left for left, _ in pairs])
        rights = self._shelf.numbers(kind, [right for _, right in pairs])
        rows = [
            (kind, left, right, new.verdict, new.rule, new.because, new.actor, utc_text(new.at), new.grounds)
            for new, left, right in zip(judgements, lefts, rights, strict=True)
        ]
        return len(self._db.executemany(statement("sqlite", "judge"), rows).fetchall())

    def _day_of(self, import_id: int) -> ImportDay:
        if import_id not in self._days:
            rows = self._run("import_day", import_id)
            if not rows:
                raise NotFound(f"there is no import number {import_id}")
            [(day, version)] = rows
            self._days[import_id] = ImportDay(date.fromisoformat(day), version)
        return self._days[import_id]

    def _run(self, name: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._db.execute(statement("sqlite", name), values).fetchall()
