"""An answer for a past day is the answer of a workspace that knew only what was true until that day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.presenter import PathsRequest, Presenter
from api.workspace import ABOUT, COMPANY, DOMAIN, Workspace
from orbit.model import EntityKind, Fact, Investment, Role, Signal, Spell, Tie, Trigger
from orbit.resolve.identify import identifiers
from orbit.settings import read_settings
from orbit.store.base import FactKind, Store, StoredFact
from tests.factories import import_log

DAYS = [date(2018, 6, 30), date(2024, 2, 29), date(2026, 6, 1), date(2026, 11, 1)]


@pytest.fixture(scope="module", params=DAYS, ids=str)
def day(request: pytest.FixtureRequest) -> date:
    day: date = request.param
    return day


@pytest.fixture(scope="module")
def past(demo: Workspace, day: date, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Presenter]:
    """The presenter of a copy of the fictional company that ends on that day."""
    home = tmp_path_factory.mktemp("past")
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        _copy(demo.store, workspace.store, day)
        yield Presenter(workspace)


def _copy(full: Store, store: Store, day: date) -> None:
    records = sorted((row for kind in EntityKind for row in full.records(kind)), key=lambda row: row.seq)
    with store.writing() as batch:
        number = batch.begin_import(import_log())
        batch.put([row.record for row in records], import_id=number)
        facts = (known_on(row, day) for kind in FactKind for row in full.facts(kind))
        batch.put([fact for told in facts for fact in told], import_id=number)
        for name in (COMPANY, DOMAIN, ABOUT):
            batch.set_meta(name, full.meta(name) or "")
    with store.writing() as batch:
        for kind in EntityKind:
            keys = {seq: key for key, seq in full.numbers(kind).items()}
            numbers = store.numbers(kind)
            members = [member._replace(seq=numbers[keys[member.seq]]) for member in full.members(kind)]
            batch.assign(kind, members)
            batch.identify(
                (row.seq, identifier) for row in store.records(kind) for identifier in identifiers(row.record)
            )


def known_on(row: StoredFact, day: date) -> Sequence[Fact]:
    """What was true of a fact until a day: nothing that began later, and what lasted longer is still going on."""
    fact = row.fact
    if isinstance(fact, Spell):
        return _spell(fact, row.seen_first, row.seen_last, day)
    if isinstance(fact, Tie | Signal | Trigger):
        since = fact.on
    elif isinstance(fact, Investment):
        since = fact.on.earliest if fact.on else None
    elif isinstance(fact, Role) and fact.start is not None:
        since = fact.start.earliest
    else:
        since = row.seen_first or fact.seen_on
    return [fact] if since is None or since <= day else []


def _spell(fact: Spell, seen_first: date | None, seen_last: date | None, day: date) -> Sequence[Spell]:
    begins = fact.start.earliest if fact.start else (seen_first if fact.end is None else fact.end.earliest)
    if begins is not None and begins > day:
        return []
    if fact.end is not None:
        return [replace(fact, end=None, seen_on=day)] if fact.end.earliest > day else [fact]
    sightings = {None if seen is None else min(seen, day) for seen in (seen_first, seen_last)}
    return [replace(fact, seen_on=seen) for seen in sightings]


def answers(presenter: Presenter, day: date, accounts: list[str]) -> list[dict[str, Any]]:
    request = PathsRequest(requester=None, title=None, limit=100, as_of=day)
    return [presenter.paths(account, request) | {"revision": 0} for account in accounts]


def test_every_path_is_that_of_a_workspace_that_ends_on_the_day(demo: Workspace, past: Presenter, day: date) -> None:
    items = Presenter(demo).accounts(as_of=date(2026, 11, 21), limit=500, cursor=None)["items"]
    accounts = [item["id"] for item in items]

    assert answers(Presenter(demo), day, accounts) == answers(past, day, accounts)


def test_the_week_is_that_of_a_workspace_that_ends_on_the_day(demo: Workspace, past: Presenter, day: date) -> None:
    assert Presenter(demo).week(rep=None, as_of=day) == past.week(rep=None, as_of=day)


def test_champions_are_those_of_a_workspace_that_ends_on_the_day(demo: Workspace, past: Presenter, day: date) -> None:
    assert Presenter(demo).champions(rep=None, as_of=day) == past.champions(rep=None, as_of=day)
