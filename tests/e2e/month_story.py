"""A small world for a rep's month, told around a day: Ana, three who may help her, and three whom she wants to meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from api.workspace import Workspace
from orbit.model import AccountKind, Circle, Health, Item, TriggerKind
from orbit.settings import read_settings
from tests.api.presenter.story import ANA, tell
from tests.factories import account_state, champion_state, company, person, ref, role, signal, spell, trigger

__all__ = ["ANA", "make_world"]

_LONG_AGO = "2020-01-01"
_JOB = "Account Executive"


def make_world(home: Path, day: date) -> None:
    """Make a workspace in which, on a day, Bo may be asked by a value event, Eva and Finn at any time."""
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        tell(workspace, *_people(), *_companies(), *_roles(), *_customer(day), *_targets(day), *_careers(day))


def escalate(home: Path, day: date) -> None:
    """Let the CRM tell that a support escalation is open at Bo's company."""
    with Workspace.open(read_settings(home, {})) as workspace:
        state = account_state("northwind", AccountKind.CUSTOMER, owner=ANA, arr=50_000, seen_on=day)
        tell(workspace, replace(state, escalation=True, renewal_on=day + timedelta(days=200)), observed_on=day)


def _people() -> list[Item]:
    names = {"ana": "Ana Ruiz", "bo": "Bo Krantz", "eva": "Eva Lind", "finn": "Finn Mora"}
    targets = {"dana": "Dana Wu", "gil": "Gil Sato", "hana": "Hana Noor"}
    addresses = {
        "ana": ANA,
        "bo": "bo@northwind.example",
        "eva": "eva@tidewell.example",
        "finn": "finn@tidewell.example",
    }
    return [
        person(who, name, emails=[addresses[who]] if who in addresses else [])
        for who, name in (names | targets).items()
    ]


def _companies() -> list[Item]:
    heads = {"oldco": 40, "pastco": 30, "thenco": 30}
    known = ("tidewell", "northwind", "snowpeak", "glacier", "moraine", *heads)
    return [company(one, one.title(), domains=[f"{one}.example"], headcount=heads.get(one)) for one in known]


def _roles() -> list[Item]:
    team = [role(who, Circle.TEAM, "tidewell", seen_on=_LONG_AGO) for who in ("ana", "eva", "finn")]
    return [*team, role("bo", Circle.CHAMPION, "northwind", owner=ANA, seen_on=_LONG_AGO)]


def _customer(day: date) -> list[Item]:
    account = account_state("northwind", AccountKind.CUSTOMER, owner=ANA, arr=50_000, seen_on=_LONG_AGO)
    champion = champion_state("bo", "northwind", nps=10, win_story="Bo cut forecast time in half.", seen_on=_LONG_AGO)
    return [
        replace(account, renewal_on=day + timedelta(days=200)),
        replace(champion, health=Health.GREEN),
        trigger("northwind", TriggerKind.RENEWAL, day - timedelta(days=1)),
    ]


def _targets(day: date) -> list[Item]:
    accounts = [account_state(one, owner=ANA, seen_on=_LONG_AGO) for one in ("snowpeak", "glacier", "moraine")]
    wanted = (("snowpeak", "VP Sales"), ("glacier", "Account Executive"), ("moraine", "Sales Manager"))
    posted = [
        signal(one, on=day - timedelta(days=5), id=one, title=f"{title} role posted", at=ref(line, file="jobs.json"))
        for line, (one, title) in enumerate(wanted, 5)
    ]
    return [*accounts, *posted]


def _careers(day: date) -> list[Item]:
    pairs = (("bo", "dana", "oldco"), ("eva", "gil", "pastco"), ("finn", "hana", "thenco"))
    together = [spell(who, where, _JOB, "2012-01", "2018-06") for *two, where in pairs for who in two]
    now = (("dana", "snowpeak"), ("gil", "glacier"), ("hana", "moraine"), ("bo", "northwind"))
    ours = [spell(who, "tidewell", _JOB, "2019-01", seen_on=day) for who in ("ana", "eva", "finn")]
    return [*together, *ours, *(spell(who, where, "VP Sales", "2018-07", seen_on=day) for who, where in now)]
