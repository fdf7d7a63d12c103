"""Serving a workspace over HTTP: the web framework is loaded here and nowhere before."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from fastapi import FastAPI

from api.following import Follower
from api.http.app import create_app
from api.http.guard import Door
from api.http.keys import KeyCheck, check_exposure
from api.http.server import log_to_stderr, serve, serve_many
from api.presenter import Presenter
from api.workspace import Workspace
from orbit.errors import UsageError
from orbit.settings import read_settings

_COLLECT_AFTER = 200_000


def serve_workspace(home: Path | None, *, host: str, port: int, say: Callable[[str], None], workers: int = 1) -> None:
    """Serve until interrupted. Raises UsageError when others could read without a key, or the port is taken."""
    with Workspace.open(read_settings(home)) as workspace:
        check_exposure(host, workspace.store.keys())
        check_port(host, port)
        # Made once and kept beside the store: every worker maps the same pages.
        workspace.scene(_today())
        if workers == 1:
            workspace.compiler.load_aside()
            _collect_seldom()
            say(f"Serving on http://{host}:{port} (stop with Ctrl-C)")
            with Follower(workspace, _today):
                serve(_app(workspace, host), host=host, port=port)
            return
    say(f"Serving on http://{host}:{port} with {workers} processes (stop with Ctrl-C)")
    serve_many(partial(_worker_app, home, host), host=host, port=port, workers=workers)


def check_port(host: str, port: int) -> None:
    """Raise UsageError where nothing can be served; the server itself would end without a plain word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise UsageError(
            f"Cannot serve on {host}:{port}: {error.strerror}. Choose another port with --port."
        ) from error


def _app(workspace: Workspace, host: str) -> FastAPI:
    presenter = Presenter(workspace)
    keys = KeyCheck(stored=workspace.store.keys, now=_now)
    log_to_stderr()
    return create_app(lambda: presenter, keys, today=_today, door=Door.for_address(host))


def _worker_app(home: Path | None, host: str) -> FastAPI:
    """The app of one process among several; its workspace stays open as long as the process."""
    opened = ExitStack()
    workspace = opened.enter_context(Workspace.open(read_settings(home)))
    opened.enter_context(Follower(workspace, _today))
    workspace.compiler.load_aside()
    app = _app(workspace, host)
    app.state.opened = opened
    _collect_seldom()
    return app


def _collect_seldom() -> None:
    """Look for what may go less often, and never among what the process has loaded for good: a tenth of an answer."""
    gc.set_threshold(_COLLECT_AFTER)
    gc.freeze()


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return _now().date()
