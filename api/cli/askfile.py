"""Asks as a CSV file in the two fields that a Salesforce keeps of them; it opens safely in a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from api.sheets import csv_text
from orbit.errors import UsageError


def write_salesforce_csv(target: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Write one line per ask (UTF-8, every cell quoted); raises UsageError when the file cannot be written."""
    from api.presenter.asks.asks_crm import COLUMNS

    text = csv_text([COLUMNS, *([row[column] for column in COLUMNS] for row in rows)])
    try:
        target.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"Cannot write {target}: {error.strerror}") from error
