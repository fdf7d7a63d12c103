"""This week's asks written to a file that opens safely in a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from api.weeksheet import week_csv, week_rows, week_xlsx
from orbit.errors import UsageError


def write_week_csv(target: Path, answer: Mapping[str, Any]) -> int:
    """Write one row per ask (UTF-8 with a mark for spreadsheets, every cell quoted); return how many.

    Raises UsageError when the file cannot be written.
    """
    return _write(target, week_csv(answer).encode("utf-8", "replace"), answer)


def write_week_xlsx(target: Path, answer: Mapping[str, Any]) -> int:
    """Write one row per ask as a workbook; return how many. Raises UsageError when the file cannot be written."""
    return _write(target, week_xlsx(answer), answer)


def _write(target: Path, content: bytes, answer: Mapping[str, Any]) -> int:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise UsageError(f"Cannot write {target}: {error.strerror}") from error
    return len(week_rows(answer))
