from datetime import date
from pathlib import Path

from ingest.advisors import SOURCE
from ingest.intake.contract import Accepted, ReadOptions, Rejected, RowResult, SourceFile
from ingest.intake.reading import open_tables
from orbit.dates import PartialDate
from orbit.model import Circle, Company, Person, RecordKey, Ref, Role, Spell, SpellKind

FILE = Path(__file__).parent / "fixtures" / "advisors" / "advisors.csv"
SEEN = date(2026, 11, 20)


def taken() -> list[RowResult]:
    file = SourceFile(FILE.name, lambda: FILE.open("rb"), FILE.stat().st_size, SEEN)
    return list(SOURCE.read(list(open_tables(file, SOURCE)), ReadOptions()))


def items(position: int) -> tuple[object, ...]:
    return [result for result in taken() if isinstance(result, Accepted)][position].items


def key(text: str) -> RecordKey:
    return RecordKey("advisors", text)


def test_an_investor_s_partner_has_the_role_through_the_firm_and_works_there_today() -> None:
    ref = Ref("advisors", "advisors.csv", 2)
    person, firm = key("in/tuva-lindqvist"), key("name/fjord capital")

    assert items(0) == (
        Person(
            key=person,
            name="Tuva Lindqvist",
            ref=ref,
            seen_on=SEEN,
            emails=("tuva@fjord-capital.example",),
            linkedin="https://www.linkedin.com/in/tuva-lindqvist",
            title="General Partner",
            company="Fjord Capital",
        ),
        Role(person, Circle.INVESTOR, ref, firm, "ana.ruiz@example.com", start=PartialDate(2024, 5), seen_on=SEEN),
        Company(firm, "Fjord Capital", ref, SEEN),
        Spell(person, firm, ref, title="General Partner", seen_on=SEEN),
    )


def test_a_seat_at_a_named_company_is_a_dated_board_spell() -> None:
    ref = Ref("advisors", "advisors.csv", 3)
    person, company = key("in/tuva-lindqvist"), key("name/snowpeak")

    told = items(1)

    assert told[1] == Role(person, Circle.BOARD, ref, company, start=PartialDate(2024, 6, 1), seen_on=SEEN)
    assert told[-1] == Spell(person, company, ref, SpellKind.BOARD, start=PartialDate(2024, 6, 1), seen_on=SEEN)


def test_a_person_is_described_as_on_the_first_row() -> None:
    assert items(0)[0] == items(1)[0]


def test_a_former_advisor_is_vouched_for_no_day() -> None:
    person = key("name/bo krantz@")
    ref = Ref("advisors", "advisors.csv", 4)

    assert items(2)[1:] == (
        Role(
            person=person,
            circle=Circle.ADVISOR,
            ref=ref,
            owner="ana.ruiz@example.com",
            start=PartialDate(2020),
            end=PartialDate(2023, 9),
        ),
    )


def test_without_a_company_the_seat_is_on_our_own_board() -> None:
    role = items(3)[1]

    assert isinstance(role, Role)
    assert (role.person, role.circle, role.company) == (key("email/sana@example.com"), Circle.BOARD, None)


def test_bad_rows_are_rejected_with_column_reason_and_fix() -> None:
    bad = [(row.line, row.column, row.fix) for row in taken() if isinstance(row, Rejected)]

    assert [(line, column) for line, column, _ in bad] == [(6, "role"), (7, "email"), (8, "role"), (9, "until")]
    assert bad[0][2] == "write one of: advisor, board, investor"
    assert bad[2][2] == "write advisor, board or investor_partner"
