"""What surrounds every answer: a request id, security headers, one log line, and the last resort for faults."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import Page, Problem, wants_page

log = logging.getLogger(__name__)

_NO_FRAMES = "frame-ancestors 'none'"
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        _NO_FRAMES,
        "require-trusted-types-for 'script'",
        # One policy, of static/trust.js: it refuses pieces of pages that would run anything.
        "trusted-types default",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With none at all, browsers would not even tell this server that a form is its own.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_LAUNCHES = ("/embed/", "/v1/surfaces/")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")


class Envelope:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp, page: Page | None = None) -> None:
        self._app = app
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: with the app's answer, or with a problem when the app fails."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, _request_id(scope["headers"]))
        inner = _inner_scope(scope, answer)
        began = time.perf_counter()
        try:
            await self._app(inner, receive, answer.send)
        except Exception as error:  # noqa: BLE001  last resort: a fault in one request must not leak or stop the server
            await self._tell_fault(error, answer, inner, receive)
        finally:
            _log_line(scope["method"], inner, answer, time.perf_counter() - began)

    async def _tell_fault(self, error: Exception, answer: _Answer, scope: Scope, receive: Receive) -> None:
        # The text and the traceback of an unforeseen error may hold personal data; its class does not.
        log.error("%s", json.dumps({"request_id": answer.request_id, "fault": type(error).__name__}))
        if answer.status:
            return
        problem = Problem.of_status(500, "Something went wrong on our side. Name the request id when you report it.")
        shown = self._page is not None and wants_page(scope)
        told = self._page(answer.request_id, problem) if self._page and shown else problem.response(answer.request_id)
        await told(scope, receive, answer.send)


class _Answer:
    """Passes the answer on with the headers that each one carries, and remembers its status."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self.request_id = request_id
        self.status = 0
        self.state: dict[str, Any] = {}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(raw=message["headers"])
            for name, value in security_headers(self.state.get("frames", ())).items():
                headers[name] = value
            headers["X-Request-ID"] = self.request_id
            headers.setdefault("Cache-Control", "private, no-cache")
        await self._send(message)


def security_headers(frames: Sequence[str] = ()) -> Mapping[str, str]:
    """Return the headers of an answer that these pages may hold in a frame; by default none may.

    A route names them in its request's state, as `frames`.
    """
    if not frames:
        return SECURITY_HEADERS
    policy = CONTENT_POLICY.replace(_NO_FRAMES, f"frame-ancestors {' '.join(frames)}")
    # The older header knows no such list, so it must not speak of frames at all.
    rest = {name: value for name, value in SECURITY_HEADERS.items() if name != "X-Frame-Options"}
    return {**rest, "Content-Security-Policy": policy}


def _inner_scope(scope: Scope, answer: _Answer) -> Scope:
    """Copy the scope for the app. HEAD is asked as GET: the server itself leaves the body out.

    Launches are used up by being asked, so that a look at their headers must not be taken for one.
    """
    is_look = scope["method"] == "HEAD" and not scope["path"].startswith(_LAUNCHES)
    method = "GET" if is_look else scope["method"]
    answer.state = {**scope.get("state", {}), "request_id": answer.request_id}
    return {**scope, "method": method, "state": answer.state}


def _log_line(method: str, scope: Scope, answer: _Answer, seconds: float) -> None:
    line = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "request_id": answer.request_id,
        "method": method if method in _METHODS else "OTHER",
        "route": _template(scope),
        "status": answer.status,
        "ms": round(seconds * 1000, 1),
    }
    log.info("%s", json.dumps(line))


def _template(scope: Scope) -> str:
    """Return the route or mount as it was declared; what the caller wrote in its place may name people."""
    return getattr(scope.get("route"), "path_format", "") or scope.get("root_path") or "unknown"


def _request_id(headers: Iterable[tuple[bytes, bytes]]) -> str:
    given = next((value for name, value in headers if name == b"x-request-id"), b"")
    return given.decode("ascii") if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
