"""What the published graph is told of accounts, signals, roles, verdicts, investments and asks."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from orbit.asks.gate.verdict import Mode, Requester, verdict
from orbit.asks.plan.choose import AskCandidate, Party, Rep, RepWeek, WeekPlan
from orbit.asks.terms import Status
from orbit.graph.published_book import (
    AccountRow,
    InvestmentRow,
    RoleRow,
    SignalRow,
    account_rows,
    ask_rows,
    investment_rows,
    role_rows,
    signal_rows,
    verdict_rows,
)
from orbit.model import AccountKind, Circle, EntityId, Layer, SignalKind
from orbit.policy import load_policy
from tests.factories import DAY, account_state, champion_state, investment, key, ref, role, signal
from tests.orbit.books import quick_book, stored

POLICY = load_policy()
ANA = "ana.ruiz@tidewell.example"
NOBODY = Requester(EntityId(""), "", Mode.AE)


def test_an_account_is_told_as_known_on_the_day() -> None:
    book = quick_book(
        account_state("snowpeak", seen_on="2026-11-01", owner=ANA),
        replace(account_state("snowpeak", AccountKind.CUSTOMER, seen_on="2026-12-01"), renewal_on=date(2027, 12, 1)),
    )

    before, after = (account_rows(book, day, POLICY.signals) for day in (DAY, date(2026, 12, 2)))

    assert before == [AccountRow("snowpeak", "target", None, ANA, None, 0.0)]
    assert after == [AccountRow("snowpeak", "customer", None, None, date(2027, 12, 1), 0.0)]


def test_a_signal_is_told_once_with_how_fresh_it_is() -> None:
    at = ref(source="signals", url="https://news.example/1")
    news = signal("snowpeak", SignalKind.NEWS, "2026-10-22", title="Opens an office", who="dana", at=at)

    rows = signal_rows(quick_book(news, replace(news, strength=0.5)), DAY, POLICY.signals)

    [row] = rows
    assert row == SignalRow(
        row.id, "snowpeak", "dana", "news", "Opens an office", date(2026, 10, 22), 0.5, "https://news.example/1"
    )


def test_a_signal_that_has_expired_is_kept_and_one_of_the_future_is_not() -> None:
    book = quick_book(signal("snowpeak", on="2025-01-01", id="a"), signal("snowpeak", on="2026-12-01", id="b"))

    assert [row.freshness for row in signal_rows(book, DAY, POLICY.signals)] == [0.0]


def test_a_role_that_several_lists_tell_of_is_one() -> None:
    book = quick_book(
        role("bo", Circle.CHAMPION, "northwind", owner=ANA, start="2021-05"),
        role(key("bo", "advisors"), Circle.CHAMPION, key("northwind", "advisors"), start="2020"),
        role("bo", Circle.ADVISOR),
    )

    assert role_rows(book, DAY) == [
        RoleRow("bo", "advisor", None, None, None, None, None),
        RoleRow("bo", "champion", "northwind", date(2020, 1, 1), ANA, None, None),
    ]


def test_a_champion_is_told_with_their_place_and_when_they_left() -> None:
    state = replace(champion_state("bo", "northwind"), layer=Layer.POWER_USER, left_on=date(2026, 11, 20))
    book = quick_book(role("bo", Circle.CHAMPION, "northwind"), replace(state, seen_on=date(2026, 11, 1)))

    [before], [after] = (role_rows(book, day) for day in (date(2026, 11, 19), DAY))

    assert (before.left_on, after.left_on, after.layer) == (None, date(2026, 11, 20), "power_user")


def test_a_verdict_is_told_with_its_days() -> None:
    left = replace(champion_state("bo", "northwind"), left_on=date(2026, 11, 20))
    book = quick_book(role("bo", Circle.CHAMPION, "northwind"), left)

    [row] = verdict_rows([verdict(EntityId("bo"), NOBODY, book, DAY, POLICY)])

    assert (row.person, row.may_ask, row.opens_on) == ("bo", "blocked", date(2027, 1, 19))


def test_an_investment_is_told_as_exactly_as_it_was(tmp_path: Path) -> None:
    deals = [
        investment("fund", "snowpeak", "2022-05", "Series B", partner="ira"),
        investment("fund", "icefall", "2027-01"),
    ]

    with closing(stored(tmp_path, role("ira", Circle.INVESTOR, "fund"), signal("icefall"), *deals)) as store:
        [row] = investment_rows(store, DAY)

    assert row == InvestmentRow(row.fact, "fund", "snowpeak", "Series B", "2022-05", "ira")


def test_an_ask_is_named_by_its_week_and_all_whom_it_concerns() -> None:
    ask = AskCandidate(
        rep=EntityId("ana"),
        connector=Party(EntityId("bo"), "Bo"),
        target=Party(EntityId("dana"), "Dana"),
        account=Party(EntityId("snowpeak"), "Snowpeak"),
        circle=Circle.CHAMPION,
        score=0.31,
        status=Status.OPEN,
        heat=0.5,
    )
    plan = WeekPlan((RepWeek(Rep(EntityId("ana"), "Ana", Mode.AE), (ask,), (), None),))

    [one], [again], [next_week] = (ask_rows(plan, week) for week in ("2026-W47", "2026-W47", "2026-W48"))

    assert one == again
    assert one.id != next_week.id
    assert one[1:] == ("2026-W47", 0.31, "planned", "ana", "bo", None, "dana", "snowpeak")
