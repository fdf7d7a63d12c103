"""The pages of asks: the board, the list, what is owed, and one ask with everything of it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from api.presenter import Author, Happening, Presenter, Wish
from orbit.access import Role
from orbit.asks.log.ask import EventKind
from tests.api.presenter.story import ANA
from tests.api.web.conftest import MakeSite
from tests.api.web.served import Site, send, words_of
from tests.factories import DAY, NOON

WISH = Wish("snowpeak.example", "Dana Wu", "Bo Krantz", reciprocity="donation")
BY_ANA = Author(ANA, NOON, DAY)


def log(site: Site, *kinds: EventKind) -> None:
    presenter = Presenter(site.workspace)
    presenter.plan_ask(WISH, BY_ANA)
    for kind in kinds:
        presenter.log_event(1, Happening(kind), BY_ANA)


@pytest.mark.parametrize(
    ("kinds", "lane"),
    [
        ((), "Planned 1"),
        ((EventKind.SENT,), "Asked 1"),
        ((EventKind.SENT, EventKind.ACCEPTED), "Said yes 1"),
        ((EventKind.SENT, EventKind.REPLIED), "Forwarded 1"),
        ((EventKind.SENT, EventKind.MEETING), "Meeting on 1"),
        ((EventKind.SENT, EventKind.DECLINED), "Ended 1"),
    ],
)
def test_the_board_shows_an_ask_where_it_has_come_to(site: Site, kinds: tuple[EventKind, ...], lane: str) -> None:
    log(site, *kinds)

    assert f"{lane} Dana Wu Snowpeak GmbH through Bo Krantz" in words_of(site.here().get("/asks"))


def test_the_board_can_show_what_leaves_something_to_do(site: Site) -> None:
    log(site, EventKind.SENT)

    today = words_of(site.here().get("/asks?due=1"))
    later = words_of(Site(site.workspace, DAY + timedelta(days=30)).here().get("/asks?due=1"))

    assert "Nothing is due" in today
    assert "Late Donate 200 USD to a charity of their choice." in later


def test_the_list_is_narrowed_by_state_and_rep(site: Site) -> None:
    log(site, EventKind.SENT)
    browser = site.here()

    assert "Ask 1 Dana Wu Snowpeak GmbH Bo Krantz Ana Ruiz Asked" in words_of(browser.get("/asks?state=sent"))
    assert "No such asks" in words_of(browser.get("/asks?state=won"))
    assert "Ask 1 Dana Wu" in words_of(browser.get(f"/asks?view=list&rep={ANA}"))


def test_what_is_owed_can_be_logged_as_done(site: Site) -> None:
    log(site, EventKind.SENT)
    browser = site.here()
    owed = words_of(browser.get("/asks?view=owed"))

    done = words_of(send(browser, "/asks?view=owed", "/asks/1/log", {"kind": "reciprocity_done"}))

    assert "Bo Krantz Donate 200 USD to a charity of their choice. 5 Dec 2026" in owed
    assert "Nothing is owed" in done
    assert "Done lately Bo Krantz : Donate 200 USD" in done


def test_what_is_overdue_says_so(site: Site) -> None:
    log(site, EventKind.SENT)
    later = Site(site.workspace, DAY + timedelta(days=30))

    assert "Overdue 5 Dec 2026" in words_of(later.here().get("/asks?view=owed"))


def test_one_ask_shows_its_people_words_tasks_and_events(site: Site) -> None:
    log(site, EventKind.SENT, EventKind.ACCEPTED)

    told = words_of(site.here().get("/asks/1"))

    assert "Ask Bo Krantz for Dana Wu" in told
    assert "Would you introduce me to Dana Wu" in told
    assert "Send them the draft to forward." in told
    assert "Owed by 24 Nov 2026" in told
    assert f"Yes {ANA}" in told


def test_what_was_taken_back_stays_in_the_log(site: Site) -> None:
    log(site, EventKind.SENT, EventKind.ACCEPTED, EventKind.TAKEN_BACK)

    told = words_of(site.here().get("/asks/1"))

    assert "Yes Taken back" in told
    assert "Took back event 3" in told


def test_a_not_now_that_was_a_mistake_is_undone_by_one_button(site: Site) -> None:
    log(site, EventKind.SENT, EventKind.NOT_NOW)
    browser = site.here()

    told = words_of(send(browser, "/asks/1", "/asks/1/log", {"kind": "taken_back", "back": "/asks/1"}))

    assert "Not now Taken back" in told
    assert "Would you introduce me to Dana Wu" in told
    assert "resting" not in told


def test_nobody_is_chased_after_a_yes(site: Site) -> None:
    log(site, EventKind.SENT, EventKind.ACCEPTED)
    later = Site(site.workspace, DAY + timedelta(days=4))

    assert "No chasing" in words_of(later.here().get("/asks/1"))


def test_a_day_and_a_note_are_kept_with_what_happened(site: Site) -> None:
    log(site, EventKind.SENT)
    browser = site.here()
    fields = {"kind": "not_now", "on": "2026-11-21", "next_on": "2026-12-20", "note": "After the <b>fair</b>"}

    answer = send(browser, "/asks/1", "/asks/1/log", {**fields, "back": "/asks/1"})

    assert "After the <b>fair</b> next: 20 Dec 2026" in words_of(answer)
    assert "<b>" not in answer.text


def test_an_ask_that_there_is_not_is_no_page(site: Site) -> None:
    assert site.here().get("/asks/77").status_code == 404


def test_asks_that_were_made_can_be_saved_for_salesforce(site: Site) -> None:
    log(site, EventKind.SENT)

    saved = site.here().get("/asks/salesforce.csv?object=Opportunity")

    [row] = csv.DictReader(io.StringIO(saved.text))
    assert (row["Referral_Ask__c"], row["Referral_Candidate_Name__c"]) == ("TRUE", "Dana Wu")


def test_a_rep_sees_their_own_asks_first(site: Site) -> None:
    log(site)
    rep = site.signed_in(ANA, Role.REP)

    assert "Mine Everybody's" in words_of(rep.get("/asks"))
    assert "Dana Wu" in words_of(rep.get("/asks"))


def test_without_asks_the_page_leads_to_the_week(site_of: MakeSite) -> None:
    browser = site_of().here()

    assert "No asks yet" in words_of(browser.get("/asks"))
    assert "Nothing is owed" in words_of(browser.get("/asks?view=owed"))
