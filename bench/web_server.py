"""The real server in a thread, on a free port of this machine."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from api.http.server import server_config


class _Announced(uvicorn.Server):
    """A server that tells when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


@contextmanager
def running(app: FastAPI, protocol: type[asyncio.Protocol] | None = None) -> Iterator[int]:
    """Serve the app for a while; yield the port."""
    config = server_config(app, host="127.0.0.1", port=0)
    config.http = protocol or config.http
    server = _Announced(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        if not server.up.wait(10):
            raise TimeoutError("the server did not start")
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(10)
