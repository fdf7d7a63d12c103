"""Putting records and facts: the hot loop of every import.

A chunk of items is written down, compared with what stands in the file, settled in memory, and what changed
goes back in a few bulk statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

import apsw

from orbit.model import Company, EntityKind, Fact, Item, Person, Record
from orbit.store.base import Change
from orbit.store.codec import EncodedFact, encode_fact, encode_record, vouched_on
from orbit.store.sighting import Sighting, day_text, settle
from orbit.store.sqlite.lookup import Files, Numbers
from queries import statement

_CHUNK = 500

Row = tuple[Any, ...]

_NO_SPELL = (None, None, None, None)


class ImportDay(NamedTuple):
    """The day for which an import speaks, and as which version of its file."""

    day: date
    version: int

    def text(self, seen_on: date) -> str:
        """Write the day of an item; a version of a file only outranks others on the day for which that file speaks."""
        return day_text(seen_on, self.version if seen_on == self.day else 1)


class _Told(NamedTuple):
    """One item on its way in: its primary key in the table, its other columns, when it was seen."""

    slot: Row
    content: Row
    sighting: Sighting


class _Table(NamedTuple):
    """The statements that read and write one table; all tables take and give their columns in one order."""

    standing: str
    put: str
    seen: str


_RECORDS = _Table("record_standing", "record_put", "record_seen")
_FACTS = _Table("fact_standing", "fact_put", "fact_seen")


class Putting:
    """Puts items through one connection, in one transaction."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db
        self._files = Files(db)
        self.forget()

    def forget(self) -> None:
        """Forget the numbers of keys, for some were erased."""
        self._people = Numbers(self._db, EntityKind.PERSON)
        self._companies = Numbers(self._db, EntityKind.COMPANY)

    def put(self, items: Iterable[Item], day: ImportDay) -> tuple[list[Change], bool]:
        """Put each item; return what that did to each, and whether anything at all was written.

        The day of the import counts for facts that carry none of their own.
        """
        changes: list[Change] = []
        wrote = False
        rest = iter(items)
        while chunk := list(islice(rest, _CHUNK)):
            done, touched = self._put_chunk(chunk, day)
            changes += done
            wrote |= touched
        return changes, wrote

    def _put_chunk(self, items: Sequence[Item], day: ImportDay) -> tuple[list[Change], bool]:
        people = [item for item in items if isinstance(item, Person)]
        companies = [item for item in items if isinstance(item, Company)]
        facts = [item for item in items if not isinstance(item, (Person, Company))]
        records = _told_records(people, self._people, day) + _told_records(companies, self._companies, day)
        record_changes, records_written = self._settle(_RECORDS, records)
        fact_changes, facts_written = self._settle(_FACTS, self._told_facts(facts, day))
        # Back into the order of the items.
        of_person, of_company = iter(record_changes[: len(people)]), iter(record_changes[len(people) :])
        of_fact = iter(fact_changes)
        changes = [
            next(of_person if isinstance(item, Person) else of_company if isinstance(item, Company) else of_fact)
            for item in items
        ]
        return changes, records_written or facts_written

    def _told_facts(self, facts: Sequence[Fact], import_day: ImportDay) -> list[_Told]:
        encoded = [encode_fact(fact) for fact in facts]
        undated = import_day.text(import_day.day)
        told = []
        for fact, each, keys in zip(facts, encoded, self._numbers(encoded), strict=True):
            seen_on = vouched_on(fact)
            seen = None if seen_on is None else import_day.text(seen_on)
            sighting = Sighting(seen or undated, each.digest, fact.ref, seen, seen)
            slot = each.kind, bytes.fromhex(each.id)
            told.append(_Told(slot, (*keys, *(each.spell or _NO_SPELL), each.detail), sighting))
        return told

    def _numbers(self, encoded: Sequence[EncodedFact]) -> Iterable[Row]:
        mentions = [each.mentions for each in encoded]
        return zip(
            self._people.of([each.person for each in mentions]),
            self._people.of([each.other for each in mentions]),
            self._companies.of([each.company for each in mentions]),
            self._companies.of([each.investor for each in mentions]),
            strict=True,
        )

    def _settle(self, table: _Table, told: Sequence[_Told]) -> tuple[list[Change], bool]:
        standing = self._standing(table, told)
        contents: dict[Row, Row] = {}
        widened: set[Row] = set()
        changes = []
        for slot, content, sighting in told:
            before = standing.get(slot)
            change, after, took = settle(before, sighting)
            changes.append(change)
            if took:
                contents[slot] = content
            elif after is not before:
                widened.add(slot)
            standing[slot] = after
        self._write(table, standing, contents, widened - contents.keys())
        return changes, bool(contents or widened)

    def _standing(self, table: _Table, told: Sequence[_Told]) -> dict[Row, Sighting]:
        slots = dict.fromkeys([each.slot for each in told])
        rows = self._db.executemany(statement("sqlite", table.standing), slots)
        return {
            tuple(slot): Sighting(day, digest, self._files.ref(file, line, url), first, last)
            for *slot, day, digest, file, line, url, first, last in rows
        }

    def _write(self, table: _Table, standing: dict[Row, Sighting], contents: dict[Row, Row], widened: set[Row]) -> None:
        number = self._files.number
        rows = []
        for slot, content in contents.items():
            day, digest, ref, first, last = standing[slot]
            rows.append((*slot, *content, day, digest, number(ref), ref.line, ref.url, first, last))
        self._db.executemany(statement("sqlite", table.put), rows)
        seen = [(*slot, standing[slot].first, standing[slot].last) for slot in widened]
        self._db.executemany(statement("sqlite", table.seen), seen)


def _told_records(records: Sequence[Record], numbers: Numbers, import_day: ImportDay) -> list[_Told]:
    seqs = numbers.of([record.key for record in records])
    told = []
    for seq, record in zip(seqs, records, strict=True):
        encoded = encode_record(record)
        day = import_day.text(record.seen_on)
        told.append(_Told((seq,), (encoded.detail,), Sighting(day, encoded.digest, record.ref, day, day)))
    return told
