"""Putting records and facts: the hot loop of every import, the same for every store.

A chunk of items is written down, compared with what stands in the store, settled in memory, and what changed
goes back in a few bulk statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from orbit.model import Company, EntityKind, Fact, Item, Person, Record
from orbit.store.base import Change
from orbit.store.codec import EncodedFact, encode_fact, encode_record, vouched_on
from orbit.store.sighting import Sighting, day_text, settle
from orbit.store.telling import keep_tellings
from orbit.store.told import Row, Shelf, Table, Told

_NO_SPELL = (None, None)


class ImportDay(NamedTuple):
    """The day for which an import speaks, and as which version of its file."""

    day: date
    version: int

    def text(self, seen_on: date) -> str:
        """Write the day of an item; a version of a file only outranks others on the day for which that file speaks."""
        return day_text(seen_on, self.version if seen_on == self.day else 1)


def put_items(shelf: Shelf, items: Iterable[Item], day: ImportDay, *, chunk: int) -> tuple[list[Change], bool]:
    """Put each item; return what that did to each, and whether anything at all was written.

    The day of the import counts for facts that carry none of their own. `chunk` is how many items are compared at once.
    """
    changes: list[Change] = []
    wrote = False
    rest = iter(items)
    while some := list(islice(rest, chunk)):
        done, touched = _put_chunk(shelf, some, day)
        changes += done
        wrote |= touched
    return changes, wrote


def _put_chunk(shelf: Shelf, items: Sequence[Item], day: ImportDay) -> tuple[list[Change], bool]:
    people = [item for item in items if isinstance(item, Person)]
    companies = [item for item in items if isinstance(item, Company)]
    facts = [item for item in items if not isinstance(item, (Person, Company))]
    records = _told_records(shelf, EntityKind.PERSON, people, day)
    records += _told_records(shelf, EntityKind.COMPANY, companies, day)
    record_changes, records_written = _settle(shelf, Table.RECORD, records)
    fact_changes, facts_written = _settle(shelf, Table.FACT, _told_facts(shelf, facts, day))
    # Back into the order of the items.
    of_person, of_company = iter(record_changes[: len(people)]), iter(record_changes[len(people) :])
    of_fact = iter(fact_changes)
    changes = [
        next(of_person if isinstance(item, Person) else of_company if isinstance(item, Company) else of_fact)
        for item in items
    ]
    return changes, records_written or facts_written


def _told_records(shelf: Shelf, kind: EntityKind, records: Sequence[Record], import_day: ImportDay) -> list[Told]:
    told = []
    numbers = zip(shelf.numbers(kind, [record.key for record in records]), _owners(shelf, records), strict=True)
    for (seq, owner), record in zip(numbers, records, strict=True):
        encoded = encode_record(record)
        day = import_day.text(record.seen_on)
        told.append(Told((seq,), (encoded.detail,), Sighting(day, encoded.digest, record.ref, day, day, owner)))
    return told


def _told_facts(shelf: Shelf, facts: Sequence[Fact], import_day: ImportDay) -> list[Told]:
    encoded = [encode_fact(fact) for fact in facts]
    undated = import_day.text(import_day.day)
    told = []
    for fact, each, keys, owner in zip(facts, encoded, _numbers(shelf, encoded), _owners(shelf, facts), strict=True):
        seen_on = vouched_on(fact)
        seen = None if seen_on is None else import_day.text(seen_on)
        sighting = Sighting(seen or undated, each.digest, fact.ref, seen, seen, owner)
        told.append(
            Told((each.kind, each.id), (*keys, *(each.spell or (*_NO_SPELL, *each.days)), each.detail), sighting)
        )
    return told


def _owners(shelf: Shelf, items: Sequence[Record | Fact]) -> Sequence[int | None]:
    """Whose own upload told each item, by the number of the record that it keeps of them."""
    return shelf.numbers(EntityKind.PERSON, [item.ref.owner for item in items])


def _numbers(shelf: Shelf, encoded: Sequence[EncodedFact]) -> Iterable[Row]:
    mentions = [each.mentions for each in encoded]
    return zip(
        shelf.numbers(EntityKind.PERSON, [each.person for each in mentions]),
        shelf.numbers(EntityKind.PERSON, [each.other for each in mentions]),
        shelf.numbers(EntityKind.COMPANY, [each.company for each in mentions]),
        shelf.numbers(EntityKind.COMPANY, [each.investor for each in mentions]),
        strict=True,
    )


def _settle(shelf: Shelf, table: Table, told: Sequence[Told]) -> tuple[list[Change], bool]:
    stood = shelf.standing(table, list(dict.fromkeys([each.slot for each in told])))
    keep_tellings(shelf, table, told, stood)
    standing = {slot: each.sighting for slot, each in stood.items()}
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
    shelf.put(table, [Told(slot, content, standing[slot]) for slot, content in contents.items()])
    shelf.widen(table, [Told(slot, (), standing[slot]) for slot in sorted(widened - contents.keys())])
    return changes, bool(contents or widened)
