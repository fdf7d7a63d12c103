"""Finds the header of a list: its line, its delimiter, and which kind of list it announces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.intake.contract import Column, Guess, Shape
from ingest.intake.records import Record, split
from orbit.errors import BadFile

SCANNED_LINES = 20
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[\r\n]*', re.IGNORECASE)
_ALIKE = 75.0
_LIKE_DATA = re.compile(r"\S@\S+\.\S|://|^[\d\s.,:/+()-]+$")
_SHOWN = 12
_NO_TEXT = '\ufeff" \r\n' + "".join(DELIMITERS)
_NOT_SEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060"))


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands, what it announces, and which of our columns each of its columns is."""

    shape: Shape
    delimiter: str
    line: int
    last: int
    names: tuple[str, ...]
    columns: tuple[str | None, ...]
    guesses: tuple[Guess, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One line read with one delimiter, held against one shape."""

    shape: Shape
    delimiter: str
    record: Record
    columns: tuple[str | None, ...]
    missing: tuple[Column, ...]

    @property
    def known(self) -> int:
        return sum(column is not None for column in self.columns)


def find_header(file: str, lines: Sequence[str], shapes: Sequence[Shape], source: str) -> Header:
    """Return the best header among the first lines of a file; raise BadFile when none fits a shape.

    `lines` are the first physical lines with their ends; a preamble above the header is passed over.
    """
    candidates = list(_candidates(lines, shapes))
    if not candidates:
        raise BadFile(f"{file}: the file is empty; expected a {source} list with the columns {_expected(shapes[0])}.")
    best = _best(candidates)
    if best is None:
        raise BadFile(_refusal(file, candidates, source))
    return _header(best, lines)


def fitting_header(lines: Sequence[str], shapes: Sequence[Shape]) -> Header | None:
    """Return the best header among the first lines of a file; None when none fits a shape."""
    best = _best(_candidates(lines, shapes))
    return None if best is None else _header(best, lines)


def folded(header: str) -> str:
    """Return a header as it is compared: without marks and outer blanks, case-folded, blanks collapsed."""
    return " ".join(header.translate(_NOT_SEEN).casefold().split())


def _best(candidates: Iterable[_Candidate]) -> _Candidate | None:
    fitting = (candidate for candidate in candidates if not candidate.missing)
    # max keeps the first of equals: the earliest line, then the usual delimiter, then the order of the shapes.
    return max(fitting, key=lambda candidate: candidate.known, default=None)


def _header(best: _Candidate, lines: Sequence[str]) -> Header:
    names = _unique([_shown(cell) for cell in best.record.cells])
    guesses = (*_guesses(best, lines), *_column_guesses(best, names))
    return Header(best.shape, best.delimiter, best.record.line, best.record.last, names, best.columns, guesses)


def _candidates(lines: Sequence[str], shapes: Sequence[Shape]) -> Iterator[_Candidate]:
    declared = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    delimiters = [declared[1]] if declared else list(DELIMITERS)
    aliases = [(shape, _aliases(shape)) for shape in shapes]
    for index in range(1 if declared else 0, min(SCANNED_LINES, len(lines))):
        for delimiter in delimiters:
            record = _record_at(lines, index, delimiter)
            if record.problem is None and record.raw.strip(_NO_TEXT):
                yield from (_candidate(shape, known, delimiter, record) for shape, known in aliases)


def _record_at(lines: Sequence[str], index: int, delimiter: str) -> Record:
    rest = iter(islice(lines, index, None))
    record = next(split(lambda _: next(rest, ""), delimiter))
    return record._replace(line=record.line + index, last=record.last + index)


def _aliases(shape: Shape) -> dict[str, str]:
    known: dict[str, str] = {}
    for column in shape.columns:
        for header in column.headers:
            known.setdefault(folded(header), column.name)
    return known


def _candidate(shape: Shape, aliases: Mapping[str, str], delimiter: str, record: Record) -> _Candidate:
    taken: set[str] = set()
    columns: list[str | None] = []
    for cell in record.cells:
        name = aliases.get(folded(cell))
        columns.append(None if name in taken else name)
        if name is not None:
            taken.add(name)
    missing = tuple(column for column in shape.columns if column.required and column.name not in taken)
    # A shape without required columns still needs one that is known.
    return _Candidate(shape, delimiter, record, tuple(columns), missing if taken else shape.columns[:1])


def _unique(shown: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    taken: set[str] = set()
    repeats: Counter[str] = Counter()
    for position, text in enumerate(shown, start=1):
        name = wanted = text or f"column {position}"
        while name.casefold() in taken:
            repeats[wanted.casefold()] += 1
            name = f"{wanted} ({repeats[wanted.casefold()] + 1})"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _guesses(best: _Candidate, lines: Sequence[str]) -> Iterator[Guess]:
    declared = _SEPARATOR_LINE.fullmatch(lines[0])
    said = "the first line of the file says so" if declared else f"it splits line {best.record.line} into known columns"
    yield Guess("delimiter", DELIMITERS.get(best.delimiter, best.delimiter), said)
    above = sum(bool(line.strip()) for line in lines[: best.record.line - 1])
    passed = f"; {above} lines above it are no data" if above else ""
    yield Guess("header", f"line {best.record.line}", f"it names {best.known} known columns{passed}")
    yield Guess("kind of list", best.shape.name, f"it has {best.known} of its {len(best.shape.columns)} columns")


def _column_guesses(best: _Candidate, names: Sequence[str]) -> Iterator[Guess]:
    shown = [_shown(cell) for cell in best.record.cells]
    pairs = list(zip(names, shown, best.columns, strict=True))
    repeated = [name for name, text, _ in pairs if text and name != text]
    unnamed = [name for name, text, _ in pairs if not text]
    unused = [name for name, text, column in pairs if text and column is None and name == text]
    if repeated:
        yield Guess(
            "repeated columns", _listed(repeated), "the first column of a name is used, later ones are kept aside"
        )
    if unnamed:
        yield Guess("columns without a name", _listed(unnamed), "their cells are kept aside")
    if unused:
        yield Guess("columns not used", _listed(unused), f"a {best.shape.name} list has no column of that name")


def _refusal(file: str, candidates: Sequence[_Candidate], source: str) -> str:
    closest = _closest(candidates)
    expected = f"{file}: this is not a {source} list. Expected the columns {_expected(closest.shape)}."
    found = [_shown(cell) for cell in closest.record.cells if cell.strip()]
    if not closest.known and any(_LIKE_DATA.search(cell[:200]) for cell in found):
        return f"{expected} Line {closest.record.line} looks like data: add a line above it that names the columns."
    hint = "".join(_nearest(column, found) for column in closest.missing)
    cure = "Rename the columns, or say which of your columns is which (on the command line: --map)."
    return f"{expected} Found on line {closest.record.line}: {_listed(found)}.{hint} {cure}"


def _closest(candidates: Sequence[_Candidate]) -> _Candidate:
    """The nearest miss; where nothing is near, the first line as the source's own template."""
    closest = max(candidates, key=lambda candidate: (candidate.known, _likeness(candidate), len(candidate.columns)))
    if closest.known or _likeness(closest) >= _ALIKE:
        return closest
    template = [candidate for candidate in candidates if candidate.shape is candidates[0].shape]
    return min(template, key=lambda candidate: (candidate.record.line, -len(candidate.record.cells)))


def _likeness(candidate: _Candidate) -> float:
    from rapidfuzz import fuzz  # only a refusal needs it

    cells = [folded(cell) for cell in candidate.record.cells[:200]]
    return sum(
        max((fuzz.ratio(folded(header), cell) for header in column.headers for cell in cells), default=0.0)
        for column in candidate.missing
    ) / max(len(candidate.missing), 1)


def _nearest(column: Column, found: Sequence[str]) -> str:
    from rapidfuzz import fuzz, process  # only a refusal needs it

    wanted = _spoken(column)
    near = process.extractOne(wanted, found, scorer=fuzz.WRatio, processor=folded, score_cutoff=75)
    return f" {wanted} is missing" + (f" (is it {near[0]}?)." if near else ".")


def _expected(shape: Shape) -> str:
    required = [f"{_spoken(column)} (required)" for column in shape.columns if column.required]
    return _listed(required + [_spoken(column) for column in shape.columns if not column.required])


def _spoken(column: Column) -> str:
    return column.headers[0] if column.headers else column.name


def _shown(cell: str) -> str:
    return " ".join(cell.translate(_NOT_SEEN).split())


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name[:60] for name in names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"
