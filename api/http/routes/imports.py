"""Imports over HTTP: upload, look before anything is read in, progress, rejected rows, undo."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Annotated, Any

import anyio
from anyio import to_thread
from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from api.http import import_examples as examples
from api.http.describing import Responses, problems
from api.http.desk import Desk, DeskDep
from api.http.once import IdempotencyKey, once
from api.http.rights import needs
from api.http.schemas.imports import ImportOut, ImportsOut, PreviewOut, RemovedOut
from api.imports.asked import OrdersIn, UploadIn, upload_of
from api.imports.job import UNDER_WAY
from api.imports.receiving import announced, take_form
from api.presenter.imports.imports import Imports
from api.rendering import to_json
from orbit.access import Right

router = APIRouter(prefix="/v1/imports", tags=["imports"], dependencies=[needs(Right.IMPORT)])
Number = Annotated[str, Path(min_length=1, max_length=40, description="The id of an import, or its number")]
_EVERY = 0.5
_BEATS = 30
_NOT_YOURS = "Only whoever uploaded these files sees their first rows. Upload them yourself to see them."
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        **UploadIn.model_json_schema()["properties"],
                    },
                }
            }
        },
    }
}


def _shows(status: int, example: dict[str, Any]) -> Responses:
    return {status: {"content": {"application/json": {"example": example}}}, **problems()}


def _gives(media_type: str, example: str) -> Responses:
    content = {media_type: {"schema": {"type": "string"}, "example": example}}
    return {200: {"content": content}, **problems()}


class ImportsQuery(BaseModel):
    """How many imports are listed."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=10_000)] = 200


class PreviewQuery(BaseModel):
    """As which source the files are to be looked at."""

    model_config = ConfigDict(extra="forbid")

    source: Annotated[str | None, Field(max_length=100, description="Without it, the likeliest one")] = None
    mapping: Annotated[str | None, Field(max_length=6_000, description="A shipped mapping, or the text of one")] = None


@router.post("", status_code=202, response_model=ImportOut, responses=_shows(202, examples.IMPORT), openapi_extra=_FORM)
async def upload(desk: DeskDep, request: Request, key: IdempotencyKey) -> Response:
    """Upload files and take them in, in the background; `hold` looks at them and waits to be started."""
    imports = desk.presenter.imports
    received = await to_thread.run_sync(imports.receive, announced(request))
    fields = await take_form(request, received)
    try:
        asked = upload_of(fields)
    except BaseException:
        received.discard()
        raise
    return await to_thread.run_sync(_stage, desk, request, key, (imports, received, asked))


def _stage(desk: Desk, request: Request, key: str, what: tuple[Imports, Any, UploadIn]) -> Response:
    imports, received, asked = what
    told = once(desk, request, key, _Told(asked=asked, files=[file.sha256 for file in received.uploads]))
    with desk.services.underway.alone(told.key):
        staged = imports.stage(
            received, asked.orders(), by=desk.visit.author, once=told, hold=asked.hold, at=desk.services.keys.now()
        )
    return _accepted(staged.answer, again=staged.again)


class _Told(BaseModel):
    """What one call is about: its fields, and the content of its files."""

    asked: UploadIn
    files: list[str]


@router.get("", response_model=ImportsOut, responses=_shows(200, examples.IMPORTS))
def list_imports(desk: DeskDep, query: Annotated[ImportsQuery, Query()]) -> Response:
    """List imports, the newest first, also those that came by the command line."""
    return _fresh(desk.presenter.imports.all(limit=query.limit))


@router.get("/{number}", response_model=ImportOut, responses=_shows(200, examples.IMPORT))
def one_import(desk: DeskDep, number: Number) -> Response:
    """Show one import: how far it is, and what became of its rows."""
    return _fresh(desk.presenter.imports.one(number))


@router.get("/{number}/preview", response_model=PreviewOut, responses=_shows(200, examples.PREVIEW))
def preview(desk: DeskDep, number: Number, query: Annotated[PreviewQuery, Query()]) -> Response:
    """Say what the files of a staged import are, and show how they would be read; nothing is taken in."""
    imports = desk.presenter.imports
    if not imports.is_from(number, desk.visit.author):
        raise HTTPException(403, _NOT_YOURS)
    return _fresh(imports.preview(number, query.source, query.mapping))


@router.post("/{number}/start", status_code=202, response_model=ImportOut, responses=_shows(202, examples.IMPORT))
def start(desk: DeskDep, number: Number, body: OrdersIn) -> Response:
    """Start a staged import, or again one that was tried, failed or was interrupted."""
    return _accepted(desk.presenter.imports.start(number, body.orders()), again=False)


@router.get("/{number}/rejects.csv", response_class=FileResponse, responses=_gives("text/csv", examples.REJECTS))
def rejects(desk: DeskDep, number: Number) -> Response:
    """Download the rows that could not be used, with why and how to mend them; mended, they can be imported again."""
    path = desk.presenter.imports.rejects(number)
    return FileResponse(path, media_type="text/csv; charset=utf-8", filename="rejects.csv", headers=_NO_STORE)


@router.get(
    "/{number}/progress", response_class=StreamingResponse, responses=_gives("text/event-stream", examples.EVENTS)
)
async def progress(desk: DeskDep, number: Number) -> Response:
    """Follow an import as server-sent events: `progress` with its JSON at each change, `end` when it is over."""
    imports = desk.presenter.imports
    await to_thread.run_sync(imports.one, number)

    async def ask() -> dict[str, Any]:
        return await to_thread.run_sync(imports.one, number)

    return event_stream(ask)


def event_stream(ask: Callable[[], Awaitable[dict[str, Any]]]) -> StreamingResponse:
    """Answer with the changes of what `ask` tells, as server-sent events."""
    return StreamingResponse(
        events(ask, lambda: anyio.sleep(_EVERY)), media_type="text/event-stream", headers={**_NO_STORE, **_UNBUFFERED}
    )


@router.delete("/{number}", status_code=202, response_model=RemovedOut, responses=_shows(202, examples.REMOVED))
def remove(desk: DeskDep, number: Number) -> Response:
    """Undo an import that is done, in the background; stop one under way; forget one that never was carried out."""
    told = desk.presenter.imports.remove(number, at=desk.services.keys.now())
    headers = {"Location": f"/v1/imports/{number}", **_NO_STORE}
    return Response(to_json(told), 202 if told["done"] != "forgotten" else 200, headers, media_type="application/json")


_NO_STORE = {"Cache-Control": "no-store"}
_UNBUFFERED = {"X-Accel-Buffering": "no"}


async def events(
    ask: Callable[[], Awaitable[dict[str, Any]]], pause: Callable[[], Awaitable[object]]
) -> AsyncIterator[str]:
    """Yield an import's changes as server-sent events until it is over; a comment now and then keeps the line open."""
    last, quiet = "", 0
    while True:
        form = await ask()
        told = json.dumps(form, ensure_ascii=False, separators=(",", ":"))
        if told != last:
            yield f"event: progress\ndata: {told}\n\n"
        last, quiet = told, (quiet + 1 if told == last else 0)
        if form["state"] not in UNDER_WAY:
            yield f"event: end\ndata: {told}\n\n"
            return
        if quiet and quiet % _BEATS == 0:
            yield ": still here\n\n"
        await pause()


def _fresh(answer: dict[str, Any]) -> Response:
    return Response(to_json(answer), headers=_NO_STORE, media_type="application/json")


def _accepted(answer: dict[str, Any], *, again: bool) -> Response:
    headers = {"Location": f"/v1/imports/{answer['id']}", **_NO_STORE}
    if again:
        headers["Idempotency-Replayed"] = "true"
    return Response(to_json(answer), 202, headers, media_type="application/json")
