"""Bringing a snapshot forward gives the bytes that reading everything gives, whatever happened in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orbit.graph.advance import advance
from orbit.graph.build import build_snapshot
from orbit.graph.snapshot import Snapshot
from orbit.model import EntityId, EntityKind, Item, Revision, SpellKind, TieKind
from orbit.store.base import Member, Store
from orbit.store.sqlite import open_sqlite
from tests.factories import company, import_log, investment, person, role, signal, spell, tie
from tests.orbit.graph.seeing import same_arrays

# A step puts items, and makes records that were there before it members of entities.
Assigned = dict[tuple[EntityKind, str], str]
Step = tuple[list[Item], Assigned]

# Each example fills a file on disk.
few = settings(max_examples=60, deadline=None)

PEOPLE, FIRMS = ["ana", "bo", "cy", "di"], ["acme", "bolt", "crux"]
WHO, WHERE = st.sampled_from(PEOPLE), st.sampled_from(FIRMS)
DAYS = st.sampled_from(["2026-01-01", "2026-01-02", "2026-01-03"])
NAMES = st.sampled_from(["Ana Ruiz", "ana ruiz", "A. R.", "Łucja Ñ", ""])
TITLES = st.sampled_from([None, "", "CFO", "cfo", "Cfo", "Zoölogist", "Investor"])
DATES = st.sampled_from([None, "2019", "2019-03", "2020-01-05"])
ITEMS: st.SearchStrategy[Any] = st.one_of(
    st.builds(person, WHO, NAMES, seen_on=DAYS),
    st.builds(
        company,
        WHERE,
        st.sampled_from(["Acme", "acme gmbh", "Self-employed"]),
        domains=st.sampled_from([(), ("acme.example",), ("gmail.com",)]),
        headcount=st.sampled_from([None, 4, 90]),
        seen_on=DAYS,
    ),
    st.builds(spell, WHO, WHERE, TITLES, DATES, DATES, kind=st.sampled_from([*SpellKind]), seen_on=st.none() | DAYS),
    st.builds(tie, WHO, WHO, st.sampled_from([*TieKind]), on=st.none() | DAYS, closeness=st.sampled_from([None, 0.5])),
    st.builds(tie, WHO, WHO, st.just(TieKind.MAIL), sent=st.integers(0, 3), received=st.integers(0, 3)),
    st.builds(investment, WHERE, WHERE, DATES, partner=WHO),
    st.builds(investment, WHERE, WHERE, DATES, partner=st.none() | WHO),
    st.builds(role, WHO),
    st.builds(signal, WHERE),
)
ENTITIES = st.sampled_from(["a", "b", "c", "d"])
SLOTS = [*((EntityKind.PERSON, who) for who in PEOPLE), *((EntityKind.COMPANY, where) for where in FIRMS)]
ALL_ASSIGNED = st.fixed_dictionaries(dict.fromkeys(SLOTS, ENTITIES))
SOME_ASSIGNED: st.SearchStrategy[Assigned] = st.dictionaries(st.sampled_from(SLOTS), ENTITIES, max_size=3)
RECORDS: list[Item] = [
    *(person(who, seen_on="2025-01-01") for who in PEOPLE),
    *(company(where, seen_on="2025-01-01") for where in FIRMS),
]
STEPS = st.lists(st.tuples(st.lists(ITEMS, max_size=4), SOME_ASSIGNED), min_size=1, max_size=6)


def after_everybody(facts: list[Item], assigned: Assigned, steps: list[Step]) -> list[Step]:
    """Let everybody come and be resolved first, so that the steps are about them."""
    return [([*RECORDS, *facts], {}), ([], assigned), *steps]


HISTORIES = STEPS | st.builds(after_everybody, st.lists(ITEMS, max_size=12), ALL_ASSIGNED, STEPS)


def take(store: Store, step: Step, day: str) -> None:
    """Do a step as one transaction."""
    items, assigned = step
    there = {(kind, row.record.key.id): row.seq for kind in EntityKind for row in store.records(kind)}
    with store.writing() as batch:
        batch.put(items, import_id=batch.begin_import(import_log(observed_on=day)))
        for kind in EntityKind:
            batch.assign(kind, members(kind, assigned, there))


def members(kind: EntityKind, assigned: Assigned, there: dict[tuple[EntityKind, str], int]) -> list[Member]:
    """An entity id is of one kind for ever."""
    return [
        Member(there[slot], EntityId(f"{kind}-{entity}"))
        for slot, entity in assigned.items()
        if slot[0] is kind and slot in there
    ]


def brought_forward(store: Store, snapshot: Snapshot, since: Revision) -> Snapshot:
    touched = store.touched(since, most=10_000)
    assert touched is not None
    return advance(snapshot, touched, store)


@contextmanager
def new_store() -> Iterator[Store]:
    with TemporaryDirectory() as folder, closing(open_sqlite(Path(folder) / "workspace.orbit", create=True)) as store:
        yield store


@few
@given(HISTORIES)
def test_a_snapshot_brought_forward_is_the_one_that_is_built(steps: Sequence[Step]) -> None:
    with new_store() as store:
        made = [(store.revision(), build_snapshot(store))]
        for number, step in enumerate(steps):
            take(store, step, f"2026-01-{number + 1:02}")
            made.append((store.revision(), build_snapshot(store)))

        for revision, snapshot in made:
            assert same_arrays(brought_forward(store, snapshot, revision), made[-1][1])


@few
@given(HISTORIES)
def test_a_snapshot_may_be_brought_forward_again_and_again(steps: Sequence[Step]) -> None:
    with new_store() as store:
        snapshot, revision = build_snapshot(store), store.revision()
        for number, step in enumerate(steps):
            take(store, step, f"2026-01-{number + 1:02}")

            snapshot, revision = brought_forward(store, snapshot, revision), store.revision()

            assert same_arrays(snapshot, build_snapshot(store))
