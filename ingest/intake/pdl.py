"""People Data Labs: one line of JSON is one person with their jobs and schools, in lower case, with partial dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ingest.intake import keys, spans
from ingest.intake.contract import Column, Format, ReadOptions, Row, Shape, Table
from ingest.intake.elements import Element
from ingest.intake.headcount import headcount
from orbit import names
from orbit.model import Company, Item, Person, RecordKey, Ref, Spell, SpellKind

_SOURCE = "work_histories"


def _is_person(element: Any) -> bool:
    return isinstance(element, dict) and "full_name" in element and ("experience" in element or "job_title" in element)


SHAPE = Shape(
    name="People Data Labs",
    format=Format.JSONL,
    columns=(
        Column("full_name", (), "The person's name; one line is one person", "mira solberg", required=True),
        Column("id", (), "The provider's id of the person", "qEnOZ5Oh0poWnQ1luFBfVw_0000"),
        Column("linkedin_url", (), "LinkedIn profile", "linkedin.com/in/mira-solberg"),
        Column("work_email", (), "Work e-mail; personal_emails are read too", "mira@snowpeak.example"),
        Column("job_last_verified", (), "The day for which the current job is vouched", "2026-10-01"),
        Column(
            "experience",
            (),
            "Jobs: company {name, website, linkedin_url, size, industry}, title {name}, start_date, end_date,"
            " is_primary; one without a company is left out, a size range counts as its geometric middle",
            '[{"company": {"name": "snowpeak"}, "title": {"name": "cfo"}, "start_date": "2015"}]',
        ),
        Column(
            "education",
            (),
            "Schools: school {name, website}, start_date, end_date, degrees",
            '[{"school": {"name": "nordvik university"}, "end_date": "2009"}]',
        ),
    ),
    matches=_is_person,
)


def read_person(row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
    """Yield the person, then each job and school with its company."""
    element = Element.of(row.value)
    ref = Ref(_SOURCE, table.file, row.line)
    person = _person(element, ref, table.observed_on)
    yield person
    verified = element.day("job_last_verified") or table.observed_on
    for job in element.each("experience"):
        yield from _job(job, person, verified)
    if not element.each("experience"):
        yield from _current_job(element, person, verified)
    for school in element.each("education"):
        yield from _schooling(school, person)


def _person(element: Element, ref: Ref, observed_on: date) -> Person:
    name = element.needed("full_name", "give the person's full name")
    linkedin = element.text("linkedin_url")
    own = element.text("id")
    company = element.text("job_company_name")
    emails = _emails(element)
    number = keys.person_id(name, own=own, linkedin=linkedin, email=emails[0] if emails else None, company=company)
    return Person(
        key=RecordKey(_SOURCE, number),
        name=name,
        ref=ref,
        seen_on=observed_on,
        emails=emails,
        linkedin=linkedin,
        ids=(f"pdl:-:person:{own}",) if own else (),
        title=element.text("job_title"),
        company=company,
        location=element.text("location_name"),
    )


def _emails(element: Element) -> tuple[str, ...]:
    told = [element.text("work_email") or "", *element.texts("personal_emails")]
    told += [entry.text("address") or "" for entry in element.each("emails")]
    return tuple(dict.fromkeys(email for text in told if (email := names.email_address(text))))


def _job(job: Element, person: Person, verified: date) -> Iterator[Item]:
    company = _company(job.inner("company"), person)
    if company is None:
        return
    start, end = job.partial("start_date"), job.partial("end_date")
    spans.check_order(start, end, job.at("end_date"))
    # Only the primary job is known to be current: elsewhere an empty end may as well be an unknown one.
    current = job.fields.get("is_primary", True) is True
    yield company
    yield Spell(
        person=person.key,
        company=company.key,
        ref=person.ref,
        title=job.inner("title").text("name"),
        start=start,
        end=end,
        seen_on=spans.vouched(end, verified) if current else None,
    )


def _company(told: Element, person: Person) -> Company | None:
    name = told.text("name")
    if name is None:
        return None
    domain = keys.own_domain(told.text("website"))
    return Company(
        key=RecordKey(_SOURCE, keys.company_id(name, domain=domain)),
        name=name,
        ref=person.ref,
        seen_on=person.seen_on,
        domains=(domain,) if domain else (),
        linkedin=told.text("linkedin_url"),
        ids=(f"pdl:-:company:{own}",) if (own := told.text("id")) else (),
        country=told.inner("location").text("country"),
        industry=told.text("industry"),
        headcount=headcount(told.text("employee_count") or told.text("size")),
    )


def _current_job(element: Element, person: Person, verified: date) -> Iterator[Item]:
    """Short records carry no list of jobs, only the current one in columns of its own."""
    fields = {
        "company": {
            "name": person.company,
            "website": element.text("job_company_website"),
            "linkedin_url": element.text("job_company_linkedin_url"),
            "size": element.text("job_company_size"),
            "industry": element.text("job_company_industry"),
            "id": element.text("job_company_id"),
        },
        "title": {"name": person.title},
        "start_date": element.text("job_start_date"),
    }
    yield from _job(Element(fields), person, verified)


def _schooling(education: Element, person: Person) -> Iterator[Item]:
    school = education.inner("school")
    name = school.text("name")
    if name is None:
        return
    start, end = education.partial("start_date"), education.partial("end_date")
    spans.check_order(start, end, education.at("end_date"))
    domain = keys.own_domain(school.text("website"))
    key = RecordKey(_SOURCE, keys.school_id(name, domain=domain))
    degrees = education.texts("degrees")
    yield Company(key, name, person.ref, person.seen_on, domains=(domain,) if domain else ())
    yield Spell(person.key, key, person.ref, SpellKind.SCHOOL, ", ".join(degrees) or None, start, end)
