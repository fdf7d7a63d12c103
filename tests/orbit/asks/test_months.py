from __future__ import annotations

from datetime import date

import pytest

from orbit.asks.month.months import Month, Period, last_workday, workdays_after
from orbit.errors import UsageError


def test_a_month_is_read_as_it_is_written() -> None:
    assert str(Month.read("2026-11")) == "2026-11"


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "26-11", "2026-1", "2026-11-01", "", "²026-11", "1969-12"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        Month.read(text)


def test_months_are_counted_over_the_end_of_a_year() -> None:
    assert [str(month) for month in Month(2027, 1).until_here(3)] == ["2026-11", "2026-12", "2027-01"]
    assert Month(2026, 12).plus(1) == Month(2027, 1)
    assert Month(2028, 2).last == date(2028, 2, 29)


@pytest.mark.parametrize(("month", "day"), [(11, 2), (12, 7), (6, 1)])
def test_rule_52_the_numbers_are_looked_at_on_the_first_monday(month: int, day: int) -> None:
    assert Month(2026, month).first_weekday(1) == date(2026, month, day)


def test_a_period_holds_both_its_ends() -> None:
    quarter = Period.months(Month(2026, 11), 3)

    assert quarter == Period(date(2026, 9, 1), date(2026, 11, 30))
    assert [quarter.holds(day) for day in (date(2026, 8, 31), date(2026, 9, 1), date(2026, 11, 30), None)] == [
        *(False, True, True, False)
    ]


def test_working_days_leave_out_weekends() -> None:
    friday = date(2026, 11, 20)

    assert workdays_after(friday, 1) == date(2026, 11, 23)
    assert workdays_after(friday, 6) == date(2026, 11, 30)
    assert last_workday(date(2026, 11, 19), date(2026, 11, 22)) == friday
    assert last_workday(date(2026, 11, 21), date(2026, 11, 22)) == date(2026, 11, 21)
