"""A manager before the monthly session: the team's week, one rep's sheet, an ask planned from it, and the measures."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Opener, Site
from tests.factories import DAY


@pytest.fixture(scope="module")
def rep(site: Site) -> dict[str, Any]:
    """The rep with most people to ask."""
    sheets = site.presenter.session(rep=None, month=None, as_of=DAY)["sheets"]
    busiest: dict[str, Any] = max(sheets, key=lambda sheet: len(sheet["candidates"]))["rep"]
    return busiest


def test_from_the_team_to_one_sheet_to_a_planned_ask(visit: Opener, rep: dict[str, Any]) -> None:
    page = visit().open("/session")

    page.get_by_role("table").get_by_role("link", name=rep["name"]).click()
    expect(page.get_by_role("heading", name=re.compile(r"persons? to ask"))).to_be_visible()
    page.get_by_text("Script and words").first.click()
    expect(page.get_by_text("On a yes:").first).to_be_visible()
    page.get_by_role("button", name="Plan this ask").first.click()

    expect(page.get_by_role("link", name=re.compile("Planned as ask")).first).to_be_visible()
    assert "rep=" in page.url


def test_the_sheet_prints_without_the_frame(visit: Opener, rep: dict[str, Any]) -> None:
    page = visit().open(f"/session?rep={rep['email']}")

    page.get_by_role("link", name="To print").click()

    expect(page.get_by_role("main")).to_contain_text(rep["name"])
    assert page.locator("nav").count() == 0


def test_the_week_shows_the_team_and_each_rep(visit: Opener, rep: dict[str, Any]) -> None:
    page = visit().open("/week")

    page.get_by_role("table").first.get_by_role("link", name=rep["name"]).click()

    expect(page.locator(".week-ask").first).to_be_visible()
    assert page.locator(".week-ask").count() >= 1


def test_an_ask_is_taken_off_the_week_and_brought_back(visit: Opener, rep: dict[str, Any]) -> None:
    page = visit().open(f"/week?rep={rep['email']}")
    first = page.locator(".week-ask").filter(has_text="Skip this week").first
    words = first.get_by_role("heading").inner_text()

    first.get_by_text("Skip this week").click()
    first.get_by_label("Because").fill("On parental leave")
    first.get_by_role("button", name="Skip until Monday").click()
    expect(page.get_by_role("heading", name="Taken off this week")).to_be_visible()
    page.get_by_role("button", name=re.compile("back", re.IGNORECASE)).first.click()

    expect(page.get_by_role("heading", name="Taken off this week")).to_be_hidden()
    expect(page.get_by_role("heading", name=words.split(". ", 1)[-1])).to_be_visible()


def test_the_week_comes_as_a_spreadsheet(visit: Opener) -> None:
    page = visit().open("/week")

    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()

    assert download.value.path().read_bytes().startswith(b"PK")


def test_a_claim_stands_beside_what_is_logged(visit: Opener, site: Site, rep: dict[str, Any]) -> None:
    page = visit().open(f"/measures?rep={rep['email']}")

    page.get_by_label(re.compile("says")).fill("7")
    page.get_by_role("button", name=re.compile("Keep|Save")).click()

    expect(page.get_by_role("main")).to_contain_text("7")


def test_a_chart_says_in_a_table_what_it_draws(visit: Opener) -> None:
    page = visit().open("/measures")

    page.get_by_text("Asks per rep as a table").click()

    expect(page.get_by_role("table").first).to_be_visible()
