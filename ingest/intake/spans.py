"""When a spell lasted, and for which day its source vouches."""

from __future__ import annotations

from datetime import date

from orbit.dates import PartialDate
from orbit.errors import BadRow


def check_order(start: PartialDate | None, end: PartialDate | None, end_column: str) -> None:
    """Raise BadRow when a time ends before it can have begun."""
    if start and end and end.latest < start.earliest:
        raise BadRow(end_column, "this ends before it began", "mend or empty one of the two dates")


def vouched(end: PartialDate | None, observed_on: date) -> date | None:
    """Return the day on which a source that leaves the end of current spells empty saw this one: none if it ended."""
    return observed_on if end is None else None
