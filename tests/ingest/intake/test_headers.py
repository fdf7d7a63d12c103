import pytest

from ingest.intake.contract import Row, Source
from ingest.intake.reading import open_tables
from orbit.errors import BadFile
from tests.ingest.intake.made import PEOPLE, cells_of, given, guesses, rejected, rows_of, shape_of, source_of, table_of


def refusal(content: str | bytes, source: Source = PEOPLE) -> str:
    with pytest.raises(BadFile) as caught:
        open_tables(given(content), source)
    return str(caught.value)


@pytest.mark.parametrize(("delimiter", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")])
def test_the_delimiter_is_the_one_that_yields_known_columns(delimiter: str, name: str) -> None:
    table = table_of(f'name{delimiter}email\n"Berg{delimiter} Ida"{delimiter}ida@example.com\n')
    [row] = table.rows

    assert guesses(table)["delimiter"] == name
    assert isinstance(row, Row)
    assert row.cells == {"name": f"Berg{delimiter} Ida", "email": "ida@example.com"}


def test_a_sep_line_decides_the_delimiter() -> None:
    table = table_of("sep=^\r\nname^email\r\nIda^ida@example.com\r\n")

    assert table.header == ("name", "email")
    assert [row.line for row in table.rows if isinstance(row, Row)] == [3]


def test_headers_are_compared_without_case_blanks_and_marks() -> None:
    assert cells_of("\ufeff  FULL   name ,E-MAIL\u200b\nIda,ida@example.com\n") == [
        {"name": "Ida", "email": "ida@example.com"}
    ]


def test_a_header_may_span_lines() -> None:
    assert cells_of('"full\nname",email\nIda,\n') == [{"name": "Ida"}]


def test_linkedins_preamble_is_passed_over() -> None:
    preamble = 'Notes:\n"When exporting your connection data, you may notice\nthat some are missing, ""why""."\n\n'

    table = table_of(preamble + "name,email\nIda,\n")

    assert guesses(table)["header"] == "line 5"
    assert [row.line for row in table.rows if isinstance(row, Row)] == [6]


def test_a_header_beyond_the_twentieth_line_is_not_looked_for() -> None:
    assert len(rows_of("x\n" * 19 + "name\nIda\n")) == 1
    assert "Expected the columns" in refusal("x\n" * 20 + "name\nIda\n")


def test_of_two_columns_of_one_name_the_first_is_used_and_the_second_kept() -> None:
    table = table_of("name,email,Email,email\nIda,a@example.com,b@example.com,c@example.com\n")
    [row] = table.rows

    assert table.header == ("name", "email", "Email (2)", "email (3)")
    assert isinstance(row, Row)
    assert row.cells["email"] == "a@example.com"
    assert row.extra == {"Email (2)": "b@example.com", "email (3)": "c@example.com"}
    assert guesses(table)["repeated columns"] == "Email (2), email (3)"


def test_two_headers_of_one_column_do_not_overwrite_each_other() -> None:
    table = table_of("name,Full Name\nIda,Bo\n")
    [row] = table.rows

    assert isinstance(row, Row)
    assert (row.cells, row.extra) == ({"name": "Ida"}, {"Full Name": "Bo"})
    assert guesses(table)["columns not used"] == "Full Name"


def test_columns_without_a_name_are_numbered() -> None:
    table = table_of("name,,email,\nIda,x,,y\n")
    [row] = table.rows

    assert table.header == ("name", "column 2", "email", "column 4")
    assert isinstance(row, Row)
    assert row.extra == {"column 2": "x", "column 4": "y"}


def test_the_shape_with_the_most_known_columns_wins() -> None:
    small, large = shape_of(["name"], ["name"]), shape_of(["name", "email"], ["name"])

    assert table_of("name,email\nIda,x\n", source_of(small, large)).shape is large
    assert table_of("name,note\nIda,x\n", source_of(small, large)).shape is small


def test_a_file_of_five_thousand_columns_is_read() -> None:
    header = ",".join(["name", *(f"c{n}" for n in range(4999))])

    [row] = rows_of(header + "\nIda" + ",x" * 4999 + "\n")

    assert isinstance(row, Row)
    assert len(row.extra) == 4999


def test_a_list_of_another_kind_is_refused_with_what_was_expected_and_found() -> None:
    text = refusal("Nmae,Phone\nIda,1\n")

    assert text == (
        "people.csv: this is not a people list. Expected the columns name (required), email, note. "
        "Found on line 1: Nmae, Phone. name is missing (is it Nmae?). "
        "Rename the columns, or say which of your columns is which (on the command line: --map)."
    )


def test_the_closest_shape_is_named() -> None:
    first, second = shape_of(["alpha", "beta"], ["alpha"]), shape_of(["name", "email"], ["name"])

    assert "Expected the columns name (required), email." in refusal("email,x\na,b\n", source_of(first, second))


def test_a_list_without_a_header_is_refused_without_showing_its_people() -> None:
    text = refusal("Ida Berg,ida@example.com\nBo Lund,bo@example.com\n")

    assert "looks like data" in text
    assert "Ida" not in text


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", " , ,\n"])
def test_an_empty_file_is_refused(content: str) -> None:
    assert "the file is empty; expected a people list" in refusal(content)


@pytest.mark.parametrize("content", ["name,email", "name,email\n\n,,\n", "name\nGrand Totals (0 records)\n"])
def test_a_file_with_only_a_header_is_refused(content: str) -> None:
    assert "expected people rows below the header, found none" in refusal(content)


def test_blank_rows_and_repeated_headers_are_counted_and_are_no_rows() -> None:
    table = table_of("name,email\nIda,\n,,\n\n  , \nname,email\nBo,\n")

    assert len(list(table.rows)) == 2
    assert guesses(table)["blank rows"] == "3"
    assert guesses(table)["repeated headers"] == "1"


def test_the_footer_of_a_report_is_dropped_and_told() -> None:
    footer = (
        '"Grand Totals (5,700 records)","",""\n"","",""\n"Confidential Information - Do Not Distribute"\n'
        '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n© 2000-2026 salesforce.com, inc.\n'
    )

    table = table_of('"name","email","note"\n"Copyright Clearance AS","",""\n' + footer)

    assert len(list(table.rows)) == 1
    assert guesses(table)["footer lines"] == "4"


def test_short_rows_are_filled_up_and_told_once() -> None:
    table = table_of("name,email,note\nIda\nBo,bo@example.com\n")

    assert [dict(row.cells) for row in table.rows if isinstance(row, Row)] == [
        {"name": "Ida"},
        {"name": "Bo", "email": "bo@example.com"},
    ]
    assert guesses(table)["short rows"] == "2"


def test_rows_with_too_many_cells_are_rejected_unless_those_are_empty() -> None:
    text = "name,email\nIda,x,,\nBerg, Ida,ida@example.com\n"

    assert rejected(text) == [(3, "the row has 3 cells, the header 2")]
    assert len(cells_of(text)) == 1
