"""Our customers' people who could introduce us: their place, mood and stories, from a CRM or customer-success tool."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.intake import crm, keys, values
from ingest.intake.colleagues import Colleagues
from ingest.intake.contract import ReadOptions, Row, RowResult, Source, Table
from ingest.intake.crm import Field, Thing
from orbit.dates import PartialDate
from orbit.errors import BadRow
from orbit.model import (
    ChampionState,
    Circle,
    Company,
    Item,
    Layer,
    Person,
    RecordKey,
    Role,
    Spell,
    Trigger,
    TriggerKind,
)

_NAME = "crm_champions"
_CIRCLES = {
    "champion": Circle.CHAMPION,
    "ex customer": Circle.EX_CUSTOMER,
    "former customer": Circle.EX_CUSTOMER,
}
_LAYERS = {
    "economic buyer": Layer.ECONOMIC_BUYER,
    "economic decision maker": Layer.ECONOMIC_BUYER,
    "decision maker": Layer.ECONOMIC_BUYER,
    "budget holder": Layer.ECONOMIC_BUYER,
    "power user": Layer.POWER_USER,
    "day to day power user": Layer.POWER_USER,
    "day to day user": Layer.POWER_USER,
    "business user": Layer.POWER_USER,
    "end user": Layer.POWER_USER,
    "executive sponsor": Layer.EXECUTIVE_SPONSOR,
    "exec sponsor": Layer.EXECUTIVE_SPONSOR,
    "sponsor": Layer.EXECUTIVE_SPONSOR,
}
# Roles that CRMs offer beside the three: the person may well be a champion, the layer stays unknown.
_NO_LAYER = frozenset(
    {"champion", "influencer", "evaluator", "technical buyer", "blocker", "legal & compliance", "other"}
)

_PERSON = (Thing.CONTACT,)
_EITHER = (Thing.ACCOUNT, Thing.CONTACT)
FIELDS = (
    Field("name", "Name", "Name", "Full name of the person; or the next two", "Dana Wu", of=_PERSON),
    Field("first_name", "First Name", "First Name", "First name", "Dana", of=_PERSON),
    Field("last_name", "Last Name", "Last Name", "Last name", "Wu", of=_PERSON),
    Field("email", "Email", "Email", "E-mail of the person", "dana.wu@snowpeak.example", of=_PERSON),
    Field(
        "linkedin_url",
        "LinkedIn URL",
        "LinkedIn URL",
        "LinkedIn profile of the person",
        "linkedin.com/in/dana-wu",
        of=_PERSON,
    ),
    Field("title", "Title", "Job Title", "Title at the customer", "VP Operations", of=_PERSON),
    Field("crm_id", "Contact ID", "Record ID", "Id of the person in the CRM", "003Qy00000XyZabIAF", of=_PERSON),
    Field("account_name", "Account Name", "Associated Company (Primary)", "The customer", "Snowpeak", required=True),
    Field("account_domain", "Website", "Company Domain Name", "Its web domain or address", "snowpeak.example"),
    Field(
        "account_crm_id", "Account ID", "Associated Company IDs (Primary)", "Its id in the CRM", "001Qy00000AbCdEIAV"
    ),
    Field(
        "layer",
        "Champion Layer",
        "Champion layer",
        "economic_buyer, power_user or executive_sponsor",
        "power_user",
        of=_PERSON,
    ),
    Field(
        "owner_email",
        "Contact Owner Email",
        "Contact owner email",
        "Colleague who knows the person",
        "ana.ruiz@example.com",
        of=_PERSON,
    ),
    Field("health", "Health", "Health", "Health of the customer: green, yellow or red", "green", of=_EITHER),
    Field("nps", "NPS", "NPS score", "What the person answered to the NPS question, 0 to 10", "9", of=_PERSON),
    Field("nps_on", "NPS Date", "NPS date", "Day of that answer", "2026-10-02", of=_PERSON),
    Field("csat", "CSAT", "CSAT score", "What the person answered to the CSAT question, 0 to 10", "9.5", of=_PERSON),
    Field("csat_on", "CSAT Date", "CSAT date", "Day of that answer", "2026-11-18", of=_PERSON),
    Field(
        "win_story",
        "Win Story",
        "Win story",
        "What went well for them, in a sentence",
        "Closed the books in two days",
        of=_PERSON,
    ),
    Field(
        "outcome", "Quantified Outcome", "Quantified outcome", "The same in numbers", "31 % less overtime", of=_PERSON
    ),
    Field(
        "escalation",
        "Active Escalation",
        "Active escalation",
        "Is a support escalation open: yes or no",
        "no",
        of=_EITHER,
    ),
    Field(
        "left_on",
        "Left Company Date",
        "Left company date",
        "Day on which the person left the customer",
        "2026-10-31",
        of=_PERSON,
    ),
    Field(
        "closed_won_on",
        "Closed Won Date",
        "Closed won date",
        "Day on which the account became a customer",
        "2026-10-30",
    ),
    Field("renewed_on", "Renewal Signed Date", "Renewal signed date", "Day of its last signed renewal", "2026-01-28"),
    Field("expanded_on", "Expansion Booked Date", "Expansion booked date", "Day of its last expansion", "2026-09-02"),
    Field("circle", "Circle", "Circle", "champion (also when empty) or ex_customer", "champion", of=_PERSON),
)


def read(tables: Sequence[Table], options: ReadOptions) -> Iterator[RowResult]:
    """Yield each person with role, job and state, and the value events of the person and the account."""
    return crm.read_reports(_NAME, FIELDS, _read_champion, tables, options)


def _read_champion(row: Row, report: crm.Report, colleagues: Colleagues) -> Iterator[Item]:
    account = crm.account(row, report, prefix="account_")
    person = _person(row, report, account)
    state = _state(row, report, person, account)
    circle = values.choice(row, "circle", _CIRCLES) or Circle.CHAMPION
    yield person
    yield account
    yield Role(person.key, circle, person.ref, company=account.key, owner=state.owner, seen_on=person.seen_on)
    yield _spell(person, account, state)
    yield state
    if state.csat is not None and state.csat_on:
        yield Trigger(account.key, TriggerKind.CSAT, state.csat_on, person.ref, person.key, state.csat)
    yield from crm.triggers(row, report, account.key)
    yield from colleagues.named(state.owner, None, person.ref, person.seen_on)


def _person(row: Row, report: crm.Report, account: Company) -> Person:
    name = _full_name(row)
    own, email = crm.crm_id(row, "crm_id"), values.email(row, "email")
    identity = own or (f"email/{email}" if email else f"name/{keys.plain(name)}@{account.key.id}")
    return Person(
        key=RecordKey(_NAME, identity),
        name=name,
        ref=report.ref(row),
        seen_on=report.table.observed_on,
        emails=(email,) if email else (),
        linkedin=values.text(row, "linkedin_url"),
        ids=crm.system_ids(own, report.table.shape, Thing.CONTACT),
        title=values.text(row, "title"),
        company=account.name,
    )


def _full_name(row: Row) -> str:
    parts = (values.text(row, "first_name"), values.text(row, "last_name"))
    name = values.text(row, "name") or " ".join(part for part in parts if part)
    if not name:
        raise BadRow("name", "the person has no name", "fill in name, or first_name and last_name")
    return name


def _spell(person: Person, account: Company, state: ChampionState) -> Spell:
    left = state.left_on
    return Spell(
        person=person.key,
        company=account.key,
        ref=person.ref,
        title=person.title,
        end=PartialDate.of(left) if left else None,
        seen_on=None if left and left <= person.seen_on else person.seen_on,
    )


def _state(row: Row, report: crm.Report, person: Person, account: Company) -> ChampionState:
    return ChampionState(
        person=person.key,
        company=account.key,
        seen_on=person.seen_on,
        ref=person.ref,
        layer=_layer(row),
        owner=values.email(row, "owner_email"),
        health=crm.health(row),
        nps=_nps(row),
        nps_on=report.past_day(row, "nps_on"),
        csat=_csat(row),
        csat_on=report.past_day(row, "csat_on"),
        win_story=values.text(row, "win_story"),
        outcome=values.text(row, "outcome"),
        escalation=values.yes_no(row, "escalation"),
        left_on=report.day(row, "left_on"),
    )


def _layer(row: Row) -> Layer | None:
    told = values.text(row, "layer")
    return None if told and told.casefold() in _NO_LAYER else values.choice(row, "layer", _LAYERS)


def _nps(row: Row) -> int | None:
    nps = values.integer(row, "nps")
    if nps is not None and not 0 <= nps <= 10:
        fix = "write this person's own answer, 0 to 10; a score from -100 to 100 belongs to the whole account"
        raise BadRow("nps", "one person's answer lies between 0 and 10", fix)
    return nps


def _csat(row: Row) -> float | None:
    csat = values.number(row, "csat")
    if csat is not None and not 0 <= csat <= 10:
        fix = (
            'write it on a scale of 0 to 10, or import with --map and a profile that says [values.csat] "75-100" = "9"'
        )
        raise BadRow("csat", "this lies outside 0 to 10", fix)
    return csat


SOURCE = Source(
    name=_NAME,
    summary="Our customers' people, with health, NPS, CSAT, win story and value events",
    shapes=crm.shapes(FIELDS),
    read=read,
)
