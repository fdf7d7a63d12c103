"""Buying signals: dated events that make now a good time to ask for an introduction at a company."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ingest.intake import boards, crunchbase, dates, edgar, keys, values
from ingest.intake.contract import Column, Format, Guess, ReadOptions, Row, RowReader, RowResult, Shape, Source, Table
from ingest.intake.reading import each_row
from ingest.intake.settled import settled
from orbit.dates import Precision
from orbit.errors import BadRow
from orbit.model import Company, Item, RecordKey, Ref, Signal, SignalKind

_NAME = "signals"
_BOARDS = {board.shape.name: board for board in boards.BOARDS}
_KINDS = {kind.value: kind for kind in SignalKind}

TEMPLATE = Shape(
    name="template",
    format=Format.CSV,
    columns=(
        Column("company_name", ("company_name",), "The company at which it happened", "Snowpeak", required=True),
        Column("domain", ("domain",), "Its web domain", "snowpeak.example"),
        Column("kind", ("kind",), f"What happened: {', '.join(_KINDS)}", "hiring", required=True),
        Column("title", ("title",), "The event in a few words", "Three AE roles posted", required=True),
        Column("occurred_on", ("occurred_on",), "The day on which it became known", "2026-11-12", required=True),
        Column("strength", ("strength",), "How telling it is, 0 to 1; 1 when empty", "0.8"),
        Column("url", ("url",), "Where it can be read", "https://snowpeak.example/careers"),
        Column("id", ("id",), "Your own id of the event, the same in every file", "S-2041"),
    ),
)


def _read_signal(row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
    ref = Ref(_NAME, table.file, row.line, values.text(row, "url"))
    name = values.required(row, "company_name")
    domain = keys.told_domain(row, "domain")
    key = RecordKey(_NAME, keys.company_id(name, domain=domain))
    kind, on = values.choice(row, "kind", _KINDS), values.day(row, "occurred_on", dates.iso)
    if kind is None:
        raise BadRow("kind", "this is empty", f"write one of: {', '.join(_KINDS)}")
    if on is None:
        raise BadRow("occurred_on", "this is empty", "write the day as YYYY-MM-DD")
    title = values.required(row, "title")
    yield Signal(
        company=key,
        kind=kind,
        id=values.text(row, "id") or f"{key.id}/{kind}/{on}/{keys.plain(title)}",
        title=title,
        on=on,
        ref=ref,
        strength=_strength(row),
    )
    yield Company(key, name, ref, table.observed_on, (domain,) if domain else ())


def _strength(row: Row) -> float:
    told = values.number(row, "strength")
    if told is not None and not 0 <= told <= 1:
        fix = "write a number such as 0.8"
        raise BadRow("strength", "this is not between 0 and 1", fix, otherwise=values.LEFT_EMPTY)
    return 1.0 if told is None else told


def _read_bulk_round(row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
    yield from _funding(crunchbase.bulk_round(row, table, _NAME), row, table)


def _read_exported_round(row: Row, table: Table, _: ReadOptions) -> Iterator[Item]:
    yield from _funding(crunchbase.exported_round(row, table, _NAME), row, table)


def _funding(told: crunchbase.Round, row: Row, table: Table) -> Iterator[Item]:
    if told.announced is None:
        raise BadRow("announced_on", "the day of the round is missing", "write the day as YYYY-MM-DD")
    on = told.announced.earliest
    title = f"{told.kind}: {told.money} raised" if told.money else f"{told.kind} raised"
    if told.announced.precision is not Precision.DAY:
        on = _known_by(told.announced.latest, table.observed_on)
        title += f" in {told.announced}"
    ref = Ref(_NAME, table.file, row.line, told.url)
    yield Signal(told.company.key, SignalKind.FUNDING, f"crunchbase:{told.id}", title, on, ref)
    yield told.company


def _known_by(latest: date, observed_on: date) -> date:
    """Of a round known to the year alone, no day but the last is sure not to tell of the future."""
    return min(latest, observed_on)


def _unread(table: Table) -> list[Guess]:
    if table.shape.name == edgar.SHAPE.name:
        return edgar.unread(table)
    board = _BOARDS.get(table.shape.name)
    return board.unread(table) if board else []


def read(tables: Sequence[Table], options: ReadOptions) -> Iterator[RowResult]:
    """Yield each signal with its company."""
    for table in tables:
        table.notes.extend(_unread(table))
    readers: dict[str, RowReader] = {
        TEMPLATE.name: _read_signal,
        crunchbase.FUNDING_ROUNDS.name: _read_bulk_round,
        crunchbase.ROUNDS_EXPORT.name: _read_exported_round,
        edgar.SHAPE.name: edgar.read_filing,
    }
    readers |= {name: board.read_posting for name, board in _BOARDS.items()}
    return settled(each_row(tables, options, readers))


SOURCE = Source(
    name=_NAME,
    summary="Reasons to ask now: open roles, funding rounds, changes of leaders, reorganisations, news",
    shapes=(
        TEMPLATE,
        *(board.shape for board in boards.BOARDS),
        crunchbase.FUNDING_ROUNDS,
        crunchbase.ROUNDS_EXPORT,
        edgar.SHAPE,
    ),
    read=read,
)
