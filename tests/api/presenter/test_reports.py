"""What each report of `orbit query` shows, told by small stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.presenter.reports import report_answer, reports
from api.workspace import Workspace
from orbit.errors import UsageError
from orbit.model import AccountKind, Circle, Item, SpellKind, TieKind
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, SIGNALS, STORY
from tests.factories import (
    DAY,
    account_state,
    champion_state,
    company,
    investment,
    person,
    role,
    signal,
    spell,
    tie,
)

Row = dict[str, Any]
FUND: list[Item] = [
    company("fund", "Foxglove Capital"),
    person("ira", "Ira Quill", emails=["ira@foxglove.example"]),
    role("ira", Circle.INVESTOR, "fund", seen_on="2020-01-01"),
]


def rows(workspace: Workspace, name: str, as_of: date = DAY) -> list[Row]:
    found: list[Row] = report_answer(workspace, name, as_of=as_of, limit=100)["rows"]
    return found


def told(telling: Tell, name: str, *items: Item, story: list[Item] = STORY) -> list[Row]:
    return rows(telling(*story, *items).workspace, name)


def shown(found: list[Row], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in found]


def worker(name: str, where: str = "snowpeak") -> list[Item]:
    """Return somebody who works at a company for long."""
    return [person(name), spell(name, where, "Director of Sales", "2015-01", seen_on=DAY)]


def test_best_connectors_are_those_who_reach_most_accounts(telling: Tell) -> None:
    more: list[Item] = [
        company("icefall"),
        account_state("icefall", owner=ANA),
        *worker("eve"),
        *worker("kim", "icefall"),
    ]
    ties = [tie("bo", who, TieKind.DECLARED, closeness=0.8, on="2026-01-01") for who in ("eve", "kim")]

    found = told(telling, "best-connectors", *more, *ties, tie("ana", "kim", on="2026-01-01"))

    columns = ("connector", "circles", "accounts", "people", "may_ask")
    assert shown(found, *columns) == [
        ("Bo Krantz", ["champion"], 2, 3, "open"),
        ("Ana Ruiz", ["team"], 1, 1, "open"),
    ]
    assert found[0]["best_chance"] > found[1]["best_chance"] > 0


def test_whoever_works_at_a_target_account_reaches_it(telling: Tell) -> None:
    found = told(telling, "best-connectors", *worker("eve"), role("eve", Circle.ADVISOR, seen_on="2020-01-01"))

    assert ("Eve Example", 1, 2, 0.65) in shown(found, "connector", "accounts", "people", "best_chance")


def test_who_has_a_planned_ask_is_not_unused(telling: Tell) -> None:
    assert shown(told(telling, "ask-load"), "connector", "asks") == [("Bo Krantz", 1)]
    assert told(telling, "unused-connectors") == []


def test_who_reaches_somebody_and_is_not_asked_is_unused(telling: Tell) -> None:
    without = [item for item in STORY if item not in SIGNALS]

    found = told(telling, "unused-connectors", story=without)

    assert shown(found, "connector", "may_ask") == [("Bo Krantz", "open")]


def test_nobody_is_unused_who_may_not_be_asked(telling: Tell) -> None:
    escalated = replace(account_state("northwind", AccountKind.CUSTOMER), escalation=True)

    assert told(telling, "unused-connectors", escalated) == []
    assert shown(told(telling, "best-connectors", escalated), "connector", "may_ask") == [("Bo Krantz", "blocked")]


def test_ask_load_says_for_whom_and_until_when(telling: Tell) -> None:
    found = told(telling, "ask-load")

    assert shown(found, "week", "reps", "closes_on") == [("2026-W47", ["Ana Ruiz"], "2026-11-24")]


def test_warm_accounts_have_a_fresh_signal_and_a_way_in(telling: Tell) -> None:
    cold: list[Item] = [
        company("icefall"),
        account_state("icefall", owner=ANA),
        *worker("kim", "icefall"),
        tie("bo", "kim"),
    ]
    shut: list[Item] = [
        company("lone"),
        account_state("lone", owner=ANA),
        signal("lone", id="signal-2", on="2026-11-20"),
    ]

    found = told(telling, "warm-accounts", *cold, *shut)

    assert shown(found, "account", "signals", "freshest", "connectors", "best_connector") == [
        ("Snowpeak GmbH", 1, "VP Sales role posted", 1, "Bo Krantz")
    ]


def test_the_freshest_signal_is_named(telling: Tell) -> None:
    newer = signal("snowpeak", id="signal-2", on="2026-11-20", title="Two more roles posted")
    gone = signal("snowpeak", id="signal-3", on="2026-01-02", title="A role posted long ago")

    assert shown(told(telling, "warm-accounts", newer, gone), "signals", "freshest") == [(2, "Two more roles posted")]


def test_coverage_gaps_are_accounts_without_a_way_in(telling: Tell) -> None:
    unknown: list[Item] = [company("lone"), account_state("lone", owner=ANA)]
    strangers: list[Item] = [company("icefall"), account_state("icefall", owner=ANA), *worker("kim", "icefall")]

    found = told(telling, "coverage-gaps", *unknown, *strangers, signal("lone", id="signal-2", on="2026-11-20"))

    assert shown(found, "account", "owner", "people_known") == [("Lone", ANA, 0), ("Icefall", ANA, 1)]


def test_single_threaded_accounts_hang_on_one_connector(telling: Tell) -> None:
    assert shown(told(telling, "single-threaded"), "account", "connector", "people") == [
        ("Snowpeak GmbH", "Bo Krantz", 1)
    ]
    assert told(telling, "single-threaded", tie("ana", "dana", on="2026-01-01")) == []


def test_a_champion_who_works_elsewhere_has_moved(telling: Tell) -> None:
    moved: list[Item] = [
        replace(champion_state("bo", "northwind"), left_on=date(2026, 10, 1)),
        spell("bo", "snowpeak", "Chief Revenue Officer", "2026-10", seen_on=DAY),
    ]

    found = told(telling, "moved-champions", *moved)

    columns = ("champion", "customer", "left_on", "now_at", "title", "account_kind")
    assert shown(found, *columns) == [
        ("Bo Krantz", "Northwind", "2026-10-01", "Snowpeak GmbH", "Chief Revenue Officer", "target")
    ]


def test_a_champion_who_left_for_nobody_knows_where_has_moved(telling: Tell) -> None:
    left = replace(champion_state("bo", "northwind"), left_on=date(2026, 10, 1))

    assert shown(told(telling, "moved-champions", left), "left_on", "now_at") == [("2026-10-01", None)]


def test_a_champion_at_their_customer_has_not_moved(telling: Tell) -> None:
    assert told(telling, "moved-champions") == []


def test_new_in_seat_is_whoever_began_while_a_signal_would_last(telling: Tell) -> None:
    new: list[Item] = [person("eve"), spell("eve", "snowpeak", "Head of Sales", "2026-06-01", seen_on=DAY)]
    older: list[Item] = [person("kim"), spell("kim", "snowpeak", "Head of Sales", "2026-05-01", seen_on=DAY)]
    undated: list[Item] = [person("lou"), spell("lou", "snowpeak", "Head of Sales", seen_on=DAY)]

    found = told(telling, "new-in-seat", *new, *older, *undated, tie("ana", "eve", on="2026-01-01"))

    assert shown(found, "person", "title", "since", "best_connector") == [
        ("Eve Example", "Head of Sales", "2026-06-01", "Ana Ruiz")
    ]


def test_who_is_new_is_shown_also_where_nobody_knows_them(telling: Tell) -> None:
    new: list[Item] = [person("eve"), spell("eve", "snowpeak", "Head of Sales", "2026-06-01", seen_on=DAY)]

    assert shown(told(telling, "new-in-seat", *new), "person", "best_connector") == [("Eve Example", None)]


def test_investors_reach_what_their_fund_is_in(telling: Tell) -> None:
    deals: list[Item] = [
        investment("fund", "snowpeak", "2022-05", "Series B", partner="ira"),
        investment("fund", "northwind", "2021", "Seed"),
        investment("fund", "snowpeak", "2027-01", "Series C"),
    ]

    found = told(telling, "investor-reach", *FUND, *deals)

    columns = ("account", "backer", "board_seat", "funds", "rounds", "led")
    assert shown(found, *columns) == [("Snowpeak GmbH", "Ira Quill", False, ["Foxglove Capital"], ["Series B"], True)]


@pytest.mark.parametrize(("end", "seats"), [(None, [(True, [])]), ("2025-01", [])])
def test_investors_and_board_members_reach_the_boards_they_sit_on(
    telling: Tell, end: str | None, seats: list[tuple[bool, list[str]]]
) -> None:
    seat = spell("ira", "snowpeak", "Director", "2021-01", end, kind=SpellKind.BOARD, seen_on=None if end else DAY)

    assert shown(told(telling, "investor-reach", *FUND, seat), "board_seat", "funds") == seats


def test_a_board_seat_of_anybody_else_is_no_reach_of_our_investors(telling: Tell) -> None:
    seat = spell("bo", "snowpeak", "Director", "2021-01", kind=SpellKind.BOARD, seen_on=DAY)

    assert told(telling, "investor-reach", *FUND, seat) == []


def test_shared_past_counts_pairs_who_were_there_at_one_time(telling: Tell) -> None:
    others: list[Item] = [
        *worker("eve"),
        spell("eve", "oldco", "Analyst", "2016-01", "2017-01"),
        *worker("kim"),
        spell("kim", "oldco", "Analyst", "2019-06", "2020-01"),
    ]

    found = told(telling, "shared-past", *others)

    columns = ("company", "pairs", "our_people", "their_people", "accounts")
    assert shown(found, *columns) == [("Oldco", 2, 1, 2, 1)]


def test_a_report_shows_no_more_rows_than_asked_for_and_says_so(demo: Workspace) -> None:
    answer = report_answer(demo, "best-connectors", as_of=DAY, limit=3)

    assert (len(answer["rows"]), answer["more"]) == (3, True)
    assert answer["revision"] == demo.store.revision()


@pytest.mark.parametrize(("name", "limit"), [("no-such-report", 5), ("ask-load", 0)])
def test_a_wrong_name_or_limit_is_told(demo: Workspace, name: str, limit: int) -> None:
    with pytest.raises(UsageError):
        report_answer(demo, name, as_of=DAY, limit=limit)


@pytest.mark.parametrize("name", list(reports()))
def test_each_report_can_be_asked_of_an_empty_workspace(telling: Tell, name: str) -> None:
    assert rows(telling().workspace, name) == []
