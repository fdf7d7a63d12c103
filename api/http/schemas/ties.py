"""Ties that somebody could confirm: what is sent about them, and what is answered."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.http.schemas.parts import Share
from orbit.store.base import Change

_Person = Annotated[
    str, Field(min_length=1, max_length=1_024, description="An Orbit id, an e-mail, a LinkedIn address or a name")
]


class TieIn(BaseModel):
    """How close two people are, as somebody says who knows."""

    model_config = ConfigDict(extra="forbid")

    one: _Person
    other: _Person
    closeness: Annotated[
        float | None, Field(ge=0, le=1, description="0: they do not know each other; without it: they do")
    ] = None
    on: Annotated[date | None, Field(description="The day on which it was said; without it, today")] = None
    by: Annotated[
        str | None, Field(min_length=1, max_length=320, description="Who says so; without it, the name of the key")
    ] = None


class TiePerson(BaseModel):
    """One of the two."""

    id: str
    name: str
    title: str | None
    company: str | None


class TieQuestion(BaseModel):
    """Do these two know each other? `know` is how likely that is, `because` why; `swing` is what an answer changes."""

    one: TiePerson | None
    other: TiePerson | None
    know: Share
    because: str
    asks: int
    swing: float


class QuestionsOut(BaseModel):
    """The questions, the one that changes most first."""

    as_of: date
    questions: list[TieQuestion]
    policy: str


class TieOut(BaseModel):
    """What was kept, and whether that was new."""

    one: TiePerson
    other: TiePerson
    closeness: Share
    on: date
    change: Change
