"""Lint: the text that is sent to it, and what it finds."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from orbit.policy import LintName

# The bounds of every date that the API takes.
_EARLIEST, _LATEST = date(1970, 1, 1), date(2100, 1, 1)


class LintIn(BaseModel):
    """An ask as it would be sent; lines such as `Subject:`, `To:` and `Cc:` may stand at its top."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=200_000)]
    as_of: Annotated[date | None, Field(ge=_EARLIEST, le=_LATEST)] = None


class LintLevel(StrEnum):
    """Whether a finding holds the ask back."""

    ERROR = "error"
    ADVICE = "advice"


class LintFindingOut(BaseModel):
    """One thing to mend: letters `start` to `end` of the text; `words` is empty where something is missing."""

    rule: LintName
    numbers: list[int]
    level: LintLevel
    words: str
    start: int
    end: int
    line: int
    column: int
    why: str
    mend: str


class LintOut(BaseModel):
    """All findings in the order of the text; `unchecked` are rules that were off or that read English only."""

    clean: bool
    findings: list[LintFindingOut]
    person: str | None
    account: str | None
    words: int
    seconds: float
    language: str
    unchecked: list[LintName]
    note: str | None
    as_of: date
    revision: int
    policy: str
