"""Writes export files row by row and keeps, for the truth, whom and what each row names and on which line it starts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from orbit.model import EntityKind


class Mention(NamedTuple):
    """A row names a person or company of the world: on which line the row starts, who it is, as written."""

    line: int
    kind: EntityKind
    id: int
    text: str


Named = tuple[EntityKind, int, str]


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file as a user would bring it.

    `source` is the ingestor that reads it; `options` are what its user adds: `owner` (an e-mail), `map` (a
    profile), `group` (files with one group belong in one import), `observed_on` (the day for which it speaks).
    `mentions` is the truth of its rows by file name; members of an archive are `<archive>/<name without folders>`.
    """

    path: str
    content: bytes
    source: str
    options: Mapping[str, str]
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)


class Rows:
    """What the rows of one file name."""

    def __init__(self) -> None:
        self._mentions: list[Mention] = []

    def note(self, line: int, named: Iterable[Named]) -> None:
        """Remember whom and what the row on this line names."""
        self._mentions += [Mention(line, kind, number, text) for kind, number, text in named]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Everything remembered, in the order of the rows."""
        return tuple(self._mentions)


class Sheet(Rows):
    """A CSV file in the making."""

    def __init__(
        self, header: Sequence[str], *, preamble: str = "", quote_all: bool = False, eol: str = "\n", bom: bool = False
    ) -> None:
        super().__init__()
        self._text = io.StringIO()
        self._bom = bom
        self._writer = csv.writer(
            self._text, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL, lineterminator=eol
        )
        self._line = 1
        self.raw(preamble)
        self.add(header)

    def add(self, cells: Sequence[object], *named: Named) -> None:
        """Append a row; a cell of None stays empty."""
        self.note(self._line, named)
        start = self._text.tell()
        self._writer.writerow(["" if cell is None else cell for cell in cells])
        self._text.seek(start)
        self._line += self._text.read().count("\n")

    def raw(self, text: str) -> None:
        """Append text that is no row, whole lines of it."""
        self._text.write(text)
        self._line += text.count("\n")

    def content(self) -> bytes:
        """Return the file as it stands."""
        return self._text.getvalue().encode("utf-8-sig" if self._bom else "utf-8")


class Lines(Rows):
    """A JSON Lines file in the making."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = []

    def add(self, element: Mapping[str, Any], *named: Named) -> None:
        """Append one object as one line."""
        self._lines.append(json.dumps(element, ensure_ascii=False, separators=(",", ":")))
        self.note(len(self._lines), named)

    def content(self) -> bytes:
        """Return the file as it stands."""
        return ("\n".join(self._lines) + "\n").encode()


def person(number: int, text: str) -> Named:
    """Name a person of the world, as written."""
    return EntityKind.PERSON, number, text


def company(number: int, text: str) -> Named:
    """Name a company of the world, as written."""
    return EntityKind.COMPANY, number, text


def as_json(document: Any) -> bytes:
    """Write a JSON document as its vendor would send it."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def yes_no(value: object) -> str:
    """Write a truth value as yes or no, None as nothing."""
    return "" if value is None else "yes" if value else "no"
