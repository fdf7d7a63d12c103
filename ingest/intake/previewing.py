"""How a file would be read by a source: which of its columns is which of ours, and its first rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.intake import archive
from ingest.intake.contract import Format, Guess, Row, Shape, Source, SourceFile
from ingest.intake.documents import json_table
from ingest.intake.headers import find_header
from ingest.intake.mapping import Profile, mapped_shape
from ingest.intake.reading import shapes_for_member
from ingest.intake.sampling import Beginning, beginning_of
from ingest.intake.tables import csv_table
from orbit.errors import BadFile

PREVIEWED_ROWS = 5
_SHOWN_CELL = 120


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """One column of a file: what it is called there, and which of ours it is (None: it is not used)."""

    header: str
    column: str | None
    meaning: str | None
    required: bool


@dataclass(frozen=True, slots=True)
class PreviewTable:
    """One list of a file as it would be read: its columns, and its first rows cell by cell."""

    file: str
    shape: str
    columns: tuple[PreviewColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    guesses: tuple[Guess, ...]


def preview(
    file: SourceFile, source: Source, mapping: Profile | None, *, rows: int = PREVIEWED_ROWS
) -> list[PreviewTable]:
    """Return the lists of a file as a source would read them, with their first rows; raises BadFile."""
    shapes = (mapped_shape(mapping, source),) if mapping else source.shapes
    if not archive.is_zip(file):
        return [_preview(beginning_of(file), shapes, source, mapping, rows)]
    opened = archive.open_archive(file)
    wanted = [(member, fitting) for member in opened.members if (fitting := shapes_for_member(member, shapes))]
    shown = []
    for member, fitting in wanted:
        try:
            shown.append(_preview(beginning_of(member), fitting, source, mapping, rows))
        except BadFile:
            if any(shape.file_names for shape in fitting):
                raise
    if not shown:
        raise BadFile(f"{file.name}: no file in this archive has rows for {source.name}.")
    return shown


def headers_of(file: SourceFile) -> tuple[str, ...]:
    """Return the likeliest header of a list that fits no source: its first line with the most cells."""
    lines = beginning_of(file).lines
    cells = [
        [cell.strip().strip('"') for cell in line.rstrip("\r\n").split(sign)] for line in lines for sign in ",;\t|"
    ]
    widest = max(cells, key=len, default=[])
    return tuple(cell for cell in widest if cell)


def _preview(
    opened: Beginning, shapes: Sequence[Shape], source: Source, mapping: Profile | None, rows: int
) -> PreviewTable:
    if opened.is_json:
        return _json_preview(opened, shapes, source)
    header = find_header(opened.file.name, opened.lines, [s for s in shapes if s.format is Format.CSV], source.name)
    table = csv_table(opened.file, opened.encoding, shapes, source.name, mapping)
    by_name = {column.name: column for column in header.shape.columns}
    columns = tuple(
        PreviewColumn(name, ours, by_name[ours].meaning if ours else None, bool(ours and by_name[ours].required))
        for name, ours in zip(header.names, header.columns, strict=True)
    )
    shown = islice((row for row in table.rows if isinstance(row, Row)), rows)
    cells = tuple(tuple(_cell(row, column) for column in columns) for row in shown)
    return PreviewTable(opened.file.name, header.shape.name, columns, cells, table.guesses)


def _json_preview(opened: Beginning, shapes: Sequence[Shape], source: Source) -> PreviewTable:
    documents = [shape for shape in shapes if shape.format is not Format.CSV]
    table = json_table(opened.file, opened.encoding, documents) if documents else None
    if table is None:
        raise BadFile(f"{opened.file.name}: expected a {source.name} list, found JSON of another kind.")
    columns = tuple(PreviewColumn(each.name, each.name, each.meaning, each.required) for each in table.shape.columns)
    return PreviewTable(opened.file.name, table.shape.name, columns, (), table.guesses)


def _cell(row: Row, column: PreviewColumn) -> str:
    told = row.cells.get(column.column, "") if column.column else row.extra.get(column.header, "")
    return told if len(told) <= _SHOWN_CELL else f"{told[:_SHOWN_CELL]}…"
