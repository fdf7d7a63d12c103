"""Asks as a rep lives them: planned through the gate, asked, answered, given back, and seen by what is asked next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from api.presenter import AsksWanted, Author, Happening, PathsRequest, Presenter, Wish
from orbit.asks.log.ask import EventKind
from orbit.errors import AskForbidden, AskRefused, NotFound, UsageError
from orbit.model import Circle, Item, Role
from orbit.policy import load_policy
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, STORY
from tests.factories import DAY, NOON, role

WISH = Wish(
    "snowpeak.example", "dana.wu@snowpeak.example", "bo@northwind.example", reciprocity="linkedin-recommendation"
)


def author(today: date = DAY, **more: Any) -> Author:
    return Author(ANA, NOON, today, **more)


def planned(story: Presenter, **more: Any) -> dict[str, Any]:
    return story.plan_ask(WISH, author(**more)).answer


def log(story: Presenter, kind: EventKind, days: int = 0, **more: Any) -> dict[str, Any]:
    return story.log_event(1, Happening(kind, **more), author(DAY + timedelta(days=days))).answer


def test_a_planned_ask_tells_who_when_and_with_which_words(story: Presenter) -> None:
    ask = planned(story)

    assert (ask["id"], ask["state"], ask["circle"], ask["trigger"]) == (1, "planned", "champion", "csat")
    assert [ask[role]["name"] for role in ("connector", "target", "requester")] == ["Bo Krantz", "Dana Wu", "Ana Ruiz"]
    assert ask["account"]["domain"] == "snowpeak.example"
    assert (ask["ask_by"], ask["closes_on"], ask["reason"]) == ("2026-11-21", "2026-11-24", "VP Sales role posted")
    assert "Dana Wu" in ask["packet"]["email"]["body"]
    assert ask["allowed"] == ["sent", "withdrawn", "reciprocity_picked"]


def test_rule_5_the_words_of_a_planned_ask_are_read_and_forwarded_in_half_a_minute(story: Presenter) -> None:
    policy = load_policy().packet

    words = len(planned(story)["packet"]["email"]["body"].split())

    assert words / policy.words_per_minute * 60 <= policy.forward_seconds == 30


def test_the_gate_sees_a_new_ask_at_once_and_nothing_is_derived_anew(story: Presenter) -> None:
    request = PathsRequest(None, None, 5, DAY)
    before, revision = story.paths("snowpeak.example", request), story.revision()

    planned(story)
    log(story, EventKind.SENT)
    log(story, EventKind.DECLINED)

    after = story.paths("snowpeak.example", request)
    assert before["paths"][0]["verdict"]["status"] == "open"
    assert (after["paths"][0]["verdict"]["status"], after["paths"][0]["verdict"]["rules"][0]) == ("blocked", "resting")
    assert after["paths"][0]["score"] == before["paths"][0]["score"]
    assert story.revision() == revision


def test_champions_and_the_week_see_the_log(story: Presenter) -> None:
    assert story.champions(rep=None, as_of=DAY)["items"][0]["verdict"]["status"] == "open"

    planned(story)
    log(story, EventKind.SENT)
    log(story, EventKind.NOT_NOW)

    assert story.champions(rep=None, as_of=DAY)["items"][0]["verdict"]["rules"][0] == "resting"
    [ask] = story.week(rep=None, as_of=DAY)["reps"][0]["asks"]
    assert (ask["logged"], ask["verdict"]["rules"][0]) == ({"id": 1, "state": "not_now"}, "resting")


def test_a_day_before_the_ask_knows_nothing_of_it(story: Presenter) -> None:
    planned(story)
    log(story, EventKind.SENT)
    log(story, EventKind.DECLINED)
    yesterday = DAY - timedelta(days=1)

    assert story.champions(rep=None, as_of=yesterday)["items"][0]["verdict"]["status"] == "open"
    assert story.asks(AsksWanted(), rep=None, as_of=yesterday)["items"] == []
    with pytest.raises(NotFound):
        story.ask(1, as_of=yesterday)


def test_a_second_ask_for_the_same_person_is_refused_until_the_first_has_ended(story: Presenter) -> None:
    planned(story)

    with pytest.raises(AskRefused) as refusal:
        planned(story)

    assert refusal.value.rules == ("target_taken",)
    log(story, EventKind.WITHDRAWN)
    assert planned(story)["id"] == 2


def test_a_blocked_connector_is_refused_with_the_rules_and_the_day(story: Presenter) -> None:
    with pytest.raises(AskRefused) as refusal:
        planned(story, today=date(2026, 12, 20))

    assert refusal.value.rules[0] == "outside_window"


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish("snowpeak.example", "Dana Wu", "Dana Wu"), "themselves"),
        (Wish("snowpeak.example", "Ana Ruiz", "Bo Krantz"), "themselves"),
        (Wish("snowpeak.example", "Dana Wu", "Ana Ruiz"), "you are it"),
        (Wish("northwind.example", "Dana Wu", "Bo Krantz", reciprocity="cake"), "no way to give something back"),
    ],
)
def test_an_ask_that_makes_no_sense_is_refused(story: Presenter, wish: Wish, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        story.plan_ask(wish, author())


def test_an_event_in_the_future_is_refused(story: Presenter) -> None:
    planned(story)

    with pytest.raises(UsageError, match="lies ahead"):
        log(story, EventKind.SENT, on=DAY + timedelta(days=1))


def test_what_is_picked_when_the_ask_is_sent_stands_in_the_log_before_it(story: Presenter) -> None:
    story.plan_ask(replace(WISH, reciprocity=None), author())

    with pytest.raises(AskForbidden):
        log(story, EventKind.SENT)
    ask = log(story, EventKind.SENT, reciprocity="donation")

    assert [event["kind"] for event in ask["events"]] == ["planned", "reciprocity_picked", "sent"]
    assert ask["reciprocity"]["text"] == "Donate 200 USD to a charity of their choice."


def test_a_list_is_narrowed_and_read_page_by_page(story: Presenter) -> None:
    planned(story)
    log(story, EventKind.WITHDRAWN)
    planned(story)

    def ids(wanted: AsksWanted, rep: str | None = None) -> list[int]:
        return [ask["id"] for ask in story.asks(wanted, rep=rep, as_of=DAY)["items"]]

    assert ids(AsksWanted()) == ids(AsksWanted(), ANA) == ids(AsksWanted(connector="Bo Krantz")) == [2, 1]
    assert ids(AsksWanted(connector="Dana Wu")) == ids(AsksWanted(account="northwind.example")) == []
    first = story.asks(AsksWanted(limit=1), rep=None, as_of=DAY)
    assert ids(AsksWanted(limit=1, cursor=first["next_cursor"])) == [1]
    assert ids(AsksWanted(due=True)) == [2]


def test_what_is_owed_is_told_until_it_is_done(story: Presenter) -> None:
    planned(story)
    log(story, EventKind.SENT)
    log(story, EventKind.DECLINED)

    later = story.owed(rep=ANA, as_of=DAY + timedelta(days=4))
    assert [(debt["ask"], debt["due_on"], debt["overdue"]) for debt in later["owed"]] == [(1, "2026-11-24", True)]
    assert later["overdue"] == 1
    log(story, EventKind.THANKED, 4)
    done = story.owed(rep=None, as_of=DAY + timedelta(days=4))
    assert (done["owed"], done["done"][0]["done_on"]) == ([], "2026-11-25")


def test_what_is_kept_of_a_person_includes_their_asks(story: Presenter) -> None:
    planned(story)

    assert [len(story.everything(who, as_of=DAY)["asks"]) for who in ("Bo Krantz", "Dana Wu", "Ana Ruiz")] == [1, 1, 1]


def test_the_crm_gets_every_ask_that_was_made_in_its_two_fields(story: Presenter) -> None:
    planned(story)
    assert story.salesforce_asks("Account", rep=None, as_of=DAY) == []

    log(story, EventKind.SENT)
    log(story, EventKind.DECLINED)

    [row] = story.salesforce_asks("Account", rep=None, as_of=DAY)
    assert (row["Id"], row["AccountId"], row["Referral_Ask__c"]) == ("001A", "001A", "TRUE")
    assert (row["Referral_Candidate_Name__c"], row["Outcome"]) == ("Dana Wu", "declined")
    assert (row["Account_Name"], row["Account_Domain"]) == ("Snowpeak GmbH", "snowpeak.example")
    [row] = story.salesforce_asks("Opportunity", rep=None, as_of=DAY)
    assert (row["Id"], row["AccountId"]) == ("", "001A")
    with pytest.raises(UsageError, match="API name"):
        story.salesforce_asks("Op portunity", rep=None, as_of=DAY)


def test_a_planned_ask_of_the_week_is_not_held_back_by_itself(telling: Tell) -> None:
    on_board = [
        role("bo", Circle.BOARD, "tidewell", seen_on="2020-01-01") if is_champion(item) else item for item in STORY
    ]
    presenter = Presenter(telling(*on_board).workspace)
    planned(presenter)

    [ask] = presenter.week(rep=None, as_of=DAY)["reps"][0]["asks"]

    assert (ask["logged"]["state"], ask["verdict"]["status"]) == ("planned", "open")


def is_champion(item: Item) -> bool:
    return isinstance(item, Role) and item.circle is Circle.CHAMPION
