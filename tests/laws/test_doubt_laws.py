"""Laws of people who may be two: a path over them counts as much less, however it is found or brought forward."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbit.graph.build import build_snapshot
from orbit.graph.forward import bring_forward
from orbit.graph.paths import Search, Targets, find_candidates
from orbit.graph.ranking import Choice, EngineRanker, Found
from orbit.graph.targets import TargetSearch
from orbit.graph.view import View
from orbit.model import EntityId, EntityKind
from orbit.resolve.grounds import Grounds
from orbit.resolve.ruling import Rule
from orbit.store.base import Member, NewJudgement, Store, Verdict
from tests.factories import DAY, NOON, key
from tests.laws.test_advance_laws import few, new_store, take
from tests.laws.test_forward_laws import MANY, advance_of, arrays_of, busy_steps, made, weights
from tests.laws.test_path_laws import PEOPLE, make, worlds
from tests.reference import reference_paths
from tests.storing import seq

doubts = st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from([0.5, 0.91]), min_size=1, max_size=5)
numbers = st.integers(0, len(PEOPLE) - 1)
choices = st.builds(Choice, st.integers(1, 12), st.frozensets(numbers, max_size=3), st.none() | numbers)


@given(worlds, doubts, st.sets(numbers, max_size=3), st.sampled_from([0.0, 0.2, 0.35]))
def test_a_path_counts_as_much_less_as_it_is_not_sure_who_its_people_are(
    world: Any, sure: dict[str, float], barred: set[int], least: float
) -> None:
    view = make(world, sure=sure)
    target = view.snapshot.persons - 1
    narrowed = Search(no_connector=frozenset(barred), min_strength=least, first_cut=1)

    found = find_candidates(view.ties, view.reach, Targets(np.array([target]), np.array([0.5])), narrowed)

    expected = reference_paths(view, target, 0.5, no_connector=barred, min_strength=least)
    assert [one.score for one in found] == pytest.approx([score for score, _ in expected], rel=1e-9, abs=1e-15)


@given(worlds, doubts, choices, st.frozensets(numbers, max_size=2), st.sampled_from([0.0, 0.2, 0.35]))
@settings(max_examples=200)
def test_the_compiled_search_weighs_doubts_as_the_plain_one_does(
    world: Any, sure: dict[str, float], choice: Choice, barred: frozenset[int], least: float
) -> None:
    pytest.importorskip("numba", reason="the compiled search needs numba: install orbit-asks[fast]")
    from orbit.graph.compiled.ranking import CompiledRanker

    view, asked = make(world, sure=sure), replace(choice, no_connector=barred, min_strength=least)
    companies = range(view.snapshot.companies)
    searches = [(TargetSearch(company, view.as_of.toordinal(), 0.5), asked) for company in companies]

    found, expected = CompiledRanker(view).best(searches), EngineRanker(view).best(searches)

    assert [_scores(one) for one in found] == [pytest.approx(_scores(one), rel=1e-9, abs=1e-15) for one in expected]


@given(worlds, st.sets(st.sampled_from(PEOPLE)))
@settings(max_examples=50)
def test_who_is_one_person_for_certain_changes_no_byte(world: Any, certain: set[str]) -> None:
    plain, told = make(world), make(world, sure=dict.fromkeys(certain, 1.0))

    assert _without_doubts(told) == _without_doubts(plain)


@few
@given(seed=st.integers(0, 1 << 30))
def test_doubts_that_come_and_go_are_followed_step_by_step(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a test's dice
    willing = {who: dice.choice((0.4, 0.8)) for who in dice.sample(MANY, 5)}
    with new_store() as store:
        first, second, *steps = busy_steps(dice, 6)
        take(store, first, "2026-01-01")
        take(store, second, "2026-01-02")
        view, revision = made(store, willing, DAY), store.revision()
        for step in steps:
            take(store, step, f"2026-01-{dice.randint(3, 28):02}")
            _doubt_somebody(store, dice)

            ahead = advance_of(store, view.snapshot, revision)
            view = bring_forward(view, ahead, weights(ahead.snapshot, willing), most_share=1.0)

            revision = store.revision()
            assert arrays_of(view) == arrays_of(made(store, willing, DAY))


def test_doubts_alone_bring_a_snapshot_forward() -> None:
    with new_store() as store:
        first, second = busy_steps(Random(7), 0)  # noqa: S311 - a test's dice
        take(store, first, "2026-01-01")
        take(store, second, "2026-01-02")
        take(store, ([], {(EntityKind.PERSON, "p01"): "p00"}), "2026-01-03")
        snapshot, revision = build_snapshot(store), store.revision()
        with store.writing() as batch:
            batch.judge([_likely("p00", "p01", 0.91)])

        now = advance_of(store, snapshot, revision).snapshot

        assert now.doubt_sure.tolist() == [0.91]
        assert now.person_entity(int(now.doubt_person[0])) == "person-p00"


def _doubt_somebody(store: Store, dice: Random) -> None:
    """Take a doubt back, or doubt a pair of records that are one entity or become it."""
    standing = store.judgements(EntityKind.PERSON)
    one, other = sorted(dice.sample(MANY, 2))
    with store.writing() as batch:
        if standing and dice.random() < 0.4:
            batch.revoke(dice.choice(standing).id, at=NOON)
        else:
            batch.assign(EntityKind.PERSON, [Member(seq(store, who), EntityId("person-both")) for who in (one, other)])
            batch.judge([_likely(one, other, dice.choice((0.5, 0.91)))])


def _likely(one: str, other: str, probability: float) -> NewJudgement:
    grounds = Grounds("test", (), 3.5, probability).text()
    return NewJudgement(
        EntityKind.PERSON, key(one), key(other), Verdict.SAME, Rule.LIKELY, "names alike", "orbit", NOON, grounds
    )


def _without_doubts(view: View) -> dict[str, Any]:
    return {name: told for name, told in arrays_of(view).items() if "doubt" not in name}


def _scores(found: Found) -> list[float]:
    return [way.score for way in found.ways]
