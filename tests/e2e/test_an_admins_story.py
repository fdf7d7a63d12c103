"""An admin with a file: see how it is read, try it, take it in, mend what could not be used, take it out again."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.conftest import Opener, Site
from tests.factories import DAY

HEAD = "account_name,domain,kind,owner_email,renewal_on"
GOOD = f"{HEAD}\nBrandnew Foods,brandnew-foods.example,target,,\n<b>Bold</b> & Sons,bold-sons.example,target,,\n"
BAD = f"{HEAD}\nPinewood Mills,pinewood.example,target,,\nCrow Ltd,crow.example,customer,,the day after\n"


def file(name: str, content: bytes) -> FilePayload:
    """A file as a browser uploads it."""
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def upload(page: Page, name: str, text: str) -> None:
    """Choose a file and have it looked at."""
    page.set_input_files("#files", file(name, text.encode()))
    page.get_by_role("button", name="Look at them").click()


def take_in(page: Page) -> None:
    """Import what was looked at, and wait until it is done."""
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="What it came to")).to_be_visible(timeout=30_000)


def test_a_file_is_looked_at_tried_taken_in_and_taken_out(visit: Opener, site: Site) -> None:
    page = visit().open("/imports")
    upload(page, "accounts.csv", GOOD)
    expect(page.get_by_role("heading", name="2. How it is read")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("<b>Bold</b> & Sons")

    page.get_by_role("button", name=re.compile("Try it")).click()
    expect(page.get_by_role("heading", name="What it would come to")).to_be_visible(timeout=30_000)
    assert not site.presenter.search("Brandnew Foods", limit=1, as_of=DAY)["items"]
    take_in(page)
    assert site.presenter.account("brandnew-foods.example", as_of=DAY)["name"] == "Brandnew Foods"
    page.get_by_role("link", name="Undo this import").click()
    page.get_by_role("button", name="Undo it").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile("undone|Undone"), timeout=30_000)

    assert "Brandnew Foods" not in [each["name"] for each in _accounts(site)]


def test_what_could_not_be_used_comes_back_to_be_mended(visit: Opener) -> None:
    page = visit().open("/imports")
    upload(page, "customers.csv", BAD)
    take_in(page)

    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("could not be used|rejects|Download", re.IGNORECASE)).first.click()

    rejects = download.value.path().read_text(encoding="utf-8-sig")
    assert "Crow Ltd" in rejects
    assert "Pinewood Mills" not in rejects


def test_something_that_is_no_table_is_refused_in_words(visit: Opener) -> None:
    page = visit().open("/imports")
    pdf = file("accounts.csv", b"%PDF-1.7\n" + bytes(range(256)) * 8)

    page.set_input_files("#files", pdf)
    page.get_by_role("button", name="Look at them").click()

    expect(page.get_by_role("main")).to_contain_text("PDF")
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_hidden()


def test_every_import_stands_in_the_history(visit: Opener) -> None:
    page = visit().open("/imports")

    expect(page.get_by_role("row", name=re.compile("customers.csv"))).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("accounts.csv")).first).to_be_visible()


def _accounts(site: Site) -> list[dict[str, Any]]:
    return list(site.presenter.accounts(as_of=DAY, limit=500, cursor=None)["items"])
