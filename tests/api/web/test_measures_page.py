"""The page of measures: charts with their tables, months, reps, claims, and who may see whose."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from api.presenter import Author, Happening, Presenter, Wish
from orbit.access import Role
from orbit.asks.log.ask import EventKind
from orbit.model import Item
from tests.api.presenter.story import ANA, STORY
from tests.api.web.conftest import MakeSite
from tests.api.web.served import Site, send, words_of
from tests.factories import DAY, NOON, account_state, company, opportunity, person

BY_ANA = Author(ANA, NOON, DAY)


def ask(site: Site, *kinds: EventKind) -> None:
    """Let Ana ask Bo, and log what comes of it."""
    presenter = Presenter(site.workspace)
    presenter.plan_ask(Wish("snowpeak.example", "Dana Wu", "Bo Krantz", reciprocity="donation"), BY_ANA)
    for kind in kinds:
        presenter.log_event(1, Happening(kind), BY_ANA)


def test_each_chart_stands_beside_its_numbers(site: Site) -> None:
    ask(site, EventKind.SENT, EventKind.ACCEPTED, EventKind.REPLIED)

    page = site.here().get("/measures")

    read = words_of(page)
    assert page.text.count('<svg class="chart"') == page.text.count('role="img" aria-labelledby="chart-') == 6
    assert "style=" not in page.text
    assert "1 ask logged in Nov 2026; the target is 8 each." in read
    assert "Said yes 100% (21% to 100%), 1 of 1" in read
    assert "Champion" in read
    assert "How honest the chances were" in read


def test_months_are_stepped_through_and_the_future_has_no_link(site: Site) -> None:
    now, before = (site.here().get(path).text for path in ("/measures", "/measures?month=2026-10"))

    assert ('rel="prev"' in now, 'rel="next"' in now) == (True, False)
    assert 'href="/measures?month=2026-11&amp;rep="' in before
    assert "No ask was made yet." in now


def test_a_claim_is_kept_and_shown_beside_the_log(site: Site) -> None:
    ask(site, EventKind.SENT)
    here = site.here()

    after = send(here, f"/measures?rep={ANA}", "/measures/claims", {"claimed": "4"})

    assert "Claimed 4, logged 1: 4.0 times as many." in words_of(after)


@pytest.mark.parametrize("told", ["", "four", "-1", "9999999"])
def test_a_claim_that_is_no_number_is_refused(site: Site, told: str) -> None:
    answer = site.here().post("/measures/claims", {"rep": ANA, "month": "2026-11", "claimed": told})

    assert answer.status_code == 400


def test_a_rep_sees_their_own_numbers_only_and_a_manager_the_teams(site_of: MakeSite) -> None:
    bea = "bea@tidewell.example"
    site = site_of(*_two_reps(bea))

    own = words_of(site.signed_in(ANA, Role.REP).get(f"/measures?rep={bea}"))
    team = words_of(site.signed_in("kim@tidewell.example", Role.MANAGER).get("/measures"))

    assert ("Bea Tal" in own, "Ana Ruiz" in own) == (False, True)
    assert "Bea Tal" in team
    assert "Everybody" in team


def test_who_owns_nothing_is_told_so(site: Site) -> None:
    page = site.signed_in("new@tidewell.example", Role.REP).get("/measures")

    assert "You own no account in the CRM's files under new@tidewell.example." in words_of(page)


def test_a_workspace_without_reps_says_what_to_import(site_of: MakeSite) -> None:
    assert "No reps yet" in words_of(site_of().here().get("/measures"))


def _two_reps(bea: str) -> list[Item]:
    more: list[Item] = [company("oak", domains=["oak.example"]), person("bea", "Bea Tal", emails=[bea])]
    return [*STORY, *more, account_state("oak", owner=bea, seen_on="2020-01-01")]


def test_without_opportunities_the_page_says_so_and_where_to_import_them(site: Site) -> None:
    page = site.here().get("/measures")

    assert "how many opportunities there are in all is not on file: no opportunities were imported." in words_of(page)
    assert "Import the CRM's opportunities" in words_of(page)


def test_imported_opportunities_are_drawn_with_what_is_logged_of_them(site_of: MakeSite) -> None:
    claimed = replace(opportunity("oldco", "crm:-:opportunity:2"), lead_source="Referral")
    site = site_of(*STORY, opportunity("snowpeak"), claimed)
    ask(site, EventKind.SENT, EventKind.FORWARDED)

    page = site.here().get("/measures")

    read = words_of(page)
    assert "Opportunities 100% (34% to 100%), 2 of 2" in read
    assert "from logged asks 50% (9% to 91%), 1 of 2" in read
    assert "1 by logged asks, 1 by their lead source alone." in read
    assert "…" not in "".join(re.findall(r"<text[^>]*>[^<]*</text>", page.text.split("h-deals")[-1]))


def test_the_session_shows_the_shares_of_the_month_before(site_of: MakeSite) -> None:
    site = site_of(*STORY, opportunity("snowpeak", created_on="2026-10-12"))

    team, own, printed = (
        words_of(site.here().get(path))
        for path in ("/session?month=2026-11", f"/session?month=2026-11&rep={ANA}", "/session/print?month=2026-11")
    )

    for page in (team, own, printed):
        assert "Of 1 opportunity from the CRM, 0 were referred (0%, 0% to 79%)." in page
