"""What the pages of the web app cost: the server's time, their weight, and when a reader sees something.

`orbit bench web` measures them on the demo; `python -m bench.web HOME` on any workspace.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.presenter import Presenter
from api.workspace import Workspace
from bench.places import Place
from bench.web_pages import PAGES, address
from bench.web_panel import panel_seen_figures, panel_server_figures
from bench.web_server import running, web_app
from bench.web_typing import typing_times
from orbit.settings import read_settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ROUNDS = 7
_ACCOUNTS = 40
_ASSET = re.compile(r'(?:src|href)="(/static/[^"]+\.(?:js|css|svg)[^"]*)"')
# Runs in the page: the first thing that was drawn, and how far things moved after it.
_SEEN = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) moved += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    done([paint ? paint.startTime : -1, moved]);
  }, 400);
})"""


def measure(place: Place, say: Callable[[str], object]) -> dict[str, Any]:
    """Measure the pages of the demo."""
    return {"figures": figures(place.workspace, place.scene.as_of, say), "peers": {}}


def figures(workspace: Workspace, day: date, say: Callable[[str], object]) -> dict[str, float]:
    """Serve a workspace and measure each page: milliseconds at the median of calls none of which was made before."""
    presenter = Presenter(workspace)
    places = {page: address(presenter, page, day) for page in PAGES}
    hottest = presenter.accounts(as_of=day, limit=3 * _ACCOUNTS, cursor=None)["items"]
    # Three lots, for nobody may have asked before: for their pages, for their panels, and for those in a browser.
    accounts, panels, seen = ([item["id"] for item in hottest[first::3]] for first in range(3))
    with running(web_app(workspace, day)) as port:
        say("Timing pages …")
        found = dict(_server_times(port, places, accounts)) | panel_server_figures(port, panels)
        found |= typing_times(workspace.scene(day), presenter, day)
        say("Weighing pages …")
        found |= {f"weight_kb_{_named(page)}": _weight(port, place) for page, place in places.items()}
        return found | _seen(port, places, seen, say)


def _server_times(port: int, places: Mapping[str, str], accounts: Sequence[str]) -> Iterator[tuple[str, float]]:
    medians = []
    for page, place in places.items():
        # Each account is asked for once: what is kept from the call before would flatter.
        asked = [f"/accounts/{key}" for key in accounts] if page == "account" else [place] * _ROUNDS
        _time(port, asked[0])
        medians.append(statistics.median(_time(port, one) for one in asked[1:]))
        yield f"server_ms_{_named(page)}", round(medians[-1], 1)
    yield "server_ms_worst_page", round(max(medians), 1)


def _time(port: int, place: str) -> float:
    start = time.perf_counter()
    _get(port, place)
    return (time.perf_counter() - start) * 1000


def _weight(port: int, place: str) -> float:
    """A page with everything that it loads, in kB, nothing of it kept or packed."""
    page = _get(port, place)
    parts = {part.replace("&amp;", "&") for part in _ASSET.findall(page.decode())}
    return round((len(page) + sum(len(_get(port, part)) for part in parts)) / 1000, 1)


def _get(port: int, place: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", place, headers={"Accept": "text/html"})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status >= 400:
        raise RuntimeError(f"{place} answered {response.status}")
    return body


def _seen(
    port: int, places: Mapping[str, str], panels: Sequence[str], say: Callable[[str], object]
) -> dict[str, float]:
    chromium = shutil.which("chromium")
    if chromium is None:
        say("chromium is not installed, so nobody looks at the pages …")
        return {}
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        say("Looking at pages …")
        with playwright.chromium.launch(executable_path=chromium) as browser:
            seen = _pages_seen(port, places, browser)
        say("Opening panels …")
        with playwright.chromium.launch(executable_path=chromium) as browser:
            return seen | panel_seen_figures(port, panels, browser)


def _pages_seen(port: int, places: Mapping[str, str], browser: Browser) -> dict[str, float]:
    paints, shifts = [], []
    page = browser.new_page()
    for place in places.values():
        page.goto(f"http://127.0.0.1:{port}{place}")
        paint, shift = page.evaluate(_SEEN)
        paints.append(paint)
        shifts.append(shift)
    return {
        "first_paint_ms_median": round(statistics.median(paints), 1),
        "first_paint_ms_worst": round(max(paints), 1),
        "layout_shift_worst": round(max(shifts), 4),
    }


def _named(page: str) -> str:
    return page.replace(" ", "_")


if __name__ == "__main__":
    with Workspace.open(read_settings(Path(sys.argv[1]))) as opened:
        told = figures(opened, datetime.now(UTC).date(), lambda text: sys.stderr.write(f"{text}\n"))
    sys.stdout.write(f"{json.dumps(told, indent=2)}\n")
