"""The date grammars of exports: one parser for each way of writing, and a column-wide decision on day and month.

A grammar turns a trimmed cell into a PartialDate or raises ValueError with a text for the reader that does not
repeat the cell: it may hold anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from orbit.dates import EARLIEST_YEAR, LATEST_YEAR, PartialDate

Grammar = Callable[[str], PartialDate]

_MONTH_NAMES = (
    "january jan jänner jän januar",
    "february feb februar febr feber",
    "march mar märz mär maerz mrz",
    "april apr",
    "may mai",
    "june jun juni",
    "july jul juli",
    "august aug",
    "september sep sept",
    "october oct oktober okt",
    "november nov",
    "december dec dezember dez",
)
_MONTHS = {name: number for number, line in enumerate(_MONTH_NAMES, start=1) for name in line.split()}
_CLOCK = r"(?:,?[T ]+[0-9]{1,2}:[0-9]{2}[0-9:. APMapmUTCGZ+-]{0,24})?"
_DAY_MONTH_NAME = re.compile(r"([0-9]{1,2})\.? ?([^\W\d_]{3,9})\.?,? ?([0-9]{4})")
_MONTH_NAME_YEAR = re.compile(r"([^\W\d_]{3,9})\.?,? ([0-9]{4})")
_YEAR = re.compile(r"[0-9]{4}")
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SLASHED = re.compile(rf"([0-9]{{1,2}})/([0-9]{{1,2}})/([0-9]{{2}}|[0-9]{{4}}){_CLOCK}")
_DOTTED = re.compile(rf"([0-9]{{1,2}})([./-])([0-9]{{1,2}})\2([0-9]{{2}}|[0-9]{{4}}){_CLOCK}")
_STAMP = re.compile(rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}}){_CLOCK}")
_MILLISECONDS = re.compile(r"-?[0-9]{9,14}")
_UPPER_MONTH = re.compile(r"([0-9]{1,2})-([^\W\d_]{3})-([0-9]{4})")
_NUMERIC = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2[0-9]{2,4}\b")

# A handful of typing errors must not overturn what hundreds of values say; those few are rejected row by row.
_CLEAR_MAJORITY = 20
_EXPECTED = "expected "


class Order(StrEnum):
    """In which order a column writes year, month and day."""

    MDY = "mdy"
    DMY = "dmy"
    ISO = "iso"


@dataclass(frozen=True, slots=True)
class OrderGuess:
    """The order decided for a whole column, and what the decision rests on."""

    order: Order
    because: str


def iso(text: str) -> PartialDate:
    """Read `2019`, `2019-03` or `2019-03-05`."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise _expected("YYYY-MM-DD, YYYY-MM or YYYY")
    year_number, month, day = (int(part) if part else None for part in match.groups())
    return _date(year_number or 0, month, day)


def day_month_name(text: str) -> PartialDate:
    """Read `05 Mar 2024` or `5. März 2024`."""
    match = _DAY_MONTH_NAME.fullmatch(text)
    if match is None:
        raise _expected("a day such as 05 Mar 2024")
    return _date(int(match[3]), _month(match[2]), int(match[1]))


def month_name_year(text: str) -> PartialDate:
    """Read `Mar 2019` or `März 2019`."""
    match = _MONTH_NAME_YEAR.fullmatch(text)
    if match is None:
        raise _expected("a month such as Mar 2019")
    return _date(int(match[2]), _month(match[1]), None)


def year(text: str) -> PartialDate:
    """Read `2019`."""
    if _YEAR.fullmatch(text) is None:
        raise _expected("a year such as 2019")
    return _date(int(text), None, None)


def us(text: str) -> PartialDate:
    """Read `3/5/2024` as the fifth of March; a time of day after it is dropped."""
    match = _SLASHED.fullmatch(text)
    if match is None:
        raise _expected("month/day/year such as 3/5/2024")
    return _date(_full_year(match[3]), int(match[1]), int(match[2]))


def european(text: str) -> PartialDate:
    """Read `5.3.2024`, `5/3/2024` or `5-3-2024` as the fifth of March; a time of day after it is dropped."""
    match = _DOTTED.fullmatch(text)
    if match is None:
        raise _expected("day.month.year such as 5.3.2024")
    return _date(_full_year(match[4]), int(match[3]), int(match[1]))


def timestamp(text: str) -> PartialDate:
    """Read the day of `2026-07-01 10:00`, `2026-07-01 10:00:00 UTC`, `2026-07-01T10:00:00Z` or `2026-07-01`."""
    match = _STAMP.fullmatch(text)
    if match is None:
        raise _expected("YYYY-MM-DD or YYYY-MM-DD HH:MM")
    return _date(int(match[1]), int(match[2]), int(match[3]))


def epoch_milliseconds(text: str) -> PartialDate:
    """Read milliseconds since 1970 as a day in UTC."""
    if _MILLISECONDS.fullmatch(text) is None:
        raise _expected("milliseconds since 1970")
    day = datetime.fromtimestamp(int(text) / 1000, UTC).date()
    return _date(day.year, day.month, day.day)


def day_month_code(text: str) -> PartialDate:
    """Read `30-JUN-2026`."""
    match = _UPPER_MONTH.fullmatch(text)
    if match is None:
        raise _expected("a day such as 30-JUN-2026")
    return _date(int(match[3]), _month(match[2]), int(match[1]))


def either(*grammars: Grammar) -> Grammar:
    """Combine grammars that cannot both fit one text; the first that reads it wins."""

    def read(text: str) -> PartialDate:
        problems = []
        for grammar in grammars:
            try:
                return grammar(text)
            except ValueError as error:
                problems.append(str(error))
        raise ValueError(_joined(problems))

    return read


def in_order(order: Order) -> Grammar:
    """Return the grammar for columns of this order; ISO days are read under every order."""
    return {
        Order.MDY: either(us, timestamp),
        Order.DMY: either(european, timestamp),
        Order.ISO: either(iso, timestamp),
    }[order]


def column_order(values: Iterable[str], default: Order | None = None) -> OrderGuess:
    """Decide for a whole column which number is the month; raise ValueError when the values cannot tell.

    `default` is what to take, and to say so, when no value proves an order.
    """
    votes = {Order.MDY: 0, Order.DMY: 0, Order.ISO: 0}
    proof: dict[Order, str] = {}
    open_values = 0
    for value in values:
        vote = _vote(value)
        if vote is not None:
            votes[vote] += 1
            proof.setdefault(vote, value)
        elif _NUMERIC.match(value):
            open_values += 1
    return _decision(votes, proof, open_values, default)


def _decision(votes: dict[Order, int], proof: dict[Order, str], open_values: int, default: Order | None) -> OrderGuess:
    first, second = sorted((Order.MDY, Order.DMY), key=lambda order: -votes[order])
    if votes[second] * _CLEAR_MAJORITY > votes[first]:
        raise ValueError(
            f"the column writes both {proof[first]} and {proof[second]}, so day and month cannot be told apart; "
            "write the dates as YYYY-MM-DD"
        )
    if votes[first]:
        return OrderGuess(first, f"{proof[first]} can only be {_SPOKEN[first]}")
    if not open_values and votes[Order.ISO]:
        return OrderGuess(Order.ISO, f"written like {proof[Order.ISO]}")
    if default is None:
        raise ValueError("no value shows which number is the month; write the dates as YYYY-MM-DD or name the order")
    because = "no value is above 12, so nothing speaks against it" if open_values else "there is no date to go by"
    return OrderGuess(default, because)


_SPOKEN = {Order.MDY: "month first", Order.DMY: "day first", Order.ISO: "year first"}


def _vote(value: str) -> Order | None:
    if _STAMP.fullmatch(value):
        return Order.ISO
    match = _NUMERIC.match(value)
    if match is None:
        return None
    left, right = int(match[1]), int(match[3])
    if match[2] == "." and 1 <= right <= 12:
        return Order.DMY
    if left > 12 >= right:
        return Order.DMY
    return Order.MDY if right > 12 >= left else None


def _month(name: str) -> int:
    number = _MONTHS.get(name.casefold())
    if number is None:
        raise ValueError("the month's name is neither English nor German")
    return number


def _full_year(digits: str) -> int:
    if len(digits) == 2:
        raise ValueError("the year has two digits; write all four")
    return int(digits)


def _date(year_number: int, month: int | None, day: int | None) -> PartialDate:
    if not EARLIEST_YEAR <= year_number <= LATEST_YEAR:
        raise ValueError(f"the year lies outside {EARLIEST_YEAR} to {LATEST_YEAR}")
    try:
        return PartialDate(year_number, month, day)
    except ValueError as error:
        raise ValueError("the calendar has no such day") from error


def _expected(form: str) -> ValueError:
    return ValueError(_EXPECTED + form)


def _joined(problems: list[str]) -> str:
    telling = [problem for problem in problems if not problem.startswith(_EXPECTED)]
    if telling:
        return telling[0]
    return _EXPECTED + ", or ".join(dict.fromkeys(problem.removeprefix(_EXPECTED) for problem in problems))
