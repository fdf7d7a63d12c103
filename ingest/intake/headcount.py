"""Headcounts as sources tell them: a number, a range such as `1001-5000`, or an open end such as `10001+`."""

from __future__ import annotations

import math
import re

_RANGE = re.compile(r"(\d[\d,]*)\s*(?:-|–|to)\s*(\d[\d,]*)")
_AT_LEAST = re.compile(r"(\d[\d,]*)\s*\+?")


def headcount(told: str | None) -> int | None:
    """Return a number as it stands, the geometric middle of a range, the lower bound of an open end, else None.

    Headcounts spread over powers of ten, so the geometric middle errs by the same factor either way.
    """
    if told is None:
        return None
    if match := _RANGE.fullmatch(told.strip()):
        low, high = (_whole(bound) for bound in match.groups())
        return round(math.sqrt(low * high)) or None
    if match := _AT_LEAST.fullmatch(told.strip()):
        return _whole(match.group(1)) or None
    return None


def _whole(digits: str) -> int:
    return int(digits.replace(",", ""))
