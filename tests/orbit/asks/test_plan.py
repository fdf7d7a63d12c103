"""The week: who asks whom, within every connector's limits, and why the rest is held back."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.gate import Mode, Status
from orbit.asks.plan import AskCandidate, Party, Rep, RepWeek, WeekPlan, plan_week
from orbit.model import Circle, EntityId
from orbit.policy import load_policy
from tests import factories as make

POLICY = load_policy()
ANA, BEN, SAM = (
    Rep(EntityId("ana"), "Ana Li", Mode.AE),
    Rep(EntityId("ben"), "Ben Oak", Mode.AE),
    Rep(EntityId("sam"), "Sam Ash", Mode.SDR),
)


def party(name: str) -> Party:
    """Somebody whose id is the name."""
    return Party(EntityId(name), name)


def ask(connector: str, target: str, account: str | None = None, **told: Any) -> AskCandidate:
    """A possible ask of Ana's through a colleague."""
    plain = AskCandidate(
        rep=ANA.entity,
        connector=party(connector),
        target=party(target),
        account=party(account or f"{target}'s company"),
        circle=Circle.TEAM,
        score=0.3,
        status=Status.OPEN,
        heat=0.5,
    )
    return replace(plain, **told)


def planned(*candidates: AskCandidate, reps: tuple[Rep, ...] = (ANA,)) -> WeekPlan:
    """The plan by the shipped policy."""
    return plan_week(candidates, reps, POLICY)


def targets(week: RepWeek) -> list[str]:
    """Whom a rep's asks are about, in order."""
    return [chosen.target.name for chosen in week.asks]


def why(plan: WeekPlan) -> dict[str, str]:
    """Why each target is held back."""
    return {held.candidate.target.name: held.reason for week in plan.weeks for held in week.held}


def test_champions_come_first_by_their_newest_value_event_whatever_the_strength() -> None:
    old = ask("Kim", "T1", circle=Circle.CHAMPION, trigger_on=date(2026, 11, 10), score=0.9)
    new = ask("Lou", "T2", circle=Circle.CHAMPION, trigger_on=date(2026, 11, 20), score=0.1)

    week = planned(ask("Max", "T3", score=0.99), old, new).weeks[0]

    assert targets(week) == ["T2", "T1", "T3"]


def test_strength_decides_what_a_champion_is_asked() -> None:
    event: dict[str, Any] = {"circle": Circle.CHAMPION, "trigger_on": make.DAY}
    names = {"T1": 0.1, "T2": 0.3, "T3": 0.2}

    plan = planned(*(ask("Kim", name, score=score, **event) for name, score in names.items()))

    assert targets(plan.weeks[0]) == ["T2", "T3"]
    assert why(plan) == {"T1": "Kim already has two asks this week."}


def test_a_connector_is_asked_by_all_reps_together_no_more_than_twice() -> None:
    plan = planned(
        *(ask("Kim", f"T{n}", rep=rep.entity) for n, rep in enumerate((ANA, BEN, ANA, BEN))), reps=(ANA, BEN)
    )

    assert sum(len(week.asks) for week in plan.weeks) == 2


def test_a_board_member_is_asked_once() -> None:
    plan = planned(ask("Bo", "T1", circle=Circle.BOARD), ask("Bo", "T2", circle=Circle.BOARD))

    assert targets(plan.weeks[0]) == ["T1"]
    assert why(plan) == {"T2": "Bo already has one ask this week."}


def test_slots_that_are_taken_already_are_respected() -> None:
    plan = planned(ask("Kim", "T1", slots=0), ask("Lou", "T2", slots=1), ask("Lou", "T3", slots=2))

    assert targets(plan.weeks[0]) == ["T2"]
    assert why(plan)["T1"] == "Kim can take no more asks this week."


def test_a_target_is_asked_for_once_across_reps() -> None:
    plan = planned(ask("Kim", "T1"), ask("Lou", "T1", rep=BEN.entity), reps=(ANA, BEN))

    assert [targets(week) for week in plan.weeks] == [["T1"], []]
    assert why(plan) == {"T1": "T1 is already asked for, through Kim."}


def test_an_account_gets_two_asks_across_reps() -> None:
    plan = planned(*(ask(f"K{n}", f"T{n}", "Snowpeak") for n in range(3)))

    assert len(plan.weeks[0].asks) == 2
    assert why(plan) == {"T2": "Snowpeak already has two asks this week."}


def test_a_rep_gets_eight_asks_at_most() -> None:
    plan = planned(*(ask(f"K{n}", f"T{n}", score=1 - n / 100) for n in range(10)))

    assert targets(plan.weeks[0]) == [f"T{n}" for n in range(8)]
    assert why(plan)["T8"] == "Ana Li already has eight asks this week."
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


def test_the_rep_with_the_fewest_choices_chooses_first() -> None:
    rich = [ask("Kim", f"T{n}", score=0.9) for n in range(3)] + [ask("Lou", "T9")]

    plan = planned(*rich, ask("Kim", "T5", rep=BEN.entity, score=0.1), reps=(ANA, BEN))

    assert [targets(week) for week in plan.weeks] == [["T0", "T9"], ["T5"]]


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


CANDIDATES = st.lists(
    st.builds(
        lambda rep, connector, target, account, **told: ask(connector, target, account, rep=rep.entity, **told),
        rep=st.sampled_from([ANA, BEN, SAM]),
        connector=st.sampled_from(["Kim", "Lou", "Max", "ana"]),
        target=st.sampled_from([f"T{n}" for n in range(8)]),
        account=st.sampled_from(["Snowpeak", "Glacier", "Fjordline"]),
        circle=st.sampled_from(Circle),
        score=st.sampled_from([0.1, 0.2, 0.3]),
        heat=st.sampled_from([0.0, 0.5]),
        status=st.sampled_from(Status),
        trigger_on=st.none() | st.integers(0, 20).map(lambda ago: make.DAY - timedelta(days=ago)),
        slots=st.none() | st.integers(0, 2),
        owner=st.none() | st.sampled_from([ANA.entity, BEN.entity]),
    ),
    max_size=25,
)


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_no_limit_is_ever_passed_whatever_the_candidates(candidates: list[AskCandidate], random: Any) -> None:
    plan = planned(*candidates, reps=(ANA, BEN, SAM))

    chosen = [one for week in plan.weeks for one in week.asks]
    per_connector = Counter(one.connector.id for one in chosen if one.connector.id != one.rep)
    per_account = Counter(one.account.id for one in chosen)
    assert all(count <= POLICY.load.max_open for count in per_connector.values())
    assert all(count <= POLICY.plan.asks_per_account for count in per_account.values())
    assert len({one.target.id for one in chosen}) == len(chosen)
    assert all(one.status is not Status.BLOCKED and one.heat > 0 for one in chosen)


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_changes_nothing(candidates: list[AskCandidate], random: Any) -> None:
    distinct = list({(c.rep, c.connector.id, c.target.id): c for c in candidates}.values())
    shuffled = random.sample(distinct, len(distinct))

    assert planned(*shuffled, reps=(ANA, BEN, SAM)) == planned(*distinct, reps=(ANA, BEN, SAM))


@given(CANDIDATES)
def test_whoever_is_not_asked_for_has_a_reason(candidates: list[AskCandidate]) -> None:
    plan = planned(*candidates, reps=(ANA, BEN, SAM))

    for week in plan.weeks:
        told = {one.candidate.target.id for one in week.held} | {one.target.id for one in week.asks}
        wanted = {one.target.id for one in candidates if one.rep == week.rep.entity}
        assert told <= wanted
        assert len(week.held) == min(POLICY.plan.held_shown, len(wanted) - len(week.asks))
        assert all(one.reason.endswith(".") for one in week.held)
