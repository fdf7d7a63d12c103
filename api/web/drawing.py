"""A path as a drawing: where circles, lines and words stand. The template turns it into SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.web.words import initials, plain, strength_word

STEP, MARGIN, TOP, RADIUS = 210, 88, 46, 24
TALL_STEP, TALL_LEFT, TALL_TOP = 104, 30, 32
_WIDE_LETTERS, _TALL_LETTERS = 25, 34


@dataclass(frozen=True, slots=True)
class Node:
    """One person: where their circle stands, in a drawing's units, and the lines of words beside it."""

    x: int
    y: int
    role: str
    initials: str
    name: str
    title: str
    company: str


@dataclass(frozen=True, slots=True)
class Line:
    """One tie: from circle to circle, as thick as it is strong; `unsure` below one half."""

    x1: int
    y1: int
    x2: int
    y2: int
    width: float
    unsure: bool
    words: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of `width` by `height`; `told` says it in words."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    told: str


def wide(path: Mapping[str, Any]) -> Drawing:
    """Draw a path from left to right."""
    people = path["people"]
    nodes = [_node(person, MARGIN + STEP * at, TOP, _WIDE_LETTERS) for at, person in enumerate(people)]
    lines = [
        _line(hop, (one.x + RADIUS, TOP), (other.x - RADIUS, TOP), ((one.x + other.x) // 2, TOP - 10))
        for hop, one, other in zip(path["hops"], nodes, nodes[1:], strict=False)
    ]
    return Drawing(2 * MARGIN + STEP * (len(people) - 1), TOP + 88, tuple(nodes), tuple(lines), _told(path))


def tall(path: Mapping[str, Any]) -> Drawing:
    """Draw a path from top to bottom, for narrow places."""
    people = path["people"]
    nodes = [_node(person, TALL_LEFT, TALL_TOP + TALL_STEP * at, _TALL_LETTERS) for at, person in enumerate(people)]
    lines = [
        _line(hop, (one.x, one.y + RADIUS), (other.x, other.y - RADIUS), (one.x + 36, (one.y + other.y) // 2 + 9))
        for hop, one, other in zip(path["hops"], nodes, nodes[1:], strict=False)
    ]
    return Drawing(300, 2 * TALL_TOP + TALL_STEP * (len(people) - 1), tuple(nodes), tuple(lines), _told(path))


def _node(person: Mapping[str, Any], x: int, y: int, letters: int) -> Node:
    words = (person["name"], person["title"], person["company"])
    name, title, company = (_cut(plain(text), letters) for text in words)
    return Node(x, y, person["role"], initials(person["name"]), name, title, company)


def _line(hop: Mapping[str, Any], start: tuple[int, int], end: tuple[int, int], label: tuple[int, int]) -> Line:
    strength = hop["strength"]
    words = f"{strength_word(strength)} {strength:.2f}"
    return Line(*start, *end, round(1.5 + 4 * strength, 1), strength < 0.5, words, *label)


def _told(path: Mapping[str, Any]) -> str:
    people: Sequence[Mapping[str, Any]] = path["people"]
    ties = [f"{strength_word(hop['strength'])} tie {hop['strength']:.2f}" for hop in path["hops"]]
    return f"{' to '.join(plain(person['name']) for person in people)}: {', then '.join(ties)}"


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
