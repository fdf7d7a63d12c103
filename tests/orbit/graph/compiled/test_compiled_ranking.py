"""The compiled search finds what the engine finds, whatever facts say and whoever may be on no way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

import numpy as np
import pytest

pytest.importorskip("numba", reason="the compiled search needs numba: install orbit-asks[fast]")

from bench.crowd import make_crowd
from orbit.graph.compiled.ranking import CompiledRanker
from orbit.graph.compiled.reach import first_hops as compiled_hops
from orbit.graph.ranking import Choice, EngineRanker, Found, Ranker
from orbit.graph.reach import first_hops, least_hop
from orbit.graph.targets import TargetSearch
from orbit.graph.view import View
from tests.parity.odd_worlds import hub_view, odd_view

Seen = tuple[int, int | None, int]


def everywhere(view: View) -> list[int]:
    """Return every company at which somebody works on the day."""
    companies: list[int] = np.flatnonzero(np.diff(view.staff.company_at)).tolist()
    return companies


def asked(view: View, companies: Iterable[int], choose: Callable[[int], Choice]) -> list[tuple[TargetSearch, Choice]]:
    """Return a search at each company, at some with a signal."""
    today = view.as_of.toordinal()
    return [(TargetSearch(number, today, (number % 3) / 2), choose(number)) for number in companies]


def assert_same(found: list[Found], expected: list[Found]) -> None:
    assert [_seen(one) for one in found] == [_seen(one) for one in expected]
    scores = [way.score for one in expected for way in one.ways]
    assert [way.score for one in found for way in one.ways] == pytest.approx(scores, rel=1e-9)
    assert scores


def _seen(found: Found) -> list[Seen]:
    return [(way.connector, way.bridge, way.target) for way in found.ways]


def ten(_number: int) -> Choice:
    return Choice(10)


@pytest.mark.parametrize("limit", [1, 3, 10, 100])
def test_odd_facts_lead_to_the_same_ways(limit: int) -> None:
    view = odd_view(400)
    searches = asked(view, everywhere(view), lambda _number: Choice(limit))

    assert_same(CompiledRanker(view).best(searches), EngineRanker(view).best(searches))


def test_whoever_may_be_on_no_way_is_on_none_and_others_take_their_place() -> None:
    view = odd_view(300)
    dice = Random(7)  # noqa: S311 - a test's dice
    people = range(view.snapshot.persons)

    def choose(number: int) -> Choice:
        near = [person for person in people if person // 9 == number // 5]
        out = dice.sample(near, min(len(near), dice.randint(0, 4)))
        return Choice(5, frozenset(out), requester=dice.choice([None, *near]))

    searches = asked(view, everywhere(view), choose)

    found = CompiledRanker(view).best(searches)

    assert_same(found, EngineRanker(view).best(searches))
    for (_, choice), one in zip(searches, found, strict=True):
        assert not choice.without & {person for way in _seen(one) for person in way if person is not None}


@pytest.mark.parametrize("view", [odd_view(300), make_crowd(3000)], ids=["odd", "crowd"])
@pytest.mark.parametrize("least", [0.0, 0.1, 0.3])
def test_whoever_may_begin_no_way_may_be_its_end_and_weak_ties_are_passed_over(view: View, least: float) -> None:
    ours = np.flatnonzero(view.reach.willing > 0).tolist()
    choice = Choice(10, no_connector=frozenset(ours[::3]), min_strength=least)
    searches = asked(view, everywhere(view), lambda _number: choice)

    found = CompiledRanker(view).best(searches)

    assert_same(found, EngineRanker(view).best(searches))
    assert not choice.no_connector & {way.connector for one in found for way in one.ways}


def test_a_list_of_connectors_that_loses_somebody_is_filled_up_again() -> None:
    view = make_crowd(20_000)
    companies = everywhere(view)[-300:]
    best = CompiledRanker(view).best(asked(view, companies, ten))
    barred = frozenset(way.connector for one in best for way in one.ways if way.bridge is not None)
    searches = asked(view, companies, lambda _number: Choice(10, barred))

    assert barred
    assert_same(CompiledRanker(view).best(searches), EngineRanker(view).best(searches))


def test_a_crowded_company_is_searched_to_the_end() -> None:
    for view in (hub_view(700), make_crowd(4000)):
        searches = asked(view, everywhere(view), ten)

        assert_same(CompiledRanker(view).best(searches), EngineRanker(view).best(searches))


@pytest.mark.parametrize("view", [odd_view(200), make_crowd(3000)], ids=["odd", "crowd"])
def test_first_hops_are_the_same(view: View) -> None:
    floor = least_hop(view.ties.policy)

    found = compiled_hops(view.ties, view.reach.willing, floor)

    expected = first_hops(view.ties, view.reach.willing, floor)
    assert found.person.tolist() == expected.person.tolist()
    assert found.connector.tolist() == expected.connector.tolist()
    assert found.score.tolist() == pytest.approx(expected.score.tolist(), rel=1e-9)
    assert len(found.person)


@pytest.mark.parametrize("make", [EngineRanker, CompiledRanker], ids=["plain", "compiled"])
def test_a_search_that_runs_out_of_budget_says_so(make: Callable[[View], Ranker]) -> None:
    view = make_crowd(3000)
    company = int(np.argmax(np.diff(view.staff.company_at)))
    [(search, _)] = asked(view, [company], ten)

    [cut, whole] = make(view).best([(search, Choice(10, budget=5)), (search, Choice(10))])

    assert cut.partial
    assert not whole.partial
    assert len(whole.ways) == 10
