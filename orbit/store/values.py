"""Checks of what is to be written down, the same for every store."""

from __future__ import annotations

from datetime import UTC, datetime

from orbit.errors import UsageError
from orbit.model import RecordKey
from orbit.store.base import NewJudgement


def utc_text(at: datetime) -> str:
    """Write an instant in UTC; raise UsageError for one without a time zone."""
    if at.tzinfo is None:
        raise UsageError(f"the time {at} needs its time zone")
    return at.astimezone(UTC).isoformat()


def sides_of(judgement: NewJudgement) -> tuple[RecordKey, RecordKey]:
    """The two records that a judgement is about, the smaller key first; raise UsageError where they are one."""
    if judgement.left == judgement.right:
        raise UsageError(f"a judgement needs two records, this one names {judgement.left} twice")
    return min(judgement.left, judgement.right), max(judgement.left, judgement.right)
