"""The front door: refuses what is too big, too slow, malformed or too much, before anything parses it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.cookies import cookie_name, session_cookie
from api.http.keys import is_loopback
from api.http.problems import Page, Problem, request_id, wants_page

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
# What intake.upload_mb can be at most.
MOST_UPLOAD = 10_000 << 20
_CLOSE = {"Connection": "close"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]")
_ENCODED_CONTROL = re.compile(rb"%(?:[01][0-9a-f]|7f)", re.IGNORECASE)
_HOST = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Door:
    """What is let in: sizes in bytes, times in seconds; `hosts` None accepts any Host.

    `secure`: people come over https alone, so that only a cookie that never went over anything else counts. `uploads`
    are the addresses to which files are sent, with how many bytes each may ever take; the workspace's policy says less.
    """

    hosts: frozenset[str] | None = LOOPBACK_NAMES
    max_headers: int = 16 * 1024
    max_cookie: int = 4 * 1024
    max_url: int = 8 * 1024
    max_body: int = 2 * 1024 * 1024
    body_seconds: float = 10.0
    max_at_once: int = 64
    secure: bool = False
    uploads: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(("/v1/imports", "/imports"), MOST_UPLOAD))
    upload_seconds: float = 3600.0

    def longest(self, scope: Scope) -> int:
        """How many bytes the body of a request may have."""
        return self.uploads.get(scope["path"], self.max_body) if scope["method"] == "POST" else self.max_body

    def patience(self, scope: Scope) -> float:
        """How many seconds the body of a request may take."""
        return self.upload_seconds if self.longest(scope) > self.max_body else self.body_seconds

    @classmethod
    def for_address(cls, host: str, address: str | None = None) -> Door:
        """Return the door for serving on `host`: on this machine alone, only its own names are accepted.

        `address` is where people open it from other machines; its name is accepted too. A page elsewhere can make its
        own name point here; its Host header gives it away.
        """
        named = urlsplit(address or "")
        hosts = LOOPBACK_NAMES | ({_host_name(named.netloc)} if address else set())
        return cls(hosts=hosts if is_loopback(host) else None, secure=named.scheme == "https")


class Guard:
    """ASGI middleware that applies a `Door` to every HTTP request."""

    def __init__(self, app: ASGIApp, door: Door, page: Page | None = None) -> None:
        self._app = app
        self._door = door
        self._page = page
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on without its cookies."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = refusal_of(scope, self._door) or self._crowded()
        if refusal is not None:
            number = request_id(scope)
            shown = self._page is not None and wants_page(scope)
            told = self._page(number, refusal) if self._page and shown else refusal.response(number)
            await told(scope, receive, send)
            return
        self._inside += 1
        try:
            await self._pass_on(scope, receive, send)
        finally:
            self._inside -= 1

    def _crowded(self) -> Problem | None:
        if self._inside < self._door.max_at_once:
            return None
        return Problem.of_status(503, "Too many requests at once. Try again in a moment.", {"Retry-After": "1"})

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Python 3.11's cookie parser takes quadratic time (CVE-2024-7592) and the framework parses
        # cookies unasked. Orbit has one cookie, which is found here, so nobody behind this door sees any. Changed
        # in place: the router leaves the matched route in this very dictionary for the access log.
        name = cookie_name(secure=self._door.secure)
        scope.setdefault("state", {})["session"] = session_cookie(scope["headers"], name)
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
        await self._app(scope, _MeasuredBody(receive, self._door, scope).receive, send)


def refusal_of(scope: Scope, door: Door) -> Problem | None:
    """Return why a request must not come in, judged by its first line and headers alone."""
    return _url_refusal(scope, door) or _header_refusal(scope, door) or _length_refusal(scope, door)


class _MeasuredBody:
    """Counts the body's bytes and its time while the app reads it; raises HTTPException, which the app tells."""

    def __init__(self, receive: Receive, door: Door, scope: Scope) -> None:
        self._receive = receive
        self._longest = door.longest(scope)
        self._patience = door.patience(scope)
        self._bytes = 0
        self._deadline: float | None = None
        self._complete = False

    async def receive(self) -> Message:
        if self._complete:
            return await self._receive()
        message = await self._in_time()
        self._bytes += len(message.get("body", b""))
        if self._bytes > self._longest:
            raise HTTPException(413, _too_large(self._longest), _CLOSE)
        self._complete = not message.get("more_body", False)
        return message

    async def _in_time(self) -> Message:
        if self._deadline is None:
            self._deadline = asyncio.get_running_loop().time() + self._patience
        try:
            async with asyncio.timeout_at(self._deadline):
                return await self._receive()
        except TimeoutError as error:
            raise HTTPException(408, "The body took too long to arrive.", _CLOSE) from error


def _url_refusal(scope: Scope, door: Door) -> Problem | None:
    raw_path: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
    query: bytes = scope.get("query_string", b"")
    if len(raw_path) + len(query) + 1 > door.max_url:
        return Problem.of_status(414, f"The address is longer than {door.max_url} bytes.")
    if _CONTROL.search(scope["path"]) or _ENCODED_CONTROL.search(query):
        return Problem.of_status(400, "The address holds characters that no name has.")
    return None


def _header_refusal(scope: Scope, door: Door) -> Problem | None:
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    if sum(len(name) + len(value) + 4 for name, value in headers) > door.max_headers:
        return Problem.of_status(431, f"The headers are longer than {door.max_headers} bytes in all.")
    if sum(len(value) for name, value in headers if name == b"cookie") > door.max_cookie:
        return Problem.of_status(
            431, f"The cookies are longer than {door.max_cookie} bytes; Orbit needs one short one."
        )
    return _host_refusal([value for name, value in headers if name == b"host"], door)


def _host_refusal(hosts: list[bytes], door: Door) -> Problem | None:
    shape = _HOST.fullmatch(hosts[0].decode("latin-1").lower()) if len(hosts) == 1 else None
    if shape is None:
        return Problem.of_status(400, "The request needs exactly one valid Host header.")
    if door.hosts is not None and shape[1] not in door.hosts:
        names = ", ".join(sorted(door.hosts))
        return Problem.of_status(400, f"This server does not go by that name. It answers to: {names}.")
    return None


def _host_name(netloc: str) -> str:
    shape = _HOST.fullmatch(netloc.lower())
    return shape[1] if shape else netloc


def _length_refusal(scope: Scope, door: Door) -> Problem | None:
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    if not all(value.isdigit() and len(value) < 20 for value in lengths) or len(set(lengths)) > 1:
        return Problem.of_status(400, "The Content-Length header is not one number.")
    if lengths and int(lengths[0]) > door.longest(scope):
        return Problem.of_status(413, _too_large(door.longest(scope)), _CLOSE)
    return None


def _too_large(longest: int) -> str:
    return f"The body is larger than {longest} bytes."
