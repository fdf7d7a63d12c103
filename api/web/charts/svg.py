"""Elements of SVG as text: everything that comes from outside is escaped, and no style is written but by class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from api.web.words import plain

_NAMES = {"class_": "class", "from_": "from"}


@dataclass(frozen=True, slots=True)
class Named:
    """What a chart is called (`title`), what it says in words (`told`), and a mark that no other on its page has."""

    mark: str
    title: str
    told: str


def element(tag: str, *inside: Markup, **attributes: float | str) -> Markup:
    """Write an element; numbers with at most one decimal, `text_anchor` as text-anchor."""
    written = Markup("").join(
        Markup(' {}="{}"').format(_NAMES.get(name, name.replace("_", "-")), _value(value))
        for name, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(tag, written, Markup("").join(inside))


def words(text: str, x: float, y: float, *, anchor: str = "start", kind: str = "chart-label") -> Markup:
    """Write a line of text that begins, ends or has its middle at a point."""
    return element("text", escape(plain(text)), x=x, y=y, text_anchor=anchor, class_=kind)


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    """Draw a line of a class."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)


def bar(x: float, y: float, width: float, height: float, kind: str = "chart-bar") -> Markup:
    """Draw a box of a class."""
    return element("rect", x=x, y=y, width=width, height=height, class_=kind)


def dot(x: float, y: float, radius: float) -> Markup:
    """Draw a dot."""
    return element("circle", cx=x, cy=y, r=radius, class_="chart-dot")


def drawing(named: Named, width: int, height: int, parts: Iterable[Markup]) -> Markup:
    """Put parts together to a chart of so many units, as wide as its place allows."""
    title, told = f"{named.mark}-title", f"{named.mark}-told"
    heads = (
        element("title", escape(plain(named.title)), id=title),
        element("desc", escape(named.told), id=told),
    )
    return element(
        "svg",
        *heads,
        *parts,
        class_="chart",
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_labelledby=f"{title} {told}",
    )


def cut(text: str, letters: int) -> str:
    """Shorten a text to what has room."""
    shown = plain(text)
    return shown if len(shown) <= letters else f"{shown[: letters - 1].rstrip()}…"


def _value(value: float | str) -> str:
    return value if isinstance(value, str) else f"{round(value, 1):g}"
