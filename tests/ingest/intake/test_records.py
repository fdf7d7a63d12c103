import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.intake import records
from ingest.intake.records import Problem, Record, split


def read(text: str, delimiter: str = ",", *, skip: int = 0, width: int = 0) -> list[Record]:
    return list(split(io.StringIO(text, newline="").readline, delimiter, skip=skip, width=width))


def cells(text: str, delimiter: str = ",", *, width: int = 0) -> list[list[str]]:
    return [record.cells for record in read(text, delimiter, width=width) if record.problem is None]


def problems(text: str, *, width: int = 0) -> list[tuple[int, Problem]]:
    return [(record.line, record.problem) for record in read(text, width=width) if record.problem is not None]


def unified(text: str) -> str:
    return re.sub("\r\n|\r", "\n", text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a,b,c", ["a", "b", "c"]),
        ("a,,", ["a", "", ""]),
        ('"a","b"', ["a", "b"]),
        ('"a, b",c', ["a, b", "c"]),
        ('"say ""hi""",c', ['say "hi"', "c"]),
        ('"","x"', ["", "x"]),
        ('"""",x', ['"', "x"]),
        ('5" pipe,x', ['5" pipe', "x"]),
        ('Robert "Bob" Lee,x', ['Robert "Bob" Lee', "x"]),
        ('a, "b, c" ,d', ["a", "b, c", "d"]),
        ('a,"b"', ["a", "b"]),
        ("\u2028a\x0b,b\x85", ["\u2028a\x0b", "b\x85"]),
    ],
)
def test_a_line_is_split_as_rfc_4180_says(line: str, expected: list[str]) -> None:
    assert cells(line) == [expected]


def test_every_mix_of_line_ends_separates_records() -> None:
    assert cells("a\nb\r\nc\rd") == [["a"], ["b"], ["c"], ["d"]]


def test_a_quoted_cell_may_span_lines_and_the_lines_are_counted() -> None:
    [first, second] = read('1,"two\r\nlines",3\r\n4,5,6\r\n')

    assert first == Record(1, 2, '1,"two\r\nlines",3', ["1", "two\r\nlines", "3"])
    assert (second.line, second.last) == (3, 3)


def test_lines_above_the_table_are_passed_over_and_counted() -> None:
    assert [(record.line, record.cells) for record in read("x\ny\n1,2\n", skip=2)] == [(3, ["1", "2"])]


def test_an_unclosed_quote_costs_its_own_line_and_no_other() -> None:
    text = 'a,b\nc,"d\n' + "".join(f"{n},x\n" for n in range(1000))

    found = cells(text, width=2)

    assert problems(text, width=2) == [(2, records.UNCLOSED)]
    assert len(found) == 1001


def test_text_after_a_closing_quote_is_refused() -> None:
    assert problems('"He said "hi" to me",x\na,b\n') == [(1, records.STRAY)]


def test_the_rest_of_a_broken_cell_is_no_row_of_its_own() -> None:
    text = 'Ida,"a "fine" note\nthat goes on",x\nBo,note,y\nshort\n'

    assert problems(text, width=3) == [(1, records.STRAY), (2, records.LEFTOVER)]
    assert cells(text, width=3) == [["Bo", "note", "y"], ["short"]]


def test_a_quoted_cell_of_more_than_fifty_lines_is_refused() -> None:
    fits = '"' + "x\n" * (records.MAX_LINES - 1) + '",y\n'
    too_long = '"' + "x\n" * records.MAX_LINES + '",y\n'

    assert problems(fits) == []
    assert problems(too_long)[0] == (1, records.UNCLOSED)


def test_a_line_of_many_megabytes_is_refused_and_the_next_is_read() -> None:
    found = read("a,b\n" + "x" * (3 * records.MAX_RECORD) + "\nc,d\n")

    assert [(record.line, record.problem) for record in found] == [(1, None), (2, records.TOO_LONG), (3, None)]
    assert len(found[1].raw) < 2000


def test_a_quoted_cell_that_grows_beyond_a_megabyte_is_refused() -> None:
    text = '"' + ("x" * 50_000 + "\n") * 30 + "a,b\n"

    assert problems(text)[0] == (1, records.UNCLOSED)
    assert cells(text)[-1] == ["a", "b"]


def test_a_huge_cell_is_refused_and_one_at_the_limit_is_not() -> None:
    limit = records.MAX_CELL

    assert problems("x" * limit + ",a\n" + "x" * (limit + 1) + ",b\n") == [(2, records.BIG_CELL)]


def test_zero_characters_and_unreadable_bytes_are_refused_and_shown() -> None:
    [zero, unreadable] = read("a\0b,c\nd\udc81e,f\n")

    assert (zero.problem, zero.raw) == (records.ZERO, "a\\x00b,c")
    assert (unreadable.problem, unreadable.raw) == (records.UNREADABLE, "d\\x81e,f")


chaos = st.text(alphabet='ab,"\n\r ü\0', max_size=80)


@given(chaos)
def test_no_text_is_lost_whatever_the_quotes(text: str) -> None:
    found = read(text, width=3)

    kept = "\n".join(unified(record.raw) for record in found)
    assert kept.replace("\\x00", "\0") == unified(text).removesuffix("\n")


@given(chaos)
def test_every_physical_line_belongs_to_exactly_one_record(text: str) -> None:
    expected = 1
    for record in read(text, width=3):
        assert record.line == expected
        expected = record.last + 1
    assert expected == unified(text).removesuffix("\n").count("\n") + 2 if text else expected == 1


@given(st.data(), st.booleans())
@settings(max_examples=200)
def test_one_stray_quote_costs_at_most_one_row(data: st.DataObject, quoted: bool) -> None:
    rows = [[f"a{n}", data.draw(st.sampled_from(["", "b", f"b {n}"])), f"c{n}"] for n in range(8)]
    lines = [",".join(f'"{cell}"' if quoted else cell for cell in row) for row in rows]
    text = "\n".join(lines) + "\n"
    at = data.draw(st.integers(0, len(text)))

    found = cells(text[:at] + '"' + text[at:], width=3)

    assert sum(row not in found for row in rows) <= 1


cell_texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(cell_texts, min_size=1, max_size=4), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_what_is_written_with_quotes_is_read_back_as_it_was(rows: list[list[str]], delimiter: str) -> None:
    written = "".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)

    assert cells(written, delimiter) == rows
