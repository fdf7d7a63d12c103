"""The admin's story: files dropped on the page are seen, tried, taken in, followed and undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Opener, Site
from tests.e2e.test_every_page import RULES

ROWS = "Account Name,Type,Website,Colour\n" + "".join(
    f"Firm {n} <b>bold</b>,Target,firm{n}.example,blue\n" for n in range(1_500)
)
_LATER = 60_000
DROP = """([target, name, text]) => {
  const told = new DataTransfer();
  told.items.add(new File([text], name, { type: "text/csv", lastModified: 1763553600000 }));
  target.dispatchEvent(new DragEvent("drop", { dataTransfer: told, bubbles: true, cancelable: true }));
}"""


def staged(page: Page, tmp_path: Path, text: str = ROWS) -> None:
    """Upload a list and wait for its page."""
    file = tmp_path / "accounts.csv"
    file.write_text(f"{text}Bad Firm,nonsense,bad.example,red\n", encoding="utf-8")
    page.set_input_files("#files", file)
    page.get_by_role("button", name="Look at them").click()
    page.wait_for_url("**/imports/im_*")


def test_a_list_is_seen_tried_imported_followed_and_undone(visit: Opener, site: Site, tmp_path: Path) -> None:
    before = len(site.workspace.store.imports())
    page = visit().open("/imports")
    staged(page, tmp_path)
    expect(page.get_by_role("columnheader", name="Colour")).to_be_visible()

    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("heading", name="What it would come to")).to_be_visible(timeout=_LATER)
    tried = len(site.workspace.store.imports())
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="What it came to")).to_be_visible(timeout=_LATER)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all of them").click()
    page.get_by_role("link", name="Undo this import").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo it").click()
    expect(page.get_by_text("It was undone on")).to_be_visible(timeout=_LATER)

    assert (tried, len(site.workspace.store.imports())) == (before, before + 1)
    assert "Bad Firm,nonsense" in download.value.path().read_text(encoding="utf-8")


def test_the_dialog_that_asks_before_undoing_can_be_left_by_keyboard(visit: Opener) -> None:
    page = visit().open("/imports/1")
    opener = page.get_by_role("link", name="Undo this import")
    opener.focus()

    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_file_can_be_dropped_and_is_named_before_it_is_sent(visit: Opener) -> None:
    page = visit().open("/imports")

    page.locator("#upload").evaluate(
        f"(form, told) => ({DROP})([form, ...told])", ["accounts.csv", "account_name,kind\nNordlys,target\n"]
    )

    expect(page.locator("#drop-names")).to_contain_text("accounts.csv")
    assert page.locator("[name=observed_on]").input_value() == "2025-11-19"


def test_a_refused_upload_says_why_and_keeps_the_page(visit: Opener, site: Site, tmp_path: Path) -> None:
    shown = visit()
    shown.expected.add(413)
    page = shown.open("/imports")
    page.route("**/imports", lambda route: route.fulfill(status=413, json={"detail": "The upload is too large."}))
    page.set_input_files("#files", {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a"})

    page.get_by_role("button", name="Look at them").click()

    expect(page.get_by_role("alert")).to_have_text("The upload is too large.")
    expect(page.get_by_role("button", name="Look at them")).to_be_enabled()


@pytest.mark.parametrize(
    "options", [{"color_scheme": "light"}, {"color_scheme": "dark", "viewport": {"width": 320, "height": 700}}]
)
def test_a_staged_list_is_for_everybody(visit: Opener, tmp_path: Path, options: dict[str, Any]) -> None:
    page = visit(**options).open("/imports")
    staged(page, tmp_path, "Firma,Beziehung\nNordlys,target\n")
    page.select_option("#source", "crm_accounts")
    page.wait_for_url("**source=crm_accounts**")
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")

    found = Axe().run(page, options=RULES).response["violations"]

    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")


def test_a_done_import_passes_axe(visit: Opener) -> None:
    page = visit().open("/imports/1")

    found = Axe().run(page, options=RULES).response["violations"]

    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == []


def test_without_scripts_an_import_goes_by_forms(visit: Opener, tmp_path: Path) -> None:
    page = visit(java_script_enabled=False).open("/imports")

    staged(page, tmp_path, "account_name,kind\nForms Only,target\n")
    page.get_by_role("button", name="Import", exact=True).click()

    expect(page.get_by_role("heading", name="What it came to")).to_be_visible(timeout=_LATER)
