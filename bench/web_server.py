"""The real server in a thread, on a free port of this machine."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import uvicorn
from fastapi import FastAPI

from api.http.app import create_app
from api.http.keys import KeyCheck
from api.http.server import server_config
from api.presenter import Presenter
from api.signin.entrance import Entrance
from api.surfaces.reception import Reception
from api.web.warming import ready_pages, ready_panels
from api.workspace import Workspace


class _Announced(uvicorn.Server):
    """A server that tells when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


def web_app(workspace: Workspace, day: date) -> FastAPI:
    """The app that serves a workspace whole, on one day, as ready as `orbit serve` has it."""
    presenter = Presenter(workspace)
    entrance = Entrance.of(workspace.store, workspace.settings, _now)
    keys = KeyCheck(stored=workspace.store.keys, now=_now, entrance=entrance)
    reception = Reception.of(workspace.store, workspace.settings)
    app = create_app(lambda: presenter, keys, today=lambda: day, reception=reception)
    ready_panels(presenter, workspace.store, day)
    ready_pages()
    return app


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def running(app: FastAPI, protocol: type[asyncio.Protocol] | None = None) -> Iterator[int]:
    """Serve the app for a while; yield the port."""
    config = server_config(app, host="127.0.0.1", port=0)
    config.http = protocol or config.http
    server = _Announced(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        if not server.up.wait(60):
            raise TimeoutError("the server did not start")
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(10)
