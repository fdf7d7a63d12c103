"""JSON and JSON Lines files: parsed within limits, each element or line a row."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Container, Iterator, Sequence
from functools import partial
from itertools import accumulate, islice
from typing import Any, TextIO

from ingest.intake.contract import Format, Guess, Rejected, Row, Shape, SourceFile, Table
from ingest.intake.decode import Encoding, open_text, visible
from orbit.errors import BadFile, BadRow

MAX_DOCUMENT = 256 * 1024 * 1024
MAX_LINE = 4_000_000
MAX_DEPTH = 64
_SAMPLED = 20
_LARGEST = 2**63
_BUT_BRACKETS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[^\[\]{}"]++', re.DOTALL)
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1, '"': 0}
_SUSPICIOUS = re.compile(r"\\u(?:0000|[dD][89a-fA-F])|[\0\ud800-\udfff]")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_WHOLE = "(row)"
_PER_LINE = "write one complete JSON object per line"
_DIRTY = "a text holds a zero character or half a character"
_DIRTY_FIX = r"delete \u0000 and unpaired \ud800 to \udfff, or export again"


def parse(text: str) -> Any:
    """Return the value of a JSON text; raise ValueError with a sentence for what is no JSON or beyond the limits.

    At most 64 levels deep, whole numbers below 2^63, no NaN or infinity.
    """
    if text.count("[") + text.count("{") > MAX_DEPTH and _depth(text) > MAX_DEPTH:
        raise ValueError(f"it is nested more than {MAX_DEPTH} levels deep")
    try:
        return json.loads(text, parse_int=_whole_number, parse_float=_fraction, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}, character {error.colno}: {error.msg.lower()}") from error


def looks_like_json(head: str) -> bool:
    """Say whether a text begins as a JSON object or array."""
    return head.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def json_table(file: SourceFile, encoding: Encoding, shapes: Sequence[Shape]) -> Table | None:
    """Return the rows of a JSON or JSON Lines file, or None when it is none of the shapes.

    Raise BadFile when it is no JSON or beyond the limits.
    """
    lined = [shape for shape in shapes if shape.format is Format.JSONL]
    by_line = _shape_of_lines(file, encoding, lined)
    if by_line is not None:
        return _table(file, by_line, encoding, partial(_line_rows, file, encoding))
    text = _whole_text(file, encoding)
    document = _parsed(file, text)
    shape = next((shape for shape in shapes if shape.format is Format.JSON and _matches(shape, document)), None)
    if shape is not None:
        return _document_table(file, encoding, shape, document, dirty=_is_suspicious(text))
    elements = document if isinstance(document, list) else []
    listed = next((shape for shape in lined for told in elements[:_SAMPLED] if _matches(shape, told)), None)
    if listed is None:
        return None
    return _table(file, listed, encoding, partial(_element_rows, file.name, elements, dirty=_is_suspicious(text)))


def _document_table(file: SourceFile, encoding: Encoding, shape: Shape, document: Any, *, dirty: bool) -> Table:
    try:
        elements = list(shape.rows(document)) if shape.rows else [document]
    except (BadFile, BadRow) as error:
        raise BadFile(f"{file.name}: {error}") from error
    if dirty and _holds_no_text(document, besides={id(element) for element in elements}):
        raise BadFile(f"{file.name}: {_DIRTY}; {_DIRTY_FIX}.")
    table = _table(file, shape, encoding, partial(_element_rows, file.name, elements, dirty=dirty))
    table.document = document
    return table


def _table(file: SourceFile, shape: Shape, encoding: Encoding, rows: Callable[[], Iterator[Row | Rejected]]) -> Table:
    kind = Guess("kind of list", shape.name, "its fields are those of that list")
    return Table(file.name, shape, file.observed_on, (), (encoding.guess, kind), rows(), again=rows)


def _shape_of_lines(file: SourceFile, encoding: Encoding, shapes: Sequence[Shape]) -> Shape | None:
    """Recognise JSON Lines by its first lines, so that a file of many gigabytes is never read as one document."""
    with open_text(file, encoding.codec) as text:
        sample = [line.strip("\ufeff \t\r\n") for line in islice(_lines(text), _SAMPLED)]
    told = [line for line in sample if line]
    if not told or not told[0].startswith("{") or told[0] == "{":
        return None
    values = [value for line in told if (value := _value_or_none(line)) is not None]
    return next((shape for shape in shapes for value in values if _matches(shape, value)), None)


def _lines(text: TextIO) -> Iterator[str]:
    """Yield lines; one beyond the limit is cut, and its rest dropped."""
    while line := text.readline(MAX_LINE):
        yield line
        while len(line) == MAX_LINE and line[-1] not in "\r\n":
            line = text.readline(MAX_LINE)


def _line_rows(file: SourceFile, encoding: Encoding) -> Iterator[Row | Rejected]:
    with open_text(file, encoding.codec) as text:
        for number, line in enumerate(_lines(text), start=1):
            raw = line.strip("\ufeff \t\r\n")
            if raw:
                yield _line_row(file.name, number, line, raw)


def _line_row(name: str, number: int, line: str, raw: str) -> Row | Rejected:
    if len(line) == MAX_LINE and line[-1] not in "\r\n":
        return Rejected(name, number, _WHOLE, f"the line is longer than {MAX_LINE:,} characters", _PER_LINE, raw[:1000])
    try:
        value = parse(raw)
    except ValueError as error:
        return Rejected(name, number, _WHOLE, f"this is not JSON: {_on_one_line(error)}", _PER_LINE, visible(raw))
    if _is_suspicious(raw) and _holds_no_text(value):
        return Rejected(name, number, _WHOLE, _DIRTY, _DIRTY_FIX, visible(raw))
    return Row(number, {}, raw, value)


def _element_rows(name: str, elements: Sequence[Any], *, dirty: bool) -> Iterator[Row | Rejected]:
    for position, element in enumerate(elements, start=1):
        if dirty and _holds_no_text(element):
            yield Rejected(name, position, _WHOLE, _DIRTY, _DIRTY_FIX, json.dumps(element))
        else:
            yield Row(position, {}, json.dumps(element, ensure_ascii=False), element)


def _whole_text(file: SourceFile, encoding: Encoding) -> str:
    if file.size <= MAX_DOCUMENT:
        with open_text(file, encoding.codec) as text:
            whole = text.read(MAX_DOCUMENT + 1)
        if len(whole) <= MAX_DOCUMENT:
            return whole
    raise BadFile(f"{file.name}: a JSON file may have {MAX_DOCUMENT >> 20} MB; split it, or write one object per line.")


def _parsed(file: SourceFile, text: str) -> Any:
    if not text.strip("\ufeff \t\r\n"):
        raise BadFile(f"{file.name}: the file is empty; expected a JSON export.")
    try:
        return parse(text)
    except ValueError as error:
        raise BadFile(f"{file.name}: this is not valid JSON: {error}. Export it again.") from error


def _matches(shape: Shape, value: Any) -> bool:
    return shape.matches is not None and shape.matches(value)


def _value_or_none(line: str) -> Any:
    try:
        return parse(line)
    except ValueError:
        return None


def _on_one_line(error: ValueError) -> str:
    return str(error).removeprefix("line 1, ")


def _depth(text: str) -> int:
    # Strings are cut out and brackets counted in C: a check in Python would cost more than the parsing.
    return max(accumulate(map(_STEPS.__getitem__, _BUT_BRACKETS.sub("", text))), default=0)


def _whole_number(digits: str) -> int:
    if len(digits) > 20 or not -_LARGEST < int(digits) < _LARGEST:
        raise ValueError("a whole number has more than 19 digits; write it as text")
    return int(digits)


def _fraction(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise ValueError("a number is too large; write it as text")
    return value


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number; write null")


def _is_suspicious(text: str) -> bool:
    return _SUSPICIOUS.search(text) is not None


def _holds_no_text(value: Any, besides: Container[int] = frozenset()) -> bool:
    """Say whether a text or key inside holds what no store can keep: a zero character or half a character."""
    if isinstance(value, str):
        return _NO_TEXT.search(value) is not None
    if id(value) in besides:
        return False
    if isinstance(value, dict):
        return any(_holds_no_text(part, besides) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(_holds_no_text(part, besides) for part in value)
