"""The import run: files in, facts stored in one transaction, every row accounted for."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby

from ingest.intake.archive import DAY_OF_EXPORT, NOT_READ, base_name
from ingest.intake.contract import Accepted, Guess, ReadOptions, Rejected, Row, RowResult, Source, SourceFile, Table
from ingest.intake.mapping import Profile
from ingest.intake.naming import names_apart
from ingest.intake.reading import open_tables
from ingest.intake.screening import Blocklist, Suppression, people
from orbit.errors import BadFile, OrbitError, UsageError
from orbit.model import Outcome
from orbit.store.base import Batch, Change, ImportLog, Store

BUFFERED_ROWS = 500
FEW_ROWS = 20


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """How files are taken in.

    `at` is now. `max_bad_share` is the share of rejected rows beyond which a file of more than 20 rows is not
    taken in. `progress` is called with how many more rows are done.
    """

    at: datetime
    options: ReadOptions = field(default_factory=ReadOptions)
    mapping: Profile | None = None
    blocklist: Blocklist = field(default_factory=Blocklist)
    dry_run: bool = False
    max_bad_share: float = 0.2
    progress: Callable[[int], None] | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file. `imported_before` says that this very content was taken in already.

    `problem` is set by a dry run alone: why the file would not be taken in.
    """

    file: str
    shapes: tuple[str, ...]
    guesses: tuple[Guess, ...]
    rows: int
    outcomes: Mapping[Outcome, int]
    rejects: tuple[Rejected, ...]
    observed_on: date
    sha256: str
    imported_before: bool
    problem: str | None = None

    def account_is_exact(self) -> bool:
        """Say whether every row has one outcome, and every rejected one its reason."""
        rejected = self.outcomes.get(Outcome.REJECTED, 0)
        return self.rows == sum(self.outcomes.values()) and rejected == len(self.rejects)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the files of one run."""

    source: str
    files: tuple[FileReport, ...]
    dry_run: bool

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return sum(file.rows for file in self.files)

    @property
    def outcomes(self) -> dict[Outcome, int]:
        """How many rows ended in each outcome, of all outcomes."""
        return {outcome: sum(file.outcomes.get(outcome, 0) for file in self.files) for outcome in Outcome}

    @property
    def rejects(self) -> tuple[Rejected, ...]:
        """The rejected rows of all files."""
        return tuple(reject for file in self.files for reject in file.rejects)

    def account_is_exact(self) -> bool:
        """Say whether every row of every file has exactly one outcome."""
        return all(file.account_is_exact() for file in self.files)


def ingest_files(store: Store, source: Source, files: Sequence[SourceFile], settings: ImportSettings) -> Report:
    """Take files in, all of them or none, and return what became of every row.

    The same file again changes nothing: its content keeps the day for which it spoke first. Another content of a file
    that has spoken for its day is a correction and wins over what that file told before. A dry run does the same and
    undoes it. Raises BadFile when a file is not of its source, when none of its rows can be used or too many cannot;
    StoreBusy when another process writes. Any exception leaves the store as it was.
    """
    if not files:
        raise UsageError("name at least one file to import")
    sheets = _open_sheets(store, source, files, settings)
    with suppress(_Undo), store.writing() as batch:
        run = _Run(store, batch, sheets, settings)
        run.start(source)
        run.take(source.read([table for sheet in sheets for table in sheet.tables], settings.options))
        run.finish(source)
    return Report(source.name, tuple(_file_report(sheet) for sheet in sheets), settings.dry_run)


class _Undo(Exception):
    """Leaves the transaction of a dry run, so that it is rolled back."""


@dataclass(slots=True)
class _Sheet:
    """One file on its way in."""

    file: SourceFile
    sha256: str
    observed_on: date
    imported_before: bool
    tables: list[Table]
    import_id: int = 0
    rows: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    rejects: list[Rejected] = field(default_factory=list)
    problem: str | None = None

    def counted(self, rows: Iterator[Row | Rejected]) -> Iterator[Row | Rejected]:
        for row in rows:
            self.rows += 1
            yield row


class _Run:
    """Puts the results of reading into one transaction, some hundred rows at a time."""

    def __init__(self, store: Store, batch: Batch, sheets: Sequence[_Sheet], settings: ImportSettings) -> None:
        self._batch = batch
        self._sheets = sheets
        self._settings = settings
        self._suppression = Suppression(store)
        self._sheet_of = {table.file: sheet for sheet in sheets for table in sheet.tables}

    def start(self, source: Source) -> None:
        for sheet in self._sheets:
            log = ImportLog(0, source.name, sheet.file.name, sheet.sha256, sheet.observed_on, self._settings.at, 0, ())
            sheet.import_id = self._batch.begin_import(log)

    def take(self, results: Iterable[RowResult]) -> None:
        waiting: list[Accepted] = []
        done = 0
        for result in results:
            done += 1
            if isinstance(result, Accepted):
                waiting.append(result)
            else:
                self._count(result.file, Outcome.REJECTED)
                self._sheet_of[result.file].rejects.append(result)
            if done == BUFFERED_ROWS:
                self._put(waiting, done)
                waiting, done = [], 0
        self._put(waiting, done)

    def finish(self, source: Source) -> None:
        for sheet in self._sheets:
            _check_account(sheet, source)
            sheet.problem = _problem(sheet, self._settings.max_bad_share)
            if sheet.problem and not self._settings.dry_run:
                raise BadFile(sheet.problem)
            self._batch.end_import(sheet.import_id, rows=sheet.rows, outcomes=dict(sheet.outcomes))
        if self._settings.dry_run:
            raise _Undo

    def _put(self, rows: Sequence[Accepted], done: int) -> None:
        welcome = self._screened(rows)
        for import_id, group in groupby(welcome, key=lambda row: self._sheet_of[row.file].import_id):
            self._put_rows(list(group), import_id)
        if self._settings.progress and done:
            self._settings.progress(done)

    def _put_rows(self, rows: Sequence[Accepted], import_id: int) -> None:
        changes = iter(self._batch.put([item for row in rows for item in row.items], import_id=import_id))
        for row in rows:
            self._count(row.file, _outcome([next(changes) for _ in row.items]))

    def _screened(self, rows: Sequence[Accepted]) -> list[Accepted]:
        """Count the rows of people who must not be taken in, and return the others."""
        blocks = self._settings.blocklist.blocks
        allowed = []
        for row in rows:
            if any(blocks(person) for person in people(row.items)):
                self._count(row.file, Outcome.BLOCKED)
            else:
                allowed.append(row)
        welcome = []
        for row, suppressed in zip(allowed, self._suppression.among([row.items for row in allowed]), strict=True):
            if suppressed:
                self._count(row.file, Outcome.SUPPRESSED)
            else:
                welcome.append(row)
        return welcome

    def _count(self, file: str, outcome: Outcome) -> None:
        self._sheet_of[file].outcomes[outcome] += 1


def _open_sheets(store: Store, source: Source, files: Sequence[SourceFile], settings: ImportSettings) -> list[_Sheet]:
    told = [log for log in store.imports() if log.source == source.name and log.undone_at is None]
    logs = {log.sha256: log for log in reversed(told)}
    known = {sha256: log.observed_on for sha256, log in logs.items()}
    digests = [_sha256(file) for file in files]
    before = [logs[sha256].file if sha256 in logs else None for sha256 in digests]
    names = names_apart([(file.name, was) for file, was in zip(files, before, strict=True)])
    sheets = []
    for named, name, sha256 in zip(files, names, digests, strict=True):
        file = replace(named, name=name)
        tables = open_tables(file, source, settings.mapping)
        observed_on = known.get(sha256, tables[0].observed_on)
        sheet = _Sheet(file, sha256, observed_on, sha256 in known, tables)
        for table in tables:
            table.observed_on = observed_on
            table.rows = sheet.counted(table.rows)
        known.setdefault(sha256, observed_on)
        sheets.append(sheet)
    return sheets


def _sha256(file: SourceFile) -> str:
    with file.open() as stream:
        digest = hashlib.sha256()
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _outcome(changes: Sequence[Change]) -> Outcome:
    if changes[0] is Change.CREATED:
        return Outcome.CREATED
    return Outcome.UNCHANGED if all(change is Change.UNCHANGED for change in changes) else Outcome.UPDATED


def _check_account(sheet: _Sheet, source: Source) -> None:
    unread = sum(1 for table in sheet.tables for _ in table.rows)
    accounted = sum(sheet.outcomes.values())
    if unread or sheet.rows != accounted:
        raise OrbitError(
            f"{sheet.file.name}: {sheet.rows} rows went into the {source.name} reader and {accounted} came out, so "
            "nothing was taken in. This is a fault of Orbit: please report it."
        )


def _problem(sheet: _Sheet, max_bad_share: float) -> str | None:
    rejected = sheet.outcomes[Outcome.REJECTED]
    if not rejected:
        return None
    first = sheet.rejects[0]
    example = f"The first: {first.file}:{first.line}: {first.column}: {first.reason}; {first.fix}."
    if rejected == sheet.rows:
        return f"{sheet.file.name}: none of its {sheet.rows} rows can be used. {example}"
    if sheet.rows > FEW_ROWS and rejected > max_bad_share * sheet.rows:
        return (
            f"{sheet.file.name}: {rejected} of its {sheet.rows} rows cannot be used, more than {max_bad_share:.0%}, "
            f"so nothing was taken in. {example} A dry run lists them all."
        )
    return None


def _file_report(sheet: _Sheet) -> FileReport:
    return FileReport(
        file=sheet.file.name,
        shapes=tuple(table.shape.name for table in sheet.tables),
        guesses=tuple(_guesses(sheet)),
        rows=sheet.rows,
        outcomes=dict(sheet.outcomes),
        rejects=tuple(sheet.rejects),
        observed_on=sheet.observed_on,
        sha256=sheet.sha256,
        imported_before=sheet.imported_before,
        problem=sheet.problem,
    )


def _guesses(sheet: _Sheet) -> Iterator[Guess]:
    """Yield what was guessed, naming the member of an archive that it was guessed of."""
    for table in sheet.tables:
        for guess in (*table.guesses, *table.notes):
            of_all = table.file == sheet.file.name or guess.what in (DAY_OF_EXPORT, NOT_READ)
            yield guess if of_all else replace(guess, what=f"{base_name(table.file)}: {guess.what}")
