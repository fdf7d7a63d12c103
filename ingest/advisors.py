"""Our advisors, board members and the partners of our investors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.intake import dates, keys, spans, values
from ingest.intake.contract import Column, Format, ReadOptions, Row, RowResult, Shape, Source, Table
from ingest.intake.reading import each_row
from ingest.intake.settled import settled
from orbit.errors import BadRow
from orbit.model import Circle, Company, Item, Person, RecordKey, Ref, Role, Spell, SpellKind

_NAME = "advisors"
_CIRCLES = {
    "advisor": Circle.ADVISOR,
    "adviser": Circle.ADVISOR,
    "board": Circle.BOARD,
    "board member": Circle.BOARD,
    "director": Circle.BOARD,
    "investor partner": Circle.INVESTOR,
    "investor": Circle.INVESTOR,
}

TEMPLATE = Shape(
    name="template",
    format=Format.CSV,
    columns=(
        Column(
            "person_name", ("person_name",), "The advisor, board member or partner", "Tuva Lindqvist", required=True
        ),
        Column("email", ("email",), "E-mail of the person", "tuva@fjord-capital.example"),
        Column(
            "linkedin_url",
            ("linkedin_url",),
            "LinkedIn profile of the person",
            "https://www.linkedin.com/in/tuva-lindqvist",
        ),
        Column("role", ("role",), "advisor, board or investor_partner", "board", required=True),
        Column("firm", ("firm",), "Where the person works", "Fjord Capital"),
        Column("title", ("title",), "Title there", "General Partner"),
        Column("company", ("company",), "The company whose board or advisory seat it is; empty for ours", "Snowpeak"),
        Column("since", ("since",), "Year, month or day on which the role began", "2024-05"),
        Column("until", ("until",), "The same for its end; empty while it lasts", ""),
        Column("owner_email", ("owner_email",), "The colleague who looks after the person", "ana.ruiz@example.com"),
        Column("notes", ("notes",), "For yourselves; not kept", "Prefers a call"),
    ),
)


def _read_advisor(row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
    ref = Ref(_NAME, table.file, row.line)
    since, until = values.partial(row, "since", dates.iso), values.partial(row, "until", dates.iso)
    spans.check_order(since, until, "until")
    circle = values.choice(row, "role", _CIRCLES)
    if circle is None:
        raise BadRow("role", "this is empty", "write advisor, board or investor_partner")
    seen_on = spans.vouched(until, table.observed_on)
    person = _person(row, table, ref)
    firm, company = _company(row, "firm", table, ref), _company(row, "company", table, ref)
    place = firm if circle is Circle.INVESTOR else company
    yield person
    yield Role(
        person=person.key,
        circle=circle,
        ref=ref,
        company=place.key if place else None,
        owner=values.email(row, "owner_email"),
        start=since,
        end=until,
        seen_on=seen_on,
    )
    if firm:
        yield firm
        yield Spell(person.key, firm.key, ref, title=values.text(row, "title"), seen_on=seen_on)
    if company:
        yield company
        yield Spell(person.key, company.key, ref, SpellKind.BOARD, start=since, end=until, seen_on=seen_on)


def _person(row: Row, table: Table, ref: Ref) -> Person:
    name = values.required(row, "person_name")
    email = values.email(row, "email")
    linkedin = values.text(row, "linkedin_url")
    firm = values.text(row, "firm")
    place = firm or values.text(row, "company")
    return Person(
        key=RecordKey(_NAME, keys.person_id(name, linkedin=linkedin, email=email, company=place)),
        name=name,
        ref=ref,
        seen_on=table.observed_on,
        emails=(email,) if email else (),
        linkedin=linkedin,
        title=values.text(row, "title") if firm else None,
        company=firm,
    )


def _company(row: Row, column: str, table: Table, ref: Ref) -> Company | None:
    name = values.text(row, column)
    return Company(RecordKey(_NAME, keys.company_id(name)), name, ref, table.observed_on) if name else None


def read(tables: Sequence[Table], options: ReadOptions) -> Iterator[RowResult]:
    """Yield each person with the role, the firm and the seat."""
    return settled(each_row(tables, options, {TEMPLATE.name: _read_advisor}))


SOURCE = Source(
    name=_NAME,
    summary="People who help us by office: advisors, board members, partners of our investors",
    shapes=(TEMPLATE,),
    read=read,
)
