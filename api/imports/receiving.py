"""Takes an upload from the network to the staging folder."""

from __future__ import annotations

import errno

from anyio import to_thread
from fastapi import HTTPException, Request

from api.imports.multipart import FormReader
from api.imports.staging import Receiving

# Pieces as the network brings them are small: a thread takes this much at a time.
_AT_ONCE = 1 << 20
_FULL = "The disk is full, and nothing of the upload was kept. Free some room and send it again."


def announced(request: Request) -> int | None:
    """Return how many bytes a request says that it brings."""
    told = request.headers.get("content-length", "")
    return int(told) if told.isdecimal() else None


async def take_form(request: Request, received: Receiving) -> dict[str, str]:
    """Read a form to its end, its files to disk, and return its fields; whatever goes wrong leaves nothing behind."""
    reader: FormReader | None = None
    try:
        reader = FormReader(request.headers.get("content-type", ""), received.new_file)
        held = bytearray()
        async for piece in request.stream():
            held += piece
            if len(held) >= _AT_ONCE:
                await to_thread.run_sync(reader.feed, bytes(held))
                held.clear()
        await to_thread.run_sync(reader.feed, bytes(held))
        reader.finish()
    except BaseException as error:
        if reader is not None:
            reader.close()
        received.discard()
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise HTTPException(507, _FULL) from error
        raise
    return reader.fields
