"""The Idempotency-Key of a call that writes: by it a repeated call is told from a new one, by its body from another."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Depends, Header, Request
from pydantic import BaseModel

from api.http.desk import Desk
from api.http.visits import Visit
from orbit.asks.log.book import Once
from orbit.errors import UsageError

_MISSING = "This call writes, so it needs an Idempotency-Key header: a text of yours, new for each new thing to log."


def _given(
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            max_length=255,
            description="A text of yours, new for each new thing to log; a repeated call is answered as the first one",
        ),
    ] = None,
) -> str:
    if not key or not key.strip():
        raise UsageError(_MISSING)
    return key.strip()


IdempotencyKey = Annotated[str, Depends(_given)]


def once(desk: Desk, request: Request, key: str, body: BaseModel) -> Once:
    """Return the hashes of a reader's key and of what they ask for under it."""
    return Once(_hash(_reader(desk.visit), key), _hash(request.method, request.url.path, body.model_dump_json()))


def _reader(visit: Visit) -> str:
    return f"{visit.place.workspace}/{visit.place.reader}"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
