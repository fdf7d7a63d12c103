"""The page of the week: whom to ask and why, what a person locks or takes off, and what it is saved as."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

from orbit.access import Role
from tests.api.presenter.story import ANA, STORY
from tests.api.web.conftest import MakeSite
from tests.api.web.served import Site, form_of, send, words_of
from tests.factories import DAY, person

MINE = f"/week?rep={ANA}"


def test_the_week_of_a_rep_says_whom_to_ask_for_whom_and_why_now(site: Site) -> None:
    told = words_of(site.here().get(MINE))

    assert "Ask Bo Krantz for Dana Wu" in told
    assert "VP Sales at Snowpeak GmbH" in told
    assert "VP Sales role posted 10 Nov 2026" in told
    assert "Candidates 1/5" in told
    assert "Asks this month 0/8" in told
    assert "1 of 5 named candidates" in told


def test_the_week_of_the_team_lists_reps_and_their_asks(site: Site) -> None:
    told = words_of(site.here().get("/week"))

    assert "Ana Ruiz 1/5 0/8" in told
    assert "Bo Krantz for Dana Wu" in told


def test_an_ask_that_is_locked_is_planned_and_stays_in_the_week(site: Site) -> None:
    browser = site.here()

    after = words_of(send(browser, MINE, "/asks", {"favour": "donation"}))

    assert "Planned Ask 1" in after
    assert "Unlock" in after


def test_a_locked_ask_can_be_unlocked(site: Site) -> None:
    browser = site.here()
    send(browser, MINE, "/asks", {"favour": "donation"})

    after = words_of(send(browser, MINE, "/asks/1/log", {"kind": "withdrawn"}))

    assert "Lock: plan this ask" in after


def test_an_ask_taken_off_the_week_says_by_whom_why_and_until_when(site: Site) -> None:
    browser = site.here()

    after = words_of(send(browser, MINE, "/week/skip", {"note": "On leave"}))

    assert "Ask Bo Krantz for Dana Wu" not in after
    assert "Bo Krantz for Dana Wu at Snowpeak GmbH : “On leave” by local" in after
    assert "back on 23 Nov 2026" in after


def test_an_ask_put_back_is_on_the_list_again(site: Site) -> None:
    browser = site.here()
    send(browser, MINE, "/week/skip", {"note": "On leave"})

    after = words_of(send(browser, MINE, "/week/1/back", {}))

    assert "Ask Bo Krantz for Dana Wu" in after
    assert "Taken off" not in after


def test_what_was_skipped_comes_back_on_monday(site: Site) -> None:
    send(site.here(), MINE, "/week/skip", {"note": "On leave"})
    monday = Site(site.workspace, DAY + timedelta(days=2))

    assert "Ask Bo Krantz for Dana Wu" in words_of(monday.here().get(MINE))


def test_a_form_sent_twice_skips_once(site: Site) -> None:
    browser = site.here()
    fields = {**form_of(browser.get(MINE), "/week/skip"), "note": "On leave"}

    first, second = browser.post("/week/skip", fields), browser.post("/week/skip", fields)

    assert (first.status_code, second.status_code) == (303, 303)
    assert "1 ask in the log" in words_of(browser.get("/asks"))


def test_a_rep_sees_their_own_week_and_not_the_team(site: Site) -> None:
    rep = site.signed_in(ANA, Role.REP)

    assert "Ask Bo Krantz for Dana Wu" in words_of(rep.get("/week"))
    assert rep.get("/week?rep=all").status_code == 403
    assert rep.get("/week/what-if").status_code == 403


def test_a_manager_sees_their_own_week_and_that_of_the_team(site: Site) -> None:
    manager = site.signed_in(ANA, Role.MANAGER)

    assert "The whole team" in words_of(manager.get("/week"))
    assert "Ana Ruiz 1/5 0/8" in words_of(manager.get("/week?rep=all"))


def test_whoever_owns_nothing_is_told_so(site: Site) -> None:
    rep = site.signed_in("zoe@tidewell.example", Role.REP)

    assert "No week of yours" in words_of(rep.get("/week"))


def test_what_would_be_with_other_limits_is_shown_in_words(site: Site) -> None:
    told = words_of(site.here().get("/week/what-if?max_open=3&who=Bo+Krantz&more=1&slots=1"))

    assert "Open asks per connector: 3; Bo Krantz: 1 slot more" in told
    assert "The asks stay the same." in told


def test_the_file_for_spreadsheets_holds_no_formula(site_of: MakeSite) -> None:
    dana = person("dana", "=Dana() Wu", emails=["dana.wu@snowpeak.example"])
    site = site_of(*[dana if item is STORY[2] else item for item in STORY])

    told = site.here().get(f"/week.csv?rep={ANA}")

    assert told.headers["content-disposition"] == 'attachment; filename="orbit-2026-W47.csv"'
    assert '"\'=Dana() Wu"' in told.text


def test_the_workbook_holds_the_asks_with_days_as_days(site: Site) -> None:
    book = zipfile.ZipFile(io.BytesIO(site.here().get(f"/week.xlsx?rep={ANA}").content))

    sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  our own file

    cells = {cell.get("r"): "".join(cell.itertext()) for cell in sheet.iter() if cell.tag.endswith("}c")}
    assert (cells["C2"], cells["D2"], cells["I2"]) == ("Bo Krantz", "Dana Wu", "46336")
    assert not [each for each in sheet.iter() if each.tag.endswith("}f")]


def test_without_data_the_page_says_what_to_import(site_of: MakeSite) -> None:
    assert "No week to plan yet" in words_of(site_of().here().get("/week"))


def test_a_day_that_is_none_is_refused_in_words(site: Site) -> None:
    told = site.here().get("/week?as_of=banana")

    assert told.status_code == 400
    assert "A day is written as 2026-11-21" in told.text
