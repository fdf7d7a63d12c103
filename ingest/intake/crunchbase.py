"""Crunchbase files: the bulk CSVs, joined by uuid, and the lists that its web pages export, joined by permalink.

Other files name a company or person by id and name only. Such a mention gets a record of its own, so that it
never overwrites the full description; both carry the same id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.intake import dates, keys, values
from ingest.intake.contract import Column, Format, Row, Shape, Table
from ingest.intake.headcount import headcount
from orbit.dates import PartialDate
from orbit.model import Company, Person, RecordKey, Ref

_PERMALINK = re.compile(r"crunchbase\.com/organization/([^/?#\s]+)", re.IGNORECASE)
_AMOUNT = re.compile(r"[0-9][0-9,]{0,20}(?:\.[0-9]{1,9})?")
# `Bay Capital, Inc.` is one name: no cut before a legal form that ends its part.
_FORMS = r"(?:inc|llc|llp|ltd|lp|l\.p|co|corp|gmbh|ag|plc|s\.a|n\.v|b\.v)\.?"
_COMMA = re.compile(rf",(?!\s*{_FORMS}\s*(?:,|$))", re.IGNORECASE)


def _same(name: str, meaning: str, example: str = "", *, required: bool = False) -> Column:
    return Column(name, (name,), meaning, example, required)


FUNDING_ROUNDS = Shape(
    name="Crunchbase funding_rounds.csv",
    format=Format.CSV,
    columns=(
        _same("uuid", "Id of the round", "0f1e…", required=True),
        _same("org_uuid", "Id of the company that raised", "5a0c…", required=True),
        _same("org_name", "Its name", "Snowpeak", required=True),
        _same("investment_type", "Kind of round", "series_b", required=True),
        _same("announced_on", "Day of the announcement; 1 January stands for the year", "2026-09-14", required=True),
        _same("raised_amount", "Money raised", "12000000"),
        _same("raised_amount_currency_code", "Its currency", "EUR"),
        _same("raised_amount_usd", "The same in US dollars, used where the amount is missing", "13000000"),
    ),
)
ROUNDS_EXPORT = Shape(
    name="Crunchbase funding rounds export",
    format=Format.CSV,
    columns=(
        Column("transaction_name", ("Transaction Name",), "Name of the round", "Series B - Snowpeak", required=True),
        Column("transaction_url", ("Transaction Name URL",), "Address of the round, kept as evidence", "https://…"),
        Column("company_name", ("Organization Name",), "The company that raised", "Snowpeak", required=True),
        Column("company_url", ("Organization Name URL",), "Its Crunchbase address", "https://…/organization/snowpeak"),
        Column("website", ("Organization Website", "Website"), "Its web address", "https://snowpeak.example"),
        Column("funding_type", ("Funding Type",), "Kind of round", "Series B", required=True),
        Column(
            "announced_on", ("Announced Date",), "Day of the announcement; 1 January stands for the year", "2026-09-14"
        ),
        Column("money", ("Money Raised",), "Money raised", "12000000"),
        Column("currency", ("Money Raised Currency",), "Its currency", "EUR"),
        Column("investors", ("Investor Names",), "Everybody who took part, in one cell", "Fjord Capital, Bay LP"),
        Column("lead_investors", ("Lead Investors",), "Those who led", "Fjord Capital"),
    ),
)
ORGANIZATIONS = Shape(
    name="Crunchbase organizations.csv",
    format=Format.CSV,
    columns=(
        _same("uuid", "Id of the company", "5a0c…", required=True),
        _same("name", "Its name", "Snowpeak", required=True),
        _same("domain", "Its web domain", "snowpeak.example", required=True),
        _same(
            "roles", "What it is to Crunchbase; investors.csv has the same columns", "company,investor", required=True
        ),
        _same("permalink", "Its short name at Crunchbase", "snowpeak"),
        _same("linkedin_url", "Its LinkedIn page", "https://www.linkedin.com/company/snowpeak"),
        _same("country_code", "Country", "NOR"),
        _same("category_list", "Industries", "Software,Analytics"),
        _same("employee_count", "Number of employees; of a range the geometric middle", "101-250"),
    ),
)
ORGANIZATIONS_EXPORT = Shape(
    name="Crunchbase companies export",
    format=Format.CSV,
    columns=(
        Column("company_name", ("Organization Name",), "The company", "Snowpeak", required=True),
        Column(
            "company_url",
            ("Organization Name URL",),
            "Its Crunchbase address",
            "https://…/organization/snowpeak",
            required=True,
        ),
        Column("website", ("Website",), "Its web address", "https://snowpeak.example"),
        Column("linkedin_url", ("LinkedIn",), "Its LinkedIn page", "https://www.linkedin.com/company/snowpeak"),
        Column("place", ("Headquarters Location",), "Town, region, country", "Oslo, Oslo, Norway"),
        Column("industry", ("Industries",), "Industries", "Software, Analytics"),
        Column(
            "employee_count",
            ("Number of Employees",),
            "Number of employees; of a range the geometric middle",
            "101-250",
        ),
        Column(
            "investors", ("Top 5 Investors",), "Its main investors, in one cell", "Fjord Capital, Bay LP", required=True
        ),
        Column("lead_investors", ("Lead Investors",), "Those who led a round", "Fjord Capital"),
    ),
)
PEOPLE = Shape(
    name="Crunchbase people.csv",
    format=Format.CSV,
    columns=(
        _same("uuid", "Id of the person", "77ab…", required=True),
        _same("name", "The person's name", "Tuva Lindqvist", required=True),
        _same("featured_job_organization_uuid", "Id of the company of the main job", "5a0c…", required=True),
        _same("featured_job_organization_name", "Its name", "Fjord Capital"),
        _same("featured_job_title", "Title of the main job", "Partner"),
        _same("linkedin_url", "LinkedIn profile", "https://www.linkedin.com/in/tuva-lindqvist"),
        _same("city", "Town", "Oslo"),
    ),
)
JOBS = Shape(
    name="Crunchbase jobs.csv",
    format=Format.CSV,
    columns=(
        _same("person_uuid", "Id of the person", "77ab…", required=True),
        _same("person_name", "The name; without this column, give people.csv in the same call", "Tuva Lindqvist"),
        _same("org_uuid", "Id of the company", "5a0c…", required=True),
        _same("org_name", "Its name", "Snowpeak", required=True),
        _same("title", "Title held", "Board Member"),
        _same(
            "job_type",
            "board_member, board_observer and advisor are board seats, all others jobs",
            "board_member",
            required=True,
        ),
        _same("started_on", "Day of the start; 1 January stands for the year", "2024-03-01"),
        _same("ended_on", "The same for the end; empty while it lasts or when unknown", ""),
        _same("is_current", "Whether it lasts", "True"),
    ),
)
INVESTMENTS = Shape(
    name="Crunchbase investments.csv",
    format=Format.CSV,
    columns=(
        _same(
            "funding_round_uuid", "Id of the round; give funding_rounds.csv in the same call", "0f1e…", required=True
        ),
        _same("investor_uuid", "Id of the investor", "c3d4…", required=True),
        _same("investor_name", "Its name", "Fjord Capital", required=True),
        _same("investor_type", "organization or person; of a person only the name is kept", "organization"),
        _same("is_lead_investor", "Whether it led the round", "True", required=True),
    ),
)


@dataclass(frozen=True, slots=True)
class Round:
    """A funding round: who raised, of which kind, how much, announced when, as evidence where."""

    id: str
    company: Company
    kind: str
    announced: PartialDate | None
    money: str | None
    url: str | None = None


def told_day(text: str) -> PartialDate:
    """Read an ISO day; Crunchbase writes a year alone as its first of January."""
    told = dates.timestamp(text)
    return PartialDate(told.year) if (told.month, told.day) == (1, 1) else told


def listed(cell: str | None) -> list[str]:
    """Take the names in one cell apart."""
    return [name.strip() for name in _COMMA.split(cell or "") if name.strip()]


def is_true(row: Row, name: str) -> bool:
    """Read a flag, which is written True, true or t."""
    return (values.text(row, name) or "").casefold() in {"true", "t", "1", "yes"}


def mentioned_company(source: str, uuid: str, name: str, ref: Ref, table: Table) -> Company:
    """Make the record of a company that a row names by uuid and name."""
    ids = (f"crunchbase:-:organization:{uuid}",)
    return Company(RecordKey(source, f"mention/{uuid}"), name, ref, table.observed_on, ids=ids)


def mentioned_person(source: str, uuid: str, name: str, ref: Ref, table: Table) -> Person:
    """Make the record of a person whom a row names by uuid and name."""
    ids = (f"crunchbase:-:person:{uuid}",)
    return Person(RecordKey(source, f"mention/{uuid}"), name, ref, table.observed_on, ids=ids)


def bulk_round(row: Row, table: Table, source: str) -> Round:
    """Read a row of funding_rounds.csv."""
    ref = Ref(source, table.file, row.line)
    money = _money(values.text(row, "raised_amount"), values.text(row, "raised_amount_currency_code"))
    return Round(
        id=values.required(row, "uuid"),
        company=mentioned_company(
            source, values.required(row, "org_uuid"), values.required(row, "org_name"), ref, table
        ),
        kind=_spoken(values.text(row, "investment_type")),
        announced=values.partial(row, "announced_on", told_day),
        money=money or _money(values.text(row, "raised_amount_usd"), "USD"),
    )


def exported_round(row: Row, table: Table, source: str) -> Round:
    """Read a row of a list of funding rounds."""
    url = values.text(row, "transaction_url")
    name = values.required(row, "transaction_name")
    company = exported_company(row, table, source, mention=True)
    announced = values.partial(row, "announced_on", told_day)
    return Round(
        id=url or f"{company.key.id}/{keys.plain(name)}/{announced}",
        company=company,
        kind=_spoken(values.text(row, "funding_type")),
        announced=announced,
        money=_money(values.text(row, "money"), values.text(row, "currency")),
        url=url,
    )


def bulk_company(row: Row, table: Table, source: str) -> Company:
    """Read a row of organizations.csv."""
    uuid = values.required(row, "uuid")
    permalink = values.text(row, "permalink")
    domain = keys.own_domain(values.text(row, "domain"))
    ids = [f"crunchbase:-:organization:{uuid}"]
    if permalink:
        ids.append(f"crunchbase:-:permalink:{permalink}")
    return Company(
        key=RecordKey(source, uuid),
        name=values.required(row, "name"),
        ref=Ref(source, table.file, row.line),
        seen_on=table.observed_on,
        domains=(domain,) if domain else (),
        linkedin=values.text(row, "linkedin_url"),
        ids=tuple(ids),
        country=values.text(row, "country_code"),
        industry=values.text(row, "category_list"),
        headcount=headcount(values.text(row, "employee_count")),
    )


def exported_company(row: Row, table: Table, source: str, *, mention: bool = False) -> Company:
    """Read the company of a row of a list of companies, or, as a mention, of a list of funding rounds."""
    name = values.required(row, "company_name")
    match = _PERMALINK.search(values.text(row, "company_url") or "")
    domain = keys.own_domain(values.text(row, "website"))
    own = f"{'mention' if mention else 'organization'}/{match[1].lower()}" if match else None
    return Company(
        key=RecordKey(source, keys.company_id(name, own=own, domain=domain)),
        name=name,
        ref=Ref(source, table.file, row.line),
        seen_on=table.observed_on,
        domains=(domain,) if domain else (),
        linkedin=values.text(row, "linkedin_url"),
        ids=(f"crunchbase:-:permalink:{match[1].lower()}",) if match else (),
        country=(values.text(row, "place") or "").rpartition(",")[2].strip() or None,
        industry=values.text(row, "industry"),
        headcount=headcount(values.text(row, "employee_count")),
    )


def _spoken(kind: str | None) -> str:
    """Write `series_b` as `Series B`."""
    return kind.replace("_", " ").title() if kind and kind.islower() else kind or "funding round"


def _money(amount: str | None, currency: str | None) -> str | None:
    """Write `12000000.0`, `EUR` as `EUR 12,000,000`; leave what is no plain number as it stands."""
    if amount is None or not _AMOUNT.fullmatch(amount):
        return amount
    return f"{currency or ''} {float(amount.replace(',', '')):,.0f}".strip()
