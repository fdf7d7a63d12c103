"""Laws of the path search: equal to walking every path, whatever the facts."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbit.graph.explain import explain_tie, strength_of
from orbit.graph.paths import Search, Targets, find_candidates
from orbit.graph.ties import know, rows_between
from orbit.graph.view import View
from orbit.model import Item, SpellKind, TieKind
from orbit.policy import Policy, load_policy
from tests.factories import company, investment, person, spell, tie
from tests.listed import view_of
from tests.reference import reference_know, reference_paths

TODAY = date(2026, 11, 21)
PEOPLE = tuple(f"p{number}" for number in range(9))
COMPANIES = {"acme": 12, "bolt": 300, "core": 9000, "dune": None, "Self-employed": None}
TITLES = (None, "Account Executive", "VP Sales", "CEO", "Software Engineer", "CFO")

years = st.integers(2012, 2026)
months = st.builds("{}-{:02d}".format, years, st.integers(1, 12))
starts = st.one_of(st.none(), years.map(str), months)
days = st.dates(date(2012, 1, 1), date(2027, 6, 1))


@st.composite
def spells(draw: st.DrawFn) -> Any:
    start = draw(starts)
    end = draw(starts)
    if start and end and end[:4] < start[:4]:
        start, end = end, start
    seen = draw(st.one_of(st.none(), days)) if end is None else None
    kind = draw(st.sampled_from([SpellKind.JOB] * 4 + [SpellKind.BOARD, SpellKind.SCHOOL]))
    who, where = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(sorted(COMPANIES)))
    return spell(who, where, draw(st.sampled_from(TITLES)), start, end, kind=kind, seen_on=seen)


@st.composite
def crowded_spells(draw: st.DrawFn) -> Any:
    begin = draw(st.integers(2012, 2024))
    end = begin + draw(st.integers(0, 6))
    where, title = draw(st.sampled_from(["acme", "bolt"])), draw(st.sampled_from(TITLES))
    return spell(draw(st.sampled_from(PEOPLE)), where, title, f"{begin}-01", f"{end}-12")


@st.composite
def ties(draw: st.DrawFn) -> Any:
    left, right = draw(st.sampled_from([(a, b) for a in PEOPLE for b in PEOPLE if a < b]))
    kind = draw(st.sampled_from(TieKind))
    told = kind in {TieKind.DECLARED, TieKind.CONFIRMED}
    close = draw(st.sampled_from([0.0, 0.3, 0.9])) if told else None
    counts = [draw(st.integers(0, 30)) for _ in range(3)] if kind in {TieKind.MAIL, TieKind.MEETING} else [0, 0, 0]
    on = draw(st.one_of(st.none(), days))
    return tie(left, right, kind, on=on, closeness=close, sent=counts[0], received=counts[1], events=counts[2])


investments = st.builds(
    lambda who, where, on: investment("core", where, on, partner=who),
    st.sampled_from(PEOPLE),
    st.sampled_from(sorted(COMPANIES)),
    starts,
)

worlds = st.tuples(
    st.lists(spells(), max_size=22),
    st.lists(ties(), max_size=8),
    st.lists(investments, max_size=2),
    st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from([0.4, 0.55, 0.8]), max_size=5),
    st.dates(date(2018, 1, 1), TODAY),
)


# Nothing is too faint to be compared.
ALL_WAYS = load_policy("[search]\nmin_score = 0")
ONE_WAY_EACH = load_policy("[search]\nmin_score = 0\nconnectors_per_target = 1")


def make(world: Any, policy: Policy = ALL_WAYS, sure: dict[str, float] | None = None) -> View:
    facts, pairs, money, willing, as_of = world
    records: list[Item] = [person(name) for name in PEOPLE]
    records += [company(name, headcount=size) for name, size in COMPANIES.items()]
    unique = {repr(fact): fact for fact in (*facts, *pairs, *money)}
    return view_of([*records, *unique.values()], willing, as_of, policy, sure or {})


@given(worlds)
def test_the_search_finds_what_walking_every_path_finds(world: Any) -> None:
    view = make(world)
    target = view.snapshot.persons - 1

    found = find_candidates(view.ties, view.reach, Targets(np.array([target]), np.array([0.5])), Search(first_cut=1))

    expected = reference_paths(view, target, 0.5)
    assert [one.score for one in found] == pytest.approx([score for score, _ in expected], rel=1e-9, abs=1e-15)


@given(worlds, st.sets(st.integers(0, 8), max_size=3), st.sampled_from([0.0, 0.05, 0.2, 0.35, 0.6]))
def test_a_narrowed_search_finds_what_walking_the_paths_that_are_left_finds(
    world: Any, barred: set[int], least: float
) -> None:
    view = make(world)
    target = view.snapshot.persons - 1
    narrowed = Search(no_connector=frozenset(barred), min_strength=least, first_cut=1)

    found = find_candidates(view.ties, view.reach, Targets(np.array([target]), np.array([0.5])), narrowed)

    expected = reference_paths(view, target, 0.5, no_connector=barred, min_strength=least)
    assert [one.score for one in found] == pytest.approx([score for score, _ in expected], rel=1e-9, abs=1e-15)


@given(st.lists(crowded_spells(), min_size=8, max_size=30), worlds)
@settings(max_examples=300)
def test_the_search_stops_early_without_missing_a_better_connector(crowd: Any, world: Any) -> None:
    view = make((crowd, world[1][:3], [], world[3], TODAY), ONE_WAY_EACH)
    everyone = np.arange(view.snapshot.persons)

    found = find_candidates(view.ties, view.reach, Targets(everyone, np.ones(9)), Search(first_cut=1))

    expected = [way for target in everyone.tolist() for way in reference_paths(view, target, 1.0)]
    assert [one.score for one in found] == pytest.approx([score for score, _ in expected], rel=1e-9, abs=1e-15)


@given(worlds)
def test_a_tie_is_the_same_one_by_one_and_all_at_once(world: Any) -> None:
    view = make(world)
    pairs = [(a, b) for a in range(9) for b in range(9) if a != b]
    left, right = (np.array(side) for side in zip(*pairs, strict=True))

    at_once = know(view.ties, rows_between(view.ties, left, right), len(pairs))

    one_by_one = [reference_know(view, a, b) for a, b in pairs]
    assert at_once.tolist() == pytest.approx(one_by_one, rel=1e-9, abs=1e-15)


@given(worlds)
def test_the_reasons_of_a_tie_reproduce_its_strength(world: Any) -> None:
    view = make(world)

    shown = explain_tie(view.snapshot, view.ties, 0, 1)

    assert shown.strength == strength_of(shown.contributions, shown.told)
    assert shown.strength == pytest.approx(reference_know(view, 0, 1), rel=1e-9, abs=1e-15)


@given(worlds)
@settings(max_examples=50)
def test_a_path_never_visits_one_person_twice(world: Any) -> None:
    view = make(world)
    targets = Targets(np.arange(view.snapshot.persons), np.ones(view.snapshot.persons))

    found = find_candidates(view.ties, view.reach, targets)

    for one in found:
        inner = [one.connector, *([] if one.bridge is None else [one.bridge])]
        assert len(set(inner)) == len(inner)
        assert one.connector == one.target or one.target not in inner
        assert one.bridge is None or view.reach.willing[one.bridge] == 0
