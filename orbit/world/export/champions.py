"""Champions as our systems hold them: contacts of the CRM, and the list of the customer-success tool."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orbit.model import Health, Layer
from orbit.world.accounts import Champion, Customer
from orbit.world.export.crm import Office
from orbit.world.export.profiles import Profiles
from orbit.world.export.sheet import ExportFile, Named, Sheet, company, person, yes_no
from orbit.world.export.spelling import job_title, typed_name
from orbit.world.make import World
from orbit.world.spec import Stage

HUBSPOT = (
    "Record ID", "First Name", "Last Name", "Email", "Job Title", "LinkedIn URL", "Associated Company IDs (Primary)",
    "Associated Company (Primary)", "Champion layer", "Contact owner email", "Health", "NPS score", "NPS date",
    "CSAT score", "CSAT date", "Win story", "Quantified outcome", "Active escalation", "Left company date",
    "Closed won date", "Renewal signed date", "Expansion booked date",
)  # fmt: skip
GAINSIGHT = (
    "Person Name", "Person Email", "Person Title", "Company Name", "Company Domain", "Role", "CSM Email",
    "Current Score", "NPS", "NPS Date", "CSAT", "CSAT Date", "Success Story", "Outcome", "Open Escalation", "Left On",
)  # fmt: skip
_SCORES = {Health.GREEN: (78, 98), Health.YELLOW: (55, 72), Health.RED: (12, 44)}
_ROLES = {
    Layer.ECONOMIC_BUYER: "Economic Buyer",
    Layer.POWER_USER: "Power User",
    Layer.EXECUTIVE_SPONSOR: "Executive Sponsor",
}


class _Contact:
    """One champion with everything the two systems hold, still in our own words."""

    def __init__(self, office: Office, pages: Profiles, customer: Customer, champion: Champion) -> None:
        self.office, self.customer, self.champion = office, customer, champion
        self.number = champion.person
        world = office.world
        there = [at for at in pages.spells(self.number) if world.spells.company[at] == customer.company]
        self.title = job_title(pages.title(there[-1]), float(office.dice.random()))
        self.name = typed_name(world.people, self.number, float(office.dice.random()))
        self.email = world.people.work_email(self.number, world.companies.domains[customer.company])
        self.account = office.written(customer.company)

    @property
    def named(self) -> tuple[Named, ...]:
        """Whom and what a row about the contact names; the colleague in charge last."""
        told = person(self.number, self.name.full), company(self.customer.company, self.account)
        return (*told, *self.office.named(self.customer.owner, self.customer.csm))


def champion_exports(world: World) -> Iterator[ExportFile]:
    """Yield both systems' lists; they overlap for one customer in seven."""
    office, pages = Office(world, Stage.CHAMPIONS), Profiles(world)
    in_hubspot, in_gainsight = [], []
    places = office.dice.random(len(world.accounts.customers))
    for customer, place in zip(world.accounts.customers, places, strict=True):
        if place < 0.58:
            in_hubspot.append(customer)
        if place > 0.44:
            in_gainsight.append(customer)
    yield _hubspot(office, pages, in_hubspot)
    yield _gainsight(office, pages, in_gainsight)


def _hubspot(office: Office, pages: Profiles, customers: list[Customer]) -> ExportFile:
    path = "crm/champions_hubspot.csv"
    sheet = Sheet(HUBSPOT)
    number = 51_000
    for customer in customers:
        for champion in customer.champions:
            number += 1 + int(office.dice.integers(0, 7))
            contact = _Contact(office, pages, customer, champion)
            sheet.add(_hubspot_row(contact, number), *contact.named)
            if office.dice.random() < 0.05:
                again = _Contact(office, pages, customer, champion)
                sheet.add(_entered_again(again, number + 40_000), *again.named)
    contact = _Contact(office, pages, customers[0], customers[0].champions[0])
    row = _hubspot_row(contact, number + 10)
    sheet.add((*row[:12], "2026-02-30", *row[13:]))
    sheet.add((*row[:1], "", "", *row[3:]))
    options = {"observed_on": office.world.spec.as_of.isoformat(), "group": path}
    return ExportFile(path, sheet.content(), "crm_champions", options, {path: sheet.mentions})


def _hubspot_row(contact: _Contact, number: int) -> tuple[object, ...]:
    champion, told, dice = contact.champion, contact.customer.contract, contact.office.dice
    people = contact.office.world.people
    page = people.profile_url(contact.number) if dice.random() < 0.4 else ""
    story = champion.win_story
    if story and dice.random() < 0.2:
        story = f"{story}\nMore in the case study."
    return (
        number, contact.name.first, contact.name.last, contact.email if dice.random() < 0.96 else "", contact.title,
        page, 8_000_000 + contact.customer.company, contact.account, champion.layer,
        contact.office.email(contact.customer.owner), told.health, champion.nps, _minute(champion.nps_on),
        champion.csat, _minute(champion.csat_on), story, champion.outcome, yes_no(told.escalation), champion.left_on,
        told.onboarding_on or told.closed_won_on, told.renewed_on, told.expanded_on,
    )  # fmt: skip


def _entered_again(contact: _Contact, number: int) -> tuple[object, ...]:
    """The same person entered a second time, from a list of an event: name, company, a private address."""
    private = contact.office.world.people.personal_email(contact.number)
    email = private if contact.office.dice.random() < 0.5 else contact.email
    known = (number, contact.name.first, contact.name.last, email, contact.title, "", "", contact.account)
    return (*known, "", contact.office.email(contact.customer.owner), *([""] * 12))


def _gainsight(office: Office, pages: Profiles, customers: list[Customer]) -> ExportFile:
    path = "crm/champions_gainsight.csv"
    sheet = Sheet(GAINSIGHT)
    for customer in customers:
        for champion in customer.champions:
            contact = _Contact(office, pages, customer, champion)
            sheet.add(_gainsight_row(contact), *contact.named)
    contact = _Contact(office, pages, customers[0], customers[0].champions[0])
    row = _gainsight_row(contact)
    sheet.add((*row[:8], 14, *row[9:]))
    sheet.add(("", *row[1:]))
    options = {"observed_on": office.world.spec.as_of.isoformat(), "group": path, "map": "gainsight"}
    return ExportFile(path, sheet.content(), "crm_champions", options, {path: sheet.mentions})


def _gainsight_row(contact: _Contact) -> tuple[object, ...]:
    champion, told, office = contact.champion, contact.customer.contract, contact.office
    low, high = _SCORES[told.health]
    return (
        contact.name.full, contact.email, contact.title, contact.account,
        office.world.companies.domains[contact.customer.company], _ROLES[champion.layer],
        office.email(contact.customer.csm), int(office.dice.integers(low, high + 1)), champion.nps, champion.nps_on,
        champion.csat, champion.csat_on, champion.win_story, champion.outcome, yes_no(told.escalation).title(),
        champion.left_on,
    )  # fmt: skip


def _minute(day: date | None) -> str:
    return "" if day is None else f"{day.isoformat()} 09:30"
