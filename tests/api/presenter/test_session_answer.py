"""The sheet of the monthly session, from the small story and from the fictional company."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from api.presenter import Author, Happening, Presenter, Wish
from orbit.asks.log.ask import EventKind
from orbit.errors import NotFound, UsageError
from orbit.model import AccountKind, Circle
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, COMPANIES, PEOPLE, SIGNALS, SPELLS, STORY, TARGET
from tests.factories import DAY, NOON, account_state, company, person, role

WISH = Wish("snowpeak.example", "Dana Wu", "bo@northwind.example", ANA, "donation", "")


def session(presenter: Presenter, rep: str | None = None, month: str | None = None, day: date = DAY) -> dict[str, Any]:
    return presenter.session(rep=rep, month=month, as_of=day)


def author(day: date = DAY) -> Author:
    return Author(ANA, datetime.combine(day, NOON.timetz()).astimezone(UTC), day)


def test_rule_55_a_candidate_has_a_day_the_trigger_the_script_and_the_packet(story: Presenter) -> None:
    (candidate,) = session(story)["sheets"][0]["candidates"]

    assert (candidate["connector"]["name"], candidate["target"]["name"]) == ("Bo Krantz", "Dana Wu")
    assert candidate["trigger"] == {"kind": "csat", "on": "2026-11-19"}
    assert (candidate["ask_on"], candidate["closes_on"]) == ("2026-11-24", "2026-11-24")
    assert {step["step"] for step in candidate["packet"]["script"]} >= {"forward", "pause", "yes", "no"}
    assert candidate["packet"]["email"]["body"]


def test_rule_55_the_script_promises_the_draft_for_the_days_after_the_ask(story: Presenter) -> None:
    (candidate,) = session(story)["sheets"][0]["candidates"]

    said = {step["step"]: step["text"] for step in candidate["packet"]["script"]}

    assert "by 26 Nov 2026" in said["yes"]
    assert "on 24 Dec 2026" in said["no"]


def test_rule_46_with_fewer_than_five_names_the_sheet_says_what_to_mend(story: Presenter) -> None:
    sheet = session(story)["sheets"][0]

    assert sheet["named"] < sheet["floor"] == 5
    assert sheet["flags"][0]["kind"] == "few_names"
    assert sheet["flags"][0]["text"].startswith("1 of 5")


def test_rule_46_accounts_without_signals_contacts_and_champions_are_named(telling: Tell) -> None:
    quiet = account_state("quiet", owner=ANA, seen_on="2020-01-01")
    told = telling(*STORY, company("quiet", "Quiet GmbH", domains=["quiet.example"]), quiet)

    flags = {flag["kind"]: flag for flag in session(Presenter(told.workspace))["sheets"][0]["flags"]}

    assert flags["no_signal"]["names"] == flags["no_contact"]["names"] == ["Quiet GmbH"]
    assert flags["no_signal"]["text"].startswith("1 of 2 target accounts")
    assert flags["missing_layer"]["count"] == 1


def test_a_customer_without_a_champion_is_named(telling: Tell) -> None:
    bare = account_state("bare", AccountKind.CUSTOMER, owner=ANA, seen_on="2020-01-01")
    told = telling(*STORY, company("bare", "Bare AG", domains=["bare.example"]), bare)

    flags = {flag["kind"]: flag for flag in session(Presenter(told.workspace))["sheets"][0]["flags"]}

    assert flags["no_champion"]["names"] == ["Bare AG"]


def test_rule_55_what_is_planned_and_owed_is_among_the_commitments(story: Presenter) -> None:
    number = story.plan_ask(WISH, author()).answer["id"]

    sheet = session(story)["sheets"][0]

    assert [(one["ask"], one["kind"]) for one in sheet["commitments"]] == [(number, "ask")]
    assert sheet["candidates"][0]["logged"] == {"id": number, "state": "planned"}


def test_rule_55_a_planned_ask_keeps_its_words_though_it_takes_the_connectors_only_slot(telling: Tell) -> None:
    board = role("bo", Circle.BOARD, seen_on="2020-01-01")
    told = telling(*PEOPLE, *COMPANIES, role("ana", seen_on="2020-01-01"), board, *TARGET, *SIGNALS, *SPELLS)
    presenter = Presenter(told.workspace)

    (before,) = session(presenter)["sheets"][0]["candidates"]

    presenter.plan_ask(WISH, author())

    (after,) = session(presenter)["sheets"][0]["candidates"]
    assert (after["packet"], after["verdict"]) == (before["packet"], before["verdict"])


def test_who_was_asked_this_week_is_no_candidate_any_more_but_counts_as_named(story: Presenter) -> None:
    number = story.plan_ask(WISH, author()).answer["id"]
    story.log_event(number, Happening(EventKind.SENT), author())

    sheet = session(story)["sheets"][0]

    assert (sheet["candidates"], sheet["named"]) == ([], 1)
    assert [one["kind"] for one in sheet["commitments"]] == ["reciprocity"]


def test_last_months_counts_are_those_of_the_month_before_the_session(story: Presenter) -> None:
    number = story.plan_ask(WISH, author()).answer["id"]
    story.log_event(number, Happening(EventKind.SENT), author())

    now, then = (session(story, month=month)["sheets"][0]["counts"] for month in (None, "2026-12"))

    assert (now["month"], now["made"]) == ("2026-10", 0)
    assert (then["month"], then["made"], then["target"], then["payback"]) == ("2026-11", 1, 8, 3)


def test_rule_48_the_sheet_names_the_next_session_and_an_agenda_of_an_hour(story: Presenter) -> None:
    answer = session(story)

    assert answer["next_on"] == "2026-12-07"
    assert sum(item["minutes"] for item in answer["sheets"][0]["agenda"]) == answer["minutes"] == 60


def test_the_manager_sees_the_team_and_a_rep_does_not(story: Presenter) -> None:
    whole, own = session(story), session(story, rep=ANA)

    assert own["team"] is None
    assert own["sheets"] == whole["sheets"]
    assert whole["team"]["short"][0]["pair_with"] is None
    assert (whole["team"]["named"], whole["team"]["target"]) == (1, 8)


def test_rule_54_the_team_is_listed_as_it_always_is_and_not_by_how_much_it_asks(demo_presenter: Presenter) -> None:
    emails = [sheet["rep"]["email"] for sheet in session(demo_presenter)["sheets"]]

    assert len(emails) > 1
    assert emails == sorted(emails)


def test_rule_46_every_candidate_with_a_day_has_a_hold_on_it(demo_presenter: Presenter) -> None:
    candidates = [one for sheet in session(demo_presenter)["sheets"] for one in sheet["candidates"]]

    assert candidates
    assert all((one["hold_at"] or "")[:10] == (one["ask_on"] or "") for one in candidates)
    assert all(one["ask_on"] <= one["closes_on"] for one in candidates if one["closes_on"] and not one["joint"])


def test_an_unknown_rep_and_a_month_that_is_over_are_refused(story: Presenter) -> None:
    with pytest.raises(NotFound):
        session(story, rep="nobody@tidewell.example")
    with pytest.raises(UsageError, match="is over"):
        session(story, month="2026-10")


def test_without_any_rep_there_is_a_session_without_sheets(telling: Tell) -> None:
    answer = session(Presenter(telling(person("ana", "Ana Ruiz")).workspace))

    assert answer["sheets"] == []
    assert answer["team"]["named"] == 0
