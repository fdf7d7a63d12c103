"""The panel in a frame of another website's page, as a CRM holds it."""

from __future__ import annotations

import html
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, expect

from api.presenter import Presenter
from api.surfaces.launch import Refusal, Surface
from api.workspace import Workspace
from bench.web_server import running
from orbit.settings import read_settings
from tests.api.surfaces.conftest import Served, story_home
from tests.api.surfaces.launching import COMPANY, SECRET, canvas, token
from tests.e2e.conftest import PATIENCE, Visit
from tests.e2e.naughty import tell_naughty_story

__all__ = ["story_home"]
WIDTHS = [280, 400]
HEARS = "addEventListener('message', (event) => { heard.textContent = JSON.stringify(event.data); })"
KEEPS = """() => [
  document.documentElement.outerHTML.includes("eyJ"),
  [...document.querySelectorAll("input")].some((one) => one.value.includes("eyJ")),
  localStorage.length, sessionStorage.length, document.cookie,
]"""
MOVED = """() => new Promise((done) => {
  let moved = 0;
  const seen = new PerformanceObserver((list) => { for (const one of list.getEntries()) moved += one.value; });
  seen.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(moved))));
})"""
RULES: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


@dataclass
class Host:
    """Another website: it shows the page that it was given last."""

    origin: str = ""
    body: str = ""

    def hold(self, address: str, *, width: int = 320, height: int = 640, allow: str = "") -> None:
        """Show a page with a frame."""
        self.body = (
            f'<iframe id="crm" src="{html.escape(address)}" width="{width}" height="{height}" allow="{allow}"></iframe>'
        )


@dataclass
class Stage:
    """The served story, the website that holds its panel, and the pages that were opened."""

    served: Served
    base: str
    host: Host
    browser: Browser
    stack: ExitStack
    visits: list[Visit] = field(default_factory=list)

    def visit(self, **options: Any) -> Visit:
        """Open an empty page and watch it."""
        context = self.browser.new_context(**{"locale": "en-GB", **options})
        self.stack.callback(context.close)
        context.set_default_timeout(PATIENCE * 1000)
        visit = Visit(context.new_page(), self.base)
        visit.watch()
        self.visits.append(visit)
        return visit

    def address(self, key: str = "snowpeak.example") -> str:
        """Return an address that opens a panel once."""
        made = httpx.post(f"{self.base}/v1/embed-tokens", json={"object": key}, timeout=PATIENCE).json()
        return f"{self.base}/embed/token?token={made['token']}"

    def held(self, address: str | None = None, *, allow: str = "", **options: Any) -> tuple[Visit, FrameLocator]:
        """Show a panel in the other website's page."""
        self.host.hold(address or self.address(), allow=allow)
        visit = self.visit(**options)
        visit.page.goto(self.host.origin)
        return visit, visit.page.frame_locator("#crm")

    def alone(self, width: int, height: int = 640, key: str = "snowpeak.example", **options: Any) -> Page:
        """Show a panel that fills a window."""
        page = self.visit(viewport={"width": width, "height": height}, **options).page
        page.goto(self.address(key))
        return page


@pytest.fixture
def host() -> Iterator[Host]:
    """Serve another website on this machine, under another name."""
    shown = Host()

    class Shows(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>CRM</title><body>{shown.body}".encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Shows) as server:
        shown.origin = f"http://localhost:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield shown
        server.shutdown()


Open = Callable[[Path], Stage]


@pytest.fixture
def opening(browser: Browser, host: Host) -> Iterator[Open]:
    """Return what serves a workspace's folder; in the end nothing went wrong on any of its pages."""
    with ExitStack() as stack:
        made: list[Stage] = []

        def open_(home: Path) -> Stage:
            workspace = stack.enter_context(Workspace.open(read_settings(home, {})))
            served = Served(home, workspace, Presenter(workspace))
            served.connect(Surface.EMBED, "", host.origin)
            served.connect(Surface.PIPEDRIVE, COMPANY, host.origin)
            served.connect(Surface.SALESFORCE, "00D000000000001", host.origin)
            base = f"http://127.0.0.1:{stack.enter_context(running(served.app))}"
            made.append(Stage(served, base, host, browser, stack))
            return made[-1]

        yield open_
    for visit in [visit for stage in made for visit in stage.visits]:
        assert visit.faults == []
        assert [url for url in visit.abroad if not url.startswith(host.origin)] == []


@pytest.fixture
def stage(story_home: Path, tmp_path: Path, opening: Open) -> Stage:
    """Serve the small story."""
    return opening(shutil.copytree(story_home, tmp_path / "story"))


@pytest.fixture
def naughty_stage(tmp_path: Path, opening: Open) -> Stage:
    """Serve a workspace whose every name tries to break a page."""
    with Workspace.open(read_settings(tmp_path, {}), create=True) as workspace:
        tell_naughty_story(workspace)
    return opening(tmp_path)


def test_a_page_that_may_hold_it_shows_the_account_why_now_and_the_ways_in(stage: Stage) -> None:
    _, panel = stage.held()

    expect(panel.get_by_role("heading", level=1)).to_have_text("Snowpeak GmbH")
    expect(panel.locator("main")).to_contain_text("VP Sales role posted")
    expect(panel.locator("summary").first).to_contain_text("Bo Krantz → Dana Wu")
    expect(panel.locator("summary").first).to_contain_text("%")


def test_a_page_that_may_not_hold_it_shows_nothing(stage: Stage) -> None:
    stage.served.connect(Surface.EMBED, "", "https://intranet.example.com")

    visit, panel = stage.held()

    visit.page.wait_for_function("() => document.getElementById('crm').contentWindow.length === 0")
    expect(panel.locator("#panel")).to_have_count(0)
    assert any("frame-ancestors" in fault for fault in visit.faults)
    visit.faults.clear()


def test_a_launch_by_pipedrive_is_shown_and_says_so_to_pipedrive(stage: Stage) -> None:
    ends = int((stage.served.now + timedelta(minutes=5)).timestamp())
    query = "id=frame-1&resource=person&selectedIds=5&view=details&theme=dark"
    stage.host.hold(f"{stage.base}/embed/pipedrive?{query}&token={token(exp=ends)}")
    stage.host.body = f"<p id='heard'></p><script>{HEARS}</script>{stage.host.body}"
    visit = stage.visit()

    visit.page.goto(stage.host.origin)

    expect(visit.page.frame_locator("#crm").get_by_role("heading", level=1)).to_have_text("No account found")
    expect(visit.page.locator("#heard")).to_contain_text('"command":"initialize"')
    expect(visit.page.locator("#heard")).to_contain_text('"id":"frame-1"')


def test_a_launch_by_salesforce_is_posted_into_the_frame(stage: Stage) -> None:
    signed = canvas()
    stage.host.body = (
        '<iframe id="crm" name="crm" width="320" height="600"></iframe>'
        f'<form method="post" action="{stage.base}/embed/salesforce" target="crm">'
        f'<input name="signed_request" value="{signed}"><button>Go</button></form>'
    )
    visit = stage.visit()
    visit.page.goto(stage.host.origin)

    visit.page.get_by_role("button", name="Go").click()

    expect(visit.page.frame_locator("#crm").get_by_role("heading", level=1)).to_have_text("Snowpeak GmbH")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("secret", "ends", "words"), [("x" * 20, 300, Refusal.FORGED), (SECRET, -300, Refusal.EXPIRED)]
)
def test_a_forged_or_late_launch_says_what_to_do(stage: Stage, secret: str, ends: int, words: str, theme: str) -> None:
    at = int((stage.served.now + timedelta(seconds=ends)).timestamp())
    record = f"id=f&resource=deal&selectedIds=1&theme={theme}"
    stage.host.hold(f"{stage.base}/embed/pipedrive?{record}&token={token(secret, exp=at)}")
    visit = stage.visit()
    visit.expected.add(401)

    visit.page.goto(stage.host.origin)

    panel = visit.page.frame_locator("#crm")
    expect(panel.get_by_role("heading", level=1)).to_have_text("Orbit did not open")
    expect(panel.locator("[data-problem]")).to_have_text(words)
    assert panel.locator("html").evaluate("page => getComputedStyle(page).colorScheme") == theme


def test_a_token_that_is_none_says_what_to_do_in_the_page_that_holds_it(stage: Stage) -> None:
    stage.host.hold(f"{stage.base}/embed/token?token={'x' * 5_000}")
    visit = stage.visit()
    visit.expected.add(401)

    visit.page.goto(stage.host.origin)

    panel = visit.page.frame_locator("#crm")
    expect(panel.locator("[data-problem]")).to_have_text(Refusal.MALFORMED)


def test_words_are_copied_where_the_host_allows_it(stage: Stage) -> None:
    visit, panel = stage.held(allow="clipboard-write", permissions=["clipboard-read", "clipboard-write"])

    panel.get_by_role("button", name="Copy e-mail").first.click()

    expect(panel.locator("#toast")).to_have_text("E-mail copied")
    assert "Dana Wu" in visit.page.evaluate("navigator.clipboard.readText()")


def test_words_are_selected_to_be_copied_where_the_host_forbids_it(stage: Stage) -> None:
    visit, panel = stage.held()
    panel.locator("body").evaluate("document.execCommand = () => false")

    panel.get_by_role("button", name="Copy e-mail").first.click()

    by_hand = panel.get_by_label("E-mail, to copy by hand")
    expect(by_hand).to_be_focused()
    expect(panel.locator("#toast")).to_contain_text("press Ctrl+C")
    assert by_hand.evaluate("field => field.selectionEnd - field.selectionStart === field.value.length")
    # Chromium itself reports what the host does not allow.
    visit.faults[:] = [fault for fault in visit.faults if "permissions policy" not in fault.lower()]


def test_an_ask_is_logged_and_taken_back(stage: Stage) -> None:
    _, panel = stage.held()

    panel.get_by_role("button", name="Log: I asked Bo Krantz").click()
    expect(panel.locator(".panel-said")).to_have_text("Logged.")
    panel.get_by_role("button", name="Undo").click()

    expect(panel.locator(".panel-said")).to_have_text("Taken back.")
    [ask] = httpx.get(f"{stage.base}/v1/asks", timeout=PATIENCE).json()["items"]
    assert [event["kind"] for event in ask["events"]] == ["planned", "sent", "taken_back", "withdrawn"]


def test_an_ask_that_is_refused_says_why(stage: Stage) -> None:
    visit, panel = stage.held()
    visit.expected.add(409)
    expect(panel.get_by_role("button", name="Log: I asked Bo Krantz")).to_be_visible()
    first, other = stage.held()
    other.get_by_role("button", name="Log: I asked Bo Krantz").click()
    expect(other.locator(".panel-said")).to_have_text("Logged.")

    panel.get_by_role("button", name="Log: I asked Bo Krantz").click()

    expect(panel.locator(".panel-said")).to_contain_text("still under way")
    assert first.faults == []


def test_everything_can_be_done_by_keyboard(stage: Stage) -> None:
    page = stage.alone(320)
    seen: list[str] = []
    for _ in range(20):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.innerText || document.activeElement.tagName"))
        if "Log: I asked" in seen[-1]:
            break

    page.keyboard.press("Enter")

    expect(page.locator(".panel-said")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    assert any("Copy" in one for one in seen)
    assert any("Mail" in one for one in seen)


def test_its_token_is_nowhere_but_in_memory_and_it_sets_no_cookie(stage: Stage) -> None:
    page = stage.alone(320)
    expect(page.get_by_role("button", name="Log: I asked Bo Krantz")).to_be_visible()

    found = page.evaluate(KEEPS)

    assert found == [False, False, 0, 0, ""]
    assert page.context.cookies() == []


def test_another_account_is_looked_up_without_leaving_the_panel(stage: Stage) -> None:
    _, panel = stage.held()
    panel.get_by_text("Look up another").click()

    panel.get_by_label("Name, domain, e-mail or LinkedIn address").fill("northwind.example")
    panel.get_by_role("button", name="Look up").click()

    expect(panel.get_by_role("heading", level=1)).to_contain_text("orthwind")


def test_an_account_that_is_not_there_offers_the_nearest(stage: Stage) -> None:
    _, panel = stage.held(stage.address("Snowpaek Holding"))
    expect(panel.get_by_role("heading", level=1)).to_have_text("No account found")

    panel.locator(".panel-near button").first.click()

    expect(panel.get_by_role("heading", level=1)).not_to_have_text("No account found")


def test_a_panel_that_was_open_for_too_long_says_so(stage: Stage) -> None:
    visit, panel = stage.held()
    visit.expected.add(401)
    expect(panel.get_by_role("button", name="Log: I asked Bo Krantz")).to_be_visible()
    stage.served.now += timedelta(hours=11)

    panel.get_by_role("button", name="Log: I asked Bo Krantz").click()

    expect(panel.locator("#panel-ended")).to_contain_text("Reload the page of your CRM")
    expect(panel.get_by_role("button", name="Log: I asked Bo Krantz")).to_be_disabled()


def test_it_can_be_read_and_looked_through_without_javascript(stage: Stage) -> None:
    page = stage.alone(320, java_script_enabled=False)
    expect(page.locator("main")).to_contain_text("Without JavaScript asks are logged in Orbit itself")

    page.get_by_text("Look up another").click()
    page.get_by_label("Name, domain, e-mail or LinkedIn address").fill("northwind.example")
    page.get_by_role("button", name="Look up").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("orthwind")


@pytest.mark.parametrize("key", ["snowpeak.example", "oldco.example"])
def test_nothing_moves_once_it_is_drawn(stage: Stage, key: str) -> None:
    page = stage.alone(320, key=key)
    expect(page.locator("input[name=bearer]").first).to_have_value("")

    assert page.evaluate(MOVED) == 0


def test_words_and_files_are_asked_for_once_each(stage: Stage) -> None:
    page = stage.visit().page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(stage.base).partition("?")[0]))

    page.goto(stage.address())
    expect(page.get_by_role("button", name="Log: I asked Bo Krantz")).to_be_enabled()

    assert sorted(one for one in asked if "icon" not in one) == [
        "/embed/token",
        "/static/live.js",
        "/static/panel-whole.css",
        "/static/panel.js",
    ]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("key", ["snowpeak.example", "oldco.example", "nobody at all", ""])
def test_nothing_scrolls_sideways(stage: Stage, width: int, key: str) -> None:
    page = stage.alone(width, key=key)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_hundred_pixels_of_height_show_the_account_and_that_something_goes_on(stage: Stage) -> None:
    page = stage.alone(280, 100)

    for part in (page.get_by_role("heading", level=1), page.get_by_text("Warm")):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 100


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("key", ["snowpeak.example", "oldco.example", "nobody at all"])
def test_axe_finds_nothing(stage: Stage, theme: str, key: str) -> None:
    page = stage.visit(
        viewport={"width": 320, "height": 640}, color_scheme="dark" if theme == "light" else "light"
    ).page
    page.goto(f"{stage.address(key)}&theme={theme}")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")

    found = Axe().run(page, options=RULES).response["violations"]

    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == []
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == theme


def test_the_theme_of_the_crm_has_the_colours_of_the_pages() -> None:
    static = Path(__file__).parents[2] / "api/web/static"
    base, panel = ((static / name).read_text("utf-8") for name in ("base.css", "panel.css"))

    for colours in (base.split("}")[0], base.split("@media (prefers-color-scheme: dark)")[1].split("}")[0]):
        told = [line.strip() for line in colours.splitlines() if line.strip().startswith("--")]
        assert told
        assert [line for line in told if line not in panel] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_names_that_try_to_break_it_stay_text(naughty_stage: Stage, width: int) -> None:
    page = naughty_stage.alone(width)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")

    assert page.locator("main :is(script, img, iframe, object, embed)").count() == 0
    assert page.locator("summary").count() > 1
    assert page.evaluate("document.documentElement.scrollWidth") == width
