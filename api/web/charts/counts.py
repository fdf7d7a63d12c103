"""Counts against a target: one bar for each rep, or one for each month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.web.charts.svg import Named, bar, cut, drawing, line, words

_WIDTH = 320
_ROW, _BAR, _TOP = 26, 14, 22
_LEFT, _RIGHT = 146, 36
_NAME_LETTERS = 18
_PLOT, _UNDER, _SIDE = 120, 24, 8


@dataclass(frozen=True, slots=True)
class Count:
    """A name or a month with its number."""

    label: str
    made: int


def rep_bars(counts: Sequence[Count], target: int, named: Named) -> Markup:
    """Draw a bar for each rep, with a line at the target."""
    most = max([target, 1, *(count.made for count in counts)])
    scale = (_WIDTH - _LEFT - _RIGHT) / most
    height = _TOP + _ROW * len(counts) + 6
    parts: list[Markup] = []
    for at, count in enumerate(counts):
        top = _TOP + _ROW * at
        base = top + _BAR - 3
        parts.append(words(cut(count.label, _NAME_LETTERS), _LEFT - 8, base, anchor="end"))
        parts.append(bar(_LEFT, top, count.made * scale, _BAR))
        parts.append(words(str(count.made), _LEFT + count.made * scale + 5, base))
    goal = _LEFT + target * scale
    parts.append(line(_LEFT, _TOP - 4, _LEFT, height - 4, "chart-axis"))
    parts.append(line(goal, _TOP - 4, goal, height - 4, "chart-target"))
    parts.append(words(f"target {target}", goal, 13, anchor="middle"))
    return drawing(named, _WIDTH, height, parts)


def month_bars(counts: Sequence[Count], target: int, named: Named) -> Markup:
    """Draw a bar for each month, with a line at the target."""
    most = max([target, 1, *(count.made for count in counts)])
    scale, step = _PLOT / most, (_WIDTH - 2 * _SIDE) / max(1, len(counts))
    foot = _TOP + _PLOT
    parts: list[Markup] = []
    for at, count in enumerate(counts):
        middle = _SIDE + step * (at + 0.5)
        size = count.made * scale
        parts.append(bar(middle - step * 0.3, foot - size, step * 0.6, size))
        parts.append(words(str(count.made), middle, foot - size - 4, anchor="middle"))
        parts.append(words(count.label, middle, foot + 17, anchor="middle"))
    goal = foot - target * scale
    parts.append(line(_SIDE, foot, _WIDTH - _SIDE, foot, "chart-axis"))
    parts.append(line(_SIDE, goal, _WIDTH - _SIDE, goal, "chart-target"))
    parts.append(words(f"target {target}", _SIDE, goal - 4))
    return drawing(named, _WIDTH, foot + _UNDER, parts)
