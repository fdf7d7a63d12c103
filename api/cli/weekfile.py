"""This week's asks as a CSV file that opens safely in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ingest.intake.rejects import neutral, quoted
from orbit.errors import UsageError

_HEADER = (
    "week",
    "rep",
    "connector",
    "target",
    "target_title",
    "account",
    "account_domain",
    "signal",
    "signal_on",
    "score",
    "verdict",
    "closes_on",
    "path",
    "blurb",
    "email_subject",
    "email_body",
    "disqualifier",
)
_BOM = "\ufeff"


def write_week_csv(target: Path, answer: Mapping[str, Any]) -> int:
    """Write one row per ask (UTF-8 with a mark for spreadsheets, every cell quoted); return how many.

    Raises UsageError when the file cannot be written.
    """
    rows = [_row(answer["week"], week["rep"], ask) for week in answer["reps"] for ask in week["asks"]]
    try:
        target.write_text(_BOM + "".join(_lines([_HEADER, *rows])), encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"Cannot write {target}: {error.strerror}") from error
    return len(rows)


def _lines(rows: list[tuple[str, ...]]) -> Iterator[str]:
    return (",".join(quoted(neutral(cell)) for cell in row) + "\r\n" for row in rows)


def _row(week: str, rep: Mapping[str, Any], ask: Mapping[str, Any]) -> tuple[str, ...]:
    signal = ask["signals"][0] if ask["signals"] else {"title": "", "occurred_on": ""}
    packet = ask["packet"] or {"blurb": "", "email": {"subject": "", "body": ""}, "disqualifier": ""}
    return (
        week,
        rep["email"] or "",
        ask["connector"]["name"],
        ask["target"]["name"],
        ask["target"]["title"] or "",
        ask["account"]["name"],
        ask["account"]["domain"] or "",
        signal["title"],
        signal["occurred_on"],
        f"{ask['score']:.4f}",
        ask["verdict"]["status"],
        ask["verdict"]["closes_on"] or "",
        " > ".join(person["name"] for person in ask["path"]["people"]),
        packet["blurb"],
        packet["email"]["subject"],
        packet["email"]["body"],
        packet["disqualifier"],
    )
