"""A view of one day: kept beside the snapshot, the same as computed afresh, blind to what came later."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.graph.paths import Candidate, Targets, find_candidates
from orbit.graph.presence import Presences
from orbit.graph.reach import Reach
from orbit.graph.view import View, open_view, save_view, view_key
from orbit.model import Item, TieKind
from orbit.policy import load_policy
from tests.factories import DAY, company, investment, person, spell, tie
from tests.listed import view_of

POLICY = load_policy()
PEOPLE = ("ana", "bo", "cy", "dee", "tom")
WILLING = {"ana": 0.8, "bo": 0.5}
NAMES: list[Item] = [*map(person, PEOPLE), company("acme", headcount=60), company("bolt")]
FACTS: list[Item] = [
    *(spell(who, "acme", "Account Executive", f"20{10 + n}-01", "2022-01") for n, who in enumerate(PEOPLE)),
    spell("tom", "bolt", "VP Sales", seen_on="2026-03-01"),
    tie("ana", "cy", on="2021-01-01"),
    tie("bo", "tom", TieKind.CONFIRMED, on="2025-01-01", closeness=0.7),
]


def ways(view: View) -> list[Candidate]:
    """Everybody's paths."""
    everyone = Targets(np.arange(view.snapshot.persons), np.ones(view.snapshot.persons))
    return find_candidates(view.ties, view.reach, everyone)


def contents(part: Presences | Reach) -> dict[str, tuple[Any, Any]]:
    arrays = {field.name: getattr(part, field.name) for field in fields(part)}
    return {name: (array.dtype, array.tolist()) for name, array in arrays.items()}


def test_a_kept_view_is_the_one_computed_afresh(tmp_path: Path) -> None:
    fresh = view_of([*NAMES, *FACTS], WILLING, DAY)
    save_view(fresh, tmp_path / "view")

    kept = open_view(fresh.snapshot, POLICY, DAY, tmp_path / "view")

    assert kept is not None
    assert contents(kept.places) == contents(fresh.places)
    assert contents(kept.reach) == contents(fresh.reach)
    assert kept.jobs.tolist() == fresh.jobs.tolist()
    assert ways(kept) == ways(fresh)


def test_a_missing_or_torn_view_is_not_opened(tmp_path: Path) -> None:
    fresh = view_of([*NAMES, *FACTS], WILLING, DAY)
    save_view(fresh, tmp_path / "torn")
    (tmp_path / "torn" / "reach_order.npy").write_bytes(b"")

    assert open_view(fresh.snapshot, POLICY, DAY, tmp_path / "torn") is None
    assert open_view(fresh.snapshot, POLICY, DAY, tmp_path / "missing") is None


def test_the_name_of_a_view_changes_with_all_that_it_rests_on() -> None:
    other = load_policy("[strength]\nlinkedin_cap = 0.1")

    names = {view_key(POLICY, DAY), view_key(other, DAY), view_key(POLICY, DAY - timedelta(days=1))}

    assert len(names) == 3
    assert view_key(load_policy(), DAY) in names


@pytest.mark.parametrize("day", [date(2009, 1, 1), date(2015, 6, 1), date(2026, 11, 21)])
def test_the_same_day_gives_the_same_view(day: date) -> None:
    one = view_of([*NAMES, *FACTS], WILLING, day, POLICY)

    other = view_of([*reversed(FACTS), *NAMES], WILLING, day, POLICY)

    assert ways(one) == ways(other)
    assert contents(one.reach) == contents(other.reach)


LATER = st.dates(date(2024, 1, 1), date(2026, 11, 21))
someone = st.sampled_from(PEOPLE)
later_facts = st.one_of(
    st.builds(lambda who, day: spell(who, "acme", "CEO", day), someone, LATER),
    st.builds(lambda who, day: spell(who, "bolt", "CEO", seen_on=day), someone, LATER),
    st.builds(lambda day, who: tie("cy", who, on=day), LATER, st.sampled_from(["ana", "bo", "tom"])),
    st.builds(lambda day: tie("ana", "tom", TieKind.CONFIRMED, on=day, closeness=1.0), LATER),
    st.builds(lambda day: investment("bolt", "acme", day, partner="dee"), LATER),
)


@given(st.lists(later_facts, min_size=1, max_size=8), st.dates(date(2011, 1, 1), date(2023, 12, 31)))
def test_what_came_later_changes_nothing(later: list[Item], day: date) -> None:
    past = [fact for fact in FACTS if fact != FACTS[-1]]
    known = view_of([*NAMES, *past], WILLING, day, POLICY)
    unique = list({repr(fact): fact for fact in [*FACTS, *later]}.values())

    seen_back = view_of([*NAMES, *unique], WILLING, day, POLICY)

    assert ways(seen_back) == ways(known)
    assert seen_back.reach.value.tolist() == known.reach.value.tolist()
