"""Why two records are one person or company, or are not: what was decided, what was weighed, what holds them apart."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from orbit.errors import NotFound
from orbit.model import EntityKind, RecordKey
from orbit.resolve.linkage.blocking import Overfull, met_under
from orbit.resolve.linkage.columns import Table
from orbit.resolve.linkage.fitting import fitted
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.linkage.waterfall import WhyNot, why_not
from orbit.resolve.naming import Candidate, Matcher, company_targets, shipped_weights, target_index
from orbit.resolve.people import table_of
from orbit.resolve.profile import PersonProfile
from orbit.resolve.reading import Reading
from orbit.store.base import Judgement, Store, Verdict

_NEAREST = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How two records stand: one entity or two, by which chain of "same", and what was decided against it.

    `chain` leads from the first record to the second (empty: none does); `against` are the standing judgements that the
    records, or others of their entities, are different or that nobody is sure.
    """

    together: bool
    chain: tuple[Judgement, ...]
    against: tuple[Judgement, ...]


def standing(store: Store, kind: EntityKind, left: RecordKey, right: RecordKey) -> Standing:
    """Say how two records stand; raises NotFound for a record that is not there or waits to be matched."""
    entity = store.entities(kind, [left, right])
    for key in (left, right):
        if key not in entity:
            raise NotFound(
                f"there is no {kind} record {key}; `orbit export PERSON --json` lists the records of a person"
            )
    sides = [{one.record.key for one in store.records_of(entity[key])} for key in (left, right)]
    told = store.judgements_about(kind, sorted(sides[0] | sides[1], key=lambda key: (key.source, key.id)))
    chain = tuple(_chain([one for one in told if one.verdict is Verdict.SAME], left, right))
    against = tuple(one for one in told if one.verdict is not Verdict.SAME and _is_between(one, *sides))
    return Standing(entity[left] == entity[right], chain, against)


def weighed_people(reading: Reading[PersonProfile], left: RecordKey, right: RecordKey, base: Model) -> WhyNot:
    """Weigh two records of people as the matcher does, and say under which keys they met."""
    row = {key: at for at, key in enumerate(reading.keys)}
    distinct, model = fitted(PEOPLE, table_of(reading.cells), base)
    one, other = sorted(distinct.of_row[[row[left], row[right]]].tolist())
    pair = distinct.table.taken(np.array([one, other], dtype=np.int64))
    met = why_not(PEOPLE, model, pair).met
    return why_not(PEOPLE, model, pair, tuple(_too_full(distinct.table, met, one, other)))


def weighed_companies(store: Store, left: RecordKey, right: RecordKey, name: str) -> Candidate | None:
    """Ask which companies the second's name may mean, and return the first among them; None where it is not near."""
    entity = store.entities(EntityKind.COMPANY, [left, right])
    matcher: Matcher = target_index(company_targets(store), shipped_weights()).matcher
    found = matcher.top(name, n=_NEAREST).candidates
    return next((candidate for candidate in found if candidate.entry.key == entity.get(left)), None)


def _too_full(table: Table, names: Sequence[str], one: int, other: int) -> Iterator[Overfull]:
    """Yield what was dropped of the keys under which two records would meet and did not."""
    packed = one * table.rows + other
    for key in PEOPLE.keys:
        if key.name in names and one != other:
            [met] = met_under(table, [key])
            if packed not in met.packed:
                yield from met.dropped


def _is_between(one: Judgement, lefts: set[RecordKey], rights: set[RecordKey]) -> bool:
    return (one.left in lefts and one.right in rights) or (one.left in rights and one.right in lefts)


def _chain(same: Sequence[Judgement], start: RecordKey, end: RecordKey) -> Iterator[Judgement]:
    """Yield the fewest judgements that lead from one record to another."""
    beside: dict[RecordKey, list[tuple[RecordKey, Judgement]]] = {}
    for one in same:
        beside.setdefault(one.left, []).append((one.right, one))
        beside.setdefault(one.right, []).append((one.left, one))
    came: dict[RecordKey, tuple[RecordKey, Judgement] | None] = {start: None}
    waiting = deque([start])
    while waiting and end not in came:
        here = waiting.popleft()
        for there, by in beside.get(here, ()):
            if there not in came:
                came[there] = (here, by)
                waiting.append(there)
    steps = []
    at = came.get(end)
    while at is not None:
        steps.append(at[1])
        at = came[at[0]]
    yield from reversed(steps)
