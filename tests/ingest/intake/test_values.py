from contextlib import suppress
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.intake import dates, values
from ingest.intake.contract import Row
from orbit.errors import BadRow


class Colour(StrEnum):
    GREEN = "green"
    RED = "red"


COLOURS = {"green": Colour.GREEN, "all good": Colour.GREEN, "red": Colour.RED}


def row(cell: str) -> Row:
    return Row(2, {"it": cell}, cell)


NONE = Row(2, {}, "")


def test_text_collapses_blanks() -> None:
    assert values.text(row("  VP \u00a0 of\nSales "), "it") == "VP of Sales"


@pytest.mark.parametrize("cell", ["n/a", "N/A", "-", "null", "NULL", "None", "#N/A", "  ", "—"])
def test_placeholders_count_as_missing(cell: str) -> None:
    assert values.text(row(cell), "it") is None
    with pytest.raises(BadRow, match="it: this is empty"):
        values.required(row(cell), "it")


def test_null_is_a_surname() -> None:
    assert values.required(row("Null"), "it") == "Null"


def test_missing_cells_are_none_for_every_reader() -> None:
    readers = (values.text, values.email, values.number, values.integer, values.yes_no)

    assert [read(NONE, "it") for read in readers] == [None] * 5
    assert values.choice(NONE, "it", COLOURS) is None
    assert values.day(NONE, "it", dates.iso) is None


def test_e_mails_are_lower_cased_and_others_refused() -> None:
    assert values.email(row("Ida.Berg@Example.COM"), "it") == "ida.berg@example.com"
    for wrong in ["ida", "ida@", "a@b@example.com", "Ida <ida@example.com>", "ida@example.com; bo@example.com"]:
        with pytest.raises(BadRow, match="not an e-mail address"):
            values.email(row(wrong), "it")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("250", 250),
        ("-5", -5),
        ("0.125", 0.125),
        ("78,960,522.00", 78_960_522),
        (" 78,960,522.00 ", 78_960_522),
        ("1,234", 1234),
        ("$1,200.50", 1200.5),
        ("-$5", -5),
        ("€ 1.234,56", 1234.56),
        ("1.234.567", 1_234_567),
        ("12,5", 12.5),
        ("1 234 567", 1_234_567),
        ("1\u202f234,5", 1234.5),
        ("1'234.50", 1234.5),
        ("USD 120,000", 120_000),
        ("120,000 EUR", 120_000),
        ("(1,200)", -1200),
        ("1.2E+06", 1_200_000),
    ],
)
def test_numbers_are_read_with_separators_and_currencies(cell: str, expected: float) -> None:
    assert values.number(row(cell), "it") == expected


@pytest.mark.parametrize("cell", ["120K", "5%", "1,23,4", "12-15", "inf", "nan", "1e999", "9" * 50, "٣", "1_000", "$"])
def test_what_is_no_number_is_refused(cell: str) -> None:
    with pytest.raises(BadRow, match="this is not a number"):
        values.number(row(cell), "it")


def test_a_number_that_can_be_read_two_ways_is_refused() -> None:
    with pytest.raises(BadRow, match="decimal point or a thousands separator"):
        values.number(row("1.234"), "it")


def test_whole_numbers_may_be_written_with_empty_decimals_only() -> None:
    assert values.integer(row("250.0"), "it") == 250
    with pytest.raises(BadRow, match="not a whole number"):
        values.integer(row("2.5"), "it")


@pytest.mark.parametrize(
    ("cell", "expected"), [("Yes", True), ("TRUE", True), ("1", True), ("no", False), ("Nein", False)]
)
def test_yes_and_no_are_read_in_their_usual_spellings(cell: str, expected: bool) -> None:
    assert values.yes_no(row(cell), "it") is expected


def test_anything_else_is_neither_yes_nor_no() -> None:
    with pytest.raises(BadRow, match="neither yes nor no"):
        values.yes_no(row("maybe"), "it")


def test_a_choice_is_found_by_any_spelling_and_else_names_the_values() -> None:
    assert values.choice(row("ALL-good"), "it", COLOURS) is Colour.GREEN
    with pytest.raises(BadRow) as caught:
        values.choice(row("blue"), "it", COLOURS)
    assert caught.value.fix == "write one of: green, red"


def test_a_day_must_be_a_whole_day() -> None:
    assert values.day(row("2024-03-05"), "it", dates.iso) == date(2024, 3, 5)
    assert str(values.partial(row("2024-03"), "it", dates.iso)) == "2024-03"
    with pytest.raises(BadRow, match="this names a month, not a day"):
        values.day(row("2024-03"), "it", dates.iso)
    with pytest.raises(BadRow, match="this is not a date: the calendar has no such day"):
        values.day(row("2024-02-30"), "it", dates.iso)


@given(st.text(max_size=60))
def test_readers_answer_or_raise_bad_row_and_nothing_else(cell: str) -> None:
    for read in (values.text, values.email, values.number, values.integer, values.yes_no):
        with suppress(BadRow):
            read(row(cell), "it")
