"""The log as the gate counts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from orbit.asks.gate.load import known_asks, load_reasons, slots
from orbit.asks.log.ask import EventKind
from orbit.asks.log.history import Histories, asked_for, history, is_under_way, past_ask
from orbit.asks.terms import AskState, PastAsk
from orbit.model import Circle, EntityId
from tests.asking import BO, PLAN, POLICY, ask
from tests.factories import DAY

K = EventKind
ANA, DANA = EntityId("per_ana"), EntityId("per_dana")


def test_a_planned_ask_takes_a_slot_from_the_day_of_its_plan() -> None:
    assert past_ask(ask()) == PastAsk(DAY, ANA, AskState.PLANNED, Circle.CHAMPION)
    assert slots({Circle.CHAMPION}, known_asks([past_ask(ask())], DAY), DAY, POLICY.load) == POLICY.load.max_open - 1  # type: ignore[list-item]


def test_an_ask_counts_from_the_day_on_which_it_was_made() -> None:
    past = past_ask(ask((K.SENT, 3), (K.DECLINED, 5)))

    assert past == PastAsk(DAY + timedelta(days=3), ANA, AskState.DECLINED, Circle.CHAMPION, DAY + timedelta(days=5))


def test_an_ask_that_was_withdrawn_unsaid_counts_for_nothing() -> None:
    assert past_ask(ask(K.WITHDRAWN)) is None
    assert past_ask(ask(K.SENT, K.WITHDRAWN)) is not None
    assert history([ask(K.WITHDRAWN), ask((K.WITHDRAWN, 2))], DAY) == (past_ask(ask()),)


def test_a_no_of_tomorrow_is_not_known_today() -> None:
    declined = ask(K.SENT, (K.DECLINED, 1))

    days = [history([declined], DAY + timedelta(days=n)) for n in (0, 1)]

    assert [[past.outcome for past in day] for day in days] == [[AskState.SENT], [AskState.DECLINED]]
    assert not list(load_reasons({Circle.TEAM}, days[0], DAY, POLICY.load))
    assert next(load_reasons({Circle.TEAM}, days[1], DAY + timedelta(days=1), POLICY.load)).rule == "resting"


def test_histories_are_kept_by_connector_and_leave_out_who_was_erased() -> None:
    other = ask(plan=replace(PLAN, connector=ANA, requester=None))
    erased = ask(plan=replace(PLAN, connector=None))

    found = Histories([ask(), other, erased, ask(K.SENT)], DAY)

    assert {who: len(asks) for who, asks in found.items()} == {BO: 2, ANA: 1}
    assert found[ANA][0].by == EntityId("")
    assert (len(found), found.get(DANA)) == (2, None)


def test_an_ask_is_under_way_until_it_ends_or_falls_silent() -> None:
    silent = DAY + timedelta(days=POLICY.load.silent_days)

    assert [is_under_way(ask(*steps), DAY, POLICY.load) for steps in ((), (K.SENT,), (K.SENT, K.FORWARDED))] == [
        True
    ] * 3
    assert not is_under_way(ask(K.SENT, K.DECLINED), DAY, POLICY.load)
    assert [is_under_way(ask(*steps), silent, POLICY.load) for steps in ((K.SENT,), (K.SENT, K.MEETING))] == [
        False,
        True,
    ]


def test_who_is_asked_for_is_told_with_the_ask() -> None:
    going, ended = ask(K.SENT), ask(K.SENT, K.DECLINED, plan=replace(PLAN, target=ANA))

    assert asked_for([going, ended], DAY, POLICY.load) == {DANA: going}
