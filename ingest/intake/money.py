"""Amounts of money as they are written: whole numbers of a currency's smallest unit, never binary fractions."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from ingest.intake import values
from ingest.intake.contract import Row
from orbit.errors import BadRow

_CODE = re.compile(r"[A-Z]{3}")
# ISO 4217: how many decimals of a currency are money; two of all others.
_DECIMALS = dict.fromkeys(
    (
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    ),
    0,
) | dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3)  # fmt: skip
_USUAL = 2


def currency(row: Row, name: str) -> str | None:
    """Return the code of a currency, such as EUR."""
    told = values.text(row, name)
    if told is None:
        return None
    if not _CODE.fullmatch(told.upper()):
        fix = "write its code of three letters, such as EUR"
        raise BadRow(name, "this is not the code of a currency", fix, otherwise=values.LEFT_EMPTY)
    return told.upper()


def amount(row: Row, name: str, code: str | None) -> int | None:
    """Return an amount in the smallest units of a currency (cents); what is smaller still is rounded half up."""
    told = values.decimal(row, name)
    if told is None:
        return None
    if told < 0:
        fix = "write what the deal is worth"
        raise BadRow(name, "an amount below zero says nothing of a deal", fix, otherwise=values.LEFT_EMPTY)
    scale = Decimal(10) ** decimals(code)
    return int((told * scale).to_integral_value(ROUND_HALF_UP))


def decimals(code: str | None) -> int:
    """How many decimals a currency has; two where it is not told."""
    return _USUAL if code is None else _DECIMALS.get(code, _USUAL)
