"""Every page, for every reader: small screens, dark rooms, screen readers, and names that try to break it."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from bench.web_pages import PAGES, address
from tests.e2e.conftest import Opener, Site
from tests.factories import DAY

NARROW = {"width": 320, "height": 700}
# WCAG 2.2, levels A and AA; what axe cannot decide is left out.
RULES: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(visit: Opener, site: Site, page: str, scheme: str) -> None:
    shown = visit(color_scheme=scheme).open(address(site.presenter, page, DAY))
    shown.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    shown.wait_for_load_state("networkidle")

    found = Axe().run(shown, options=RULES).response["violations"]

    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_scrolls_sideways_at_320_pixels(visit: Opener, site: Site, page: str) -> None:
    shown = visit(viewport=NARROW).open(address(site.presenter, page, DAY))
    shown.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")

    assert shown.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_head_and_says_in_its_title_where_we_are(visit: Opener, site: Site, page: str) -> None:
    shown = visit().open(address(site.presenter, page, DAY))

    assert shown.locator("h1").count() == 1
    assert shown.title().endswith("· Orbit")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_read_without_javascript(visit: Opener, site: Site, page: str) -> None:
    shown = visit(java_script_enabled=False).open(address(site.presenter, page, DAY))

    assert len(shown.locator("main").inner_text()) > 40


@pytest.mark.parametrize("page", PAGES)
def test_names_that_try_to_break_a_page_stay_text(visit_naughty: Opener, naughty: Site, page: str) -> None:
    shown = visit_naughty(viewport=NARROW).open(address(naughty.presenter, page, DAY))
    shown.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")

    assert shown.locator("main :is(script, img, iframe, object, embed)").count() == 0
    assert shown.evaluate("document.documentElement.scrollWidth") == 320
