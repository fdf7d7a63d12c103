"""What columns of several reports hold, by the ids of people and accounts, as plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from api.workspace import Scene
from orbit.asks.gate.verdict import Verdict
from orbit.graph.targets import NOBODY
from orbit.model import EntityId
from orbit.signals import heat

Row = dict[str, Any]


def person_name(scene: Scene, person: EntityId) -> str | None:
    """The name of a person."""
    number = scene.view.snapshot.person(person)
    return None if number is None else scene.view.snapshot.name_of_person(number)


def company_name(scene: Scene, company: EntityId) -> str | None:
    """The name of a company."""
    number = scene.view.snapshot.company(company)
    return None if number is None else scene.view.snapshot.name_of_company(number)


def domain_of(scene: Scene, company: EntityId) -> str | None:
    """The web domain of a company."""
    number = scene.view.snapshot.company(company)
    return None if number is None else scene.view.snapshot.domain_of(number)


def heat_of(scene: Scene, company: EntityId) -> float:
    """How hot an account is, 0..1."""
    return heat(scene.book.signals(company, scene.as_of), scene.as_of, scene.policy.signals).value


def owner_of(scene: Scene, company: EntityId) -> str | None:
    """Who owns an account, as an e-mail address."""
    account = scene.book.account(company, scene.as_of)
    return account.owner if account else None


def circles_of(scene: Scene, person: EntityId) -> list[str]:
    """The circles that make a person one of ours, in order."""
    return sorted({role.circle.value for role in scene.book.roles_of(person, scene.as_of)})


def verdict_of(scene: Scene, person: EntityId) -> Verdict:
    """May an account executive ask one of our people?"""
    return scene.verdict(person, scene.anybody)


def title_of(scene: Scene, person: EntityId) -> str | None:
    """The title of the job that a person holds."""
    job = _job(scene, person)
    return None if job is None else scene.view.snapshot.title_text(int(scene.view.places.title[job]))


def employer_of(scene: Scene, person: EntityId) -> EntityId | None:
    """Where a person works, as far as known."""
    job = _job(scene, person)
    return None if job is None else scene.view.snapshot.company_entity(int(scene.view.places.company[job]))


def began(scene: Scene, person: EntityId) -> date | None:
    """The first day that the job which a person holds can have had."""
    job = _job(scene, person)
    return None if job is None else date.fromordinal(int(scene.view.places.start[job]))


def iso(day: date | None) -> str | None:
    """A day as text."""
    return None if day is None else day.isoformat()


def _job(scene: Scene, person: EntityId) -> int | None:
    number = scene.view.snapshot.person(person)
    job = NOBODY if number is None else int(scene.view.jobs[number])
    return None if job == NOBODY else job
