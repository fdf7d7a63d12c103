"""Asks as a Salesforce keeps them: two fields on the records of an object that each company chooses for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from api.presenter.asks.asks import Chosen, company_form, known_asks, party_form
from api.workspace import Scene
from orbit.asks.log.ask import Ask
from orbit.errors import UsageError
from orbit.model import Company, EntityId
from orbit.store.base import Store

# The first two say to which record a line belongs: its own id where one is on file, and that of the account. Where
# neither is, name and domain of the account do.
COLUMNS = (
    "Id",
    "AccountId",
    "Referral_Ask__c",
    "Referral_Candidate_Name__c",
    "Account_Name",
    "Account_Domain",
    "Orbit_Ask_Number",
    "Asked_On",
    "Asked_Of",
    "Asked_By",
    "Outcome",
)
_SYSTEM, _ACCOUNT = "salesforce", "account"
_OBJECT = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,79}")


def salesforce_rows(store: Store, scene: Scene, object_name: str, chosen: Chosen) -> list[dict[str, str]]:
    """One row for each ask that was made, whatever became of it, oldest first; planned ones were not made yet.

    Raises UsageError for what is no name of an object.
    """
    if not _OBJECT.fullmatch(object_name):
        raise UsageError(f"{object_name!r} is no name of a Salesforce object; use its API name, such as Opportunity")
    made = [ask for ask in known_asks(scene) if ask.asked_on is not None and chosen.fits(ask)]
    return [_row(store, scene, object_name.casefold(), ask) for ask in made]


def _row(store: Store, scene: Scene, object_name: str, ask: Ask) -> dict[str, str]:
    ids, account = dict(_ids(store, ask.plan.account)), company_form(scene, ask.plan.account)
    values = (
        ids.get(object_name, ""),
        ids.get(_ACCOUNT, ""),
        "TRUE",
        _name(scene, ask.plan.target),
        account["name"] if account else "",
        (account["domain"] or "") if account else "",
        str(ask.id),
        ask.asked_on.isoformat() if ask.asked_on else "",
        _name(scene, ask.plan.connector),
        _name(scene, ask.plan.requester),
        ask.state.value,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _ids(store: Store, company: EntityId | None) -> Iterator[tuple[str, str]]:
    """The Salesforce ids on file of a company, by object; of several of one object, the last."""
    records = store.records_of(company) if company else []
    told = (text for stored in records if isinstance(stored.record, Company) for text in stored.record.ids)
    for system, _, kind, number in (text.split(":", 3) for text in told if text.count(":") >= 3):
        if system.casefold() == _SYSTEM:
            yield kind.casefold(), number


def _name(scene: Scene, person: EntityId | None) -> str:
    form = party_form(scene, person, "")
    return str(form["name"]) if form else ""
