"""The folder in which uploads wait and jobs say how far they have come; several processes share it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from fastapi import HTTPException

from api.imports.job import UNDER_WAY, Job, State, Upload
from orbit.errors import NotFound, UsageError

MOST_FILES = 20
FILES_KEPT = timedelta(days=1)
JOBS_KEPT = timedelta(days=30)
_LOOK_EVERY = 0.05
_JOB, _ALIVE, _STOP, _TURN = "job.json", "alive", "stop", "turn"
_PREFIX = "im_"
# What the form around the files may take.
_FORM = 1 << 20


class Staging:
    """The staging folder of one workspace; only its owner may look into it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def receive(self, *, most: int) -> Receiving:
        """Make the folder of a new job, for at most so many bytes of files."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Receiving(self._folder / f"{_PREFIX}{secrets.token_hex(8)}", most)

    def check_room(self, size: int, *, most: int) -> None:
        """Raise HTTPException 413 where an upload of this size is too large, 507 where the disk could not hold it."""
        if size > most + _FORM:
            raise too_large(most)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        free = shutil.disk_usage(self._folder).free
        if 2 * size > free:
            told = f"the disk has {free >> 20:,} MB left, and taking in {size >> 20:,} MB needs twice as much"
            raise HTTPException(507, f"{told[0].upper()}{told[1:]}. Free some room and send it again.")

    def jobs(self) -> list[Job]:
        """Every job that is still known, the newest first."""
        found = (self._read(folder) for folder in self._folder.glob(f"{_PREFIX}*"))
        return sorted((job for job in found if job is not None), key=lambda job: (job.created_at, job.id), reverse=True)

    def job(self, number: str) -> Job:
        """One job; raises NotFound."""
        found = self._read(self._of(number)) if self._is_id(number) else None
        if found is None:
            raise NotFound(f"there is no import {number[:40]}; see them with `orbit imports list` or GET /v1/imports")
        return found

    def write(self, job: Job) -> None:
        """Keep a job as it is now; readers see either this or what was before."""
        part = self._of(job.id) / f"{_JOB}.{os.getpid()}"
        part.touch(mode=0o600)
        part.write_text(job.text(), encoding="utf-8")
        part.replace(self._of(job.id) / _JOB)

    def make_room(self, job: Job) -> None:
        """Make the folder of a job that brings no files."""
        self._of(job.id).mkdir(parents=True, exist_ok=True, mode=0o700)

    def paths(self, job: Job) -> list[Path]:
        """Where a job's files are; raises NotFound once they were deleted."""
        paths = [self._of(job.id) / file.stored for file in job.files]
        if not all(path.is_file() for path in paths):
            raise NotFound("the files of this import are not kept any more; upload them again")
        return paths

    def drop_files(self, job: Job) -> None:
        """Delete a job's files; what became of them stays."""
        for folder in {(self._of(job.id) / file.stored).parent for file in job.files}:
            shutil.rmtree(folder, ignore_errors=True)

    def forget(self, job: Job) -> None:
        """Delete a job with its files."""
        shutil.rmtree(self._of(job.id), ignore_errors=True)

    def sweep(self, now: datetime) -> None:
        """Delete the files of jobs that nobody started for a day, and jobs that nobody needs any more."""
        for job in self.jobs():
            age = now - datetime.fromisoformat(job.created_at)
            if job.state in UNDER_WAY:
                continue
            if age > JOBS_KEPT or (age > FILES_KEPT and job.state is State.STAGED):
                self.forget(job)
            elif age > FILES_KEPT:
                self.drop_files(job)
        self._sweep_remains(now)

    def alive(self, number: str, *, patience: float = 0.0) -> int:
        """Open and lock what says that somebody works on a job, until the descriptor is closed.

        `patience` is how many seconds to wait for a worker that is done and about to leave. Raises UsageError.
        """
        descriptor = os.open(self._of(number) / _ALIVE, os.O_CREAT | os.O_RDWR, 0o600)
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if time.monotonic() < deadline:
                    time.sleep(_LOOK_EVERY)
                    continue
                os.close(descriptor)
                raise UsageError("this import is under way already") from error
            return descriptor

    def ask_to_stop(self, number: str) -> None:
        """Ask whoever works on a job to stop."""
        (self._of(number) / _STOP).touch(mode=0o600)

    def may_go_on(self, number: str) -> None:
        """Take back what `ask_to_stop` asked."""
        (self._of(number) / _STOP).unlink(missing_ok=True)

    def is_asked_to_stop(self, number: str) -> bool:
        """Say whether somebody asked to stop."""
        return (self._of(number) / _STOP).exists()

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Try to have the one turn in which files are taken in; says whether this process has it."""
        descriptor = os.open(self._folder / _TURN, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
        finally:
            os.close(descriptor)

    def _read(self, folder: Path) -> Job | None:
        """Read a job; one that says it is under way while nobody works on it was interrupted."""
        try:
            job = Job.read((folder / _JOB).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return replace(job, state=State.INTERRUPTED) if job.state in UNDER_WAY and not _is_held(folder) else job

    def _sweep_remains(self, now: datetime) -> None:
        """Delete folders of uploads that broke off."""
        oldest = (now - FILES_KEPT).timestamp()
        for folder in self._folder.glob(f"{_PREFIX}*"):
            with suppress(OSError):
                if not (folder / _JOB).exists() and folder.stat().st_mtime < oldest:
                    shutil.rmtree(folder, ignore_errors=True)

    def _of(self, number: str) -> Path:
        return self._folder / number

    def _is_id(self, number: str) -> bool:
        return number.startswith(_PREFIX) and number[len(_PREFIX) :].isalnum()


class Receiving:
    """Files that are arriving for a new job: written as they come, counted, hashed."""

    def __init__(self, folder: Path, most: int) -> None:
        self.id = folder.name
        self._folder = folder
        self._limit = self._most = most
        self._files: list[_File] = []
        folder.mkdir(mode=0o700)

    def new_file(self, _field: str, name: str) -> _File:
        """Begin a file; raises UsageError for one too many."""
        if len(self._files) == MOST_FILES:
            raise UsageError(f"at most {MOST_FILES} files can be imported together; give the rest in another import")
        folder = self._folder / str(len(self._files) + 1)
        folder.mkdir(mode=0o700)
        file = _File(folder / name, self)
        self._files.append(file)
        return file

    def take(self, size: int) -> None:
        """Count bytes; raises HTTPException 413 when they are too many."""
        self._most -= size
        if self._most < 0:
            raise too_large(self._limit)

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The files that arrived."""
        return tuple(file.upload(self._folder) for file in self._files)

    def discard(self) -> None:
        """Delete everything that arrived."""
        for file in self._files:
            file.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class _File:
    """A file that is being written; its bytes are counted and hashed on their way."""

    def __init__(self, path: Path, receiving: Receiving) -> None:
        self._path = path
        self._receiving = receiving
        self._sha256 = hashlib.sha256()
        self._size = 0
        self._stream = os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb", 1 << 20)

    def write(self, piece: bytes | bytearray) -> int:
        self._receiving.take(len(piece))
        self._size += len(piece)
        self._sha256.update(piece)
        return self._stream.write(piece)

    def close(self) -> None:
        self._stream.close()

    def upload(self, folder: Path) -> Upload:
        return Upload(self._path.name, self._size, self._sha256.hexdigest(), str(self._path.relative_to(folder)))


def too_large(most: int) -> HTTPException:
    """Say that an upload is larger than the workspace takes."""
    told = f"The upload is larger than {most >> 20:,} MB. Give its files one by one, or use `orbit ingest`."
    return HTTPException(413, told, {"Connection": "close"})


def _is_held(folder: Path) -> bool:
    try:
        descriptor = os.open(folder / _ALIVE, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
