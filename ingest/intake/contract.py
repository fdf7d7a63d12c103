"""What a source module declares and yields. A source is one module in `ingest/` with a `SOURCE` of this type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, BinaryIO

from ingest.intake.dates import Order
from orbit.model import Item


class Format(StrEnum):
    """How a file of a shape is written."""

    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: our name for it, its headers in files, what it means, an example value."""

    name: str
    headers: tuple[str, ...]
    meaning: str
    example: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """One way in which files of a source come.

    A CSV shape is recognised by its header: every required column must be there under one of its headers
    (compared after trimming, case-folding and collapsing blanks); among several, the shape with the most
    recognised columns wins. A JSON shape is recognised by `matches(document)`, its rows are `rows(document)`.
    A JSONL shape is recognised by `matches(value)` of one of its lines, each of which is a row.
    `file_names` (a lower-case name such as `connections.csv`) limits the shape to files of that name, used for
    the members of an archive.
    """

    name: str
    format: Format
    columns: tuple[Column, ...]
    file_names: tuple[str, ...] = ()
    matches: Callable[[Any], bool] | None = None
    rows: Callable[[Any], Iterable[Any]] | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file at the edge: its display name, how to open it, and the day for which it speaks."""

    name: str
    open: Callable[[], BinaryIO]
    size: int
    observed_on: date


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that intake decided about a file, with what it rests on: encoding, delimiter, header line."""

    what: str
    value: str
    because: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file (1-based; for JSON the position of the element).

    `cells` maps our column names to trimmed text, absent and empty cells are left out; `extra` has the cells of
    unknown columns by header; `value` is the JSON element (None for CSV); `raw` the row as it stood in the file.
    """

    line: int
    cells: Mapping[str, str]
    raw: str
    value: Any = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row that was understood. The first item is what the row is about; there is at least one."""

    file: str
    line: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not: which column, why, how to fix it, and the row as it stood."""

    file: str
    line: int
    column: str
    reason: str
    fix: str
    raw: str


RowResult = Accepted | Rejected


@dataclass(slots=True)
class Table:
    """One recognised file (or archive member): which shape, its header, what was guessed, and its rows.

    `rows` is consumed once, lazily; it yields `Rejected` itself for lines that are no rows (unbalanced quotes,
    too long, NUL). `document` is the whole parsed file for JSON shapes. `notes` fills while the rows are read
    (blank rows, footers, short rows). `order` is how the mapping says that dates are written. `again` starts
    over with the rows, for decisions that need a whole column.
    """

    file: str
    shape: Shape
    observed_on: date
    header: tuple[str, ...]
    guesses: tuple[Guess, ...]
    rows: Iterator[Row | Rejected]
    document: Any = None
    notes: list[Guess] = field(default_factory=list)
    order: Order | None = None
    again: Callable[[], Iterator[Row | Rejected]] | None = None


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the person who imports adds: whose export it is (an e-mail)."""

    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A feed: its name (that of its module), what it is for, the shapes it reads, and how.

    `read` gets the tables of all files of a call at once; `Table.file` of an archive's member is `zip/member`.
    It yields one result for every row of every table.
    """

    name: str
    summary: str
    shapes: tuple[Shape, ...]
    read: Callable[[Sequence[Table], ReadOptions], Iterator[RowResult]]


RowReader = Callable[[Row, Table, ReadOptions], Iterable[Item]]
