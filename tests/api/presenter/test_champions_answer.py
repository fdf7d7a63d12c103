"""Which champions may be asked, until when, and for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from api.presenter import Author, Presenter, Wish
from orbit.model import AccountKind, Item, Layer
from tests.api.icalendar import read_calendar
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, STORY
from tests.factories import DAY, NOON, account_state, champion_state, company, person, role, signal, spell

JOE = "joe.lund@tidewell.example"
EVE: list[Item] = [
    person("eve", "Eve Sol", linkedin="https://www.linkedin.com/in/eve-sol"),
    spell("eve", "oldco", "Account Executive", "2015-01", "2018-06"),
    spell("eve", "snowpeak", "Director Sales", "2018-07", seen_on=DAY),
]


def only(presenter: Presenter, rep: str | None = ANA, as_of: date = DAY) -> dict[str, Any]:
    """The one champion of the story."""
    [item] = presenter.champions(rep=rep, as_of=as_of)["items"]
    found: dict[str, Any] = item
    return found


def test_rule_08_two_or_three_named_persons_are_suggested_with_each_champion(telling: Tell) -> None:
    item = only(Presenter(telling(*STORY, *EVE).workspace))

    assert [one["target"]["name"] for one in item["suggested"]] == ["Eve Sol", "Dana Wu"]
    assert all(one["account"]["name"] == "Snowpeak GmbH" and one["ties"] for one in item["suggested"])


def test_rule_08_no_more_names_are_suggested_than_the_policy_says(telling: Tell) -> None:
    more = [
        each
        for n in range(4)
        for each in (
            person(f"p{n}", f"Pia Number{n}", linkedin=f"https://www.linkedin.com/in/pia-{n}"),
            spell(f"p{n}", "oldco", "Account Executive", "2015-01", "2018-06"),
            spell(f"p{n}", "snowpeak", "VP Sales", "2018-07", seen_on=DAY),
        )
    ]

    scores = [one["score"] for one in only(Presenter(telling(*STORY, *EVE, *more).workspace))["suggested"]]

    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


def test_rule_06_nobody_is_suggested_at_an_account_without_a_fresh_signal(story: Presenter) -> None:
    assert only(story)["suggested"]
    assert only(story, as_of=date(2027, 11, 21))["suggested"] == []


def test_somebody_who_is_asked_for_already_is_not_suggested(story: Presenter) -> None:
    wish = Wish("snowpeak.example", "dana.wu@snowpeak.example", "bo@northwind.example", reciprocity="donation")

    story.plan_ask(wish, Author(ANA, NOON, DAY))

    assert only(story)["suggested"] == []


def test_names_at_ones_own_accounts_come_before_those_at_colleagues(telling: Tell) -> None:
    joes: list[Item] = [
        person("joe", "Joe Lund", emails=[JOE]),
        role("joe", seen_on="2020-01-01"),
        company("fjord", domains=["fjord.example"]),
        account_state("fjord", owner=JOE, seen_on="2020-01-01"),
        replace(signal("fjord", on="2026-11-20", title="Account Executive role posted"), strength=1.0),
        person("ida", "Ida Berg", linkedin="https://www.linkedin.com/in/ida-berg"),
        spell("ida", "oldco", "Account Executive", "2014-01", "2019-01"),
        spell("ida", "fjord", "VP Sales", "2019-02", seen_on=DAY),
    ]

    suggested = only(Presenter(telling(*STORY, *joes).workspace))["suggested"]

    assert [(one["target"]["name"], one["account_owner"]) for one in suggested] == [("Dana Wu", ANA), ("Ida Berg", JOE)]


def test_the_window_tells_its_days_and_the_target_within_it(story: Presenter) -> None:
    assert only(story)["window"] == {
        "opens_on": "2026-11-19",
        "closes_on": "2026-11-24",
        "days_left": 3,
        "ask_by": "2026-11-21",
        "expected": False,
    }


def test_what_stands_in_the_way_tells_when_it_lifts_what_opens_it_and_where_that_was_read(telling: Tell) -> None:
    gone = replace(champion_state("ida", "northwind", seen_on="2020-01-01"), left_on=DAY - timedelta(days=20))
    facts: list[Item] = [person("ida", "Ida Berg"), gone]

    [rule] = only(Presenter(telling(*STORY, *facts).workspace))["disqualifiers"]

    assert (rule["rule"], rule["lifts_on"]) == ("champion_left", "2026-12-31")
    assert (rule["opened_by"], bool(rule["evidence"])) == ("Time: wait until 31 Dec 2026.", True)


def test_rule_26_each_customer_names_the_layers_in_which_nobody_is_known(telling: Tell) -> None:
    user = replace(champion_state("bo", "northwind", seen_on="2020-01-02"), layer=Layer.POWER_USER)
    other = account_state("fjord", AccountKind.CUSTOMER, owner=ANA, seen_on="2020-01-01")

    accounts = Presenter(telling(*STORY, user, company("fjord"), other).workspace).champions(rep=ANA, as_of=DAY)[
        "accounts"
    ]

    missing = {account["name"]: account["missing_layers"] for account in accounts}
    assert missing == {
        "Northwind": ["economic_buyer", "executive_sponsor"],
        "Fjord": ["economic_buyer", "power_user", "executive_sponsor"],
    }


def test_without_a_rep_the_filter_looks_at_whoever_owns_the_account(story: Presenter) -> None:
    assert [only(story, rep)["fits_filter"] for rep in (ANA, None)] == [True, True]


def test_the_answer_names_the_policy_that_it_rests_on(story: Presenter) -> None:
    answers = [
        story.champions(rep=None, as_of=DAY),
        story.week(rep=None, as_of=DAY),
    ]

    assert [answer["policy"] for answer in answers] == [story.policy_digest()] * 2


def test_the_calendar_holds_each_window_as_days(story: Presenter) -> None:
    [event] = read_calendar(story.champions_calendar(rep=ANA, as_of=DAY).encode())

    assert event.days == (date(2026, 11, 19), date(2026, 11, 25))
    assert event.text("SUMMARY") == "Ask: Bo Krantz (Northwind)"


def test_the_calendar_of_another_day_has_the_same_events_with_another_stamp(story: Presenter) -> None:
    one, two = (
        read_calendar(story.champions_calendar(rep=ANA, as_of=DAY + timedelta(days=n)).encode())[0] for n in (0, 2)
    )

    assert one.properties["UID"] == two.properties["UID"]
    assert one.days == two.days
    assert (one.properties["DTSTAMP"], two.properties["DTSTAMP"]) == ("20261121T000000Z", "20261123T000000Z")


@pytest.mark.parametrize("rep", [ANA, None])
def test_the_calendar_names_no_target(telling: Tell, rep: str | None) -> None:
    text = Presenter(telling(*STORY, *EVE).workspace).champions_calendar(rep=rep, as_of=DAY)

    assert "Dana" not in text
    assert "Snowpeak" not in text
