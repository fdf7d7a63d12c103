from __future__ import annotations

from pathlib import Path

import pytest

from bench.pages import filled, markdown, put_in_place
from orbit.errors import UsageError

PAGE = "before\n<!-- speed: search -->\nold\n<!-- end of speed -->\nafter\n"
TABLES = {"search": "| new |\n"}


def test_a_table_has_a_line_for_each_row() -> None:
    assert markdown(["", "one"], [["a", "1"], ["b", ""]]) == "| | one |\n|---|---|\n| a | 1 |\n| b | |\n"


def test_tables_replace_what_stood_in_their_places() -> None:
    assert filled(PAGE, "speed:", TABLES) == PAGE.replace("old", "| new |")


def test_filling_twice_is_filling_once() -> None:
    page = filled(PAGE, "speed:", TABLES)

    assert filled(page, "speed:", TABLES) == page


def test_places_of_other_tables_are_left_alone() -> None:
    assert filled(PAGE, "matching:", {}) == PAGE


def test_a_place_for_a_table_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="There is no table 'search'; there are: size"):
        filled(PAGE, "speed:", {"size": ""})


def test_a_page_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Cannot use .*missing\.md"):
        put_in_place([tmp_path / "missing.md"], "speed:", TABLES)


def test_without_pages_the_tables_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    put_in_place([], "speed:", TABLES)

    assert capsys.readouterr().out == "search\n\n| new |\n"
