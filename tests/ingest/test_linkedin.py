import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from ingest.intake.contract import Accepted, ReadOptions, Rejected, RowResult, SourceFile
from ingest.intake.reading import open_tables
from ingest.linkedin import SOURCE
from orbit.dates import PartialDate
from orbit.errors import BadFile, UsageError
from orbit.model import Circle, Company, Item, Person, RecordKey, Ref, Role, Spell, SpellKind, Tie, TieKind

FIXTURES = Path(__file__).parent / "fixtures" / "linkedin"
SEEN = date(2026, 11, 20)
ZIP = "Basic_LinkedInDataExport_11-20-2026.zip"
EXPORT = ("Connections.csv", "Positions.csv", "Education.csv", "Profile.csv")
JOE = b"Email Address,Confirmed,Primary\njoe.lund@example.com,Yes,Yes\n"


def single(name: str, content: bytes | None = None) -> SourceFile:
    held = (FIXTURES / name).read_bytes() if content is None else content
    return SourceFile(name, lambda: io.BytesIO(held), len(held), SEEN)


def zipped(name: str = ZIP, mails: bytes | None = None) -> SourceFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for member in EXPORT:
            archive.writestr(f"export/{member}", (FIXTURES / member).read_bytes())
        archive.writestr("export/Email Addresses.csv", mails or (FIXTURES / "Email Addresses.csv").read_bytes())
        archive.writestr("export/messages.csv", "CONVERSATION ID,FROM,CONTENT\n1,Somebody,Hello\n")
    return single(name, packed.getvalue())


def taken(*files: SourceFile, owner: str | None = None) -> list[RowResult]:
    tables = [table for file in files for table in open_tables(file, SOURCE)]
    return list(SOURCE.read(tables, ReadOptions(owner)))


def items(results: list[RowResult], file: str, line: int) -> tuple[Item, ...]:
    [row] = [row for row in results if isinstance(row, Accepted) and (row.file, row.line) == (file, line)]
    return row.items


def rejected(results: list[RowResult]) -> dict[tuple[str, int], Rejected]:
    rows = [row for row in results if isinstance(row, Rejected)]
    return {(row.file.rpartition("/")[2], row.line): row for row in rows}


def key(text: str) -> RecordKey:
    return RecordKey("linkedin", text)


def at(file: str, line: int | None) -> Ref:
    return Ref("linkedin", file, line)


ANA = key("owner/ana.ruiz@example.com")
CONNECTIONS, POSITIONS, EDUCATION, PROFILE = (
    f"{ZIP}/{name}" for name in ("Connections.csv", "Positions.csv", "Education.csv", "Profile.csv")
)


def test_a_connection_is_a_person_with_today_s_employer_and_a_tie_to_the_employee() -> None:
    ida, firm, ref = key("in/ida-berg-91"), key("company/nordlys as"), at(CONNECTIONS, 6)

    assert items(taken(zipped()), CONNECTIONS, 6) == (
        Person(
            key=ida,
            name="Ida Berg",
            ref=ref,
            seen_on=SEEN,
            emails=("ida@nordlys.example",),
            linkedin="https://www.linkedin.com/in/Ida-Berg-91?trk=x",
            title="VP Finance",
            company="Nordlys AS",
        ),
        Company(firm, "Nordlys AS", at(POSITIONS, 4), SEEN),
        Spell(ida, firm, ref, title="VP Finance", seen_on=SEEN),
        Tie(ANA, ida, TieKind.LINKEDIN, ref, on=date(2024, 3, 5)),
    )


def test_a_company_written_in_another_case_is_the_one_described_before() -> None:
    results = taken(zipped())

    assert items(results, CONNECTIONS, 7)[1] == items(results, CONNECTIONS, 6)[1]


def test_a_connection_between_jobs_has_a_tie_and_no_spell() -> None:
    told = items(taken(zipped()), CONNECTIONS, 8)

    assert [type(item) for item in told] == [Person, Tie]


@pytest.mark.parametrize(
    ("file", "line", "column", "reason"),
    [
        ("Connections.csv", 10, "first_name", "the connection has no name"),
        ("Connections.csv", 11, "connected_on", "this day lies after the day of the export"),
        ("Connections.csv", 12, "connected_on", "this is not a date: the calendar has no such day"),
        ("Positions.csv", 5, "finished_on", "this ends before it began"),
        ("Positions.csv", 6, "started_on", "this job begins after the day of the export"),
        ("Education.csv", 4, "school", "this is empty"),
        ("Email Addresses.csv", 5, "email", "this is not an e-mail address"),
    ],
)
def test_a_bad_cell_rejects_its_row_with_a_reason_and_a_fix(file: str, line: int, column: str, reason: str) -> None:
    row = rejected(taken(zipped()))[file, line]

    assert (row.column, row.reason) == (column, reason)
    assert row.fix


def test_every_row_of_the_export_ends_in_one_result_and_padding_is_no_row() -> None:
    lines = {(row.file.rpartition("/")[2], row.line) for row in taken(zipped())}

    assert len(taken(zipped())) == len(lines)
    assert {line for file, line in lines if file == "Connections.csv"} == {6, 7, 8, 10, 11, 12}


def test_the_employee_is_one_person_with_every_confirmed_address_on_our_team() -> None:
    results = taken(zipped())
    employee = (
        Person(
            key=ANA,
            name="Ana Ruiz",
            ref=at(PROFILE, 2),
            seen_on=SEEN,
            emails=("ana.ruiz@example.com", "ana@home.example"),
            location="Oslo, Norway",
        ),
        Role(ANA, Circle.TEAM, at(PROFILE, 2), seen_on=SEEN),
    )

    assert items(results, PROFILE, 2) == employee
    assert all(items(results, f"{ZIP}/Email Addresses.csv", line) == employee for line in (2, 3, 4))


def test_what_tells_of_the_employee_is_read_before_what_refers_to_it() -> None:
    assert taken(zipped())[0].file == PROFILE


def test_the_career_of_the_employee_is_dated_and_the_job_without_an_end_is_today_s() -> None:
    results = taken(zipped())

    assert items(results, POSITIONS, 2)[0] == Spell(
        person=ANA,
        company=key("company/orbit example"),
        ref=at(POSITIONS, 2),
        title="Account Executive",
        start=PartialDate(2024, 3),
        seen_on=SEEN,
    )
    assert items(results, POSITIONS, 4)[0] == Spell(
        person=ANA,
        company=key("company/nordlys as"),
        ref=at(POSITIONS, 4),
        title="SDR",
        start=PartialDate(2019),
        end=PartialDate(2024, 2),
    )


def test_a_school_is_a_spell_of_its_own_kind_and_never_current() -> None:
    results = taken(zipped())
    school, ref = key("school/bergen college"), at(EDUCATION, 2)

    assert items(results, EDUCATION, 2) == (
        Spell(ANA, school, ref, SpellKind.SCHOOL, "BSc Economics", PartialDate(2014), PartialDate(2018, 6)),
        Company(school, "Bergen College", ref, SEEN),
    )
    assert items(results, EDUCATION, 3)[0] == Spell(ANA, key("school/old school"), at(EDUCATION, 3), SpellKind.SCHOOL)


def test_the_owner_that_the_importer_names_wins_over_the_export() -> None:
    person = items(taken(zipped(), owner="Ana@Corp.example"), PROFILE, 2)[0]

    assert isinstance(person, Person)
    assert person.key == key("owner/ana@corp.example")
    assert person.emails == ("ana@corp.example", "ana@home.example", "ana.ruiz@example.com")


def test_a_single_list_carries_the_employee_whose_name_is_read_from_the_address() -> None:
    told = items(taken(single("Connections.csv"), owner="ana.ruiz@example.com"), "Connections.csv", 8)

    assert told[-2:] == (
        Person(ANA, "Ana Ruiz", at("Connections.csv", None), SEEN, emails=("ana.ruiz@example.com",)),
        Role(ANA, Circle.TEAM, at("Connections.csv", None), seen_on=SEEN),
    )


def test_a_single_list_without_an_owner_is_refused() -> None:
    with pytest.raises(BadFile, match=r"Connections\.csv: .* --owner"):
        taken(single("Connections.csv"))


def test_an_owner_that_is_no_address_is_refused() -> None:
    with pytest.raises(UsageError, match="--owner must be the e-mail address"):
        taken(single("Connections.csv"), owner="Ana Ruiz")


def test_an_export_with_two_addresses_and_no_primary_one_is_refused() -> None:
    mails = b"Email Address,Confirmed,Primary\nana@home.example,Yes,No\nana.ruiz@example.com,Yes,No\n"

    with pytest.raises(BadFile, match="does not say whose export it is"):
        taken(zipped(mails=mails))


def test_several_exports_of_one_call_have_each_its_own_employee() -> None:
    results = taken(zipped(), zipped("joe.zip", JOE))

    ties = [item for row in results if isinstance(row, Accepted) for item in row.items if isinstance(item, Tie)]
    assert {tie.left for tie in ties} == {ANA, key("owner/joe.lund@example.com")}


def test_one_owner_for_the_exports_of_two_employees_is_refused() -> None:
    with pytest.raises(BadFile, match="exports of two employees"):
        taken(zipped(), zipped("joe.zip", JOE), owner="ana.ruiz@example.com")


def test_a_german_list_is_read_and_a_connection_without_address_is_known_by_name_to_its_owner() -> None:
    results = taken(single("connections_german.csv"), owner="ana.ruiz@example.com")

    first, second = items(results, "connections_german.csv", 2), items(results, "connections_german.csv", 3)

    assert Tie(ANA, key("in/ida-berg-91"), TieKind.LINKEDIN, at("connections_german.csv", 2), date(2024, 3, 5)) in first
    assert isinstance(second[0], Person)
    assert second[0].key == key("c/ana.ruiz@example.com/kai jörgens")


def test_an_old_list_without_profile_addresses_is_read() -> None:
    person = items(taken(single("connections_2017.csv"), owner="ana.ruiz@example.com"), "connections_2017.csv", 2)[0]

    assert isinstance(person, Person)
    assert (person.key, person.linkedin) == (key("c/ana.ruiz@example.com/ida berg"), None)


def test_single_positions_are_read_for_the_named_owner() -> None:
    told = items(taken(single("Positions.csv"), owner="ana.ruiz@example.com"), "Positions.csv", 2)

    assert [type(item) for item in told] == [Spell, Company, Person, Role]


def test_reading_an_export_twice_tells_the_same() -> None:
    assert taken(zipped()) == taken(zipped())


def test_the_list_of_connections_comes_first_and_every_column_explains_itself() -> None:
    assert SOURCE.shapes[0].name == "Connections.csv"
    assert all(column.meaning and column.example for shape in SOURCE.shapes for column in shape.columns)
