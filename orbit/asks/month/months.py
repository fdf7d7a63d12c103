"""Calendar months, and days within them: what measures and sessions are counted and held by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from orbit.errors import UsageError

_WEEK = 7
_SATURDAY = 5
# Date arithmetic around a month stays inside what a calendar can hold.
_FIRST_YEAR, _LAST_YEAR = 1970, 2099


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of one year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Month:
        """Read a month as people write it for programs: 2026-11; raises UsageError."""
        year, _, number = text.partition("-")
        digits = (year + number).isascii() and (year + number).isdigit()
        if not digits or (len(year), len(number)) != (4, 2) or not 1 <= int(number) <= 12:
            raise UsageError(f"a month is written as 2026-11, got {text!r}")
        if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
            raise UsageError(f"a month lies between {_FIRST_YEAR} and {_LAST_YEAR}, got {text!r}")
        return cls(int(year), int(number))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.plus(1).first - timedelta(days=1)

    def plus(self, months: int) -> Month:
        """Return the month so many later; earlier where the number is below 0."""
        years, place = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, place + 1)

    def until_here(self, months: int) -> tuple[Month, ...]:
        """Return so many months of which this is the last."""
        return tuple(self.plus(-back) for back in reversed(range(months)))

    def first_weekday(self, weekday: int) -> date:
        """Return the first of its days that is a weekday, Monday being 1."""
        return self.first + timedelta(days=(weekday - self.first.isoweekday()) % _WEEK)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from one to another, both counted."""

    first: date
    last: date

    @classmethod
    def months(cls, last: Month, count: int) -> Period:
        """Return so many whole months of which one is the last."""
        return cls(last.plus(1 - count).first, last.last)

    def holds(self, day: date | None) -> bool:
        """Say whether a day lies within."""
        return day is not None and self.first <= day <= self.last


def is_workday(day: date) -> bool:
    """Say whether people work on it, holidays left aside."""
    return day.weekday() < _SATURDAY


def workdays_after(day: date, count: int) -> date:
    """Return the day that is so many working days after another."""
    for _ in range(count):
        day += timedelta(days=1)
        while not is_workday(day):
            day += timedelta(days=1)
    return day


def last_workday(first: date, last: date) -> date:
    """Return the last working day between two days; the first of them where there is none."""
    day = last
    while day > first and not is_workday(day):
        day -= timedelta(days=1)
    return day
