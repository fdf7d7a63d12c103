"""Who moved: a list of job changes, a UserGems report, or LinkedIn exports of one employee from different days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain

from ingest.intake import dates, keys, values
from ingest.intake.ahead import rows_ahead
from ingest.intake.connections import CONNECTIONS, connection
from ingest.intake.contract import Column, Format, ReadOptions, Row, RowResult, Shape, Source, Table
from ingest.intake.reading import date_order, each_row
from ingest.intake.settled import settled
from orbit import names
from orbit.dates import PartialDate
from orbit.errors import BadFile, BadRow
from orbit.model import Company, Item, Person, RecordKey, Ref, Signal, SignalKind, Spell

_NAME = "job_changes"

TEMPLATE = Shape(
    name="template",
    format=Format.CSV,
    columns=(
        Column("person_name", ("person_name",), "Who moved", "Dana Wu", required=True),
        Column("linkedin_url", ("linkedin_url",), "LinkedIn profile of the person", "linkedin.com/in/dana-wu"),
        Column("email", ("email",), "E-mail of the person", "dana.wu@snowpeak.example"),
        Column("old_company", ("old_company",), "The employer before", "Nordlys"),
        Column("old_title", ("old_title",), "The title there", "Director Operations"),
        Column("new_company", ("new_company",), "The employer now", "Snowpeak", required=True),
        Column("new_title", ("new_title",), "The title there", "VP Operations"),
        Column("changed_on", ("changed_on",), "Day or month of the move; without it no signal is raised", "2026-10-01"),
        Column(
            "relationship_owner_email",
            ("relationship_owner_email",),
            "For yourselves; not kept",
            "ana.ruiz@example.com",
        ),
    ),
)
USERGEMS = Shape(
    name="UserGems report",
    format=Format.CSV,
    columns=(
        Column("person_name", ("Name", "Full Name"), "The contact", "Dana Wu", required=True),
        Column("title", ("Title",), "Title at the company of this contact", "VP Operations"),
        Column("company", ("Company", "Account Name"), "The company of this contact", "Snowpeak", required=True),
        Column("email", ("Email",), "E-mail there", "dana.wu@snowpeak.example"),
        Column("linkedin_url", ("LinkedIn URL",), "LinkedIn profile of the person", "linkedin.com/in/dana-wu"),
        Column(
            "left_on",
            ("UG - No Longer at Company",),
            "Day on which UserGems saw that the contact had left",
            "9/28/2026",
        ),
        Column("past_contact", ("UG - Past Contact",), "The same person's contact at the employer before", "Dana Wu"),
        Column("past_company", ("UG - Past Account",), "The employer before", "Nordlys", required=True),
        Column(
            "relationship",
            ("UG - Past Relationship Type",),
            "What the person was to you; not kept",
            "Customer contacts",
        ),
        Column("persona", ("UG - Persona",), "For yourselves; not kept", "Operations leader"),
        Column("lead_source", ("Lead Source",), "For yourselves; not kept", "UserGems"),
        Column(
            "created_on",
            ("Created Date",),
            "Day on which the contact was made: the move is told from then on",
            "10/1/2026",
        ),
    ),
)


_Departures = dict[tuple[str, str], date]
_Stands = dict[RecordKey, dict[date, Person]]


def read(tables: Sequence[Table], options: ReadOptions) -> Iterator[RowResult]:
    """Yield each person with the job before, the job now, and the signal of the move.

    Lists of connections are compared by day of export: raise BadFile when they are all of one day.
    """
    lists = sorted(
        (table for table in tables if table.shape.name == CONNECTIONS.name), key=lambda table: table.observed_on
    )
    if lists and lists[0].observed_on == lists[-1].observed_on:
        fix = "give this export of connections together with an older or newer one of the same employee"
        raise BadFile(f"{lists[0].file}: a move shows only between exports of different days; {fix}.")
    others = [_results(table, options) for table in tables if table.shape.name != CONNECTIONS.name]
    return settled(chain(*others, _compared(lists, options)))


def _results(table: Table, options: ReadOptions) -> Iterator[RowResult]:
    if table.shape.name != USERGEMS.name:
        return each_row([table], options, {TEMPLATE.name: _read_move})
    grammar = dates.in_order(date_order(table, ["left_on", "created_on"], dates.Order.MDY))
    departures = _departures(rows_ahead(table), grammar)
    return each_row(
        [table], options, {USERGEMS.name: lambda row, table, _options: _read_contact(row, table, grammar, departures)}
    )


def _read_move(row: Row, table: Table, _options: ReadOptions) -> Iterator[Item]:
    changed_on = values.partial(row, "changed_on", dates.iso)
    if changed_on:
        _check_past("changed_on", changed_on.earliest, table)
    joined, left = values.required(row, "new_company"), values.text(row, "old_company")
    person = _person(row, table, joined, values.text(row, "new_title"))
    new, old = _employer(person, joined), _employer(person, left) if left else None
    yield person
    if old:
        yield old
        yield Spell(person.key, old.key, person.ref, title=values.text(row, "old_title"), end=changed_on)
    yield new
    yield Spell(person.key, new.key, person.ref, title=person.title, start=changed_on, seen_on=person.seen_on)
    if changed_on:
        yield _signal(person, old, new, min(changed_on.latest, table.observed_on))


def _departures(rows: Sequence[Row], grammar: dates.Grammar) -> _Departures:
    """Return when which contact of which account was seen to have left; what cannot be read is rejected later."""
    departures: _Departures = {}
    for row in rows:
        with suppress(BadRow):
            left_on = values.day(row, "left_on", grammar)
            if left_on:
                departures[_contact(values.required(row, "person_name"), values.required(row, "company"))] = left_on
    return departures


def _read_contact(row: Row, table: Table, grammar: dates.Grammar, departures: _Departures) -> Iterator[Item]:
    """UserGems dates the contact that was left; the contact at the new employer names that one and its account."""
    left_on, created_on = values.day(row, "left_on", grammar), values.day(row, "created_on", grammar)
    for column, told in (("left_on", left_on), ("created_on", created_on)):
        _check_past(column, told, table)
    company, past = values.required(row, "company"), values.text(row, "past_company")
    person = _person(row, table, company, values.text(row, "title"))
    now = _employer(person, company)
    yield person
    yield now
    yield Spell(
        person=person.key,
        company=now.key,
        ref=person.ref,
        title=person.title,
        end=_day(left_on),
        seen_on=None if left_on else person.seen_on,
    )
    if past:
        departed = departures.get(_contact(values.text(row, "past_contact") or person.name, past))
        old, told_on = _employer(person, past), departed or created_on
        yield old
        yield Spell(person.key, old.key, person.ref, end=_day(departed))
        if told_on and not left_on:
            yield _signal(person, old, now, told_on)


def _compared(lists: Sequence[Table], options: ReadOptions) -> Iterator[RowResult]:
    """Yield every row's person as last described, and for the first row after a move both jobs and the signal."""
    stands: _Stands = {}
    for table in lists:
        for row in rows_ahead(table):
            with suppress(BadRow):
                person = connection(row, table, _NAME)
                stands.setdefault(person.key, {}).setdefault(table.observed_on, person)
    return each_row(lists, options, {CONNECTIONS.name: lambda row, table, _options: _read_stand(row, table, stands)})


def _read_stand(row: Row, table: Table, stands: _Stands) -> Iterator[Item]:
    now = connection(row, table, _NAME)
    told = stands[now.key]
    yield told[max(told)]
    earlier = [day for day in told if day < now.seen_on]
    if earlier and told[now.seen_on] == now:
        yield from _move(told[max(earlier)], now)


def _move(before: Person, now: Person) -> Iterator[Item]:
    if not now.company or names.is_no_company(now.company) or not _has_moved(before, now):
        return
    old, new = _employer(before, before.company) if before.company else None, _employer(now, now.company)
    if old:
        yield old
        yield Spell(before.key, old.key, before.ref, title=before.title, seen_on=before.seen_on)
    yield new
    yield Spell(now.key, new.key, now.ref, title=now.title, seen_on=now.seen_on)
    yield _signal(now, old, new, now.seen_on, f" between {before.seen_on} and {now.seen_on}")


def _has_moved(before: Person, now: Person) -> bool:
    """Say whether company or title changed; another spelling, or a title told for the first time, is no move."""
    cores = names.company_core(before.company or ""), names.company_core(now.company or "")
    if not names.compatible_cores(*cores):
        return True
    return bool(before.title and now.title) and names.words(before.title or "") != names.words(now.title or "")


def _person(row: Row, table: Table, company: str, title: str | None) -> Person:
    name, email = values.required(row, "person_name"), values.email(row, "email")
    linkedin = values.text(row, "linkedin_url")
    return Person(
        key=RecordKey(_NAME, keys.person_id(name, linkedin=linkedin, email=email, company=company)),
        name=name,
        ref=Ref(_NAME, table.file, row.line),
        seen_on=table.observed_on,
        emails=(email,) if email else (),
        linkedin=linkedin,
        title=title,
        company=company,
    )


def _employer(person: Person, name: str) -> Company:
    return Company(RecordKey(_NAME, keys.company_id(name)), name, person.ref, person.seen_on)


def _signal(person: Person, old: Company | None, new: Company, on: date, when: str = "") -> Signal:
    title = f" as {person.title}" if person.title else ""
    if old and old.key == new.key:
        text = f"{person.name} goes on at {new.name}{title}{when}"
    else:
        text = f"{person.name} joined {new.name}{title}{f', from {old.name}' if old else ''}{when}"
    # Without the day, so that a later comparison that finds the same move tells the same signal.
    told = f"{person.key.id} {new.key.id} {keys.plain(person.title or '')}".rstrip()
    return Signal(new.key, SignalKind.JOB_CHANGE, told, text, on, person.ref, person=person.key)


def _contact(name: str, company: str) -> tuple[str, str]:
    return keys.plain(name), keys.plain(company)


def _day(told: date | None) -> PartialDate | None:
    return PartialDate.of(told) if told else None


def _check_past(column: str, told: date | None, table: Table) -> None:
    if told and told > table.observed_on:
        raise BadRow(column, "this day lies after the day of the export", "write the day on which it happened")


SOURCE = Source(
    name=_NAME,
    summary="People who changed employer or title: a list, a UserGems report, or LinkedIn connections of two days",
    shapes=(TEMPLATE, USERGEMS, CONNECTIONS),
    read=read,
)
