"""An import that is killed or stopped: the store opens, nothing half-done is visible, the next run completes."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from orbit.errors import StoreBusy
from orbit.store.base import ImportLog
from orbit.store.open import open_store
from orbit.store.sqlite import open_sqlite
from tests.api.cli.conftest import Orbit
from tests.storing import state

ROWS = 6000


@pytest.fixture
def many(tmp_path: Path, orbit: Orbit) -> Path:
    """Return a file long enough to be stopped in the middle, beside a workspace that knows nothing yet."""
    orbit("init", "--company", "Tidewell")
    target = tmp_path / "Connections.csv"
    rows = (f"Ida{n},Berg,https://www.linkedin.com/in/ida-{n},,Firm {n % 400},CFO,05 Mar 2024" for n in range(ROWS))
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    target.write_text("\n".join([head, *rows]), encoding="utf-8")
    return target


@pytest.fixture
def importing(many: Path, home: Path) -> Iterator[subprocess.Popen[str]]:
    """Return an import in the midst of its transaction."""
    words = ["ingest", "linkedin", str(many), "--owner", "ana@tidewell.example", "--home", str(home)]
    with subprocess.Popen([sys.executable, "-m", "api.cli", *words], stderr=subprocess.PIPE, text=True) as process:
        _wait_until_writing(home, process)
        yield process
        with suppress(ProcessLookupError):
            process.kill()


def _wait_until_writing(home: Path, process: subprocess.Popen[str]) -> None:
    """Try to write until somebody else does; in between, let them."""
    store, pause = open_sqlite(home / "orbit.db", wait=0), threading.Event()
    while process.poll() is None:
        try:
            with store.writing():
                pass
        except StoreBusy:
            break
        pause.wait(0.005)
    store.close()


def held(home: Path) -> tuple[list[str], list[ImportLog], dict[str, list[Any]]]:
    """What is wrong with the store, which imports it knows, and all that it holds."""
    store = open_store(str(home / "orbit.db"))
    try:
        return store.check(), store.imports(), state(store)
    finally:
        store.close()


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=str)
def test_a_stopped_import_leaves_nothing_behind_and_can_be_done_again(
    orbit: Orbit, many: Path, home: Path, importing: subprocess.Popen[str], stop: signal.Signals
) -> None:
    importing.send_signal(stop)
    importing.wait()

    damage, imports, facts = held(home)
    assert importing.returncode != 0
    assert (damage, imports, facts["records"]) == ([], [], [])
    assert orbit("ingest", "linkedin", many, "--owner", "ana@tidewell.example", "--json").json["rows"] == ROWS


def test_stopping_by_hand_says_that_nothing_is_half_done(importing: subprocess.Popen[str]) -> None:
    importing.send_signal(signal.SIGINT)
    _, err = importing.communicate()

    assert importing.returncode == 130
    assert err.strip() == "Stopped. Nothing half-done is visible; run the command again to go on."
