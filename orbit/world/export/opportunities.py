"""Deals as the CRM holds them: a Salesforce report on those of customers, won or expanding, and of target accounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from orbit.world.accounts import Customer, Target
from orbit.world.export.crm import Office, record_id, us_day
from orbit.world.export.sheet import ExportFile, Sheet, company, person
from orbit.world.make import World
from orbit.world.spec import Stage, choose

HEADER = (
    "Opportunity ID", "Opportunity Name", "Account ID", "Account Name", "Website", "Opportunity Owner", "Stage",
    "Amount", "Amount Currency", "Close Date", "Created Date", "Closed", "Won", "Lead Source",
)  # fmt: skip
# Of ten deals one or two are said to be referred.
_SOURCES = (
    ("Web", 0.28),
    ("Outbound", 0.27),
    ("Event", 0.15),
    ("Partner Referral", 0.06),
    ("Customer Referral", 0.1),
    ("Employee Referral", 0.04),
    ("", 0.1),
)
_OPEN = ("Qualification", "Needs Analysis", "Proposal/Price Quote", "Negotiation/Review")
_WON, _LOST = "Closed Won", "Closed Lost"
_WITH_DEAL, _LOST_SHARE = 0.55, 0.3


class _Report:
    """The report in the making, with a number for each deal."""

    def __init__(self, world: World) -> None:
        self.office = Office(world, Stage.OPPORTUNITIES)
        self.sheet = Sheet(HEADER, quote_all=True, eol="\r\n")
        self._deals = 0

    def add(
        self, of: Customer | Target, account_id: str, name: str, stage: str, days: tuple[date, date], amount: float
    ) -> None:
        """Add a deal; `days` are those on which it was created and closed, or is expected to."""
        self._deals += 1
        office, number = self.office, of.company
        written, owner = office.written(number), office.world.people.name(of.owner)
        is_closed, is_won = stage in {_WON, _LOST}, stage == _WON
        source = _SOURCES[int(choose(office.dice, [share for _, share in _SOURCES], 1)[0])][0]
        created_on, closed_on = days
        cells = (
            record_id("006", self._deals), f"{written} {name}", account_id, written, office.website(number), owner,
            stage, f"{amount:,.2f}", "USD", us_day(closed_on), us_day(created_on), int(is_closed), int(is_won), source,
        )  # fmt: skip
        self.sheet.add(cells, company(number, written), person(of.owner, owner))


def opportunity_exports(world: World) -> Iterator[ExportFile]:
    """Yield the report: every customer's first deal, expansions, what is under way at targets, two broken rows."""
    report = _Report(world)
    for number, customer in enumerate(world.accounts.customers):
        _of_customer(report, customer, record_id("001", number + 1))
    for target in world.accounts.targets:
        if report.office.dice.random() < _WITH_DEAL:
            _of_target(report, target)
    last = "006Qy00000BROKEN"
    report.sheet.add((last, "Nowhere Works", "", "Nowhere Works", "", "", "Qualification", "", "", "", "2/30/2026"))
    report.sheet.add((last[:-1] + "M", "No account", "", "", "", "", "Qualification", "", "", "", "2/3/2026"))
    path = "crm/opportunities_salesforce.csv"
    options = {"observed_on": world.spec.as_of.isoformat(), "group": path}
    yield ExportFile(path, report.sheet.content(), "crm_opportunities", options, {path: report.sheet.mentions})


def _of_customer(report: _Report, customer: Customer, account_id: str) -> None:
    told = customer.contract
    for name, won_on, amount in (("roll-out", told.closed_won_on, told.arr), ("expansion", told.expanded_on, 0.0)):
        if won_on is not None:
            created_on = won_on - timedelta(days=int(report.office.dice.integers(21, 150)))
            worth = amount or float(report.office.dice.integers(4, 60) * 500)
            report.add(customer, account_id, name, _WON, (created_on, won_on), worth)


def _of_target(report: _Report, target: Target) -> None:
    dice, spec = report.office.dice, report.office.world.spec
    age = 1 + min(int(dice.exponential(80)), 500)
    created_on, amount = spec.ago(age), float(dice.integers(10, 240) * 500)
    if age > 30 and dice.random() < _LOST_SHARE:
        days = created_on, spec.ago(int(dice.integers(0, age - 14)))
        report.add(target, "", "pilot", _LOST, days, amount)
        return
    stage = _OPEN[int(dice.integers(0, len(_OPEN)))]
    report.add(target, "", "pilot", stage, (created_on, spec.ago(-int(dice.integers(10, 120)))), amount)
