"""Bringing a view forward gives the arrays that making it anew gives, whatever happened in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbit.graph.advance import Advance, advanced
from orbit.graph.arrays import Array
from orbit.graph.build import build_snapshot
from orbit.graph.forward import bring_forward
from orbit.graph.reach import FindHops, first_hops
from orbit.graph.snapshot import Snapshot
from orbit.graph.view import View, make_view
from orbit.model import EntityId, EntityKind, Item, Revision, SpellKind, TieKind
from orbit.policy import load_policy
from orbit.store.base import Store
from tests.factories import DAY, company, investment, person, role, spell, tie
from tests.laws.test_advance_laws import HISTORIES, Assigned, Step, few, new_store, take

# Nothing is too faint to be compared, and few people make a company that nobody told the size of larger.
POLICY = load_policy("[search]\nmin_score = 0\n[strength]\ndefault_headcount = 2")
AS_OF = st.sampled_from([date(2020, 1, 4), date(2026, 1, 1), date(2026, 1, 4)])
MANY, PLACES = [f"p{number:02}" for number in range(30)], ["acme", "bolt", "crux", "dune"]
TITLES = (None, "CEO", "VP Sales", "Account Executive", "Engineer")
WILLING = st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.sampled_from([0.4, 0.8]), max_size=3)


def advance_of(store: Store, snapshot: Snapshot, since: Revision) -> Advance:
    touched = store.touched(since, most=10_000)
    assert touched is not None
    return advanced(snapshot, touched, store)


def weights(snapshot: Snapshot, willing: dict[str, float]) -> Array:
    found = np.zeros(snapshot.persons)
    for entity, value in willing.items():
        number = snapshot.person(EntityId(f"person-{entity}"))
        if number is not None:
            found[number] = value
    return found


def arrays_of(view: View) -> dict[str, tuple[Any, Any, bytes]]:
    """Every array of a view but those of the snapshot, down to the last byte."""
    parts: list[Any] = [view.places, view.ties, view.reach, view.staff]
    named = [(type(part).__name__, part, field.name) for part in parts for field in fields(part)]
    arrays = {f"{of}.{name}": getattr(part, name) for of, part, name in named} | {"jobs": view.jobs}
    told = {name: array for name, array in arrays.items() if isinstance(array, np.ndarray)}
    return {name: (array.dtype, array.shape, array.tobytes()) for name, array in told.items()}


def hops() -> list[FindHops]:
    """The plain way to find first hops, and the compiled one where it can be had."""
    try:
        from orbit.graph.compiled.reach import first_hops as compiled
    except ModuleNotFoundError:
        return [first_hops]
    return [first_hops, compiled]


def busy_item(dice: Random) -> Item:
    """Something about one of many people at few companies."""
    who, where, turn = dice.choice(MANY), dice.choice(PLACES), dice.random()
    if turn < 0.15:
        return company(
            where, where.title(), headcount=dice.choice((None, 4, 900)), seen_on=f"2026-01-{dice.randint(1, 9):02}"
        )
    if turn < 0.3:
        kind = dice.choice((TieKind.LINKEDIN, TieKind.LINKEDIN, TieKind.MAIL, TieKind.CONFIRMED))
        sent = dice.randint(0, 9) if kind is TieKind.MAIL else 0
        close = dice.choice((None, 0.6)) if kind is TieKind.CONFIRMED else None
        left, right = dice.sample(MANY, 2)
        return tie(left, right, kind, on=dice.choice((None, "2020-05-05")), closeness=close, sent=sent, received=sent)
    if turn < 0.35:
        return investment(where, dice.choice(PLACES), "2020", partner=dice.choice((who, None)))
    start, end = sorted((dice.randint(2008, 2025), dice.randint(2008, 2025)))
    what = dice.choice((*[SpellKind.JOB] * 4, SpellKind.BOARD, SpellKind.SCHOOL))
    return spell(who, where, dice.choice(TITLES), str(start), dice.choice((None, f"{end}-12")), kind=what)


def busy_steps(dice: Random, count: int) -> list[Step]:
    """Many people at first; then a few facts at a time, and now and then somebody is taken for somebody else."""
    records: list[Item] = [*(person(who, seen_on="2025-01-01") for who in MANY), *map(company, PLACES)]
    everybody: Assigned = {(EntityKind.PERSON, who): who for who in MANY[:28]}
    everybody |= {(EntityKind.COMPANY, where): where for where in PLACES}
    steps: list[Step] = [([*records, *(busy_item(dice) for _ in range(50))], {}), ([], everybody)]
    for _ in range(count):
        moved: Assigned = {
            (EntityKind.PERSON, dice.choice(MANY)): dice.choice(MANY) for _ in range(dice.choice((0, 0, 1)))
        }
        steps.append(([busy_item(dice) for _ in range(dice.randint(0, 3))], moved))
    return steps


def made(store: Store, willing: dict[str, float], as_of: date, find_hops: FindHops | None = None) -> View:
    snapshot = build_snapshot(store)
    return make_view(snapshot, POLICY, weights(snapshot, willing), as_of, find_hops)


@few
@given(HISTORIES, st.lists(WILLING, min_size=1, max_size=3), AS_OF)
def test_a_view_brought_forward_is_the_one_that_is_made(
    steps: Sequence[Step], willing: list[dict[str, float]], as_of: date
) -> None:
    with new_store() as store:
        view, revision = made(store, willing[0], as_of), store.revision()
        for number, step in enumerate(steps):
            take(store, step, f"2026-01-{number + 1:02}")
            now = willing[number % len(willing)]

            ahead = advance_of(store, view.snapshot, revision)
            view = bring_forward(view, ahead, weights(ahead.snapshot, now), most_share=1.0)

            revision = store.revision()
            assert arrays_of(view) == arrays_of(made(store, now, as_of))


@few
@given(HISTORIES, WILLING, AS_OF)
def test_many_changes_may_be_taken_in_at_once(steps: Sequence[Step], willing: dict[str, float], as_of: date) -> None:
    with new_store() as store:
        take(store, steps[0], "2026-01-01")
        view, revision = made(store, {"a": 0.8}, as_of), store.revision()
        for number, step in enumerate(steps[1:], 2):
            take(store, step, f"2026-01-{number:02}")

        ahead = advance_of(store, view.snapshot, revision)
        forward = bring_forward(view, ahead, weights(ahead.snapshot, willing), most_share=1.0)

        assert arrays_of(forward) == arrays_of(made(store, willing, as_of))


@pytest.mark.parametrize("find_hops", hops())
@settings(few, max_examples=12)
@given(seed=st.integers(0, 1 << 30))
def test_a_busy_world_is_followed_step_by_step(find_hops: FindHops, seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a test's dice
    willing = {who: dice.choice((0.4, 0.8)) for who in dice.sample(MANY, 5)}
    with new_store() as store:
        first, second, *steps = busy_steps(dice, 8)
        take(store, first, "2026-01-01")
        take(store, second, "2026-01-02")
        view, revision = made(store, willing, DAY, find_hops), store.revision()
        for step in steps:
            take(store, step, f"2026-01-{dice.randint(3, 28):02}")
            willing[dice.choice(MANY)] = dice.choice((0.0, 0.4))

            ahead = advance_of(store, view.snapshot, revision)
            view = bring_forward(view, ahead, weights(ahead.snapshot, willing), find_hops, most_share=1.0)

            revision = store.revision()
            assert arrays_of(view) == arrays_of(made(store, willing, DAY, find_hops))


def test_what_touches_too_many_is_made_anew() -> None:
    with new_store() as store:
        first, second, *steps = busy_steps(Random(1), 3)  # noqa: S311 - a test's dice
        take(store, first, "2026-01-01")
        view, revision = made(store, {"p01": 0.8}, DAY), store.revision()
        for step in (second, *steps):
            take(store, step, "2026-01-02")

        ahead = advance_of(store, view.snapshot, revision)
        forward = bring_forward(view, ahead, weights(ahead.snapshot, {"p01": 0.8}), most_share=0.0)

        assert arrays_of(forward) == arrays_of(made(store, {"p01": 0.8}, DAY))


def test_who_is_not_touched_keeps_the_very_same_arrays() -> None:
    with new_store() as store:
        take(store, ([person("ana"), company("acme"), spell("ana", "acme", "CFO", "2019")], {}), "2026-01-01")
        view, revision = made(store, {}, DAY), store.revision()
        take(store, ([role("ana")], {}), "2026-01-02")

        forward = bring_forward(view, advance_of(store, view.snapshot, revision), view.reach.willing)

        assert forward.snapshot is view.snapshot
        assert forward.places.spans is view.places.spans
