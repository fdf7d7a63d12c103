from collections.abc import Iterator

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from ingest.intake.contract import Accepted, ReadOptions, Rejected, Row, Table
from ingest.intake.dates import Order
from ingest.intake.reading import date_order, each_row, open_tables
from orbit.errors import BadFile
from orbit.model import Item
from tests.ingest.intake.made import LIST, PEOPLE, given, guesses, read_person, shape_of, source_of, table_of


def results(content: str | bytes) -> list[Accepted | Rejected]:
    return list(PEOPLE.read(open_tables(given(content), PEOPLE), ReadOptions()))


def test_a_bad_row_is_rejected_with_column_reason_fix_and_raw_text() -> None:
    [good, bad] = results("name,email\nIda,ida@example.com\nBo,bo at example\n")

    assert isinstance(good, Accepted)
    assert bad == Rejected(
        "people.csv",
        3,
        "email",
        "this is not an e-mail address",
        "write one address such as ana@example.com, or leave it empty",
        "Bo,bo at example",
    )


@pytest.mark.parametrize(
    ("required", "fix"),
    [
        ((), "write one address such as ana@example.com, or leave it empty"),
        (("email",), "write one address such as ana@example.com"),
    ],
)
def test_only_a_column_that_may_be_empty_is_told_to_be_left_so(required: tuple[str, ...], fix: str) -> None:
    table = table_of("name,email\nBo,bo at example\n", source_of(shape_of(["name", "email"], required)))

    [row] = each_row([table], ReadOptions(), {"made": read_person})

    assert isinstance(row, Rejected)
    assert row.fix == fix


def test_a_row_from_which_nothing_is_read_is_rejected() -> None:
    def read_nothing(row: Row, table: Table, options: ReadOptions) -> Iterator[Item]:
        return iter(())

    [result] = each_row([table_of("name\nIda\n")], ReadOptions(), {"list": read_nothing})

    assert isinstance(result, Rejected)
    assert result.reason == "the row says nothing that can be used"


def test_a_fault_of_a_reader_is_not_taken_for_a_bad_row() -> None:
    def fail(row: Row, table: Table, options: ReadOptions) -> Iterator[Item]:
        raise KeyError("name")

    with pytest.raises(KeyError):
        list(each_row([table_of("name\nIda\n")], ReadOptions(), {"list": fail}))


def test_rows_are_read_lazily() -> None:
    rows = table_of("name\n" + "Ida\n" * 100_000).rows

    assert next(rows).line == 2


def test_every_guess_is_told_with_what_it_rests_on() -> None:
    table = table_of("Reports\n\nname;shoe size\nIda;38\n")

    assert guesses(table) == {
        "encoding": "UTF-8",
        "delimiter": "semicolon",
        "header": "line 3",
        "kind of list": "list",
        "columns not used": "shoe size",
    }
    assert all(guess.because for guess in table.guesses)


def test_the_order_of_dates_is_decided_by_the_whole_column() -> None:
    table = table_of("name,note\n" + "Ida,1/2/2024\n" * 6000 + "Bo,25/12/2024\n")

    assert date_order(table, ["note"], Order.MDY) is Order.DMY
    assert table.guesses[-1].because == "25/12/2024 can only be day first"
    assert len(list(table.rows)) == 6001


def test_an_order_of_dates_that_cannot_be_known_refuses_the_file() -> None:
    with pytest.raises(BadFile, match=r"^people\.csv: note: the column writes both"):
        date_order(table_of("name,note\nIda,3/25/2024\nBo,25/3/2024\n"), ["note"])


text_files = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
chaotic_lists = st.text(alphabet='ab@.,;"\n\r\t \0ü|', max_size=200).map(lambda text: "name,email,note\n" + text)


@settings(max_examples=300)
@examples(text_files | chaotic_lists | st.binary(max_size=200) | chaotic_lists.map(lambda text: text.encode("utf-16")))
def test_any_file_is_read_with_every_row_accounted_for_or_refused(content: str | bytes) -> None:
    try:
        [table] = open_tables(given(content), PEOPLE)
    except BadFile as error:
        assert str(error).startswith("people.csv: ")  # noqa: PT017 - refusing is one of the two right answers
        return
    lines = [row.line for row in table.again()] if table.again else []

    found = [result.line for result in each_row([table], ReadOptions(), {table.shape.name: read_person})]

    assert found == lines


@examples(chaotic_lists)
def test_no_line_of_a_list_disappears_whatever_its_quotes(content: str) -> None:
    try:
        [table] = open_tables(given(content.encode("utf-8-sig")), source_of(LIST))
    except BadFile:
        return

    seen = "".join(row.raw for row in table.rows).replace("\\x00", "\0")

    assert significant(seen) == significant(content.partition("\n")[2])


def significant(text: str) -> str:
    """What no blank row holds."""
    return "".join(char for char in text if char in "ab@.ü\0")
