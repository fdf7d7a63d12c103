from __future__ import annotations

import os
import select
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import pytest
from neo4j import GraphDatabase

from bench.jars import VERSION
from bench.servers import Neo4jServer, free_port
from orbit.errors import StoreUnavailable, UsageError
from tests.house.tree import ROOT

NewServer = Callable[..., Neo4jServer]
LONG = 120.0


def ask(server: Neo4jServer, statement: LiteralString) -> list[object]:
    """Return the first column of the answer."""
    with GraphDatabase.driver(f"neo4j://127.0.0.1:{server.port}", auth=("neo4j", server.password)) as driver:
        return [record[0] for record in driver.execute_query(statement).records]


@contextmanager
def by_hand(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the command that people without Docker use."""
    words = ["-m", "bench.servers", "--home", str(home), "--port", str(free_port()), "--heap", "512m"]
    with subprocess.Popen([sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


def test_a_server_that_cannot_start_repeats_its_own_last_words(neo4j_server: NewServer) -> None:
    server = neo4j_server(config={"server.bolt.nonsense": "1"})

    with pytest.raises(StoreUnavailable, match=r"Unrecognized setting.*server\.bolt\.nonsense"):
        server.start()
    assert server.pid is None


def test_a_port_that_is_taken_is_named(neo4j_server: NewServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(StoreUnavailable, match=rf"port {port}: Address already in use"):
            neo4j_server(port=port).start()


def test_a_server_that_is_too_slow_is_ended(neo4j_server: NewServer) -> None:
    server = neo4j_server(patience=0.0)

    with pytest.raises(StoreUnavailable, match="did not start within 0 s"):
        server.start()
    assert server.pid is None


def test_what_was_written_survives_a_kill_on_the_same_port(neo4j_server: NewServer) -> None:
    server = neo4j_server()
    server.start()
    ask(server, "CREATE (:Kept {word: 'still here'})")

    server.kill()
    server.start()

    assert ask(server, "MATCH (kept:Kept) RETURN kept.word AS word") == ["still here"]


def test_a_password_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    home = tmp_path / "graph"

    first, again = Neo4jServer(home), Neo4jServer(home)

    assert len(first.password) >= 32
    assert again.password == first.password
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "password").stat().st_mode) == 0o600
    assert first.password not in repr(first)


@pytest.mark.parametrize("act", [Neo4jServer.pause, Neo4jServer.resume, Neo4jServer.wait])
def test_only_a_running_server_can_be_acted_on(act: Callable[[Neo4jServer], None], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="start it first"):
        act(Neo4jServer(tmp_path))


def test_stopping_what_does_not_run_does_no_harm(tmp_path: Path) -> None:
    server = Neo4jServer(tmp_path)

    server.stop()
    server.kill()

    assert server.pid is None


def test_the_command_prints_where_the_store_is_and_stops_on_ctrl_c(java: None, tmp_path: Path) -> None:
    with by_hand(tmp_path) as running:
        assert running.stdout is not None
        line = running.stdout.readline()
        running.send_signal(signal.SIGINT)

        assert running.wait(LONG) == 0

    assert line.startswith(f"ORBIT_STORE=neo4j://neo4j:{Neo4jServer(tmp_path).password}@127.0.0.1:")
    assert "Stopped." in (tmp_path / "console.log").read_text(encoding="utf-8")


def test_a_server_ends_with_the_process_that_started_it(idle_java: None, tmp_path: Path) -> None:
    with by_hand(tmp_path / "graph") as running:
        assert running.stdout is not None
        running.stdout.readline()
        servers = [os.pidfd_open(pid) for pid in children(running.pid)]
        running.kill()

        ended = [select.select([server], [], [], LONG)[0] for server in servers]

    assert len(servers) == 2
    assert all(ended)


@pytest.fixture
def idle_java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program in Java's place that says it has started and does nothing: the process is what counts."""
    java = tmp_path / "java" / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text("#!/bin/sh\necho Started.\nexec sleep 600\n", encoding="utf-8")
    java.chmod(0o755)
    (tmp_path / "cache" / "orbit" / f"neo4j-{VERSION}").mkdir(parents=True)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "java"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
