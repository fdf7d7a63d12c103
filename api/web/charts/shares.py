"""Shares with their intervals, and how honest chances were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.web.charts.svg import Named, bar, cut, dot, drawing, line, words

_WIDTH = 320
_ROW, _TOP, _BAND = 30, 8, 10
_LEFT, _RIGHT, _GAP = 136, 46, 12
_LABEL_LETTERS = 16
_SIDE, _EDGE, _PLOT = 46, 12, 220
_SMALLEST, _LARGEST = 3.0, 9.0
_MARKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Part:
    """A share 0..1 with the interval in which the true one lies; `share` is None of nobody, `target` of no goal."""

    label: str
    share: float | None
    low: float | None
    high: float | None
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Asks of about one chance: what was said on average, which share came true with its interval, and how many."""

    said: float
    real: float
    low: float
    high: float
    asks: int


def share_rows(parts: Sequence[Part], named: Named) -> Markup:
    """Draw a line for each share: its band, its dot, and a mark at the target where there is one."""
    scale, height = _WIDTH - _LEFT - _RIGHT, _TOP + _ROW * len(parts) + 20
    drawn: list[Markup] = []
    for at, part in enumerate(parts):
        drawn += _share(part, _TOP + _ROW * at + _ROW / 2, scale)
    foot = height - 18
    drawn.append(line(_LEFT, foot, _LEFT + scale, foot, "chart-axis"))
    drawn += [
        words(f"{mark:.0%}", _LEFT + mark * scale, foot + 14, anchor="middle") for mark in (_MARKS[0], 0.5, _MARKS[-1])
    ]
    return drawing(named, _WIDTH, height, drawn)


def reliability(points: Sequence[Said], named: Named) -> Markup:
    """Draw what came true over what was said; on the slanted line they are the same. Dots grow with the asks."""
    foot, most = _EDGE + _PLOT, max([1, *(point.asks for point in points)])
    drawn = [
        line(_SIDE, foot, _SIDE + _PLOT, foot, "chart-axis"),
        line(_SIDE, _EDGE, _SIDE, foot, "chart-axis"),
        line(_SIDE, foot, _SIDE + _PLOT, _EDGE, "chart-target"),
    ]
    for mark in _MARKS:
        drawn.append(words(f"{mark:.0%}", _SIDE + mark * _PLOT, foot + 16, anchor="middle"))
        drawn.append(words(f"{mark:.0%}", _SIDE - 6, foot - mark * _PLOT + 4, anchor="end"))
    for point in points:
        x = _SIDE + point.said * _PLOT
        drawn.append(line(x, foot - point.low * _PLOT, x, foot - point.high * _PLOT, "chart-band"))
        radius = max(_SMALLEST, _LARGEST * (point.asks / most) ** 0.5)
        drawn.append(dot(x, foot - point.real * _PLOT, radius))
    drawn.append(words("chance said", _SIDE + _PLOT / 2, foot + 34, anchor="middle"))
    return drawing(named, _WIDTH, foot + 42, drawn)


def _share(part: Part, middle: float, scale: float) -> list[Markup]:
    drawn = [words(cut(part.label, _LABEL_LETTERS), _LEFT - _GAP, middle + 4, anchor="end")]
    if part.target is not None:
        at = _LEFT + part.target * scale
        drawn.append(line(at, middle - _BAND, at, middle + _BAND, "chart-target"))
    if part.share is None or part.low is None or part.high is None:
        return [*drawn, words("none yet", _LEFT + 6, middle + 4)]
    low, high = _LEFT + part.low * scale, _LEFT + part.high * scale
    drawn.append(bar(low, middle - _BAND / 2, high - low, _BAND, "chart-band"))
    drawn.append(dot(_LEFT + part.share * scale, middle, 5))
    drawn.append(words(f"{part.share:.0%}", _LEFT + scale + 10, middle + 4))
    return drawn
