"""What surrounds every answer: a request id, security headers, one log line, and the last resort for faults."""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from collections.abc import Iterable
from datetime import UTC, datetime

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.problems import Problem

log = logging.getLogger(__name__)

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")


class Envelope:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: with the app's answer, or with a problem when the app fails."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, _request_id(scope["headers"]))
        inner = _inner_scope(scope, answer.request_id)
        began = time.perf_counter()
        try:
            await self._app(inner, receive, answer.send)
        except Exception as error:  # noqa: BLE001  last resort: a fault in one request must not leak or stop the server
            await _tell_fault(error, answer, inner, receive)
        finally:
            _log_line(scope["method"], inner, answer, time.perf_counter() - began)


class _Answer:
    """Passes the answer on with the headers that each one carries, and remembers its status."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self.request_id = request_id
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(raw=message["headers"])
            for name, value in SECURITY_HEADERS.items():
                headers[name] = value
            headers["X-Request-ID"] = self.request_id
            headers.setdefault("Cache-Control", "private, no-cache")
        await self._send(message)


def _inner_scope(scope: Scope, request_id: str) -> Scope:
    """Copy the scope for the app. HEAD is asked as GET: the server itself leaves the body out."""
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    return {**scope, "method": method, "state": {**scope.get("state", {}), "request_id": request_id}}


async def _tell_fault(error: Exception, answer: _Answer, scope: Scope, receive: Receive) -> None:
    # The text and the traceback of an unforeseen error may hold personal data; its class does not.
    log.error("%s", json.dumps({"request_id": answer.request_id, "fault": type(error).__name__}))
    if answer.status == 0:
        problem = Problem.of_status(500, "Something went wrong on our side. Name the request id when you report it.")
        await problem.response(answer.request_id)(scope, receive, answer.send)


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
