"""The compiled search is loaded when it pays, kept on disk, and changes no answer."""

from __future__ import annotations

import fcntl
import signal
import subprocess
import threading
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest

pytest.importorskip("numba", reason="the compiled search needs numba: install orbit-asks[fast]")

from api import compiling
from api.aside import start_python
from api.compiling import MANY_PEOPLE, MANY_SEARCHES, Compiler, QuickRanker
from orbit.graph.ranking import Choice, EngineRanker
from orbit.graph.targets import TargetSearch
from tests.parity.odd_worlds import odd_view


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compiled")


def test_few_searches_do_not_wait_for_it_and_many_do(folder: Path) -> None:
    view = odd_view(200)
    today = view.as_of.toordinal()
    companies = np.flatnonzero(np.diff(view.staff.company_at)).tolist()
    searches = [(TargetSearch(company, today, 0.5), Choice(10)) for company in companies] * 3
    compiler = Compiler(folder)
    ranker = QuickRanker(view, compiler)

    few = ranker.best(searches[:20])
    was_loaded = compiler.ready is not None
    many = ranker.best(searches)

    assert len(searches) >= MANY_SEARCHES
    assert not was_loaded
    assert compiler.ready is not None
    assert few == EngineRanker(view).best(searches[:20])
    ways = [[(way.connector, way.bridge, way.target) for way in found.ways] for found in many]
    expected = [
        [(way.connector, way.bridge, way.target) for way in found.ways] for found in EngineRanker(view).best(searches)
    ]
    assert ways == expected


def test_first_hops_of_a_crowd_are_found_by_it(folder: Path) -> None:
    compiler = Compiler(folder)

    assert compiler.find_hops(MANY_PEOPLE - 1) is None
    assert compiler.find_hops(MANY_PEOPLE) is not None
    assert compiler.find_hops(1) is not None


def test_what_other_sources_were_compiled_to_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "of-other-sources").mkdir()

    Compiler(tmp_path).load()

    assert not (tmp_path / "of-other-sources").exists()


def test_what_was_compiled_is_not_compiled_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Compiler(folder).load()
    started: list[object] = []
    monkeypatch.setattr(compiling, "start_python", lambda *told, **_: started.append(told))

    again = Compiler(folder)

    assert again.load() is not None
    assert started == []


def test_it_is_compiled_here_where_no_other_process_can(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Compiler(folder).load()
    for mark in folder.glob("*/whole"):
        mark.unlink()
    monkeypatch.setattr(compiling, "start_python", lambda *_, **__: start_python("sys", "exit", {}))

    assert Compiler(folder).load() is not None


def test_stopping_does_not_wait_for_the_compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workers: list[subprocess.Popen[bytes]] = []
    started = Event()

    def start(*told: Any, **how: Any) -> subprocess.Popen[bytes]:
        workers.append(start_python(*told, **how))
        started.set()
        return workers[-1]

    monkeypatch.setattr(compiling, "start_python", start)
    compiler = Compiler(tmp_path)
    compiler.load_aside()
    assert started.wait(60)

    compiler.stop()

    assert [worker.returncode for worker in workers] == [-signal.SIGKILL]
    assert "orbit-compile" not in {thread.name for thread in threading.enumerate()}
    assert compiler.ready is None
    assert not list(tmp_path.glob("*/whole"))


def test_nothing_is_compiled_once_stopped(tmp_path: Path) -> None:
    compiler = Compiler(tmp_path)

    compiler.stop()

    assert compiler.load() is None
    assert not list(tmp_path.iterdir())


def test_whoever_compiles_leaves_with_who_started_it(tmp_path: Path) -> None:
    worker = start_python("api.compiling", "compile_for", {"kept": str(tmp_path)}, apart=True)
    with worker:
        # The system closes this end when the process that holds it ends, however that comes.
        assert worker.stdin is not None
        worker.stdin.close()

    assert worker.returncode == 1
    assert not (tmp_path / "whole").exists()


def test_two_processes_do_not_compile_the_same(folder: Path) -> None:
    Compiler(folder).load()
    kept = next(folder.iterdir())
    compiled = {path: path.stat().st_mtime_ns for path in kept.rglob("*")}

    with (kept / "turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        with start_python("api.compiling", "compile_for", {"kept": str(kept)}, apart=True) as second:
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(1)
            fcntl.flock(turn, fcntl.LOCK_UN)
            second.wait()

    assert second.returncode == 0
    assert {path: path.stat().st_mtime_ns for path in kept.rglob("*") if path.name != "turn"} == {
        path: at for path, at in compiled.items() if path.name != "turn"
    }
