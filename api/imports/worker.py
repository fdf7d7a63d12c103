"""The process that carries one job out."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.imports.job import UNDER_WAY, State, Task
from api.imports.running import run_job
from api.imports.staging import Staging
from api.workspace import Workspace
from orbit.errors import OrbitError
from orbit.settings import Settings

log = logging.getLogger(__name__)
_FAULT = "Something went wrong on our side. Run `orbit doctor` where Orbit is installed, then start it again."
_NOTHING = "Something went wrong on our side, and nothing was taken in. Run `orbit doctor` where Orbit is installed."


def work(told: Mapping[str, Any]) -> None:
    """Open the workspace and carry the job out; whatever goes wrong is written into the job."""
    settings = Settings(Path(told["home"]), told["store"])
    staging = Staging(settings.staging)
    try:
        with Workspace.open(settings) as workspace:
            run_job(workspace, staging, told["job"])
            # Closing a workspace may take its time, and nothing of that belongs to the job.
            os.close(told["alive"])
    except OrbitError as error:
        _fail(staging, told["job"], str(error))
    except Exception as error:  # noqa: BLE001 - the root of a process: its text may name people, its class does not
        log.error("an import failed: %s", type(error).__name__)  # noqa: TRY400 - a traceback may name people
        _fail(staging, told["job"], _NOTHING if staging.job(told["job"]).task is Task.IMPORT else _FAULT)


def _fail(staging: Staging, number: str, problem: str) -> None:
    job = staging.job(number)
    # What goes wrong after its end is none of the job's business.
    if job.ended_at is None or job.state in UNDER_WAY:
        ended_at = datetime.now(UTC).isoformat()
        staging.write(replace(job, state=State.FAILED, ended_at=ended_at, note=None, problem=problem))
