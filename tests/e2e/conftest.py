"""A real browser on the real server, watched for anything that a page must not do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, expect, sync_playwright

from api.presenter import Presenter
from api.workspace import Workspace
from bench.web_server import running, web_app
from orbit.settings import read_settings
from tests.e2e.naughty import tell_naughty_story
from tests.factories import DAY

# How many seconds a busy machine may take until something is there: how fast it is, the benchmarks say.
PATIENCE = 30
expect.set_options(timeout=PATIENCE * 1000)


@dataclass(frozen=True)
class Site:
    """A served workspace: where it is, and what answers there."""

    base: str
    workspace: Workspace
    presenter: Presenter


@dataclass
class Visit:
    """One open page and what went wrong on it; a test adds to `expected` the statuses that it provokes."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def watch(self) -> None:
        """Note errors, refusals of the content policy, dialogs, and requests that leave the server."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._fail)
        self.page.on("dialog", self._dismiss)
        self.page.on("request", lambda request: self._follow(request.url))

    def open(self, path: str = "/") -> Page:
        """Open an address and wait for its answer."""
        self.page.goto(self.base + path)
        self.page.locator("main h1").first.wait_for()
        return self.page

    def _hear(self, message: ConsoleMessage) -> None:
        told = (f"{words} {status}" for status in self.expected for words in ("status of", "Status Error Code"))
        known = any(words in message.text for words in told)
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


@contextmanager
def served(home: Path) -> Iterator[Site]:
    """Serve the workspace in a folder on its own day."""
    with Workspace.open(read_settings(home, {})) as workspace, running(web_app(workspace, DAY)) as port:
        yield Site(f"http://127.0.0.1:{port}", workspace, Presenter(workspace))


@contextmanager
def visits(browser: Browser, site: Site) -> Iterator[Opener]:
    """Make visits to a site, and check in the end that nothing went wrong on any."""
    made: list[Visit] = []
    with ExitStack() as stack:

        def make(**options: Any) -> Visit:
            context = browser.new_context(**{"locale": "en-GB", **options})
            stack.callback(context.close)
            context.set_default_timeout(PATIENCE * 1000)
            visit = Visit(context.new_page(), site.base)
            visit.watch()
            made.append(visit)
            return visit

        yield make
    assert [fault for each in made for fault in each.faults] == []
    assert [url for each in made for url in each.abroad] == []


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium, or skip where there is none."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no chromium on this machine: install the package `chromium` to run the page's tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the fictional company, which tests of one file may write to."""
    home = shutil.copytree(demo_home, tmp_path_factory.mktemp("site") / "demo")
    with served(home) as site:
        yield site


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Opener]:
    """Return a maker of visits to the fictional company; options are those of a browser context."""
    with visits(browser, site) as make:
        yield make


@pytest.fixture(scope="module")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a workspace whose every name tries to break a page."""
    home = tmp_path_factory.mktemp("naughty")
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        tell_naughty_story(workspace)
    with served(home) as site:
        yield site


@pytest.fixture
def visit_naughty(browser: Browser, naughty: Site) -> Iterator[Opener]:
    """Return a maker of visits to that workspace."""
    with visits(browser, naughty) as make:
        yield make
