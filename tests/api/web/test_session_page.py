"""The page of the session: a rep's sheet, the team's, the print, and asks planned from it."""

from __future__ import annotations

from orbit.access import Role
from tests.api.presenter.story import ANA
from tests.api.web.conftest import MakeSite
from tests.api.web.served import Site, send, words_of


def test_a_reps_sheet_says_whom_to_ask_when_and_with_which_words(site: Site) -> None:
    read = words_of(site.here().get(f"/session?rep={ANA}"))

    assert "1 person to ask" in read
    assert "Ask Bo Krantz for Dana Wu" in read
    assert "On a yes: Thank you." in read
    assert "If Dana is happy with their current solution, please disregard." in read
    assert "0 of 8 asks logged" in read


def test_an_ask_is_planned_from_the_sheet(site: Site) -> None:
    after = send(site.here(), f"/session?rep={ANA}", "/asks", {"favour": "donation"})

    assert "Planned as ask 1" in words_of(after)
    assert "Make the ask, at the latest on 24 Nov 2026." in words_of(after)


def test_a_manager_sees_the_team_and_a_rep_their_own_sheet(site: Site) -> None:
    team = words_of(site.signed_in("kim@tidewell.example", Role.MANAGER).get("/session"))
    own = words_of(site.signed_in(ANA, Role.REP).get("/session"))

    assert "The team" in team
    assert "Ask Bo Krantz" not in team
    assert ("The team" in own, "Ask Bo Krantz" in own) == (False, True)


def test_the_sheet_is_printed_without_a_style_of_its_own_and_taken_into_a_calendar(site: Site) -> None:
    here = site.here()
    page = here.get(f"/session?rep={ANA}").text

    printed, holds = here.get(f"/session/print?rep={ANA}"), here.get(f"/v1/session.ics?month=2026-11&rep={ANA}")

    assert f'href="/session/print?month=2026-11&amp;rep={ANA.replace("@", "%40")}"' in page
    assert ("<style" in printed.text, "style=" in printed.text) == (False, False)
    assert "/static/session-print.css?v=" in printed.text
    assert holds.text.startswith("BEGIN:VCALENDAR")


def test_who_owns_nothing_and_a_workspace_without_reps_are_told_so(site: Site, site_of: MakeSite) -> None:
    new = site.signed_in("new@tidewell.example", Role.REP).get("/session")

    assert "No sheet of yours yet" in words_of(new)
    assert "No rep owns a target account" in words_of(site_of().here().get("/session"))
