"""Those behind us on paper: the list of advisors and directors, two portfolios by hand, one from Crunchbase."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from orbit.world import dealings
from orbit.world.backers import Backer, Stake, Standing
from orbit.world.careers import RUNNING
from orbit.world.companies import INVESTOR_FIRMS
from orbit.world.export.crm import Office
from orbit.world.export.profiles import Profiles
from orbit.world.export.sheet import ExportFile, Sheet, company, person, yes_no
from orbit.world.export.spelling import typed_name
from orbit.world.firm import Desk
from orbit.world.make import World
from orbit.world.spec import Stage
from orbit.world.wording import CITIES, COUNTRY_CODES

ADVISORS = (
    "person_name", "email", "linkedin_url", "role", "firm", "title", "company", "since", "until", "owner_email",
    "notes",
)  # fmt: skip
PORTFOLIO = (
    "investor_name", "investor_domain", "company_name", "company_domain", "round", "invested_on", "lead",
    "partner_name", "partner_linkedin_url", "partner_email", "board_seat", "our_investor",
)  # fmt: skip
ORGANIZATIONS = (
    "uuid", "name", "domain", "roles", "primary_role", "country_code", "category_list", "employee_count", "status",
    "num_funding_rounds", "last_funding_on", "founded_on",
)  # fmt: skip
PEOPLE = ("uuid", "name", "linkedin_url", "city", "featured_job_organization_uuid", "featured_job_organization_name",
          "featured_job_title")  # fmt: skip
JOBS = (
    "person_uuid",
    "person_name",
    "org_uuid",
    "org_name",
    "title",
    "job_type",
    "started_on",
    "ended_on",
    "is_current",
)
ROUNDS = (
    "uuid", "org_uuid", "org_name", "investment_type", "announced_on", "raised_amount_usd", "raised_amount",
    "raised_amount_currency_code", "investor_count", "lead_investor_uuids",
)  # fmt: skip
INVESTMENTS = (
    "uuid", "funding_round_uuid", "investor_uuid", "investor_name", "investor_type", "is_lead_investor",
)  # fmt: skip
_IN_CRUNCHBASE = INVESTOR_FIRMS[2]
_CHIEFS_LISTED = 4


def backer_exports(world: World) -> Iterator[ExportFile]:
    """Yield the list of backers, the portfolio by hand, and the Crunchbase files."""
    office, pages = Office(world, Stage.INVESTOR_FILES), Profiles(world)
    yield _advisors(office, pages)
    yield _portfolio(office)
    yield from _crunchbase(office, pages)


def _advisors(office: Office, pages: Profiles) -> ExportFile:
    world, path = office.world, "advisors/advisors.csv"
    sheet = Sheet(ADVISORS)
    owners = world.roster.at(Desk.CEO, Desk.CRO)
    for number, backer in enumerate(world.backers.backers):
        _add_backer(office, pages, sheet, backer, office.email(owners[number % len(owners)]))
    for seat in world.backers.seats:
        name = typed_name(world.people, seat.person, float(office.dice.random())).full
        text = office.written(seat.company)
        role = Standing.ADVISOR if seat.person in world.roster.advisors else Standing.BOARD
        cells = (name, "", world.people.profile_url(seat.person), role, "", "", text, f"{seat.since:%Y-%m}", "", "", "")
        sheet.add(cells, person(seat.person, name), company(seat.company, text))
    sheet.add(("", "", "", "advisor", "", "", "", "2024", "", "", "name to follow"))
    return _file(office, path, sheet, "advisors")


def _add_backer(office: Office, pages: Profiles, sheet: Sheet, backer: Backer, owner: str) -> None:
    world = office.world
    name = typed_name(world.people, backer.person, float(office.dice.random())).full
    spell = pages.spells(backer.person)[-1]
    employer = int(world.spells.company[spell])
    firm = office.written(employer)
    page = world.people.profile_url(backer.person) if office.dice.random() < 0.8 else ""
    at_work = backer.standing is Standing.INVESTOR_PARTNER or office.dice.random() < 0.4
    email = world.people.work_email(backer.person, world.companies.domains[employer]) if at_work else ""
    cells = (
        name, email or world.people.personal_email(backer.person), page, backer.standing, firm, pages.title(spell), "",
        f"{backer.since:%Y-%m}", backer.until, owner, "Prefers a call" if office.dice.random() < 0.2 else "",
    )  # fmt: skip
    sheet.add(cells, person(backer.person, name), company(employer, firm))


def _portfolio(office: Office) -> ExportFile:
    world, path = office.world, "investors/portfolio.csv"
    sheet = Sheet(PORTFOLIO)
    for stake in world.backers.stakes:
        if stake.investor != _IN_CRUNCHBASE:
            _add_stake(office, sheet, stake)
    sheet.add(("Lanternhill Ventures", "", "Nowhere Works", "", "Seed", "2021-02-30", "no", "", "", "", "", "yes"))
    return _file(office, path, sheet, "investors")


def _add_stake(office: Office, sheet: Sheet, stake: Stake) -> None:
    world, dice = office.world, office.dice
    firm, firm_domain = world.companies.names[stake.investor], world.companies.domains[stake.investor]
    told, domain = office.written(stake.company), world.companies.domains[stake.company]
    partner = typed_name(world.people, stake.partner, float(dice.random())).full
    page = world.people.profile_url(stake.partner) if dice.random() < 0.7 else ""
    email = world.people.work_email(stake.partner, firm_domain)
    day = stake.on.isoformat() if dice.random() < 0.6 else f"{stake.on:%Y-%m}"
    cells = (
        firm, firm_domain, told, domain if dice.random() < 0.85 else "", stake.round, day, yes_no(stake.lead), partner,
        page, email, yes_no(stake.board_seat), "yes",
    )  # fmt: skip
    sheet.add(cells, company(stake.investor, firm), company(stake.company, told), person(stake.partner, partner))


def _crunchbase(office: Office, pages: Profiles) -> Iterator[ExportFile]:
    world = office.world
    stakes = [stake for stake in world.backers.stakes if stake.investor == _IN_CRUNCHBASE]
    persons = _listed_persons(world, stakes)
    sheets = {
        "organizations": _organizations(office, stakes),
        "people": _people(office, pages, persons),
        "jobs": _jobs(office, pages, persons, stakes),
        "funding_rounds": _rounds(office, stakes),
        "investments": _investments(office, stakes),
    }
    for name, sheet in sheets.items():
        yield _file(office, f"investors/crunchbase/{name}.csv", sheet, "investors", group="investors/crunchbase")


def _listed_persons(world: World, stakes: Sequence[Stake]) -> list[int]:
    running = world.spells.current(len(world.people))
    chiefs = dealings.chiefs_today(world.spells, running[running >= 0])
    partners = {stake.partner for stake in stakes}
    return sorted(partners | {chief for stake in stakes for chief in chiefs.get(stake.company, [])[:_CHIEFS_LISTED]})


def _organizations(office: Office, stakes: Sequence[Stake]) -> Sheet:
    world, sheet = office.world, Sheet(ORGANIZATIONS)
    for number in (_IN_CRUNCHBASE, *(stake.company for stake in stakes)):
        name = world.companies.names[number]
        investor = number == _IN_CRUNCHBASE
        first = world.spells.start[world.spells.company == number]
        founded = int(first.min()) // 12 - 1 if len(first) else world.spec.as_of.year - 9
        cells = (
            _uuid("organization", number), name, world.companies.domains[number], "investor" if investor else "company",
            "investor" if investor else "company", COUNTRY_CODES[office.country(number)], office.industry(number),
            office.headcount(number), "operating", "" if investor else 1, "", f"{founded}-01-01",
        )  # fmt: skip
        sheet.add(cells, company(number, name))
    return sheet


def _people(office: Office, pages: Profiles, persons: Sequence[int]) -> Sheet:
    world, sheet = office.world, Sheet(PEOPLE)
    for number in persons:
        spell = pages.spells(number)[-1]
        employer = int(world.spells.company[spell])
        name, firm = world.people.name(number), world.companies.names[employer]
        page = world.people.profile_url(number) if office.dice.random() < 0.6 else ""
        city = CITIES[int(world.people.city[number])].name
        cells = (
            _uuid("person", number), name, page, city, _uuid("organization", employer), firm, pages.title(spell),
        )  # fmt: skip
        sheet.add(cells, person(number, name), company(employer, firm))
    return sheet


def _jobs(office: Office, pages: Profiles, persons: Sequence[int], stakes: Sequence[Stake]) -> Sheet:
    world, sheet = office.world, Sheet(JOBS)
    for number in persons:
        name = world.people.name(number)
        for spell in pages.spells(number)[-3:]:
            employer, end = int(world.spells.company[spell]), int(world.spells.end[spell])
            firm = world.companies.names[employer]
            cells = (
                _uuid("person", number), name, _uuid("organization", employer), firm, pages.title(spell), "executive",
                _month_start(int(world.spells.start[spell]), rough=bool(world.spells.rough[spell])),
                "" if end == RUNNING else _month_start(end, rough=False), end == RUNNING,
            )  # fmt: skip
            sheet.add(cells, person(number, name), company(employer, firm))
    for stake in stakes:
        if stake.board_seat:
            name, told = world.people.name(stake.partner), world.companies.names[stake.company]
            seat = (_uuid("person", stake.partner), name, _uuid("organization", stake.company), told, "Board Member")
            row = (*seat, "board_member", stake.on, "", "True")
            sheet.add(row, person(stake.partner, name), company(stake.company, told))
    sheet.add(
        (_uuid("person", 0), "Rowan Example", _uuid("organization", 0), "", "Advisor", "advisor", "", "", "False")
    )
    return sheet


def _rounds(office: Office, stakes: Sequence[Stake]) -> Sheet:
    world, sheet = office.world, Sheet(ROUNDS)
    for stake in stakes:
        name = world.companies.names[stake.company]
        amount = int(office.dice.integers(2, 60)) * 1_000_000
        day = stake.on.isoformat() if office.dice.random() < 0.8 else f"{stake.on.year}-01-01"
        cells = (
            _uuid("round", stake.company), _uuid("organization", stake.company), name,
            stake.round.lower().replace(" ", "_"), day, amount, amount, "USD", int(office.dice.integers(1, 6)),
            _uuid("organization", stake.investor) if stake.lead else "",
        )  # fmt: skip
        sheet.add(cells, company(stake.company, name))
    return sheet


def _investments(office: Office, stakes: Sequence[Stake]) -> Sheet:
    world, sheet = office.world, Sheet(INVESTMENTS)
    for stake in stakes:
        name = world.companies.names[stake.investor]
        cells = (
            _uuid("investment", stake.company), _uuid("round", stake.company), _uuid("organization", stake.investor),
            name, "organization", stake.lead,
        )  # fmt: skip
        sheet.add(cells, company(stake.investor, name), company(stake.company, world.companies.names[stake.company]))
    return sheet


def _file(office: Office, path: str, sheet: Sheet, source: str, group: str | None = None) -> ExportFile:
    options = {"observed_on": office.world.spec.as_of.isoformat(), "group": group or path}
    return ExportFile(path, sheet.content(), source, options, {path: sheet.mentions})


def _uuid(kind: str, number: int) -> str:
    text = hashlib.sha256(f"{kind}/{number}".encode()).hexdigest()
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:32]}"


def _month_start(month: int, *, rough: bool) -> str:
    # A year alone is written as its first of January; so is a January.
    return f"{month // 12}-01-01" if rough else f"{month // 12}-{month % 12 + 1:02d}-01"
