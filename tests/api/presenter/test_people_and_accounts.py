"""One person with where we know it from; our accounts page by page; our champions, newest event first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from api.presenter import Presenter
from orbit.errors import UsageError
from orbit.model import AccountKind
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, STORY
from tests.factories import DAY, account_state, champion_state, company, person, spell

Json = dict[str, Any]


def spells_of(telling: Tell, *facts: Any, as_of: date = DAY) -> list[tuple[Any, ...]]:
    told = telling(*STORY, person("zoe", "Zoe Hale", emails=["zoe@snowpeak.example"]), *facts)
    answer = Presenter(told.workspace).person("zoe@snowpeak.example", as_of=as_of)
    return [(spell["company"], spell["title"], spell["start"], spell["end"]) for spell in answer["spells"]]


def test_a_person_is_shown_with_records_spells_and_roles(story: Presenter) -> None:
    answer = story.person("bo@northwind.example", as_of=DAY)

    assert answer["person"]["role"] == "connector"
    assert [record["ref"] for record in answer["records"]] == ["people.csv:2"]
    assert [spell["company"] for spell in answer["spells"]] == ["Northwind", "Oldco"]
    assert answer["roles"] == [{"circle": "champion", "company": "Northwind", "owner": ANA}]


def test_dates_are_shown_as_precise_as_they_were_told(telling: Tell) -> None:
    facts = [
        spell("zoe", "oldco", "AE", "2010", "2012"),
        spell("zoe", "northwind", "AE", "2013-04", "2014-07-15"),
        spell("zoe", "snowpeak", "CFO", "2019-03", seen_on=DAY),
    ]

    assert spells_of(telling, *facts) == [
        ("Snowpeak GmbH", "CFO", "2019-03", None),
        ("Northwind", "AE", "2013-04", "2014-07"),
        ("Oldco", "AE", "2010", "2012"),
    ]


def test_a_date_that_nobody_told_is_not_made_up(telling: Tell) -> None:
    facts = [
        spell("zoe", "snowpeak", "CFO", seen_on="2026-05-01"),
        spell("zoe", "northwind", "AE", "2013-04"),
        spell("zoe", "oldco", "AE"),
    ]

    assert spells_of(telling, *facts) == [
        ("Snowpeak GmbH", "CFO", None, None),
        ("Northwind", "AE", "2013-04", None),
        ("Oldco", "AE", None, None),
    ]


def test_a_job_that_ended_later_is_still_held_on_the_day_asked_for(telling: Tell) -> None:
    job = spell("zoe", "oldco", "AE", "2010-01", "2012-01")

    assert spells_of(telling, job, as_of=date(2011, 1, 1)) == [("Oldco", "AE", "2010-01", None)]


def test_accounts_come_hottest_first_in_pages(demo_presenter: Presenter) -> None:
    whole = demo_presenter.accounts(as_of=DAY, limit=500, cursor=None)["items"]
    pages, cursor = [], None
    while True:
        page = demo_presenter.accounts(as_of=DAY, limit=7, cursor=cursor)
        pages.append(page["items"])
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert [item for page in pages for item in page] == whole
    assert [item["heat"] for item in whole] == sorted((item["heat"] for item in whole), reverse=True)


@pytest.mark.parametrize("cursor", ["nonsense", "%%%", "4pyT", "MjAyNi0xMS0yMSBjb21fMDAwMDAwMDAwMDAw", "ünïcode"])
def test_a_foreign_cursor_is_refused(demo_presenter: Presenter, cursor: str) -> None:
    with pytest.raises(UsageError, match="cursor"):
        demo_presenter.accounts(as_of=DAY, limit=5, cursor=cursor)


@pytest.mark.parametrize("limit", [0, 501])
def test_an_impossible_page_is_refused(demo_presenter: Presenter, limit: int) -> None:
    with pytest.raises(UsageError, match="limit must be 1 to 500"):
        demo_presenter.accounts(as_of=DAY, limit=limit, cursor=None)


def test_accounts_can_be_narrowed_to_a_kind_of_signal(demo_presenter: Presenter) -> None:
    items = demo_presenter.accounts(as_of=DAY, limit=500, cursor=None, signal=("funding",))["items"]

    assert items
    for item in items:
        told = demo_presenter.account(item["id"], as_of=DAY)
        assert {name: told[name] for name in item} == item


def test_typing_part_of_a_name_finds_the_account(demo_presenter: Presenter) -> None:
    item = demo_presenter.accounts(as_of=DAY, limit=1, cursor=None)["items"][0]

    found = demo_presenter.search(item["name"][:5], limit=5, as_of=DAY)["items"]

    assert item["id"] in [account["id"] for account in found]


def test_champions_come_newest_event_first(demo_presenter: Presenter) -> None:
    items = demo_presenter.champions(rep=None, as_of=DAY)["items"]

    days = [item["trigger"]["on"] if item["trigger"] else "" for item in items]
    assert len(items) > 5
    assert days == sorted(days, reverse=True)


def test_a_rep_sees_the_champions_of_their_own_accounts(telling: Tell) -> None:
    joe = "joe.lund@tidewell.example"
    theirs = [
        person("joe", "Joe Lund", emails=[joe]),
        person("ida", "Ida Berg", emails=["ida@fjord.example"]),
        company("fjord"),
        account_state("fjord", AccountKind.CUSTOMER, owner=joe),
        champion_state("ida", "fjord"),
    ]
    presenter = Presenter(telling(*STORY, *theirs).workspace)

    names = [
        [item["person"]["name"] for item in presenter.champions(rep=rep, as_of=DAY)["items"]] for rep in (ANA, joe)
    ]

    assert names == [["Bo Krantz"], ["Ida Berg"]]


def test_a_champion_may_be_asked_until_the_window_closes(story: Presenter) -> None:
    statuses = [
        story.champions(rep=None, as_of=DAY + timedelta(days=days))["items"][0]["verdict"]["status"]
        for days in (0, 3, 4)
    ]

    assert statuses == ["open", "open", "blocked"]
