from datetime import date
from pathlib import Path

import pytest

from ingest.intake import keys
from ingest.intake.contract import Accepted, ReadOptions, Rejected, RowResult, SourceFile
from ingest.intake.headcount import headcount
from ingest.intake.reading import open_tables
from ingest.work_histories import SOURCE
from orbit.dates import PartialDate
from orbit.model import Company, Person, RecordKey, Ref, Spell, SpellKind

FIXTURES = Path(__file__).parent / "fixtures" / "work_histories"
SEEN = date(2026, 11, 20)


def taken(name: str) -> list[RowResult]:
    path = FIXTURES / name
    file = SourceFile(name, lambda: path.open("rb"), path.stat().st_size, SEEN)
    return list(SOURCE.read(list(open_tables(file, SOURCE)), ReadOptions()))


def accepted(name: str) -> list[Accepted]:
    return [result for result in taken(name) if isinstance(result, Accepted)]


def rejected(name: str) -> list[tuple[int, str]]:
    return [(result.line, result.column) for result in taken(name) if isinstance(result, Rejected)]


def key(text: str) -> RecordKey:
    return RecordKey("work_histories", text)


def spells(results: list[Accepted]) -> list[Spell]:
    return [item for result in results for item in result.items if isinstance(item, Spell)]


def people(results: list[Accepted]) -> list[Person]:
    return [item for result in results for item in result.items if isinstance(item, Person)]


def companies(results: list[Accepted]) -> list[Company]:
    return [item for result in results for item in result.items if isinstance(item, Company)]


def test_a_row_of_the_template_is_a_person_a_company_and_a_spell() -> None:
    ref = Ref("work_histories", "template.csv", 2)

    first = accepted("template.csv")[0]

    assert first == Accepted(
        "template.csv",
        2,
        (
            Spell(
                person=key("E-1"),
                company=key("domain/snowpeak.example"),
                ref=ref,
                title="VP Finance",
                start=PartialDate(2019, 3),
                seen_on=SEEN,
            ),
            Person(
                key=key("E-1"),
                name="Mira Solberg",
                ref=ref,
                seen_on=SEEN,
                emails=("mira@snowpeak.example",),
                linkedin="https://www.linkedin.com/in/mira-solberg",
            ),
            Company(key("domain/snowpeak.example"), "Snowpeak", ref, SEEN, domains=("snowpeak.example",)),
        ),
    )


def test_a_finished_job_is_vouched_for_no_day_and_keeps_the_precision_of_its_dates() -> None:
    finished = spells(accepted("template.csv"))[1]

    assert (finished.start, finished.end, finished.seen_on) == (PartialDate(2015), PartialDate(2019, 2), None)


def test_a_school_is_no_company_of_the_same_name_and_never_current() -> None:
    school = spells(accepted("template.csv"))[2]

    assert (school.kind, school.company, school.seen_on) == (SpellKind.SCHOOL, key("school/nordvik university"), None)


def test_later_rows_of_a_person_do_not_blank_what_the_first_row_told() -> None:
    described = [person for person in people(accepted("template.csv")) if person.key == key("E-1")]

    assert len(described) == 3
    assert set(described) == {described[0]}


def test_people_without_an_id_are_numbered_by_profile_or_by_name_and_company() -> None:
    numbers = [person.key for person in people(accepted("template.csv"))[3:]]

    assert numbers == [key("in/jonas-weil"), key("name/ola nes@snowpeak")]


def test_a_board_seat_is_told_apart_and_a_web_address_gives_the_domain() -> None:
    seat = spells(accepted("template.csv"))[3]

    assert (seat.kind, seat.company) == (SpellKind.BOARD, key("domain/kelpworks.example"))


def test_rows_of_the_template_that_cannot_be_used_say_which_column() -> None:
    assert rejected("template.csv") == [
        (6, "end"),
        (7, "start"),
        (8, "person_name"),
        (10, "company_domain"),
    ]


def test_a_rejected_row_says_why_and_how_to_mend_it_and_comes_back_as_it_stood() -> None:
    row = next(result for result in taken("template.csv") if isinstance(result, Rejected))

    assert (row.reason, row.fix) == ("this ends before it began", "mend or empty one of the two dates")
    assert row.raw == "Petra Hahn,petra@kelpworks.example,,COO,Kelpworks,kelpworks.example,2021,2019,,,"


def test_each_job_and_school_of_a_resume_is_a_row_about_the_same_person() -> None:
    results = accepted("resume.json")

    assert [result.line for result in results] == [1, 2, 5]
    assert set(people(results)) == {
        Person(
            key=key("in/jonas-weil"),
            name="Jonas Weil",
            ref=Ref("work_histories", "resume.json", 1),
            seen_on=SEEN,
            emails=("jonas.weil@kelpworks.example",),
            linkedin="https://www.linkedin.com/in/jonas-weil",
            title="Chief Operating Officer",
            company="Kelpworks",
            location="Hamburg",
        )
    }


def test_spells_of_a_resume_keep_partial_dates_and_only_open_jobs_are_vouched() -> None:
    told = [
        (spell.company.id, spell.kind, spell.title, spell.start, spell.end, spell.seen_on)
        for spell in spells(accepted("resume.json"))
    ]

    assert told == [
        ("domain/kelpworks.example", SpellKind.JOB, "COO", PartialDate(2021, 5), None, SEEN),
        ("name/nordlys as", SpellKind.JOB, "Head of Operations", PartialDate(2014), PartialDate(2021, 4, 30), None),
        ("school/nordvik university", SpellKind.SCHOOL, "BSc, Economics", PartialDate(2008), PartialDate(2012), None),
    ]


def test_bad_entries_of_a_resume_are_named_by_section_and_field() -> None:
    assert rejected("resume.json") == [(3, "work.startDate"), (4, "work"), (6, "education.institution")]


def test_a_line_of_a_data_provider_is_a_person_with_every_identifier_it_tells() -> None:
    person = people(accepted("people.jsonl"))[0]

    assert person == Person(
        key=key("pdl-0001"),
        name="mira solberg",
        ref=Ref("work_histories", "people.jsonl", 1),
        seen_on=SEEN,
        emails=("mira@snowpeak.example", "mira.solberg@mail.example"),
        linkedin="linkedin.com/in/mira-solberg",
        ids=("pdl:-:person:pdl-0001",),
        title="vp finance",
        company="snowpeak",
        location="oslo, norway",
    )


def test_only_the_primary_job_of_a_data_provider_is_vouched_on_the_day_it_was_verified() -> None:
    told = [(spell.company.id, spell.start, spell.end, spell.seen_on) for spell in spells(accepted("people.jsonl"))[:4]]

    assert told == [
        ("domain/snowpeak.example", PartialDate(2019, 3), None, date(2026, 10, 1)),
        ("name/nordlys as", PartialDate(2015), PartialDate(2019, 2), None),
        ("name/choir of oslo", PartialDate(2016), None, None),
        ("domain/nordvik-university.example", PartialDate(2008), PartialDate(2010), None),
    ]


def test_degrees_are_the_title_of_a_school_spell() -> None:
    school = spells(accepted("people.jsonl"))[3]

    assert (school.kind, school.title) == (SpellKind.SCHOOL, "masters, master of science")


def test_headcounts_are_counts_else_the_geometric_middle_of_a_range_else_its_lower_end() -> None:
    counts = {company.key.id: company.headcount for company in companies(accepted("people.jsonl")[:1])}
    open_ended = companies(accepted("people.jsonl")[1:2])[0]

    assert counts["domain/snowpeak.example"] == 2237
    assert counts["name/nordlys as"] == 37
    assert open_ended.headcount == 10001


def test_a_short_record_gives_its_current_job() -> None:
    spell = spells(accepted("people.jsonl"))[4]

    assert spell == Spell(
        person=key("name/ola nes@fjordbank"),
        company=key("domain/fjordbank.example"),
        ref=Ref("work_histories", "people.jsonl", 2),
        title="engineer",
        start=PartialDate(2015),
        seen_on=SEEN,
    )


def test_a_line_with_one_bad_field_is_rejected_and_names_the_field() -> None:
    assert rejected("people.jsonl") == [(3, "experience[0].start_date"), (4, "full_name")]


@pytest.mark.parametrize("name", ["template.csv", "resume.json", "people.jsonl"])
def test_every_spell_points_to_records_of_its_own_row(name: str) -> None:
    for result in accepted(name):
        records = {item.key for item in result.items if isinstance(item, Person | Company)}

        assert all({spell.person, spell.company} <= records for spell in spells([result]))


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("37", 37),
        ("1-10", 3),
        ("101 to 250", 159),
        ("5,001-10,000", 7072),
        ("10000+", 10000),
        ("unknown", None),
        (None, None),
    ],
)
def test_a_headcount_is_read_from_a_number_a_range_or_an_open_end(told: str | None, count: int | None) -> None:
    assert headcount(told) == count


def test_a_host_that_companies_share_is_nobody_s_domain() -> None:
    assert keys.own_domain("https://www.snowpeak.example/about") == "snowpeak.example"
    assert keys.own_domain("mira@gmail.com") is None
