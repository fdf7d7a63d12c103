"""The whole job on the real server: the command line and the API give the same bytes, on the wire."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from api.http.app import create_app
from api.http.keys import KeyCheck
from api.presenter import Presenter
from api.workspace import Workspace
from bench.web_server import running
from tests.factories import DAY

Served = tuple[HTTPResponse, bytes]


@pytest.fixture(scope="module")
def port(demo: Workspace) -> Iterator[int]:
    """The port at which the fictional company's workspace is served, on its own day."""
    presenter = Presenter(demo)
    keys = KeyCheck(stored=demo.store.keys, now=lambda: datetime.now(UTC))
    with running(create_app(lambda: presenter, keys, today=lambda: DAY)) as port:
        yield port


@pytest.fixture
def get(port: int) -> Any:
    """Ask the server; return the response and its body."""

    def ask(path: str, **headers: str) -> Served:
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body

    return ask


def orbit(home: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "api.cli", *words, "--home", str(home)]
    return subprocess.run(command, capture_output=True)


@pytest.fixture(scope="module")
def account(demo: Workspace) -> dict[str, Any]:
    """The hottest account."""
    item: dict[str, Any] = Presenter(demo).accounts(as_of=DAY, limit=1, cursor=None)["items"][0]
    return item


def test_paths_are_the_same_bytes_on_the_command_line_and_over_the_wire(
    get: Any, demo_home: Path, account: dict[str, Any]
) -> None:
    told = orbit(demo_home, "paths", account["domain"], "--json", "--as-of", DAY.isoformat())

    response, body = get(f"/v1/accounts/{account['domain']}/paths")

    assert (told.returncode, told.stderr, response.status) == (0, b"", 200)
    assert body == told.stdout
    assert json.loads(body)["paths"]


def test_options_mean_the_same_on_both(get: Any, demo_home: Path, account: dict[str, Any]) -> None:
    words = ["--limit", "3", "--title", "manager", "--as-of", "2026-10-01"]
    told = orbit(demo_home, "paths", account["domain"], "--json", *words)

    _, body = get(f"/v1/accounts/{account['domain']}/paths?limit=3&title=manager&as_of=2026-10-01")

    assert body == told.stdout


def test_the_week_is_the_same_bytes_on_both(get: Any, demo_home: Path) -> None:
    told = orbit(demo_home, "week", "--json", "--as-of", DAY.isoformat())

    response, body = get("/v1/week")

    assert (response.status, body) == (200, told.stdout)


def test_asking_twice_gives_the_same_bytes_and_tag(get: Any, account: dict[str, Any]) -> None:
    one, first = get(f"/v1/accounts/{account['domain']}/paths")
    two, second = get(f"/v1/accounts/{account['domain']}/paths")

    assert (one.headers["ETag"], first) == (two.headers["ETag"], second)


def test_who_holds_the_answer_already_gets_none(get: Any, account: dict[str, Any]) -> None:
    response, _ = get("/v1/week")

    again, body = get("/v1/week", **{"If-None-Match": response.headers["ETag"]})

    assert (again.status, body) == (304, b"")


def test_an_account_answers_to_its_name_as_well(get: Any, account: dict[str, Any]) -> None:
    _, by_domain = get(f"/v1/accounts/{account['domain']}/paths")
    _, by_name = get(f"/v1/accounts/{quote(account['name'])}/paths")
    _, by_id = get(f"/v1/accounts/{account['id']}/paths")

    assert by_domain == by_name == by_id


def test_an_unknown_account_is_a_problem_with_the_names_that_the_command_line_gives(
    get: Any, demo_home: Path, account: dict[str, Any]
) -> None:
    response, body = get("/v1/accounts/nowhere.example/paths")
    told = orbit(demo_home, "paths", "nowhere.example", "--as-of", DAY.isoformat())

    problem = json.loads(body)
    assert (response.status, response.headers["Content-Type"]) == (404, "application/problem+json")
    assert (told.returncode, told.stdout) == (1, b"")
    assert len(problem["nearest"]) == 3
    assert all(name in told.stderr.decode() for name in problem["nearest"])


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_the_server_says_that_it_is_well(get: Any, path: str) -> None:
    assert get(path)[0].status == 200


def test_the_page_is_served_at_the_front(get: Any) -> None:
    response, body = get("/")

    assert response.status == 200
    assert body.lstrip().lower().startswith(b"<!doctype html>")


def test_the_person_at_the_end_of_a_path_can_be_looked_up(get: Any, account: dict[str, Any]) -> None:
    path = json.loads(get(f"/v1/accounts/{account['domain']}/paths")[1])["paths"][0]
    target = path["people"][-1]

    _, body = get(f"/v1/people/{target['id']}")

    assert json.loads(body)["person"]["name"] == target["name"]


@contextmanager
def serving(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run `orbit serve` as a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port), "--home", str(home)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            _wait_for(process, port)
            yield process, port
        finally:
            process.kill()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(400):
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        with suppress(subprocess.TimeoutExpired):
            raise ChildProcessError(f"the server ended with {process.wait(timeout=0.05)}")
    raise TimeoutError("the server did not answer")


def _status(port: int, path: str, **headers: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_an_import_shows_in_the_next_answer_of_a_running_server(tmp_path: Path) -> None:
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("account_name,domain,kind\nNordlys,nordlys.example,target\n", encoding="utf-8")
    orbit(tmp_path, "init")

    with serving(tmp_path) as (_, port):
        before = _status(port, "/v1/accounts/nordlys.example")
        orbit(tmp_path, "ingest", "crm_accounts", str(accounts))
        after = _status(port, "/v1/accounts/nordlys.example")

    assert (before, after) == (404, 200)


def test_a_running_server_asks_for_a_key_from_the_moment_there_is_one(tmp_path: Path) -> None:
    orbit(tmp_path, "init")

    with serving(tmp_path) as (_, port):
        before = _status(port, "/v1/week")
        key = orbit(tmp_path, "keys", "new", "sidebar").stdout.decode().strip()
        without, given = _status(port, "/v1/week"), _status(port, "/v1/week", Authorization=f"Bearer {key}")

    assert (before, without, given) == (200, 401, 200)


def test_stopping_the_server_by_hand_is_no_failure(tmp_path: Path) -> None:
    orbit(tmp_path, "init")

    with serving(tmp_path) as (process, port):
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)

    assert f"Serving on http://127.0.0.1:{port}" in err.decode()
    assert b"Traceback" not in err
    assert process.returncode in {0, 130}


def test_others_on_the_network_are_not_served_without_keys(tmp_path: Path) -> None:
    orbit(tmp_path, "init")

    refused = orbit(tmp_path, "serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - it must not come to that

    assert refused.returncode == 2
    assert b"key" in refused.stderr


def test_a_port_that_is_taken_is_said_in_words(tmp_path: Path) -> None:
    orbit(tmp_path, "init")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = orbit(tmp_path, "serve", "--port", str(taken.getsockname()[1]))

    assert refused.returncode == 2
    assert b"Choose another port with --port" in refused.stderr
