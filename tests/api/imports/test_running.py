from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.erasing import forget_entity
from api.imports.aside import start_aside
from api.imports.job import UNDER_WAY, Job, Orders, State, Task
from api.imports.keeping import take_back
from api.imports.running import run_job
from api.imports.staging import Staging
from api.workspace import Workspace
from orbit.model import EntityId, EntityKind
from orbit.settings import read_settings
from orbit.store.open import open_store
from tests.factories import NOON, person
from tests.storing import put

ACCOUNTS = b"account_name,kind\nNordlys,target\nFjord,customer\n"
ROWS = b"account_name,kind\n" + b"".join(b"Firm %d,target\n" % number for number in range(2_000))


@dataclass
class Bench:
    """A workspace and its staging folder."""

    workspace: Workspace
    staging: Staging

    def staged(self, content: bytes = ACCOUNTS, **orders: object) -> Job:
        received = self.staging.receive(most=1 << 30)
        file = received.new_file("files", "accounts.csv")
        file.write(content)
        file.close()
        wanted = Orders(**{"source": "crm_accounts", **orders})  # type: ignore[arg-type]  # as a test says them
        job = Job(received.id, "ana", NOON.isoformat(), received.uploads, wanted)
        self.staging.write(job)
        return job

    def undoing(self) -> Job:
        """Order the undoing of the first import."""
        return self._made(Job("im_undo1", "ana", NOON.isoformat(), (), task=Task.UNDO, run=1))

    def erasing(self, name: str) -> Job:
        """Order that somebody is erased."""
        store = self.workspace.store
        people = {one.record.name: one.record.key for one in store.records(EntityKind.PERSON)}
        [entity] = store.entities(EntityKind.PERSON, [people[name]]).values()
        return self._made(Job("im_erase1", "ana", NOON.isoformat(), (), task=Task.ERASE, person=entity))

    def _made(self, job: Job) -> Job:
        self.staging.make_room(job)
        self.staging.write(job)
        return job

    def run(self, job: Job, wait: Callable[[float], None] = lambda _: None) -> Job:
        alive = self.staging.alive(job.id)
        try:
            return run_job(self.workspace, self.staging, job.id, wait=wait)
        finally:
            os.close(alive)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Workspace.open(read_settings(tmp_path / "home", {}), create=True) as workspace:
        yield Bench(workspace, Staging(workspace.settings.staging))


def test_a_job_is_carried_out_to_its_account(bench: Bench) -> None:
    done = bench.run(bench.staged())

    assert (done.state, done.run, done.done, done.total) == (State.READY, 1, 2, 2)
    assert bench.workspace.store.unresolved() == 0


def test_a_failed_job_says_why_and_changes_nothing(bench: Bench) -> None:
    failed = bench.run(bench.staged(b"nothing,known\na,b\n"))

    assert failed.state is State.FAILED
    assert failed.problem is not None
    assert "this is not a crm_accounts list" in failed.problem
    assert bench.workspace.store.imports() == []


def test_an_import_waits_for_another_one_and_says_so(bench: Bench) -> None:
    job = bench.staged()
    notes: list[str | None] = []

    with bench.staging.turn() as mine:

        def wait(_seconds: float) -> None:
            notes.append(bench.staging.job(job.id).note)
            bench.staging.ask_to_stop(job.id)

        stopped = bench.run(job, wait)

    assert (mine, stopped.state) == (True, State.CANCELLED)
    assert notes == ["Another import is running; this one waits for it."]


def test_an_import_waits_for_another_program_that_writes_and_then_goes_on(bench: Bench) -> None:
    job = bench.staged()
    other = open_store(bench.workspace.settings.store)
    writing = other.writing()
    writing.__enter__()
    notes: list[str | None] = []

    def wait(_seconds: float) -> None:
        notes.append(bench.staging.job(job.id).note)
        writing.__exit__(None, None, None)

    done = bench.run(job, wait)
    other.close()

    assert (notes, done.state) == (
        ["Another program is writing to the workspace; this one waits for it."],
        State.READY,
    )


def test_an_import_that_is_stopped_leaves_nothing(bench: Bench) -> None:
    job = bench.staged(ROWS)
    bench.staging.ask_to_stop(job.id)

    stopped = bench.run(job)

    assert (stopped.state, bench.workspace.store.imports()) == (State.CANCELLED, [])
    assert not list(bench.workspace.settings.staging.rglob("*.csv"))


def test_a_process_of_its_own_carries_a_job_out(bench: Bench) -> None:
    job = bench.staged()

    start_aside(bench.workspace.settings, bench.staging, job)

    done = ended(bench.staging, job.id)
    assert (done.state, done.problem, done.run) == (State.READY, None, 1)


def test_a_killed_import_is_shown_as_interrupted_and_can_be_started_again(bench: Bench) -> None:
    job = bench.staged(ROWS)
    with bench.workspace.store.writing():
        start_aside(bench.workspace.settings, bench.staging, job)
        until(lambda: bench.staging.job(job.id).note is not None or bench.staging.job(job.id).state is State.READING)
        os.kill(worker_of(bench.staging, job.id), signal.SIGKILL)
    until(lambda: bench.staging.job(job.id).state is State.INTERRUPTED)
    nothing = bench.workspace.store.imports()

    start_aside(bench.workspace.settings, bench.staging, job)

    assert (nothing, ended(bench.staging, job.id).state) == ([], State.READY)


def test_an_import_is_undone_by_a_process_of_its_own(bench: Bench) -> None:
    bench.run(bench.staged())
    job = bench.undoing()

    start_aside(bench.workspace.settings, bench.staging, job)

    done = ended(bench.staging, job.id)
    assert (done.state, done.problem, done.changed) == (State.READY, None, 4)
    assert bench.workspace.store.imports()[0].undone_at is not None


def test_undoing_that_was_stopped_half_way_is_gone_on_with_and_undoes_nothing_twice(bench: Bench) -> None:
    bench.run(bench.staged())
    take_back(bench.workspace, 1, at=NOON)
    revision = bench.workspace.store.revision()

    done = bench.run(bench.undoing())

    assert (done.state, done.changed) == (State.READY, None)
    assert bench.workspace.store.revision() == revision


def test_a_killed_undoing_has_undone_nothing_and_can_be_started_again(bench: Bench) -> None:
    bench.run(bench.staged())
    job = bench.undoing()
    with bench.workspace.store.writing():
        start_aside(bench.workspace.settings, bench.staging, job)
        until(lambda: bench.staging.job(job.id).note is not None or bench.staging.job(job.id).state is State.UNDOING)
        os.kill(worker_of(bench.staging, job.id), signal.SIGKILL)
    until(lambda: bench.staging.job(job.id).state is State.INTERRUPTED)
    before = bench.workspace.store.imports()[0].undone_at

    start_aside(bench.workspace.settings, bench.staging, job)

    assert (before, ended(bench.staging, job.id).state) == (None, State.READY)


def test_erasing_forgets_at_its_end_whom_it_was_about(bench: Bench) -> None:
    put(bench.workspace.store, person("ana", "Ana Ruiz"))
    bench.workspace.match(at=NOON)
    job = bench.erasing("Ana Ruiz")

    done = bench.run(job)

    assert (done.state, done.changed, done.person) == (State.READY, 1, None)
    assert job.person is not None
    assert job.person not in (bench.workspace.settings.staging / job.id / "job.json").read_text(encoding="utf-8")


def test_erasing_that_was_stopped_after_the_person_went_settles_the_rest(bench: Bench) -> None:
    put(bench.workspace.store, person("ana", "Ana Ruiz"), person("bo", "Bo Krantz"))
    bench.workspace.match(at=NOON)
    job = bench.erasing("Ana Ruiz")
    forget_entity(bench.workspace, EntityId(job.person or ""), at=NOON)
    bench.workspace.settings.derived.mkdir(exist_ok=True)
    (bench.workspace.settings.derived / "told").write_text("Ana Ruiz", encoding="utf-8")

    done = bench.run(job)

    assert (done.state, done.changed) == (State.READY, None)
    assert not bench.workspace.settings.derived.exists()
    assert len(set(bench.workspace.store.members(EntityKind.PERSON))) == 1


def ended(staging: Staging, number: str) -> Job:
    until(lambda: staging.job(number).state not in UNDER_WAY)
    return staging.job(number)


def until(true: Callable[[], bool], *, seconds: float = 60.0) -> None:
    """Wait for another process."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def worker_of(staging: Staging, number: str) -> int:
    """The process that holds a job: the one child of ours that has its lock open."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            try:
                held = {str(link.readlink()) for link in (entry / "fd").iterdir()}
            except OSError:
                continue
            if any(link.endswith(f"{number}/alive") for link in held):
                return int(entry.name)
    raise AssertionError("nobody works on the job")
