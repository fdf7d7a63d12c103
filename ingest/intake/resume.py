"""JSON Resume: one document is one person; each of its jobs and schools is a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ingest.intake import keys, spans
from ingest.intake.contract import Column, Format, ReadOptions, Row, Shape, Table
from ingest.intake.elements import Element
from orbit import names
from orbit.model import Company, Item, Person, RecordKey, Ref, Spell, SpellKind

_SOURCE = "work_histories"


def _is_resume(document: Any) -> bool:
    return isinstance(document, dict) and isinstance(document.get("basics"), dict)


def _entries(document: Any) -> Iterable[Any]:
    """Give the jobs, then the schools."""
    return [*_list(document, "work"), *_list(document, "education")]


def _list(document: Any, name: str) -> list[Any]:
    value = document.get(name)
    return value if isinstance(value, list) else []


SHAPE = Shape(
    name="JSON Resume",
    format=Format.JSON,
    columns=(
        Column("basics.name", (), "The person's name; one file is one person", "Mira Solberg", required=True),
        Column("basics.email", (), "E-mail of the person", "mira@snowpeak.example"),
        Column(
            "basics.profiles",
            (),
            "The profile whose network is LinkedIn is kept",
            '[{"network": "LinkedIn", "url": "…"}]',
        ),
        Column("work.name", (), "Company of a job; each entry of `work` is a row", "Snowpeak", required=True),
        Column("work.position", (), "Title held", "VP Finance"),
        Column("work.url", (), "Web address of the company", "https://snowpeak.example"),
        Column("work.startDate", (), "Year, month or day of the start", "2019-03"),
        Column("work.endDate", (), "The same for the end; empty while it lasts", "2021"),
        Column("education.institution", (), "School; each entry of `education` is a row", "Nordvik University"),
    ),
    matches=_is_resume,
    rows=_entries,
)


def read_entry(row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
    """Yield the spell, then the person and the company or school."""
    is_job = row.line <= len(_list(table.document, "work"))
    entry = Element.of(row.value, "work" if is_job else "education")
    ref = Ref(_SOURCE, table.file, row.line)
    person = _person(table, ref)
    company = _company(entry, person) if is_job else _school(entry, person)
    start, end = entry.partial("startDate"), entry.partial("endDate")
    spans.check_order(start, end, entry.at("endDate"))
    yield Spell(
        person=person.key,
        company=company.key,
        ref=ref,
        kind=SpellKind.JOB if is_job else SpellKind.SCHOOL,
        title=entry.text("position") if is_job else _degree(entry),
        start=start,
        end=end,
        seen_on=spans.vouched(end, table.observed_on) if is_job else None,
    )
    yield person
    yield company


def _person(table: Table, ref: Ref) -> Person:
    basics = Element.of(table.document).inner("basics")
    name = basics.needed("name", "give the person's full name in basics.name")
    linkedin = _linkedin(basics)
    email = names.email_address(basics.text("email") or "")
    company = _current_company(table.document)
    return Person(
        key=RecordKey(_SOURCE, keys.person_id(name, linkedin=linkedin, email=email, company=company)),
        name=name,
        ref=ref,
        seen_on=table.observed_on,
        emails=(email,) if email else (),
        linkedin=linkedin,
        title=basics.text("label"),
        company=company,
        location=basics.inner("location").text("city"),
    )


def _linkedin(basics: Element) -> str | None:
    for profile in basics.each("profiles"):
        if (profile.text("network") or "").casefold() == "linkedin":
            return profile.text("url") or f"https://www.linkedin.com/in/{profile.text('username')}"
    return None


def _current_company(document: Any) -> str | None:
    jobs = [Element(entry, "work") for entry in _list(document, "work") if isinstance(entry, dict)]
    return next((_company_name(job) for job in jobs if job.is_open("endDate")), None)


def _company_name(job: Element) -> str | None:
    # Older résumés call it `company`.
    return job.text("name") or job.text("company")


def _company(job: Element, person: Person) -> Company:
    name = _company_name(job) or job.needed("name", "name the company, or take the entry out")
    domain = keys.own_domain(job.text("url"))
    key = RecordKey(_SOURCE, keys.company_id(name, domain=domain))
    return Company(key, name, person.ref, person.seen_on, domains=(domain,) if domain else ())


def _school(entry: Element, person: Person) -> Company:
    name = entry.needed("institution", "name the school, or take the entry out")
    domain = keys.own_domain(entry.text("url"))
    key = RecordKey(_SOURCE, keys.school_id(name, domain=domain))
    return Company(key, name, person.ref, person.seen_on, domains=(domain,) if domain else ())


def _degree(entry: Element) -> str | None:
    told = [entry.text("studyType"), entry.text("area")]
    return ", ".join(text for text in told if text) or None
