"""Is the server alive, and can it answer; open to everyone, so they say nothing else."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.http.describing import problems
from api.http.schemas import StatusOut
from api.rendering import to_json

router = APIRouter(tags=["health"])


@router.get(
    "/livez",
    response_model=StatusOut,
    responses={200: {"content": {"application/json": {"example": {"status": "alive"}}}}},
)
async def alive() -> Response:
    """Say that the process answers; on the event loop, so that a full worker pool does not hide it."""
    return Response(to_json({"status": "alive"}), media_type="application/json")


@router.get(
    "/readyz",
    response_model=StatusOut,
    responses={200: {"content": {"application/json": {"example": {"status": "ready"}}}}, **problems()},
)
def ready(request: Request) -> Response:
    """Say that the store can be read; 503 when it cannot."""
    request.app.state.services.presenter_for().revision()
    return Response(to_json({"status": "ready"}), media_type="application/json")
