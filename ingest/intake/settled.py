"""Rows that describe one person or company several times, settled on the first description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ingest.intake.contract import Rejected, RowResult
from orbit.model import Company, Item, Person, Record, RecordKey

REMEMBERED = 20_000

_Memory = dict[tuple[type, RecordKey, date, RecordKey | None], Record]


def settled(results: Iterator[RowResult]) -> Iterator[RowResult]:
    """Give each record as it was first described for its day, so that a file read twice changes nothing.

    Files repeat a person on many rows and tell the e-mail on the first of them only; a later row must not blank
    it. What two uploads say stays apart. The last `REMEMBERED` records are kept in mind: longer files keep the rows of
    a person together.
    """
    memory: _Memory = {}
    for result in results:
        if isinstance(result, Rejected):
            yield result
        else:
            yield replace(result, items=tuple(_first(memory, item) for item in result.items))


def _first(memory: _Memory, item: Item) -> Item:
    if not isinstance(item, Person | Company):
        return item
    first = memory.setdefault((type(item), item.key, item.seen_on, item.ref.owner), item)
    if len(memory) > REMEMBERED:
        del memory[next(iter(memory))]
    return first
