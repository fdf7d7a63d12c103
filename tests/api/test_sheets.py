"""Rows as spreadsheets read them: no cell ever runs, nothing breaks the file, and the same rows make the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.sheets import csv_text, xlsx_bytes

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"]  # noqa: RUF001  what spreadsheets take for =


def cells_of(book: bytes) -> dict[str, str]:
    """Return the cells of the first sheet as text."""
    sheet = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml"))  # noqa: S314
    return {str(cell.get("r")): "".join(cell.itertext()) for cell in sheet.iter() if cell.tag.endswith("}c")}


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_looks_like_a_formula_is_text_in_both(formula: str) -> None:
    book = xlsx_bytes("Week", ["name"], [[formula]])

    [[cell]] = csv.reader(io.StringIO(csv_text([[formula]]), newline=""))
    assert cell == f"'{formula}"
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml")
    assert cells_of(book)["A2"].strip() == formula.strip()


def test_days_and_numbers_stay_what_they_are() -> None:
    book = xlsx_bytes("Week", ["on", "score"], [[date(2026, 11, 21), 0.25]])

    assert (cells_of(book)["A2"], cells_of(book)["B2"]) == ("46347", "0.25")
    assert csv_text([[date(2026, 11, 21), 0.25]]) == '"2026-11-21","0.2500"\r\n'


def test_columns_past_z_have_two_letters() -> None:
    book = xlsx_bytes("Week", [f"c{number}" for number in range(28)], [])

    assert cells_of(book)["AB1"] == "c27"


def test_the_same_rows_make_the_same_bytes() -> None:
    assert xlsx_bytes("Week", ["a"], [["b"]]) == xlsx_bytes("Week", ["a"], [["b"]])


@given(st.text())
def test_whatever_a_cell_holds_the_file_can_be_read(text: str) -> None:
    book = xlsx_bytes("Week", ["name"], [[text, "after"]])

    assert cells_of(book)["B2"] == "after"
