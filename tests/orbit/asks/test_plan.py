"""The week: who asks whom, within every connector's limits, and why the rest is held back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from orbit.asks.gate.verdict import AskState, PastAsk, Status
from orbit.asks.plan.choose import AskCandidate, Conditions
from orbit.asks.plan.limits import Kind, Limit, Problem
from orbit.asks.plan.solve import solve
from orbit.asks.plan.week import account_value
from orbit.errors import SolverFailed
from orbit.model import Circle, EntityId
from orbit.policy import load_policy
from tests import factories as make
from tests.orbit.asks.weeks import ANA, BEN, POLICY, SAM, ask, party, planned, targets, why


def test_champions_are_listed_first_by_their_newest_value_event_whatever_the_strength() -> None:
    old = ask("Kim", "T1", circle=Circle.CHAMPION, trigger_on=date(2026, 11, 10), score=0.9)
    new = ask("Lou", "T2", circle=Circle.CHAMPION, trigger_on=date(2026, 11, 20), score=0.1)

    week = planned(ask("Max", "T3", score=0.99), old, new).weeks[0]

    assert targets(week) == ["T2", "T1", "T3"]


def test_strength_decides_what_a_champion_is_asked() -> None:
    event: dict[str, Any] = {"circle": Circle.CHAMPION, "trigger_on": make.DAY}
    names = {"T1": 0.1, "T2": 0.3, "T3": 0.2}

    plan = planned(*(ask("Kim", name, score=score, **event) for name, score in names.items()))

    assert targets(plan.weeks[0]) == ["T2", "T3"]
    assert why(plan) == {
        "T1": "Kim's two free slots go to T2 at T2's company and T3 at T3's company; "
        "T3 at T3's company would have to go: worth 0.100 more."
    }


def test_a_connector_is_asked_by_all_reps_together_no_more_than_twice() -> None:
    plan = planned(
        *(ask("Kim", f"T{n}", rep=rep.entity) for n, rep in enumerate((ANA, BEN, ANA, BEN))), reps=(ANA, BEN)
    )

    assert sum(len(week.asks) for week in plan.weeks) == 2


def test_a_board_member_is_asked_once() -> None:
    plan = planned(ask("Bo", "T1", circle=Circle.BOARD), ask("Bo", "T2", circle=Circle.BOARD))

    assert targets(plan.weeks[0]) == ["T1"]
    assert why(plan) == {"T2": "Bo's one free slot goes to T1 at T1's company: worth as much."}


def test_slots_that_are_taken_already_are_respected() -> None:
    plan = planned(ask("Kim", "T1", slots=0), ask("Lou", "T2", slots=1), ask("Lou", "T3", slots=2))

    assert targets(plan.weeks[0]) == ["T2"]
    assert why(plan)["T1"] == "Kim can take no more asks this week."


def test_a_target_is_asked_for_once_across_reps() -> None:
    plan = planned(ask("Kim", "T1"), ask("Lou", "T1", rep=BEN.entity), reps=(ANA, BEN))

    assert [targets(week) for week in plan.weeks] == [["T1"], []]
    assert why(plan) == {"T1": "T1 is already asked for, through Kim: worth as much."}


def test_an_account_gets_two_asks_across_reps() -> None:
    plan = planned(*(ask(f"K{n}", f"T{n}", "Snowpeak") for n in range(3)))

    assert len(plan.weeks[0].asks) == 2
    assert why(plan) == {
        "T2": "Snowpeak already has two asks this week; T1 at Snowpeak would have to go: worth as much."
    }


def test_a_rep_gets_eight_asks_at_most() -> None:
    plan = planned(*(ask(f"K{n}", f"T{n}", score=1 - n / 100) for n in range(10)))

    assert targets(plan.weeks[0]) == [f"T{n}" for n in range(8)]
    assert why(plan)["T8"] == (
        "Ana Li already has eight asks this week; T7 at T7's company would have to go: worth 0.010 more."
    )
    assert plan.weeks[0].shortfall is None


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"status": Status.BLOCKED, "blocked_by": "A support escalation is open."}, "A support escalation is open."),
        ({"status": Status.BLOCKED}, "Kim may not be asked now."),
        ({"score": 0.001}, "Kim hardly knows a way to T1: not worth a favour."),
        ({"heat": 0.0}, "Snowpeak shows no fresh signal."),
        ({"locked_until": date(2027, 3, 1)}, "T1 is bound to another vendor until 1 Mar 2027."),
        ({"owner": BEN.entity}, "Snowpeak belongs to Ben Oak."),
    ],
)
def test_an_ask_that_is_not_for_now_is_held_back_with_the_reason(told: dict[str, Any], reason: str) -> None:
    plan = planned(ask("Kim", "T1", "Snowpeak", **told), reps=(ANA, BEN))

    assert plan.weeks[0].asks == ()
    assert why(plan) == {"T1": reason}


def test_a_joint_motion_is_proposed_to_an_ae_but_not_to_an_sdr() -> None:
    joint = ask("Kim", "T1", status=Status.JOINT_MOTION)

    plan = planned(joint, replace(joint, rep=SAM.entity, target=party("T2")), reps=(ANA, SAM))

    assert [targets(week) for week in plan.weeks] == [["T1"], []]
    assert plan.weeks[0].asks[0].status is Status.JOINT_MOTION
    assert why(plan) == {"T2": "Kim is for CSM and AE together, not for an SDR."}


def test_an_sdr_asks_on_behalf_of_the_owner() -> None:
    plan = planned(ask("Kim", "T1", rep=SAM.entity, owner=BEN.entity), reps=(ANA, BEN, SAM))

    assert targets(plan.weeks[2]) == ["T1"]


def test_a_rep_far_below_the_floor_comes_before_one_who_is_not() -> None:
    rich = [ask("Kim", f"T{n}", score=0.2) for n in range(3)] + [ask("Lou", "T9")]

    plan = planned(*rich, ask("Kim", "T5", rep=BEN.entity, score=0.1), reps=(ANA, BEN))

    assert [targets(week) for week in plan.weeks] == [["T9", "T0"], ["T5"]]


def test_a_rep_who_knows_the_target_needs_no_slot() -> None:
    plan = planned(*(ask("ana", f"T{n}") for n in range(4)))

    assert len(plan.weeks[0].asks) == 4


def test_only_the_best_few_are_shown_as_held_back_each_person_once() -> None:
    blocked = [ask(k, f"T{n}", status=Status.BLOCKED, score=n / 10) for n in range(9) for k in ("Kim", "Lou")]

    held = planned(*blocked).weeks[0].held

    assert [one.candidate.target.name for one in held] == ["T8", "T7", "T6", "T5", "T4"]


@pytest.mark.parametrize(
    ("candidates", "text"),
    [
        ([], "0 of 5 named candidates; no other path is known: import LinkedIn exports, advisors or signals"),
        ([ask("Kim", f"T{n}") for n in range(4)], "2 of 5 named candidates; the connectors have enough asks"),
        ([ask("Kim", "T1", heat=0.0)], "0 of 5 named candidates; the other accounts show no fresh signal"),
    ],
)
def test_a_rep_below_the_floor_is_told_what_would_help(candidates: list[AskCandidate], text: str) -> None:
    shortfall = planned(*candidates).weeks[0].shortfall

    assert shortfall is not None
    assert shortfall.startswith(text)


@pytest.mark.parametrize(("count", "is_short"), [(4, True), (5, False)])
def test_five_named_candidates_are_enough(count: int, is_short: bool) -> None:
    plan = planned(*(ask(f"K{n}", f"T{n}") for n in range(count)))

    assert (plan.weeks[0].shortfall is not None) is is_short


def test_all_reps_together_get_what_is_worth_most() -> None:
    only_kim = ask("Kim", "T1", rep=BEN.entity, score=0.30, slots=1)
    kim_or_lou = [ask("Kim", "T2", score=0.31, slots=1), ask("Lou", "T2", score=0.25)]

    plan = planned(only_kim, *kim_or_lou, reps=(ANA, BEN))

    assert [(one.connector.name, one.target.name) for one in plan.asks] == [("Lou", "T2"), ("Kim", "T1")]


def test_what_an_introduction_is_worth_counts_as_well_as_its_chance() -> None:
    large, fresh, plain = (
        ask("Kim", "T1", score=0.1, value=2.0),
        ask("Kim", "T2", score=0.15, freshness=1.0),
        ask("Kim", "T3", score=0.18, freshness=0.5),
    )

    plan = planned(large, fresh, plain)

    assert sorted(targets(plan.weeks[0])) == ["T1", "T2"]


def test_of_asks_worth_the_same_the_newest_value_event_goes_first() -> None:
    old, new = (
        ask(who, "T1", circle=Circle.CHAMPION, trigger_on=make.DAY - timedelta(days=ago), score=0.1)
        for who, ago in (("Kim", 9), ("Lou", 1))
    )

    plan = planned(old, new)

    assert plan.asks == (new,)


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({"score": 0.12}, "Kim's one free slot goes to T1 at T1's company: worth 0.180 more."),
        ({"score": 0.3}, "Kim's one free slot goes to T1 at T1's company: worth as much."),
    ],
)
def test_a_good_path_without_place_says_what_took_it_and_by_how_much(told: dict[str, Any], text: str) -> None:
    plan = planned(ask("Kim", "T1", slots=1), ask("Kim", "T2", slots=1, **told))

    (held,) = plan.weeks[0].held
    assert (held.rule, held.reason) == ("connector_full", text)
    assert [one.target.name for one in held.place_taken_by] == ["T1"]
    assert held.less == pytest.approx(0.3 - told["score"])


def test_a_stronger_path_that_gives_way_to_the_floor_says_so() -> None:
    rich = [ask(f"K{n}", f"T{n}") for n in range(5)] + [ask("Kim", "T9", score=0.2, slots=1)]

    plan = planned(*rich, ask("Kim", "T8", rep=BEN.entity, score=0.1, slots=1), reps=(ANA, BEN))

    told = "Kim's one free slot goes to T8 at T8's company: worth 0.100 less, but Ben Oak would be"
    assert why(plan)["T9"] == f"{told} further below the floor."


def test_an_ask_that_needs_two_places_names_both() -> None:
    standing = [ask("Kim", "T1", "Snowpeak", slots=1), ask("Lou", "T2", "Glacier"), ask("Max", "T3", "Glacier")]

    plan = planned(*standing, ask("Kim", "T4", "Glacier", slots=1, score=0.1))

    (held,) = plan.weeks[0].held
    assert {one.target.name for one in held.place_taken_by} == {"T1", "T3"}
    assert held.reason.endswith("T1 at Snowpeak and T3 at Glacier would have to go: worth 0.500 more.")


def test_good_paths_are_shown_before_those_that_a_rule_keeps_out() -> None:
    plan = planned(
        ask("Kim", "T1", slots=1), ask("Kim", "T2", slots=1, score=0.1), ask("Lou", "T3", status=Status.BLOCKED)
    )

    assert list(why(plan)) == ["T2", "T3"]


def test_an_ask_that_stays_takes_the_place_of_its_target_account_and_connector() -> None:
    given = Conditions(locked=(ask("Kim", "T1", "Snowpeak"),))
    others = [ask("Lou", "T1", "Snowpeak"), ask("Kim", "T2"), ask("Kim", "T3"), ask("Max", "T4", "Snowpeak")]

    plan = planned(*others, ask("Mia", "T5", "Snowpeak", score=0.2), given=given)

    assert sorted(targets(plan.weeks[0])) == ["T1", "T2", "T4"]
    assert why(plan)["T5"].startswith("Snowpeak already has two asks this week")


def test_what_is_on_file_of_a_connector_limits_its_slots() -> None:
    past = PastAsk(make.DAY, ANA.entity, AskState.SENT, Circle.TEAM)
    given = Conditions(history={EntityId("Kim"): [past]}, as_of=make.DAY)

    plan = planned(ask("Kim", "T1"), ask("Kim", "T2"), given=given)

    assert len(plan.asks) == POLICY.load.max_open - 1


def test_nobody_is_asked_for_while_an_ask_is_under_way() -> None:
    plan = planned(ask("Kim", "T1"), given=Conditions(asked_for={EntityId("T1"): "Lou Park"}))

    assert plan.asks == ()
    assert why(plan) == {"T1": "T1 is already asked for, through Lou Park."}


def test_a_supposed_slot_is_used() -> None:
    asks = [ask("Kim", "T1", slots=1), ask("Kim", "T2", slots=1)]

    plan = planned(*asks, given=Conditions(extra_slots={EntityId("Kim"): 1}))

    assert len(plan.asks) == 2


def test_a_plan_is_set_beside_taking_turns() -> None:
    faint = ask("Kim", "T1", slots=1, circle=Circle.CHAMPION, trigger_on=make.DAY, score=0.1)

    plan = planned(faint, ask("Kim", "T2", slots=1))

    assert (plan.merit.introductions, plan.greedy.introductions) == (0.3, 0.1)


def test_a_search_that_is_stopped_says_how_far_the_plan_may_be_from_the_best() -> None:
    hurried = load_policy("[plan]\nsolve_seconds = 1e-9")
    many = [ask(f"K{n % 7}", f"T{n % 11}", f"A{n % 5}", score=0.1 + n / 1000) for n in range(77)]

    plan = planned(*many, policy=hurried)

    assert plan.asks
    assert plan.is_timed_out
    assert plan.gap > 0


def test_a_solver_that_finds_no_plan_is_an_error_and_no_empty_plan() -> None:
    impossible = Limit(Kind.REP, ANA.entity, ANA.name, -1, (0,))
    problem = Problem((ask("Kim", "T1"),), (1,), (impossible,), ((0,),), {}, 0, ())

    with pytest.raises(SolverFailed, match="week's plan"):
        solve(problem, (), seconds=1.0, slack=0.0)


def test_the_solver_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    planned(ask("Kim", "T1"), ask("Kim", "T2"), ask("Kim", "T3"))

    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("arr", "stage", "value"),
    [
        (None, None, 1.0),
        (POLICY.plan.usual_arr, None, 1.0),
        (1.0, None, POLICY.plan.least_value),
        (1e9, None, POLICY.plan.most_value),
        (None, "3 - Negotiation", POLICY.plan.late_stage_factor),
        (None, "Discovery", 1.0),
    ],
)
def test_an_account_is_worth_what_is_known_of_it(arr: float | None, stage: str | None, value: float) -> None:
    assert account_value(arr, stage, POLICY.plan) == value
