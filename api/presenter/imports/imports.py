"""Imports from the reader's chair: what a file looks like, how far an import is, what became of it, and undoing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from api.importing import Importing, source_file
from api.imports.aside import Start, start_aside
from api.imports.job import UNDER_WAY, UNFINISHED, Job, Orders, State, Task
from api.imports.keeping import check_undoable
from api.imports.mapping import profile_of
from api.imports.staging import Receiving, Staging
from api.presenter.forms import Json
from api.presenter.imports.forms import (
    UNDOING,
    detection_form,
    file_forms,
    of_job,
    of_nothing,
    of_run,
    rejects_of,
    runs_of,
    table_form,
)
from api.presenter.imports.mapping import own_mapping_form
from api.workspace import Workspace
from ingest import get_source, sources
from ingest.intake.contract import SourceFile
from ingest.intake.previewing import PreviewTable, preview
from ingest.intake.recognise import Detection, Sureness, detect_sources
from orbit.asks.log.book import Once
from orbit.errors import BadFile, KeyReused, NotFound, UsageError
from orbit.store.base import ImportLog

_REUSED = "this Idempotency-Key came with other files or other orders before; take a new one"
_WHICH = "Say which kind of list this is."


@dataclass(frozen=True, slots=True)
class Staged:
    """An upload that was kept; `again`: the very same call came before, and this is what it made."""

    answer: Json
    again: bool


class Imports:
    """Answers about imports, and carries them out. Times are those of the caller's clock."""

    def __init__(self, workspace: Workspace, start: Start = start_aside) -> None:
        self._workspace = workspace
        self._start = start

    @cached_property
    def staging(self) -> Staging:
        """Where uploads wait."""
        return Staging(self._workspace.settings.staging)

    @property
    def most_bytes(self) -> int:
        """How large an upload may be."""
        return self._workspace.policy.intake.upload_mb << 20

    def receive(self, size: int | None) -> Receiving:
        """Get ready for an upload of a size, if it is told; raises HTTPException 413 and 507 where there is no room."""
        self.staging.sweep(datetime.now(UTC))
        self.staging.check_room(size or 0, most=self.most_bytes)
        return self.staging.receive(most=self.most_bytes)

    def stage(
        self, received: Receiving, orders: Orders, *, by: str, once: Once | None, hold: bool, at: datetime
    ) -> Staged:
        """Keep an upload as a new import, and start it unless it is to be held; raises UsageError, KeyReused.

        Where the orders name no source, the likeliest is taken; where none is likely, the import waits to be told.
        """
        before = self._same_call(once)
        if before is not None:
            received.discard()
            return Staged(self.one(before.id), again=True)
        key = None if once is None else f"{once.key} {once.fingerprint}"
        job = Job(received.id, by, at.isoformat(), received.uploads, orders, key=key)
        if not job.files:
            received.discard()
            raise UsageError("send at least one file, in the form field `files`")
        try:
            self.staging.write(self._with_source(job))
            if not hold and self.staging.job(job.id).orders.source:
                self.start(job.id)
        except BaseException:
            self.staging.forget(job)
            raise
        return Staged(self.one(job.id), again=False)

    def start(self, number: str, orders: Orders | None = None) -> Json:
        """Carry a staged import out, also one that was tried, failed or was interrupted before."""
        job = self.staging.job(number)
        if job.state in UNDER_WAY:
            raise UsageError("this import is under way already")
        if job.state is State.READY and not job.orders.dry_run:
            raise UsageError("this import is done; upload the files again to import them again")
        wanted = replace(job, orders=orders or job.orders, problem=None, note=None, report=None, done=0, total=None)
        self._check(wanted.orders)
        self.staging.paths(wanted)
        self._start(self._workspace.settings, self.staging, wanted)
        return self.one(number)

    def all(self, *, limit: int) -> Json:
        """The newest imports first, at most so many, and how many there are."""
        logs = self._logs()
        runs = runs_of(logs)
        known = self._jobs()
        jobs = {job.run: job for job in known if job.run is not None}
        loose = [job for job in known if job.run is None or job.run not in runs]
        items = [self._form(jobs.get(run), runs[run], logs) for run in runs]
        items += [self._form(job, None, logs) for job in loose]
        items.sort(key=lambda item: (item["at"], item["id"]), reverse=True)
        return {"items": items[:limit], "known": len(items)}

    def one(self, number: str) -> Json:
        """One import, with what was guessed about its files."""
        job, run = self._find(number)
        logs = self._logs()
        form = self._form(job, run, logs)
        return form | {"files": file_forms(job, run), "report": job.report if job else None}

    def is_from(self, number: str, author: str) -> bool:
        """Say whether somebody uploaded the files of a staged import; raises NotFound."""
        return self.staging.job(number).by == author

    def preview(self, number: str, source: str | None, mapping: str | None) -> Json:
        """What the files of a staged import look like, and how a source would read them. Writes nothing.

        Without a source, that which was ordered or is the likeliest.
        """
        job = self.staging.job(number)
        found = self._detect(job)
        if source is None and job.orders.source:
            source, mapping = job.orders.source, mapping or job.orders.mapping
        elif source is None and found.candidates:
            source, mapping = found.candidates[0].source, found.candidates[0].mapping
        tables, problem = self._read(job, source, mapping) if source else ([], None)
        told = {"source": source, "mapping": mapping, "tables": [table_form(table) for table in tables]}
        return {**detection_form(found), **told, "problem": problem}

    def own_mapping(self, number: str, source: str, recognised: Mapping[str, str]) -> Json | None:
        """What a reader can choose from, to say which of their columns is which; None for what is no single list."""
        files = self._files(self.staging.job(number))
        return own_mapping_form(files[0], source, recognised) if len(files) == 1 else None

    def rejects(self, number: str) -> Path:
        """The file of the rows that could not be used; raises NotFound where there is none (any more)."""
        job, run = self._find(number)
        folder = self._workspace.settings.rejects
        named = job.rejects if job is not None else rejects_of(run)
        if named is None or not (folder / named).is_file():
            raise NotFound(f"import {number} has no rejected rows, or they are not kept any more")
        return folder / named

    def remove(self, number: str, *, at: datetime) -> Json:
        """Begin to undo an import that is done, stop one that is under way, forget one that never was carried out.

        What is being undone already goes on; what was stopped on its way is gone on with.
        """
        job, run = self._find(number)
        if run is not None:
            self._undo(run[0].run, at)
            return {"id": number, "done": UNDOING}
        if job is not None and job.state in UNDER_WAY:
            self.staging.ask_to_stop(job.id)
            return {"id": number, "done": "stopping"}
        self._drop_rejects(number)
        if job is not None:
            self.staging.forget(job)
        return {"id": number, "done": "forgotten"}

    def _undo(self, run: int, at: datetime) -> None:
        before = self._undoing().get(run)
        if before is not None and before.state in UNDER_WAY:
            return
        if before is None or before.state not in UNFINISHED:
            check_undoable(self._workspace, run, at=at)
            # One name for each import that can be undone, so that it is never undone by two at once.
            before = Job(f"im_undo{run}", "", at.isoformat(), (), task=Task.UNDO, run=run)
            self.staging.make_room(before)
        self._start(self._workspace.settings, self.staging, before)

    def _undoing(self) -> dict[int, Job]:
        """The jobs that undo imports, by the number of the import."""
        return {job.run: job for job in self.staging.jobs() if job.task is Task.UNDO and job.run is not None}

    def _jobs(self) -> list[Job]:
        return [job for job in self.staging.jobs() if job.task is Task.IMPORT]

    def _find(self, number: str) -> tuple[Job | None, list[ImportLog] | None]:
        runs = runs_of(self._logs())
        if number.isdecimal() and number.isascii():
            run = runs.get(int(number))
            if run is None:
                raise NotFound(f"there is no import {number}; see them with `orbit imports list` or GET /v1/imports")
            return next((job for job in self._jobs() if job.run == int(number)), None), run
        job = self.staging.job(number)
        return job, None if job.run is None else runs.get(job.run)

    def _logs(self) -> list[ImportLog]:
        known = sources()
        return [log for log in self._workspace.store.imports() if log.source in known]

    def _same_call(self, once: Once | None) -> Job | None:
        if once is None:
            return None
        same = (job for job in self._jobs() if job.key and job.key.split()[0] == once.key)
        job = next(same, None)
        if job is not None and job.key != f"{once.key} {once.fingerprint}":
            raise KeyReused(_REUSED)
        return job

    def _with_source(self, job: Job) -> Job:
        if job.orders.source:
            self._check(job.orders)
            return job
        best = next(iter(self._detect(job).candidates), None)
        if best is None or best.sureness is Sureness.POSSIBLE:
            return replace(job, problem=_WHICH)
        orders = replace(job.orders, source=best.source, mapping=job.orders.mapping or best.mapping)
        return replace(job, orders=orders)

    def _check(self, orders: Orders) -> None:
        """Refuse what could only fail later."""
        if not orders.source:
            raise UsageError(f"{_WHICH} `source` is missing")
        source = get_source(orders.source)
        if orders.mapping and profile_of(orders.mapping).source != source.name:
            raise UsageError(f"the mapping is for {profile_of(orders.mapping).source}, not for {source.name}")

    def _detect(self, job: Job) -> Detection:
        return detect_sources(self._files(job), sources())

    def _files(self, job: Job) -> list[SourceFile]:
        paths = self.staging.paths(job)
        wanted = Importing(job.orders.source or "", tuple(paths))
        return [source_file(path, wanted) for path in paths]

    def _read(self, job: Job, source: str, mapping: str | None) -> tuple[list[PreviewTable], str | None]:
        chosen = get_source(source)
        profile = profile_of(mapping) if mapping else None
        try:
            return [table for file in self._files(job) for table in preview(file, chosen, profile)], None
        except BadFile as error:
            return [], str(error)

    def _drop_rejects(self, number: str) -> None:
        try:
            self.rejects(number).unlink(missing_ok=True)
        except NotFound:
            return

    def _form(self, job: Job | None, run: Sequence[ImportLog] | None, logs: list[ImportLog]) -> Json:
        days, undoing = self._workspace.policy.intake.undo_days, self._undoing()
        told = of_run(run, logs, days, undoing.get(run[0].run)) if run else of_nothing()
        if job is None:
            return told
        mine = of_job(job)
        if not run:
            return told | mine
        if job.state in UNDER_WAY:
            # Its rows are in the store, but it is not worked out yet who is who.
            return told | mine
        kept = ("state", "outcomes", *(("note",) if told["state"] == UNDOING else ()))
        return told | mine | {name: told[name] for name in kept}
