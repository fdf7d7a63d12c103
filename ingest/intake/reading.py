"""From a file to tables, and from rows to results: what every source module starts from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from ingest.intake import archive
from ingest.intake.contract import (
    Accepted,
    Format,
    Guess,
    ReadOptions,
    Rejected,
    Row,
    RowReader,
    RowResult,
    Shape,
    Source,
    SourceFile,
    Table,
)
from ingest.intake.dates import Order, column_order
from ingest.intake.decode import Encoding, detect
from ingest.intake.documents import json_table, looks_like_json
from ingest.intake.mapping import Profile, mapped_shape
from ingest.intake.tables import csv_table, first_lines
from orbit.errors import BadFile, BadRow

_COPY_MARK = re.compile(r"(?:_\d+| ?\(\d+\))+$")
_LISTS = frozenset({".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson"})
_SAID = {Order.MDY: "month before day", Order.DMY: "day before month", Order.ISO: "year first"}


def open_tables(file: SourceFile, source: Source, mapping: Profile | None = None) -> list[Table]:
    """Return the tables of a file, their rows still unread; an archive gives one for each member that is known.

    Raise BadFile when the file is not of its source, is empty, or has only a header.
    """
    shapes = (mapped_shape(mapping, source),) if mapping else source.shapes
    if archive.is_zip(file):
        return _archive_tables(file, shapes, source, mapping)
    table = _table(file, shapes, source, mapping)
    if not _has_rows(table):
        raise BadFile(
            f"{file.name}: expected {source.name} rows below the header, found none; export it again with rows."
        )
    return [table]


def each_row(tables: Iterable[Table], options: ReadOptions, readers: Mapping[str, RowReader]) -> Iterator[RowResult]:
    """Yield the result of every row in order; `readers` gives the reader for the name of each shape."""
    for table in tables:
        reader = readers[table.shape.name]
        for row in table.rows:
            yield row if isinstance(row, Rejected) else _result(row, table, options, reader)


def date_order(table: Table, columns: Sequence[str], default: Order | None = None) -> Order:
    """Decide for the whole table whether day or month comes first in these columns, and note it as a guess.

    What the mapping says wins. Else all rows are read once for it; raise BadFile when they cannot tell and there
    is no default.
    """
    if table.order is not None:
        return table.order
    rows = table.again() if table.again else iter(())
    cells = (row.cells[name] for row in rows if isinstance(row, Row) for name in columns if name in row.cells)
    try:
        decided = column_order(cells, default)
    except ValueError as error:
        raise BadFile(f"{table.file}: {', '.join(columns)}: {error}.") from error
    table.guesses += (Guess("order of dates", _SAID[decided.order], decided.because),)
    return decided.order


def shapes_for_member(member: SourceFile, shapes: Sequence[Shape]) -> list[Shape]:
    """Return the shapes that a member of an archive may have: those that name it, else those that name no file."""
    if member.size == 0 or PurePosixPath(member.name).suffix.lower() not in _LISTS:
        return []
    return _named(member, shapes) or [shape for shape in shapes if not shape.file_names]


def _archive_tables(file: SourceFile, shapes: Sequence[Shape], source: Source, mapping: Profile | None) -> list[Table]:
    opened = archive.open_archive(file)
    tables, skipped, refusals = [], [], []
    for member in opened.members:
        try:
            table = _member_table(member, shapes, source, mapping)
        except BadFile as error:
            if _named(member, shapes):
                raise
            refusals.append(error)
            table = None
        if table is None or not _has_rows(table):
            skipped.append(archive.base_name(member.name))
        else:
            tables.append(table)
    if not tables:
        raise _no_member(file, shapes, source, refusals)
    _refuse_twins(file, tables)
    tables[0].guesses += (opened.guess,)
    if skipped:
        tables[0].guesses += (Guess(archive.NOT_READ, ", ".join(skipped), f"{source.name} has no use for them"),)
    return tables


def _member_table(member: SourceFile, shapes: Sequence[Shape], source: Source, mapping: Profile | None) -> Table | None:
    """Open a member that a shape names, or a list whose header may fit a shape of any name."""
    fitting = shapes_for_member(member, shapes)
    return _table(member, fitting, source, mapping) if fitting else None


def _named(member: SourceFile, shapes: Sequence[Shape]) -> list[Shape]:
    return [shape for shape in shapes if _plain_name(member.name) in shape.file_names]


def _no_member(file: SourceFile, shapes: Sequence[Shape], source: Source, refusals: Sequence[BadFile]) -> BadFile:
    named = sorted({name for shape in shapes for name in shape.file_names})
    if len(refusals) == 1 and not named:
        return refusals[0]
    expected = f"expected {', '.join(named)}" if named else "expected a list with known columns"
    return BadFile(f"{file.name}: no file in this archive has rows for {source.name}; {expected}.")


def _plain_name(name: str) -> str:
    """Return a name in lower case, without the member number or copy mark that exports and browsers add."""
    path = PurePosixPath(name.lower())
    return _COPY_MARK.sub("", path.stem) + path.suffix


def _table(file: SourceFile, shapes: Sequence[Shape], source: Source, mapping: Profile | None) -> Table:
    encoding = detect(file)
    lists = [shape for shape in shapes if shape.format is Format.CSV]
    documents = [shape for shape in shapes if shape.format is not Format.CSV]
    known = f"{source.name} reads {', '.join(shape.name for shape in shapes)}"
    if _is_json(file, encoding):
        table = json_table(file, encoding, documents) if documents else None
        if table is None:
            raise BadFile(f"{file.name}: expected a {source.name} list, found JSON of another kind; {known}.")
        return table
    if not lists:
        raise BadFile(f"{file.name}: expected JSON, found none; {known}.")
    return csv_table(file, encoding, lists, source.name, mapping)


def _is_json(file: SourceFile, encoding: Encoding) -> bool:
    if file.name.lower().endswith((".json", ".jsonl", ".ndjson")):
        return True
    return looks_like_json(next((line for line in first_lines(file, encoding) if line.strip()), ""))


def _has_rows(table: Table) -> bool:
    """Say whether a list has rows; a JSON document may rightly have none (no open roles today).

    The look is at a second reading, so that a call with many archives holds no file open.
    """
    if table.shape.format is not Format.CSV or table.again is None:
        return True
    return next(table.again(), None) is not None


def _refuse_twins(file: SourceFile, tables: Sequence[Table]) -> None:
    names = [table.file for table in tables]
    twin = next((name for name in names if names.count(name) > 1), None)
    if twin:
        raise BadFile(
            f"{file.name}: there are two files called {archive.base_name(twin)}; pack each export on its own."
        )


def _result(row: Row, table: Table, options: ReadOptions, reader: RowReader) -> RowResult:
    try:
        items = tuple(reader(row, table, options))
    except BadRow as error:
        return Rejected(table.file, row.line, error.column, error.reason, _fix(error, table.shape), row.raw)
    if not items:
        return Rejected(table.file, row.line, "(row)", "the row says nothing that can be used", "delete it", row.raw)
    return Accepted(table.file, row.line, items)


def _fix(error: BadRow, shape: Shape) -> str:
    """Say how to mend a row; leaving a cell empty is no way where the shape requires its column."""
    required = any(column.required and column.name == error.column for column in shape.columns)
    return error.fix if required or error.otherwise is None else f"{error.fix}, or {error.otherwise}"
