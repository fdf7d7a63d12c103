"""Records and facts as some of those who told of them say, in the place of what all tellings together come to."""

from __future__ import annotations

from collections.abc import Sequence

from orbit.model import Company, EntityKind
from orbit.store.base import FactKind, StoredFact, StoredRecord
from orbit.store.codec import SpellText, decode_fact, decode_record, encode_fact, encode_record
from orbit.store.sighting import day_of, version_of
from orbit.store.told import Row, Told


def fact_slots(kind: FactKind, facts: Sequence[StoredFact]) -> list[Row]:
    """Where facts of a kind stand."""
    return [(kind.value, stored.id) for stored in facts]


def fact_said(stored: StoredFact, told: Told) -> StoredFact:
    """The fact as it would stand if no more than this had been told; no content is the one that stands."""
    first, last = told.sighting.first, told.sighting.last
    encoded = encode_fact(stored.fact)
    text = _text_of(told.content) if told.content else encoded.spell or encoded.detail or ""
    seen_first, seen_last = (None if day is None else day_of(day) for day in (first, last))
    versions = (1 if day is None else version_of(day) for day in (first, last))
    fact = decode_fact(encoded.kind, encoded.mentions, text, told.sighting.ref, seen_last)
    return StoredFact(stored.id, fact, seen_first, seen_last, *versions)


def record_said(stored: StoredRecord, told: Told) -> StoredRecord:
    """The record as it would stand if no more than this had been told; no content is the one that stands."""
    kind = EntityKind.COMPANY if isinstance(stored.record, Company) else EntityKind.PERSON
    first, last = told.sighting.first or told.sighting.day, told.sighting.last or told.sighting.day
    seen_last = day_of(last)
    detail = told.content[0] if told.content else encode_record(stored.record).detail
    record = decode_record(kind, stored.record.key, detail, told.sighting.ref, seen_last)
    return StoredRecord(stored.seq, record, day_of(first), seen_last)


def _text_of(content: Row) -> SpellText | str:
    """What a fact says by its content: that of a spell in plain values, that of any other as JSON."""
    *_, type_, title, since, until, detail = content
    return SpellText(type_, title, since, until) if detail is None else str(detail)
