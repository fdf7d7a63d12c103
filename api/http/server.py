"""Runs the app under uvicorn with the limits that only the server itself can keep."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle
from uvicorn.supervisors import Multiprocess

from api.http.turns import take_turns


class PromptHeaders(H11Protocol):
    """HTTP/1.1 that hangs up on clients that take too long to say what they want."""

    header_seconds = 10.0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        """Start the clock with the connection."""
        super().connection_made(transport)
        _send_at_once(transport)
        self._start_clock()

    def data_received(self, data: bytes) -> None:
        """Stop the clock once a request has come in completely."""
        before: RequestResponseCycle | None = self.cycle
        if before is None or before.response_complete:
            self._start_clock()
        super().data_received(data)
        if self.cycle is not before:
            self._stop_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clock with the connection."""
        self._stop_clock()
        super().connection_lost(exc)

    def _start_clock(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.header_seconds, self._hang_up)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _hang_up(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.close()


def _send_at_once(transport: asyncio.Transport) -> None:
    """Let no small packet wait for the one before to be acknowledged: that took every answer 40 ms.

    The loop does so by itself, but not for the connections of a socket that several processes share.
    """
    connection = transport.get_extra_info("socket")
    if connection is not None and connection.family in {socket.AF_INET, socket.AF_INET6}:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def server_config(app: FastAPI | Callable[[], FastAPI], *, host: str, port: int, workers: int = 1) -> uvicorn.Config:
    """Return the one way to serve the app: no log of addresses, no trust in forwarded headers, no slow headers.

    Several workers are processes, and each makes its own app by calling `app`, which therefore has to be picklable.
    """
    return uvicorn.Config(
        app,
        factory=workers > 1,
        workers=workers,
        host=host,
        port=port,
        http=PromptHeaders,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
        # One that loads what it needs on a busy machine would be ended and begun anew for ever, by default after 5 s.
        timeout_worker_healthcheck=60,
    )


def serve(app: FastAPI, *, host: str, port: int) -> None:
    """Serve until interrupted; one JSON line per request goes to standard error."""
    log_to_stderr()
    uvicorn.Server(server_config(app, host=host, port=port)).run()


def serve_many(make_app: Callable[[], FastAPI], *, host: str, port: int, workers: int) -> None:
    """Serve with several processes on one port until interrupted; one that dies is replaced."""
    config = server_config(make_app, host=host, port=port, workers=workers)
    # Windows has other ways to share a socket, which uvicorn knows and this one does not.
    bound = config.bind_socket() if sys.platform == "win32" else take_turns(config.bind_socket())
    with closing(bound):
        Multiprocess(config, sockets=[bound]).run()


def at_end(app: FastAPI, work: Callable[[], None]) -> None:
    """Have work done by the process that serves an app, once it serves nobody any more."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        work()

    app.router.lifespan_context = lifespan


def log_to_stderr() -> None:
    """Write the lines of requests as they are, for they are JSON already; calling it twice changes nothing."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger("api.http")
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
