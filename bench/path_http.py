"""How many answers a second two API workers give over a real socket; needs the load generator wrk.

They serve a workspace of any size, with a store behind it (`bench.crowd_workspace`).
"""

from __future__ import annotations

import re
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryDirectory
from urllib.parse import quote

from api.workspace import Workspace
from bench.crowd import DAY
from bench.crowd_workspace import make_workspace
from bench.footprint import apart
from bench.sides import Figures
from bench.store_paths import accounts_of
from orbit.errors import StoreError
from orbit.settings import read_settings

_WORKERS, _THREADS, _CONNECTIONS = 2, 1, 8
_LOADING_SECONDS, _WARM_SECONDS, _SECONDS, _MOST_SECONDS = 8, 15, 10, 120
_ACCOUNTS, _WARM, _WEEKLY = 2_000, 40, 200
_MOST_PEOPLE, _PATIENCE = 1_000_000, 300
_AGAIN = """
local paths = {{ {paths} }}
local turn = 0
request = function()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn])
end
"""
_ONCE = r"""
local paths = {{ {paths} }}
local turn, answered = 0, 0
request = function()
  local round = math.floor(turn / #paths)
  local path = paths[turn % #paths + 1]
  turn = turn + 1
  -- Until it stops, wrk goes on; what it then asks has not been asked before either.
  return wrk.format("GET", round == 0 and path or path .. "&limit=" .. 10 + round)
end
response = function()
  answered = answered + 1
  if answered == #paths then
    io.write("all answered\n")
    io.flush()
  end
end
"""
_ALL_ANSWERED = "all answered\n"
_RATE = re.compile(r"^Requests/sec:\s*([\d.]+)\s*$", re.MULTILINE)
_TAIL = re.compile(r"^\s*99%\s*([\d.]+)(us|ms|s|m)\s*$", re.MULTILINE)
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


def served_figures(folder: Path, people: int, say: Callable[[str], None]) -> Figures:
    """Write a workspace of so many people into the folder, and ask two workers that serve it (see `http_figures`).

    Nothing where wrk is not installed, and for more people than can be written in a few minutes.
    """
    if shutil.which("wrk") is None:
        say("wrk is not installed, so the API is not put under load …")
        return {}
    if people > _MOST_PEOPLE:
        say(f"No workspace of more than {_MOST_PEOPLE:,} people is written, so the API is not put under load …")
        return {}
    home = folder / "served"
    say(f"Writing a workspace of {people:,} people …")
    paths, _ = apart(_written, home, people, folder / "compiled")
    say("Putting two API workers under load …")
    return http_figures(home, paths)


def http_figures(home: Path, paths: Sequence[str]) -> Figures:
    """Ask two workers for the paths into accounts, once for those of each, and again and again for those of a list."""
    with serving(home, _WORKERS) as port:
        return _asked(port, paths)


@contextmanager
def serving(home: Path, workers: int) -> Iterator[int]:
    """Serve a workspace by the command that users have; yield the port once it answers."""
    port = _free_port()
    command = [sys.executable, "-m", "api.cli", "serve", "--home", str(home), "--port", str(port)]
    several = ["--workers", str(workers)] if workers > 1 else []
    with Popen([*command, *several], stdout=DEVNULL, stderr=DEVNULL) as server:
        try:
            _wait(port)
            yield port
        finally:
            server.terminate()


def read_wrk(told: str, prefix: str) -> Figures:
    """Read what wrk printed; raises StoreError where requests failed."""
    rate, tail = _RATE.search(told), _TAIL.search(told)
    if rate is None or tail is None or "Non-2xx" in told or "Socket errors" in told:
        raise StoreError(f"wrk did not get its answers:\n{told}")
    return {
        f"{prefix}_requests_per_s": round(float(rate[1]), 1),
        f"{prefix}_p99_ms": round(float(tail[1]) * _MILLISECONDS[tail[2]], 2),
    }


def _asked(port: int, paths: Sequence[str]) -> Figures:
    """Let the workers load what they need, on accounts that are not asked about again; then measure."""
    warm, cold = paths[:_WARM], paths[_WARM:]
    _load(port, _AGAIN, warm, seconds=_LOADING_SECONDS)
    once = read_wrk(_load(port, _ONCE, cold, seconds=_MOST_SECONDS), "http_cold")
    _load(port, _AGAIN, cold[:_WEEKLY], seconds=_WARM_SECONDS)
    return once | read_wrk(_load(port, _AGAIN, cold[:_WEEKLY], seconds=_SECONDS), "http")


def _written(home: Path, people: int, compiled: Path) -> list[str]:
    """Write the workspace; return what to ask of it: the paths into accounts all over it."""
    if compiled.exists():
        shutil.copytree(compiled, home / "compiled")
    make_workspace(home, people, lambda _: None)
    with Workspace.open(read_settings(home, {})) as workspace:
        scene = workspace.scene(DAY)
        every = accounts_of(scene, _MOST_PEOPLE)
        domains = [scene.view.snapshot.domain_of(number) for number in every[:: max(1, len(every) // _ACCOUNTS)]]
    return [f'"/v1/accounts/{quote(domain)}/paths?as_of={DAY.isoformat()}"' for domain in domains if domain]


def _load(port: int, script: str, paths: Sequence[str], *, seconds: int) -> str:
    options = ["-t", str(_THREADS), "-c", str(_CONNECTIONS), "-d", f"{seconds}s", "--latency"]
    with TemporaryDirectory(prefix="orbit-bench-") as folder:
        file = Path(folder) / "accounts.lua"
        file.write_text(script.format(paths=", ".join(paths)), encoding="utf-8")
        command = ["wrk", *options, "-s", str(file), f"http://127.0.0.1:{port}"]
        with Popen(command, stdout=PIPE, text=True) as wrk:
            return "".join(_lines(wrk))


def _lines(wrk: Popen[str]) -> Iterator[str]:
    """Yield what wrk prints; when all is answered it is interrupted, for it would wait out its time."""
    for line in wrk.stdout or ():
        if line == _ALL_ANSWERED:
            wrk.send_signal(SIGINT)
        yield line


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def _wait(port: int) -> None:
    """Wait until the server answers: it works out today's graph before."""
    for _ in range(10 * _PATIENCE):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise StoreError(f"the server did not start within {_PATIENCE} s")
