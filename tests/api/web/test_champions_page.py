"""The page of champions: until when each may be asked, what stands in the way, and for whom they could ask."""

from __future__ import annotations

import re

from orbit.access import Role
from orbit.model import TriggerKind
from tests.api.icalendar import read_calendar
from tests.api.presenter.story import ANA, CUSTOMER, STORY
from tests.api.web.conftest import MakeSite
from tests.api.web.served import Site, words_of
from tests.factories import person, signal, trigger


def test_a_champion_who_may_be_asked_says_until_when_and_for_whom(site: Site) -> None:
    told = words_of(site.here().get(f"/champions?rep={ANA}"))

    assert "Bo Krantz Closes in 3 days 24 Nov 2026" in told
    assert "VP Sales at Northwind" in told
    assert "CSAT answer 19 Nov 2026" in told
    assert "Could introduce us to Dana Wu , VP Sales at Snowpeak GmbH" in told


def test_a_suggested_person_leads_to_their_account_in_the_name_of_the_rep(site: Site) -> None:
    page = site.here().get(f"/champions?rep={ANA}").text

    assert re.search(r'href="/accounts/com_[0-9a-f]+\?requester=ana.ruiz(%40|@)tidewell.example"', page)


def test_layers_in_which_nobody_is_known_are_named_with_the_account(site: Site) -> None:
    told = words_of(site.here().get("/champions"))

    assert "At Northwind we know" in told
    assert "Missing: " in told


def test_the_month_counts_the_windows_that_close_on_each_day(site: Site) -> None:
    browser = site.here()

    told = words_of(browser.get("/champions"))
    that_day, another = (words_of(browser.get(f"/champions?closes=2026-11-{day}")) for day in (24, 25))

    assert "Windows that close in November 2026" in told
    assert "24 : 1 open" in told
    assert "Closing on 24 Nov 2026 1 champion" in that_day
    assert "None of these" in another


def test_a_day_within_the_title_of_a_signal_is_written_as_all_others(site_of: MakeSite) -> None:
    filing = signal("snowpeak", on="2026-11-18", title="Change of officers on 2026-11-09 (8-K)")

    told = words_of(site_of(*STORY, filing).here().get(f"/champions?rep={ANA}"))

    assert "Change of officers on 9 Nov 2026 (8-K), 18 Nov 2026" in told
    assert "2026-11-" not in told


def test_other_months_can_be_looked_at(site: Site) -> None:
    told = words_of(site.here().get("/champions?month=2027-01"))

    assert "Windows that close in January 2027" in told


def test_champions_are_narrowed_to_a_status(site: Site) -> None:
    browser = site.here()

    assert "Bo Krantz" in words_of(browser.get("/champions?status=open"))
    assert "None of these" in words_of(browser.get("/champions?status=blocked"))


def test_what_stands_in_the_way_says_when_it_lifts_and_shows_its_evidence(site_of: MakeSite) -> None:
    late = trigger("northwind", TriggerKind.CSAT, "2026-10-01", who="bo", score=9.5)
    site = site_of(*[late if item is CUSTOMER[-1] else item for item in STORY])

    told = words_of(site.here().get("/champions"))

    assert "Not to be asked now" in told
    assert "What lifts it:" in told


def test_the_days_can_be_saved_as_a_calendar(site: Site) -> None:
    saved = site.here().get(f"/champions.ics?rep={ANA}")

    assert saved.headers["content-disposition"] == 'attachment; filename="champions.ics"'
    assert [event.text("SUMMARY") for event in read_calendar(saved.content)] == ["Ask: Bo Krantz (Northwind)"]


def test_names_cannot_bring_markup_into_the_page(site_of: MakeSite) -> None:
    bo = person("bo", "<img src=x onerror=alert(1)> Krantz", emails=["bo@northwind.example"])
    site = site_of(*[bo if item is STORY[1] else item for item in STORY])

    page = site.here().get("/champions").text

    assert "&lt;img src=x onerror=alert(1)&gt; Krantz" in page
    assert "<img" not in page


def test_a_rep_sees_their_own_champions_first(site: Site) -> None:
    told = words_of(site.signed_in(ANA, Role.REP).get("/champions"))

    assert "Mine Everybody's" in told
    assert "Bo Krantz" in told


def test_without_data_the_page_says_what_to_import(site_of: MakeSite) -> None:
    assert "No champions yet" in words_of(site_of().here().get("/champions"))
