"""Turns a recognised list into rows: our columns by name, blank rows and report footers noted, ragged rows settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from ingest.intake.contract import Format, Guess, Rejected, Row, Shape, SourceFile, Table
from ingest.intake.decode import Encoding, open_text
from ingest.intake.headers import SCANNED_LINES, Header, find_header
from ingest.intake.mapping import Profile, translations
from ingest.intake.records import MAX_LINES, MAX_RECORD, Record, split

_WHOLE = "(row)"
_FOOTER = re.compile(
    r"(?:grand |sub)?totals? ?\([\d.,]+ records?\)|confidential information - do not distribute"
    r"|copyright (?:\(c\)|©) ?\d{4}|© ?\d{4}",
    re.IGNORECASE,
)
_FOOTER_INITIALS = frozenset("GgSsTtCc©")


@dataclass(slots=True)
class _Passed:
    """Lines of one sort that are no rows, or not quite: how many, and where the first one is."""

    what: str
    because: str
    count: int = 0
    first: int = 0

    def on(self, line: int) -> None:
        self.count += 1
        self.first = self.first or line

    def guess(self) -> Guess:
        return Guess(self.what, f"{self.count:,}", f"{self.because}; the first on line {self.first}")


@dataclass(slots=True)
class _Tally:
    """What a reading of a list has passed over."""

    blank: _Passed = field(default_factory=lambda: _Passed("blank rows", "they hold nothing and are no rows"))
    footer: _Passed = field(default_factory=lambda: _Passed("footer lines", "the report writes them, they are no rows"))
    again: _Passed = field(
        default_factory=lambda: _Passed("repeated headers", "they repeat the header and are no rows")
    )
    short: _Passed = field(
        default_factory=lambda: _Passed("short rows", "the cells missing at their end count as empty")
    )

    def guesses(self) -> list[Guess]:
        return [passed.guess() for passed in (self.blank, self.footer, self.again, self.short) if passed.count]


def first_lines(file: SourceFile, encoding: Encoding) -> list[str]:
    """Return the first physical lines of a file: as many as a header and its preamble can take."""
    with open_text(file, encoding.codec) as text:
        return [line for _ in range(SCANNED_LINES + MAX_LINES) if (line := text.readline(MAX_RECORD))]


def csv_table(
    file: SourceFile, encoding: Encoding, shapes: Sequence[Shape], source: str, profile: Profile | None = None
) -> Table:
    """Return a list as a table; raise BadFile when its header fits no shape."""
    lists = [shape for shape in shapes if shape.format is Format.CSV]
    header = find_header(file.name, first_lines(file, encoding), lists, source)
    notes: list[Guess] = []
    read = partial(_rows, file, encoding, header, profile)
    return Table(
        file=file.name,
        shape=header.shape,
        observed_on=file.observed_on,
        header=header.names,
        guesses=(encoding.guess, *header.guesses),
        rows=read(notes),
        notes=notes,
        order=profile.order if profile else None,
        again=lambda: read([]),
    )


def _rows(
    file: SourceFile, encoding: Encoding, header: Header, profile: Profile | None, notes: list[Guess]
) -> Iterator[Row | Rejected]:
    tally = _Tally()
    row_of = _RowMaker(file.name, header, profile, tally)
    with open_text(file, encoding.codec) as text:
        for record in split(text.readline, header.delimiter, skip=header.last, width=len(header.names)):
            row = row_of(record)
            if row is not None:
                yield row
    notes.extend(tally.guesses())


class _RowMaker:
    """Makes rows of the records of one list."""

    def __init__(self, file: str, header: Header, profile: Profile | None, tally: _Tally) -> None:
        self._file = file
        self._width = len(header.names)
        self._heads = header.names
        self._known = [(index, name) for index, name in enumerate(header.columns) if name is not None]
        self._extra = [(index, header.names[index]) for index, name in enumerate(header.columns) if name is None]
        self._translations = translations(profile)
        self._tally = tally

    def __call__(self, record: Record) -> Row | Rejected | None:
        """Return the row of a record; None for what is no row."""
        if record.problem is not None:
            return Rejected(self._file, record.line, _WHOLE, record.problem.reason, record.problem.fix, record.raw)
        if self._is_no_row(record):
            return None
        cells = record.cells
        if len(cells) != self._width:
            if any(cell.strip() for cell in cells[self._width :]):
                return self._too_wide(record)
            if len(cells) < self._width:
                self._tally.short.on(record.line)
                cells = cells + [""] * (self._width - len(cells))
        told = {name: cell for index, name in self._known if (cell := cells[index].strip())}
        extra = {name: cell for index, name in self._extra if (cell := cells[index].strip())}
        for name, translate in self._translations.items():
            if name in told:
                told[name] = translate(told[name])
        return Row(record.line, told, record.raw, None, extra)

    def _is_no_row(self, record: Record) -> bool:
        first = record.cells[0].strip()
        if not first and not any(cell.strip() for cell in record.cells):
            self._tally.blank.on(record.line)
            return True
        if first[:1] in _FOOTER_INITIALS and _FOOTER.match(first):
            self._tally.footer.on(record.line)
            return True
        if first == self._heads[0] and [cell.strip() for cell in record.cells] == list(self._heads):
            self._tally.again.on(record.line)
            return True
        return False

    def _too_wide(self, record: Record) -> Rejected:
        reason = f"the row has {len(record.cells)} cells, the header {self._width}"
        fix = "put a cell that holds the delimiter in quotes, or delete the cells too many"
        return Rejected(self._file, record.line, _WHOLE, reason, fix, record.raw)
