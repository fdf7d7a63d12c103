"""Reports on who of our people gets us where: the best, the unused, the accounts with one way in, few, or none."""

from __future__ import annotations

from collections.abc import Sequence

from api.presenter.reports.cells import (
    Row,
    circles_of,
    company_name,
    domain_of,
    heat_of,
    iso,
    owner_of,
    person_name,
    verdict_of,
)
from api.presenter.reports.ways import Way, staff, targets, ways, ways_by_connector
from api.presenter.week.week import week_plan
from api.workspace import Scene
from orbit.asks.gate.verdict import Status
from orbit.model import EntityId
from orbit.signals import distinct, freshness


def best_connectors(scene: Scene) -> list[Row]:
    """One row for each of our people who gets to anybody at a target account, those with most accounts first."""
    rows = [_connector(scene, connector, opened) for connector, opened in ways_by_connector(scene).items()]
    return sorted(rows, key=_most_accounts)


def unused_connectors(scene: Scene) -> list[Row]:
    """The same, of those who may be asked and whom nobody plans to ask this week."""
    asked = {ask.connector.id for of_rep in week_plan(scene).weeks for ask in of_rep.asks}
    rows = best_connectors(scene)
    return [row for row in rows if row["connector_id"] not in asked and row["may_ask"] != Status.BLOCKED.value]


def coverage_gaps(scene: Scene) -> list[Row]:
    """One row for each target account without a way in, the hottest first."""
    reached = ways(scene)
    rows = [_gap(scene, account) for account in targets(scene) if account not in reached]
    return sorted(rows, key=_hottest)


def single_threaded(scene: Scene) -> list[Row]:
    """One row for each target account into which all ways lead over one person, the hottest first."""
    alone = {account: found for account, found in ways(scene).items() if len(_connectors(found)) == 1}
    return sorted((_thread(scene, account, found) for account, found in alone.items()), key=_hottest)


def warm_accounts(scene: Scene) -> list[Row]:
    """One row for each target account with a fresh signal and a way in, the hottest first."""
    rows = [_warm(scene, account, found) for account, found in ways(scene).items() if heat_of(scene, account) > 0]
    return sorted(rows, key=_hottest)


def _connector(scene: Scene, connector: EntityId, opened: Sequence[Way]) -> Row:
    return {
        "connector": person_name(scene, connector),
        "circles": circles_of(scene, connector),
        "accounts": len({way.account for way in opened}),
        "people": len({way.person for way in opened}),
        "best_chance": max(way.chance for way in opened),
        "may_ask": verdict_of(scene, connector).status.value,
        "connector_id": connector,
    }


def _gap(scene: Scene, account: EntityId) -> Row:
    return {
        "account": company_name(scene, account),
        "domain": domain_of(scene, account),
        "owner": owner_of(scene, account),
        "heat": heat_of(scene, account),
        "people_known": len(staff(scene).get(account, ())),
        "account_id": account,
    }


def _thread(scene: Scene, account: EntityId, found: Sequence[Way]) -> Row:
    connector = found[0].connector
    decided = verdict_of(scene, connector)
    return {
        "account": company_name(scene, account),
        "owner": owner_of(scene, account),
        "heat": heat_of(scene, account),
        "connector": person_name(scene, connector),
        "people": len({way.person for way in found}),
        "best_chance": max(way.chance for way in found),
        "may_ask": decided.status.value,
        "opens_on": iso(decided.opens_on),
        "account_id": account,
        "connector_id": connector,
    }


def _warm(scene: Scene, account: EntityId, found: Sequence[Way]) -> Row:
    best = min(found, key=lambda way: way.rank)
    fresh = _fresh_signals(scene, account)
    return {
        "account": company_name(scene, account),
        "owner": owner_of(scene, account),
        "heat": heat_of(scene, account),
        "signals": len(fresh),
        "freshest": fresh[0] if fresh else None,
        "connectors": len(_connectors(found)),
        "best_connector": person_name(scene, best.connector),
        "best_chance": best.chance,
        "may_ask": verdict_of(scene, best.connector).status.value,
        "account_id": account,
        "connector_id": best.connector,
    }


def _fresh_signals(scene: Scene, account: EntityId) -> list[str]:
    """The titles of an account's signals that have not expired, the freshest first."""
    day, policy = scene.as_of, scene.policy.signals
    told = [(freshness(one.kind, one.on, day, policy), one) for one in distinct(scene.book.signals(account, day))]
    ranked = sorted(told, key=lambda item: (-item[0], -item[1].on.toordinal(), item[1].fact))
    return [signal.title for fresh, signal in ranked if fresh > 0]


def _connectors(found: Sequence[Way]) -> set[EntityId]:
    return {way.connector for way in found}


def _most_accounts(row: Row) -> tuple[int, int, float, str]:
    return -row["accounts"], -row["people"], -row["best_chance"], row["connector_id"]


def _hottest(row: Row) -> tuple[float, str]:
    return -row["heat"], row["account_id"]
