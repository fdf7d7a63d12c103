"""Where the nodes of a neighbourhood stand: in columns from us to the account, ordered so that few lines cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.web.words import plain, strength_word

COLUMN, ROW, MARGIN_X, MARGIN_Y = 210, 72, 88, 34
_SWEEPS = 4
_LETTERS = 22
_SURE = 0.5
_COLUMNS = ("requester", "connector", "company", "bridge", "later company", "target", "account")
WORDS: Mapping[str, str] = {
    "requester": "Asks",
    "connector": "One of us",
    "bridge": "In between",
    "target": "Target",
    "company": "Company that ties",
    "account": "Account",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One node: where its middle stands, and the two lines of words below it."""

    id: str
    kind: str
    x: int
    y: int
    label: str
    word: str


@dataclass(frozen=True, slots=True)
class Wire:
    """One edge between two spots: as thick as it is strong, broken where it is unsure; `words` say both."""

    id: str
    one: Spot
    two: Spot
    width: float
    unsure: bool
    words: str


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing of `width` by `height`."""

    width: int
    height: int
    spots: tuple[Spot, ...]
    wires: tuple[Wire, ...]


def place(graph: Mapping[str, Any]) -> Map:
    """Place the nodes of a neighbourhood; the same graph is always placed the same way."""
    nodes, edges = graph["nodes"], [(edge["from"], edge["to"]) for edge in graph["edges"]]
    columns = _columns(nodes, edges)
    tallest = max((len(column) for column in columns), default=1)
    spots = {
        node["id"]: _spot(node, at, row + (tallest - len(column)) / 2)
        for at, column in enumerate(columns)
        for row, node in enumerate(column)
    }
    width = 2 * MARGIN_X + COLUMN * max(len(columns) - 1, 0)
    height = 2 * MARGIN_Y + ROW * (tallest - 1) + 30
    wires = tuple(_wire(edge, spots) for edge in graph["edges"])
    return Map(width, height, tuple(spots.values()), wires)


def told(edge: Mapping[str, Any]) -> str:
    """How strong an edge is, in a word and a number; that somebody works at the account has no strength."""
    strength = edge["strength"]
    return "Works there" if strength is None else f"{strength_word(strength)} {strength:.2f}"


def _columns(nodes: Sequence[Mapping[str, Any]], edges: Sequence[tuple[str, str]]) -> list[list[Mapping[str, Any]]]:
    kinds = {node["id"]: node["kind"] for node in nodes}
    columns: dict[str, list[Mapping[str, Any]]] = {name: [] for name in _COLUMNS}
    for node in nodes:
        columns[_column(node, kinds, edges)].append(node)
    standing = [column for column in columns.values() if column]
    _untangle(standing, edges)
    return standing


def _column(node: Mapping[str, Any], kinds: Mapping[str, str], edges: Iterable[tuple[str, str]]) -> str:
    """A company stands before those in between, unless it only leads on from them."""
    if node["kind"] != "company":
        return str(node["kind"])
    before = {kinds[one] for one, other in edges if other == node["id"]}
    return "later company" if before == {"bridge"} else "company"


def _untangle(columns: list[list[Mapping[str, Any]]], edges: Sequence[tuple[str, str]]) -> None:
    """Order each column by where its neighbours stand, from both sides in turn; ties keep their rank."""
    near: dict[str, list[str]] = defaultdict(list)
    for one, other in edges:
        near[one].append(other)
        near[other].append(one)
    for _ in range(_SWEEPS):
        for column in (*columns[1:], *reversed(columns[:-1])):
            heights = {node["id"]: _height(row, each) for each in columns for row, node in enumerate(each)}
            column.sort(key=lambda node: _middle([heights[other] for other in near[node["id"]]]))


def _height(row: int, column: Sequence[object]) -> float:
    return row - (len(column) - 1) / 2


def _middle(heights: Sequence[float]) -> float:
    return sum(heights) / len(heights) if heights else 0.0


def _spot(node: Mapping[str, Any], column: int, row: float) -> Spot:
    name = plain(node["name"])
    label = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"
    x, y = MARGIN_X + COLUMN * column, round(MARGIN_Y + ROW * row)
    return Spot(node["id"], node["kind"], x, y, label, WORDS[node["kind"]])


def _wire(edge: Mapping[str, Any], spots: Mapping[str, Spot]) -> Wire:
    strength = edge["strength"]
    width = 1.0 if strength is None else round(1.5 + 4 * strength, 1)
    unsure = strength is not None and strength < _SURE
    return Wire(edge["id"], spots[edge["from"]], spots[edge["to"]], width, unsure, told(edge))
