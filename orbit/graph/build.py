"""From a store's facts to the arrays of a snapshot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from orbit.dates import PartialDate
from orbit.graph.arrays import Array, pack_texts
from orbit.graph.snapshot import (
    FAR_FUTURE,
    FAR_PAST,
    FUNCTIONS,
    KIND_OF,
    SENIORITIES,
    TIE_KINDS,
    UNKNOWN_DAY,
    Kind,
    Snapshot,
)
from orbit.model import Company, EntityId, EntityKind, Investment, RecordKey, Tie
from orbit.names import is_no_company, is_shared_domain, person_name, web_domain
from orbit.store.base import FactKind, Store, StoredFact, StoredRecord
from orbit.titles import job_function, seniority

INVESTOR_TITLE = "Investor"
_MEETING_POINTS = 3
_NEVER = (1, 0)
_SMALL_WORDS = frozenset(("of", "and", "the", "for", "in", "at", "to", "de", "del", "da", "di", "la", "van", "von"))
_CHIEFS = ("ceo", "cfo", "coo", "cto", "cio", "cmo", "cro", "cpo", "cso", "ciso")
_ABBREVIATIONS = frozenset((*_CHIEFS, "vp", "svp", "evp", "hr", "it", "qa", "pr", "ux", "ui", "bi", "us", "uk", "ii"))


class _Entities(NamedTuple):
    """Entity ids in order, the dense number of each record `seq` (-1: unresolved), and the chosen records."""

    ids: list[EntityId]
    number: Array
    records: list[list[StoredRecord]]


class _SpanRow(NamedTuple):
    """One spell fact on its way into the arrays; the field order is that of the sort."""

    person: int
    company: int
    kind: int
    earliest: int
    fact: str
    function: int
    seniority: int
    title: int
    known: int
    sure_from: int
    sure_to: int
    latest: int


def build_snapshot(store: Store) -> Snapshot:
    """Read everything that paths need from the store; rows of unresolved records wait for the next resolution."""
    persons = _entities(store, EntityKind.PERSON)
    companies = _entities(store, EntityKind.COMPANY)
    titles: dict[str, int] = {}
    rows = [*_spell_rows(store, persons, companies, titles), *_investor_rows(store, persons, companies, titles)]
    rows.sort()
    return Snapshot(
        **_person_arrays(persons),
        **_company_arrays(companies),
        **_fact_arrays(rows, list(titles)),
        **_tie_arrays(store, persons),
    )


def _entities(store: Store, kind: EntityKind) -> _Entities:
    members = {member.seq: member.entity for member in store.members(kind)}
    ids = sorted(set(members.values()))
    place = {entity: index for index, entity in enumerate(ids)}
    number = np.full(max(members, default=0) + 1, -1, dtype=np.int64)
    records: list[list[StoredRecord]] = [[] for _ in ids]
    for stored in store.records(kind):
        entity = members.get(stored.seq)
        if entity is not None:
            number[stored.seq] = place[entity]
            records[place[entity]].append(stored)
    return _Entities(ids, number, records)


def _person_arrays(persons: _Entities) -> dict[str, Array]:
    name, name_at = pack_texts(shown(best_person_name(records)) for records in persons.records)
    return {"person_id": np.array(persons.ids, dtype="S16"), "person_name": name, "person_name_at": name_at}


def best_person_name(records: Sequence[StoredRecord]) -> str:
    """Choose the name to show: written out rather than with initials, in mixed case, then the one told last."""

    def merit(stored: StoredRecord) -> tuple[int, bool, bool, date, int]:
        name = stored.record.name
        whole = sum(len(token) > 1 for token in person_name(name).tokens)
        return min(whole, 2), _mixed_case(name), "," not in name, stored.seen_last, -stored.seq

    return max(records, key=merit).record.name


def _mixed_case(name: str) -> bool:
    return not (name.islower() or name.isupper())


def shown(text: str) -> str:
    """Write a name or title that a source keeps in small letters the way people write it; others stay as they are."""
    if not text.islower():
        return text
    return " ".join(_capital(word) for word in text.split(" "))


def _capital(word: str) -> str:
    if word in _SMALL_WORDS:
        return word
    if word.strip(",.;()") in _ABBREVIATIONS:
        return word.upper()
    return re.sub(r"(^|[-'’/(])(\w)", lambda found: found[1] + found[2].upper(), word)


def _company_arrays(companies: _Entities) -> dict[str, Array]:
    chosen = [_company_record(records) for records in companies.records]
    name, name_at = pack_texts(shown(record.name) for record in chosen)
    domain, domain_at = pack_texts(_domain(records) or "" for records in companies.records)
    return {
        "company_id": np.array(companies.ids, dtype="S16"),
        "company_name": name,
        "company_name_at": name_at,
        "company_domain": domain,
        "company_domain_at": domain_at,
        "company_headcount": np.array([_headcount(records) for records in companies.records], dtype=np.int32),
        "company_mute": np.array([is_no_company(record.name) for record in chosen], dtype=np.bool_),
    }


def _company_record(records: Sequence[StoredRecord]) -> Company:
    best = max(
        records,
        key=lambda stored: (
            _mixed_case(stored.record.name),
            stored.record.key.source.startswith("crm"),
            stored.seen_last,
            -stored.seq,
        ),
    )
    if not isinstance(best.record, Company):
        raise TypeError(f"record {best.seq} is not a company")
    return best.record


def _domain(records: Sequence[StoredRecord]) -> str | None:
    found = [
        domain
        for stored in sorted(records, key=lambda stored: (not stored.record.key.source.startswith("crm"), stored.seq))
        if isinstance(stored.record, Company)
        for domain in map(web_domain, stored.record.domains)
        if domain and not is_shared_domain(domain)
    ]
    return found[0] if found else None


def _headcount(records: Sequence[StoredRecord]) -> int:
    told = [
        (stored.seen_last, stored.record.headcount)
        for stored in records
        if isinstance(stored.record, Company) and stored.record.headcount
    ]
    return max(told)[1] if told else 0


def _spell_rows(store: Store, persons: _Entities, companies: _Entities, titles: dict[str, int]) -> Iterator[_SpanRow]:
    for row in store.spells():
        person, company = _at(persons.number, row.person), _at(companies.number, row.company)
        if person < 0 or company < 0:
            continue
        days = _days(row.start, row.end, row.seen_first, row.seen_last)
        yield _span(row.fact, (person, company, KIND_OF[row.kind]), row.title, days, titles)


def _investor_rows(
    store: Store, persons: _Entities, companies: _Entities, titles: dict[str, int]
) -> Iterator[_SpanRow]:
    person_numbers, company_numbers = store.numbers(EntityKind.PERSON), store.numbers(EntityKind.COMPANY)
    for stored in store.facts(FactKind.INVESTMENT):
        fact = stored.fact
        if not isinstance(fact, Investment) or fact.partner is None:
            continue
        person = _at(persons.number, person_numbers.get(fact.partner, 0))
        company = _at(companies.number, company_numbers.get(fact.company, 0))
        if person < 0 or company < 0:
            continue
        start = str(fact.on) if fact.on else None
        days = _days(start, None, stored.seen_first, stored.seen_last)
        yield _span(stored.id, (person, company, Kind.INVESTOR), INVESTOR_TITLE, days, titles)


def _at(number: Array, seq: int) -> int:
    return int(number[seq]) if 0 < seq < len(number) else -1


class _Days(NamedTuple):
    known: int
    sure_from: int
    sure_to: int
    earliest: int
    latest: int


def _days(start: str | None, end: str | None, seen_first: date | None, seen_last: date | None) -> _Days:
    """Turn what a source told into guaranteed and allowed presence (see `Snapshot`)."""
    begin = PartialDate.parse(start) if start else None
    finish = PartialDate.parse(end) if end else None
    first = seen_first.toordinal() if seen_first else UNKNOWN_DAY
    last = seen_last.toordinal() if seen_last and finish is None else UNKNOWN_DAY
    earliest = begin.earliest.toordinal() if begin else FAR_PAST
    latest = finish.latest.toordinal() if finish else FAR_FUTURE
    end_from = finish.earliest.toordinal() if finish else UNKNOWN_DAY
    sure_from = begin.latest.toordinal() if begin else (first if last else end_from)
    sure_to = end_from or last or sure_from
    if not sure_from:
        sure_from, sure_to = _NEVER
    known = earliest or (first if last else end_from)
    return _Days(known, sure_from, sure_to, earliest, latest)


def _span(fact: str, place: tuple[int, int, int], title: str | None, days: _Days, titles: dict[str, int]) -> _SpanRow:
    number = titles.setdefault(title, len(titles)) if title else -1
    return _SpanRow(
        *place,
        days.earliest,
        fact,
        FUNCTIONS.index(job_function(title or "")),
        SENIORITIES.index(seniority(title or "")),
        number,
        days.known,
        days.sure_from,
        days.sure_to,
        days.latest,
    )


def _fact_arrays(rows: Sequence[_SpanRow], titles: Sequence[str]) -> dict[str, Array]:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(_SpanRow._fields)
    column = dict(zip(_SpanRow._fields, columns, strict=True))
    title, title_at = pack_texts(map(shown, titles))
    return {
        "fact_person": np.array(column["person"], dtype=np.int32),
        "fact_company": np.array(column["company"], dtype=np.int32),
        "fact_kind": np.array(column["kind"], dtype=np.int8),
        "fact_function": np.array(column["function"], dtype=np.int8),
        "fact_seniority": np.array(column["seniority"], dtype=np.int8),
        "fact_title": np.array(column["title"], dtype=np.int32),
        "fact_known": np.array(column["known"], dtype=np.int32),
        "fact_sure_from": np.array(column["sure_from"], dtype=np.int32),
        "fact_sure_to": np.array(column["sure_to"], dtype=np.int32),
        "fact_from": np.array(column["earliest"], dtype=np.int32),
        "fact_to": np.array(column["latest"], dtype=np.int32),
        "fact_id": np.array(column["fact"], dtype="S24"),
        "title": title,
        "title_at": title_at,
    }


class _TieRow(NamedTuple):
    left: int
    right: int
    kind: int
    fact: str
    on: int
    close: float
    points: float


def _tie_rows(facts: Iterable[StoredFact], persons: _Entities, numbers: dict[RecordKey, int]) -> Iterator[_TieRow]:
    for stored in facts:
        fact = stored.fact
        if not isinstance(fact, Tie):
            continue
        left, right = (_at(persons.number, numbers.get(key, 0)) for key in (fact.left, fact.right))
        if left < 0 or right < 0 or left == right:
            continue
        on = fact.on or stored.seen_first
        close = -1.0 if fact.closeness is None else fact.closeness
        points = min(fact.sent, fact.received) + _MEETING_POINTS * fact.events
        yield _TieRow(
            min(left, right),
            max(left, right),
            TIE_KINDS.index(fact.kind),
            stored.id,
            on.toordinal() if on else UNKNOWN_DAY,
            close,
            float(points),
        )


def _tie_arrays(store: Store, persons: _Entities) -> dict[str, Array]:
    rows = sorted(_tie_rows(store.facts(FactKind.TIE), persons, store.numbers(EntityKind.PERSON)))
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(_TieRow._fields)
    column = dict(zip(_TieRow._fields, columns, strict=True))
    return {
        "tie_left": np.array(column["left"], dtype=np.int32),
        "tie_right": np.array(column["right"], dtype=np.int32),
        "tie_kind": np.array(column["kind"], dtype=np.int8),
        "tie_on": np.array(column["on"], dtype=np.int32),
        "tie_close": np.array(column["close"], dtype=np.float64),
        "tie_points": np.array(column["points"], dtype=np.float64),
        "tie_id": np.array(column["fact"], dtype="S24"),
    }
