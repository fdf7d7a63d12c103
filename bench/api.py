"""How long the API takes for one account once warm, over a real socket."""

from __future__ import annotations

import http.client
import socket
import statistics
import sys
import time
from collections.abc import Callable
from subprocess import DEVNULL, Popen
from typing import Any
from urllib.parse import quote

from bench.places import Place
from orbit.model import AccountKind

_CALLS = 300


def measure(place: Place, say: Callable[[str], None]) -> dict[str, Any]:
    """Ask a server of its own for the paths of account after account; milliseconds on the caller's side."""
    say("Timing the API …")
    port = _free_port()
    home = str(place.workspace.settings.home)
    command = [sys.executable, "-m", "api.cli", "serve", "--home", home, "--port", str(port)]
    with Popen(command, stdout=DEVNULL, stderr=DEVNULL) as server:
        try:
            _wait(port)
            times = _calls(place, port)
        finally:
            server.terminate()
    return {
        "figures": {
            "api_paths_ms_p50": round(statistics.median(times), 2),
            "api_paths_ms_p99": round(statistics.quantiles(times, n=100)[98], 2),
        },
        "peers": {},
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def _wait(port: int) -> None:
    """Wait until the server answers, half a minute at most."""
    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _calls(place: Place, port: int) -> list[float]:
    scene = place.scene
    domains = [
        domain
        for entity in scene.book.accounts(scene.as_of, AccountKind.TARGET)
        if (number := scene.view.snapshot.company(entity)) is not None
        and (domain := scene.view.snapshot.domain_of(number))
    ]
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times = []
    for turn in range(_CALLS):
        start = time.perf_counter()
        domain = quote(domains[turn % len(domains)])
        connection.request("GET", f"/v1/accounts/{domain}/paths?as_of={scene.as_of.isoformat()}")
        answer = connection.getresponse()
        body = answer.read()
        times.append((time.perf_counter() - start) * 1000)
        if answer.status != http.client.OK or not body:
            raise RuntimeError(f"the API answered {answer.status}")
    connection.close()
    return times[20:]
