"""Work histories: who held which job, board seat or school place, from when to when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.intake import dates, keys, pdl, resume, spans, values
from ingest.intake.contract import Column, Format, ReadOptions, Row, RowResult, Shape, Source, Table
from ingest.intake.reading import each_row
from ingest.intake.settled import settled
from orbit.model import Company, Item, Person, RecordKey, Ref, Spell, SpellKind

_NAME = "work_histories"
_KINDS = {"job": SpellKind.JOB, "board": SpellKind.BOARD, "school": SpellKind.SCHOOL}

TEMPLATE = Shape(
    name="template",
    format=Format.CSV,
    columns=(
        Column("person_name", ("person_name",), "Whose history it is; one row per job", "Mira Solberg", required=True),
        Column("email", ("email",), "E-mail of the person", "mira@snowpeak.example"),
        Column(
            "linkedin_url",
            ("linkedin_url",),
            "LinkedIn profile of the person",
            "https://www.linkedin.com/in/mira-solberg",
        ),
        Column("title", ("title",), "Title held", "VP Finance"),
        Column("company_name", ("company_name",), "Company or school", "Snowpeak", required=True),
        Column("company_domain", ("company_domain",), "Its web domain", "snowpeak.example"),
        Column("start", ("start",), "Year, month or day of the start", "2019-03"),
        Column("end", ("end",), "The same for the end; empty while it lasts", "2021"),
        Column("location", ("location",), "Where the job was; kept in your file only", "Oslo"),
        Column("kind", ("kind",), "job (also when empty), board or school", "job"),
        Column("person_id", ("person_id",), "Your own id of the person, if there is one", "E-1042"),
    ),
)


def _read_spell(row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
    ref = Ref(_NAME, table.file, row.line)
    kind = values.choice(row, "kind", _KINDS) or SpellKind.JOB
    start, end = values.partial(row, "start", dates.iso), values.partial(row, "end", dates.iso)
    spans.check_order(start, end, "end")
    person = _person(row, table, ref)
    company = _company(row, table, ref, kind)
    yield Spell(
        person=person.key,
        company=company.key,
        ref=ref,
        kind=kind,
        title=values.text(row, "title"),
        start=start,
        end=end,
        seen_on=None if kind is SpellKind.SCHOOL else spans.vouched(end, table.observed_on),
    )
    yield person
    yield company


def _person(row: Row, table: Table, ref: Ref) -> Person:
    """Title and company stay with the spells: a row may tell of a job of long ago."""
    name = values.required(row, "person_name")
    email = values.email(row, "email")
    linkedin = values.text(row, "linkedin_url")
    number = keys.person_id(
        name,
        own=values.text(row, "person_id"),
        linkedin=linkedin,
        email=email,
        company=values.text(row, "company_name"),
    )
    return Person(RecordKey(_NAME, number), name, ref, table.observed_on, (email,) if email else (), linkedin)


def _company(row: Row, table: Table, ref: Ref, kind: SpellKind) -> Company:
    name = values.required(row, "company_name")
    domain = keys.told_domain(row, "company_domain")
    number = keys.school_id(name, domain=domain) if kind is SpellKind.SCHOOL else keys.company_id(name, domain=domain)
    return Company(RecordKey(_NAME, number), name, ref, table.observed_on, (domain,) if domain else ())


def read(tables: Sequence[Table], options: ReadOptions) -> Iterator[RowResult]:
    """Yield people, companies and the spells of the one at the other."""
    readers = {TEMPLATE.name: _read_spell, resume.SHAPE.name: resume.read_entry, pdl.SHAPE.name: pdl.read_person}
    return settled(each_row(tables, options, readers))


SOURCE = Source(
    name=_NAME,
    summary="Careers: past and present jobs, board seats and schools, from a table, résumés or a data provider",
    shapes=(TEMPLATE, resume.SHAPE, pdl.SHAPE),
    read=read,
)
