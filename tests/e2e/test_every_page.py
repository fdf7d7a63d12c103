"""Every page, for every reader: small screens, dark rooms, screen readers, and names that try to break it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from bench.web_pages import PAGES, address
from tests.e2e.conftest import Opener, Site, visits
from tests.factories import DAY

WIDE: ViewportSize = {"width": 1280, "height": 720}
NARROW: ViewportSize = {"width": 320, "height": 700}
UNFOLD = "for (const one of document.querySelectorAll('main details')) one.open = true"
# WCAG 2.2, levels A and AA; what axe cannot decide is left out.
RULES: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="module", params=PAGES)
def visited(request: pytest.FixtureRequest, browser: Browser, site: Site) -> Iterator[Page]:
    """Open a page once for all tests that look at it; opening is most of their time."""
    with visits(browser, site) as visit:
        yield visit().open(address(site.presenter, request.param, DAY))


@pytest.fixture
def shown(visited: Page) -> Page:
    """The page as it first shows, whatever the test before has done, and everything that folds opened."""
    visited.set_viewport_size(WIDE)
    visited.emulate_media(color_scheme="light")
    visited.evaluate(UNFOLD)
    return visited


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(shown: Page, scheme: Literal["light", "dark"]) -> None:
    shown.emulate_media(color_scheme=scheme)
    shown.wait_for_load_state("networkidle")

    found = Axe().run(shown, options=RULES).response["violations"]

    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == []


def test_a_page_has_one_head_and_says_in_its_title_where_we_are(shown: Page) -> None:
    assert shown.locator("h1").count() == 1
    assert shown.title().endswith("· Orbit")


def test_nothing_scrolls_sideways_at_320_pixels(shown: Page) -> None:
    shown.set_viewport_size(NARROW)
    shown.reload()
    shown.locator("main h1").first.wait_for()
    shown.evaluate(UNFOLD)

    assert shown.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_read_without_javascript(visit: Opener, site: Site, page: str) -> None:
    shown = visit(java_script_enabled=False).open(address(site.presenter, page, DAY))

    assert len(shown.locator("main").inner_text()) > 40


@pytest.mark.parametrize("page", PAGES)
def test_names_that_try_to_break_a_page_stay_text(visit_naughty: Opener, naughty: Site, page: str) -> None:
    shown = visit_naughty(viewport=NARROW).open(address(naughty.presenter, page, DAY))
    shown.evaluate(UNFOLD)

    assert shown.locator("main :is(script, img, iframe, object, embed)").count() == 0
    assert shown.evaluate("document.documentElement.scrollWidth") == 320
