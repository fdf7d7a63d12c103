"""Splits text into records of cells, so that one bad quote costs one row and never the rows after it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ingest.intake.decode import visible

MAX_LINES = 50
MAX_RECORD = 1_000_000
MAX_CELL = 64 * 1024
_SHOWN = 1000


class Problem(NamedTuple):
    """Why a record is no row, and what its owner can do."""

    reason: str
    fix: str


class Record(NamedTuple):
    """One record: its first and last physical line (1-based), its text, and its cells or its problem."""

    line: int
    last: int
    raw: str
    cells: list[str]
    problem: Problem | None = None


UNCLOSED = Problem("a quoted cell does not end", 'close the quote, or write a quote inside a cell as ""')
STRAY = Problem("there is text after the closing quote of a cell", 'write a quote inside a cell as ""')
LEFTOVER = Problem("this may be the rest of the broken line above", "mend the quotes of the line above")
TOO_LONG = Problem(f"the record is longer than {MAX_RECORD:,} characters", "shorten it, or close its quotes")
BIG_CELL = Problem(f"a cell is longer than {MAX_CELL:,} characters", "shorten the cell")
ZERO = Problem("the row holds a zero character", "delete the character shown as \\x00")
UNREADABLE = Problem("the row holds bytes that are no text", "replace what is shown as \\x.. and save as UTF-8")


def split(read_line: Callable[[int], str], delimiter: str, *, skip: int = 0, width: int = 0) -> Iterator[Record]:
    """Yield the records of a text with RFC 4180 quotes and any mix of line ends, after `skip` physical lines.

    `read_line` is that of a stream opened with `newline=""`. After a broken quote, reading goes on with the next
    physical line; what then lacks the `width` of the table is taken for a leftover and not for a row.
    """
    lines = _Lines(read_line)
    for _ in range(skip):
        lines.take()
    doubtful_to = 0
    while line := lines.take():
        record = _simple(lines.number, line, delimiter) or _careful(lines, line, delimiter)
        if record.problem in (UNCLOSED, STRAY):
            doubtful_to = record.line + MAX_LINES
        elif record.line <= doubtful_to:
            record, doubtful_to = _checked(record, width, doubtful_to)
        yield record


def _simple(number: int, line: str, delimiter: str) -> Record | None:
    """Read a line in which nothing needs care: no quotes, or every cell quoted and no quote inside; else None."""
    if len(line) >= MAX_CELL or not line.isascii() or "\0" in line:
        return None
    text = line.rstrip("\r\n")
    if '"' not in text:
        return Record(number, number, text, text.split(delimiter))
    cells = text[1:-1].split(f'"{delimiter}"')
    if text[0] == text[-1] == '"' and text.count('"') == 2 * len(cells):
        return Record(number, number, text, cells)
    return None


def _checked(record: Record, width: int, doubtful_to: int) -> tuple[Record, int]:
    """After a broken line: a row of full width ends the doubt, a narrower one is a leftover of that line."""
    if len(record.cells) == width:
        return record, 0
    if width and record.problem is None and any(record.cells):
        return record._replace(problem=LEFTOVER), doubtful_to
    return record, doubtful_to


class _Lines:
    """The physical lines of a stream with their numbers; lines can be given back."""

    __slots__ = ("_ahead", "_read", "number")

    def __init__(self, read_line: Callable[[int], str]) -> None:
        self._ahead: deque[str] = deque()
        self._read = read_line
        self.number = 0

    def take(self) -> str:
        self.number += 1
        return self._ahead.popleft() if self._ahead else self._read(MAX_RECORD)

    def give_back(self, lines: list[str]) -> None:
        self.number -= len(lines)
        self._ahead.extendleft(reversed(lines))

    def skip_rest(self) -> None:
        """Read on to the end of a line of which only the first piece was taken."""
        while (piece := self._read(MAX_RECORD)) and not _ends(piece):
            pass


def _ends(line: str) -> bool:
    return len(line) < MAX_RECORD or line[-1] in "\r\n"


def _careful(lines: _Lines, line: str, delimiter: str) -> Record:
    start = lines.number
    if not _ends(line):
        lines.skip_rest()
        return Record(start, start, visible(line[:_SHOWN]) + "…", [], TOO_LONG)
    taken = [line]
    cells = _cells(lines, taken, delimiter)
    if isinstance(cells, Problem):
        lines.give_back(taken[1:])
        return Record(start, start, visible(line.rstrip("\r\n")), [], cells)
    text = "".join(taken).rstrip("\r\n")
    problem = _content_problem(text, cells)
    return Record(start, lines.number, text if problem is None else visible(text), cells, problem)


def _cells(lines: _Lines, taken: list[str], delimiter: str) -> list[str] | Problem:
    """Return the cells of the record that begins with `taken`, adding the lines it goes on with to `taken`."""
    text, at = taken[0], 0
    if '"' not in text:
        return text.rstrip("\r\n").split(delimiter)
    cells: list[str] = []
    while True:
        opening = _past_blanks(text, at)
        if text.startswith('"', opening):
            text, closing = _to_closing_quote(lines, taken, text, opening + 1)
            if closing < 0:
                return UNCLOSED
            cells.append(text[opening + 1 : closing].replace('""', '"'))
            end = _past_blanks(text, closing + 1)
            if end < len(text) and text[end] not in (delimiter, "\r", "\n"):
                return STRAY
        else:
            end = text.find(delimiter, at)
            cells.append(text[at:end] if end >= 0 else text[at:].rstrip("\r\n"))
        if end < 0 or not text.startswith(delimiter, end):
            return cells
        at = end + 1


def _to_closing_quote(lines: _Lines, taken: list[str], text: str, start: int) -> tuple[str, int]:
    """Return the text, extended by as many lines as it takes, and where the quoted cell ends in it; -1 if nowhere."""
    closing = _closing_quote(text, start)
    while closing < 0:
        more = lines.take()
        if not more:
            lines.number -= 1
            return text, -1
        taken.append(more)
        if len(taken) > MAX_LINES or len(text) + len(more) > MAX_RECORD:
            return text, -1
        start, text = len(text), text + more
        closing = _closing_quote(text, start)
    return text, closing


def _closing_quote(text: str, start: int) -> int:
    at = text.find('"', start)
    while at >= 0 and text.startswith('"', at + 1):
        at = text.find('"', at + 2)
    return at


def _past_blanks(text: str, at: int) -> int:
    while text.startswith(" ", at):
        at += 1
    return at


def _content_problem(text: str, cells: list[str]) -> Problem | None:
    if "\0" in text:
        return ZERO
    if not text.isascii() and not _encodable(text):
        return UNREADABLE
    if len(text) > MAX_CELL and any(len(cell) > MAX_CELL for cell in cells):
        return BIG_CELL
    return None


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
