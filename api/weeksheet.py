"""This week's asks as a sheet: one row each, the same on the command line and in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.sheets import Cell, csv_text, xlsx_bytes

HEADER = (
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


def week_rows(answer: Mapping[str, Any]) -> list[tuple[Cell, ...]]:
    """Return one row for each ask of each rep."""
    return [_row(answer["week"], week["rep"], ask) for week in answer["reps"] for ask in week["asks"]]


def week_csv(answer: Mapping[str, Any]) -> str:
    """Write the asks as CSV, with a mark that tells spreadsheets that it is UTF-8."""
    return csv_text([HEADER, *week_rows(answer)], mark=True)


def week_xlsx(answer: Mapping[str, Any]) -> bytes:
    """Write the asks as a workbook."""
    return xlsx_bytes(answer["week"], HEADER, week_rows(answer))


def _row(week: str, rep: Mapping[str, Any], ask: Mapping[str, Any]) -> tuple[Cell, ...]:
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
        _day(signal["occurred_on"]),
        ask["score"],
        ask["verdict"]["status"],
        _day(ask["verdict"]["closes_on"]),
        " > ".join(person["name"] for person in ask["path"]["people"]),
        packet["blurb"],
        packet["email"]["subject"],
        packet["email"]["body"],
        packet["disqualifier"],
    )


def _day(text: str | None) -> Cell:
    return date.fromisoformat(text) if text else ""
