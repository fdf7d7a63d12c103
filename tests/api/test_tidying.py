from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue

import pytest

from api.imports.job import Job, State
from api.imports.running import run_job
from api.imports.staging import Staging
from api.renewing import Renewing
from api.tidying import Daily, tidy
from api.workspace import Workspace
from orbit.errors import StoreUnavailable
from orbit.settings import Settings, read_settings
from tests.factories import NOON, import_log, person
from tests.storing import put, put_as

PATIENCE = 20.0
LATER = NOON + timedelta(days=31)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(read_settings(tmp_path / "home", {}), create=True) as workspace:
        put(workspace.store, person("ana"))
        yield workspace


class Tidied:
    """Remembers when it was tidied; the first times it fails."""

    def __init__(self, failures: int = 0) -> None:
        self.times: SimpleQueue[datetime] = SimpleQueue()
        self.failures = failures

    def tidy(self, at: datetime) -> None:
        self.times.put(at)
        self.failures -= 1
        if self.failures >= 0:
            raise StoreUnavailable("away")


def here(settings: Settings, staging: Staging, job: Job) -> None:
    """Carry a job out in this very process."""
    staging.write(job)
    with Workspace.open(settings) as workspace:
        run_job(workspace, staging, job.id, wait=lambda _: None)


def test_what_can_be_undone_is_left_alone(workspace: Workspace) -> None:
    started = tidy(workspace, at=NOON + timedelta(days=30), start=here)

    assert not started
    assert workspace.store.imports()[0].revocable


def test_what_is_too_old_to_be_undone_is_made_final_aside(workspace: Workspace) -> None:
    put_as(workspace.store, import_log(at=NOON + timedelta(days=5)), person("bo"))

    started = tidy(workspace, at=LATER, start=here)

    assert started
    assert [log.revocable for log in workspace.store.imports()] == [False, True]
    assert Staging(workspace.settings.staging).job("im_keep").state is State.READY


def test_of_several_that_serve_one_workspace_one_does_it(workspace: Workspace) -> None:
    staging = Staging(workspace.settings.staging)
    job = Job("im_keep", "", LATER.isoformat(), (), state=State.WAITING)
    staging.make_room(job)
    staging.write(job)
    alive = staging.alive(job.id)

    def start(_settings: Settings, staging: Staging, job: Job) -> None:
        staging.alive(job.id)

    started = tidy(workspace, at=LATER, start=start)
    os.close(alive)

    assert not started


def test_a_server_does_it_soon_and_then_every_day() -> None:
    workspace = Tidied()

    with Daily(workspace, lambda: NOON, first=0.001, every=0.001):
        times = [workspace.times.get(timeout=PATIENCE) for _ in range(3)]

    assert times == [NOON] * 3


def test_a_day_on_which_it_fails_does_not_end_it() -> None:
    workspace = Tidied(failures=3)

    with Daily(workspace, lambda: NOON, first=0.001, every=0.001):
        for _ in range(5):
            workspace.times.get(timeout=PATIENCE)

    assert workspace.failures < 0


def test_uploads_that_nobody_started_go_with_it(workspace: Workspace) -> None:
    staging = Staging(workspace.settings.staging)
    received = staging.receive(most=1 << 20)
    staging.write(Job(received.id, "ana", NOON.isoformat(), ()))

    Renewing(workspace).tidy(NOON + timedelta(days=2))

    assert staging.jobs() == []
