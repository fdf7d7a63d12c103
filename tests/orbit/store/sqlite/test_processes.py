"""Two processes on one file, one of them killed."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from orbit.errors import StoreBusy
from orbit.model import EntityKind
from orbit.store.sqlite import open_sqlite
from tests.factories import person
from tests.storing import put, state

ROOT = Path(__file__).parents[4]

HOLD_THE_LOCK = """
    import sys
    from orbit.store.sqlite import open_sqlite
    from tests.factories import import_log, person

    store = open_sqlite(sys.argv[1])
    with store.writing() as batch:
        number = batch.begin_import(import_log())
        # More pages than the cache holds, so that some are in the write-ahead log already.
        store._writer.pragma("cache_size", 10)
        batch.put([person(f"half-{i}", "x" * 500) for i in range(5_000)], import_id=number)
        print("half", flush=True)
        sys.stdin.readline()
"""


@contextmanager
def another_process(script: str, file: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", textwrap.dedent(script), str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "half\n"
            yield process
        finally:
            process.kill()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "workspace.orbit"
    store = open_sqlite(file, create=True)
    put(store, person("ana"))
    store.close()
    return file


def test_nothing_of_a_killed_import_is_visible_and_it_can_be_run_again(file: Path) -> None:
    store = open_sqlite(file)
    before = state(store)
    with another_process(HOLD_THE_LOCK, file) as process:
        process.kill()
        process.wait()

    again = open_sqlite(file)

    assert (state(again), again.revision(), len(again.imports()), again.check()) == (before, 1, 1, [])
    put(again, person("half-1"))
    assert again.revision() == 2
    again.close()
    store.close()


def test_a_killed_import_leaves_a_file_that_opens_when_nobody_else_held_it(file: Path) -> None:
    with another_process(HOLD_THE_LOCK, file) as process:
        process.kill()
        process.wait()

    store = open_sqlite(file)

    assert [row.record.key.id for row in store.records(EntityKind.PERSON)] == ["ana"]
    store.close()


def test_a_second_process_is_told_that_the_store_is_busy_and_still_reads(file: Path) -> None:
    store = open_sqlite(file, wait=0.01)

    with another_process(HOLD_THE_LOCK, file):
        with pytest.raises(StoreBusy), store.writing():
            pytest.fail("two writers at once")

        assert [row.record.key.id for row in store.records(EntityKind.PERSON)] == ["ana"]
    store.close()


def test_a_second_process_waits_for_a_writer_that_ends(file: Path) -> None:
    store = open_sqlite(file, wait=30)

    with another_process(HOLD_THE_LOCK, file) as process:
        assert process.stdin is not None
        process.stdin.write("go on\n")
        process.stdin.flush()
        put(store, person("bo"))

    assert len(list(store.records(EntityKind.PERSON))) == 5_002
    store.close()
