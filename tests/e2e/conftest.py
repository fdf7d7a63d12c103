"""A real browser on the real server, watched for anything that a page must not do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, sync_playwright

from tests.api.http.conftest import Workspace
from tests.api.http.serving import running


@dataclass
class Visit:
    """One open page and what went wrong on it; a test adds to `expected` the statuses that it provokes."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def watch(self) -> None:
        """Note errors, dialogs and requests that leave the server."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._fail)
        self.page.on("dialog", self._dismiss)
        self.page.on("request", lambda request: self._follow(request.url))

    def open(self, path: str = "/") -> Page:
        """Open an address and wait for its answer."""
        self.page.goto(self.base + path)
        self.page.locator("main:not([aria-busy]) h1").wait_for()
        return self.page

    def _hear(self, message: ConsoleMessage) -> None:
        known = any(f"status of {status}" in message.text for status in self.expected)
        if message.type in {"error", "warning"} and not known:
            self.faults.append(message.text)

    def _fail(self, error: Error) -> None:
        self.faults.append(str(error))

    def _dismiss(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _follow(self, url: str) -> None:
        if not url.startswith((self.base, "data:")):
            self.abroad.append(url)


Opener = Callable[..., Visit]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Chromium, or skip where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no chromium on this machine: install the package `chromium` to run the page's tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        yield browser
        browser.close()


@pytest.fixture
def workspace() -> Workspace:
    """Return the workspace that the server shows."""
    return Workspace()


@pytest.fixture
def visit(browser: Browser, workspace: Workspace) -> Iterator[Opener]:
    """Return a maker of visits; options are those of a browser context."""
    visits: list[Visit] = []
    with ExitStack() as stack:
        port = stack.enter_context(running(workspace.client().app))

        def make(**options: Any) -> Visit:
            context = browser.new_context(**options)
            stack.callback(context.close)
            context.set_default_timeout(10_000)
            made = Visit(context.new_page(), f"http://127.0.0.1:{port}")
            made.watch()
            visits.append(made)
            return made

        yield make
    assert [fault for each in visits for fault in each.faults] == []
    assert [url for each in visits for url in each.abroad] == []
