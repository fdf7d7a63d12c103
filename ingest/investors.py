"""Investors and the companies in which they put money: ours, and those that our investors can introduce us to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.intake import crunchbase, dates, keys, spans, values
from ingest.intake.contract import Column, Format, ReadOptions, Row, RowReader, RowResult, Shape, Source, Table
from ingest.intake.reading import each_row
from ingest.intake.settled import settled
from orbit.errors import BadRow
from orbit.model import Circle, Company, Investment, Item, Person, RecordKey, Ref, Role, Spell, SpellKind

_NAME = "investors"
_SEATS = frozenset({"board_member", "board_observer", "advisor"})

TEMPLATE = Shape(
    name="template",
    format=Format.CSV,
    columns=(
        Column("investor_name", ("investor_name",), "The investing firm", "Fjord Capital", required=True),
        Column("investor_domain", ("investor_domain",), "Its web domain", "fjord-capital.example"),
        Column("company_name", ("company_name",), "The company it put money in", "Snowpeak", required=True),
        Column("company_domain", ("company_domain",), "Its web domain", "snowpeak.example"),
        Column("round", ("round",), "Which round", "Series B"),
        Column("invested_on", ("invested_on",), "Year, month or day of the investment", "2024-05"),
        Column("lead", ("lead",), "Whether the firm led the round: yes or no", "yes"),
        Column("partner_name", ("partner_name",), "The firm's partner for this company", "Tuva Lindqvist"),
        Column(
            "partner_linkedin_url",
            ("partner_linkedin_url",),
            "LinkedIn profile of the partner",
            "https://www.linkedin.com/in/tuva-lindqvist",
        ),
        Column("partner_email", ("partner_email",), "E-mail of the partner", "tuva@fjord-capital.example"),
        Column("board_seat", ("board_seat",), "Whether the partner sits on the company's board: yes or no", "no"),
        Column("our_investor", ("our_investor",), "Whether the firm is an investor of ours: yes or no", "yes"),
    ),
)


def _read_investment(row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
    ref = Ref(_NAME, table.file, row.line)
    investor, company = _company(row, "investor", table, ref), _company(row, "company", table, ref)
    partner = _partner(row, table, ref, investor)
    yield Investment(
        investor=investor.key,
        company=company.key,
        ref=ref,
        on=values.partial(row, "invested_on", dates.iso),
        round=values.text(row, "round"),
        lead=values.yes_no(row, "lead") or False,
        partner=partner.key if partner else None,
    )
    yield investor
    yield company
    if partner:
        yield partner
        yield from _partner_facts(row, partner, investor, company)


def _company(row: Row, prefix: str, table: Table, ref: Ref) -> Company:
    name = values.required(row, f"{prefix}_name")
    domain = keys.told_domain(row, f"{prefix}_domain")
    key = RecordKey(_NAME, keys.company_id(name, domain=domain))
    return Company(key, name, ref, table.observed_on, (domain,) if domain else ())


def _partner(row: Row, table: Table, ref: Ref, investor: Company) -> Person | None:
    name = values.text(row, "partner_name")
    if name is None:
        return None
    email = values.email(row, "partner_email")
    linkedin = values.text(row, "partner_linkedin_url")
    return Person(
        key=RecordKey(_NAME, keys.person_id(name, linkedin=linkedin, email=email, company=investor.name)),
        name=name,
        ref=ref,
        seen_on=table.observed_on,
        emails=(email,) if email else (),
        linkedin=linkedin,
        title="Partner",
        company=investor.name,
    )


def _partner_facts(row: Row, partner: Person, investor: Company, company: Company) -> Iterator[Item]:
    ref, seen_on = partner.ref, partner.seen_on
    yield Spell(partner.key, investor.key, ref, title="Partner", seen_on=seen_on)
    if values.yes_no(row, "our_investor"):
        yield Role(partner.key, Circle.INVESTOR, ref, investor.key, seen_on=seen_on)
    if values.yes_no(row, "board_seat"):
        since = values.partial(row, "invested_on", dates.iso)
        yield Spell(partner.key, company.key, ref, SpellKind.BOARD, start=since, seen_on=seen_on)


def _read_exported_company(row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
    """The list names investors of the company, but neither their rounds nor the days."""
    company = crunchbase.exported_company(row, table, _NAME)
    yield company
    for investor, leads in _named_investors(row, table, company.ref):
        yield investor
        yield Investment(investor.key, company.key, company.ref, lead=leads)


def _read_exported_round(row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
    told = crunchbase.exported_round(row, table, _NAME)
    yield told.company
    for investor, leads in _named_investors(row, table, told.company.ref):
        yield investor
        yield Investment(investor.key, told.company.key, told.company.ref, told.announced, told.kind, leads)


def _named_investors(row: Row, table: Table, ref: Ref) -> Iterator[tuple[Company, bool]]:
    leads = dict.fromkeys(crunchbase.listed(values.text(row, "lead_investors")), True)
    others = dict.fromkeys(crunchbase.listed(values.text(row, "investors")), False)
    for name, is_lead in {**others, **leads}.items():
        yield Company(RecordKey(_NAME, keys.company_id(name)), name, ref, table.observed_on), is_lead


def _read_bulk_company(row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
    yield crunchbase.bulk_company(row, table, _NAME)


@dataclass(slots=True)
class _Joined:
    """What later bulk files need of earlier ones: whose round and when, and the names of people."""

    rounds: dict[str, crunchbase.Round] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)

    def read_round(self, row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
        told = crunchbase.bulk_round(row, table, _NAME)
        self.rounds[told.id] = told
        yield told.company

    def read_person(self, row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
        uuid, name = values.required(row, "uuid"), values.required(row, "name")
        self.people[uuid] = name
        yield Person(
            key=RecordKey(_NAME, uuid),
            name=name,
            ref=Ref(_NAME, table.file, row.line),
            seen_on=table.observed_on,
            linkedin=values.text(row, "linkedin_url"),
            ids=(f"crunchbase:-:person:{uuid}",),
            title=values.text(row, "featured_job_title"),
            company=values.text(row, "featured_job_organization_name"),
            location=values.text(row, "city"),
        )

    def read_job(self, row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
        ref = Ref(_NAME, table.file, row.line)
        start = values.partial(row, "started_on", crunchbase.told_day)
        end = values.partial(row, "ended_on", crunchbase.told_day)
        spans.check_order(start, end, "ended_on")
        person = self._person(row, table, ref)
        company = crunchbase.mentioned_company(
            _NAME, values.required(row, "org_uuid"), values.required(row, "org_name"), ref, table
        )
        yield Spell(
            person=person.key,
            company=company.key,
            ref=ref,
            kind=SpellKind.BOARD if values.text(row, "job_type") in _SEATS else SpellKind.JOB,
            title=values.text(row, "title"),
            start=start,
            end=end,
            seen_on=spans.vouched(end, table.observed_on) if crunchbase.is_true(row, "is_current") else None,
        )
        yield person
        yield company

    def _person(self, row: Row, table: Table, ref: Ref) -> Person:
        uuid = values.required(row, "person_uuid")
        name = values.text(row, "person_name") or self.people.get(uuid)
        if name is None:
            raise BadRow("person_name", "the person's name is in none of the files", _together("people.csv jobs.csv"))
        return crunchbase.mentioned_person(_NAME, uuid, name, ref, table)

    def read_investment(self, row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
        """An investment of a private person is no tie between companies: of the row only the person is kept."""
        ref = Ref(_NAME, table.file, row.line)
        told = self.rounds.get(values.required(row, "funding_round_uuid"))
        if told is None:
            fix = _together("funding_rounds.csv investments.csv")
            raise BadRow("funding_round_uuid", "the round is in none of the files", fix)
        uuid, name = values.required(row, "investor_uuid"), values.required(row, "investor_name")
        if values.text(row, "investor_type") == "person":
            yield crunchbase.mentioned_person(_NAME, uuid, name, ref, table)
            return
        investor = crunchbase.mentioned_company(_NAME, uuid, name, ref, table)
        leads = crunchbase.is_true(row, "is_lead_investor")
        yield Investment(investor.key, told.company.key, ref, told.announced, told.kind, leads)
        yield investor
        yield told.company


def _together(files: str) -> str:
    return f"give the files in one call: orbit ingest {_NAME} {files}"


def read(tables: Sequence[Table], options: ReadOptions) -> Iterator[RowResult]:
    """Yield firms, companies, partners and who put money in whom; bulk files may come in any order."""
    joined = _Joined()
    readers: dict[str, RowReader] = {
        TEMPLATE.name: _read_investment,
        crunchbase.ORGANIZATIONS_EXPORT.name: _read_exported_company,
        crunchbase.ROUNDS_EXPORT.name: _read_exported_round,
        crunchbase.ORGANIZATIONS.name: _read_bulk_company,
        crunchbase.PEOPLE.name: joined.read_person,
        crunchbase.FUNDING_ROUNDS.name: joined.read_round,
        crunchbase.JOBS.name: joined.read_job,
        crunchbase.INVESTMENTS.name: joined.read_investment,
    }
    order = list(readers)
    in_order = sorted(tables, key=lambda table: order.index(table.shape.name))
    return settled(each_row(in_order, options, readers))


SOURCE = Source(
    name=_NAME,
    summary="Portfolios: which investor put money in which company, with which partner, and who sits on which board",
    shapes=(
        TEMPLATE,
        crunchbase.ORGANIZATIONS_EXPORT,
        crunchbase.ROUNDS_EXPORT,
        crunchbase.ORGANIZATIONS,
        crunchbase.PEOPLE,
        crunchbase.JOBS,
        crunchbase.FUNDING_ROUNDS,
        crunchbase.INVESTMENTS,
    ),
    read=read,
)
