"""Names, titles and notes from imports that try to become markup."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.api.http.conftest import Workspace
from tests.api.http.fake_presenter import HOSTILE
from tests.e2e.conftest import Opener


@pytest.mark.parametrize("path", ["/", "/?account=hostile.example.com"])
def test_markup_in_data_stays_text(visit: Opener, path: str) -> None:
    page = visit().open(path)

    expect(page.locator("main")).to_contain_text(HOSTILE)
    assert page.locator("main img, main script").count() == 0


def test_markup_in_the_search_list_stays_text(visit: Opener) -> None:
    page = visit().open()

    page.get_by_role("combobox").press_sequentially("hostile")

    expect(page.get_by_role("option")).to_contain_text(HOSTILE)
    assert page.locator("#hits img").count() == 0


def test_markup_in_the_address_stays_text(visit: Opener) -> None:
    opened = visit()
    opened.expected.add(404)

    page = opened.open("/?account=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")

    expect(page.get_by_role("alert")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("account", ["../../openapi.json", "a/b?c#d", "%2e%2e", "https://example.com/x"])
def test_a_key_of_any_letters_reaches_the_presenter_whole(visit: Opener, workspace: Workspace, account: str) -> None:
    opened = visit()
    opened.expected.add(404)
    page = opened.open()

    page.get_by_role("combobox").fill(account)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Which account do you mean?").wait_for()

    assert ("paths", account) in [(name, asked[0]) for name, asked in workspace.presenter.asked]


def test_the_page_cannot_be_put_in_a_frame(visit: Opener) -> None:
    opened = visit()
    page = opened.open()
    page.evaluate("""() => {
      const frame = document.createElement("iframe");
      frame.src = "/";
      document.body.append(frame);
    }""")

    page.wait_for_function("() => document.querySelector('iframe').contentDocument === null")

    assert opened.faults
    opened.faults.clear()
