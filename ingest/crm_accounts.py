"""Our customers and target accounts as the CRM lists them, with their owners and what has happened there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.intake import crm, values
from ingest.intake.colleagues import Colleagues
from ingest.intake.contract import ReadOptions, Row, RowResult, Source, Table
from ingest.intake.crm import Field
from orbit.errors import BadRow
from orbit.model import AccountKind, AccountState, Company, Item

_NAME = "crm_accounts"
_KINDS = {
    "customer": AccountKind.CUSTOMER,
    "customer direct": AccountKind.CUSTOMER,
    "customer channel": AccountKind.CUSTOMER,
    "evangelist": AccountKind.CUSTOMER,
    "target": AccountKind.TARGET,
    "target account": AccountKind.TARGET,
    "prospect": AccountKind.TARGET,
    "former customer": AccountKind.FORMER_CUSTOMER,
    "ex customer": AccountKind.FORMER_CUSTOMER,
    "past customer": AccountKind.FORMER_CUSTOMER,
    "churned": AccountKind.FORMER_CUSTOMER,
    "churned customer": AccountKind.FORMER_CUSTOMER,
}

FIELDS = (
    Field("account_name", "Account Name", "Company name", "Name of the company", "Snowpeak", required=True),
    Field("domain", "Website", "Company Domain Name", "Its web domain or address", "snowpeak.example"),
    Field(
        "linkedin_url", "LinkedIn URL", "LinkedIn Company Page", "Its LinkedIn page", "linkedin.com/company/snowpeak"
    ),
    Field("crm_id", "Account ID", "Record ID", "Its id in the CRM", "001Qy00000AbCdEIAV"),
    Field(
        "kind",
        "Type",
        "Lifecycle Stage",
        "customer, target (or prospect) or former_customer",
        "customer",
        required=True,
    ),
    Field("owner_name", "Account Owner", "Company owner", "Name of the colleague who owns it", "Ana Ruiz"),
    Field(
        "owner_email", "Account Owner Email", "Company owner email", "E-mail of that colleague", "ana.ruiz@example.com"
    ),
    Field("csm_email", "CSM Email", "CSM email", "E-mail of its customer success manager", "joe.lund@example.com"),
    Field("sdr_email", "SDR Email", "SDR email", "E-mail of the SDR who sourced it", "kim.oda@example.com"),
    Field("arr", "ARR", "Annual Recurring Revenue", "Yearly revenue from it", "84000"),
    Field("currency", "ARR Currency", "Currency", "Currency of arr; the same on all rows", "USD"),
    Field("renewal_on", "Renewal Date", "Renewal date", "Day of its next renewal", "2027-01-31"),
    Field("renewal_committed", "Renewal Committed", "Renewal committed", "Has it agreed to renew: yes or no", "yes"),
    Field("stage", "Stage", "Stage", "Stage of the deal, in your own words", "Negotiation"),
    Field("industry", "Industry", "Industry", "Its industry", "Logistics"),
    Field("country", "Billing Country", "Country/Region", "Its country", "Norway"),
    Field("headcount", "Employees", "Number of Employees", "Number of its employees, or a range", "250"),
    Field("qbr_on", "Next QBR Date", "Next QBR date", "Day of the next business review", "2026-12-10"),
    Field("closed_won_on", "Closed Won Date", "Closed won date", "Day on which it became a customer", "2026-10-30"),
    Field("renewed_on", "Renewal Signed Date", "Renewal signed date", "Day of the last signed renewal", "2026-01-28"),
    Field("expanded_on", "Expansion Booked Date", "Expansion booked date", "Day of the last expansion", "2026-09-02"),
    Field(
        "onboarding_started_on",
        "Onboarding Start Date",
        "Onboarding start date",
        "Day on which onboarding began",
        "2026-11-09",
    ),
    Field(
        "playbook_completed_on",
        "Expansion Playbook Completed",
        "Expansion playbook completed",
        "Day on which the expansion playbook was finished",
        "2026-09-20",
    ),
    Field("escalation", "Active Escalation", "Active escalation", "Is a support escalation open: yes or no", "no"),
    Field("health", "Health", "Health", "green, yellow or red", "green"),
)


def read(tables: Sequence[Table], options: ReadOptions) -> Iterator[RowResult]:
    """Yield each account with its state, its value events, and the colleagues who look after it."""
    return crm.read_reports(_NAME, FIELDS, _read_account, tables, options)


def _read_account(row: Row, report: crm.Report, colleagues: Colleagues) -> Iterator[Item]:
    company = crm.account(row, report)
    state = _state(row, report, company)
    yield company
    yield state
    yield from crm.triggers(row, report, company.key)
    ref, seen_on = state.ref, state.seen_on
    yield from colleagues.named(state.owner, values.text(row, "owner_name"), ref, seen_on)
    yield from colleagues.named(state.csm, None, ref, seen_on)
    yield from colleagues.named(state.sdr, None, ref, seen_on)


def _state(row: Row, report: crm.Report, company: Company) -> AccountState:
    return AccountState(
        company=company.key,
        kind=_kind(row, report.table),
        seen_on=company.seen_on,
        ref=company.ref,
        owner=values.email(row, "owner_email"),
        csm=values.email(row, "csm_email"),
        sdr=values.email(row, "sdr_email"),
        arr=values.number(row, "arr"),
        stage=values.text(row, "stage"),
        renewal_on=report.day(row, "renewal_on"),
        renewal_committed=values.yes_no(row, "renewal_committed"),
        qbr_on=report.day(row, "qbr_on"),
        escalation=values.yes_no(row, "escalation"),
        health=crm.health(row),
        playbook_completed_on=report.past_day(row, "playbook_completed_on"),
    )


def _kind(row: Row, table: Table) -> AccountKind:
    told = values.text(row, "kind")
    # HubSpot says how far a company is on its way to us: whoever is no customer yet is somebody we want.
    if told and table.shape.name == crm.HUBSPOT and told.casefold() not in _KINDS:
        return AccountKind.TARGET
    kind = values.choice(row, "kind", _KINDS)
    if kind is None:
        raise BadRow("kind", "this is empty", "write customer, target or former_customer")
    return kind


SOURCE = Source(
    name=_NAME,
    summary="Customers and target accounts from the CRM, with owners, revenue, renewal, health and value events",
    shapes=crm.shapes(FIELDS),
    read=read,
)
