"""An answer as a response: with its tag, and without its body for those who hold it."""

from __future__ import annotations

from starlette.responses import Response

from api.http import conditional
from api.http.shelf import Kept


def answer_with(answer: Kept, if_none_match: str, media_type: str = "application/json") -> Response:
    """Answer with the bytes, or with 304 when the caller holds them."""
    if conditional.is_any(if_none_match) or conditional.names_tag(if_none_match, answer.tag):
        return unchanged(answer.tag)
    return Response(answer.body, headers=_headers(answer.tag), media_type=media_type)


def unchanged(tag: str) -> Response:
    """Tell the caller that what they hold still stands."""
    return Response(status_code=304, headers=_headers(tag))


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Vary": "Authorization, X-API-Key, Cookie, Accept", "Cache-Control": "private, no-cache"}
