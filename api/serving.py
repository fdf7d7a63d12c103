"""Serving a workspace over HTTP: the web framework is loaded here and nowhere before."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from api.http.app import create_app
from api.http.guard import Door
from api.http.keys import KeyCheck, check_exposure
from api.http.server import log_to_stderr, serve
from api.presenter import Presenter
from api.workspace import Workspace
from orbit.errors import UsageError
from orbit.settings import read_settings


def serve_workspace(home: Path | None, *, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve until interrupted. Raises UsageError when others could read without a key, or the port is taken."""
    with Workspace.open(read_settings(home)) as workspace:
        check_exposure(host, workspace.store.keys())
        check_port(host, port)
        workspace.scene(_today())
        presenter = Presenter(workspace)
        keys = KeyCheck(stored=workspace.store.keys, now=_now)
        app = create_app(lambda: presenter, keys, today=_today, door=Door.for_address(host))
        log_to_stderr()
        say(f"Serving on http://{host}:{port} (stop with Ctrl-C)")
        serve(app, host=host, port=port)


def check_port(host: str, port: int) -> None:
    """Raise UsageError where nothing can be served; the server itself would end without a plain word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise UsageError(
            f"Cannot serve on {host}:{port}: {error.strerror}. Choose another port with --port."
        ) from error


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return _now().date()
