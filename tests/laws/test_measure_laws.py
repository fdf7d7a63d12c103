"""What holds for every share and every month, whatever was logged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.log.ask import Ask, AskId, Event, EventKind, allowed, ask_of, logged
from orbit.asks.month.measures import Measures, Rates, Wanted, measure
from orbit.asks.month.months import Month
from orbit.asks.month.referrals import Deal, Deals, Referred
from orbit.asks.month.session import AskLimits, ask_days
from orbit.asks.month.shares import Share, wilson
from orbit.model import Circle, EntityId, TriggerKind
from tests.asking import PICK, PLAN, POLICY, event

AS_OF = date(2026, 11, 30)
NOVEMBER = Month(2026, 11)
REPS = [EntityId(f"per_{name}") for name in ("ana", "bea", "cid")]
counts = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(counts)
def test_the_interval_holds_the_share_and_lies_between_0_and_1(pair: tuple[int, int]) -> None:
    low, high = wilson(*pair)

    assert 0 <= low <= pair[0] / pair[1] <= high <= 1


@given(counts)
def test_more_of_the_same_number_never_lowers_an_interval(pair: tuple[int, int]) -> None:
    count, of = pair

    less, more = wilson(max(0, count - 1), of), wilson(count, of)

    assert less[0] <= more[0]
    assert less[1] <= more[1]


@given(counts, st.integers(2, 9))
def test_the_same_share_of_more_has_a_narrower_interval(pair: tuple[int, int], times: int) -> None:
    count, of = pair

    (low, high), (closer_low, closer_high) = wilson(count, of), wilson(count * times, of * times)

    assert closer_high - closer_low <= high - low


@given(counts)
def test_who_counts_the_others_gets_the_mirrored_interval(pair: tuple[int, int]) -> None:
    count, of = pair

    (low, high), (other_low, other_high) = wilson(count, of), wilson(of - count, of)

    assert abs(low - (1 - other_high)) < 1e-9
    assert abs(high - (1 - other_low)) < 1e-9


@st.composite
def lives(draw: st.DrawFn) -> Ask:
    """Draw an ask that lived through whatever its life allows."""
    plan = replace(
        PLAN,
        requester=draw(st.sampled_from([*REPS, None])),
        circle=draw(st.sampled_from(list(Circle))),
        trigger=draw(st.sampled_from([*TriggerKind, None])),
    )
    day = AS_OF - timedelta(days=draw(st.integers(0, 500)))
    ask = ask_of(AskId(draw(st.integers(1, 99))), plan, [event(1, EventKind.PLANNED, day, reciprocity=PICK)])
    for number in range(2, 2 + draw(st.integers(0, 6))):
        kinds = [kind for kind in allowed(ask) if kind is not EventKind.TAKEN_BACK]
        if not kinds:
            break
        day = min(AS_OF, day + timedelta(days=draw(st.integers(0, 9))))
        ask = logged(ask, _event(number, draw(st.sampled_from(kinds)), day))
    return ask


def _event(number: int, kind: EventKind, day: date) -> Event:
    more: dict[EventKind, dict[str, Any]] = {
        EventKind.LOCKED_IN: {"next_on": day + timedelta(days=90)},
        EventKind.PICKED: {"reciprocity": PICK},
    }
    return event(number, kind, day, **more.get(kind, {}))


def measured(asks: list[Ask]) -> Measures:
    return measure(asks, Wanted(NOVEMBER, AS_OF, REPS), POLICY)


@given(st.lists(lives(), max_size=12))
def test_the_asks_of_the_reps_add_up_to_all_and_those_of_each_rep_stand_alone(asks: list[Ask]) -> None:
    found = measured(asks)

    alone = {rep: measured([ask for ask in asks if ask.plan.requester == rep]) for rep in REPS}

    made = sum(ask.asked_on is not None and Month.of(ask.asked_on) == NOVEMBER for ask in asks)
    assert found.made == sum(rep.made for rep in found.reps) == made
    assert [rep.made for rep in found.reps[:3]] == [alone[rep].made for rep in REPS]


@given(st.lists(lives(), max_size=12))
def test_the_rates_of_circles_and_of_triggers_add_up_to_those_of_all(asks: list[Ask]) -> None:
    found = measured(asks)

    for groups in (found.by_circle.values(), found.by_trigger.values()):
        assert _added(list(groups)) == _numbers(found.rates)


@given(st.lists(lives(), max_size=12))
def test_no_further_step_has_more_asks_than_the_one_before(asks: list[Ask]) -> None:
    rates = measured(asks).rates

    assert rates.made >= rates.accepted.count >= rates.forwarded.count >= rates.meeting.count
    assert all(share.of + share.open <= rates.made for share in (rates.accepted, rates.forwarded, rates.meeting))


@given(st.lists(lives(), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_log_changes_nothing(asks: list[Ask], random: Random) -> None:
    shuffled = sorted(asks, key=lambda _: random.random())

    assert measured(shuffled) == measured(asks)


_days = st.none() | st.integers(0, 40).map(lambda days: AS_OF + timedelta(days=days))


@given(st.lists(st.builds(AskLimits, ask_by=_days, closes_on=_days), max_size=12), st.integers(0, 20))
def test_no_ask_is_set_before_today_or_after_its_window(limits: list[AskLimits], wait: int) -> None:
    found = ask_days(limits, AS_OF + timedelta(days=wait), AS_OF)

    for limit, day in zip(limits, found, strict=True):
        assert day is not None
        assert day >= AS_OF
        assert limit.closes_on is None or day <= limit.closes_on


def _numbers(rates: Rates) -> list[int]:
    shares: list[Share] = [rates.accepted, rates.forwarded, rates.meeting]
    return [rates.made, *(number for share in shares for number in (share.count, share.of, share.open))]


def _added(groups: list[Rates]) -> list[int]:
    told = [_numbers(group) for group in groups]
    return [sum(column) for column in zip(*told, strict=True)] if told else [0] * 10


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    """Draw a deal at one of few accounts, with days before and after those counted."""
    created_on = AS_OF - timedelta(days=draw(st.integers(0, 400)))
    return Deal(
        account=draw(st.sampled_from([PLAN.account, EntityId("com_oak"), None])),
        created_on=created_on,
        contact=draw(st.sampled_from([PLAN.target, None])),
        closed_on=draw(st.none() | st.integers(-60, 200).map(lambda days: created_on + timedelta(days=days))),
        is_won=draw(st.sampled_from([True, False, None])),
        is_claimed=draw(st.booleans()),
    )


def referred(asks: list[Ask], told: list[Deal]) -> tuple[Referred, Referred]:
    found = measure(asks, Wanted(NOVEMBER, AS_OF, deals=Deals(told)), POLICY)
    return found.opportunities, found.won


@given(st.lists(lives(), max_size=8), st.lists(deals(), max_size=8))
def test_no_more_deals_are_referred_than_there_are(asks: list[Ask], told: list[Deal]) -> None:
    for found in referred(asks, told):
        assert found.total is not None
        assert found.from_asks + found.claimed_alone == found.count <= found.total
        assert found.claimed_alone <= found.claimed


@given(st.lists(lives(), max_size=8), st.lists(deals(), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_deals_changes_nothing(asks: list[Ask], told: list[Deal], random: Random) -> None:
    shuffled = sorted(told, key=lambda _: random.random())

    assert referred(asks, shuffled) == referred(asks, told)


@given(st.lists(lives(), max_size=8), st.lists(deals(), max_size=8))
def test_what_lead_sources_claim_never_changes_what_the_log_says(asks: list[Ask], told: list[Deal]) -> None:
    silent = [replace(deal, is_claimed=False) for deal in told]

    for said, silently in zip(referred(asks, told), referred(asks, silent), strict=True):
        assert (said.from_asks, said.total) == (silently.from_asks, silently.total)
        assert silently.claimed == 0
