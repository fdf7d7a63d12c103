"""Serving a workspace over HTTP: the web framework is loaded here and nowhere before."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from fastapi import FastAPI

from api.collecting import collect_seldom
from api.following import Follower
from api.http.app import create_app
from api.http.guard import Door
from api.http.keys import KeyCheck, check_exposure
from api.http.server import at_end, log_to_stderr, serve, serve_many
from api.renewing import Renewing
from api.signin.entrance import Entrance
from api.signin.links import INVITATION, invite
from api.surfaces.reception import Reception
from api.tidying import Daily
from api.watching import Watch, nobody_watches
from api.web.warming import ready_pages, ready_panels
from api.workspace import Workspace
from orbit.access import OPEN, OPEN_ON_LOOPBACK
from orbit.errors import UsageError
from orbit.settings import read_settings


def serve_workspace(
    home: Path | None,
    *,
    host: str,
    port: int,
    say: Callable[[str], None],
    workers: int = 1,
    watch: Watch = nobody_watches,
) -> None:
    """Serve until interrupted. Raises UsageError when others could read without a key, or the port is taken.

    `watch` is shown how far reading the whole store has come, where that has to be before anybody can be answered.
    """
    with Workspace.open(read_settings(home), watch=watch) as workspace:
        check_exposure(host, workspace.store.keys(), workspace.store.users())
        check_port(host, port)
        # Made once and kept beside the store: every worker maps the same pages.
        workspace.scene(_today())
        invite_first_admin(workspace, host, port, say)
        if workers == 1:
            workspace.compiler.load_aside()
            collect_seldom()
            say(f"Serving on http://{host}:{port} (stop with Ctrl-C)")
            renewing = Renewing(workspace)
            with Follower(renewing, _today), Daily(renewing):
                serve(_app(workspace, renewing, host), host=host, port=port)
            renewing.finish_keeping()
            return
    say(f"Serving on http://{host}:{port} with {workers} processes (stop with Ctrl-C)")
    serve_many(partial(_worker_app, home, host), host=host, port=port, workers=workers)


def check_port(host: str, port: int) -> None:
    """Raise UsageError where nothing can be served; the server itself would end without a plain word.

    It does not listen: whoever called in that moment would be cut off.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as place:
        if sys.platform != "win32":
            # What was served here until a moment ago does not count.
            place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            place.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        try:
            place.bind((host, port))
        except OSError as error:
            raise UsageError(
                f"Cannot serve on {host}:{port}: {error.strerror}. Choose another port with --port."
            ) from error


def _app(workspace: Workspace, renewing: Renewing, host: str) -> FastAPI:
    entrance = Entrance.of(workspace.store, workspace.settings, _now)
    keys = KeyCheck(stored=workspace.store.keys, now=_now, entrance=entrance)
    log_to_stderr()
    app = create_app(
        renewing.presenter,
        keys,
        today=_today,
        door=Door.for_address(host, workspace.settings.address),
        reception=Reception.of(workspace.store, workspace.settings),
    )
    ready_panels(renewing.presenter(), workspace.store, _today())
    ready_pages()
    return app


def invite_first_admin(workspace: Workspace, host: str, port: int, say: Callable[[str], None]) -> None:
    """Say by which link the first admin comes in, as long as nobody can sign in and nobody is meant to."""
    store = workspace.store
    if store.users() or store.meta(OPEN_ON_LOOPBACK) == OPEN:
        return
    token = invite(store, None, at=_now(), lasts=INVITATION)
    say("Nobody can sign in yet. This link makes the first admin; it works once, for 24 hours:")
    say(f"  {workspace.settings.address or f'http://{_spelt(host)}:{port}'}/welcome/{token}")


def _spelt(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _worker_app(home: Path | None, host: str) -> FastAPI:
    """The app of one process among several; its workspace stays open until the server has ended."""
    opened = ExitStack()
    workspace = opened.enter_context(Workspace.open(read_settings(home)))
    renewing = Renewing(workspace)
    opened.callback(renewing.finish_keeping)
    opened.enter_context(Follower(renewing, _today))
    opened.enter_context(Daily(renewing))
    workspace.compiler.load_aside()
    app = _app(workspace, renewing, host)
    at_end(app, opened.close)
    collect_seldom()
    return app


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return _now().date()
