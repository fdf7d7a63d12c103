"""Ranking in Neo4j finds what the engine finds: the same ways in the same order, with the same scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pytest
from neo4j import Driver

from api.workspace import Workspace
from orbit.graph.paths import Candidate, find_candidates
from orbit.graph.ranking import Choice, EngineRanker
from orbit.graph.targets import NOBODY, TargetSearch, find_targets
from orbit.graph.view import View
from orbit.model import AccountKind
from orbit.store.neo4j.ranking import DatabaseRanker, account_of, constants
from queries import statement
from tests.factories import DAY
from tests.parity.conftest import Shown
from tests.parity.odd_worlds import hub_view, odd_view


def searches(view: View, companies: Iterable[int], title: str | None = None) -> list[TargetSearch]:
    """Return a search at each company, at some with a signal."""
    today = view.as_of.toordinal()
    return [TargetSearch(number, today, (number % 3) / 2, title) for number in companies]


def everywhere(view: View) -> list[int]:
    """Return every company at which somebody works on the day."""
    companies: list[int] = np.unique(view.places.company[view.jobs[view.jobs != NOBODY]]).tolist()
    return companies


def assert_equal(ranker: DatabaseRanker, view: View, wanted: Sequence[TargetSearch]) -> None:
    found, expected = ranker.candidates(wanted), [engine_candidates(view, search) for search in wanted]

    assert [list(map(_people, ways)) for ways in found] == [list(map(_people, ways)) for ways in expected]
    scores = [way.score for ways in expected for way in ways]
    assert [way.score for ways in found for way in ways] == pytest.approx(scores, rel=1e-9, abs=1e-15)
    assert scores


def engine_candidates(view: View, search: TargetSearch) -> list[Candidate]:
    """Return the best ways of each target, found in memory."""
    policy = view.ties.policy
    targets = find_targets(view.snapshot, view.places, view.staff, search, policy)
    return [one for one in find_candidates(view.ties, view.reach, targets) if one.score >= policy.search.min_score]


def _people(way: Candidate) -> tuple[int, int | None, int]:
    return way.connector, way.bridge, way.target


def test_the_fictional_company_gets_the_same_ways_into_every_target_account(show: Shown, demo: Workspace) -> None:
    scene = demo.scene(DAY)
    numbers = map(scene.view.snapshot.company, scene.book.accounts(DAY, AccountKind.TARGET))
    accounts = [number for number in numbers if number is not None]

    ranker = show(scene.view)

    assert_equal(ranker, scene.view, searches(scene.view, accounts))
    assert_equal(ranker, scene.view, searches(scene.view, accounts[:40], "Sales"))


def test_whatever_facts_say_the_ways_are_the_same_however_short_the_first_look(show: Shown) -> None:
    view = odd_view(60)

    ranker = show(view, first_cut=1)

    assert_equal(ranker, view, searches(view, everywhere(view)))
    assert_equal(ranker, view, searches(view, everywhere(view), "grosskunden"))


def test_a_company_of_more_people_than_a_first_look_takes_is_searched_to_the_end(show: Shown) -> None:
    view = hub_view(700)

    ranker = show(view)

    assert_equal(ranker, view, searches(view, everywhere(view)))


def test_one_account_alone_gets_what_it_gets_among_others(show: Shown) -> None:
    view = odd_view(5)
    wanted = searches(view, everywhere(view))

    ranker = show(view)

    assert [found for one in wanted for found in ranker.candidates([one])] == ranker.candidates(wanted)


def test_the_best_ways_are_the_engines_whoever_may_be_on_none(show: Shown) -> None:
    view = odd_view(8)
    without = [frozenset[int](), frozenset({4}), frozenset({13}), frozenset({0, 5, 9, 14})]
    wanted = [(search, Choice(4, out, requester=3)) for search in searches(view, everywhere(view)) for out in without]

    ranker = show(view)

    found, expected = ranker.best(wanted), EngineRanker(view).best(wanted)
    assert [list(map(_people, one.ways)) for one in found] == [list(map(_people, one.ways)) for one in expected]


def test_who_may_be_two_persons_counts_as_much_less_there(show: Shown) -> None:
    view = odd_view(20, doubtful=True)

    ranker = show(view)

    assert_equal(ranker, view, searches(view, everywhere(view)))


def test_nobody_to_look_for_is_no_way(show: Shown) -> None:
    view = odd_view(1)

    ranker = show(view)

    assert ranker.candidates([]) == []
    assert ranker.candidates(searches(view, everywhere(view), "no such title")) == [[] for _ in everywhere(view)]


def test_a_company_of_ten_times_as_many_people_is_looked_at_no_longer(show: Shown, driver: Driver) -> None:
    few, many = (hits(driver, show, hub_view(people, faint=True)) for people in (300, 3000))

    assert min(few) > 1000
    assert all(longer < 1.1 * shorter for shorter, longer in zip(few, many, strict=True))


def test_several_accounts_are_asked_about_as_one_is() -> None:
    one, several = (statement("neo4j", name).split("\n", 2) for name in ("warm_paths", "weekly_accounts"))

    assert (one[1], several[1]) == ("WITH $account AS account", "UNWIND $accounts AS account")
    assert one[2] == several[2]


def hits(driver: Driver, show: Shown, view: View) -> list[int]:
    """Return how often a first look at the hub touches the database, alone and as one of several accounts."""
    show(view)
    policy = view.ties.policy
    [hub] = searches(view, [0])
    account = account_of(view.snapshot, hub, policy)
    values = constants(policy, view.as_of) | {"cut": 64, "account": account, "accounts": [account]}
    texts = (statement("neo4j", name) for name in ("warm_paths", "weekly_accounts"))
    with driver.session() as session:
        return [_hits(session.run(f"PROFILE {text}", values).consume().profile or {}) for text in texts]


def _hits(plan: dict[str, Any]) -> int:
    return int(plan["args"]["DbHits"]) + sum(map(_hits, plan.get("children", [])))
