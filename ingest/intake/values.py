"""Typed readers for the cells of a row; each says which column is wrong, why, and how to mend it, as a BadRow.

No error repeats what a cell holds: it may be personal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from ingest.intake.contract import Row
from ingest.intake.dates import Grammar
from orbit import names
from orbit.dates import PartialDate, Precision
from orbit.errors import BadRow

# Upper and lower case, but not "Null": that is a surname.
PLACEHOLDERS = frozenset({"-", "--", "–", "—", "n/a", "N/A", "#N/A", "null", "NULL", "(null)", "None"})
LEFT_EMPTY = "leave it empty"

_Choice = TypeVar("_Choice", bound=Enum)

_YES = frozenset({"yes", "y", "true", "1", "x", "ja", "wahr"})
_NO = frozenset({"no", "n", "false", "0", "nein", "falsch"})
_AS_DAY = "write it as YYYY-MM-DD"
_LONGEST_NUMBER = 40
_TOO_LARGE = Decimal("1e30")
_CURRENCY = r"(?:[$€£¥]|[A-Z]{2,3}\$?)?"
_AMOUNT = re.compile(rf"{_CURRENCY}\s*([-+]?)\s*{_CURRENCY}\s*([0-9.,' \u00a0\u202f’]+)\s*{_CURRENCY}")
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?[eE][-+]?[0-9]{1,3}")
_BLANK_GROUPS = re.compile(r"[0-9]{1,3}(?:([' \u00a0\u202f’])[0-9]{3}(?:\1[0-9]{3})*)(?:[.,][0-9]+)?")
_COMMA_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DOT_GROUPS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_POINT = re.compile(r"[0-9]*\.?[0-9]+|[0-9]+\.")
_DECIMAL_COMMA = re.compile(r"[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})")
# 0.125 can only be a fraction, 1.250 a fraction or twelve hundred and fifty.
_EITHER_WAY = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


def text(row: Row, name: str) -> str | None:
    """Return the cell with its blanks collapsed; None when it is missing or a placeholder such as `n/a`."""
    told = " ".join(row.cells.get(name, "").split())
    return None if not told or told in PLACEHOLDERS else told


def required(row: Row, name: str) -> str:
    """Return the cell, which must hold something."""
    told = text(row, name)
    if told is None:
        raise BadRow(name, "this is empty", "fill it in, or delete the row")
    return told


def email(row: Row, name: str) -> str | None:
    """Return an e-mail address in lower case."""
    told = text(row, name)
    if told is None:
        return None
    address = names.email_address(told)
    if address is None:
        fix = "write one address such as ana@example.com"
        raise BadRow(name, "this is not an e-mail address", fix, otherwise=LEFT_EMPTY)
    return address


def number(row: Row, name: str) -> float | None:
    """Return a number; thousands separators and currency signs are read over, `(12)` is minus twelve."""
    told = decimal(row, name)
    return None if told is None else float(told)


def decimal(row: Row, name: str) -> Decimal | None:
    """Return a number exactly as it is written; read as `number` reads it."""
    told = text(row, name)
    if told is None:
        return None
    plain = _plain_number(told)
    if plain is not None:
        return plain
    if _EITHER_WAY.search(told):
        raise BadRow(name, "the dot can be a decimal point or a thousands separator", "write 1250 or 1.25")
    raise BadRow(name, "this is not a number", "write digits, such as 1250 or 1250.50")


def integer(row: Row, name: str) -> int | None:
    """Return a whole number."""
    value = number(row, name)
    if value is None:
        return None
    if value != int(value):
        raise BadRow(name, "this is not a whole number", "write a number without decimals")
    return int(value)


def yes_no(row: Row, name: str) -> bool | None:
    """Return True for yes, true, 1, y or x, False for no, false, 0 or n."""
    told = text(row, name)
    if told is None:
        return None
    if told.casefold() in _YES:
        return True
    if told.casefold() in _NO:
        return False
    raise BadRow(name, "this is neither yes nor no", "write yes or no")


def choice(row: Row, name: str, options: Mapping[str, _Choice]) -> _Choice | None:
    """Return the value that the cell names; `options` maps each accepted spelling to it."""
    told = text(row, name)
    if told is None:
        return None
    wanted = _folded(told)
    for spelling, value in options.items():
        if _folded(spelling) == wanted:
            return value
    allowed = ", ".join(dict.fromkeys(str(value.value) for value in options.values()))
    raise BadRow(name, "this is none of the known values", f"write one of: {allowed}")


def partial(row: Row, name: str, grammar: Grammar) -> PartialDate | None:
    """Return a year, month or day, read by the grammar of its column."""
    told = text(row, name)
    if told is None:
        return None
    try:
        return grammar(told)
    except ValueError as error:
        raise BadRow(name, f"this is not a date: {error}", _AS_DAY, otherwise=LEFT_EMPTY) from error


def day(row: Row, name: str, grammar: Grammar) -> date | None:
    """Return a full calendar day, read by the grammar of its column."""
    told = partial(row, name, grammar)
    if told is None:
        return None
    if told.precision is not Precision.DAY:
        raise BadRow(name, f"this names a {told.precision}, not a day", _AS_DAY, otherwise=LEFT_EMPTY)
    return told.earliest


def _folded(told: str) -> str:
    return " ".join(told.casefold().replace("_", " ").replace("-", " ").split())


def _plain_number(told: str) -> Decimal | None:
    if len(told) > _LONGEST_NUMBER:
        return None
    if _SCIENTIFIC.fullmatch(told):
        value = Decimal(told)
        return value if abs(value) < _TOO_LARGE else None
    negative = told.startswith("(") and told.endswith(")")
    match = _AMOUNT.fullmatch(told[1:-1].strip() if negative else told)
    digits = match and _digits(match[2].strip())
    if not match or not digits:
        return None
    return -Decimal(digits) if negative or match[1] == "-" else Decimal(digits)


def _digits(told: str) -> str | None:
    """Return the digits with a decimal point, or None when they are no number or can be read two ways."""
    if _BLANK_GROUPS.fullmatch(told):
        return re.sub(r"[' \u00a0\u202f’]", "", told).replace(",", ".")
    if _COMMA_GROUPS.fullmatch(told):
        return told.replace(",", "")
    if _EITHER_WAY.fullmatch(told):
        return None
    if _POINT.fullmatch(told):
        return told
    if _DOT_GROUPS.fullmatch(told):
        return told.replace(".", "").replace(",", ".")
    return told.replace(",", ".") if _DECIMAL_COMMA.fullmatch(told) else None
