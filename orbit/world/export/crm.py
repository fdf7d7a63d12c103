"""Accounts as the CRM holds them: a Salesforce report of the customers, a hand-kept list of target accounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orbit.world.accounts import Customer, Target
from orbit.world.companies import OUR_FIRM
from orbit.world.export.sheet import ExportFile, Named, Sheet, company, person, yes_no
from orbit.world.export.spelling import company_name
from orbit.world.make import World
from orbit.world.scenes import Scene
from orbit.world.spec import Stage
from orbit.world.wording import CITIES, INDUSTRIES

SALESFORCE = (
    "Account ID", "Account Name", "Website", "Type", "Account Owner", "Account Owner Email", "CSM Email", "SDR Email",
    "ARR", "ARR Currency", "Renewal Date", "Renewal Committed", "Stage", "Industry", "Billing Country", "Employees",
    "Next QBR Date", "Closed Won Date", "Renewal Signed Date", "Expansion Booked Date", "Onboarding Start Date",
    "Expansion Playbook Completed", "Active Escalation", "Health",
)  # fmt: skip
TARGETS = (
    "account_name", "domain", "linkedin_url", "crm_id", "kind", "owner_name", "owner_email", "sdr_email", "stage",
    "industry", "country", "headcount",
)  # fmt: skip
_ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_STAGES = ("Identified", "Researching", "Attempting contact", "Working", "Nurture")


class Office:
    """What every CRM row needs: addresses of colleagues, facts of companies, dice."""

    def __init__(self, world: World, stage: Stage) -> None:
        self.world = world
        self.dice = world.spec.dice(stage)

    def email(self, colleague: int | None) -> str:
        """The address of a colleague of ours; nothing for nobody."""
        if colleague is None:
            return ""
        return self.world.people.work_email(colleague, self.world.companies.domains[OUR_FIRM])

    def named(self, *colleagues: int | None) -> list[Named]:
        """Name colleagues by their full name and by their address: rows hold the one or the other."""
        known = [at for at in colleagues if at is not None]
        return [named for at in known for named in (person(at, self.world.people.name(at)), person(at, self.email(at)))]

    def written(self, number: int) -> str:
        """A company as typed into the CRM."""
        return company_name(self.world.companies, number, float(self.dice.random()))

    def industry(self, number: int) -> str:
        """The industry of a company."""
        return list(INDUSTRIES)[int(self.world.companies.industry[number])]

    def country(self, number: int) -> str:
        """The country of a company."""
        return CITIES[int(self.world.companies.city[number])].country

    def headcount(self, number: int) -> int:
        """The headcount of a company as somebody once looked it up."""
        return round(int(self.world.headcount[number]) * float(self.dice.uniform(0.85, 1.15)))

    def website(self, number: int) -> str:
        """The web address of a company, with or without its trimmings."""
        domain = self.world.companies.domains[number]
        return (f"https://www.{domain}/", domain, f"www.{domain}", f"http://{domain}")[int(self.dice.integers(0, 4))]


def crm_exports(world: World) -> Iterator[ExportFile]:
    """Yield both lists of accounts."""
    office = Office(world, Stage.CRM)
    yield _customer_report(office)
    yield _target_list(office)


def record_id(prefix: str, number: int) -> str:
    """Return a Salesforce id of fifteen characters, as reports show it."""
    value = (number * 2_654_435_761 + 97) % (1 << 64)
    tail = ""
    for _ in range(7):
        value, digit = divmod(value, len(_ID_LETTERS))
        tail += _ID_LETTERS[digit]
    return f"{prefix}Qy000{tail[:6]}{number % 10}"[:15].ljust(15, "0")


def us_day(day: date | None) -> str:
    """Write a day as Salesforce reports of American users do."""
    return "" if day is None else f"{day.month}/{day.day}/{day.year}"


def _customer_report(office: Office) -> ExportFile:
    """All customers, a few of them entered twice, and two broken rows."""
    world = office.world
    sheet = Sheet(SALESFORCE, quote_all=True, eol="\r\n")
    for number, customer in enumerate(world.accounts.customers):
        _add(sheet, _customer_row(office, customer, record_id("001", number + 1)))
        if office.dice.random() < 0.04:
            _add(sheet, _second_row(office, customer, record_id("001", 50_000 + number)))
    last = world.accounts.customers[-1]
    cells, _ = _customer_row(office, last, record_id("001", 90_001))
    sheet.add((*cells[:10], "13/45/2026", *cells[11:]))
    cells, _ = _customer_row(office, last, record_id("001", 90_002))
    sheet.add((cells[0], "", *cells[2:]))
    count = len(world.accounts.customers) + 2
    sheet.raw(
        f'"Grand Totals ({count} records)"\r\n"Confidential Information - Do Not Distribute"\r\n'
        f'"Copyright © 2000-{world.spec.as_of.year} salesforce.com, inc. All rights reserved."\r\n'
    )
    return _file(world, "crm/accounts_salesforce.csv", sheet)


def _target_list(office: Office) -> ExportFile:
    """All target accounts, a few entered twice, some without a domain, and one broken row."""
    world = office.world
    sheet = Sheet(TARGETS)
    for number, target in enumerate(world.accounts.targets):
        _add(sheet, _target_row(office, target, f"T-{number + 1:04d}"))
        if office.dice.random() < 0.02:
            _add(sheet, _target_row(office, target, f"T-{number + 5_001:04d}"))
    cells, _ = _target_row(office, world.accounts.targets[0], "T-9999")
    sheet.add(("", *cells[1:]))
    return _file(world, "crm/target_accounts.csv", sheet)


def _file(world: World, path: str, sheet: Sheet) -> ExportFile:
    options = {"observed_on": world.spec.as_of.isoformat(), "group": path}
    return ExportFile(path, sheet.content(), "crm_accounts", options, {path: sheet.mentions})


Row = tuple[tuple[object, ...], tuple[Named, ...]]


def _add(sheet: Sheet, row: Row) -> None:
    cells, named = row
    sheet.add(cells, *named)


def _customer_row(office: Office, customer: Customer, crm_id: str) -> Row:
    told, number = customer.contract, customer.company
    name = office.written(number)
    former = told.scene is Scene.FORMER
    cells = (
        crm_id, name, office.website(number) if office.dice.random() < 0.94 else "",
        "Former Customer" if former else "Customer - Direct",
        office.world.people.name(customer.owner), office.email(customer.owner), office.email(customer.csm),
        office.email(customer.sdr), f"{told.arr:,.0f}", "USD", us_day(told.renewal_on),
        yes_no(told.renewal_committed).title(), "Closed Lost" if former else "Live", office.industry(number),
        office.country(number), office.headcount(number),
        us_day(told.qbr_on), us_day(told.closed_won_on), us_day(told.renewed_on), us_day(told.expanded_on),
        us_day(told.onboarding_on), us_day(told.playbook_on), yes_no(told.escalation).title(), told.health.title(),
    )  # fmt: skip
    return cells, (company(number, name), *office.named(customer.owner, customer.csm, customer.sdr))


def _second_row(office: Office, customer: Customer, crm_id: str) -> Row:
    """The same customer entered a second time, by somebody who knew little of it."""
    cells, _ = _customer_row(office, customer, crm_id)
    name = office.written(customer.company)
    blank = ("",) * 4
    row = (crm_id, name, *cells[2:6], "", "", *blank, "", *cells[13:16], *blank, *blank)
    return row, (company(customer.company, name), *office.named(customer.owner))


def _target_row(office: Office, target: Target, crm_id: str) -> Row:
    number, dice = target.company, office.dice
    name, domain = office.written(number), office.world.companies.domains[number]
    page = f"https://www.linkedin.com/company/{office.world.companies.slug(number)}"
    cells = (
        name, domain if dice.random() < 0.96 else "", page if dice.random() < 0.6 else "", crm_id,
        ("target", "target", "prospect")[int(dice.integers(0, 3))], office.world.people.name(target.owner),
        office.email(target.owner), office.email(target.sdr), _STAGES[int(dice.integers(0, len(_STAGES)))],
        office.industry(number), office.country(number), office.headcount(number),
    )  # fmt: skip
    return cells, (company(number, name), *office.named(target.owner, target.sdr))
