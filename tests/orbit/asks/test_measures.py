from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from orbit.asks.log.ask import Ask, AskId, Plan, ask_of
from orbit.asks.log.ask import EventKind as K
from orbit.asks.log.due import TaskKind
from orbit.asks.month.measures import Measures, Wanted, measure
from orbit.asks.month.months import Month
from orbit.asks.month.referrals import Basis, Deals
from orbit.asks.month.shares import Share
from orbit.errors import UsageError
from orbit.model import Circle, EntityId, TriggerKind
from tests.asking import PICK, PLAN, POLICY, ask, event
from tests.factories import DAY

NOVEMBER = Month(2026, 11)
ANA, BEA = EntityId("per_ana"), EntityId("per_bea")
AS_OF = date(2026, 11, 30)
SNOW, FJORD, OAK = EntityId("com_snow"), EntityId("com_fjord"), EntityId("com_oak")


def measured(*asks: Ask, as_of: date = AS_OF, **more: Any) -> Measures:
    """Measure November for Ana and Bea."""
    numbered = [replace(each, id=AskId(number)) for number, each in enumerate(asks, 1)]
    return measure(numbered, Wanted(NOVEMBER, as_of, **{"reps": (ANA, BEA), **more}), POLICY)


def plan(**changes: Any) -> Plan:
    """Change the plan that all tests share."""
    return replace(PLAN, **changes)


def sent_on(day: date, plan: Plan = PLAN) -> Ask:
    """Make an ask that was planned and made on one day."""
    return ask_of(AskId(1), plan, [event(1, K.PLANNED, day, reciprocity=PICK), event(2, K.SENT, day)])


def test_rule_49_asks_are_counted_per_rep_and_month_against_eight() -> None:
    asks = [
        ask(K.SENT),
        ask(K.SENT, K.DECLINED),
        ask(K.SENT, plan=plan(requester=BEA)),
        ask(),
        sent_on(date(2026, 10, 5)),
    ]

    found = measured(*asks)

    assert [(rep.rep, rep.made, rep.planned) for rep in found.reps] == [(ANA, 2, 1), (BEA, 1, 0)]
    assert found.reps[0].months[-2:] == (1, 2)
    assert POLICY.measure.asks_per_month == 8


def test_rule_45_a_declined_ask_counts_as_much_as_one_that_was_accepted() -> None:
    assert measured(ask(K.SENT, K.DECLINED)).made == measured(ask(K.SENT, K.ACCEPTED)).made == 1


def test_a_rep_without_asks_is_there_with_none() -> None:
    assert [(rep.rep, rep.made) for rep in measured().reps] == [(ANA, 0), (BEA, 0)]


def test_asks_of_others_and_of_the_erased_are_counted_too() -> None:
    found = measured(ask(K.SENT, plan=plan(requester=EntityId("per_zoe"))), ask(K.SENT, plan=plan(requester=None)))

    assert [(rep.rep, rep.made) for rep in found.reps] == [(ANA, 0), (BEA, 0), ("per_zoe", 1), (None, 1)]


def test_rates_leave_out_what_is_still_open() -> None:
    asks = [ask(K.SENT), ask(K.SENT, K.ACCEPTED), ask(K.SENT, K.DECLINED), ask(K.SENT, K.FORWARDED, K.MEETING)]

    rates = measured(*asks).rates

    assert rates.accepted == Share(2, 3, 1)
    assert rates.forwarded == Share(1, 2, 2)
    assert rates.meeting == Share(1, 2, 2)


def test_an_ask_that_stayed_without_an_answer_is_no_yes() -> None:
    late = DAY + timedelta(days=POLICY.load.silent_days)

    assert measured(ask(K.SENT), as_of=late).rates.accepted == Share(0, 1)


def test_an_ask_that_we_withdrew_says_nothing_of_the_connector() -> None:
    assert measured(ask(K.SENT, K.WITHDRAWN)).rates.accepted == Share(0, 0)


def test_rates_stand_by_circle_and_by_trigger() -> None:
    renewal = plan(trigger=TriggerKind.RENEWAL)
    found = measured(ask(K.SENT, K.ACCEPTED, plan=renewal), ask(K.SENT, K.DECLINED, plan=plan(circle=Circle.ADVISOR)))

    assert {circle: rates.accepted for circle, rates in found.by_circle.items()} == {
        Circle.CHAMPION: Share(1, 1),
        Circle.ADVISOR: Share(0, 1),
    }
    assert {trigger: rates.made for trigger, rates in found.by_trigger.items()} == {TriggerKind.RENEWAL: 1, None: 1}


def test_rule_47_asks_in_the_seven_days_after_the_session_count_where_they_follow_the_right_event() -> None:
    won = plan(trigger=TriggerKind.CLOSED_WON)
    asks = [
        sent_on(date(2026, 11, 2), won),
        sent_on(date(2026, 11, 8), won),
        sent_on(date(2026, 11, 9), won),
        sent_on(date(2026, 11, 4), plan(trigger=TriggerKind.CSAT)),
    ]

    early = measured(*asks).reps[0].early

    assert (early.since, early.until) == (date(2026, 11, 2), date(2026, 11, 8))
    assert (early.made, early.counted, early.answered) == (3, 2, 0)
    assert POLICY.measure.early_asks == 2


def test_rule_53_what_is_claimed_stands_beside_what_is_logged() -> None:
    month = Month.of(DAY)
    found = measured(ask(K.SENT), ask(K.SENT), claimed={(month, ANA): 8, (month, BEA): 3, (month.plus(-1), ANA): 5})

    assert [(rep.claimed, rep.made, rep.claimed_ratio) for rep in found.reps] == [(8, 2, 4.0), (3, 0, None)]
    assert found.reps[0].claims[-2:] == (5, 8)


def test_rule_53_nobody_is_taken_to_claim_what_they_did_not_say() -> None:
    assert [rep.claimed for rep in measured(ask(K.SENT)).reps] == [None, None]


def test_rule_44_what_was_promised_is_kept_on_time_late_or_not() -> None:
    in_time = ask(K.SENT, K.DECLINED, (K.THANKED, 3))
    late = ask(K.SENT, K.DECLINED, (K.THANKED, 4))
    never = ask(K.SENT, K.DECLINED)

    kept = {each.kind: each for each in measured(in_time, late, never).kept}[TaskKind.RECIPROCITY]

    assert (kept.share, kept.late, kept.overdue) == (Share(1, 3), 1, 1)


def test_rule_44_what_is_not_due_yet_is_open() -> None:
    kept = {each.kind: each for each in measured(ask(K.SENT, K.DECLINED), as_of=DAY).kept}[TaskKind.RECIPROCITY]

    assert (kept.share, kept.overdue) == (Share(0, 0, 1), 0)


def test_rule_13_drafts_are_sent_by_their_day() -> None:
    asks = [ask(K.SENT, K.ACCEPTED, (K.DRAFTED, 2)), ask(K.SENT, K.ACCEPTED, (K.DRAFTED, 3))]

    kept = {each.kind: each for each in measured(*asks).kept}[TaskKind.DRAFT]

    assert (kept.share, kept.late) == (Share(1, 2), 1)


def test_rule_50_without_a_total_there_is_no_share_of_opportunities() -> None:
    found = measured(ask(K.SENT, K.FORWARDED, K.MEETING, K.OPPORTUNITY)).opportunities

    assert (found.from_asks, found.total, found.share, found.basis) == (1, None, None, Basis.NOT_KNOWN)


def test_rule_50_a_given_total_makes_a_share() -> None:
    found = measured(ask(K.SENT, K.FORWARDED, K.OPPORTUNITY), opportunities=10).opportunities

    assert (found.share, found.basis) == (Share(1, 10), Basis.GIVEN)
    assert POLICY.measure.opportunity_share == 0.15


def test_rule_50_several_asks_for_one_account_led_to_one_opportunity() -> None:
    steps = (K.SENT, K.FORWARDED, K.OPPORTUNITY)

    assert measured(ask(*steps), ask(*steps), ask(*steps, plan=plan(account=FJORD))).opportunities.from_asks == 2


def test_rule_51_closed_won_on_file_is_the_total_and_what_only_the_log_knows_is_part_of_it() -> None:
    steps = (K.SENT, K.FORWARDED, K.MEETING, K.WON)
    on_file = {SNOW: (DAY,), OAK: (date(2026, 9, 1),), FJORD: (date(2026, 8, 31),)}

    found = measured(ask(*steps), ask(*steps, plan=plan(account=EntityId("com_new"))), deals=Deals(won=on_file)).won

    assert (found.share, found.basis) == (Share(2, 3), Basis.ON_FILE)
    assert POLICY.measure.won_share == 0.25


def test_a_total_below_what_is_logged_is_refused() -> None:
    with pytest.raises(UsageError, match="given as 0, and 1 come"):
        measured(ask(K.SENT, K.FORWARDED, K.OPPORTUNITY), opportunities=0)


def test_rule_54_nothing_in_the_measures_judges_a_rep() -> None:
    names = {name for name in dir(measured().reps[0]) if not name.startswith("_")}

    assert names == {"rep", "made", "planned", "claimed", "claimed_ratio", "claims", "early", "months"}
