"""Imports as a store keeps them: what was taken in, in which run, and taking a run back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from orbit.errors import NotFound, UsageError
from orbit.model import Outcome


@dataclass(frozen=True, slots=True)
class ImportLog:
    """One file that was taken in: what it was, for which day it speaks, what became of its rows.

    `run` is the number of the first file that was taken in together with it. `revocable`: it can still be undone.
    `rev` is the revision that the run made (0: it changed nothing), `repeats` are the runs whose words it repeats;
    both stand with the first file of a run alone.
    """

    id: int
    source: str
    file: str
    sha256: str
    observed_on: date
    at: datetime
    rows: int
    outcomes: tuple[tuple[Outcome, int], ...]
    run: int = 0
    rev: int = 0
    revocable: bool = False
    undone_at: datetime | None = None
    repeats: tuple[int, ...] = ()


class ImportWriter(Protocol):
    """What one transaction can do about whole imports."""

    def begin_import(self, log: ImportLog) -> int:
        """Write the import log entry (its `id` and what follows `outcomes` are ignored) and return its number.

        All that one transaction takes in is one run. Another content of a file that has spoken for this day before is
        the next version of that file.
        """
        ...

    def end_import(self, import_id: int, *, rows: int, outcomes: dict[Outcome, int]) -> None:
        """Complete the log entry with the row account."""
        ...

    def undo_import(self, run: int, *, at: datetime) -> int:
        """Take back what a run told, and return how many records and facts that changed.

        What stands afterwards is what all other imports tell. Judgements about records that nobody tells of any more
        go with them. Raises NotFound, and UsageError for a run that is final, undone, or repeated by a later one.
        """
        ...

    def make_final(self, *, before: datetime) -> int:
        """Forget what is kept for undoing runs that began before a time; return how many runs became final."""
        ...


def undoable(logs: Sequence[ImportLog], run: int) -> ImportLog:
    """Return the first entry of a run that may be undone; raises NotFound or UsageError that says why it may not."""
    lead = next((log for log in logs if log.run == run), None)
    if lead is None:
        raise NotFound(f"there is no import number {run}")
    if lead.undone_at is not None:
        raise UsageError(f"import {run} is undone already")
    if not lead.revocable:
        raise UsageError(f"import {run} is final: what is needed to undo it is no longer kept")
    later = repeated_by(logs, run)
    if later:
        told = ", ".join(str(log.run) for log in reversed(later))
        raise UsageError(f"the same rows came in again with import {told}; undo that first, then import {run}")
    return lead


def repeated_by(logs: Sequence[ImportLog], run: int) -> list[ImportLog]:
    """Return the first entries of runs that repeat what a run told and are not undone, oldest first."""
    return [log for log in logs if run in log.repeats and log.undone_at is None]


def expiring(logs: Sequence[ImportLog], before: datetime) -> int:
    """Return the last run that began before a time, as long as any up to it is not final; else 0."""
    due = [log.run for log in logs if log.revocable and log.at < before]
    return max(due, default=0)
