"""Somebody decides which records are one: with the mouse, with single keys, without scripts; and takes it back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from api.workspace import Workspace
from orbit.model import EntityKind
from orbit.settings import read_settings
from tests.api.http.test_matches import DOUBTFUL
from tests.api.presenter.story import STORY, tell
from tests.e2e.conftest import Opener, Site, served, visits
from tests.factories import DAY


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a story with two pairs that nobody is sure of."""
    home = tmp_path_factory.mktemp("doubtful")
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        tell(workspace, *STORY, *DOUBTFUL)
    with served(home) as site:
        yield site


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Opener]:
    """Return a maker of visits to it."""
    with visits(browser, site) as make:
        yield make


def still_open(site: Site) -> int:
    """How many questions about people are open."""
    return len(site.presenter.matches.ranked(EntityKind.PERSON, as_of=DAY))


def test_an_answer_brings_the_next_question_and_can_be_taken_back(visit: Opener, site: Site) -> None:
    before = still_open(site)
    page = visit().open("/review")

    page.get_by_role("button", name="Different").click()
    expect(page.get_by_text("Kept apart.", exact=True).first).to_be_visible()
    assert still_open(site) == before - 1
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.", exact=True).first).to_be_visible()

    assert still_open(site) == before


def test_single_keys_answer_skip_and_undo(visit: Opener, site: Site) -> None:
    before = still_open(site)
    page = visit().open("/review")
    first = page.locator(".beside").inner_text()

    page.keyboard.press("s")
    expect(page.get_by_text("Kept as one.", exact=True).first).to_be_visible()
    expect(page.locator("#review-card [data-focus]")).to_be_focused()
    page.keyboard.press("u")
    expect(page.get_by_text("Taken back.", exact=True).first).to_be_visible()
    expect(page.locator(".beside")).to_have_text(first, use_inner_text=True)
    page.keyboard.press("Space")
    page.wait_for_url("**/review?kind=person&after=*")

    assert still_open(site) == before
    assert page.locator(".beside").inner_text() != first


def test_what_speaks_for_it_is_shown_on_demand(visit: Opener) -> None:
    page = visit().open("/review")

    page.get_by_text("What speaks for it, and against it").click()

    expect(page.locator(".why")).to_be_visible()


def test_without_scripts_forms_and_links_do_the_same(visit: Opener, site: Site) -> None:
    before = still_open(site)
    page = visit(java_script_enabled=False).open("/review")

    page.get_by_role("button", name="Same person").click()
    expect(page.get_by_text("Decided.")).to_be_visible()
    page.get_by_role("link", name="Decided").click()
    page.get_by_role("button", name="Undo").first.click()

    assert still_open(site) == before


def test_companies_have_a_page_of_their_own(visit: Opener) -> None:
    page = visit().open("/review?kind=company")

    expect(page.get_by_role("main")).to_contain_text("company")


def test_too_few_answers_teach_nothing_and_say_so(visit: Opener) -> None:
    page = visit().open("/review/learn")

    expect(page.get_by_role("heading", name="Not enough answers yet")).to_be_visible()
