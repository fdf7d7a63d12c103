"""Public collections of difficult files; each test says so and skips where the collection is not at hand."""

import json
import zipfile
from pathlib import Path

import pytest

from ingest.intake.contract import Format, Rejected, Row, Shape
from ingest.intake.reading import open_tables
from orbit.errors import BadFile
from tests.ingest.intake.made import given, rows_of, shape_of, source_of

CORPORA = Path(__file__).parents[4] / "shared" / "data" / "corpora"
ANYTHING = source_of(Shape("any", Format.JSON, (), matches=lambda _: True, rows=lambda document: [document]))
# The twelfth, location_coordinates, has another telephone number in its JSON than in its CSV.
CSVS = (
    "comma_in_quotes empty empty_crlf escaped_quotes json newlines newlines_crlf quotes_and_newlines "
    "simple simple_crlf utf8"
)


def corpus(name: str) -> Path:
    path = CORPORA / name
    if not path.exists():
        pytest.skip(f"the corpus {name} is not at ../shared/data/corpora")
    return path


def test_every_string_of_the_naughty_list_is_one_accounted_row() -> None:
    strings = json.loads(corpus("blns.json").read_text(encoding="utf-8"))
    written = "id,text\n" + "".join(f'{n},"' + text.replace('"', '""') + '"\n' for n, text in enumerate(strings))

    rows = rows_of(written, source_of(shape_of(["id", "text"], ["id"])))

    told = [row.cells.get("text", "") for row in rows if isinstance(row, Row)]
    assert told == [text.strip() for text in strings]


def test_every_string_of_the_naughty_list_survives_a_document() -> None:
    strings = json.loads(corpus("blns.json").read_text(encoding="utf-8"))

    [row] = rows_of(json.dumps(strings, ensure_ascii=False), ANYTHING)

    assert isinstance(row, Row)
    assert row.value == strings


@pytest.mark.parametrize("name", CSVS.split())
def test_the_files_of_csv_spectrum_hold_what_their_json_says(name: str) -> None:
    folder = corpus("csv-spectrum")
    data = (folder / "csvs" / f"{name}.csv").read_bytes()
    expected = json.loads((folder / "json" / f"{name}.json").read_text(encoding="utf-8"))
    headers = data.decode().splitlines()[0].split(",")

    rows = rows_of(data, source_of(shape_of(headers, headers)))

    told = [{header: row.cells.get(header, "") for header in headers} for row in rows if isinstance(row, Row)]
    assert told == ([expected] if isinstance(expected, dict) else expected)


def test_the_rows_of_all_files_of_csv_spectrum_are_accounted_for() -> None:
    for path in sorted((corpus("csv-spectrum") / "csvs").iterdir()):
        data = path.read_bytes()
        headers = data.decode().splitlines()[0].split(",")

        rows = rows_of(data, source_of(shape_of(headers, headers)))

        assert rows
        assert not [row for row in rows if isinstance(row, Rejected)]


def test_the_json_test_suite_is_accepted_and_refused_as_it_asks() -> None:
    with zipfile.ZipFile(corpus("json-test-suite.zip")) as suite:
        files = {name: suite.read(name) for name in suite.namelist() if name.endswith(".json")}

    accepted = {name for name, data in files.items() if accepts(data)}

    assert [name for name in files if name.startswith("y_") and name not in accepted] == []
    assert [name for name in accepted if name.startswith("n_")] == []
    assert len(files) == 318


def accepts(data: bytes) -> bool:
    try:
        tables = open_tables(given(data, "case.json"), ANYTHING)
    except BadFile:
        return False
    return all(row is not None for table in tables for row in table.rows)
