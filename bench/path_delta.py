"""How long many new facts take until a search finds them: what a process does after hearing of a change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from api.collecting import collect_seldom
from bench.crowd import DAY, TITLES, fact_ids
from bench.path_crowd import asked, compiled, keep_crowd, open_crowd, some_accounts
from bench.sides import Figures
from bench.timing import timed
from orbit.dates import PartialDate
from orbit.graph.advance import advanced
from orbit.graph.forward import bring_forward
from orbit.graph.snapshot import Snapshot
from orbit.graph.view import View
from orbit.model import EntityId, EntityKind, FactId, RecordKey, Ref, Spell
from orbit.store.base import Judgement, StoredFact, Touched, Verdict

if TYPE_CHECKING:
    from orbit.graph.compiled.kit import Kit

_CHANGED = 10_000
_ROUNDS = 11
_SOURCE = "bench"


class NumberedRecords:
    """Says whose records are whose, and that it is certain: a record bears the number of its person or company."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._ids = {EntityKind.PERSON: snapshot.person_id, EntityKind.COMPANY: snapshot.company_id}

    def entities(self, kind: EntityKind, keys: Sequence[RecordKey]) -> dict[RecordKey, EntityId]:
        """Return the person or company of each record."""
        ids = self._ids[kind][[int(key.id) for key in keys]].tolist()
        return {key: EntityId(one.decode()) for key, one in zip(keys, ids, strict=True)}

    def judgements(
        self,
        kind: EntityKind,  # noqa: ARG002
        *,
        live: bool = True,  # noqa: ARG002
        verdict: Verdict | None = None,  # noqa: ARG002
        rule: str | None = None,  # noqa: ARG002
    ) -> list[Judgement]:
        """Return nothing: nobody has judged anything."""
        return []

    def judgements_about(self, kind: EntityKind, keys: Sequence[RecordKey]) -> list[Judgement]:  # noqa: ARG002
        """Return nothing either."""
        return []


def new_jobs(snapshot: Snapshot, count: int = _CHANGED, *, seed: int = 7) -> Touched:
    """Make so many people change their job."""
    dice = np.random.default_rng(seed)
    people = dice.choice(snapshot.persons, min(count, snapshot.persons), replace=False).tolist()
    companies = dice.integers(0, snapshot.companies, len(people)).tolist()
    ids = fact_ids(len(people), after=len(snapshot.fact_id) + len(snapshot.tie_id)).tolist()
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


class Took(NamedTuple):
    """The seconds that went by: for the snapshot, for the view, and for a first search."""

    advancing: float
    viewing: float
    answering: float

    @property
    def seconds(self) -> float:
        """Between the change and the next answer."""
        return self.advancing + self.viewing + self.answering


def delta_figures(folder: Path, people: int) -> Figures:
    """Bring snapshot and view forward, search: all that stands between a change and the next answer.

    One change after the other is taken in, as a server does it, which looks for garbage as seldom; the first one, which
    has still to map the files and to get room in memory, is told apart, and of the others the one in the middle.
    Keeping the result on disk is done aside, and timed apart. Reading from a store what has changed comes before it,
    and is not part of these figures.
    """
    kit = compiled(folder)
    collect_seldom()
    view, times = open_crowd(folder, people), []
    for turn in range(_ROUNDS + 1):
        view, took = _take_in(kit, view, new_jobs(view.snapshot, seed=turn))
        times.append(took)
    _, saving = timed(partial(keep_crowd, view, folder / "changed", people))
    middle = sorted(times[1:], key=lambda one: one.seconds)[_ROUNDS // 2]
    return {
        "delta_10k_s": round(middle.seconds, 3),
        "delta_snapshot_s": round(middle.advancing, 3),
        "delta_view_s": round(middle.viewing, 3),
        "delta_first_s": round(times[0].seconds, 3),
        "delta_saving_s": round(saving, 3),
    }


def _take_in(kit: Kit, view: View, touched: Touched) -> tuple[View, Took]:
    records = NumberedRecords(view.snapshot)
    step, advancing = timed(lambda: advanced(view.snapshot, touched, records))
    now, viewing = timed(lambda: bring_forward(view, step, view.reach.willing, kit.first_hops))
    question = asked(some_accounts(now, 1))
    _, answering = timed(lambda: kit.ranker(now).best(question))
    return now, Took(advancing, viewing, answering)


def _key(number: int) -> RecordKey:
    return RecordKey(_SOURCE, str(number))
