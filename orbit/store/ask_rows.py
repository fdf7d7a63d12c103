"""Rows of the log of asks as the things they stand for, the same for every store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from orbit.model import EntityId
from orbit.store.asking import AskEventRecord, AskRecord, KeptAnswer, NewAsk, NewAskEvent
from orbit.store.values import utc_text

Row = Sequence[Any]


def ask_values(ask: NewAsk) -> list[Any]:
    """The values of an ask in the order of its columns, without its number."""
    return [ask.connector, ask.target, ask.account, ask.requester, ask.reason, ask.detail]


def event_values(event: NewAskEvent) -> list[Any]:
    """The values of an event in the order of its columns, without its number."""
    return [event.ask, event.kind, event.on.isoformat(), utc_text(event.at), event.by, event.note, event.detail]


def answer_values(kept: KeptAnswer) -> list[Any]:
    """The values of a kept answer in the order of its columns."""
    return [kept.key, kept.fingerprint, kept.ask, kept.answer, utc_text(kept.at)]


def named_in(rows: Sequence[Row]) -> list[str]:
    """The ids that rows of asks name, in order."""
    return sorted({name for row in rows for name in row[1:5] if name is not None})


def ask_record_of(row: Row, living: Mapping[str, str]) -> AskRecord:
    """Read a row of an ask; `living` says which ids stand for other ones today."""
    number, *names, reason, detail = row
    connector, target, account, requester = (
        None if name is None else EntityId(living.get(name, name)) for name in names
    )
    return AskRecord(number, connector, target, account, requester, reason, detail)


def ask_event_of(row: Row) -> AskEventRecord:
    """Read a row of an event."""
    seq, ask, kind, on, at, by, note, detail = row
    return AskEventRecord(seq, ask, kind, date.fromisoformat(on), datetime.fromisoformat(at), by, note, detail)


def kept_answer_of(row: Row) -> KeptAnswer:
    """Read a row of a kept answer."""
    key, fingerprint, ask, answer, at = row
    return KeptAnswer(key, fingerprint, ask, answer, datetime.fromisoformat(at))
