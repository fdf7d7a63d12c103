"""Whom do we ask this week? Each ask names one person, one company, and the words."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from api.presenter import PathsRequest, Presenter
from api.presenter.asks.logbook import Author, Wish
from api.rendering import to_json
from api.workspace import Workspace
from orbit.errors import NotFound, PolicyError, UsageError
from orbit.policy import load_policy
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, SIGNALS, STORY
from tests.factories import DAY, NOON, account_state

Json = dict[str, Any]
POLICY = load_policy()


@pytest.fixture(scope="module")
def week(demo_presenter: Presenter) -> Json:
    return demo_presenter.week(rep=None, as_of=DAY)


def asks(week: Json) -> list[Json]:
    return [ask for rep in week["reps"] for ask in rep["asks"]]


def test_the_answer_has_the_designed_keys(week: Json) -> None:
    assert list(week) == ["week", "as_of", "reps", "plan", "policy"]
    assert all({"rep", "asks", "shortfall"} <= set(rep) for rep in week["reps"])
    assert all(
        {"connector", "target", "account", "score", "verdict", "signals", "path", "packet"} <= set(ask)
        for ask in asks(week)
    )


@pytest.mark.parametrize(
    ("day", "name"), [(DAY, "2026-W47"), (date(2027, 1, 3), "2026-W53"), (date(2027, 1, 4), "2027-W01")]
)
def test_the_week_is_named_as_calendars_do(story: Presenter, day: date, name: str) -> None:
    assert story.week(rep=None, as_of=day)["week"] == name


def test_every_rep_has_at_least_five_asks(week: Json) -> None:
    assert len(week["reps"]) >= 2
    for rep in week["reps"]:
        assert POLICY.plan.named_floor <= len(rep["asks"]) <= POLICY.plan.asks_per_rep
        assert rep["shortfall"] is None


def test_every_ask_names_a_person_at_an_account_with_a_signal_and_words(week: Json) -> None:
    for ask in asks(week):
        assert ask["target"]["company"] == ask["account"]["name"]
        assert ask["signals"]
        assert ask["target"]["name"] in ask["packet"]["blurb"]
        assert ask["account"]["name"] in ask["packet"]["email"]["subject"]


def test_every_ask_shows_the_path_it_goes(week: Json) -> None:
    for ask in asks(week):
        people = ask["path"]["people"]
        assert (people[1]["id"], people[-1]["id"]) == (ask["connector"]["id"], ask["target"]["id"])
        assert (ask["path"]["score"], ask["path"]["verdict"]) == (ask["score"], ask["verdict"])


def test_nobody_is_asked_who_may_not_be(week: Json) -> None:
    assert {ask["verdict"]["status"] for ask in asks(week)} <= {"open", "joint_motion"}


def test_nobody_is_asked_for_twice_and_no_connector_too_often(week: Json) -> None:
    targets = Counter(ask["target"]["id"] for ask in asks(week))
    connectors = Counter(ask["connector"]["id"] for ask in asks(week))

    assert max(targets.values()) == 1
    assert max(connectors.values()) <= POLICY.load.max_open


def test_no_account_is_asked_into_too_often(week: Json) -> None:
    accounts = Counter(ask["account"]["id"] for ask in asks(week))

    assert max(accounts.values()) <= POLICY.plan.asks_per_account


def test_nobody_is_asked_to_introduce_themselves_or_by_themselves(week: Json) -> None:
    for rep in week["reps"]:
        for ask in rep["asks"]:
            assert len({rep["rep"]["id"], ask["connector"]["id"], ask["target"]["id"]}) == 3


def test_a_held_back_ask_says_why(week: Json) -> None:
    held = [one for rep in week["reps"] for one in rep["held"]]

    assert held
    keys = {"connector", "target", "account", "account_id", "rule", "reason", "score", "less", "instead"}
    assert all(set(one) == keys and one["reason"] for one in held)


def test_a_good_path_without_place_names_the_asks_that_took_it(week: Json) -> None:
    crowded = [one for rep in week["reps"] for one in rep["held"] if one["instead"]]
    chosen = {(ask["connector"]["name"], ask["target"]["name"]) for ask in asks(week)}

    assert crowded
    for one in crowded:
        assert {(other["connector"], other["target"]) for other in one["instead"]} <= chosen
        assert one["less"] >= 0


def test_the_plan_is_at_least_worth_what_taking_turns_would_be(week: Json) -> None:
    plan = week["plan"]

    assert plan["worth"] >= plan["taking_turns"]["worth"]
    assert plan["introductions"] == pytest.approx(sum(ask["score"] for ask in asks(week)))
    assert (plan["gap"] < 0.01, plan["timed_out"], plan["names_missing"]) == (True, False, 0)


def test_a_supposed_limit_tells_what_would_change(demo_presenter: Presenter, week: Json) -> None:
    told = demo_presenter.week(rep=None, as_of=DAY, what_if=("max_open=3",))["what_if"]

    assert told["changes"] == ["load.max_open: 3 instead of 2"]
    assert told["worth"] >= told["worth_before"] == week["plan"]["worth"]
    gained = sum(ask["score"] for ask in told["added"]) - sum(ask["score"] for ask in told["dropped"])
    assert gained == pytest.approx(told["introductions"] - told["introductions_before"])


def test_a_supposed_slot_is_worth_what_the_list_of_slots_says(demo_presenter: Presenter) -> None:
    first = demo_presenter.week(rep=None, as_of=DAY, what_if=("slots",))["slots"][0]

    told = demo_presenter.week(rep=None, as_of=DAY, what_if=(f"{first['connector']['id']}=+1",))["what_if"]

    assert told["worth"] - told["worth_before"] == pytest.approx(first["worth"])


@pytest.mark.parametrize(
    "text", ["nonsense", "max_open", "max_open=many", "max_open=1.5", "min_nps=8", "load.held_shown=3"]
)
def test_a_question_that_makes_no_sense_is_refused(demo_presenter: Presenter, text: str) -> None:
    with pytest.raises(UsageError, match="what-if"):
        demo_presenter.week(rep=None, as_of=DAY, what_if=(text,))


def test_a_limit_that_cannot_be_is_refused_by_the_policy(demo_presenter: Presenter) -> None:
    with pytest.raises(PolicyError, match=r"load\.max_open"):
        demo_presenter.week(rep=None, as_of=DAY, what_if=("max_open=0",))


def test_a_supposed_slot_of_nobody_is_refused(demo_presenter: Presenter) -> None:
    with pytest.raises(NotFound):
        demo_presenter.week(rep=None, as_of=DAY, what_if=("nobody@nowhere.example=+1",))


def test_asking_twice_gives_the_same_bytes(demo_presenter: Presenter, week: Json) -> None:
    assert to_json(demo_presenter.week(rep=None, as_of=DAY)) == to_json(week)


def test_one_rep_sees_their_part_of_the_whole_plan(demo_presenter: Presenter, week: Json) -> None:
    for rep in week["reps"]:
        assert demo_presenter.week(rep=rep["rep"]["email"], as_of=DAY)["reps"] == [rep]


def test_the_path_of_an_ask_is_one_that_the_account_shows(demo_presenter: Presenter, week: Json) -> None:
    ask = asks(week)[0]
    request = PathsRequest(requester=week["reps"][0]["rep"]["email"], title=None, limit=100, as_of=DAY)

    shown = demo_presenter.paths(ask["account"]["id"], request)["paths"]

    assert ask["path"] in [{key: value for key, value in path.items() if key != "packet"} for path in shown]


def test_the_story_comes_to_one_ask_and_says_that_it_is_short(story: Presenter) -> None:
    (rep,) = story.week(rep=ANA, as_of=DAY)["reps"]

    assert [(ask["connector"]["name"], ask["target"]["name"]) for ask in rep["asks"]] == [("Bo Krantz", "Dana Wu")]
    assert rep["shortfall"]


def test_an_ask_that_is_logged_stays_in_the_week(telling: Tell) -> None:
    workspace = telling(*STORY).workspace
    wish = Wish("snowpeak.example", "Dana Wu", "Bo Krantz", reciprocity="donation")
    Presenter(workspace).plan_ask(wish, Author(ANA, NOON, DAY))

    (rep,) = Presenter(workspace).week(rep=ANA, as_of=DAY)["reps"]

    assert [(ask["target"]["name"], ask["logged"]["state"]) for ask in rep["asks"]] == [("Dana Wu", "planned")]


def test_nobody_is_asked_for_again_in_the_weeks_after(telling: Tell) -> None:
    workspace = telling(*STORY).workspace
    wish = Wish("snowpeak.example", "Dana Wu", "Bo Krantz", reciprocity="donation")
    Presenter(workspace).plan_ask(wish, Author(ANA, NOON, DAY))

    (rep,) = Presenter(workspace).week(rep=ANA, as_of=DAY + timedelta(days=3))["reps"]

    assert rep["asks"] == []
    assert "Dana Wu is already asked for, through Bo Krantz." in [held["reason"] for held in rep["held"]]


def test_an_account_without_signal_is_not_asked_into(telling: Tell) -> None:
    quiet = [fact for fact in STORY if fact not in SIGNALS]

    (rep,) = Presenter(telling(*quiet).workspace).week(rep=None, as_of=DAY)["reps"]

    assert rep["asks"] == []


def test_a_week_before_anything_was_known_has_no_reps(story: Presenter) -> None:
    assert story.week(rep=None, as_of=date(2019, 1, 1))["reps"] == []


def test_a_rep_who_is_no_person_on_file_has_no_week(telling: Tell) -> None:
    ghost = account_state("snowpeak", owner="ghost@tidewell.example", seen_on="2026-01-01")
    known = [fact for fact in STORY if fact != ghost]

    names = [
        rep["rep"]["email"] for rep in Presenter(telling(*known, ghost).workspace).week(rep=None, as_of=DAY)["reps"]
    ]

    assert "ghost@tidewell.example" not in names


def test_a_colleague_who_owns_no_account_is_told_so(demo: Workspace, demo_presenter: Presenter, week: Json) -> None:
    owners = {rep["rep"]["email"] for rep in week["reps"]}
    other = min(set(demo.scene(DAY).book.team) - owners)

    (only,) = demo_presenter.week(rep=other, as_of=DAY)["reps"]

    assert (only["rep"]["email"], only["asks"]) == (other, [])
    assert "names them as its owner" in only["shortfall"]
