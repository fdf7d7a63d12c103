from datetime import date
from pathlib import Path

import pytest

from ingest.intake.contract import Accepted, ReadOptions, Rejected, RowResult, SourceFile, Table
from ingest.intake.reading import open_tables
from ingest.job_changes import SOURCE
from orbit.dates import PartialDate
from orbit.errors import BadFile
from orbit.model import Company, Item, Person, RecordKey, Ref, Signal, SignalKind, Spell

FIXTURES = Path(__file__).parent / "fixtures" / "job_changes"
MAY, SEEN = date(2026, 5, 1), date(2026, 11, 20)


def opened(name: str, seen: date = SEEN) -> list[Table]:
    path = FIXTURES / name
    return open_tables(SourceFile(name, lambda: path.open("rb"), path.stat().st_size, seen), SOURCE)


def taken(*tables: Table) -> list[RowResult]:
    return list(SOURCE.read(tables, ReadOptions()))


def compared() -> list[RowResult]:
    return taken(*opened("connections_november.csv"), *opened("connections_may.csv", MAY))


def items(results: list[RowResult], file: str, line: int) -> tuple[Item, ...]:
    [row] = [row for row in results if isinstance(row, Accepted) and (row.file, row.line) == (file, line)]
    return row.items


def rejected(results: list[RowResult]) -> dict[int, Rejected]:
    return {row.line: row for row in results if isinstance(row, Rejected)}


def signals(told: tuple[Item, ...]) -> list[Signal]:
    return [item for item in told if isinstance(item, Signal)]


def key(text: str) -> RecordKey:
    return RecordKey("job_changes", text)


def at(file: str, line: int) -> Ref:
    return Ref("job_changes", file, line)


DANA, SNOWPEAK, NORDLYS = key("in/dana-wu"), key("name/snowpeak"), key("name/nordlys")


def test_a_move_is_the_job_before_the_job_now_and_a_signal_at_the_new_employer() -> None:
    ref, day = at("template.csv", 2), PartialDate(2026, 10, 1)

    assert items(taken(*opened("template.csv")), "template.csv", 2) == (
        Person(
            key=DANA,
            name="Dana Wu",
            ref=ref,
            seen_on=SEEN,
            emails=("dana.wu@snowpeak.example",),
            linkedin="linkedin.com/in/dana-wu",
            title="VP Operations",
            company="Snowpeak",
        ),
        Company(NORDLYS, "Nordlys", ref, SEEN),
        Spell(DANA, NORDLYS, ref, title="Director Operations", end=day),
        Company(SNOWPEAK, "Snowpeak", ref, SEEN),
        Spell(DANA, SNOWPEAK, ref, title="VP Operations", start=day, seen_on=SEEN),
        Signal(
            company=SNOWPEAK,
            kind=SignalKind.JOB_CHANGE,
            id="in/dana-wu name/snowpeak vp operations",
            title="Dana Wu joined Snowpeak as VP Operations, from Nordlys",
            on=date(2026, 10, 1),
            ref=ref,
            person=DANA,
        ),
    )


def test_a_move_told_by_the_month_is_a_signal_of_its_last_day_that_has_come() -> None:
    told = items(taken(*opened("template.csv")), "template.csv", 3)

    assert told[0] == Person(
        key("email/ida@kelp.example"),
        "Ida Berg",
        at("template.csv", 3),
        SEEN,
        emails=("ida@kelp.example",),
        company="Kelp Works",
    )
    assert [signal.on for signal in signals(told)] == [SEEN]


def test_a_move_of_unknown_day_is_no_signal() -> None:
    told = items(taken(*opened("template.csv")), "template.csv", 4)

    assert [type(item) for item in told] == [Person, Company, Spell]


@pytest.mark.parametrize(
    ("line", "column", "fix"),
    [
        (5, "new_company", "fill it in, or delete the row"),
        (6, "changed_on", "write the day on which it happened"),
    ],
)
def test_a_bad_cell_rejects_its_row_and_says_how_to_mend_it(line: int, column: str, fix: str) -> None:
    row = rejected(taken(*opened("template.csv")))[line]

    assert (row.column, row.fix) == (column, fix)


def test_the_contact_that_was_left_ends_its_spell() -> None:
    told = items(taken(*opened("usergems.csv")), "usergems.csv", 2)

    assert told[2:] == (
        Spell(DANA, NORDLYS, at("usergems.csv", 2), title="Director Operations", end=PartialDate(2026, 9, 28)),
    )


def test_the_new_contact_takes_the_day_from_the_contact_that_was_left() -> None:
    ref = at("usergems.csv", 3)

    told = items(taken(*opened("usergems.csv")), "usergems.csv", 3)

    assert [item for item in told if isinstance(item, Spell)] == [
        Spell(DANA, SNOWPEAK, ref, title="VP Operations", seen_on=SEEN),
        Spell(DANA, NORDLYS, ref, end=PartialDate(2026, 9, 28)),
    ]
    assert [signal.on for signal in signals(told)] == [date(2026, 9, 28)]


def test_without_the_contact_that_was_left_the_move_counts_from_the_day_it_was_told() -> None:
    told = items(taken(*opened("usergems.csv")), "usergems.csv", 4)

    assert [signal.on for signal in signals(told)] == [date(2026, 10, 4)]
    assert Spell(key("email/ida@kelp.example"), NORDLYS, at("usergems.csv", 4)) in told


def test_who_has_left_the_next_employer_too_raises_no_signal_there() -> None:
    told = items(taken(*opened("usergems.csv")), "usergems.csv", 6)

    assert [(item.company.id, item.end) for item in told if isinstance(item, Spell)] == [
        ("name/tarn tools", PartialDate(2026, 11, 2)),
        ("name/nordlys", None),
    ]
    assert signals(told) == []


def test_a_usergems_row_with_a_spoilt_address_is_rejected() -> None:
    assert rejected(taken(*opened("usergems.csv")))[5].column == "email"


def test_another_employer_in_the_newer_export_is_a_move_between_the_two_days() -> None:
    ida, old, new = key("in/ida-berg-91"), key("name/nordlys as"), SNOWPEAK
    before, now = at("connections_may.csv", 2), at("connections_november.csv", 2)

    assert items(compared(), "connections_november.csv", 2)[1:] == (
        Company(old, "Nordlys AS", before, MAY),
        Spell(ida, old, before, title="VP Finance", seen_on=MAY),
        Company(new, "Snowpeak", now, SEEN),
        Spell(ida, new, now, title="CFO", seen_on=SEEN),
        Signal(
            company=new,
            kind=SignalKind.JOB_CHANGE,
            id="in/ida-berg-91 name/snowpeak cfo",
            title="Ida Berg joined Snowpeak as CFO, from Nordlys AS between 2026-05-01 and 2026-11-20",
            on=SEEN,
            ref=now,
            person=ida,
        ),
    )


def test_another_title_at_the_same_employer_is_a_move_too() -> None:
    [signal] = signals(items(compared(), "connections_november.csv", 5))

    assert signal.title == "Liv Moe goes on at Tarn Tools as CEO between 2026-05-01 and 2026-11-20"


@pytest.mark.parametrize(
    ("line", "why"),
    [(3, "the same employer with its legal form"), (4, "self-employed"), (6, "not in the older export")],
)
def test_what_is_no_move_to_a_company_is_the_person_alone(line: int, why: str) -> None:
    told = items(compared(), "connections_november.csv", line)

    assert [type(item) for item in told] == [Person], why


def test_a_row_of_the_older_export_is_the_person_as_last_described() -> None:
    results = compared()

    assert items(results, "connections_may.csv", 2) == items(results, "connections_november.csv", 2)[:1]
    assert items(results, "connections_may.csv", 6)[0] == Person(
        key=key("in/kai-lie"),
        name="Kai Lie",
        ref=at("connections_may.csv", 6),
        seen_on=MAY,
        linkedin="https://www.linkedin.com/in/kai-lie",
        title="Driver",
        company="Rill Rail",
    )


def test_every_row_of_both_exports_ends_in_one_result() -> None:
    rows = [(row.file, row.line) for row in compared()]

    assert len(rows) == len(set(rows)) == 11
    assert rejected(compared())[7].reason == "the connection has no name"


def test_exports_of_one_day_cannot_be_compared() -> None:
    tables = [*opened("connections_november.csv"), *opened("connections_may.csv")]

    with pytest.raises(BadFile, match="exports of different days"):
        taken(*tables)


def test_a_single_export_cannot_be_compared() -> None:
    with pytest.raises(BadFile, match="an older or newer one of the same employee"):
        taken(*opened("connections_may.csv"))


def test_the_template_comes_first_and_every_column_explains_itself() -> None:
    assert [shape.name for shape in SOURCE.shapes] == ["template", "UserGems report", "Connections.csv"]
    assert all(column.meaning and column.example for shape in SOURCE.shapes for column in shape.columns)
