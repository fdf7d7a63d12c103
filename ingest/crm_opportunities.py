"""Deals as the CRM lists them: at which account, created and closed when, won or not, and where they came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from ingest.intake import crm, keys, money, values
from ingest.intake.colleagues import Colleagues
from ingest.intake.contract import ReadOptions, Row, RowResult, Source, Table
from ingest.intake.crm import Thing
from ingest.intake.deals import DATED, SHAPES
from ingest.intake.settled import REMEMBERED
from orbit import names
from orbit.errors import BadRow
from orbit.model import Company, Item, Opportunity, Person, RecordKey

_NAME = "crm_opportunities"
_SPACED = re.compile(r"[\W_]+")
_WITH_EMAIL = re.compile(r"(.+?) ?\((\S+@\S+)\)")


class _Standing(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


_STATUSES = {standing.value: standing for standing in _Standing}
# The stages that Salesforce and HubSpot come with. Of any other stage nobody can know: flags have to tell.
_STAGES = {
    "closed won": _Standing.WON,
    "closedwon": _Standing.WON,
    "won": _Standing.WON,
    "closed lost": _Standing.LOST,
    "closedlost": _Standing.LOST,
    "lost": _Standing.LOST,
} | dict.fromkeys(
    (
        "prospecting", "qualification", "needs analysis", "value proposition", "id decision makers",
        "perception analysis", "proposal price quote", "negotiation review", "appointment scheduled",
        "qualified to buy", "presentation scheduled", "decision maker bought in", "contract sent",
    ),
    _Standing.OPEN,
)  # fmt: skip


def read(tables: Sequence[Table], options: ReadOptions) -> Iterator[RowResult]:
    """Yield each deal with its account, its rep, and its primary contact where one is named."""
    first: dict[tuple[str, str], Opportunity] = {}

    def read_row(row: Row, report: crm.Report, colleagues: Colleagues) -> Iterator[Item]:
        return _read_deal(row, report, colleagues, first)

    return crm.read_dated(_NAME, DATED, read_row, tables, options)


def _read_deal(
    row: Row, report: crm.Report, colleagues: Colleagues, first: dict[tuple[str, str], Opportunity]
) -> Iterator[Item]:
    account = _account(row, report)
    contact = _contact(row, report, account)
    deal = _opportunity(row, report, account, contact)
    yield _told_before(deal, first)
    yield account
    if contact is not None:
        yield contact
    yield from colleagues.named(deal.owner, deal.owner_name, deal.ref, deal.seen_on)


def _told_before(deal: Opportunity, first: dict[tuple[str, str], Opportunity]) -> Opportunity:
    """Reports repeat a deal for each of its contacts or products: the first row tells it, others may not differ."""
    told = first.setdefault((deal.ref.file, deal.id), deal)
    if len(first) > REMEMBERED:
        del first[next(iter(first))]
    if replace(deal, ref=told.ref, person=told.person) != told:
        reason = f"line {told.ref.line} tells of the deal with this id, and something else"
        raise BadRow("crm_id", reason, "give each deal an id of its own, or keep one of the two rows")
    return told


def _account(row: Row, report: crm.Report) -> Company:
    if values.text(row, "account_name"):
        return crm.account(row, report, prefix="account_")
    own = crm.crm_id(row, "account_crm_id")
    if own is None:
        raise BadRow("account_name", "the deal names no account", "fill in account_name or account_crm_id")
    ids = crm.system_ids(own, report.table.shape, Thing.ACCOUNT)
    return Company(
        key=RecordKey(_NAME, keys.company_id("", own=own)),
        # Field exports know an account by its id alone: it has its name from its own record.
        name=ids[0].rpartition(":")[2].casefold(),
        ref=report.ref(row),
        seen_on=report.table.observed_on,
        domains=crm.web_domains(row, "account_domain"),
        ids=ids,
    )


def _opportunity(row: Row, report: crm.Report, account: Company, contact: Person | None) -> Opportunity:
    name = values.required(row, "opportunity_name")
    created_on = report.past_day(row, "created_on")
    if created_on is None:
        raise BadRow("created_on", "this is empty", "write the day on which the deal was created")
    owner, owner_name = _owner(row)
    code = money.currency(row, "currency")
    deal = Opportunity(
        company=account.key,
        id=_id(row, report) or f"{_NAME}:-:deal:{account.key.id}/{keys.plain(name)}/{created_on}",
        name=name,
        created_on=created_on,
        seen_on=report.table.observed_on,
        ref=report.ref(row),
        person=None if contact is None else contact.key,
        amount=money.amount(row, "amount", code),
        currency=code,
        stage=values.text(row, "stage"),
        owner=owner,
        owner_name=owner_name,
        lead_source=values.text(row, "lead_source"),
    )
    return _with_standing(deal, row, report)


def _id(row: Row, report: crm.Report) -> str | None:
    own = crm.crm_id(row, "crm_id")
    return next(iter(crm.system_ids(own, report.table.shape, Thing.OPPORTUNITY)), None)


def _with_standing(deal: Opportunity, row: Row, report: crm.Report) -> Opportunity:
    standing, is_closed = _standing(row)
    if standing is _Standing.WON:
        closed_on = report.past_day(row, "won_on") or report.past_day(row, "closed_on")
        if closed_on is None:
            raise BadRow("closed_on", "this is empty", "write the day on which the deal was won")
    else:
        closed_on = report.day(row, "lost_on") or report.day(row, "closed_on") or report.day(row, "expected_on")
    is_won = None if standing is None else standing is _Standing.WON
    return replace(deal, is_closed=is_closed, is_won=is_won, closed_on=closed_on)


def _standing(row: Row) -> tuple[_Standing | None, bool | None]:
    """Whether a deal is open, won or lost, and whether it is closed; None of what neither flags nor stage tell."""
    told = _flagged(row)
    if told is None and (stage := values.text(row, "stage")):
        told = _STAGES.get(_SPACED.sub(" ", stage).strip().casefold())
    if told is not None:
        return told, told is not _Standing.OPEN
    return None, values.yes_no(row, "is_closed")


def _flagged(row: Row) -> _Standing | None:
    status = values.choice(row, "status", _STATUSES)
    is_won, is_lost = values.yes_no(row, "is_won"), values.yes_no(row, "is_lost")
    is_closed = values.yes_no(row, "is_closed")
    if is_won and (is_closed is False or is_lost or status not in {None, _Standing.WON}):
        raise BadRow("is_won", "this says won, and another column says otherwise", "mend the one that is wrong")
    if status is not None:
        return status
    if is_won:
        return _Standing.WON
    if is_lost or (is_closed and is_won is False):
        return _Standing.LOST
    return _Standing.OPEN if is_closed is False else None


def _owner(row: Row) -> tuple[str | None, str | None]:
    """The rep's e-mail and name; some exports write the e-mail where the name belongs."""
    email, name = values.email(row, "owner_email"), values.text(row, "owner_name")
    if name and "@" in name:
        return email or names.email_address(name), None
    return email, name


def _contact(row: Row, report: crm.Report, account: Company) -> Person | None:
    """The primary contact; nobody where several are named, or one by an id alone."""
    name, email = values.text(row, "contact_name"), values.email(row, "contact_email")
    if name and (match := _WITH_EMAIL.fullmatch(name)):
        name, email = match[1], email or names.email_address(match[2])
    if not name or ";" in name:
        return None
    own = values.text(row, "contact_crm_id")
    own = None if own is None or ";" in own else crm.crm_id(row, "contact_crm_id")
    return Person(
        key=RecordKey(_NAME, keys.person_id(name, own=own, email=email, company=account.key.id)),
        name=name,
        ref=report.ref(row),
        seen_on=report.table.observed_on,
        emails=(email,) if email else (),
        ids=crm.system_ids(own, report.table.shape, Thing.CONTACT),
        company=values.text(row, "account_name"),
    )


SOURCE = Source(
    name=_NAME,
    summary="Opportunities from the CRM: created and closed when, won or not, worth how much, and from which source",
    shapes=SHAPES,
    read=read,
)
