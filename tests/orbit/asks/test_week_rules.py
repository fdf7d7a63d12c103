"""The playbook's rules that the week keeps, each by its number."""

from __future__ import annotations

from datetime import timedelta

import pytest

from orbit.asks.gate.verdict import Status
from orbit.model import Circle
from tests import factories as make
from tests.orbit.asks.weeks import ask, planned, targets, why


def test_rule_01_every_ask_of_a_week_names_one_person_at_one_company() -> None:
    [week] = planned(*(ask(f"C{n}", f"T{n}") for n in range(6))).weeks

    assert all(chosen.target.name and chosen.account.name for chosen in week.asks)
    assert len({chosen.target.id for chosen in week.asks}) == len(week.asks) == 6


def test_rule_06_an_account_without_a_fresh_signal_is_not_asked_about() -> None:
    plan = planned(ask("Kim", "Dana", heat=0.0), ask("Lou", "Eve"))

    assert targets(plan.weeks[0]) == ["Eve"]
    assert [held.rule for held in plan.weeks[0].held] == ["no_signal"]


@pytest.mark.parametrize("circle", Circle)
def test_rule_07_asks_through_every_circle_stand_in_one_plan(circle: Circle) -> None:
    assert targets(planned(ask("Kim", "Dana", circle=circle)).weeks[0]) == ["Dana"]


def test_rule_17_a_champion_outside_every_window_is_not_in_the_week() -> None:
    plan = planned(ask("Kim", "Dana", circle=Circle.CHAMPION, status=Status.BLOCKED, heat=0.5))

    assert targets(plan.weeks[0]) == []
    assert "Dana" in why(plan)


def test_rule_25_a_fresher_value_event_comes_before_a_stronger_path() -> None:
    event = {"circle": Circle.CHAMPION, "status": Status.OPEN}
    older = ask("Kim", "Dana", score=0.9, trigger_on=make.DAY - timedelta(days=9), **event)
    newer = ask("Lou", "Eve", score=0.1, trigger_on=make.DAY - timedelta(days=1), **event)

    assert targets(planned(older, newer).weeks[0]) == ["Eve", "Dana"]


@pytest.mark.parametrize(("names", "missing"), [(4, 1), (5, 0), (6, 0)])
def test_rule_46_a_rep_with_fewer_than_five_names_is_told_how_many_are_missing(names: int, missing: int) -> None:
    plan = planned(*(ask(f"C{n}", f"T{n}") for n in range(names)))

    assert plan.merit.missing == missing
    assert (plan.weeks[0].shortfall or "").startswith(f"{names} of 5 named candidates") is bool(missing)
