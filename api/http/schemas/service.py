"""What the server says of itself and of what went wrong."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field


class StatusOut(BaseModel):
    """How the server is."""

    status: str


class InvalidValue(BaseModel):
    """One value of a call that cannot be used."""

    in_: Annotated[str, Field(alias="in")]
    field: str
    detail: str


class ProblemOut(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    nearest: list[str] | None = None
    allowed: list[str] | None = None
    rules: list[str] | None = None
    opens_on: date | None = None
    errors: list[InvalidValue] | None = None
