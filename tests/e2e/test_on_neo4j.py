"""The same workspace on Neo4j: the same bytes as in a file, and several processes that keep in step."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest

from api.demo import make_demo
from api.presenter import Presenter
from api.presenter.paths.paths import PathsRequest
from api.rendering import to_json
from api.workspace import Workspace
from bench.servers import free_port
from orbit.settings import read_settings
from orbit.store.copying import digest_of
from orbit.store.open import open_store
from orbit.world import WorldSpec
from tests.factories import DAY, NOON
from tests.neo4j_database import emptied

ACCOUNTS_FILE = "Account ID,Account Name,Website,Type\n001000000000FRESH,Brandnew Foods,brandnew.example,Prospect\n"


@pytest.fixture(scope="module")
def database(neo4j_url: str) -> str:
    """The run's database, as nobody else's while this module runs."""
    return emptied(neo4j_url)


@pytest.fixture(scope="module")
def on_neo4j(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The fictional company of `demo`, imported into Neo4j."""
    settings = read_settings(tmp_path_factory.mktemp("on-neo4j"), {"ORBIT_STORE": database})
    with Workspace.open(settings, create=True) as workspace:
        make_demo(workspace, WorldSpec(scale=0.05, as_of=DAY), at=NOON, say=lambda _: None)
        yield workspace


def week(workspace: Workspace) -> bytes:
    return to_json(Presenter(workspace).week(rep=None, as_of=DAY))


def test_the_week_is_the_same_bytes_as_in_a_file(demo: Workspace, on_neo4j: Workspace) -> None:
    assert week(on_neo4j) == week(demo)


def test_the_paths_to_every_account_are_the_same_bytes_as_in_a_file(demo: Workspace, on_neo4j: Workspace) -> None:
    accounts = Presenter(demo).accounts(as_of=DAY, limit=200, cursor=None)["items"]
    request = PathsRequest(None, None, 10, DAY)

    def paths(workspace: Workspace, account: dict[str, Any]) -> bytes:
        return to_json(Presenter(workspace).paths(account["id"], request))

    assert [paths(on_neo4j, account) for account in accounts] == [paths(demo, account) for account in accounts]


def test_the_snapshot_is_the_same_arrays_as_from_a_file(demo: Workspace, on_neo4j: Workspace) -> None:
    ours, theirs = (workspace.scene(DAY).view.snapshot for workspace in (demo, on_neo4j))

    for name in ours.__slots__:
        left, right = getattr(ours, name), getattr(theirs, name)
        assert (name, left.dtype, left.tobytes()) == (name, right.dtype, right.tobytes())


def orbit(home: Path, store: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(home, store, *words), capture_output=True, check=False)


def command(home: Path, store: str, *words: str) -> list[str]:
    return ["env", f"ORBIT_STORE={store}", sys.executable, "-m", "api.cli", *words, "--home", str(home)]


@contextmanager
def served(home: Path, store: str, port: int) -> Iterator[None]:
    """Serve with two processes, from a folder of their own as on another machine."""
    words = command(home, store, "serve", "--port", str(port), "--workers", "2")
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            eventually(lambda: asked(port, "/readyz") is not None)
            yield
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)


def asked(port: int, path: str) -> dict[str, Any] | None:
    """The answer to a request on a connection of its own; None while nobody serves."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        answer: dict[str, Any] = json.loads(connection.getresponse().read())
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
    return answer


def eventually(done: Callable[[], bool]) -> None:
    until = time.monotonic() + 180
    while not done():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.05)


def test_every_process_answers_from_what_another_has_committed(
    on_neo4j: Workspace, database: str, tmp_path: Path
) -> None:
    port = free_port()
    export = tmp_path / "accounts.csv"
    export.write_text(ACCOUNTS_FILE, encoding="utf-8")

    with served(tmp_path / "elsewhere", database, port):
        before = asked(port, "/v1/search?text=brandnew")
        told = orbit(tmp_path / "admin", database, "ingest", "crm_accounts", str(export))
        after = [asked(port, "/v1/search?text=brandnew") for _ in range(12)]

    assert (told.returncode, told.stdout) == (0, told.stdout), told.stderr.decode()
    assert before is not None
    assert "Brandnew" not in json.dumps(before)
    assert [answer for answer in after if "Brandnew Foods" not in json.dumps(answer)] == []


def test_a_copy_in_a_file_has_the_digest_of_the_database(database: str, on_neo4j: Workspace, tmp_path: Path) -> None:
    told = orbit(tmp_path, database, "copy", "--from", database, "--to", str(tmp_path / "copy.db"), "--json")

    copy = open_store(tmp_path / "copy.db")
    assert json.loads(told.stdout)["digest"] == digest_of(copy) == digest_of(on_neo4j.store)
    assert "neo4j:" not in json.loads(told.stdout)["from"].removeprefix("neo4j://")
    copy.close()
