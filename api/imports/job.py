"""One long piece of work: an import, undoing one, or erasing a person; how far it has come, what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class Task(StrEnum):
    """What a job is about."""

    IMPORT = "import"
    UNDO = "undo"
    ERASE = "erase"
    KEEP = "keep"


class State(StrEnum):
    """How far a job has come."""

    STAGED = "staged"
    WAITING = "waiting"
    READING = "reading"
    UNDOING = "undoing"
    ERASING = "erasing"
    MATCHING = "matching"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


UNDER_WAY = frozenset({State.WAITING, State.READING, State.UNDOING, State.ERASING, State.MATCHING})
UNFINISHED = frozenset({State.FAILED, State.CANCELLED, State.INTERRUPTED})


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it was sent, and under which name it is kept below the job's folder."""

    name: str
    size: int
    sha256: str
    stored: str


@dataclass(frozen=True, slots=True)
class Orders:
    """How the files are to be taken in.

    `mapping` is the name of a shipped one or the text of one (TOML); `observed_on` the day (ISO) for which the files
    speak unless they say so themselves.
    """

    source: str | None = None
    owner: str | None = None
    mapping: str | None = None
    observed_on: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work; times are UTC in ISO form. `run` is the number of an import in the store once it was taken in.

    `done` and `total` count rows; `note` says what it waits for, `problem` why it failed. `report` is the account of
    the rows, `rejects` the file of those that could not be used. `key` tells a repeated call from a new one.
    What is undone is the import `run`; who is erased is `person`, until it is done. `changed` counts what went.
    """

    id: str
    by: str
    created_at: str
    files: tuple[Upload, ...]
    orders: Orders = Orders()
    state: State = State.STAGED
    began_at: str | None = None
    ended_at: str | None = None
    done: int = 0
    total: int | None = None
    note: str | None = None
    problem: str | None = None
    run: int | None = None
    report: Mapping[str, Any] | None = None
    rejects: str | None = None
    key: str | None = None
    task: Task = Task.IMPORT
    person: str | None = None
    changed: int | None = None

    def text(self) -> str:
        """Write the job down."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> Job:
        """Read what `text` wrote; raises ValueError for anything else."""
        told = json.loads(text)
        try:
            known = {field.name: told[field.name] for field in fields(cls) if field.name in told}
            known["files"] = tuple(Upload(**each) for each in known["files"])
            known["orders"] = Orders(**known["orders"])
            task = Task(known.get("task", Task.IMPORT))
            return cls(**known | {"state": State(known["state"]), "task": task})
        except (KeyError, TypeError) as error:
            raise ValueError(f"this is no job: {error}") from error
