"""How small values are written down and read back, and checks of what is to be: the same for every store."""

from __future__ import annotations

from datetime import UTC, datetime

from orbit.errors import UsageError
from orbit.model import RecordKey
from orbit.store.base import NewJudgement

# Sources cannot put this control character into the name of a file.
_BETWEEN = "\x1f"


def utc_text(at: datetime) -> str:
    """Write an instant in UTC; raise UsageError for one without a time zone."""
    if at.tzinfo is None:
        raise UsageError(f"the time {at} needs its time zone")
    return at.astimezone(UTC).isoformat()


def file_name(file: str, owner: int | None) -> str:
    """Write the name of a file and whose own upload it is: files of one name from two uploads are two files."""
    return file if owner is None else f"{file}{_BETWEEN}{owner}"


def read_file_name(name: str) -> tuple[str, int | None]:
    """Read what `file_name` wrote."""
    file, _, owner = name.partition(_BETWEEN)
    return file, int(owner) if owner else None


def sides_of(judgement: NewJudgement) -> tuple[RecordKey, RecordKey]:
    """The two records that a judgement is about, the smaller key first; raise UsageError where they are one."""
    if judgement.left == judgement.right:
        raise UsageError(f"a judgement needs two records, this one names {judgement.left} twice")
    return min(judgement.left, judgement.right), max(judgement.left, judgement.right)
