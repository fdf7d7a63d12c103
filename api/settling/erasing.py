"""Erasing a person as settings order it: carried out aside, followed on a page, gone on with where it was stopped."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from api.erasing import check_erasable
from api.imports.aside import Start
from api.imports.job import UNDER_WAY, UNFINISHED, Job, State, Task
from api.imports.staging import Staging
from api.presenter.forms import Json
from api.workspace import Workspace
from orbit.errors import NotFound
from orbit.model import EntityId

_PHASES = {
    State.ERASING: "All records and facts go in one step.",
    State.MATCHING: "The person is gone. What was worked out with them is made anew.",
}


@dataclass(frozen=True, slots=True)
class Erasing:
    """Orders erasures in one workspace and tells how far they are."""

    workspace: Workspace
    start: Start

    def order(self, person: str, *, by: str, at: datetime) -> str:
        """Begin to erase a person by id, and return under which number; an erasure under way is not begun twice.

        Raises NotFound where they are not there, UsageError for the only admin.
        """
        known = next((job for job in self._jobs() if job.person == person and job.state in UNDER_WAY), None)
        if known is not None:
            return known.id
        entity = self.workspace.store.canonical(EntityId(person))
        if entity is None:
            raise NotFound("This person is not there any more.")
        check_erasable(self.workspace.store, entity)
        job = Job(f"im_{secrets.token_hex(8)}", by, at.isoformat(), (), task=Task.ERASE, person=entity)
        self._staging.make_room(job)
        self._begin(job)
        return job.id

    def go_on(self, number: str) -> None:
        """Go on with an erasure that was stopped on its way; what is under way or done is left as it is."""
        job = self._job(number)
        if job.state in UNFINISHED:
            self._begin(job)

    def one(self, number: str) -> Json:
        """How far an erasure is."""
        return _form(self._job(number))

    def unfinished(self) -> list[Json]:
        """The erasures that are under way or were stopped, the newest first."""
        return [_form(job) for job in self._jobs() if job.state in UNDER_WAY | UNFINISHED]

    @property
    def _staging(self) -> Staging:
        return Staging(self.workspace.settings.staging)

    def _begin(self, job: Job) -> None:
        self.start(self.workspace.settings, self._staging, job)

    def _jobs(self) -> list[Job]:
        return [job for job in self._staging.jobs() if job.task is Task.ERASE]

    def _job(self, number: str) -> Job:
        job = next((job for job in self._jobs() if job.id == number), None)
        if job is None:
            raise NotFound("Of this erasure nothing is known any more.")
        return job


def _form(job: Job) -> Json:
    """An erasure without whom it is about."""
    told = job.problem if job.state is State.FAILED else None
    return {
        "id": job.id,
        "state": job.state.value,
        "at": job.created_at,
        "rows": None,
        "note": job.note or _PHASES.get(job.state),
        "moving": job.state in UNDER_WAY,
        "records": job.changed,
        "unfinished": _left(job, told) if job.state in UNFINISHED else None,
    }


def _left(job: Job, told: str | None) -> str:
    if job.changed is None:
        return f"Nobody was erased: {told or 'it was interrupted.'}"
    return "The person is gone from the records, but it was interrupted before what was derived was made anew."
