"""The real server on a real socket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from threading import Event
from typing import ClassVar

import pytest

from api.http.server import PromptHeaders, at_end
from bench.web_server import running
from tests.api.http.conftest import Workspace


class ImpatientHeaders(PromptHeaders):
    """Waits for headers a fifth of a second."""

    header_seconds = 0.2


class Noting(PromptHeaders):
    """Notes whether each connection sends at once."""

    noted: ClassVar[list[int]] = []

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        self.noted.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


@pytest.fixture
def port() -> Iterator[int]:
    with running(Workspace().client().app, ImpatientHeaders) as port:
        yield port


def exchange(port: int, request: bytes) -> bytes:
    """Send bytes and read until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_client_that_never_finishes_its_headers_is_hung_up_on(port: int) -> None:
    assert exchange(port, b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: ") == b""


def test_a_client_that_says_nothing_is_hung_up_on(port: int) -> None:
    assert exchange(port, b"") == b""


def test_a_second_request_on_the_same_connection_must_be_prompt_too(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
        first = connection.recv(65536)

        connection.sendall(b"GET /livez HTTP/1.1\r\nX-Slow: ")
        rest = b"".join(iter(lambda: connection.recv(65536), b""))

    assert first.startswith(b"HTTP/1.1 200")
    assert b"HTTP" not in rest


def test_the_quadratic_cookie_is_answered_431_over_the_wire(port: int) -> None:
    cookie = b'Cookie: a="' + b"\\" * 40_000 + b'"\r\n'

    answer = exchange(port, b"GET /v1/week HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + cookie + b"\r\n")

    assert answer.startswith(b"HTTP/1.1 431")


def test_a_prompt_client_is_answered_and_the_server_keeps_its_name_to_itself(port: int) -> None:
    answer = exchange(port, b"GET /v1/week HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 200")
    assert b"server: uvicorn" not in answer.lower()


def test_head_has_no_body(port: int) -> None:
    answer = exchange(port, b"HEAD /v1/week HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"\r\n\r\n")


def test_no_part_of_an_answer_waits_for_the_one_before() -> None:
    Noting.noted.clear()

    with running(Workspace().client().app, Noting) as port:
        exchange(port, b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    assert [bool(each) for each in Noting.noted] == [True]


def test_work_for_the_end_is_done_once_nobody_is_served() -> None:
    app, done = Workspace().client().app, Event()
    at_end(app, done.set)

    with running(app) as port:
        exchange(port, b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        was_done = done.is_set()

    assert (was_done, done.is_set()) == (False, True)
