"""What the CRM sources share: fields with their headers in each CRM, dates, ids, accounts, dated value events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from ingest.intake import dates, keys, values
from ingest.intake.colleagues import Colleagues
from ingest.intake.contract import Column, Format, ReadOptions, Row, RowReader, RowResult, Shape, Table
from ingest.intake.headcount import headcount
from ingest.intake.reading import date_order, each_row
from ingest.intake.settled import settled
from orbit import names
from orbit.errors import BadRow
from orbit.model import Company, Health, Item, RecordKey, Ref, Trigger, TriggerKind

TEMPLATE = "template"
SALESFORCE = "Salesforce report"
SALESFORCE_FIELDS = "Salesforce fields"
HUBSPOT = "HubSpot export"
PIPEDRIVE = "Pipedrive export"

_SCALE_FIX = (
    'write green, yellow or red, or import with --map and a profile that says [values.health] "75-100" = "green"'
)
_HEALTHS = {
    "green": Health.GREEN,
    "healthy": Health.GREEN,
    "good": Health.GREEN,
    "yellow": Health.YELLOW,
    "amber": Health.YELLOW,
    "orange": Health.YELLOW,
    "red": Health.RED,
    "unhealthy": Health.RED,
    "poor": Health.RED,
}
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}")
_SALESFORCE_ID = re.compile(r"(?:001|003|006)[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?")
_SYSTEM_ID = re.compile(r"[a-z0-9_-]+:[^:\s]+:[a-z0-9_-]+:[^:\s]+")
_CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_SEPARATORS = re.compile(r"[;,\s]+")


class Thing(StrEnum):
    """What a CRM's id stands for."""

    ACCOUNT = "account"
    CONTACT = "contact"
    OPPORTUNITY = "opportunity"


# What the things are called elsewhere.
_IN_HUBSPOT = {Thing.ACCOUNT: "company", Thing.CONTACT: "contact", Thing.OPPORTUNITY: "deal"}
_IN_PIPEDRIVE = {Thing.ACCOUNT: "organization", Thing.CONTACT: "person", Thing.OPPORTUNITY: "deal"}
# Reports that join objects put the name of the object before the header.
_PREFIXES = {Thing.ACCOUNT: "Account: ", Thing.CONTACT: "Contact: "}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a CRM file tells, the header over it in each CRM, and of what it is told there."""

    name: str
    salesforce: str
    hubspot: str
    meaning: str
    example: str = ""
    required: bool = False
    of: tuple[Thing, ...] = (Thing.ACCOUNT,)

    @property
    def salesforce_headers(self) -> tuple[str, ...]:
        """The header of a Salesforce report, plain and as reports on several objects write it."""
        return (self.salesforce, *(_PREFIXES[thing] + self.salesforce for thing in self.of))

    @property
    def dated(self) -> bool:
        """Whether its cells are days: such names end in `_on`."""
        return self.name.endswith("_on")


@dataclass(frozen=True, slots=True)
class Report:
    """A table of a CRM source with the date grammar that was settled for it."""

    source: str
    table: Table
    grammar: dates.Grammar

    def ref(self, row: Row) -> Ref:
        """Say where a row stands."""
        return Ref(self.source, self.table.file, row.line)

    def day(self, row: Row, name: str) -> date | None:
        """Return the day in a cell."""
        return values.day(row, name, self.grammar)

    def past_day(self, row: Row, name: str) -> date | None:
        """Return the day in a cell of something that has happened; raise BadRow when it lies after the export."""
        told = self.day(row, name)
        if told and told > self.table.observed_on:
            raise BadRow(name, "this day lies after the day of the export", "write the day on which it happened")
        return told


ReportRowReader = Callable[[Row, Report, Colleagues], Iterable[Item]]


def shapes(fields: tuple[Field, ...]) -> tuple[Shape, Shape, Shape]:
    """Return template, Salesforce report and HubSpot export; each also knows our own names, for mapped files."""
    template = [_column(told, told.name) for told in fields]
    salesforce = [_column(told, *told.salesforce_headers, told.name) for told in fields]
    hubspot = [_column(told, told.hubspot, told.name) for told in fields]
    return (
        Shape(TEMPLATE, Format.CSV, tuple(template)),
        Shape(SALESFORCE, Format.CSV, tuple(salesforce)),
        Shape(HUBSPOT, Format.CSV, tuple(hubspot)),
    )


def _column(told: Field, *headers: str) -> Column:
    return Column(told.name, headers, told.meaning, told.example, told.required)


def settle_dates(source: str, table: Table, dated: Sequence[str]) -> Report:
    """Settle in which order a table writes its dates, in these columns; raise BadFile when it writes them both ways."""
    if table.shape.name == HUBSPOT and table.order is None:
        return Report(source, table, dates.timestamp)
    default = dates.Order.MDY if table.shape.name == SALESFORCE else dates.Order.ISO
    order = date_order(table, dated, default)
    return Report(source, table, dates.in_order(order))


def read_reports(
    source: str, fields: tuple[Field, ...], read_row: ReportRowReader, tables: Sequence[Table], options: ReadOptions
) -> Iterator[RowResult]:
    """Yield what `read_row` makes of each row of the tables, colleagues and accounts as they were first described."""
    return read_dated(source, [told.name for told in fields if told.dated], read_row, tables, options)


def read_dated(
    source: str, dated: Sequence[str], read_row: ReportRowReader, tables: Sequence[Table], options: ReadOptions
) -> Iterator[RowResult]:
    """Do the same for tables whose columns of days are `dated`."""
    colleagues = Colleagues()
    reports = [settle_dates(source, table, dated) for table in tables]
    return settled(chain.from_iterable(_rows(report, colleagues, read_row, options) for report in reports))


def _rows(
    report: Report, colleagues: Colleagues, read_row: ReportRowReader, options: ReadOptions
) -> Iterator[RowResult]:
    readers: dict[str, RowReader] = {
        report.table.shape.name: lambda row, _table, _options: read_row(row, report, colleagues)
    }
    return each_row([report.table], options, readers)


def account(row: Row, report: Report, prefix: str = "") -> Company:
    """Return the account that a row names; `prefix` stands before the names of its columns."""
    name = values.required(row, "account_name")
    own = crm_id(row, f"{prefix}crm_id")
    found = web_domains(row, f"{prefix}domain")
    return Company(
        key=RecordKey(report.source, keys.company_id(name, own=own, domain=found[0] if found else None)),
        name=name,
        ref=report.ref(row),
        seen_on=report.table.observed_on,
        domains=found,
        linkedin=None if prefix else values.text(row, "linkedin_url"),
        ids=system_ids(own, report.table.shape, Thing.ACCOUNT),
        country=values.text(row, "country"),
        industry=values.text(row, "industry"),
        headcount=headcount(values.text(row, "headcount")),
    )


def crm_id(row: Row, name: str) -> str | None:
    """Return the CRM's own id; raise BadRow when it is several or was shortened by a spreadsheet."""
    told = values.text(row, name)
    if told and ";" in told:
        raise BadRow(name, "this names several records", "keep the id of the primary one")
    if told and _SHORTENED.fullmatch(told):
        raise BadRow(name, "a spreadsheet has shortened this id", "export again and do not save it from a spreadsheet")
    return told


def web_domains(row: Row, name: str) -> tuple[str, ...]:
    """Return the domains of the addresses in a cell; hosts that many companies share are left out."""
    told = values.text(row, name)
    found = [names.web_domain(part) for part in _SEPARATORS.split(told or "") if part]
    if told and not any(found):
        fix = "write one such as snowpeak.example"
        raise BadRow(name, "this is not a web address", fix, otherwise=values.LEFT_EMPTY)
    return tuple(dict.fromkeys(domain for domain in found if domain and not names.is_shared_domain(domain)))


def system_ids(own: str | None, shape: Shape, thing: Thing) -> tuple[str, ...]:
    """Return an id as `system:instance:object:id`; in a template the system is told by the look of the id."""
    if own is None:
        return ()
    if _SYSTEM_ID.fullmatch(own):
        return (own,)
    if shape.name == HUBSPOT:
        return (f"hubspot:-:{_IN_HUBSPOT[thing]}:{own}",)
    if shape.name == PIPEDRIVE:
        return (f"pipedrive:-:{_IN_PIPEDRIVE[thing]}:{own}",)
    if _SALESFORCE_ID.fullmatch(own):
        return (f"salesforce:-:{thing}:{_full_salesforce_id(own)}",)
    system = "salesforce" if shape.name in {SALESFORCE, SALESFORCE_FIELDS} else "crm"
    return (f"{system}:-:{thing}:{own}",)


def _full_salesforce_id(own: str) -> str:
    """Add the three letters that reports leave off: which of the fifteen are upper case, five to a letter."""
    if len(own) == 18:
        return own[:15] + own[15:].upper()
    groups = (own[start : start + 5] for start in (0, 5, 10))
    return own + "".join(_CHECKSUM[sum(char.isupper() << bit for bit, char in enumerate(group))] for group in groups)


def health(row: Row) -> Health | None:
    """Return the colour of a health cell; numbers and grades need a mapping profile that knows their scale."""
    try:
        return values.choice(row, "health", _HEALTHS)
    except BadRow as error:
        raise BadRow(error.column, "this is none of green, yellow, red", _SCALE_FIX) from error


def triggers(row: Row, report: Report, company: RecordKey) -> Iterator[Trigger]:
    """Yield the dated value events of an account.

    The policy counts closed-won from the start of onboarding, so that day stands for it where it is told.
    """
    ref = report.ref(row)
    won_on = report.past_day(row, "closed_won_on")
    events = (
        (TriggerKind.CLOSED_WON, report.day(row, "onboarding_started_on") or won_on),
        (TriggerKind.RENEWAL, report.past_day(row, "renewed_on")),
        (TriggerKind.EXPANSION, report.past_day(row, "expanded_on")),
    )
    for kind, on in events:
        if on:
            yield Trigger(company, kind, on, ref)
