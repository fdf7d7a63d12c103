"""What is shared of somebody's own uploads: what is sent about it, and what is answered."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orbit.model import Level


class SharingIn(BaseModel):
    """How much others see of whom somebody knows by an upload of their own."""

    model_config = ConfigDict(extra="forbid")

    level: Level
    email: Annotated[
        str | None, Field(min_length=3, max_length=320, description="Whose uploads; without it, those of the user")
    ] = None


class UploadShared(BaseModel):
    """One upload. `level` is what counts, `said` what its owner set, `most` the most that the policy allows."""

    source: str
    email: str
    level: Level
    said: Level | None
    most: Level


class SharingOut(BaseModel):
    """The uploads of one person, each with what is shared of it."""

    uploads: list[UploadShared]
