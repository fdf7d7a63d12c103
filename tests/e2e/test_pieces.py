"""Pieces that a page puts in: what would run is refused, what only looks like it is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api.workspace import Workspace
from orbit.settings import read_settings
from tests.e2e.conftest import Site, served, visits
from tests.e2e.naughty import ORDINARY, tell_naughty_story
from tests.factories import DAY

# Each way in which a piece of text becomes a piece of a page: 1 where it does, 0 where it is refused.
PUT = """text => [
  () => { document.createElement("div").innerHTML = text; },
  () => { document.createElement("tbody").innerHTML = text; },
  () => { document.createElement("template").innerHTML = text; },
  () => { new DOMParser().parseFromString(text, "text/html"); },
].map((put) => { try { put(); return 1; } catch (error) { if (error instanceof TypeError) return 0; throw error; } })"""
SWAPPED = "([address, into]) => htmx.ajax('GET', address, {target: into, swap: 'outerHTML'})"
RUNS = [
    "<p onclick=x>",
    "<p\nonclick\n=x>",
    '<p title="a"onclick=x>',
    "<p title='>' onclick=x>",
    "<tr onclick=x><td>",
    "<td onclick=x>",
    "</template><tr onclick=x>",
    "<template><i onclick=x></template>",
    "<template><template><i onclick=x></template></template>",
    "<body onload=x>",
    "<img/onerror=x src=x>",
    "<svg onload=x>",
    "<svg><set attributeName=onclick to=x>",
    "<SCRIPT src=x></SCRIPT>",
    "<iframe srcdoc=x>",
    "<base href=x>",
    "<meta http-equiv=refresh>",
    '<a href="java&#10;script:x">',
    '<a href="&#1;JavaScript:x">',
    "<svg><a xlink:href=javascript:x>",
    "<form action=javascript:x>",
    "<button formaction=javascript:x>",
    '<noscript><p title="</noscript><img src=x onerror=x>">',
    "<p hx-on:click=x>",
    "<p data-hx-on:click=x>",
]
READS = [
    '<p title="We are one = many">We are one = many</p>',
    "<p>Set on = off, onclick = alert(1), &lt;script&gt;</p>",
    '<a title=" onclick = alert(1)" href="/find?q=javascript:alert(1)">javascript: on = 1</a>',
    "<tr><td title='\" onclick=x'>a</td></tr>",
    '<option value="a onclick=b">c</option>',
    "<i data-on='x' data-say='one = x'>c</i>",
    "",
]


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a workspace whose every name holds words that look like commands of a page."""
    home = tmp_path_factory.mktemp("ordinary")
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        tell_naughty_story(workspace, ORDINARY)
    with served(home) as site:
        yield site


@pytest.fixture
def page(browser: Browser, ordinary: Site) -> Iterator[Page]:
    """Open the account of the story; in the end nothing must have gone wrong on the page."""
    account = ordinary.presenter.account("snowpeak.example", as_of=DAY)["id"]
    with visits(browser, ordinary) as visit:
        yield visit().open(f"/accounts/{account}")


@pytest.fixture(scope="module")
def unwatched(browser: Browser, ordinary: Site) -> Iterator[Page]:
    """Open a page of which the browser may say that it refuses things."""
    page = browser.new_page()
    page.goto(ordinary.base)
    yield page
    page.close()


@pytest.mark.parametrize("text", RUNS)
def test_a_piece_that_would_run_something_is_refused(unwatched: Page, text: str) -> None:
    assert unwatched.evaluate(PUT, text) == [0, 0, 0, 0]


@pytest.mark.parametrize("text", READS)
def test_a_piece_that_only_looks_like_it_is_put_in(page: Page, text: str) -> None:
    assert page.evaluate(PUT, text) == [1, 1, 1, 1]


def test_an_ask_with_such_names_is_planned_in_its_place(page: Page) -> None:
    path = page.locator(".path").first

    path.get_by_role("button", name="Plan this ask").click()

    expect(path.locator(".asklog .badge", has_text="Planned")).to_be_visible()
    path.get_by_role("button", name="Withdraw").click()
    expect(path.locator(".asklog .badge", has_text="Withdrawn")).to_be_visible()


def test_the_graph_around_an_account_with_such_a_name_is_put_in(page: Page) -> None:
    address = page.url.replace("/accounts/", "/explore/")
    page.goto(address)
    graph = page.locator("#map").get_attribute("data-graph") or "nothing is drawn"

    page.evaluate("document.querySelector('#around').dataset.old = 'yes'")
    page.evaluate(SWAPPED, [address, "#around"])

    expect(page.locator("#around:not([data-old])")).to_have_count(1)
    expect(page.locator("#map")).to_have_attribute("data-graph", graph)


def test_suggestions_with_such_names_are_listed(page: Page) -> None:
    page.get_by_role("combobox").first.fill("one")

    expect(page.get_by_role("option").first).to_contain_text("=")
