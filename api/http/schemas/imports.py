"""Imports: what they say of a file before it is taken in, how far they are, and what became of every row."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, Field

from ingest.intake.recognise import Sureness
from orbit.model import Outcome

Rows = Annotated[int, Field(ge=0)]


class ImportState(StrEnum):
    """How far an import is; `reading` and `matching` are its phases, and `undoing` while it is taken back."""

    STAGED = "staged"
    WAITING = "waiting"
    READING = "reading"
    MATCHING = "matching"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    UNDOING = "undoing"
    UNDONE = "undone"


class RowsOut(BaseModel):
    """How many rows are done, of how many; null until they are counted."""

    done: Rows
    total: Rows | None


class UndoOut(BaseModel):
    """Whether an import can be undone, why not, until when, and when it was.

    `changed` counts the records and facts that undoing changed; `unfinished` says what is left of it to do.
    """

    possible: bool
    why_not: str | None
    until: date | None
    undone_at: datetime | None
    changed: Rows | None
    unfinished: str | None


class ImportItem(BaseModel):
    """One import. `number` is its number in the workspace once it was taken in.

    Every row is in exactly one of the `outcomes`; they are null until all are read. `note` says what it waits for,
    `problem` why it failed.
    """

    id: str
    number: int | None
    state: ImportState
    source: str | None
    mapping: str | None
    owner: str | None
    observed_on: date | None
    dry_run: bool
    by: str | None
    at: datetime
    ended_at: datetime | None
    names: list[str]
    rows: RowsOut
    outcomes: dict[Outcome, Rows] | None
    note: str | None
    problem: str | None
    rejected: Rows
    undo: UndoOut


class ImportFile(BaseModel):
    """One file of an import."""

    name: str
    size: Rows | None
    sha256: str


class ImportOut(ImportItem):
    """One import with its files; `report` is what `orbit ingest --json` prints, without the rejected rows."""

    files: list[ImportFile]
    report: dict[str, Any] | None


class ImportsOut(BaseModel):
    """The newest imports first; `known` is how many there are in all."""

    items: list[ImportItem]
    known: Rows


class CandidateOut(BaseModel):
    """A source that may be meant, with the shipped mapping that its headers need; `because` says what was known."""

    source: str
    mapping: str | None
    sureness: Sureness
    known: Rows
    because: str


class LookedOut(BaseModel):
    """What one file looks like; `problem` says why it is for no source."""

    name: str
    problem: str | None
    candidates: list[CandidateOut]


class ColumnOut(BaseModel):
    """One column of a file; `column` is ours, null where it is not used."""

    header: str
    column: str | None
    meaning: str | None
    required: bool


class GuessOut(BaseModel):
    """Something decided about a file, with what it rests on."""

    what: str
    value: str
    because: str


class TableOut(BaseModel):
    """One list as it would be read, with its first rows cell by cell."""

    file: str
    shape: str
    columns: list[ColumnOut]
    rows: list[list[str]]
    guesses: list[GuessOut]


class PreviewOut(BaseModel):
    """What the files of a staged import look like, and how they would be read by one source.

    `candidates` fit all files together, the likeliest first. `problem` says why the source cannot read them.
    """

    candidates: list[CandidateOut]
    files: list[LookedOut]
    source: str | None
    mapping: str | None
    tables: list[TableOut]
    problem: str | None


class RemovedOut(BaseModel):
    """What removing an import does: `undoing`, which goes on until it is undone, `stopping`, or `forgotten`."""

    id: str
    done: str
