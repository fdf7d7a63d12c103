"""Report on the companies where our people and people at target accounts worked at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from api.presenter.reports.cells import Row
from api.presenter.reports.ways import staff
from api.workspace import Scene
from orbit.graph.arrays import Array, counts_at, ranges
from orbit.graph.snapshot import Kind
from orbit.model import EntityId


class _Time(NamedTuple):
    """The certain days of one person in one job, as ordinals, by person number."""

    person: int
    first: int
    last: int


def shared_past(scene: Scene) -> list[Row]:
    """One row for each company with such pairs of people, those with most pairs first."""
    accounts = _accounts(scene)
    ours = _jobs(scene, np.flatnonzero(scene.view.reach.willing > 0))
    theirs = _jobs(scene, np.array(sorted(accounts), dtype=np.int64))
    rows = []
    for company in sorted(ours.keys() & theirs.keys()):
        pairs = set(_overlapping(ours[company], theirs[company]))
        if pairs and not scene.view.snapshot.company_mute[company]:
            rows.append(_row(scene, company, pairs, accounts))
    return sorted(rows, key=lambda row: (-row["pairs"], row["company_id"]))


def _accounts(scene: Scene) -> dict[int, EntityId]:
    """The account of each person who works at a target account, by person number."""
    numbers = ((scene.view.snapshot.person(person), account) for account, of in staff(scene).items() for person in of)
    return {number: account for number, account in numbers if number is not None}


def _jobs(scene: Scene, persons: Array) -> dict[int, list[_Time]]:
    """The jobs of these persons with any certain day, by company number."""
    here = scene.view.places
    found: dict[int, list[_Time]] = defaultdict(list)
    for place in ranges(here.person_at[persons], counts_at(here.person_at, persons)).tolist():
        time = _Time(int(here.person[place]), int(here.sure_from[place]), int(here.sure_to[place]))
        if here.kind[place] == Kind.JOB and time.first <= time.last:
            found[int(here.company[place])].append(time)
    return found


def _overlapping(ours: list[_Time], theirs: list[_Time]) -> Iterator[tuple[int, int]]:
    for one in ours:
        for other in theirs:
            if one.person != other.person and one.first <= other.last and other.first <= one.last:
                yield one.person, other.person


def _row(scene: Scene, company: int, pairs: set[tuple[int, int]], accounts: dict[int, EntityId]) -> Row:
    theirs = {other for _, other in pairs}
    return {
        "company": scene.view.snapshot.name_of_company(company),
        "pairs": len(pairs),
        "our_people": len({one for one, _ in pairs}),
        "their_people": len(theirs),
        "accounts": len({accounts[other] for other in theirs}),
        "company_id": scene.view.snapshot.company_entity(company),
    }
