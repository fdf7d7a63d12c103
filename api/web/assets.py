"""The files of the pages, below /static: each read and packed once, known by its content, answered from memory."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from api.web.showing import WEB

_STATIC = WEB / "static"
_FOR_EVER, _ASKED_AGAIN = "public, max-age=31536000, immutable", "no-cache"
# Sheets that a page needs all at once come as one: each waits for none but itself.
_JOINED = {"panel-whole.css": ("base.css", "parts.css", "panel.css")}
_IMPORT = re.compile(rb'((?:\bfrom |\bimport\()"\./)([\w-]+\.js)"')


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is answered; `packed` is its content after gzip, `version` changes with the content."""

    content: bytes
    packed: bytes
    media_type: str
    version: str


def asset(name: str) -> str:
    """Return the address of a file below /static; browsers may keep for ever what is there."""
    return f"/static/{name}?v={kept(name).version}"


@cache
def kept(name: str) -> Asset:
    """Return a file of the pages as it is answered."""
    content = _read(name)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    version = hashlib.sha256(content).hexdigest()[:10]
    return Asset(content, gzip.compress(content, mtime=0), media_type, version)


class Assets(StaticFiles):
    """Answers the addresses that name a content from memory, and all others from the files."""

    def __init__(self) -> None:
        super().__init__(directory=_STATIC)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        name = self.get_path(scope)
        if scope["method"] not in {"GET", "HEAD"} or not (name in _JOINED or name in _names()):
            await super().__call__(scope, receive, send)
            return
        found, version = kept(name), parse_qs(scope.get("query_string", b"").decode("latin-1")).get("v")
        if version == [found.version]:
            await _answer(found, _FOR_EVER, Headers(scope=scope))(scope, receive, send)
        elif name in _JOINED:
            # A page of the version before asks for this.
            await _answer(found, _ASKED_AGAIN, Headers(scope=scope))(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def _answer(found: Asset, lasting: str, asked: Headers) -> Response:
    headers = {"Cache-Control": lasting, "Vary": "Accept-Encoding"}
    if "gzip" not in asked.get("Accept-Encoding", ""):
        return Response(found.content, 200, headers, found.media_type)
    return Response(found.packed, 200, headers | {"Content-Encoding": "gzip"}, found.media_type)


@cache
def _names() -> frozenset[str]:
    return frozenset(file.relative_to(_STATIC).as_posix() for file in _STATIC.rglob("*") if file.is_file())


def _read(name: str) -> bytes:
    content = b"\n".join((_STATIC / part).read_bytes() for part in _JOINED.get(name, (name,)))
    return _IMPORT.sub(_versioned, content) if name.endswith(".js") else content


def _versioned(found: re.Match[bytes]) -> bytes:
    """What a script imports, under the address that pages load it by: so it is kept, and runs once on a page."""
    version = kept(found[2].decode()).version.encode()
    return b'%s%s?v=%s"' % (found[1], found[2], version)
