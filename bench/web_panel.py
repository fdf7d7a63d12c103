"""When somebody who opens the panel beside a record sees it: many records, with nothing kept and with files kept."""

from __future__ import annotations

import json
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

_OPENINGS = 20
_FRAME: Any = {"width": 320, "height": 640}
_LOADED = re.compile(r'(?:src|href)="(/static/[^"]+)"')
# What the panel is opened for, in any of its looks: the account, why now, and the ways in or what would make one.
_CONTENT = "#panel h1, #panel-why, #panel-ways"
_PARTS = 3
# Runs in the panel once that is there: when something was drawn, and the largest piece of it; how far things moved.
_SEEN = """() => new Promise((done) => {
  let moved = 0, content = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) moved += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => { for (const one of list.getEntries()) content = one.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    done([paint.startTime, Math.max(paint.startTime, content), moved]);
  }, 500);
})"""


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody saw: milliseconds from the launch to the first thing and to the content; how far things moved."""

    paint: float
    content: float
    shift: float


def panel_server_figures(port: int, keys: Sequence[str]) -> dict[str, float]:
    """The server's time for everything that a panel needs (ms), each record asked for once, and its weight (kB)."""
    server = HTTPConnection("127.0.0.1", port, timeout=120)
    _asked(server, _launch(server, keys[0]))
    answers, wholes, weights = [], [], []
    for key in keys[1:] or keys:
        place = _launch(server, key)
        answer, page = _asked(server, place)
        parts = [_asked(server, part.replace("&amp;", "&")) for part in _LOADED.findall(page.decode())]
        answers.append(answer)
        wholes.append(answer + sum(took for took, _ in parts))
        weights.append(len(page) + sum(len(body) for _, body in parts))
    server.close()
    return {
        "server_ms_panel": round(statistics.median(answers), 1),
        "server_ms_panel_worst": round(max(answers), 1),
        "server_ms_panel_whole": round(statistics.median(wholes), 1),
        "weight_kb_panel": round(statistics.median(weights) / 1000, 1),
    }


def panel_seen_figures(port: int, keys: Sequence[str], browser: Browser) -> dict[str, float]:
    """When a browser shows the panel. The browser has to be new: its very first opening counts too."""
    server = HTTPConnection("127.0.0.1", port, timeout=120)
    half = max(1, min(_OPENINGS, len(keys) // 2))
    fresh = [_opened_fresh(browser, server, key) for key in keys[:half]]
    context = browser.new_context(viewport=_FRAME)
    _opened(context, server, keys[0])
    kept = [_opened(context, server, key) for key in keys[-half:]]
    server.close()
    return dict(_told("panel", fresh)) | dict(_told("panel_kept", kept))


def _told(name: str, openings: Sequence[Opening]) -> Iterator[tuple[str, float]]:
    for what, times in (
        ("first_paint", [one.paint for one in openings]),
        ("content", [one.content for one in openings]),
    ):
        yield f"{name}_{what}_ms_median", round(statistics.median(times), 1)
        yield f"{name}_{what}_ms_worst", round(max(times), 1)
    yield f"{name}_layout_shift_worst", round(max(one.shift for one in openings), 4)


def _opened_fresh(browser: Browser, server: HTTPConnection, key: str) -> Opening:
    with browser.new_context(viewport=_FRAME) as context:
        return _opened(context, server, key)


def _opened(context: BrowserContext, server: HTTPConnection, key: str) -> Opening:
    place = _launch(server, key)
    page = context.new_page()
    page.goto(f"http://{server.host}:{server.port}{place}")
    if page.locator(_CONTENT).count() != _PARTS:
        raise RuntimeError(f"the panel of {key} shows no account")
    opening = Opening(*page.evaluate(_SEEN))
    page.close()
    return opening


def _launch(server: HTTPConnection, key: str) -> str:
    """Where the panel of a record opens once."""
    server.request("POST", "/v1/embed-tokens", json.dumps({"object": key}), {"Content-Type": "application/json"})
    told = json.loads(server.getresponse().read())
    return f"/embed/token?token={told['token']}"


def _asked(server: HTTPConnection, place: str) -> tuple[float, bytes]:
    """How long an answer takes (ms), and the answer."""
    start = time.perf_counter()
    server.request("GET", place)
    response = server.getresponse()
    body = response.read()
    if response.status >= 400:
        raise RuntimeError(f"{place.partition('?')[0]} answered {response.status}")
    return (time.perf_counter() - start) * 1000, body
