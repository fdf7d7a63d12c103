"""A workspace of any size to try by hand: the made-up crowd of `bench.crowd` in a store, with accounts and signals.

Run it as `python -m bench.crowd_workspace --people 1000000 --home big`; then `orbit paths company00000777.example
--as-of 2026-11-21 --home big` and whatever else a rep would type.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path

import numpy as np

from api.importing import new_salt
from api.workspace import ABOUT, COMPANY, DOMAIN, Workspace
from bench.crowd import DAY, FRIEND_WILLING, TITLES, crowd_snapshot, crowd_willing
from bench.sides import take_in
from ingest.intake.screening import SALT
from orbit.dates import PartialDate
from orbit.errors import UsageError
from orbit.graph.snapshot import FAR_FUTURE, Snapshot
from orbit.model import (
    AccountKind,
    AccountState,
    Circle,
    Company,
    EntityKind,
    Item,
    Person,
    RecordKey,
    Ref,
    Role,
    Signal,
    SignalKind,
    Spell,
    Tie,
    TieKind,
)
from orbit.resolve.entity import entity_id
from orbit.resolve.identify import identifiers
from orbit.settings import read_settings
from orbit.store.base import Member, Store

ACCOUNTS = 10_000
_SOURCE = "bench"
_IMPORT = 50_000
_SIGNAL_EVERY = 3
_US = "Crowd & Company"
_ABOUT = f"{_US} shows sales teams which of their deals will close this quarter."


def make_workspace(home: Path, people: int, say: Callable[[str], object]) -> None:
    """Write a crowd of so many people into a new workspace, each record its own person or company."""
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        store = workspace.store
        if store.imports():
            raise UsageError(f"{home} holds imported data; choose another folder.")
        snapshot, willing = crowd_snapshot(people), crowd_willing(people)
        told = 0
        for number, some in enumerate(_batched(_items(snapshot, willing.tolist()), _IMPORT)):
            take_in(store, some, f"{number}.csv", DAY)
            told += len(some)
            if number % 10 == 0:
                say(f"Wrote {told:,} records and facts …")
        say("Telling who is who …")
        for kind in EntityKind:
            _assign(store, kind)
        with store.writing() as batch:
            for name, value in {SALT: new_salt(), COMPANY: _US, DOMAIN: "orbit.example", ABOUT: _ABOUT}.items():
                batch.set_meta(name, value)
        say("Making what answers come from …")
        workspace.scene(DAY)


def _items(snapshot: Snapshot, willing: Sequence[float]) -> Iterator[Item]:
    ours = [number for number, value in enumerate(willing) if value > 0]
    team = [number for number in ours if willing[number] > FRIEND_WILLING]
    yield from (_company(snapshot, number) for number in range(snapshot.companies))
    yield from (_person(snapshot, number) for number in range(snapshot.persons))
    yield from _spells(snapshot)
    yield from _ties(snapshot, frozenset(team))
    ends = np.asarray(snapshot.fact_to) == FAR_FUTURE
    staffed = np.unique(snapshot.fact_company[ends])[1:]
    accounts = staffed[np.linspace(0, len(staffed) - 1, min(ACCOUNTS, len(staffed))).astype(np.int64)].tolist()
    yield from _roles(ours, frozenset(team))
    for place, number in enumerate(accounts):
        yield _account(number, _email(team[place % len(team)]))
        if place % _SIGNAL_EVERY == 0:
            title = f"{TITLES[place % len(TITLES)]} role posted"
            on = DAY - timedelta(days=place % 60)
            yield Signal(_key("c", number), SignalKind.HIRING, f"s{number}", title, on, _ref(number))


def _person(snapshot: Snapshot, number: int) -> Person:
    return Person(_key("p", number), snapshot.name_of_person(number), _ref(number), DAY, emails=(_email(number),))


def _company(snapshot: Snapshot, number: int) -> Company:
    domain, size = snapshot.domain_of(number), int(snapshot.company_headcount[number])
    domains = (domain,) if domain else ()
    name = snapshot.name_of_company(number)
    return Company(_key("c", number), name, _ref(number), DAY, domains=domains, headcount=size or None)


def _spells(snapshot: Snapshot) -> Iterator[Spell]:
    columns = ("fact_person", "fact_company", "fact_title", "fact_from", "fact_to")
    rows = zip(*(np.asarray(getattr(snapshot, name)).tolist() for name in columns), strict=True)
    for line, (person, company, title, start, end) in zip(count(2), rows, strict=False):
        runs = end >= FAR_FUTURE
        finish = None if runs else PartialDate.of(date.fromordinal(end))
        yield Spell(
            _key("p", person),
            _key("c", company),
            Ref(_SOURCE, "careers.csv", line),
            title=TITLES[title],
            start=PartialDate.of(date.fromordinal(start)),
            end=finish,
            seen_on=DAY if runs else None,
        )


def _ties(snapshot: Snapshot, team: frozenset[int]) -> Iterator[Tie]:
    for one, two, on in zip(
        snapshot.tie_left.tolist(), snapshot.tie_right.tolist(), snapshot.tie_on.tolist(), strict=True
    ):
        owner, other = (one, two) if one in team else (two, one)
        yield Tie(_key("p", owner), _key("p", other), TieKind.LINKEDIN, _ref(other), on=date.fromordinal(on))


def _roles(ours: Iterable[int], team: frozenset[int]) -> Iterator[Role]:
    """Our colleagues, and advisors whom the gate never blocks."""
    for number in ours:
        circle = Circle.TEAM if number in team else Circle.ADVISOR
        yield Role(_key("p", number), circle, _ref(number), start=PartialDate.of(DAY), seen_on=DAY)


def _account(number: int, owner: str) -> AccountState:
    return AccountState(_key("c", number), AccountKind.TARGET, DAY, _ref(number), owner=owner)


def _assign(store: Store, kind: EntityKind) -> None:
    with store.writing() as batch:
        records = list(store.records(kind))
        batch.assign(kind, [Member(one.seq, entity_id(kind, one.record.key)) for one in records])
        batch.identify((one.seq, found) for one in records for found in identifiers(one.record))


def _batched(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    return iter(lambda: list(islice(items, size)), [])


def _key(kind: str, number: int) -> RecordKey:
    return RecordKey(_SOURCE, f"{kind}{number}")


def _email(number: int) -> str:
    return f"person{number}@mail.example"


def _ref(number: int) -> Ref:
    return Ref(_SOURCE, "crowd.csv", number + 2)


def main(argv: Sequence[str] | None = None) -> int:
    """Make a workspace."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000, help="how many people")
    parser.add_argument("--home", type=Path, required=True, help="the folder of the new workspace")
    options = parser.parse_args(argv)
    make_workspace(options.home, options.people, lambda text: sys.stderr.write(f"{text}\n"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
