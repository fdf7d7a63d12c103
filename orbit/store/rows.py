"""Rows that a store has read as the things they stand for; ids of facts come as their hexadecimal text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from orbit.model import EntityId, EntityKind, FactId, Outcome, RecordKey, Ref, Revision, SpellKind
from orbit.store.base import (
    EntityEvent,
    Event,
    FactKind,
    ImportLog,
    Judgement,
    SpellRow,
    StoredFact,
    StoredRecord,
    Verdict,
)
from orbit.store.codec import Mentions, SpellText, decode_fact, decode_record
from orbit.store.sighting import day_of, version_of
from orbit.store.values import read_file_name

Row = Sequence[Any]


class _Days(dict[str | None, date | None]):
    """Days by their text: millions of rows share a few thousand days."""

    def __missing__(self, text: str | None) -> date | None:
        self[text] = day = None if text is None else day_of(text)
        return day


def record_of(row: Row) -> StoredRecord:
    """Read a row of the statement `records`."""
    seq, kind, source, key, detail, ref_source, ref_file, line, url, first, last = row
    seen_last = day_of(last)
    ref = Ref(ref_source, read_file_name(ref_file)[0], line, url)
    record = decode_record(EntityKind(kind), RecordKey(source, key), detail, ref, seen_last)
    return StoredRecord(seq, record, day_of(first), seen_last)


def fact_of(row: Row) -> StoredFact:
    """Read a row of the statement `facts`."""
    kind, fact_id, *keys, type_, title, since, until, detail, source, file, line, url, first, last = row
    mentions = Mentions(_key(*keys[0:2]), _key(*keys[2:4]), _key(*keys[4:6]), _key(*keys[6:8]))
    text = SpellText(type_, title, since, until) if detail is None else detail
    seen_first, seen_last = (None if text is None else day_of(text) for text in (first, last))
    versions = (1 if text is None else version_of(text) for text in (first, last))
    ref = Ref(source, read_file_name(file)[0], line, url)
    fact = decode_fact(FactKind(kind), mentions, text, ref, seen_last)
    return StoredFact(FactId(fact_id), fact, seen_first, seen_last, *versions)


def spells_of(rows: Iterable[Row]) -> Iterator[SpellRow]:
    """Read the rows of the statement `spells`; written out flat because a snapshot reads millions of them."""
    days = _Days()
    kinds = {kind.value: kind for kind in SpellKind}
    return (
        SpellRow(FactId(fact), person, company, kinds[kind], title, start, end, days[first], days[last])
        for fact, person, company, kind, title, start, end, first, last in rows
    )


def judgement_of(row: Row) -> Judgement:
    """Read a row of the statement `judgements`."""
    number, kind, *keys, verdict, rule, because, actor, at, revoked_at, grounds = row
    return Judgement(
        id=number,
        kind=EntityKind(kind),
        left=RecordKey(*keys[:2]),
        right=RecordKey(*keys[2:]),
        verdict=Verdict(verdict),
        rule=rule,
        because=because,
        actor=actor,
        at=datetime.fromisoformat(at),
        revoked_at=_time(revoked_at),
        grounds=grounds,
    )


def event_of(row: Row) -> EntityEvent:
    """Read a row of the statement `events`."""
    revision, old, new, kind, event = row
    return EntityEvent(Revision(revision), EntityKind(kind), Event(event), EntityId(old), EntityId(new))


def import_of(row: Row) -> ImportLog:
    """Read a row of the statement `imports`."""
    number, source, file, sha256, observed_on, at, rows, outcomes, run, rev, revocable, undone_at, repeats = row
    counts = json.loads(outcomes)
    return ImportLog(
        id=number,
        source=source,
        file=file,
        sha256=sha256,
        observed_on=date.fromisoformat(observed_on),
        at=datetime.fromisoformat(at),
        rows=rows,
        outcomes=tuple((outcome, counts[outcome]) for outcome in Outcome if outcome in counts),
        run=run,
        rev=rev,
        revocable=bool(revocable),
        undone_at=_time(undone_at),
        repeats=tuple(json.loads(repeats)),
    )


def _key(source: str | None, key: str | None) -> RecordKey | None:
    return None if source is None or key is None else RecordKey(source, key)


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
