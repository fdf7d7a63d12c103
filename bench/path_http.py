"""How many answers a second two API workers give over a real socket; needs the load generator wrk."""

from __future__ import annotations

import re
import shutil
import socket
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import DEVNULL, Popen, run
from tempfile import TemporaryDirectory
from urllib.parse import quote

from bench.places import Place
from bench.sides import Figures
from bench.store_paths import accounts_of
from orbit.errors import StoreError

_WORKERS, _THREADS, _CONNECTIONS, _SECONDS = 2, 1, 8, 10
_ACCOUNTS = 200
_SCRIPT = """
local paths = {{ {paths} }}
local turn = 0
request = function()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn])
end
"""
_RATE = re.compile(r"^Requests/sec:\s*([\d.]+)\s*$", re.MULTILINE)
_TAIL = re.compile(r"^\s*99%\s*([\d.]+)(us|ms|s|m)\s*$", re.MULTILINE)
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


def http_figures(place: Place, say: Callable[[str], None]) -> Figures:
    """Ask two workers on the demo for the paths of account after account; nothing where wrk is not installed."""
    if shutil.which("wrk") is None:
        say("wrk is not installed, so the API is not put under load …")
        return {}
    say("Putting two API workers under load …")
    port, home = _free_port(), str(place.workspace.settings.home)
    command = [sys.executable, "-m", "api.cli", "serve", "--home", home, "--port", str(port), "--workers"]
    with Popen([*command, str(_WORKERS)], stdout=DEVNULL, stderr=DEVNULL) as server:
        try:
            _wait(port)
            with TemporaryDirectory(prefix="orbit-bench-") as folder:
                script = Path(folder) / "accounts.lua"
                script.write_text(_SCRIPT.format(paths=", ".join(_paths(place))), encoding="utf-8")
                _load(port, script, seconds=3)
                told = _load(port, script, seconds=_SECONDS)
        finally:
            server.terminate()
    return read_wrk(told)


def read_wrk(told: str) -> Figures:
    """Read what wrk printed; raises StoreError where requests failed."""
    rate, tail = _RATE.search(told), _TAIL.search(told)
    if rate is None or tail is None or "Non-2xx" in told or "Socket errors" in told:
        raise StoreError(f"wrk did not get its answers:\n{told}")
    return {
        "http_requests_per_s": round(float(rate[1]), 1),
        "http_p99_ms": round(float(tail[1]) * _MILLISECONDS[tail[2]], 2),
    }


def _paths(place: Place) -> Sequence[str]:
    scene = place.scene
    domains = (scene.view.snapshot.domain_of(number) for number in accounts_of(scene, _ACCOUNTS))
    day = scene.as_of.isoformat()
    return [f'"/v1/accounts/{quote(domain)}/paths?as_of={day}"' for domain in domains if domain]


def _load(port: int, script: Path, *, seconds: int) -> str:
    options = ["-t", str(_THREADS), "-c", str(_CONNECTIONS), "-d", f"{seconds}s", "--latency", "-s", str(script)]
    done = run(["wrk", *options, f"http://127.0.0.1:{port}"], check=True, capture_output=True, text=True)
    return done.stdout


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def _wait(port: int) -> None:
    """Wait until the server answers, a minute at most."""
    for _ in range(600):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise StoreError("the server did not start within a minute")
