"""Jobs are carried out by a process of their own, so that reading a large file slows no answer down."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

from api.aside import start_python
from api.imports.job import Job, State
from api.imports.staging import Staging
from orbit.settings import Settings

if TYPE_CHECKING:
    from api.workspace import Workspace

Start = Callable[[Settings, Staging, Job], None]

# How many seconds a worker that is done may take to leave.
_LEAVING = 15.0


def start_aside(settings: Settings, staging: Staging, job: Job) -> None:
    """Keep a job as waiting and start carrying it out; raises UsageError when it is under way already."""
    alive = staging.alive(job.id, patience=_LEAVING)
    try:
        staging.may_go_on(job.id)
        staging.write(replace(job, state=State.WAITING))
        # The address of a store may hold a password.
        told = {"home": str(settings.home), "store": settings.store, "job": job.id, "alive": alive}
        worker = start_python("api.imports.worker", "work", told, pass_fds=[alive])
        if worker.stdin is not None:
            worker.stdin.close()
    finally:
        # The worker holds the lock on from here.
        os.close(alive)
    Thread(target=worker.wait, daemon=True, name="orbit-import").start()


def carry_out_here(workspace: Workspace, staging: Staging, job: Job) -> Job:
    """Carry a job out while the caller waits, and return it; raises UsageError when it is under way already."""
    from api.imports.running import run_job  # reading files is loaded for those who do

    alive = staging.alive(job.id, patience=_LEAVING)
    try:
        staging.may_go_on(job.id)
        staging.write(replace(job, state=State.WAITING))
        return run_job(workspace, staging, job.id)
    finally:
        os.close(alive)
