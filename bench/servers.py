"""A real Neo4j server without Docker, its data in one folder: for tests, for benchmarks, and by hand."""

from __future__ import annotations

import argparse
import hashlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bench.jars import VERSION, jars, java_command, own_folder
from orbit.errors import StoreUnavailable, UsageError

LOOPBACK = "127.0.0.1"
_ENTRY = "org.neo4j.server.CommunityEntryPoint"
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_HASH_ROUNDS = 1024
_LAST_LINES = 15


@dataclass(slots=True, eq=False)
class Neo4jServer:
    """A Neo4j server of one's own on the loopback address; it ends with the process that started it.

    Port 0 chooses a free one. Without a password the one kept in `home` is used, and made on first use.
    `heap` and `page_cache` are sizes as Java writes them; `config` holds further lines of neo4j.conf, which win;
    `flags` go to Java; `patience` is how many seconds a start may take.
    """

    home: Path
    port: int = 0
    password: str = field(default="", repr=False)
    heap: str = "1g"
    page_cache: str = "128m"
    config: Mapping[str, str] = field(default_factory=dict)
    flags: Sequence[str] = ("-XX:+UseSerialGC",)
    patience: float = 120.0
    _process: subprocess.Popen[bytes] | None = None
    _watcher: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.home = self.home.absolute()
        self.home.mkdir(0o700, parents=True, exist_ok=True)
        self.port = self.port or free_port()
        self.password = self.password or _kept_password(self.home)

    @property
    def url(self) -> str:
        """The address with user and password, as ORBIT_STORE takes it."""
        return f"neo4j://neo4j:{self.password}@{LOOPBACK}:{self.port}"

    @property
    def pid(self) -> int | None:
        """The number of the running process."""
        return None if self._process is None else self._process.pid

    @property
    def console(self) -> Path:
        """What the server has printed since its last start."""
        return self.home / "console.log"

    def start(self, say: Callable[[str], None] = lambda _: None) -> None:
        """Start it and return when it answers; raise StoreUnavailable with its own last words if it does not."""
        if self._process is not None:
            raise UsageError(f"this server runs already, on port {self.port}: stop it first")
        _check_port(self.port)
        command = self._command(jars(say))
        self._write_files()
        with self.console.open("wb") as console:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT, start_new_session=True
            )
        self._watcher = _watch(self._process.pid)
        try:
            self._wait_until_started(self._process)
        except BaseException:
            self.kill()
            raise

    def stop(self, wait: float = 60.0) -> None:
        """Let it finish and close its files; kill it after `wait` seconds. Doing so twice does no harm."""
        if self._process is None:
            return
        self.resume()
        self._process.terminate()
        try:
            self._process.wait(wait)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._forget()

    def kill(self) -> None:
        """End it at once, as a power cut would end it."""
        if self._process is not None:
            self._process.kill()
            self._forget()

    def restart(self) -> None:
        """Stop it and start it again on the same port with the same data."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """Freeze it: connections stay open and nothing answers, from when this returns."""
        process = self._running()
        process.send_signal(signal.SIGSTOP)
        # Its threads go on until one of them has taken the signal, on a busy machine for a while.
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)

    def resume(self) -> None:
        """Let a frozen server go on."""
        self._running().send_signal(signal.SIGCONT)

    def wait(self) -> None:
        """Return when it has ended."""
        self._running().wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise UsageError("this server does not run: start it first")
        return self._process

    def _forget(self) -> None:
        # The watcher goes first: once the server's number is free again, it could hit somebody else.
        if self._watcher is not None:
            self._watcher.kill()
            self._watcher.communicate()
        if self._process is not None:
            self._process.wait()
        self._process = self._watcher = None

    def _command(self, lib: Path) -> list[str]:
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
        memory = [f"-Xmx{self.heap}", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData"]
        server = [_ENTRY, f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}", "--console-mode"]
        return [java_command(), *self.flags, *memory, *opened, "-cp", f"{lib}/*", *server]

    def _write_files(self) -> None:
        conf = self.home / "conf" / "neo4j.conf"
        conf.parent.mkdir(parents=True, exist_ok=True)
        conf.write_text("".join(f"{key}={value}\n" for key, value in self._settings().items()), encoding="utf-8")
        users = self.home / "data" / "dbms" / "auth.ini"
        if not (self.home / "data" / "databases").exists():
            users.parent.mkdir(parents=True, exist_ok=True)
            _write_secret(users, _first_user(self.password))

    def _settings(self) -> dict[str, str]:
        address = f"{LOOPBACK}:{self.port}"
        return {
            "server.default_listen_address": LOOPBACK,
            "server.bolt.listen_address": address,
            "server.bolt.advertised_address": address,
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.memory.heap.max_size": self.heap,
            "server.memory.pagecache.size": self.page_cache,
            "db.tx_log.preallocate": "false",  # 512 MB of zeros otherwise
            "dbms.usage_report.enabled": "false",
            # An orderly stop waits twice this long, whether or not anybody is connected; the default is 5 s.
            "internal.server.bolt.thread_pool_shutdown_wait_time": "100ms",
            **self.config,
        }

    def _wait_until_started(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + self.patience
        while b"Started.\n" not in self.console.read_bytes():
            if process.poll() is not None:
                raise StoreUnavailable(f"Neo4j ended while it started. Its last words:\n{self._last_words()}")
            if time.monotonic() > deadline:
                raise StoreUnavailable(
                    f"Neo4j did not start within {self.patience:g} s. Its last words:\n{self._last_words()}"
                )
            time.sleep(0.05)

    def _last_words(self) -> str:
        return "\n".join(self.console.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:])


def free_port() -> int:
    """Return a port of the loopback address on which nothing listens."""
    with socket.socket() as listening:
        listening.bind((LOOPBACK, 0))
        port: int = listening.getsockname()[1]
    return port


def _check_port(port: int) -> None:
    try:
        socket.create_server((LOOPBACK, port)).close()
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise StoreUnavailable(f"Neo4j cannot use port {port}: {reason}. Choose another port.") from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a server until Ctrl-C; 1 when it cannot be started."""
    options = _options().parse_args(arguments)
    try:
        if options.fetch:
            _tell(f"Neo4j {VERSION} is in {jars(_tell)}")
        else:
            _serve(_server(options))
    except (StoreUnavailable, UsageError) as error:
        _tell(str(error))
        return 1
    return 0


def _serve(server: Neo4jServer) -> None:
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    try:
        _tell(f"Starting Neo4j {VERSION} in {server.home} …")
        server.start(_tell)
        sys.stdout.write(f"ORBIT_STORE={server.url}\n")
        sys.stdout.flush()
        _tell("Set the variable above where you run `orbit`. Ctrl-C stops the server; its data stay.")
        server.wait()
    except KeyboardInterrupt:
        _tell("Stopping …")
    finally:
        server.stop()


def _server(options: argparse.Namespace) -> Neo4jServer:
    return Neo4jServer(
        home=options.home or own_folder("XDG_DATA_HOME", ".local/share") / "neo4j",
        port=options.port,
        heap=options.heap,
        page_cache=options.page_cache,
        config=dict(line.split("=", 1) for line in options.set),
        flags=(),
    )


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.servers", description="Run a Neo4j server on this machine.")
    parser.add_argument("--port", type=int, default=7687)
    parser.add_argument("--home", type=Path, help="where its data live (~/.local/share/orbit/neo4j)")
    parser.add_argument("--heap", default="1g", help="memory for queries (1g)")
    parser.add_argument("--page-cache", default="512m", help="memory for the graph's files (512m)")
    parser.add_argument("--set", metavar="KEY=VALUE", action="append", default=[], help="a line for neo4j.conf")
    parser.add_argument("--fetch", action="store_true", help="only fetch the server's files")
    return parser


def _watch(pid: int) -> subprocess.Popen[bytes]:
    """Start a process that ends `pid` when this one is gone, however it went: then the pipe between them closes."""
    script = 'cat >/dev/null; kill -9 "$1" 2>/dev/null'
    return subprocess.Popen(
        ["/bin/sh", "-c", script, "watcher", str(pid)], stdin=subprocess.PIPE, start_new_session=True
    )


def _kept_password(home: Path) -> str:
    kept = home / "password"
    if not kept.exists():
        _write_secret(kept, secrets.token_hex(24))
    return kept.read_text(encoding="ascii").strip()


def _first_user(password: str) -> str:
    """Return the line that `neo4j-admin dbms set-initial-password` would write: a salted SHA-256, repeated."""
    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(_HASH_ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return f"neo4j:SHA-256,{digest.hex()},{salt.hex()},{_HASH_ROUNDS}:\n"


def _write_secret(file: Path, text: str) -> None:
    file.touch(0o600)
    file.write_text(text, encoding="ascii")


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
