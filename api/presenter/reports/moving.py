"""Reports on people who changed their seat: champions who left a customer, newcomers at target accounts."""

from __future__ import annotations

from datetime import date, timedelta

from api.presenter.reports.cells import (
    Row,
    began,
    company_name,
    employer_of,
    heat_of,
    iso,
    owner_of,
    person_name,
    title_of,
    verdict_of,
)
from api.presenter.reports.ways import best_ways, staff
from api.workspace import Scene
from orbit.graph.published_book import RoleRow, role_rows
from orbit.model import AccountKind, Circle, EntityId


def moved_champions(scene: Scene) -> list[Row]:
    """One row for each champion who is no longer at the customer, those now at a target account first."""
    champions = [role for role in role_rows(scene.book, scene.as_of) if role.circle == Circle.CHAMPION.value]
    rows = (_moved(scene, role, EntityId(role.company)) for role in champions if role.company is not None)
    return sorted((row for row in rows if row is not None), key=_most_useful)


def new_in_seat(scene: Scene) -> list[Row]:
    """One row for each person at a target account whose job began while a signal of it would last, newest first."""
    earliest = scene.as_of - timedelta(days=scene.policy.signals.expiry_days)
    seats = [
        (account, person, since)
        for account, people in staff(scene).items()
        for person in people
        if (since := began(scene, person)) is not None and since >= earliest
    ]
    seats.sort(key=lambda seat: (-seat[2].toordinal(), seat[1]))
    return [_newcomer(scene, account, person, since) for account, person, since in seats]


def _moved(scene: Scene, role: RoleRow, customer: EntityId) -> Row | None:
    person = EntityId(role.person)
    employer = employer_of(scene, person)
    if employer == customer:
        employer = None
    if role.left_on is None and employer is None:
        return None
    account = scene.book.account(employer, scene.as_of) if employer else None
    decided = verdict_of(scene, person)
    return {
        "champion": person_name(scene, person),
        "customer": company_name(scene, customer),
        "left_on": iso(role.left_on),
        "now_at": company_name(scene, employer) if employer else None,
        "title": title_of(scene, person) if employer else None,
        "account_kind": account.kind.value if account else None,
        "may_ask": decided.status.value,
        "opens_on": iso(decided.opens_on),
        "champion_id": person,
        "customer_id": customer,
        "account_id": employer,
    }


def _newcomer(scene: Scene, account: EntityId, person: EntityId, since: date) -> Row:
    best = best_ways(scene).get(person)
    return {
        "person": person_name(scene, person),
        "title": title_of(scene, person),
        "account": company_name(scene, account),
        "owner": owner_of(scene, account),
        "heat": heat_of(scene, account),
        "since": iso(since),
        "best_connector": person_name(scene, best.connector) if best else None,
        "best_chance": best.chance if best else None,
        "person_id": person,
        "account_id": account,
        "connector_id": best.connector if best else None,
    }


def _most_useful(row: Row) -> tuple[bool, int, str, str]:
    left = date.fromisoformat(row["left_on"]).toordinal() if row["left_on"] else 0
    return row["account_kind"] != AccountKind.TARGET.value, -left, row["champion_id"], row["customer_id"]
