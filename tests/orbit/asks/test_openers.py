"""What would let an ask pass: every rule that stands in the way says it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.gate.champions import ChampionSearch, candidates
from orbit.asks.gate.openers import openers
from orbit.asks.gate.verdict import AskState, Mode, PastAsk, Requester, Status
from orbit.model import Circle, EntityId, Fact, TriggerKind
from orbit.policy import load_policy
from tests import factories as make
from tests.orbit.asks.conftest import DAY, REP, Gate, champion, customer, days
from tests.orbit.asks.test_gate_laws import WORLDS
from tests.orbit.books import quick_book

POLICY = load_policy()
EVENT = make.trigger("acme", TriggerKind.EXPANSION, days(-1))


def asked(outcome: AskState, age: int = 3) -> PastAsk:
    """An ask of some days ago."""
    return PastAsk(days(-age), EntityId("rep"), outcome, Circle.ADVISOR, days(-age))


@pytest.mark.parametrize(
    ("told", "nps", "opener"),
    [
        ({"escalation": True}, 10, "The escalation closed in the CRM, and the CRM imported again."),
        ({"renewal_on": days(10)}, 10, "The renewal signed, or a commitment to it on file."),
        ({}, 3, "A win story, a measured outcome, or an NPS answer of 9 or more on file."),
    ],
)
def test_a_customer_that_may_not_be_asked_says_what_would_open_it(
    gate: Gate, told: dict[str, Any], nps: int, opener: str
) -> None:
    assert openers(gate(customer(**told), champion(nps=nps), EVENT)) == [opener]


def test_an_sdr_is_told_who_may_ask_instead(gate: Gate) -> None:
    won = make.trigger("acme", TriggerKind.CLOSED_WON, days(-9))

    strategic = gate(customer(arr=310_000.0), champion(), mode=Mode.SDR)
    elsewhere = gate(customer(sdr=None), champion(), won, mode=Mode.SDR)

    assert openers(strategic) == ["The AE and the CSM of the account ask, in a business review."]
    assert openers(elsewhere)[0].startswith("The AE or the CSM of the account asks")


def test_a_window_that_is_shut_names_the_next_one(gate: Gate) -> None:
    won = make.trigger("acme", TriggerKind.CLOSED_WON, days(-3))

    assert openers(gate(customer(), champion(), won)) == ["Next: 26 Nov 2026 to 2 Dec 2026."]


def test_rest_after_a_no_is_lifted_by_time_alone(gate: Gate) -> None:
    decided = gate(make.role("ana", Circle.ADVISOR), history=[asked(AskState.DECLINED)])

    assert openers(decided) == ["Time: wait until 2 Dec 2026."]


def test_open_asks_are_lifted_by_an_answer_too(gate: Gate) -> None:
    decided = gate(make.role("ana", Circle.ADVISOR), history=[asked(AskState.SENT), asked(AskState.SENT)])

    assert openers(decided)[0].startswith("An answer to one of the open asks")


def test_a_stranger_has_to_come_onto_a_list(gate: Gate) -> None:
    assert openers(gate(who="nobody")) == ["A list on file that names them as one of our people."]


def test_an_open_verdict_has_nothing_in_its_way(gate: Gate) -> None:
    decided = gate(customer(owner="ada@northwind.example", arr=None), champion(), EVENT)

    assert (decided.standing, openers(decided)) == ((), [])


def test_a_joint_motion_has_nothing_in_its_way(gate: Gate) -> None:
    assert openers(gate(customer(arr=310_000.0, qbr_on=days(5)), champion())) == []


@given(WORLDS, st.sampled_from(Mode))
def test_something_stands_in_the_way_exactly_where_asks_are_forbidden(facts: list[Fact], mode: Mode) -> None:
    rep = Requester(EntityId("rep"), REP, mode)

    for row in candidates(rep, quick_book(*facts), DAY, POLICY, ChampionSearch(everybody=True)):
        assert bool(row.disqualifiers) is (row.verdict.status is Status.BLOCKED)
        assert all(openers(row.verdict))
        assert bool(openers(row.verdict)) is bool(row.disqualifiers)


@given(WORLDS, st.sampled_from(Mode))
def test_the_day_lies_within_the_window_exactly_where_a_single_ask_is_open(facts: list[Fact], mode: Mode) -> None:
    rep = Requester(EntityId("rep"), REP, mode)

    for row in candidates(rep, quick_book(*facts), DAY, POLICY, ChampionSearch(everybody=True)):
        found = row.opening
        assert found is None or found.opens_on <= found.closes_on
        if found is not None and row.verdict.status is not Status.JOINT_MOTION:
            assert (found.opens_on <= DAY <= found.closes_on) is (row.verdict.status is Status.OPEN)
