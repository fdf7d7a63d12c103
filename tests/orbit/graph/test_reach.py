"""How well our people reach everybody: the order in which every search looks."""

from __future__ import annotations

import numpy as np
import pytest

from orbit.graph.reach import FUNCTION_MASK, Reach, company_bits
from orbit.graph.view import View
from orbit.model import Item, TieKind
from orbit.policy import load_policy
from tests.factories import DAY, company, person, spell, tie
from tests.listed import number_of, view_of

POLICY = load_policy().reach
PEOPLE = ("ana", "bo", "cy", "dee", "eve", "fay", "tom")


def world(willing: dict[str, float], *facts: Item) -> View:
    return view_of([*map(person, PEOPLE), company("acme", headcount=40), *facts], willing, DAY)


def knows(left: str, right: str, closeness: float = 0.8) -> Item:
    return tie(left, right, TieKind.CONFIRMED, on=DAY, closeness=closeness)


def value(view: View, who: str) -> float:
    return float(view.reach.value[number_of(view.snapshot, who)])


def test_one_of_ours_is_worth_their_willingness() -> None:
    assert value(world({"ana": 0.7}), "ana") == 0.7


def test_an_acquaintance_of_ours_is_worth_what_the_best_of_ours_gives_them() -> None:
    view = world({"ana": 0.7, "bo": 0.9}, knows("ana", "tom"), knows("bo", "tom", 0.1))

    assert value(view, "tom") == pytest.approx(0.7 * 0.8 * POLICY.bridge_pass)


def test_a_stranger_is_out_of_reach() -> None:
    view = world({"ana": 0.7}, spell("tom", "acme", "CFO", "2019-01", "2020-01"))

    assert value(view, "tom") == 0.0
    assert len(view.reach.order) == 0


def test_the_best_connectors_of_each_person_are_kept_best_first() -> None:
    ours = {"ana": 0.5, "bo": 0.9, "cy": 0.7, "dee": 0.6, "eve": 0.8}
    view = world(ours, *(knows(who, "tom") for who in ours))
    tom = number_of(view.snapshot, "tom")

    connector, score = view.reach.labels(np.array([tom]), POLICY.labels)

    found = [view.snapshot.person_entity(number) for number in connector[0].tolist()]
    assert found == ["bo", "eve", "cy", "dee"][: POLICY.labels]
    assert score[0].tolist() == sorted(score[0], reverse=True)


def test_empty_places_hold_nobody() -> None:
    view = world({"ana": 0.7}, knows("ana", "tom"))
    tom = number_of(view.snapshot, "tom")

    connector, _ = view.reach.labels(np.array([tom]), POLICY.labels)

    assert connector[0].tolist() == [number_of(view.snapshot, "ana"), -1, -1, -1][: POLICY.labels]


def test_within_a_company_the_well_reached_come_first() -> None:
    stays = [spell(who, "acme", "Account Executive", "2019-01", "2022-01") for who in ("tom", "ana", "bo", "eve")]
    reach = world({"ana": 0.4, "eve": 0.9}, *stays).reach
    here = world({"ana": 0.4, "eve": 0.9}, *stays).places

    values = reach.value[here.person[reach.order]]

    assert values.tolist() == sorted(values, reverse=True)
    assert reach.company_at.tolist() == [0, 4, 4]


def test_without_people_of_ours_nothing_is_in_reach() -> None:
    reach: Reach = world({}, knows("ana", "tom")).reach

    assert not np.any(reach.value)


def test_the_bit_of_a_company_depends_on_its_id_alone() -> None:
    few, many = np.array([b"com_1", b"com_2"]), np.array([b"a", b"com_1", b"com_2", b"com_with_a_longer_id"])

    assert company_bits(few).tolist() == company_bits(many)[1:3].tolist()


def test_lists_tell_of_everybody_in_them_where_else_they_were() -> None:
    jobs = [spell("tom", where, "CFO", "2019-01", "2020-01") for where in ("acme", "bolt")]
    view = view_of(
        [*map(person, PEOPLE), company("acme"), company("bolt"), *jobs, knows("ana", "tom")], {"ana": 0.7}, DAY
    )

    traits, everywhere = view.reach.order_days[:, 2], np.bitwise_or.reduce(view.reach.company_bit)

    assert (traits & FUNCTION_MASK).tolist() == view.places.function[view.reach.order].tolist()
    assert (traits & ~FUNCTION_MASK).tolist() == [everywhere, everywhere]
