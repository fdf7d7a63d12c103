"""Which source a file is for, told before anything is read in."""

from __future__ import annotations

import csv
import io
import zipfile
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import get_source, sources
from ingest.intake.contract import Format, Shape, SourceFile
from ingest.intake.mapping import parse_profile
from ingest.intake.previewing import preview
from ingest.intake.recognise import Candidate, Detection, Sureness, detect_sources
from ingest.intake.sampling import SAMPLE, beginning_of
from orbit.errors import BadFile
from orbit.world import ExportFile, WorldSpec, exports, make_world
from tests.factories import DAY

LISTS = [(source.name, shape) for source in sources().values() for shape in source.shapes if shape.format is Format.CSV]
WORLD = list(exports(make_world(WorldSpec(scale=0.02, as_of=DAY))))
# Two sources have a use for these, and nothing in the file says which one is wanted.
SHARED = {"funding_rounds.csv", "crunchbase_funding_rounds.csv"}


def file(content: str | bytes, name: str = "list.csv") -> SourceFile:
    held = content.encode() if isinstance(content, str) else content
    return SourceFile(name, partial(io.BytesIO, held), len(held), DAY)


def detected(*files: SourceFile) -> Detection:
    return detect_sources(files, sources())


def best(*files: SourceFile) -> Candidate:
    return detected(*files).candidates[0]


def written(cells: list[str], rows: int = 1) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([cells, *[["x"] * len(cells)] * rows])
    return text.getvalue()


@pytest.mark.parametrize("export", WORLD, ids=lambda each: each.path)
def test_every_export_of_the_fictional_company_is_recognised(export: ExportFile) -> None:
    found = best(file(export.content, export.path))

    assert (found.source == export.source or export.path.rpartition("/")[2] in SHARED, found.mapping) == (
        True,
        export.options.get("map"),
    )


@given(st.data())
def test_the_order_of_columns_makes_no_difference(data: st.DataObject) -> None:
    _, shape = data.draw(st.sampled_from(LISTS))
    headers = [column.headers[0] for column in shape.columns if column.headers]
    more = data.draw(st.lists(st.sampled_from(["Colour", "Shoe size", "Star sign"]), unique=True))
    shuffled = data.draw(st.permutations([*headers, *more]))

    assert detected(file(written(shuffled))) == detected(file(written([*headers, *more])))


@pytest.mark.parametrize(("source", "shape"), LISTS, ids=lambda each: getattr(each, "name", each))
def test_every_shape_of_every_source_is_among_its_candidates(source: str, shape: Shape) -> None:
    headers = [column.headers[0] for column in shape.columns if column.headers]

    found = detected(file(written(headers)))

    assert source in {candidate.source for candidate in found.candidates}


@pytest.mark.parametrize("encode", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_make_no_difference(encode: str) -> None:
    text = written(["account_name", "kind", "domain", "owner_email"])

    assert best(file(text.encode(encode))).source == "crm_accounts"


def test_headers_of_another_system_lead_to_the_mapping_that_fits() -> None:
    found = best(file(written(["Account", "Contact Name", "Contact Email", "Health Grade", "NPS Score", "CSAT Score"])))

    assert (found.source, found.mapping) == ("crm_champions", "catalyst")


def test_an_archive_is_for_the_source_that_names_its_files() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Connections.csv", written(["First Name", "Last Name", "URL", "Company", "Connected On"]))
        archive.writestr("Positions.csv", written(["Company Name", "Title", "Started On", "Finished On"]))
        archive.writestr("Rich_Media.csv", written(["Media"]))

    found = best(file(packed.getvalue(), "Basic_LinkedInDataExport_11-18-2026.zip"))

    assert (found.source, found.sureness) == ("linkedin", Sureness.SURE)
    assert found.because == "it holds Connections.csv, Positions.csv"


def test_files_of_one_call_need_a_source_that_fits_all() -> None:
    accounts = file(written(["account_name", "kind", "domain"]), "a.csv")
    signals = file(written(["company_name", "kind", "title", "occurred_on"]), "s.csv")

    assert detected(accounts, signals).candidates == ()
    assert [looked.candidates[0].source for looked in detected(accounts, signals).files] == ["crm_accounts", "signals"]
    assert best(accounts, accounts).source == "crm_accounts"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.4 ...", "this is a PDF document"),
        (b"", "the file is empty"),
        (b"\n\n  \n", "the file is empty"),
        (b"\x1f\x8b\x08\x00", "this is a gzip archive"),
        (b"Ich, bin, keine, Liste\n1,2,3,4\n", "of no list that Orbit knows"),
        (b'{"some": "thing"}', "of no kind that Orbit knows"),
    ],
)
def test_what_no_source_knows_says_what_it_is(content: bytes, told: str) -> None:
    [looked] = detected(file(content)).files

    assert looked.candidates == ()
    assert told in (looked.problem or "")


def test_only_the_beginning_of_a_list_is_read() -> None:
    head = written(["account_name", "kind"])
    content = (head + "Grüße,target\n" * 40_000).encode()

    opened = beginning_of(file(content))

    assert len(content) > 2 * SAMPLE
    assert opened.file.size <= SAMPLE
    assert opened.encoding.codec == "utf-8"


def test_a_preview_shows_columns_with_what_becomes_of_them_and_the_first_rows() -> None:
    given_file = file("Account Name,Type,Colour\n" + "".join(f"Firm {n},Target,blue\n" for n in range(9)))

    [table] = preview(given_file, get_source("crm_accounts"), None)

    assert [(each.header, each.column, each.required) for each in table.columns] == [
        ("Account Name", "account_name", True),
        ("Type", "kind", True),
        ("Colour", None, False),
    ]
    assert table.rows[0] == ("Firm 0", "Target", "blue")
    assert len(table.rows) == 5


def test_a_preview_follows_a_mapping() -> None:
    profile = parse_profile('source = "crm_accounts"\n[columns]\n"Firma" = "account_name"\n"Art" = "kind"\n', "mine")

    [table] = preview(file("Firma;Art\nNordlys;target\n"), get_source("crm_accounts"), profile)

    assert [each.column for each in table.columns] == ["account_name", "kind"]


def test_a_preview_of_json_names_the_fields_that_are_read() -> None:
    board = next(export for export in WORLD if "greenhouse" in export.path)

    [table] = preview(file(board.content, board.path), get_source("signals"), None)

    assert (table.shape, table.columns[0].header) == ("Greenhouse job board", "id")


def test_a_preview_as_the_wrong_source_says_what_is_missing() -> None:
    with pytest.raises(BadFile, match="is missing"):
        preview(file("account_name,colour\nNordlys,blue\n"), get_source("crm_accounts"), None)
