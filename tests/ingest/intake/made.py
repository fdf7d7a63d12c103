"""Made-up files and a small source of people for the tests of intake."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ingest.intake import values
from ingest.intake.contract import (
    Column,
    Format,
    ReadOptions,
    Rejected,
    Row,
    RowResult,
    Shape,
    Source,
    SourceFile,
    Table,
)
from ingest.intake.reading import each_row, open_tables
from orbit.model import Item, Person, RecordKey, Ref

DAY = date(2026, 11, 20)

LIST = Shape(
    name="list",
    format=Format.CSV,
    columns=(
        Column("name", ("name", "Full Name"), "Who it is", "Ida Berg", required=True),
        Column("email", ("email", "E-mail"), "Where to write"),
        Column("note", ("note",), "What to know"),
    ),
)
PAGES = Shape(
    name="pages",
    format=Format.JSON,
    columns=(),
    matches=lambda document: isinstance(document, dict) and isinstance(document.get("people"), list),
    rows=lambda document: document["people"],
)
LINES = Shape(
    name="lines",
    format=Format.JSONL,
    columns=(),
    matches=lambda value: isinstance(value, dict) and "name" in value,
)


def read_person(row: Row, table: Table, options: ReadOptions) -> Iterator[Item]:
    name = row.value["name"] if row.value else values.required(row, "name")
    email = None if row.value else values.email(row, "email")
    key = RecordKey("people", f"name/{name.casefold()}")
    yield Person(key, name, Ref("people", table.file, row.line), table.observed_on, (email,) if email else ())


def read_people(tables: Sequence[Table], options: ReadOptions) -> Iterator[RowResult]:
    return each_row(tables, options, {shape.name: read_person for shape in (LIST, PAGES, LINES)})


PEOPLE = Source("people", "People, for tests", (LIST, PAGES, LINES), read_people)


def given(content: str | bytes, name: str = "people.csv", observed_on: date = DAY) -> SourceFile:
    data = content.encode() if isinstance(content, str) else content
    return SourceFile(name, lambda: io.BytesIO(data), len(data), observed_on)


def source_of(*shapes: Shape) -> Source:
    return Source("people", "People, for tests", shapes, read_people)


def shape_of(headers: Iterable[str], required: Iterable[str] = (), **fields: Any) -> Shape:
    needed = set(required)
    columns = tuple(Column(header, (header,), "", required=header in needed) for header in headers)
    return Shape("made", Format.CSV, columns, **fields)


def table_of(content: str | bytes, source: Source = PEOPLE, name: str = "people.csv") -> Table:
    [table] = open_tables(given(content, name), source)
    return table


def rows_of(content: str | bytes, source: Source = PEOPLE) -> list[Row | Rejected]:
    return list(table_of(content, source).rows)


def cells_of(content: str | bytes, source: Source = PEOPLE) -> list[dict[str, str]]:
    return [dict(row.cells) for row in rows_of(content, source) if isinstance(row, Row)]


def rejected(content: str | bytes, source: Source = PEOPLE) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in rows_of(content, source) if isinstance(row, Rejected)]


def guesses(table: Table) -> dict[str, str]:
    return {guess.what: guess.value for guess in (*table.guesses, *table.notes)}


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack members; their clock reads the day before DAY."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (2026, 11, 19, 8, 0, 0))
            archive.writestr(info, content, compress_type=method)
    return packed.getvalue()
