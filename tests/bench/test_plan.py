"""The benchmark of the plan: its made-up weeks, its twelve weeks of answers, and its book of many connectors."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from api.demo import TRUTH
from api.workspace import Workspace
from bench.places import Place
from bench.plan_gate import DAY as GATE_DAY
from bench.plan_gate import make_crowd
from bench.plan_instance import make_instance
from bench.plan_weeks import Scenes, Story, Way, live, scenes_of, ways
from orbit.asks.gate.verdict import Gate, Mode, Requester, Status
from orbit.asks.plan.choose import plan_week
from orbit.model import EntityId
from orbit.policy import load_policy
from orbit.world import read_truth
from tests.factories import DAY

POLICY = load_policy()


@pytest.fixture(scope="module")
def scenes(demo: Workspace) -> Scenes:
    folder = demo.settings.home / TRUTH
    told = read_truth({file.name: json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.json")})
    return scenes_of(Place(demo, told, demo.scene(DAY)), weeks=3)


def lived(scenes: Scenes, name: str) -> Story:
    (way,) = [way for way in ways() if way.name == name]
    return live(scenes, way, POLICY)


def test_a_made_up_week_is_as_large_as_asked_for_and_the_same_from_the_same_seed() -> None:
    one, same, other = (make_instance(20, 50, 300, POLICY, seed) for seed in (7, 7, 8))

    assert (len(one.reps), len(one.candidates)) == (20, 300)
    assert len({ask.connector.id for ask in one.candidates}) <= 50
    assert one == same != other


def test_an_account_of_a_made_up_week_has_one_owner_and_its_own_people() -> None:
    candidates = make_instance(20, 50, 300, POLICY).candidates

    owners = {(ask.account.id, ask.owner) for ask in candidates}
    accounts = {(ask.target.id, ask.account.id) for ask in candidates}
    assert len(owners) == len({account for account, _ in owners})
    assert len(accounts) == len({target for target, _ in accounts})


def test_a_made_up_week_is_planned_better_than_by_taking_turns() -> None:
    instance = make_instance(20, 50, 300, POLICY)

    plan = plan_week(instance.candidates, instance.reps, POLICY)

    assert plan.merit.worth > plan.greedy.worth
    assert plan.gap <= 0.01


def test_the_book_of_many_connectors_has_all_sorts_of_verdicts() -> None:
    crowd = make_crowd(300)
    asker = Requester(EntityId("rep"), "rep@example.com", Mode.AE)

    told = Gate(crowd.book, GATE_DAY, POLICY).verdicts(crowd.people, asker, crowd.history)

    assert set(Counter(one.status for one in told)) == set(Status)
    assert {reason.rule for one in told for reason in one.reasons} >= {"resting", "escalation", "in_window", "pace"}


@pytest.mark.parametrize("name", ["gate_and_turns", "gate_and_plan"])
def test_who_asks_the_gate_burns_nobody_out_and_asks_nobody_it_forbids(scenes: Scenes, name: str) -> None:
    story = lived(scenes, name)

    assert story.introductions > 0
    assert (story.forbidden, story.burnt) == (0, set())


def test_without_the_gate_people_are_asked_whom_it_forbids(scenes: Scenes) -> None:
    assert lived(scenes, "no_gate").forbidden > 0


def test_nobody_is_asked_twice_for_one_person(scenes: Scenes) -> None:
    story = lived(scenes, "gate_and_plan")

    assert len(story.asked) == story.asks == sum(len(asks) for asks in story.history.values())


def test_who_is_asked_too_often_says_yes_no_more(scenes: Scenes) -> None:
    everything = Way("everything", asks_gate=False, choose=lambda problem, _: range(len(problem.asks)))

    story = live(scenes, everything, POLICY)

    assert story.burnt
    assert all(len(story.history[who]) >= 7 for who in story.burnt)
