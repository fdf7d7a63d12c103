"""What a caller would rather have of an answer: data, or a calendar (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator

CALENDAR = "text/calendar"
_DATA = "application/json"


def wants_calendar(accept: str) -> bool:
    """Say whether an Accept header names a calendar, and rates it no lower than data."""
    rated = dict(_ranges(accept))
    calendar = rated.get(CALENDAR, 0.0)
    return calendar > 0 and calendar >= rated.get(_DATA, 0.0)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        kind, *parameters = (word.strip().lower() for word in part.split(";"))
        yield kind, min((_quality(word) for word in parameters if word.startswith("q=")), default=1.0)


def _quality(word: str) -> float:
    try:
        return float(word[2:])
    except ValueError:
        return 0.0
