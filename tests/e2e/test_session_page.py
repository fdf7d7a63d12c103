"""The session's sheet in a real browser: opened from a file, on paper, on a phone, in the dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request

from api.presenter.month.session_page import session_page
from tests.api.http.fake_presenter import HOSTILE
from tests.api.presenter.sheets import sheet

Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Return a maker of open sheets; nothing may run, fail or be fetched on them."""
    file = tmp_path / "sheet.html"
    heard: list[str] = []
    contexts: list[BrowserContext] = []

    def follow(request: Request) -> None:
        if request.url != file.as_uri():
            heard.append(request.url)

    def dismiss(dialog: Dialog) -> None:
        heard.append(dialog.message)
        dialog.dismiss()

    def make(change: Callable[[str], str] = str, **options: Any) -> Page:
        file.write_text(session_page(sheet(change)), encoding="utf-8")
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("dialog", dismiss)
        page.on("request", follow)
        page.goto(file.as_uri())
        return page

    yield make
    for context in contexts:
        context.close()
    assert heard == []


def test_hostile_names_stay_text(opened: Opened) -> None:
    page = opened(lambda _: HOSTILE)

    assert page.locator("img, script").count() == 0
    assert HOSTILE in page.locator("main").inner_text()


@pytest.mark.parametrize("width", [320, 794, 1200])
def test_nothing_runs_over_the_edge(opened: Opened, width: int) -> None:
    page = opened(lambda words: words * 9, viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_sheet_is_dark_where_the_reader_wants_it(opened: Opened) -> None:
    light, dark = (opened(color_scheme=scheme) for scheme in ("light", "dark"))

    colours = [page.evaluate("getComputedStyle(document.body).backgroundColor") for page in (light, dark)]

    assert colours == ["rgb(246, 247, 249)", "rgb(17, 20, 27)"]


def test_the_sheet_prints_on_white_paper_of_a4(opened: Opened) -> None:
    page = opened(color_scheme="dark")

    page.emulate_media(media="print")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
