"""Pictures of every page of the web app, on the fictional company: wide, on a phone of 320 pixels, and dark.

`python -m bench.screenshots FOLDER` draws them all; with `--best` the few that stand in the README. Needs chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from api.demo import make_demo
from api.presenter import Presenter
from api.workspace import Workspace
from bench.web_pages import PAGES, address
from bench.web_server import running, web_app
from orbit.errors import UsageError
from orbit.settings import read_settings
from orbit.world import WorldSpec

_DAY = date(2026, 11, 21)
_NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
_SHAPES: Mapping[str, Mapping[str, Any]] = {
    "wide": {"viewport": {"width": 1360, "height": 900}},
    "narrow": {"viewport": {"width": 320, "height": 700}},
    "dark": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "dark"},
}

# Of these the top alone is drawn.
_BEST: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "account": ("account", {"viewport": {"width": 1200, "height": 1150}}),
    "week-dark": ("week", {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"}),
    "champions": ("champions", {"viewport": {"width": 1200, "height": 1000}}),
}


def draw(folder: Path, *, best: bool = False) -> int:
    """Draw every page in every shape into a folder, or only the best; return how many pictures there are."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise UsageError("Pictures need the package `chromium`.")
    folder.mkdir(parents=True, exist_ok=True)
    with _workspace() as workspace, running(web_app(workspace, _DAY)) as port, sync_playwright() as playwright:
        presenter = Presenter(workspace)
        places = {page: f"http://127.0.0.1:{port}{address(presenter, page, _DAY)}" for page in PAGES}
        with playwright.chromium.launch(executable_path=chromium) as browser:
            if best:
                return sum(_drawn_top(browser, name, places, folder) for name in _BEST)
            return sum(_drawn(browser, shape, places, folder) for shape in _SHAPES)


def _drawn_top(browser: Browser, name: str, places: Mapping[str, str], folder: Path) -> int:
    place, shape = _BEST[name]
    context = browser.new_context(locale="en-GB", **shape)
    page = context.new_page()
    page.goto(places[place])
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / f"{name}.png")
    context.close()
    return 1


def _drawn(browser: Browser, shape: str, places: Mapping[str, str], folder: Path) -> int:
    context = browser.new_context(locale="en-GB", **_SHAPES[shape])
    page = context.new_page()
    for name, place in places.items():
        page.goto(place)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name.replace(' ', '-')}-{shape}.png", full_page=True)
    context.close()
    return len(places)


@contextmanager
def _workspace() -> Iterator[Workspace]:
    with (
        tempfile.TemporaryDirectory(prefix="orbit-pictures-") as home,
        Workspace.open(read_settings(Path(home), {}), create=True) as workspace,
    ):
        make_demo(workspace, WorldSpec(as_of=_DAY), at=_NOON, say=lambda _: None)
        yield workspace


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--best"]
    target = Path(words[0] if words else "screenshots")
    sys.stdout.write(f"{draw(target, best='--best' in sys.argv)} pictures in {target}\n")
