"""A rep in a hurry: find the account, see who gets us in and why, copy the words, log the ask, take it back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from api.presenter import PathsRequest
from tests.e2e.conftest import Opener, Site
from tests.factories import DAY

MAY_COPY = {"permissions": ["clipboard-read", "clipboard-write"]}


@pytest.fixture(scope="module")
def account(site: Site) -> dict[str, Any]:
    """An account with a way in over somebody who may be asked now, and with words for it."""
    return next(each for each in _accounts(site) if (best := _paths(site, each)) and _may_be_asked(best[0]))


def _accounts(site: Site) -> list[dict[str, Any]]:
    return list(site.presenter.accounts(as_of=DAY, limit=200, cursor=None)["items"])


def _paths(site: Site, account: dict[str, Any]) -> list[dict[str, Any]]:
    return list(site.presenter.paths(account["id"], PathsRequest(None, None, 5, DAY))["paths"])


def _may_be_asked(path: dict[str, Any]) -> bool:
    return path["verdict"]["status"] == "open" and bool(path["packet"]) and len(path["people"]) > 2


def first_path(page: Page) -> Any:
    """The best way in, as it stands on the page."""
    return page.locator(".path").first


def test_from_the_search_box_to_a_logged_ask_and_back(visit: Opener, account: dict[str, Any]) -> None:
    page = visit(**MAY_COPY).open("/")

    page.get_by_role("combobox").fill(account["name"][:6])
    page.get_by_role("option", name=re.compile(re.escape(account["name"]))).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(account["name"])
    first_path(page).get_by_role("button", name="Copy").first.click()
    expect(page.locator("#toast")).to_have_text("E-mail copied")
    assert "Would you introduce me" in page.evaluate("navigator.clipboard.readText()")
    first_path(page).get_by_role("button", name="Plan this ask").click()
    expect(first_path(page).locator(".asklog .badge", has_text="Planned")).to_be_visible()
    first_path(page).get_by_role("button", name="I asked").click()
    expect(first_path(page).locator(".asklog .badge", has_text="Asked")).to_be_visible()
    first_path(page).get_by_role("button", name="Undo").click()
    expect(first_path(page).locator(".asklog .badge", has_text="Planned")).to_be_visible()
    first_path(page).get_by_role("button", name="Withdraw").click()
    expect(first_path(page).locator(".asklog .badge", has_text="Withdrawn")).to_be_visible()


def test_the_keyboard_alone_gets_there(visit: Opener, account: dict[str, Any]) -> None:
    page = visit().open("/")

    page.keyboard.press("/")
    page.keyboard.type(account["domain"])
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(account["name"])
    summary = first_path(page).get_by_text("Why, and the evidence")
    summary.focus()
    page.keyboard.press("Enter")

    expect(first_path(page).get_by_text("How the chance is worked out")).to_be_visible()


def test_arrow_and_enter_choose_from_what_was_typed_to_the_end(visit: Opener, account: dict[str, Any]) -> None:
    page = visit().open("/")
    box = page.get_by_role("combobox")
    box.press_sequentially(account["domain"][:1])
    page.get_by_role("option").first.wait_for()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/suggest?*", hold)

    with page.expect_request("**/suggest?*"):
        box.press_sequentially(account["domain"][1:])
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    for each in held:
        each.continue_()

    expect(page.get_by_role("heading", level=1)).to_contain_text(account["name"])


def test_after_planning_the_focus_stands_on_the_ask(visit: Opener, account: dict[str, Any]) -> None:
    page = visit().open(f"/accounts/{account['id']}")
    button = first_path(page).get_by_role("button", name="Plan this ask")
    button.focus()
    page.keyboard.press("Enter")

    expect(first_path(page).locator(".asklog [data-focus]")).to_be_focused()
    expect(page.locator("#live")).to_have_text("Ask planned")
    first_path(page).get_by_role("button", name="Withdraw").click()
    expect(first_path(page).locator(".asklog .badge", has_text="Withdrawn")).to_be_visible()


def test_an_ask_can_be_planned_without_javascript(visit: Opener, account: dict[str, Any]) -> None:
    page = visit(java_script_enabled=False).open(f"/accounts/{account['id']}")

    first_path(page).get_by_role("button", name="Plan this ask").click()

    expect(first_path(page).locator(".asklog .badge", has_text="Planned")).to_be_visible()
    first_path(page).get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("heading", name="Asked before")).to_be_visible()


def test_sending_one_form_twice_makes_one_ask(visit: Opener, site: Site, account: dict[str, Any]) -> None:
    page = visit().open(f"/accounts/{account['id']}")
    before = site.presenter.moment().asked
    form = "new URLSearchParams(new FormData(document.querySelector('.path form[action=\"/asks\"]')))"
    twice = f"const form = {form}; for (const _ of [1, 2]) await fetch('/asks', {{method: 'POST', body: form}})"

    page.evaluate(f"async () => {{ {twice} }}")

    assert site.presenter.moment().asked == before + 1
    page.reload()
    first_path(page).get_by_role("button", name="Withdraw").click()
    expect(first_path(page).locator(".asklog .badge", has_text="Withdrawn")).to_be_visible()


def test_where_the_browser_forbids_copying_the_words_are_selected(visit: Opener, account: dict[str, Any]) -> None:
    page = visit().open(f"/accounts/{account['id']}")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: {writeText: () => Promise.reject(Error())}})")
    page.evaluate("document.execCommand = () => false")

    first_path(page).get_by_role("button", name="Copy").first.click()

    expect(page.locator("textarea.by-hand")).to_be_focused()
    expect(page.locator("#toast")).to_contain_text("press Ctrl+C")


def test_each_tie_shows_its_evidence(visit: Opener, site: Site, account: dict[str, Any]) -> None:
    page = visit().open(f"/accounts/{account['id']}")
    hop = _paths(site, account)[0]["hops"][-1]

    first_path(page).get_by_text("Why, and the evidence").click()

    expect(first_path(page).locator(".evidence", has_text=hop["evidence"][0]["ref"]).first).to_be_visible()


def test_a_strength_is_a_word_and_a_number(visit: Opener, site: Site, account: dict[str, Any]) -> None:
    page = visit().open(f"/accounts/{account['id']}")
    strength = _paths(site, account)[0]["hops"][0]["strength"]

    expect(first_path(page).locator(".reasons li").first).to_have_text(
        re.compile(rf"(Strong|Good|Fair|Weak) {strength:.2f}")
    )


def test_a_narrowed_list_has_an_address_and_back_leads_back(visit: Opener, account: dict[str, Any]) -> None:
    page = visit().open(f"/accounts/{account['id']}")

    page.get_by_text("Narrow down").click()
    page.get_by_label("Title holds").fill("nobody bears this title")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="No verified path yet")).to_be_visible()
    assert "title=nobody" in page.url
    page.go_back()

    expect(first_path(page)).to_be_visible()


def test_a_misspelt_name_leads_to_what_was_meant(visit: Opener, account: dict[str, Any]) -> None:
    page = visit().open(f"/go?q={account['name'][:-1]}")

    expect(page.get_by_role("main")).to_contain_text(account["name"])


def test_confirming_a_tie_says_thank_you_and_counts(visit: Opener, site: Site, account: dict[str, Any]) -> None:
    page = visit().open(f"/accounts/{account['id']}")
    first_path(page).get_by_text("Why, and the evidence").click()

    first_path(page).get_by_role("button", name="They know each other").first.click()

    expect(first_path(page).get_by_text("counts as confirmed")).to_be_visible()
    page.reload()
    expect(page.locator(".path .reasons").get_by_text("onfirmed").first).to_be_visible()


def test_an_unknown_page_says_so_and_leads_home(visit: Opener) -> None:
    shown = visit()
    shown.expected.add(404)
    page = shown.open("/nowhere")

    page.get_by_role("link", name="Home").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Who can get us in?")
