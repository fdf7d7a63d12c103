"""Uploads over a real connection: too large ones are refused early or cut on their way, none is held whole."""

from __future__ import annotations

import re
import select
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.http.app import create_app
from api.http.keys import KeyCheck
from api.presenter import Presenter
from api.workspace import Workspace
from bench.web_server import running
from orbit.settings import read_settings
from tests.api.http.conftest import NOW
from tests.factories import DAY

MB = 1 << 20
LIMIT_MB = 64
HEAD = (
    "POST /v1/imports HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nIdempotency-Key: {key}\r\n"
    "Content-Type: multipart/form-data; boundary=xx\r\n{length}\r\n\r\n"
)
PART = b'--xx\r\nContent-Disposition: form-data; name="files"; filename="accounts.csv"\r\n\r\n'
ROWS = b"Nordlys,nordlys.example,target,ana@tidewell.example\n" * (MB // 52)
END = b'\r\n--xx\r\nContent-Disposition: form-data; name="hold"\r\n\r\ntrue\r\n--xx--\r\n'


@dataclass
class Port:
    """A served workspace that takes uploads of a few MB."""

    port: int
    staging: Path

    def connect(self) -> socket.socket:
        """Open a connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def head(self, length: str, key: str = "one") -> bytes:
        """Begin an upload whose length is told in this way."""
        return HEAD.format(port=self.port, key=key, length=length).encode()

    def kept(self) -> list[str]:
        """What is left in the staging folder."""
        return [path.name for path in self.staging.rglob("*") if path.is_file()]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Port]:
    home = tmp_path / "home"
    home.mkdir()
    (home / "policy.toml").write_text(f"[intake]\nupload_mb = {LIMIT_MB}\n", encoding="utf-8")
    with ExitStack() as stack:
        workspace = stack.enter_context(Workspace.open(read_settings(home, {}), create=True))
        presenter = Presenter(workspace)
        app = create_app(lambda: presenter, KeyCheck(stored=list, now=lambda: NOW), today=lambda: DAY)
        yield Port(stack.enter_context(running(app)), workspace.settings.staging)


def answer(line: socket.socket) -> str:
    """Read an answer to its end, or as far as it comes."""
    told = b""
    while b"\r\n\r\n" not in told or not told.rstrip().endswith(b"}"):
        piece = line.recv(1 << 16)
        if not piece:
            break
        told += piece
    return told.decode()


def pour(line: socket.socket, pieces: Iterator[bytes]) -> int:
    """Send pieces until the server answers; return how many bytes went."""
    sent = 0
    for piece in pieces:
        if select.select([line], [], [], 0)[0]:
            break
        try:
            line.sendall(piece)
        except OSError:
            break
        sent += len(piece)
    return sent


def chunked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Write pieces in chunks, each with its own length."""
    for piece in pieces:
        yield b"%x\r\n%b\r\n" % (len(piece), piece)


def stream(megabytes: int) -> Iterator[bytes]:
    """Make a form with one file of so many MB."""
    yield PART
    for _ in range(megabytes):
        yield ROWS
    yield END


def sent_whole(served: Port, megabytes: int) -> str:
    """Send a file of so many MB to its end; return the answer."""
    with served.connect() as line:
        line.sendall(served.head("Transfer-Encoding: chunked", f"of {megabytes}"))
        pour(line, chunked(stream(megabytes)))
        line.sendall(b"0\r\n\r\n")
        return answer(line)


def peak() -> int:
    """The most memory that this process has had since it was last asked to begin counting, in bytes."""
    told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert told is not None
    return int(told[1]) << 10


def test_two_gigabytes_that_are_announced_are_refused_before_anything_is_sent(served: Port) -> None:
    with served.connect() as line:
        line.sendall(served.head(f"Content-Length: {2 << 30}"))

        told = answer(line)

    assert told.startswith("HTTP/1.1 413 ")
    assert f"larger than {LIMIT_MB} MB" in told
    assert served.kept() == []


def test_two_gigabytes_without_a_length_are_cut_soon_after_the_limit_and_leave_nothing(served: Port) -> None:
    with served.connect() as line:
        line.sendall(served.head("Transfer-Encoding: chunked"))

        sent = pour(line, chunked(stream(2 << 10)))
        told = answer(line)

    assert told.startswith("HTTP/1.1 413 ")
    # What lies in the buffers of the network goes on top of what was taken.
    assert sent < (LIMIT_MB + 24) * MB
    assert served.kept() == []


def test_what_arrives_is_never_held_whole(served: Port) -> None:
    first = sent_whole(served, 1)
    Path("/proc/self/clear_refs").write_text("5")
    before = peak()

    second = sent_whole(served, LIMIT_MB - 1)

    assert [told.partition("\r\n")[0] for told in (first, second)] == ["HTTP/1.1 202 Accepted"] * 2
    assert peak() - before < LIMIT_MB * MB / 4
