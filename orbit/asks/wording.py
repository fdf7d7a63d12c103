"""Dates, numbers and articles as people write them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT = tuple(month[:3] for month in _MONTHS)
_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_DAY = re.compile(r"(?<![\w/.-])\d{4}-\d{2}-\d{2}(?![\w/-])")
_VOWEL_ACRONYMS = frozenset("AEFHILMNORSX")


def say_day(day: date) -> str:
    """Write a day: 28 Nov 2026."""
    return f"{day.day} {_SHORT[day.month - 1]} {day.year}"


def write_days(text: str) -> str:
    """Write the days of a text as `say_day` does: "on 2026-11-10" becomes "on 10 Nov 2026"; what is no day stays."""
    return _DAY.sub(_written, text)


def say_month(day: date, as_of: date) -> str:
    """Write a month, with the year unless it is this year's: September, December 2025."""
    month = _MONTHS[day.month - 1]
    return month if day.year == as_of.year else f"{month} {day.year}"


def say_number(number: int) -> str:
    """Write a number up to twelve as a word."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def say_days(count: int) -> str:
    """Write a number of days: 1 day, 9 days."""
    return "1 day" if count == 1 else f"{count} days"


def article(words: str) -> str:
    """Return a or an for the words that follow: an Account Executive, an SDR, a User Researcher."""
    first = words.split()[0] if words.split() else ""
    if len(first) > 1 and first.isupper():
        return "an" if first[0] in _VOWEL_ACRONYMS else "a"
    if first.lower().startswith(("uni", "use", "eu", "one")):
        return "a"
    return "an" if first[:1].lower() in {"a", "e", "i", "o", "u"} else "a"


def _written(found: re.Match[str]) -> str:
    try:
        return say_day(date.fromisoformat(found.group()))
    except ValueError:
        return found.group()
