"""Carries out one job: waits for its turn, takes the files in, matches what is new, and says how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from api.erasing import forget_entity, settle_without
from api.importing import Importing, source_file, take_in, write_rejects_file
from api.imports.job import Job, State, Task
from api.imports.keeping import keep_undoable, overdue, take_back
from api.imports.mapping import profile_of
from api.imports.staging import Staging
from api.reporting import report_form
from api.workspace import Workspace
from ingest import get_source
from ingest.intake.reading import open_tables
from ingest.intake.run import Report
from orbit.errors import OrbitError, StoreBusy
from orbit.model import EntityId
from orbit.store.import_log import ImportLog

T = TypeVar("T")
PATIENCE = 6 * 3600.0
_TOLD_EVERY = 0.25
_AGAIN_AFTER = 2.0
_OTHER_IMPORT = "Another import is running; this one waits for it."
_OTHER_WRITER = "Another program is writing to the workspace; this one waits for it."


class Stopped(Exception):
    """Somebody asked to stop; what was taken in so far is rolled back."""


@dataclass(slots=True)
class _Teller:
    """Keeps a job's state where every process sees it, not more often than somebody can read."""

    staging: Staging
    job: Job
    seconds: Callable[[], float] = time.monotonic
    _told_at: float = field(default=0.0)

    def tell(self, **news: Any) -> None:
        self.job = replace(self.job, **news)
        self.staging.write(self.job)
        self._told_at = self.seconds()

    def advance(self, rows: int) -> None:
        self.check()
        self.job = replace(self.job, done=self.job.done + rows)
        if self.seconds() - self._told_at >= _TOLD_EVERY:
            self.tell()

    def check(self) -> None:
        if self.staging.is_asked_to_stop(self.job.id):
            raise Stopped


def run_job(workspace: Workspace, staging: Staging, number: str, *, wait: Callable[[float], None] = time.sleep) -> Job:
    """Carry a job out to its end and return it; it never raises for what is wrong with the files."""
    teller = _Teller(staging, staging.job(number))
    teller.tell(state=State.WAITING, began_at=_now().isoformat(), ended_at=None, done=0, problem=None, note=None)
    try:
        with _turn(teller, wait):
            _WORK[teller.job.task](workspace, teller, wait)
    except Stopped:
        teller.tell(state=State.CANCELLED, ended_at=_now().isoformat(), note=None)
    except OrbitError as error:
        teller.tell(state=State.FAILED, ended_at=_now().isoformat(), note=None, problem=str(error))
    if teller.job.state is State.CANCELLED or (teller.job.state is State.READY and not teller.job.orders.dry_run):
        staging.drop_files(teller.job)
    return teller.job


def importing(staging: Staging, job: Job) -> Importing:
    """What is to be imported, as the job's orders say it."""
    orders = job.orders
    day = date.fromisoformat(orders.observed_on or job.created_at[:10])
    return Importing(
        source=orders.source or "",
        files=tuple(staging.paths(job)),
        owner=orders.owner,
        profile=profile_of(orders.mapping) if orders.mapping else None,
        dry_run=orders.dry_run,
        observed_on=day,
    )


@contextmanager
def _turn(teller: _Teller, wait: Callable[[float], None]) -> Iterator[None]:
    """Wait until no other import of this workspace is running, in whichever process."""
    while True:
        with teller.staging.turn() as mine:
            if mine:
                yield
                return
        teller.check()
        if teller.job.note != _OTHER_IMPORT:
            teller.tell(note=_OTHER_IMPORT)
        wait(_AGAIN_AFTER)


def _carry_out(workspace: Workspace, teller: _Teller, wait: Callable[[float], None]) -> None:
    wanted = importing(teller.staging, teller.job)
    teller.tell(state=State.READING, note=None, total=None)
    teller.tell(total=_rows_in(wanted))
    at = _now()
    report = _patiently(teller, wait, lambda: _read(workspace, teller, wanted, at))
    news: dict[str, Any] = {
        "done": report.rows,
        "total": report.rows,
        "report": report_form(report, with_rejects=False),
    }
    news["rejects"] = _write_rejects(workspace, report, at)
    if not wanted.dry_run:
        run = next((log.run for log in reversed(workspace.store.imports()) if log.at == at), None)
        teller.tell(state=State.MATCHING, note=None, run=run, **news)
        _patiently(teller, wait, lambda: _match(workspace, at))
    teller.tell(state=State.READY, note=None, ended_at=_now().isoformat(), **news)


def _undo(workspace: Workspace, teller: _Teller, wait: Callable[[float], None]) -> None:
    """Take an import back, unless that was done before something stopped us; then match what is left."""
    run, at = teller.job.run or 0, datetime.fromisoformat(teller.job.created_at)
    lead = next((log for log in workspace.store.imports() if log.run == run), None)
    teller.tell(state=State.UNDOING)
    if lead is None or lead.undone_at is None:
        teller.tell(changed=_patiently(teller, wait, lambda: take_back(workspace, run, at=at)))
    if lead is not None:
        (workspace.settings.rejects / _rejects_name(lead.at, lead.source)).unlink(missing_ok=True)
    teller.tell(state=State.MATCHING, note=None)
    _patiently(teller, wait, lambda: workspace.match(at=at))
    teller.tell(state=State.READY, note=None, ended_at=_now().isoformat())


def _erase(workspace: Workspace, teller: _Teller, wait: Callable[[float], None]) -> None:
    """Erase a person, unless that was done before something stopped us; then settle what is left."""
    person, at = EntityId(teller.job.person or ""), datetime.fromisoformat(teller.job.created_at)
    teller.tell(state=State.ERASING)
    if workspace.store.canonical(person) is not None:
        teller.tell(changed=_patiently(teller, wait, lambda: forget_entity(workspace, person, at=at)))
    teller.tell(state=State.MATCHING, note=None)
    _patiently(teller, wait, lambda: settle_without(workspace, at=at))
    # From here on not even an id is kept of them.
    teller.tell(state=State.READY, note=None, ended_at=_now().isoformat(), person=None)


def _keep(workspace: Workspace, teller: _Teller, wait: Callable[[float], None]) -> None:
    """Make imports final that are too old to be undone, each on its own, so that nobody who writes waits for all."""
    at = datetime.fromisoformat(teller.job.created_at)
    for log in overdue(workspace, at=at):
        _patiently(teller, wait, partial(_make_final, workspace, log))
    teller.tell(state=State.READY, note=None, ended_at=_now().isoformat())


def _make_final(workspace: Workspace, log: ImportLog) -> int:
    with workspace.store.writing() as batch:
        return batch.make_final(before=log.at + timedelta(microseconds=1))


_WORK: Mapping[Task, Callable[[Workspace, _Teller, Callable[[float], None]], None]] = {
    Task.IMPORT: _carry_out,
    Task.UNDO: _undo,
    Task.ERASE: _erase,
    Task.KEEP: _keep,
}


def _read(workspace: Workspace, teller: _Teller, wanted: Importing, at: datetime) -> Report:
    teller.tell(state=State.READING, note=None, done=0)
    return take_in(workspace, wanted, at=at, progress=teller.advance)


def _match(workspace: Workspace, at: datetime) -> None:
    workspace.match(at=at)
    keep_undoable(workspace, at=at)


def _patiently(teller: _Teller, wait: Callable[[float], None], work: Callable[[], T]) -> T:
    """Do something that writes, again and again as long as another program is writing."""
    waited = 0.0
    while True:
        try:
            return work()
        except StoreBusy:
            if waited >= PATIENCE:
                raise
        teller.check()
        teller.tell(note=_OTHER_WRITER)
        wait(_AGAIN_AFTER)
        waited += _AGAIN_AFTER


def _rows_in(wanted: Importing) -> int:
    """Count the rows, so that progress has an end; reading them takes a small part of what taking them in does."""
    source = get_source(wanted.source)
    files = [source_file(path, wanted) for path in wanted.files]
    tables = [table for file in files for table in open_tables(file, source, wanted.profile)]
    return sum(1 for table in tables for _ in (table.again() if table.again else table.rows))


def _write_rejects(workspace: Workspace, report: Report, at: datetime) -> str | None:
    if not report.rejects:
        return None
    return write_rejects_file(workspace.settings.rejects, report, _rejects_name(at, report.source)).name


def _rejects_name(at: datetime, source: str) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}-{source}-rejects.csv"


def _now() -> datetime:
    return datetime.now(UTC)
