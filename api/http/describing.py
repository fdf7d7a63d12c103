"""What OpenAPI says of a route's answers: an example of the good one, and problems for the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.http import examples
from api.http.problems import MEDIA_TYPE
from api.http.schemas import ProblemOut

Responses = dict[int | str, dict[str, Any]]


def answers(example: dict[str, Any], files: Mapping[str, str] | None = None) -> Responses:
    """Describe a route of data: its example, 304 for a copy that still holds, and problems.

    `files` are examples of the other kinds of media that a caller may accept instead.
    """
    others = {kind: {"schema": {"type": "string"}, "example": text} for kind, text in (files or {}).items()}
    return {
        200: {"content": {"application/json": {"example": example}, **others}},
        304: {"description": "The copy that If-None-Match names still holds"},
        **problems(),
    }


def files(media_type: str, example: str) -> Responses:
    """Describe a route that gives a file: its example, 304 for a copy that still holds, and problems."""
    return {
        200: {"content": {media_type: {"schema": {"type": "string"}, "example": example}}},
        304: {"description": "The copy that If-None-Match names still holds"},
        **problems(),
    }


def writes(example: dict[str, Any]) -> Responses:
    """Describe a route that writes: its example, and problems."""
    return {201: {"content": {"application/json": {"example": example}}}, **problems()}


def problems() -> Responses:
    """Describe every answer that is a problem."""
    content = {MEDIA_TYPE: {"schema": ProblemOut.model_json_schema(by_alias=True), "example": examples.PROBLEM}}
    return {
        "4XX": {"description": "The call has to be mended", "content": content},
        "5XX": {"description": "Orbit cannot answer now", "content": content},
    }
