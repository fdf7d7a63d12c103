from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.intake import dates
from ingest.intake.dates import Grammar, Order, column_order
from orbit.dates import PartialDate


@pytest.mark.parametrize(
    ("grammar", "text", "expected"),
    [
        (dates.iso, "2024", "2024"),
        (dates.iso, "2024-03", "2024-03"),
        (dates.iso, "2024-03-05", "2024-03-05"),
        (dates.day_month_name, "05 Mar 2024", "2024-03-05"),
        (dates.day_month_name, "5 march 2024", "2024-03-05"),
        (dates.day_month_name, "5. März 2024", "2024-03-05"),
        (dates.day_month_name, "24. Dez. 2023", "2023-12-24"),
        (dates.day_month_name, "01 Sept 2020", "2020-09-01"),
        (dates.month_name_year, "Mar 2019", "2019-03"),
        (dates.month_name_year, "Jänner 2019", "2019-01"),
        (dates.month_name_year, "Okt. 2019", "2019-10"),
        (dates.year, "2019", "2019"),
        (dates.us, "3/5/2024", "2024-03-05"),
        (dates.us, "12/31/2024, 10:12 AM", "2024-12-31"),
        (dates.european, "5.3.2024", "2024-03-05"),
        (dates.european, "05/03/2024 10:12", "2024-03-05"),
        (dates.timestamp, "2026-07-01", "2026-07-01"),
        (dates.timestamp, "2026-07-01 10:00", "2026-07-01"),
        (dates.timestamp, "2026-07-01 10:00:00 UTC", "2026-07-01"),
        (dates.timestamp, "2026-07-01T10:00:00.123Z", "2026-07-01"),
        (dates.timestamp, "2026-07-01T10:00:00-05:00", "2026-07-01"),
        (dates.epoch_milliseconds, "1785400000000", "2026-07-30"),
        (dates.day_month_code, "30-JUN-2026", "2026-06-30"),
        (dates.either(dates.month_name_year, dates.year), "2019", "2019"),
        (dates.in_order(Order.MDY), "2024-03-05", "2024-03-05"),
        (dates.in_order(Order.DMY), "5/3/2024", "2024-03-05"),
    ],
)
def test_each_grammar_reads_its_own_way_of_writing(grammar: Grammar, text: str, expected: str) -> None:
    assert str(grammar(text)) == expected


@pytest.mark.parametrize(
    ("grammar", "text", "said"),
    [
        (dates.iso, "2024-3-5", "expected YYYY-MM-DD"),
        (dates.iso, "2024-02-30", "the calendar has no such day"),
        (dates.iso, "0001-01-01", "outside 1900 to 2200"),
        (dates.iso, "2300", "outside 1900 to 2200"),
        (dates.iso, "٢٠٢٤", "expected YYYY-MM-DD"),
        (dates.day_month_name, "5 Foo 2024", "neither English nor German"),
        (dates.day_month_name, "2024-03-05", "expected a day such as 05 Mar 2024"),
        (dates.us, "25/3/2024", "the calendar has no such day"),
        (dates.us, "3/5/24", "two digits"),
        (dates.european, "5.13.2024", "the calendar has no such day"),
        (dates.european, "5.3-2024", "expected day.month.year"),
        (dates.timestamp, "2026-13-01 10:00", "the calendar has no such day"),
        (dates.epoch_milliseconds, "99999999999999", "outside 1900 to 2200"),
        (dates.epoch_milliseconds, "yesterday", "expected milliseconds"),
        (dates.day_month_code, "31-JUN-2026", "the calendar has no such day"),
        (dates.either(dates.month_name_year, dates.year), "soon", "expected a month such as Mar 2019, or a year"),
        (dates.either(dates.iso, dates.us), "13/13/2024", "the calendar has no such day"),
    ],
)
def test_what_is_not_a_date_of_the_grammar_is_refused_with_what_was_expected(
    grammar: Grammar, text: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        grammar(text)


@given(st.text(max_size=30))
def test_no_error_repeats_the_cell(text: str) -> None:
    secret = f"Ida{text}"
    for grammar in (dates.iso, dates.day_month_name, dates.us, dates.european, dates.timestamp):
        with pytest.raises(ValueError, match=r"^(expected|the)") as caught:
            grammar(secret)
        assert "Ida" not in str(caught.value)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_day_is_read_alike_in_every_grammar(day: date) -> None:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    written = {
        dates.iso: day.isoformat(),
        dates.timestamp: f"{day} 00:00",
        dates.us: f"{day.month}/{day.day}/{day.year}",
        dates.european: f"{day.day}.{day.month}.{day.year}",
        dates.day_month_name: f"{day.day} {months[day.month - 1]} {day.year}",
        dates.day_month_code: f"{day.day}-{months[day.month - 1].upper()}-{day.year}",
    }

    assert {grammar(text) for grammar, text in written.items()} == {PartialDate.of(day)}


@pytest.mark.parametrize(
    ("values", "default", "order", "because"),
    [
        (["1/2/2024", "3/25/2024"], None, Order.MDY, "3/25/2024 can only be month first"),
        (["1/2/2024", "25/3/2024"], Order.MDY, Order.DMY, "25/3/2024 can only be day first"),
        (["1.2.2024"], None, Order.DMY, "1.2.2024 can only be day first"),
        (["2024-01-02"], Order.MDY, Order.ISO, "written like 2024-01-02"),
        (["1/2/2024"], Order.MDY, Order.MDY, "no value is above 12, so nothing speaks against it"),
        ([], Order.ISO, Order.ISO, "there is no date to go by"),
        (["25/3/2024"] * 40 + ["3/25/2024"], None, Order.DMY, "25/3/2024 can only be day first"),
    ],
)
def test_the_order_of_a_column_is_decided_by_what_its_values_prove(
    values: list[str], default: Order | None, order: Order, because: str
) -> None:
    decided = column_order(values, default)

    assert (decided.order, decided.because) == (order, because)


def test_a_column_that_proves_both_orders_is_refused() -> None:
    with pytest.raises(ValueError, match=r"writes both 3/25/2024 and 25/3/2024"):
        column_order(["3/25/2024", "25/3/2024"], Order.MDY)


def test_a_column_that_proves_nothing_needs_a_default() -> None:
    with pytest.raises(ValueError, match="no value shows which number is the month"):
        column_order(["1/2/2024"])
