"""Files that a page offers to save."""

from __future__ import annotations

from starlette.responses import Response


def saved_as(name: str, content: bytes, media_type: str) -> Response:
    """Answer with a file for the reader to save; `name` is plain ASCII."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store", "Vary": "Cookie"}
    return Response(content, 200, headers, media_type=media_type)
