"""The best way of one connector to one target, whatever other ways there are."""

from __future__ import annotations

import pytest

from orbit.graph.difference import best_way
from orbit.graph.paths import Candidate, Search
from orbit.graph.view import View
from orbit.model import Item, TieKind
from tests.factories import DAY, company, person, tie
from tests.listed import number_of, view_of

NAMES = ("ana", "bo", "cy", "dee", "eve", "tom")
WILLING = {"ana": 0.8, "bo": 0.7, "cy": 0.6, "dee": 0.5}


def knows(left: str, right: str, closeness: float = 0.9) -> Item:
    return tie(left, right, TieKind.CONFIRMED, on=DAY, closeness=closeness)


def world(*facts: Item) -> View:
    return view_of([*map(person, NAMES), company("acme"), *facts], WILLING, DAY)


def way(view: View, connector: str, target: str = "tom", without: tuple[str, ...] = ()) -> Candidate | None:
    pair = number_of(view.snapshot, connector), number_of(view.snapshot, target)
    barred = frozenset(number_of(view.snapshot, name) for name in without)
    return best_way(view, pair, 0.5, Search(barred))


def test_a_connector_far_down_the_list_is_found() -> None:
    view = world(*(knows(who, "tom") for who in WILLING))

    scores = [found.score if (found := way(view, who)) else None for who in WILLING]

    assert scores == pytest.approx([willing * 0.9 * 0.5 for willing in WILLING.values()])


def test_the_better_of_two_ways_counts() -> None:
    view = world(knows("dee", "tom", 0.1), knows("dee", "eve"), knows("eve", "tom"))

    found = way(view, "dee")

    assert found is not None
    assert found.bridge == number_of(view.snapshot, "eve")


def test_a_bridge_left_out_is_not_gone_over() -> None:
    view = world(knows("dee", "eve"), knows("eve", "tom"))

    assert way(view, "dee") is not None
    assert way(view, "dee", without=("eve",)) is None


def test_a_target_who_is_one_of_ours_hides_no_other_connector() -> None:
    view = world(knows("dee", "ana", 0.4))

    found, itself = way(view, "dee", "ana"), way(view, "ana", "ana")

    assert found is not None
    assert itself is not None
    assert (found.score, itself.score) == pytest.approx((0.5 * 0.4 * 0.5, 0.8 * 0.5))


def test_without_any_tie_there_is_no_way() -> None:
    assert way(world(knows("bo", "tom")), "ana") is None
