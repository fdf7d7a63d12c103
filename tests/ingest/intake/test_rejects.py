import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.intake.contract import Rejected, Row
from ingest.intake.rejects import COLUMNS, neutral, write_rejects
from tests.ingest.intake.made import cells_of, rows_of, shape_of, source_of

REJECTS = source_of(shape_of(COLUMNS, COLUMNS))

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)


def test_rejected_rows_are_written_with_place_reason_fix_and_raw_text() -> None:
    data = write_rejects([Rejected("a.csv", 7, "email", "not an e-mail address", "write one", 'Ida,"x, ""y"""')])

    assert data.decode() == (
        "file,line,column,reason,fix,raw\r\n"
        '"a.csv","7","email","not an e-mail address","write one","Ida,""x, """"y"""""""\r\n'
    )


def test_no_rejects_are_a_header_alone() -> None:
    assert write_rejects([]) == b"file,line,column,reason,fix,raw\r\n"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\ufeff=1", "\u200b=1", "\uff1d1", "\n=1"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


def test_harmless_cells_and_the_raw_row_stay_as_they_are() -> None:
    [row] = cells_of(write_rejects([Rejected("=evil().csv", 2, "note", "a-b", "c", "=1+1,Ida")]), REJECTS)

    assert row["file"] == "'=evil().csv"
    assert row["reason"] == "a-b"
    assert row["raw"] == "=1+1,Ida"


@example(["\x19\x19\x08\x08"])
@given(st.lists(texts, min_size=1, max_size=5))
def test_the_raw_rows_are_read_back_as_they_were(raws: list[str]) -> None:
    data = write_rejects(Rejected("a.csv", line, "c", "r", "f", raw) for line, raw in enumerate(raws, start=2))

    found = [row for row in rows_of(data, REJECTS) if isinstance(row, Row)]

    assert [row.cells.get("raw", "") for row in found] == [raw.strip() for raw in raws]
