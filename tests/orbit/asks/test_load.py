"""How much may be asked of one connector."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.gate.load import full_slots, known_asks, load_reasons, slots
from orbit.asks.gate.verdict import AskState, PastAsk, Status
from orbit.model import Circle, EntityId
from orbit.policy import load_policy
from tests import factories as make
from tests.orbit.asks.conftest import DAY, Gate, champion, customer, days, rules

LOAD = load_policy().load
COLLEAGUE = make.role("ana", Circle.TEAM)


def asked(age: int, outcome: AskState = AskState.FORWARDED, outcome_age: int | None = None) -> PastAsk:
    """An ask of so many days ago, and since when its outcome is known."""
    known_on = None if outcome_age is None else days(-outcome_age)
    return PastAsk(days(-age), EntityId("other-rep"), outcome, Circle.TEAM, known_on)


def test_two_open_asks_are_the_limit_for_all_reps_together(gate: Gate) -> None:
    decided = gate(COLLEAGUE, history=[asked(9, AskState.SENT), asked(2, AskState.ACCEPTED, 1)])

    assert (decided.status, rules(decided)[0], decided.slots) == (Status.BLOCKED, "open_asks", 0)
    assert decided.opens_on == days(21)


@pytest.mark.parametrize(("age", "status"), [(29, Status.BLOCKED), (30, Status.OPEN)])
def test_an_ask_without_an_answer_lapses_after_30_days(gate: Gate, age: int, status: Status) -> None:
    assert gate(COLLEAGUE, history=[asked(age, AskState.SENT), asked(1, AskState.SENT)]).status is status


@pytest.mark.parametrize(("age", "status"), [(29, Status.BLOCKED), (30, Status.OPEN)])
def test_four_asks_in_30_days_are_the_limit(gate: Gate, age: int, status: Status) -> None:
    decided = gate(COLLEAGUE, history=[asked(age), asked(20), asked(15), asked(3)])

    assert decided.status is status
    assert decided.opens_on == (days(1) if status is Status.BLOCKED else None)


@pytest.mark.parametrize("outcome", [AskState.DECLINED, AskState.NOT_NOW])
@pytest.mark.parametrize(("age", "status"), [(0, Status.BLOCKED), (13, Status.BLOCKED), (14, Status.OPEN)])
def test_after_a_no_a_connector_rests_14_days(gate: Gate, outcome: AskState, age: int, status: Status) -> None:
    decided = gate(COLLEAGUE, history=[asked(20, outcome, age)])

    assert decided.status is status
    assert decided.opens_on == (days(14 - age) if status is Status.BLOCKED else None)


@pytest.mark.parametrize("circle", [Circle.BOARD, Circle.INVESTOR])
@pytest.mark.parametrize(("age", "status"), [(13, Status.BLOCKED), (14, Status.OPEN)])
def test_board_and_investors_get_one_ask_in_14_days(gate: Gate, circle: Circle, age: int, status: Status) -> None:
    decided = gate(make.role("ana", circle), history=[asked(age)])

    assert decided.status is status
    assert ("pace" in rules(decided)) is (status is Status.BLOCKED)


@pytest.mark.parametrize("circle", [Circle.TEAM, Circle.ADVISOR, Circle.EX_CUSTOMER])
def test_all_others_may_be_asked_again_at_once(gate: Gate, circle: Circle) -> None:
    decided = gate(make.role("ana", circle), history=[asked(0)])

    assert (decided.status, decided.slots) == (Status.OPEN, 2)


def test_a_colleague_who_sits_on_the_board_keeps_the_boards_pace(gate: Gate) -> None:
    assert gate(COLLEAGUE, make.role("ana", Circle.BOARD), history=[asked(3)]).status is Status.BLOCKED


def test_champions_stand_under_the_limits_too(gate: Gate) -> None:
    event = make.trigger("acme", on=days(-9))

    decided = gate(customer(), champion(), event, history=[asked(3, AskState.DECLINED)])

    assert (decided.status, rules(decided)[0]) == (Status.BLOCKED, "resting")
    assert (decided.opens_on, decided.closes_on) == (days(200), days(207))


def test_an_ask_and_an_answer_of_the_future_are_unknown(gate: Gate) -> None:
    history = [PastAsk(days(1), EntityId("rep"), AskState.SENT, Circle.TEAM), asked(5, AskState.DECLINED, -1)]

    decided = gate(COLLEAGUE, history=history)

    assert (decided.status, decided.slots) == (Status.OPEN, 1)


@pytest.mark.parametrize(("age", "is_said"), [(2, False), (3, True)])
def test_after_72_hours_without_a_forward_nobody_is_chased(gate: Gate, age: int, is_said: bool) -> None:
    decided = gate(COLLEAGUE, history=[asked(10, AskState.ACCEPTED, age)])

    assert decided.status is Status.OPEN
    assert ("no_chase" in rules(decided)) is is_said


@pytest.mark.parametrize(("circle", "count"), [(Circle.TEAM, 2), (Circle.CHAMPION, 2), (Circle.BOARD, 1)])
def test_a_rested_connector_has_the_slots_of_its_circle(circle: Circle, count: int) -> None:
    assert full_slots(circle, LOAD) == count


ASKS = st.lists(st.builds(asked, st.integers(-5, 60), st.sampled_from(AskState), st.integers(-5, 60)), max_size=8)


@given(ASKS, st.sampled_from(Circle), st.integers(0, 40))
def test_there_is_a_slot_exactly_when_nothing_stands_in_the_way(
    asks: list[PastAsk], circle: Circle, ahead: int
) -> None:
    known, day = known_asks(asks, DAY), days(ahead)

    blocked = list(load_reasons({circle}, known, day, LOAD))

    assert (slots({circle}, known, day, LOAD) == 0) is bool(blocked)


@given(ASKS, st.sampled_from(Circle))
def test_each_limit_ends_on_the_day_it_names_and_not_before(asks: list[PastAsk], circle: Circle) -> None:
    known = known_asks(asks, DAY)

    for reason in load_reasons({circle}, known, DAY, LOAD):
        until = reason.until or date.min
        assert reason.rule in {
            r.rule for r in load_reasons({circle}, known, date.fromordinal(until.toordinal() - 1), LOAD)
        }
        assert reason.rule not in {r.rule for r in load_reasons({circle}, known, until, LOAD)}
