"""The built extension in Chromium itself, and the panel that it holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.surfaces.launch import Surface
from bench.web_server import running
from tests.api.surfaces.conftest import Served, served, story_home
from tests.integrations.conftest import Built, built, npm

# The first answer of a server that has just begun, on a machine that does other things too.
_LATER = 60_000
__all__ = ["built", "npm", "served", "story_home"]


@dataclass
class Extension:
    """The extension as somebody installed it, and the server that it was told of."""

    context: BrowserContext
    id: str
    base: str

    @property
    def options(self) -> str:
        """Where its options are."""
        return f"chrome-extension://{self.id}/options.html"

    def panel(self, key: str | None) -> Page:
        """Open its panel as after a click on a tab that stands for this."""
        page = self.context.new_page()
        page.goto(self.options)
        page.evaluate(
            """async (key) => {
              const here = await chrome.windows.getCurrent();
              await chrome.storage.session.set({ [`window-${here.id}`]: { key, at: Date.now() } });
            }""",
            key,
        )
        page.goto(f"chrome-extension://{self.id}/panel.html")
        return page

    def connect(self, key: str) -> None:
        """Keep the settings that its options keep."""
        page = self.context.new_page()
        page.goto(self.options)
        page.evaluate("(told) => chrome.storage.local.set(told)", {"address": self.base, "key": key, "user": ""})
        page.close()


@pytest.fixture
def extension(browser: Browser, built: Built, served: Served, tmp_path: Path) -> Iterator[Extension]:
    """Load the extension, with the permission that its options would have asked for."""
    chromium = shutil.which("chromium")
    folder = shutil.copytree(built("chrome") / "dist/orbit-chrome", tmp_path / "extension")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**manifest, "host_permissions": ["http://127.0.0.1/*"]}))
    with ExitStack() as stack:
        port = stack.enter_context(running(served.app))
        context = browser.browser_type.launch_persistent_context(
            str(tmp_path / "profile"),
            executable_path=chromium,
            headless=False,
            args=["--headless=new", f"--disable-extensions-except={folder}", f"--load-extension={folder}"],
        )
        stack.callback(context.close)
        worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
        installed = Extension(context, worker.url.split("/")[2], f"http://127.0.0.1:{port}")
        # Once installed, it opens its options in whichever tab is empty: that has to be over before a test opens one.
        context.pages[0].wait_for_url(installed.options)
        yield installed


def test_it_shows_the_panel_for_a_tab(extension: Extension, served: Served) -> None:
    served.connect(Surface.CHROME, "", f"chrome-extension://{extension.id}")
    extension.connect(served.key()[1])

    page = extension.panel("snowpeak.example")

    panel = page.frame_locator("#frame")
    expect(panel.get_by_role("heading", level=1)).to_have_text("Snowpeak GmbH", timeout=_LATER)
    expect(panel.get_by_role("button", name="Log: I asked Bo Krantz")).to_be_visible()
    assert "eyJ" not in page.content()


def test_a_workspace_that_does_not_know_it_is_not_shown_in_it(extension: Extension, served: Served) -> None:
    extension.connect(served.key()[1])

    page = extension.panel("snowpeak.example")

    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.reload()
    expect(page.frame_locator("#frame").locator("#panel")).to_have_count(0)


def test_it_says_what_is_missing(extension: Extension, served: Served) -> None:
    expect(extension.panel("snowpeak.example").get_by_role("heading")).to_have_text("Connect Orbit")
    extension.connect("orb_live_000000000000_wrong")
    served.key()

    expect(extension.panel(None).get_by_role("heading")).to_have_text("Nothing to look up here")
    expect(extension.panel("snowpeak.example").locator("#words")).to_contain_text(
        "did not accept the API key", timeout=_LATER
    )


def test_its_options_show_the_command_that_makes_it_known(extension: Extension) -> None:
    page = extension.context.new_page()

    page.goto(extension.options)

    expect(page.locator("#command")).to_have_text(
        f"orbit surfaces set chrome --frame chrome-extension://{extension.id}"
    )


def test_its_options_refuse_an_address_that_would_send_the_key_in_the_clear(extension: Extension) -> None:
    page = extension.context.new_page()
    page.goto(extension.options)

    page.get_by_label("Where your Orbit is").fill("http://orbit.example.com")
    page.get_by_role("button", name="Connect").click()

    expect(page.locator("#said")).to_contain_text("no https address")
