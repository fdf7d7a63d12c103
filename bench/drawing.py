"""The parts that drawings in the docs are made of: SVG that reads in light and in dark."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_LIGHT = """
    .ground { fill: #ffffff }
    text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328 }
    .small { font-size: 11.5px; fill: #59636e }
    .heading { font-weight: 600 }
    .end { text-anchor: end }
    .middle { text-anchor: middle }
    .grid { stroke: #d0d7de; stroke-width: 1 }
"""
_DARK = """      .ground { fill: #0d1117 }
      text { fill: #f0f6fc }
      .small { fill: #9198a1 }
      .grid { stroke: #2a313c }
"""


class Style(NamedTuple):
    """What a drawing's own classes look like in light and in dark, one rule a line."""

    light: tuple[str, ...]
    dark: tuple[str, ...]

    def __str__(self) -> str:
        light, dark = "".join(f"    {rule}\n" for rule in self.light), "".join(f"      {rule}\n" for rule in self.dark)
        return f"{_LIGHT}{light}    @media (prefers-color-scheme: dark) {{\n{_DARK}{dark}    }}\n"


def svg(size: tuple[float, float], title: str, said: str, style: Style, parts: Iterable[str]) -> str:
    """Put a drawing together; `size` is how wide and how high it is."""
    wide, high = size
    inside = "\n".join(f"  {part}" for part in parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" role="img" '
        f'aria-labelledby="title described">\n  <title id="title">{title}</title>\n'
        f'  <desc id="described">{said}</desc>\n  <style>{style}  </style>\n'
        f'  <rect class="ground" width="{wide:g}" height="{high:g}"/>\n{inside}\n</svg>\n'
    )


def text(x: float, y: float, words: str, kind: str = "") -> str:
    """Write words at a point."""
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:g}" y="{y:g}">{words}</text>'


def line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    """Draw a line from one point to another."""
    return f'<line class="{kind}" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>'
