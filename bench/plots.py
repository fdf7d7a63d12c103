"""Drawings of what `python -m bench.quality_worlds` found, as SVG that reads in light and in dark.

Run it as `python -m bench.plots worlds.json docs`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.drawing import Style, line, svg, text
from bench.quality_measures import BINS, Reliability
from bench.quality_report import Report, read_document

_STYLE = Style(
    light=(
        ".even { stroke: #59636e; stroke-width: 1.2; stroke-dasharray: 4 4 }",
        ".range { stroke: #0969da; stroke-width: 2; opacity: 0.45 }",
        ".orbit { fill: #0969da; stroke: none }",
        ".rival { fill: none; stroke: #bc4c00; stroke-width: 1.8 }",
        ".other { stroke: #818b98; stroke-width: 1.4; opacity: 0.7 }",
    ),
    dark=(
        ".even { stroke: #9198a1 }",
        ".range { stroke: #58a6ff }",
        ".orbit { fill: #58a6ff }",
        ".rival { stroke: #f0883e }",
        ".other { stroke: #9198a1 }",
    ),
)
_SIDE, _GAP, _LEFT, _TOP = 250, 62, 56, 74
_LEAST_IN_BIN = 30
_PANELS = (
    ("tie", "Do the two know each other?", 1.0),
    ("introduction", "Does the request get through?", 0.8),
    ("score", "Does the target answer?", 0.4),
)
_ROW, _ROWS_LEFT, _ROWS_WIDE, _MOST = 34, 168, 640, 0.8
_MARKED = 4


@dataclass(frozen=True, slots=True)
class _Axis:
    """Numbers from 0 to `most` along `length` pixels from `begin`, which runs upwards where `length` is negative."""

    begin: float
    length: float
    most: float

    def at(self, value: float) -> float:
        return round(self.begin + self.length * min(value, self.most) / self.most, 1)


def reliability_drawing(report: Report) -> str:
    """Draw what was said against what came true: all worlds as dots, the mechanisms' range as a bar behind each."""
    parts = [part for number, panel in enumerate(_PANELS) for part in _panel(report, number, panel)]
    wide = _LEFT + len(_PANELS) * (_SIDE + _GAP)
    said = (
        "Across what was said, upwards what came true. Dots: all worlds, larger where more was said. "
        "Bars: from the lowest to the highest mechanism."
    )
    parts.append(text(_LEFT, 24, "Said and come true", "heading"))
    parts.append(text(_LEFT, 44, said, "small"))
    return svg((wide, _TOP + _SIDE + 56), "How honest the probabilities are", said, _STYLE, parts)


def precision_drawing(report: Report) -> str:
    """Draw the precision of the first path per mechanism: Orbit with the range of its seeds, the rivals beside it."""
    x = _Axis(_ROWS_LEFT, _ROWS_WIDE, _MOST)
    marked = report.rivals[:_MARKED]
    rows = [*report.mechanisms, "all"]
    high = _TOP + 14 + len(rows) * _ROW
    parts = [line("grid", x.at(tick / 10), _TOP, x.at(tick / 10), high) for tick in range(9)]
    parts += [text(x.at(tick / 10), high + 18, f"{tick / 10:g}", "small middle") for tick in range(9)]
    for number, name in enumerate(rows):
        one = report if name == "all" else report.of(name)
        parts += _row(one, x, _TOP + 28 + number * _ROW, name, marked)
    parts += _legend(marked)
    said = "Share of accounts whose first path is true. Bar: from the worst to the best world."
    parts.append(text(_ROWS_LEFT, high + 38, said, "small"))
    size = _ROWS_LEFT + _ROWS_WIDE + 40, high + 54
    return svg(size, "How often the first path is true", said, _STYLE, parts)


def _panel(report: Report, number: int, panel: tuple[str, str, float]) -> Iterator[str]:
    what, words, most = panel
    left = _LEFT + number * (_SIDE + _GAP)
    x, y = _Axis(left, _SIDE, most), _Axis(_TOP + _SIDE, -_SIDE, most)
    for tick in range(5):
        value = most * tick / 4
        yield line("grid", x.at(value), y.at(0), x.at(value), y.at(most))
        yield line("grid", x.at(0), y.at(value), x.at(most), y.at(value))
        yield text(x.at(value), y.at(0) + 18, f"{value:g}", "small middle")
        yield text(x.at(0) - 8, y.at(value) + 4, f"{value:g}", "small end")
    yield line("even", x.at(0), y.at(0), x.at(most), y.at(most))
    yield text(left, _TOP - 10, words, "heading")
    yield text(left + _SIDE / 2, y.at(0) + 40, "said", "small middle")
    whole = report.honesty(what)
    each = [report.of(name).honesty(what) for name in report.mechanisms]
    for place in range(BINS):
        if whole.count[place] >= _LEAST_IN_BIN:
            yield from _dot(whole, each, place, (x, y))


def _dot(whole: Reliability, each: Iterable[Reliability], place: int, axes: tuple[_Axis, _Axis]) -> Iterator[str]:
    x, y = axes
    said = x.at(whole.said[place] / whole.count[place])
    came = [one.true[place] / one.count[place] for one in each if one.count[place] >= _LEAST_IN_BIN]
    if came:
        yield line("range", said, y.at(min(came)), said, y.at(max(came)))
    radius = 3.0 + 7.0 * float(whole.count[place] / whole.count.max()) ** 0.5
    yield _circle("orbit", said, y.at(whole.true[place] / whole.count[place]), radius)


def _row(report: Report, x: _Axis, y: float, name: str, marked: Sequence[str]) -> Iterator[str]:
    ours = report.orbit("precision_at_1")
    yield text(_ROWS_LEFT - 14, y + 4, name.replace("_", " "), "heading end" if name == "all" else "end")
    yield line("grid", x.at(0), y, x.at(_MOST), y)
    for rival in report.rivals:
        at = x.at(report.rival(rival, "precision_at_1").mean)
        yield _mark(marked.index(rival), at, y) if rival in marked else line("other", at, y - 5, at, y + 5)
    yield line("range", x.at(ours.least), y, x.at(ours.most), y)
    yield _circle("orbit", x.at(ours.mean), y, 6)


def _legend(marked: Sequence[str]) -> Iterator[str]:
    yield text(_ROWS_LEFT, 24, "How often the first path is true", "heading")
    yield _circle("orbit", _ROWS_LEFT + 6, 46, 6)
    yield text(_ROWS_LEFT + 18, 50, "Orbit")
    at = _ROWS_LEFT + 78.0
    for number, name in enumerate(marked):
        yield _mark(number, at, 46)
        yield text(at + 12, 50, name.replace("_", " "))
        at += 42 + 6.7 * len(name)
    yield line("other", at, 41, at, 51)
    yield text(at + 10, 50, "the others")


def _mark(number: int, x: float, y: float) -> str:
    """A diamond, a triangle, a square, a circle: told apart without colour."""
    shapes = (
        f"M{x} {y - 6} {x + 6} {y} {x} {y + 6} {x - 6} {y}z",
        f"M{x} {y - 6} {x + 6} {y + 5} {x - 6} {y + 5}z",
        f"M{x - 5} {y - 5}h10v10h-10z",
        f"M{x - 5} {y}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
    )
    return f'<path class="rival" d="{shapes[number]}"/>'


def _circle(kind: str, x: float, y: float, radius: float) -> str:
    return f'<circle class="{kind}" cx="{x:g}" cy="{y:g}" r="{radius:.1f}"/>'


def main(argv: Sequence[str] | None = None) -> int:
    """Draw both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("worlds", type=Path, help="what bench.quality_worlds wrote")
    parser.add_argument("folder", type=Path, help="where the drawings go")
    options = parser.parse_args(argv)
    report = read_document(json.loads(options.worlds.read_text(encoding="utf-8")))
    drawings = {"reliability": reliability_drawing(report), "precision": precision_drawing(report)}
    for name, drawing in drawings.items():
        (options.folder / f"quality-{name}.svg").write_text(drawing, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
