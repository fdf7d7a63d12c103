"""How long many new facts take until a search finds them: what a process does after hearing of a change."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import numpy as np

from bench.crowd import DAY, TITLES, fact_ids
from bench.path_crowd import asked, compiled, keep_crowd, open_crowd, some_accounts
from bench.sides import Figures
from bench.timing import timed
from orbit.dates import PartialDate
from orbit.graph.advance import advance
from orbit.graph.snapshot import Snapshot
from orbit.graph.view import make_view
from orbit.model import EntityId, EntityKind, FactId, RecordKey, Ref, Spell
from orbit.policy import load_policy
from orbit.store.base import StoredFact, Touched

_CHANGED = 10_000
_SOURCE = "bench"


class NumberedRecords:
    """Says whose records are whose, the one question that bringing a snapshot forward puts to a store.

    The record of a person or company bears their number in the snapshot.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._ids = {EntityKind.PERSON: snapshot.person_id, EntityKind.COMPANY: snapshot.company_id}

    def entities(self, kind: EntityKind, keys: Iterable[RecordKey]) -> dict[RecordKey, EntityId]:
        """Return the person or company of each record."""
        return {key: EntityId(self._ids[kind][int(key.id)].decode()) for key in keys}


def new_jobs(snapshot: Snapshot, count: int = _CHANGED) -> Touched:
    """Make so many people change their job."""
    dice = np.random.default_rng(7)
    people = dice.choice(snapshot.persons, count, replace=False).tolist()
    companies = dice.integers(0, snapshot.companies, count).tolist()
    ids = fact_ids(count, after=len(snapshot.fact_id) + len(snapshot.tie_id)).tolist()
    ref, begun = Ref(_SOURCE, "changes.csv", 1), PartialDate.of(DAY)
    facts = [
        StoredFact(
            FactId(one.decode()),
            Spell(_key(person), _key(company), ref, title=TITLES[person % len(TITLES)], start=begun, seen_on=DAY),
            DAY,
            DAY,
        )
        for one, person, company in zip(ids, people, companies, strict=True)
    ]
    return Touched({}, {}, facts)


def delta_figures(folder: Path, people: int) -> Figures:
    """Bring snapshot and view forward, keep both, search: all that stands between a change and the next answer.

    Reading from a store what has changed comes before it, and is not part of these figures.
    """
    kit = compiled(folder)
    before = open_crowd(folder, people)
    touched = new_jobs(before.snapshot)
    records = NumberedRecords(before.snapshot)
    snapshot, advancing = timed(lambda: advance(before.snapshot, touched, records))  # type: ignore[arg-type]
    work = partial(make_view, snapshot, load_policy(), before.reach.willing, DAY, kit.first_hops)
    view, viewing = timed(work)
    _, saving = timed(partial(keep_crowd, view, folder / "changed", people))
    question = asked(some_accounts(view, 1))
    _, answering = timed(lambda: kit.ranker(view).best(question))
    return {
        "delta_10k_s": round(advancing + viewing + saving + answering, 3),
        "delta_snapshot_s": round(advancing, 3),
        "delta_view_s": round(viewing, 3),
        "delta_saving_s": round(saving, 3),
    }


def _key(number: int) -> RecordKey:
    return RecordKey(_SOURCE, str(number))
