"""Small screens, dark rooms, paper, and readers who need contrast, size and names for things."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Opener

VIEWS = ["/", "/?account=snowpeak.example.com", "/?account=lonely.example.com", "/?account=hostile.example.com"]
NARROW = {"width": 320, "height": 700}

# Text whose colour differs too little from the nearest painted background (WCAG 2.2, 1.4.3).
FAINT_TEXT = """() => {
  const part = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, alpha = 1] = part(getComputedStyle(at).backgroundColor);
      if (alpha === 1 && r !== undefined) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    const [a, b] = [light(part(getComputedStyle(element).color).slice(0, 3)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push(`${element.tagName} ${element.textContent.slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return faint;
}"""

# Targets under 24 by 24 px, except links within a sentence (WCAG 2.2, 2.5.8).
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input, summary, [role=option]")]
  .filter((each) => each.checkVisibility() && !each.matches("p > a:not(.back), .skip"))
  .map((each) => [each.textContent.trim(), each.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""

UNNAMED = """() => [...document.querySelectorAll("input, button, a, textarea")]
  .filter((each) => !(each.textContent.trim() || each.ariaLabel || each.labels?.length))
  .map((each) => each.outerHTML)"""


@pytest.mark.parametrize("path", VIEWS)
def test_nothing_scrolls_sideways_at_320_pixels(visit: Opener, path: str) -> None:
    page = visit(viewport=NARROW).open(path)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", VIEWS)
def test_text_stands_out_from_its_background(visit: Opener, path: str, scheme: str) -> None:
    page = visit(color_scheme=scheme).open(path)

    assert page.evaluate(FAINT_TEXT) == []


def test_the_page_is_dark_where_the_reader_wants_it(visit: Opener) -> None:
    page = visit(color_scheme="dark").open()

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 20, 27)"


@pytest.mark.parametrize("viewport", [NARROW, {"width": 1280, "height": 900}])
def test_targets_are_large_enough(visit: Opener, viewport: dict[str, int]) -> None:
    page = visit(viewport=viewport).open("/?account=snowpeak.example.com")

    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("path", VIEWS)
def test_everything_to_press_or_fill_in_has_a_name(visit: Opener, path: str) -> None:
    page = visit().open(path)

    assert page.evaluate(UNNAMED) == []


def test_focus_can_be_seen(visit: Opener) -> None:
    page = visit().open()

    page.get_by_role("link", name="Orbit").focus()
    page.keyboard.press("Tab")

    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_the_first_tab_stop_skips_to_the_answer(visit: Opener) -> None:
    page = visit().open("/?account=snowpeak.example.com")
    page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); }")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the answer")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_there_is_no_motion_for_those_who_asked_for_none(visit: Opener) -> None:
    page = visit(reduced_motion="reduce").open()

    moving = "[...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).transitionDuration !== '0s').length"

    assert page.evaluate(moving) == 0


def test_paper_gets_the_answer_without_the_controls(visit: Opener) -> None:
    page = visit().open("/?account=snowpeak.example.com")

    page.emulate_media(media="print")

    expect(page.get_by_role("combobox")).to_be_hidden()
    expect(page.get_by_role("button", name="Copy e-mail")).to_be_hidden()
    expect(page.locator(".words .text").first).to_be_visible()
