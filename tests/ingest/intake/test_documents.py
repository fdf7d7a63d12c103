import json
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from ingest.intake import documents
from ingest.intake.contract import Format, Rejected, Row, Shape
from ingest.intake.documents import parse
from ingest.intake.reading import open_tables
from orbit.errors import BadFile, BadRow
from tests.ingest.intake.made import LINES, LIST, PEOPLE, given, rows_of, shape_of, source_of, table_of


def values_of(content: str | bytes) -> list[Any]:
    return [row.value for row in rows_of(content) if isinstance(row, Row)]


def refusal(content: str | bytes, name: str = "people.json") -> str:
    with pytest.raises(BadFile) as caught:
        list(table_of(content, PEOPLE, name).rows)
    return str(caught.value)


def reasons(content: str | bytes) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in rows_of(content) if isinstance(row, Rejected)]


def test_the_elements_of_a_document_are_its_rows() -> None:
    table = table_of('{"people": [{"name": "Ida"}, {"name": "Bo"}], "total": 2}')
    rows = list(table.rows)

    assert [(row.line, row.raw) for row in rows] == [(1, '{"name": "Ida"}'), (2, '{"name": "Bo"}')]
    assert table.document["total"] == 2


def test_a_document_without_elements_is_a_table_without_rows() -> None:
    assert rows_of('{"people": []}') == []


def test_a_shape_without_rows_makes_the_document_its_only_row() -> None:
    shape = Shape("one", Format.JSON, (), matches=lambda document: "name" in document)

    [row] = rows_of('{"name": "Ida"}', source_of(shape))

    assert isinstance(row, Row)
    assert row.value == {"name": "Ida"}


def test_each_line_of_json_lines_is_a_row() -> None:
    rows = rows_of('{"name": "Ida"}\r\n\r\n{"name": "Bo"}')

    assert [(row.line, row.raw) for row in rows] == [(1, '{"name": "Ida"}'), (3, '{"name": "Bo"}')]


def test_an_array_of_the_objects_of_json_lines_is_read_too() -> None:
    assert values_of('[\n {"name": "Ida"},\n {"name": "Bo"}\n]') == [{"name": "Ida"}, {"name": "Bo"}]


def test_a_bad_line_is_rejected_and_the_others_are_read() -> None:
    lines = [
        '{"name": "Ida"}',
        '{"name": ',
        "[" * 100,
        '{"name": "a\\u0000b"}',
        '{"name": "\\ud800"}',
        '{"name": 1e999}',
    ]

    assert reasons("\n".join(lines)) == [
        (2, "this is not JSON: character 9: expecting value"),
        (3, "this is not JSON: it is nested more than 64 levels deep"),
        (4, "a text holds a zero character or half a character"),
        (5, "a text holds a zero character or half a character"),
        (6, "this is not JSON: a number is too large; write it as text"),
    ]


def test_json_lines_are_known_even_when_the_first_is_broken() -> None:
    assert values_of('{"name": "Ida\n{"name": "Bo"}\n') == [{"name": "Bo"}]


def test_a_line_with_unreadable_bytes_is_rejected_and_shown() -> None:
    text = '{"name": "Jörg Åse Øde"}\n'.encode() + b'{"name": "\x81"}\n'

    [good, bad] = rows_of(text)

    assert isinstance(good, Row)
    assert isinstance(bad, Rejected)
    assert bad.raw == '{"name": "\\x81"}'


def test_a_line_of_many_megabytes_is_rejected_and_the_next_is_read() -> None:
    text = '{"name": "Ida"}\n{"name": "' + "x" * (2 * documents.MAX_LINE) + '"}\n{"name": "Bo"}\n'

    rows = rows_of(text)

    assert [row.line for row in rows] == [1, 2, 3]
    assert isinstance(rows[1], Rejected)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty"),
        ("{", "this is not valid JSON: line 1"),
        ('{"people": [1,]}', "this is not valid JSON"),
        ("[" * 100_000, "nested more than 64 levels deep"),
        ('{"a":' * 70 + "1" + "}" * 70, "nested more than 64 levels deep"),
        ('{"people": NaN}', "NaN is not a JSON number"),
        ('{"people": -Infinity}', "is not a JSON number"),
        ('{"people": ' + "9" * 5000 + "}", "more than 19 digits"),
        ('{"people": 9223372036854775808}', "more than 19 digits"),
        ('{"people": [], "owner": "\\u0000"}', "a zero character or half a character"),
        ('{"people": [], "\\ud800": 1}', "a zero character or half a character"),
        ('{"staff": []}', "found JSON of another kind; people reads list, pages, lines"),
        ("name,email\nIda,\n", "this is not valid JSON"),
        ("null", "found JSON of another kind"),
    ],
)
def test_what_is_no_json_or_beyond_the_limits_is_refused(content: str, said: str) -> None:
    assert said in refusal(content)


def test_one_dirty_element_does_not_refuse_its_document() -> None:
    content = '{"people": [{"name": "Ida"}, {"name": "\\ud83d"}, {"name": "\\ud83d\\ude00"}]}'

    assert values_of(content) == [{"name": "Ida"}, {"name": "\U0001f600"}]
    assert reasons(content) == [(2, "a text holds a zero character or half a character")]


def test_depth_counts_brackets_and_not_texts() -> None:
    assert parse(json.dumps(["[" * 200])) == ["[" * 200]
    assert parse("[" * 64 + "]" * 64) is not None
    with pytest.raises(ValueError, match="64 levels"):
        parse("[" * 65 + "]" * 65)


def test_a_document_beyond_the_size_limit_is_refused_unread() -> None:
    huge = given('{"people": []}')
    claimed = type(huge)(huge.name, huge.open, documents.MAX_DOCUMENT + 1, huge.observed_on)

    with pytest.raises(BadFile, match="256 MB"):
        open_tables(claimed, PEOPLE)


def test_what_a_shape_refuses_is_told_with_the_name_of_the_file() -> None:
    def refuse(document: Any) -> list[Any]:
        raise BadRow("recent", "this is no list", "download it again")

    shape = Shape("strict", Format.JSON, (), matches=lambda _: True, rows=refuse)

    with pytest.raises(BadFile, match=r"^people.csv: recent: this is no list"):
        table_of("{}", source_of(shape))


def test_a_source_of_lists_refuses_json_and_a_source_of_json_refuses_lists() -> None:
    with pytest.raises(BadFile, match="expected a people list, found JSON of another kind"):
        table_of('{"name": "Ida"}', source_of(LIST))
    with pytest.raises(BadFile, match="expected JSON, found none; people reads lines"):
        table_of("name\nIda\n", source_of(LINES))


def test_json_is_found_by_content_whatever_the_name_says() -> None:
    assert table_of(' \n{"people": []}', PEOPLE, "export.txt").shape.name == "pages"
    assert table_of("name\nIda\n", source_of(LINES, shape_of(["name"])), "x.txt").shape.format is Format.CSV


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@examples(json_values)
def test_every_value_comes_back_as_it_was_written(value: Any) -> None:
    assert parse(json.dumps(value)) == value


@examples(st.text(alphabet='{}[]",:\\ua0nul1.-\n', max_size=60))
def test_any_text_is_parsed_or_refused_as_the_standard_library_would(text: str) -> None:
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(ValueError, match=r"."):
            parse(text)
    else:
        assert parse(text) == expected
