from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from api.serving import check_port
from orbit.errors import UsageError


@pytest.fixture(params=["127.0.0.1", "::1"])
def listening(request: pytest.FixtureRequest) -> Iterator[socket.socket]:
    """A program that listens on a port of this machine."""
    family = socket.AF_INET6 if ":" in request.param else socket.AF_INET
    with closing(socket.create_server((request.param, 0), family=family)) as program:
        yield program


def test_a_port_that_is_taken_is_not_served_on(listening: socket.socket) -> None:
    host, port, *_ = listening.getsockname()

    with pytest.raises(UsageError, match=f":{port}: .*Choose another port with --port"):
        check_port(host, port)


def test_a_port_on_which_somebody_was_served_a_moment_ago_is_free(listening: socket.socket) -> None:
    host, port, *_ = listening.getsockname()
    with socket.create_connection((host, port)) as client:
        served, _ = listening.accept()
        served.close()
        assert client.recv(1) == b""
    listening.close()

    check_port(host, port)


def test_nobody_is_let_in_only_to_be_cut_off(listening: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    host, port, *_ = listening.getsockname()
    listening.close()
    listened: list[socket.socket] = []
    monkeypatch.setattr(socket.socket, "listen", lambda one, *_: listened.append(one))

    check_port(host, port)

    assert listened == []
