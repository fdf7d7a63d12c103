"""The best ways from our people to a target: who asks, who passes on, and which are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from orbit.graph.paths import Candidate, Search, Targets, find_candidates, select
from orbit.graph.view import View
from orbit.model import Item, TieKind
from orbit.policy import load_policy
from tests.factories import DAY, company, person, spell, tie
from tests.listed import number_of, view_of
from tests.orbit.graph.seeing import between

POLICY = load_policy()
PASSED_ON = POLICY.reach.bridge_pass
PEOPLE = ("ana", "bo", "cy", "dee", "eve", "fay", "tom")


def knows(left: str, right: str, closeness: float = 0.8) -> Item:
    return tie(left, right, TieKind.CONFIRMED, on=DAY, closeness=closeness)


def world(willing: dict[str, float], *facts: Item) -> View:
    return view_of([*map(person, PEOPLE), company("acme", headcount=40), *facts], willing, DAY)


def ways(view: View, search: Search | None = None, reply: float = 0.5) -> list[tuple[str, str | None, Any]]:
    """The ways to Tom as connector, bridge and score."""
    targets = Targets(np.array([number_of(view.snapshot, "tom")]), np.array([reply]))
    return [_named(view, way) for way in find_candidates(view.ties, view.reach, targets, search)]


def _named(view: View, way: Candidate) -> tuple[str, str | None, Any]:
    bridge = None if way.bridge is None else view.snapshot.person_entity(way.bridge)
    return view.snapshot.person_entity(way.connector), bridge, way.score


def test_a_direct_path_is_willing_times_know_times_reply() -> None:
    assert ways(world({"ana": 0.7}, knows("ana", "tom"))) == [("ana", None, pytest.approx(0.7 * 0.8 * 0.5))]


def test_a_path_over_a_bridge_pays_for_passing_on() -> None:
    view = world({"ana": 0.7}, knows("ana", "bo"), knows("bo", "tom", 0.9))

    assert ways(view) == [("ana", "bo", pytest.approx(0.7 * 0.8 * PASSED_ON * 0.9 * 0.5))]


def test_there_are_never_two_bridges() -> None:
    assert ways(world({"ana": 0.7}, knows("ana", "bo"), knows("bo", "cy"), knows("cy", "tom"))) == []


def test_our_own_people_are_never_bridges() -> None:
    view = world({"ana": 0.7, "bo": 0.001}, knows("ana", "bo"), knows("bo", "tom"))

    assert [(connector, bridge) for connector, bridge, _ in ways(view)] == [("bo", None)]


def test_a_connector_shows_once_by_their_best_way() -> None:
    view = world({"ana": 0.7}, knows("ana", "tom", 0.2), knows("ana", "bo"), knows("bo", "tom", 0.9))

    assert [(connector, bridge) for connector, bridge, _ in ways(view)] == [("ana", "bo")]


def test_shared_time_at_the_account_carries_a_path() -> None:
    stays = [spell(who, "acme", "Account Executive", "2019-01", "2022-01") for who in ("ana", "tom")]
    view = world({"ana": 0.7}, *stays)

    assert ways(view) == [("ana", None, pytest.approx(0.7 * between(view, "ana", "tom") * 0.5))]


def test_a_stranger_of_whom_nothing_is_known_has_no_path() -> None:
    assert ways(world({"ana": 0.7}, knows("bo", "tom"))) == []


def test_a_tie_denied_by_one_of_the_two_carries_no_path() -> None:
    connected = tie("ana", "tom", on="2020-01-01")

    assert ways(world({"ana": 0.7}, connected, knows("ana", "tom", 0.0))) == []


def test_a_target_who_is_one_of_ours_is_reached_directly() -> None:
    assert ways(world({"tom": 0.6})) == [("tom", None, pytest.approx(0.6 * 0.5))]


def test_who_is_not_to_be_asked_is_left_out() -> None:
    view = world({"ana": 0.7, "bo": 0.6}, knows("ana", "tom"), knows("bo", "tom"))
    without = Search(without=frozenset({number_of(view.snapshot, "ana")}))

    assert [connector for connector, _, _ in ways(view, without)] == ["bo"]


def test_who_is_left_out_gives_way_to_the_next_best() -> None:
    ours = {"ana": 0.9, "bo": 0.8, "cy": 0.7, "dee": 0.6}
    view = world(ours, *(knows(who, "tom") for who in ours))
    without = Search(without=frozenset({number_of(view.snapshot, "ana")}))

    assert [connector for connector, _, _ in ways(view, without)] == ["bo", "cy", "dee"]


def test_the_best_connectors_come_first_and_only_so_many() -> None:
    ours = {"ana": 0.5, "bo": 0.9, "cy": 0.7, "dee": 0.6, "eve": 0.8}
    view = world(ours, *(knows(who, "tom") for who in ours))

    found = [connector for connector, _, _ in ways(view)]

    assert found == ["bo", "eve", "cy", "dee"][: POLICY.search.connectors_per_target]


def test_equal_paths_come_in_the_order_of_their_people() -> None:
    view = world({"cy": 0.5, "ana": 0.5, "bo": 0.5}, *(knows(who, "tom") for who in ("cy", "bo", "ana")))

    assert [connector for connector, _, _ in ways(view)] == ["ana", "bo", "cy"]


def test_how_far_the_first_look_goes_does_not_change_the_answer() -> None:
    crowd = [spell(who, "acme", "Account Executive", f"20{10 + n}-01", "2022-01") for n, who in enumerate(PEOPLE)]
    view = world({"ana": 0.2, "bo": 0.9, "cy": 0.5, "dee": 0.7}, *crowd)

    assert ways(view, Search(first_cut=1)) == ways(view, Search(first_cut=1000))


def candidates(*scored: tuple[int, int, float]) -> Sequence[Candidate]:
    return [Candidate(connector, None, target, score) for connector, target, score in scored]


def test_one_connector_is_shown_for_so_many_targets_only() -> None:
    found = candidates((1, 10, 0.9), (1, 11, 0.8), (1, 12, 0.7), (2, 13, 0.1))

    kept = select(found, per_connector=2, limit=10)

    assert [(one.connector, one.target) for one in kept] == [(1, 10), (1, 11), (2, 13)]


def test_the_best_are_kept_whatever_the_order_they_come_in() -> None:
    found = candidates((3, 10, 0.1), (2, 11, 0.5), (1, 12, 0.3), (4, 13, 0.5))

    kept = select(found, per_connector=3, limit=3)

    assert kept == select(list(reversed(found)), per_connector=3, limit=3)
    assert [one.connector for one in kept] == [2, 4, 1]
