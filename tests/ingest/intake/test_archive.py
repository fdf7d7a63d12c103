import io
import stat
import struct
import zipfile
from datetime import date

import pytest
from hypothesis import example, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from ingest.intake.contract import Format, Row, Shape, Table
from ingest.intake.reading import open_tables
from orbit.errors import BadFile
from tests.ingest.intake.made import DAY, LIST, PEOPLE, given, guesses, shape_of, source_of, zipped

PEOPLE_LIST = "name,email\nIda,\nBo,\n"
NAMED = shape_of(["name", "email"], ["name"], file_names=("people.csv",))
EXPORT = source_of(NAMED)


def tables_of(packed: bytes, name: str = "export.zip") -> list[Table]:
    return open_tables(given(packed, name), EXPORT)


def refusal(packed: bytes) -> str:
    with pytest.raises(BadFile) as caught:
        [list(table.rows) for table in tables_of(packed)]
    return str(caught.value)


def with_attributes(name: str, attributes: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = attributes
        archive.writestr(info, PEOPLE_LIST)
    return packed.getvalue()


def directory_of(packed: bytes) -> tuple[int, int]:
    """Where the directory begins and ends."""
    size, start = struct.unpack("<LL", packed[-10:-2])
    return start, start + size


def sharing_bytes(members: int) -> bytes:
    """One inflated member under many names, as the best known archive bombs do it."""
    packed = zipped({"a000.csv": PEOPLE_LIST})
    start, end = directory_of(packed)
    entry = packed[start:end]
    entries = [entry.replace(b"a000.csv", f"a{number:03}.csv".encode()) for number in range(members)]
    directory = b"".join(entries)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, members, members, len(directory), start, 0)
    return packed[:start] + directory + tail


def patched(packed: bytes, offset: int, value: bytes) -> bytes:
    """Overwrite bytes of the first directory entry."""
    start, _ = directory_of(packed)
    return packed[: start + offset] + value + packed[start + offset + len(value) :]


def test_a_member_is_read_under_the_name_of_its_archive() -> None:
    [table] = tables_of(zipped({"People.csv": PEOPLE_LIST}))

    assert table.file == "export.zip/People.csv"
    assert [row.line for row in table.rows if isinstance(row, Row)] == [2, 3]


@pytest.mark.parametrize("name", ["Export/people.csv", "people_4711.csv", "PEOPLE (1).csv", "Export\\people.csv"])
def test_members_are_known_in_a_folder_and_with_the_marks_of_exports_and_browsers(name: str) -> None:
    assert len(tables_of(zipped({name: PEOPLE_LIST}))) == 1


def test_members_that_no_shape_knows_are_skipped_and_told() -> None:
    packed = zipped(
        {"people.csv": PEOPLE_LIST, "Rich Media.csv": "x", "photo.jpg": b"\xff\xd8", "__MACOSX/._people.csv": "x"}
    )

    [table] = tables_of(packed)

    assert guesses(table)["files not read"] == "Rich Media.csv, photo.jpg"


def test_a_known_member_without_rows_is_skipped() -> None:
    other = shape_of(["skill"], ["skill"], file_names=("skills.csv",))
    packed = given(zipped({"people.csv": PEOPLE_LIST, "skills.csv": "skill\n"}), "export.zip")

    [table] = open_tables(packed, source_of(NAMED, other))

    assert guesses(table)["files not read"] == "skills.csv"


def test_a_known_member_of_another_make_is_an_error_and_not_skipped() -> None:
    assert "export.zip/people.csv: this is not a people list" in refusal(zipped({"people.csv": "x,y\n1,2\n"}))


def test_an_archive_without_a_known_member_names_what_it_should_hold() -> None:
    assert refusal(zipped({"other.csv": "x\n1\n"})) == (
        "export.zip: no file in this archive has rows for people; expected people.csv."
    )


def test_lists_in_an_archive_are_known_by_their_header_where_no_name_is_asked_for() -> None:
    packed = given(zipped({"q1.csv": PEOPLE_LIST, "q2.jsonl": '{"name": "Ida"}\n', "readme.txt": "hello"}), "all.zip")

    tables = open_tables(packed, PEOPLE)

    assert [table.shape.format for table in tables] == [Format.CSV, Format.JSONL]


def test_two_known_members_of_one_name_are_refused() -> None:
    assert "there are two files called people.csv" in refusal(
        zipped({"a/people.csv": PEOPLE_LIST, "b/people.csv": PEOPLE_LIST})
    )


def test_the_day_of_a_linkedin_export_is_in_its_name() -> None:
    [table] = tables_of(zipped({"people.csv": PEOPLE_LIST}), "Basic_LinkedInDataExport_11-02-2026.zip")

    assert table.observed_on == date(2026, 11, 2)
    assert guesses(table)["day of the export"] == "2026-11-02"


def test_else_the_day_is_that_on_which_the_members_were_packed() -> None:
    [table] = tables_of(zipped({"people.csv": PEOPLE_LIST}), "report 01-02-2026.zip")

    assert table.observed_on == date(2026, 11, 19)


def test_a_clock_that_was_never_set_or_runs_ahead_is_not_believed() -> None:
    unset = with_attributes("people.csv", 0)
    [table] = tables_of(unset)
    [ahead] = open_tables(given(zipped({"people.csv": PEOPLE_LIST}), "x.zip", date(2026, 1, 1)), EXPORT)

    assert (table.observed_on, ahead.observed_on) == (DAY, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("packed", "said"),
    [
        (sharing_bytes(150), "overlap"),
        (sharing_bytes(500), "holds 500 files; at most 200"),
        (zipped({"people.csv": b"\0" * 10_000_000}), "more than 100 times its size"),
        (zipped({"../people.csv": PEOPLE_LIST}), "leads out of it"),
        (zipped({"a/../../people.csv": PEOPLE_LIST}), "leads out of it"),
        (zipped({"/etc/people.csv": PEOPLE_LIST}), "leads out of it"),
        (zipped({"C:\\people.csv": PEOPLE_LIST}), "leads out of it"),
        (zipped({"\\\\host\\people.csv": PEOPLE_LIST}), "leads out of it"),
        (zipped({"x" * 501 + ".csv": PEOPLE_LIST}), "far too long"),
        (with_attributes("people.csv", (stat.S_IFLNK | 0o777) << 16), "link or device"),
        (with_attributes("people.csv", (stat.S_IFIFO | 0o777) << 16), "link or device"),
        (zipped({"people.csv": PEOPLE_LIST, "inner.zip": "PK"}), "holds another archive"),
        (zipped({"people.csv": PEOPLE_LIST, "inner.tar.gz": "x"}), "holds another archive"),
        (zipped({"people.csv": zipped({"people.csv": "x"})}), "zip archive inside another file"),
        (zipped({"people.csv": PEOPLE_LIST}, zipfile.ZIP_BZIP2), "rare compression"),
        (zipped({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "Excel"),
        (zipped({f"{number}.csv": "x" for number in range(201)}), "holds 201 files; at most 200"),
        (zipped({"folder/": ""}), "is empty"),
        (zipped({}), "is empty"),
        (patched(zipped({"people.csv": PEOPLE_LIST}), 8, b"\x01"), "encrypted"),
        (patched(zipped({"people.csv": PEOPLE_LIST}), 24, b"\x05\x00"), "damaged"),
        (patched(zipped({"people.csv": PEOPLE_LIST}), 24, b"\xff\xff\xff\xff"), "more than 1 GB"),
        (patched(zipped({"people.csv": PEOPLE_LIST}), 16, b"\x00\x00\x00\x00"), "damaged"),
        (zipped({"people.csv": PEOPLE_LIST})[:-30], "cut off"),
    ],
)
def test_an_unsound_archive_is_refused_before_it_is_read(packed: bytes, said: str) -> None:
    assert said in refusal(packed)


def test_an_archive_in_the_form_for_huge_files_is_refused() -> None:
    packed = zipped({"people.csv": PEOPLE_LIST})
    locator = b"PK\x06\x07" + bytes(16)

    assert "ZIP64" in refusal(packed[:-22] + locator + packed[-22:])


def test_a_short_list_of_empty_rows_is_no_bomb() -> None:
    [table] = tables_of(zipped({"people.csv": PEOPLE_LIST + ",\n" * 20_000}))

    assert len(list(table.rows)) == 2


@settings(max_examples=150)
@example([(7, 8), (30, 128)], 243)
@examples(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=4), st.integers(5, 500))
def test_a_damaged_archive_is_read_or_refused_and_nothing_else(changes: list[tuple[int, int]], length: int) -> None:
    packed = bytearray(zipped({"people.csv": PEOPLE_LIST * 5, "other.csv": "x\n1\n"}))
    for at, byte in changes:
        packed[at % len(packed)] = byte
    shape = Shape("made", Format.CSV, LIST.columns)

    try:
        tables = open_tables(given(bytes(packed[:length]), "export.zip"), source_of(NAMED, shape))
        found = sum(1 for table in tables for _ in table.rows)
    except BadFile:
        return

    assert found
