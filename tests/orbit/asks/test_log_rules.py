"""The rules of the referral playbook that the log keeps, each under its number."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from orbit.asks.log.ask import EventKind, Plan, allowed, logged
from orbit.asks.log.due import Task, TaskKind, is_left_alone, open_tasks, tasks
from orbit.asks.log.reciprocity import debt_of, ledger, picked, say_reciprocity
from orbit.asks.terms import AskState
from orbit.errors import AskForbidden, PolicyError, UsageError
from orbit.policy import load_policy
from tests.asking import PLAN, POLICY, ask, event
from tests.factories import DAY

K = EventKind


def task(kind: TaskKind, *steps: object, plan: Plan = PLAN) -> Task | None:
    return next((one for one in tasks(ask(*steps, plan=plan), POLICY) if one.kind is kind), None)  # type: ignore[arg-type]


def due(kind: TaskKind, *steps: object) -> int | None:
    """Return how many days after the plan a task is due; None where there is none."""
    found = task(kind, *steps)
    return None if found is None else (found.due_on - DAY).days


def test_rule_13_the_draft_is_due_two_days_after_the_yes() -> None:
    assert due(TaskKind.DRAFT, K.SENT, (K.ACCEPTED, 3)) == 3 + POLICY.log.draft_days == 5
    assert due(TaskKind.DRAFT, K.SENT) is None


@pytest.mark.parametrize("step", [K.DRAFTED, K.FORWARDED, K.REPLIED, K.MEETING])
def test_rule_13_the_draft_is_done_once_it_is_sent_or_on_its_way(step: EventKind) -> None:
    found = task(TaskKind.DRAFT, K.SENT, K.ACCEPTED, (step, 1))

    assert found is not None
    assert found.done_on == DAY + timedelta(days=1)


def test_rule_14_a_no_sets_the_day_of_the_next_check_in() -> None:
    in_three_weeks = DAY + timedelta(days=21)

    named = logged(ask(K.SENT), event(3, K.NOT_NOW, next_on=in_three_weeks))

    assert [one.due_on for one in open_tasks([named], POLICY) if one.kind is TaskKind.CHECK_IN] == [in_three_weeks]
    assert (
        due(TaskKind.CHECK_IN, K.SENT, K.NOT_NOW)
        == due(TaskKind.CHECK_IN, K.SENT, K.DECLINED)
        == POLICY.log.check_in_days
    )
    assert due(TaskKind.CHECK_IN, K.SENT, K.NOT_NOW, (K.ACCEPTED, 9)) is None


def test_rule_22_an_ask_is_due_48_hours_after_its_plan_or_when_its_window_wants_it() -> None:
    window = replace(PLAN, ask_by=DAY + timedelta(days=1), closes_on=DAY + timedelta(days=4))

    found = task(TaskKind.ASK, plan=window)

    assert due(TaskKind.ASK) == 2
    assert found is not None
    assert (found.due_on, found.ends_on) == (window.ask_by, window.closes_on)
    assert (found.is_overdue(window.ask_by), found.is_overdue(DAY + timedelta(days=2))) == (False, True)  # type: ignore[arg-type]


def test_rule_22_the_target_is_missed_but_the_ask_may_still_be_made_until_the_window_closes() -> None:
    window = replace(PLAN, ask_by=DAY + timedelta(days=1), closes_on=DAY + timedelta(days=4))

    assert ask((K.SENT, 4), plan=window).state is AskState.SENT


def test_rule_23_an_ask_is_not_made_after_its_window() -> None:
    window = replace(PLAN, closes_on=DAY + timedelta(days=4))

    with pytest.raises(AskForbidden, match="window closed on 25 Nov 2026") as forbidden:
        ask((K.SENT, 5), plan=window)

    assert "sent" not in forbidden.value.allowed
    assert "withdrawn" in forbidden.value.allowed


def test_rule_32_a_target_bound_to_another_vendor_ends_the_ask_and_leaves_a_day_to_follow_up() -> None:
    june = DAY + timedelta(days=200)

    locked = logged(ask(K.SENT, K.FORWARDED, K.REPLIED), event(5, K.LOCKED_IN, next_on=june))

    [follow_up] = [one for one in tasks(locked, POLICY) if one.kind is TaskKind.FOLLOW_UP]
    assert (locked.state, follow_up.due_on, follow_up.done_on) == (AskState.LOST, june, None)
    assert "ends on 9 Jun 2027" in follow_up.text
    done = logged(locked, event(6, K.CHECKED_IN, june))
    assert TaskKind.FOLLOW_UP not in {one.kind for one in open_tasks([done], POLICY)}


def test_rule_32_until_when_they_are_bound_has_to_be_said() -> None:
    with pytest.raises(UsageError, match="until when"):
        ask(K.SENT, K.LOCKED_IN)


def test_rule_33_no_reminder_after_a_yes_without_a_forward_only_what_is_owed() -> None:
    yes = ask(K.SENT, K.ACCEPTED, K.DRAFTED)
    after_72_hours = DAY + timedelta(days=3)

    left = open_tasks([yes], POLICY)

    assert [(one.kind, one.due_on) for one in left] == [(TaskKind.RECIPROCITY, after_72_hours)]
    assert [is_left_alone(yes, DAY + timedelta(days=n), POLICY) for n in (0, 2, 3, 30)] == [False, False, True, True]


def test_rule_33_no_life_of_an_ask_ever_leaves_a_reminder_to_its_connector() -> None:
    steps = [kind for kind in K if kind not in {K.PLANNED, K.TAKEN_BACK}]
    kinds = {one.kind for each in product(steps, repeat=3) for one in _tasks_after(*each)}

    # A check-in follows a no, and never a yes.
    assert kinds == {TaskKind.ASK, TaskKind.DRAFT, TaskKind.RECIPROCITY, TaskKind.CLOSURE_NOTE, TaskKind.CHECK_IN}
    assert set(TaskKind) - kinds == {TaskKind.FOLLOW_UP}


def _tasks_after(*steps: EventKind) -> list[Task]:
    try:
        found = ask(K.SENT, *steps)
    except UsageError:
        return []
    if found.state is AskState.ACCEPTED:
        assert {one.kind for one in tasks(found, POLICY)} <= {TaskKind.ASK, TaskKind.DRAFT, TaskKind.RECIPROCITY}
    return list(tasks(found, POLICY))


def test_rule_43_an_ask_is_not_made_before_what_they_get_is_picked() -> None:
    bare = ask()
    bare = replace(bare, reciprocity=None)

    with pytest.raises(AskForbidden, match="Pick first") as forbidden:
        logged(bare, event(2, K.SENT))

    assert forbidden.value.allowed == ("withdrawn", "reciprocity_picked")
    chosen = logged(bare, event(2, K.PICKED, reciprocity="donation"))
    assert logged(chosen, event(3, K.SENT)).state is AskState.SENT


def test_rule_43_what_they_can_get_is_policy() -> None:
    policy = load_policy("[log]\nreciprocities = ['cake', 'donation']\ndonation_usd = 50")

    assert (picked("Cake", policy), say_reciprocity("cake", policy)) == ("cake", "Do what was promised: cake.")
    assert say_reciprocity("donation", policy).startswith("Donate 50 USD")
    with pytest.raises(UsageError, match="known: cake, donation"):
        picked("linkedin-recommendation", policy)


def test_rule_43_a_policy_that_gives_nothing_back_is_refused() -> None:
    with pytest.raises(PolicyError, match=r"log\.reciprocities"):
        load_policy("[log]\nreciprocities = []")


def test_rule_43_the_three_ways_of_the_playbook_are_there() -> None:
    assert [picked(way, POLICY) for way in ("LinkedIn recommendation", "council-callout", "donation")]
    assert say_reciprocity("donation", POLICY) == "Donate 200 USD to a charity of their choice."


@pytest.mark.parametrize(
    "steps",
    [(), (K.ACCEPTED,), (K.DECLINED,), (K.NOT_NOW,), (K.FORWARDED, K.LOST), (K.MEETING, K.WON), (K.WITHDRAWN,)],
)
def test_rule_44_something_is_given_back_whatever_the_outcome(steps: tuple[EventKind, ...]) -> None:
    made = ask(K.SENT, *steps)

    owed = ledger([made], POLICY).owed

    assert [debt.ask for debt in owed] == [made.id]
    assert K.THANKED in allowed(made)
    given = logged(made, event(9, K.THANKED))
    assert (ledger([given], POLICY).owed, len(ledger([given], POLICY).done)) == ((), 1)


def test_rule_44_nothing_is_owed_for_an_ask_that_was_never_made() -> None:
    assert debt_of(ask(), POLICY) is None
    assert debt_of(ask(K.WITHDRAWN), POLICY) is None


def test_rule_44_what_is_owed_falls_due_also_where_nobody_answers() -> None:
    silent, late = debt_of(ask(K.SENT), POLICY), debt_of(ask(K.SENT, (K.DECLINED, 30)), POLICY)

    assert silent is not None
    assert late is not None
    assert silent.due_on == late.due_on == DAY + timedelta(days=POLICY.log.reciprocity_days)
    assert [silent.is_overdue(silent.due_on + timedelta(days=n)) for n in (0, 1)] == [False, True]


def test_rule_44_the_ledger_has_the_longest_due_first() -> None:
    asks = [ask(K.SENT), ask(K.SENT, K.DECLINED, number=2), ask((K.SENT, 1), (K.ACCEPTED, 2), number=3)]

    book = ledger(asks, POLICY)

    assert [debt.ask for debt in book.owed] == [2, 3, 1]
    assert [debt.ask for debt in book.overdue(DAY + timedelta(days=4))] == [2]


@pytest.mark.parametrize("answer", [K.ACCEPTED, K.DECLINED, K.NOT_NOW])
def test_rule_45_every_ask_is_logged_whatever_the_answer(answer: EventKind) -> None:
    made = ask(K.SENT, answer)

    assert [(each.kind, each.by, each.at.tzinfo is not None) for each in made.events[1:]] == [
        (K.SENT, "ana@tidewell.example", True),
        (answer, "ana@tidewell.example", True),
    ]


def test_a_meeting_leaves_a_note_to_the_connector_to_write() -> None:
    assert due(TaskKind.CLOSURE_NOTE, K.SENT, (K.MEETING, 4)) == 4 + POLICY.log.closure_days
    assert task(TaskKind.CLOSURE_NOTE, K.SENT, K.FORWARDED) is None
    told = task(TaskKind.CLOSURE_NOTE, K.SENT, (K.MEETING, 4), (K.TOLD, 5))
    assert told is not None
    assert told.done_on == DAY + timedelta(days=5)
