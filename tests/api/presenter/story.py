"""A small story: Ana sells for Tidewell; Bo, her champion at Northwind, once worked with Dana of Snowpeak."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from api.workspace import ABOUT, COMPANY, DOMAIN, Workspace
from orbit.model import AccountKind, Circle, EntityKind, Health, Item, Outcome, TriggerKind
from orbit.resolve.run import resolve
from tests.factories import (
    DAY,
    NOON,
    account_state,
    champion_state,
    company,
    import_log,
    person,
    ref,
    role,
    signal,
    spell,
    trigger,
)
from tests.factories import key as record

ANA = "ana.ruiz@tidewell.example"
AE = "Account Executive"

PEOPLE: list[Item] = [
    person("ana", "Ana Ruiz", emails=[ANA], linkedin="https://www.linkedin.com/in/ana-ruiz"),
    person("bo", "Bo Krantz", emails=["bo@northwind.example"], linkedin="https://www.linkedin.com/in/bo-krantz"),
    person("dana", "Dana Wu", emails=["dana.wu@snowpeak.example"], linkedin="https://www.linkedin.com/in/dana-wu"),
]
COMPANIES: list[Item] = [
    company("tidewell", domains=["tidewell.example"]),
    company("northwind", domains=["northwind.example"]),
    company("oldco", domains=["oldco.example"], headcount=40),
    company(
        "snowpeak",
        "Snowpeak GmbH",
        domains=["snowpeak.example"],
        linkedin="https://www.linkedin.com/company/snowpeak",
        ids=["salesforce:-:Account:001A"],
    ),
]
ROLES: list[Item] = [
    role("ana", seen_on="2020-01-01"),
    role("bo", Circle.CHAMPION, "northwind", owner=ANA, seen_on="2020-01-01"),
]
CUSTOMER: list[Item] = [
    account_state("northwind", AccountKind.CUSTOMER, owner=ANA, arr=50_000, seen_on="2020-01-01"),
    replace(
        champion_state("bo", "northwind", nps=10, win_story="Bo cut forecast time in half.", seen_on="2020-01-01"),
        health=Health.GREEN,
        outcome="50 % faster forecasts",
    ),
    trigger("northwind", TriggerKind.CSAT, "2026-11-19", who="bo", score=9.5),
]
TARGET: list[Item] = [account_state("snowpeak", owner=ANA, seen_on="2020-01-01")]
SIGNALS: list[Item] = [
    signal("snowpeak", on="2026-11-10", title="VP Sales role posted", at=ref(5, file="jobs.json", source="signals"))
]
SPELLS: list[Item] = [
    spell("bo", "oldco", AE, "2015-01", "2019-01", at=ref(3, file="careers.jsonl")),
    spell("dana", "oldco", AE, "2014-01", "2018-06", at=ref(4, file="careers.jsonl")),
    spell("bo", "northwind", "VP Sales", "2019-02", seen_on=DAY),
    spell("dana", "snowpeak", "VP Sales", "2018-07", seen_on=DAY),
]
STORY: list[Item] = [*PEOPLE, *COMPANIES, *ROLES, *CUSTOMER, *TARGET, *SIGNALS, *SPELLS]


@dataclass(frozen=True)
class Told:
    """A workspace that was told a story."""

    workspace: Workspace

    def entity(self, who: str, kind: EntityKind = EntityKind.PERSON) -> str:
        """Return the id under which a record is known."""
        store = self.workspace.store
        number = store.numbers(kind)[record(who)]
        return next(member.entity for member in store.members(kind) if member.seq == number)


def tell(workspace: Workspace, *items: Item, observed_on: date = DAY) -> Told:
    """Take items in as one import, resolve, and say who we are."""
    with workspace.store.writing() as batch:
        number = batch.begin_import(import_log(observed_on=observed_on))
        batch.put(items, import_id=number)
        batch.end_import(number, rows=1, outcomes={Outcome.CREATED: 1})
        batch.set_meta(COMPANY, "Tidewell")
        batch.set_meta(DOMAIN, "tidewell.example")
        batch.set_meta(ABOUT, "Tidewell shows sales teams which deals will close.")
    resolve(workspace.store, at=NOON)
    return Told(workspace)
