from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from bench import rivals
from bench.quality_pairs import Pairs
from bench.rivals import PAIR_RIVALS, Ours

STRANGERS = Pairs(
    account=np.array([0]),
    connector=np.array([0]),
    target=np.array([1]),
    months=np.array([0.0]),
    dated=np.array([False]),
    headcount=np.array([100]),
    known_there=np.array([5]),
    years_since=np.array([99.0]),
    same_function=np.array([False]),
    last_months=np.array([0.0]),
    school=np.array([False]),
    board=np.array([False]),
    invested=np.array([False]),
    linked=np.array([False]),
    linked_years=np.array([99.0]),
    target_level=np.array([0]),
    level_gap=np.array([0]),
)
OURS = Ours(near=np.array([0.8, 0.0]), links=np.array([50]), links_there=np.array([3]))
COLLEAGUES = replace(
    STRANGERS, months=np.array([24.0]), dated=np.array([True]), years_since=np.array([1.0]), level_gap=np.array([1])
)
CONNECTED = replace(STRANGERS, linked=np.array([True]), linked_years=np.array([2.0]))


def score(of: rivals.Score, pairs: Pairs, **facts: object) -> float:
    return float(of(replace(pairs, **{name: np.array([value]) for name, value in facts.items()}), OURS)[0])


@pytest.mark.parametrize("name", PAIR_RIVALS)
def test_nobody_shows_a_way_between_people_with_nothing_between_them(name: str) -> None:
    assert PAIR_RIVALS[name](STRANGERS, OURS).tolist() == [0.0]


@pytest.mark.parametrize(
    ("headcount", "same_function", "points"),
    [(999, False, 80.0), (1_000, False, 20.0), (0, False, 20.0), (1_000, True, 50.0 + 20.0), (999, True, 80.0 + 20.0)],
)
def test_getaero_counts_time_together_less_at_a_large_or_unknown_company(
    headcount: int, points: float, *, same_function: bool
) -> None:
    got = score(rivals.getaero_features, COLLEAGUES, headcount=headcount, same_function=same_function)

    assert got == points


def test_getaero_adds_its_features_up() -> None:
    assert score(rivals.getaero_features, COLLEAGUES, school=True, board=True, invested=True) == 80 + 20 + 30 + 120


@pytest.mark.parametrize(("near", "path"), [(0.8, 80.0), (0.4, 47.0)])
def test_getaero_workflow_leans_on_the_weaker_step(near: float, path: float) -> None:
    ours = replace(OURS, near=np.array([near, 0.0]))

    # (80, 80) gives 80 and (80, 40) gives 47, as published.
    assert rivals.getaero_workflow(COLLEAGUES, ours)[0] == pytest.approx(path, abs=0.5)


def test_each_tier_of_getaero_outweighs_all_below_it() -> None:
    worked = score(rivals.getaero_tiers, COLLEAGUES)
    all_else = score(rivals.getaero_tiers, STRANGERS, school=True, same_function=True, invested=True)

    assert worked > all_else > score(rivals.getaero_tiers, STRANGERS, school=True)


def test_the_first_getaero_counts_company_seniority_recency_and_role() -> None:
    assert score(rivals.getaero_first, COLLEAGUES, target_level=4, same_function=True) == 50 + 20 + 15
    assert score(rivals.getaero_first, CONNECTED, linked_years=0.0) == 30 + 5
    assert score(rivals.getaero_first, CONNECTED, linked_years=10.0) == 7 + 5


def test_breadbox_prefers_the_recent_and_those_of_one_level() -> None:
    assert score(rivals.breadbox, CONNECTED) == pytest.approx(0.30 * 0.25 + 0.15)
    assert score(rivals.breadbox, COLLEAGUES) == pytest.approx(0.30 * 0.5 + 0.15 * 0.75)


def test_the_snippet_adds_years_together_to_how_recent_they_are() -> None:
    assert score(rivals.rss_snippet, COLLEAGUES) == 1.5 * 2 + 200 / 2
    assert score(rivals.rss_snippet, COLLEAGUES, same_function=True) == 1.5 * 2 + 200 / 2 + 20


@pytest.mark.parametrize(("known_there", "months", "shown"), [(300, 2.0, 2.0), (301, 2.0, 0.0), (301, 3.0, 3.0)])
def test_swarm_wants_three_months_where_many_are_candidates(known_there: int, months: float, shown: float) -> None:
    assert score(rivals.swarm, COLLEAGUES, known_there=known_there, months=months) == shown


def test_connect_the_dots_predicts_coworkers_of_a_similar_level() -> None:
    assert score(rivals.connect_the_dots, COLLEAGUES) == 2.0
    assert score(rivals.connect_the_dots, COLLEAGUES, level_gap=2) == 0.0
    assert score(rivals.connect_the_dots, CONNECTED) == 1.0


def test_navox_weighs_depth_bridging_and_recency() -> None:
    depth = 0.3 + 0.35 * 1.5

    assert score(rivals.navox, CONNECTED) == pytest.approx(0.40 * depth + 0.35 + 0.25 * 0.5**4)
    assert score(rivals.navox, CONNECTED, linked_years=2.4) > score(rivals.navox, CONNECTED, linked_years=9.0)


def test_most_connections_looks_there_first_and_then_anywhere() -> None:
    pairs = replace(CONNECTED, linked=np.array([True, True, True]))
    ours = replace(OURS, links=np.array([10, 90, 500]), links_there=np.array([3, 3, 2]))

    assert np.argsort(-rivals.most_connections(pairs, ours)).tolist() == [1, 0, 2]


def test_last_company_counts_the_months_there() -> None:
    assert score(rivals.last_company, COLLEAGUES) == 0.0
    assert math.isclose(score(rivals.last_company, COLLEAGUES, last_months=7.0), 7.0)
