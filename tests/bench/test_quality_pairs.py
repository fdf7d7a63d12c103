from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bench.quality_graphs import Steps, bridge_score, dijkstra, materialise, shortest_paths, steps_of
from bench.quality_judge import NOBODY, Ways, ways_of
from bench.quality_pairs import Field, Pairs, field_of, pairs_of
from bench.quality_rivals import choose, rival_ways, with_our_own
from bench.quality_told import Account
from bench.rivals import PAIR_RIVALS
from orbit.graph.snapshot import Snapshot
from orbit.model import EntityId, Item, TieKind
from orbit.policy import load_policy
from tests.factories import company, person, spell, tie
from tests.listed import number_of, view_of

TODAY = date(2026, 11, 21)
PEOPLE = ("ana", "ben", "cho", "dia", "eli", "fay")
ITEMS: list[Item] = [
    *map(person, PEOPLE),
    company("acme", headcount=40),
    company("bolt"),
    company("home"),
    # Ana is ours and was at Bolt with Cho, in sales as he was; Cho and Dia work at Acme today, with Eli before.
    spell("ana", "bolt", "Account Executive", "2018-01", "2020-12"),
    spell("ana", "home", "Account Executive", "2021-01", seen_on=TODAY),
    spell("cho", "bolt", "Sales Manager", "2019-01", "2021-12"),
    spell("cho", "acme", "VP Sales", "2022-01", seen_on=TODAY),
    spell("dia", "acme", "Engineer", "2020-01", seen_on=TODAY),
    spell("eli", "acme", "Engineer", "2020-01", "2023-12"),
    # Ben is ours too: he is connected with Dia and with Eli, and has moved to Acme himself.
    spell("fay", "home", "Engineer", "2021-01", seen_on=TODAY),
    tie("ben", "dia", TieKind.LINKEDIN, on="2025-11-21"),
    tie("fay", "eli", TieKind.LINKEDIN, on="2020-11-21"),
]


@pytest.fixture
def field() -> Field:
    return field_with({"ana": 0.8, "ben": 0.5, "fay": 0.8})


def field_with(willing: dict[str, float]) -> Field:
    view = view_of(ITEMS, willing, TODAY)
    acme = view.snapshot.company(EntityId("acme"))
    assert acme is not None
    return field_of(view, [Account(acme, 1.0)])


def of(field: Field, name: str) -> int:
    return number_of(field.view.snapshot, name)


def row(field: Field, pairs: Pairs, connector: str, target: str) -> int:
    rows = np.flatnonzero((pairs.connector == of(field, connector)) & (pairs.target == of(field, target)))
    assert len(rows) == 1
    return int(rows[0])


def told(snapshot: Snapshot, ways: Ways | Steps) -> set[tuple[str, ...]]:
    """Return the names on each way."""
    columns = (ways.connector.tolist(), ways.bridge.tolist(), ways.target.tolist())
    return {tuple(snapshot.person_entity(one) for one in way if one != NOBODY) for way in zip(*columns, strict=True)}


def test_the_targets_of_an_account_are_those_who_work_there_today(field: Field) -> None:
    assert set(field.target.tolist()) == {of(field, "cho"), of(field, "dia")}
    assert field.home[of(field, "cho")] == 0
    assert field.home[of(field, "ana")] == NOBODY


def test_a_pair_tells_how_long_two_were_together_and_when_it_ended(field: Field) -> None:
    pairs = pairs_of(field)
    at = row(field, pairs, "ana", "cho")

    assert pairs.months[at] == pytest.approx(24, abs=0.1)
    assert pairs.years_since[at] == pytest.approx(5.9, abs=0.1)
    assert pairs.dated[at]
    assert pairs.same_function[at]
    assert pairs.headcount[at] == 0
    assert pairs.known_there[at] == 2


def test_the_last_employer_is_that_before_the_account(field: Field) -> None:
    pairs = pairs_of(field)

    assert pairs.last_months[row(field, pairs, "ana", "cho")] == pytest.approx(24, abs=0.1)
    assert pairs.last_months[row(field, pairs, "ben", "dia")] == 0.0


def test_a_connection_alone_is_a_pair_with_its_age(field: Field) -> None:
    pairs = pairs_of(field)
    at = row(field, pairs, "ben", "dia")

    assert pairs.linked[at]
    assert pairs.linked_years[at] == pytest.approx(1.0, abs=0.01)
    assert pairs.months[at] == 0.0
    assert len(pairs) == 2


def test_a_target_ranks_by_the_title_of_today(field: Field) -> None:
    pairs = pairs_of(field)

    assert pairs.target_level[row(field, pairs, "ana", "cho")] == 3
    assert pairs.level_gap[row(field, pairs, "ana", "cho")] == 3


def test_an_account_without_targets_has_no_ways(field: Field) -> None:
    view = field.view
    bolt = view.snapshot.company(EntityId("bolt"))
    assert bolt is not None

    found = rival_ways(field_of(view, [Account(bolt, 1.0)]), np.random.default_rng(1))

    assert {len(ways) for ways in found.values()} == {0}


def test_everybody_who_overlapped_or_is_connected_makes_a_pair(field: Field) -> None:
    graph = materialise(field.view)
    at = slice(graph.at[of(field, "dia")], graph.at[of(field, "dia") + 1])

    near = dict(zip(graph.other[at].tolist(), graph.strength[at].tolist(), strict=True))

    assert set(near) == {of(field, name) for name in ("ben", "cho", "eli")}
    assert near[of(field, "ben")] == 0.5
    assert near[of(field, "eli")] == pytest.approx(48 / (48 + 24), abs=0.01)


def test_steps_lead_from_ours_to_targets_directly_or_over_one(field: Field) -> None:
    steps = steps_of(field, materialise(field.view), np.random.default_rng(1))

    assert told(field.view.snapshot, steps) == {
        ("ana", "cho"), ("ben", "dia"), ("ana", "cho", "dia"), ("ben", "dia", "cho"), ("fay", "eli", "dia"),
        ("fay", "eli", "cho"),
    }  # fmt: skip


def test_the_shortest_paths_are_the_direct_ones(field: Field) -> None:
    ways = shortest_paths(steps_of(field, materialise(field.view), np.random.default_rng(1)))

    assert told(field.view.snapshot, ways.at(np.flatnonzero(ways.score == 1.0))) == {("ana", "cho"), ("ben", "dia")}


def test_the_bridge_score_adds_up_what_a_connector_can_reach(field: Field) -> None:
    ways = bridge_score(steps_of(field, materialise(field.view), np.random.default_rng(1)), len(PEOPLE))

    by_connector = {name: ways.score[ways.connector == of(field, name)].max() for name in ("ana", "ben", "fay")}

    assert by_connector == {"ana": 1.5, "ben": 1.5, "fay": 0.5}


def test_dijkstra_takes_the_strongest_product_of_one_or_two_steps() -> None:
    field = field_with({"fay": 0.8, "ben": 0.5})

    ways = dijkstra(field, materialise(field.view))

    assert told(field.view.snapshot, ways) == {("ben", "dia"), ("fay", "ana", "cho")}
    assert sorted(ways.score.tolist()) == pytest.approx([71 / (71 + 24) * 0.5, 0.5], abs=0.01)


def test_a_target_who_is_ours_comes_first_for_everybody() -> None:
    field = field_with({"ana": 0.8, "dia": 0.5})

    for ways in rival_ways(field, np.random.default_rng(1)).values():
        assert (ways.connector[0], ways.target[0]) == (of(field, "dia"), of(field, "dia"))


def test_every_rival_shows_ways_to_targets_only(field: Field) -> None:
    found = rival_ways(field, np.random.default_rng(1))

    assert set(found) == {"random", "shortest_path", "dijkstra", "bridge_score", *PAIR_RIVALS}
    assert all(set(ways.target.tolist()) <= set(field.target.tolist()) for ways in found.values())
    assert told(field.view.snapshot, found["navox"]) == {("ben", "dia")}
    assert told(field.view.snapshot, found["swarm"]) == {("ana", "cho"), ("ben", "dia")}


def test_few_ways_lead_through_one_connector_or_to_one_target() -> None:
    account = np.repeat([0, 1], 40)
    connector, target = np.tile(np.arange(40) % 2, 2), np.tile(np.arange(40) % 20, 2)
    ways = Ways(account, connector, np.full(80, NOBODY), target, np.random.default_rng(1).random(80))

    shown = choose(ways, load_policy().search, np.random.default_rng(1))

    for at in (0, 1):
        here = shown.at(np.flatnonzero(shown.account == at))
        assert np.bincount(here.connector).tolist() == [3, 3]
        assert (np.diff(here.score) <= 0).all()


def test_our_own_people_among_the_targets_outrank_all_others(field: Field) -> None:
    ways = ways_of([(0, of(field, "ana"), NOBODY, of(field, "cho"), 7.0)])

    added = with_our_own(field_with({"ana": 0.8, "dia": 0.5}), ways)

    assert added.score.tolist() == [8.0, 7.0]
