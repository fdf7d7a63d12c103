"""One person and what is known of them."""

from __future__ import annotations

from pydantic import BaseModel

from api.http.schemas.parts import Evidence, PathPerson


class PersonSource(BaseModel):
    """What one source says of a person, and where."""

    source: str
    ref: str
    url: str | None
    name: str


class SpellOut(BaseModel):
    """One job, board seat or school."""

    company: str
    title: str | None
    start: str | None
    end: str | None
    evidence: list[Evidence]


class RoleOut(BaseModel):
    """In which circle of our people somebody is."""

    circle: str
    company: str | None
    owner: str | None


class PersonOut(BaseModel):
    """One person with every source record, spell and role behind them."""

    person: PathPerson
    records: list[PersonSource]
    spells: list[SpellOut]
    roles: list[RoleOut]
