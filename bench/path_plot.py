"""A drawing of what growth costs, as SVG that reads in light and in dark.

python -m bench.path_plot 100k.json 1m.json 10m.json --into docs/performance-growth.svg
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.drawing import Style, line, svg, text
from bench.path_tables import Run, read_run
from bench.tables import plain
from orbit.errors import OrbitError

_STYLE = Style(
    light=(
        ".one { fill: none; stroke: #0969da; stroke-width: 2 }",
        ".two { fill: none; stroke: #bc4c00; stroke-width: 2; stroke-dasharray: 6 4 }",
        ".dot-one { fill: #0969da }",
        ".dot-two { fill: #bc4c00 }",
    ),
    dark=(
        ".one { stroke: #58a6ff }",
        ".two { stroke: #f0883e }",
        ".dot-one { fill: #58a6ff }",
        ".dot-two { fill: #f0883e }",
    ),
)
_WIDE, _HIGH, _LEFT, _TOP, _ACROSS, _DOWN, _COLUMNS = 230, 150, 60, 106, 84, 92, 3
_LEGEND = 90
_DECADE = 10.0
_ROOM = (0.75, 1.3)
_KINDS = ("one", "two")


class Panel(NamedTuple):
    """One small drawing: what it says and which figures it shows, at most two."""

    heading: str
    unit: str
    figures: tuple[tuple[str, str], ...]


PANELS = (
    Panel("Search kernel", "ms for an account", (("kernel_p50_ms", "median"), ("kernel_p99_ms", "99th percentile"))),
    Panel("Whole answer", "ms for an account", (("answer_p50_ms", "median"), ("answer_p99_ms", "99th percentile"))),
    Panel("10,000 accounts in one go", "s", (("batch_10k_s", ""),)),
    Panel("Open what was kept", "s", (("open_s", ""),)),
    Panel("Reach of our people", "s", (("reach_s", ""),)),
    Panel("Memory of a process", "MiB", (("rss_mb", "in all"), ("rss_own_mb", "its own"))),
)


class Scale(NamedTuple):
    """Powers of ten from `low` to `high` (exponents) along `length` pixels from `begin`."""

    begin: float
    length: float
    low: int
    high: int

    def at(self, value: float) -> float:
        """Where a value lies."""
        return round(self.begin + self.length * (math.log10(value) - self.low) / (self.high - self.low), 1)

    @property
    def ticks(self) -> list[float]:
        """The powers of ten."""
        return [_DECADE**power for power in range(self.low, self.high + 1)]


def drawing(runs: Sequence[Run]) -> str:
    """Draw every panel, all axes logarithmic."""
    rows = -(-len(PANELS) // _COLUMNS)
    wide, high = _LEFT + _COLUMNS * (_WIDE + _ACROSS) - _ACROSS + 30, _TOP + rows * (_HIGH + _DOWN) - _DOWN + 44
    said = f"{' / '.join(f'{run.people:,}' for run in runs)} people. Both axes are logarithmic."
    parts = [text(_LEFT, 26, "What growth costs", "heading"), text(_LEFT, 46, said, "small")]
    for number, panel in enumerate(PANELS):
        left = _LEFT + number % _COLUMNS * (_WIDE + _ACROSS)
        top = _TOP + number // _COLUMNS * (_HIGH + _DOWN)
        parts += _panel(panel, runs, left, top)
    return svg((wide, high), "What growth costs", said, _STYLE, parts)


def _panel(panel: Panel, runs: Sequence[Run], left: float, top: float) -> Iterator[str]:
    curves = [[(run.people, run.figures[name]) for run in runs] for name, _ in panel.figures]
    x = Scale(left, _WIDE, *_decades([run.people for run in runs]))
    # Room for the numbers below the lowest line and above the highest.
    y = Scale(
        top + _HIGH, -_HIGH, *_decades([value * room for points in curves for _, value in points for room in _ROOM])
    )
    yield text(left, top - 30, panel.heading, "heading")
    yield text(left + _WIDE, top - 30, panel.unit, "small end")
    for tick in y.ticks:
        yield line("grid", left, y.at(tick), left + _WIDE, y.at(tick))
        yield text(left - 8, y.at(tick) + 4, f"{tick:,g}", "small end")
    for tick in x.ticks:
        yield line("grid", x.at(tick), top, x.at(tick), top + _HIGH)
        yield text(x.at(tick), top + _HIGH + 18, _people(tick), "small middle")
    highest = max(range(len(curves)), key=lambda place: curves[place][-1][1])
    for place, (kind, points, (_, label)) in enumerate(zip(_KINDS, curves, panel.figures, strict=False)):
        seen = [(x.at(people), y.at(value), value) for people, value in points]
        yield from _curve(kind, seen, above=place == highest)
        if label:
            begin = left + place * _LEGEND
            yield line(kind, begin, top - 14, begin + 20, top - 14)
            yield text(begin + 26, top - 10, label, "small")


def _curve(kind: str, points: Sequence[tuple[float, float, float]], *, above: bool) -> Iterator[str]:
    path = " ".join(f"{x:g},{y:g}" for x, y, _ in points)
    yield f'<polyline class="{kind}" points="{path}"/>'
    for place, (x, y, value) in enumerate(points):
        side = "end" if place == len(points) - 1 and len(points) > 1 else "middle" if place else ""
        shift = 0 if side == "middle" else -3 if side else 3
        yield f'<circle class="dot-{kind}" cx="{x:g}" cy="{y:g}" r="3.5"/>'
        yield text(x + shift, y + (-9 if above else 17), plain(value), f"small {side}".strip())


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _people(count: float) -> str:
    return f"{count / 1e6:g} M" if count >= 1e6 else f"{count / 1e3:g} k"


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what several runs found."""
    parser = argparse.ArgumentParser(prog="python -m bench.path_plot", description=__doc__)
    parser.add_argument("runs", type=Path, nargs="+", help="what was printed, the smallest crowd first")
    parser.add_argument("--into", type=Path, default=Path("docs/performance-growth.svg"), help="where the drawing goes")
    options = parser.parse_args(arguments)
    try:
        options.into.write_text(drawing([read_run(file) for file in options.runs]), encoding="utf-8")
    except OrbitError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
