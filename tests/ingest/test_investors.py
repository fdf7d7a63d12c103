from datetime import date
from pathlib import Path

from ingest.intake.contract import Accepted, ReadOptions, Rejected, RowResult, SourceFile
from ingest.intake.reading import open_tables
from ingest.investors import SOURCE
from orbit.dates import PartialDate
from orbit.model import Circle, Company, Investment, Person, RecordKey, Ref, Role, Spell, SpellKind

FIXTURES = Path(__file__).parent / "fixtures" / "investors"
SEEN = date(2026, 11, 20)


def source_file(path: Path) -> SourceFile:
    return SourceFile(path.name, lambda: path.open("rb"), path.stat().st_size, SEEN)


def taken(*names: str) -> list[RowResult]:
    tables = [table for name in names for table in open_tables(source_file(FIXTURES / name), SOURCE)]
    return list(SOURCE.read(tables, ReadOptions()))


def accepted(*names: str) -> list[Accepted]:
    return [result for result in taken(*names) if isinstance(result, Accepted)]


def rejected(*names: str) -> list[Rejected]:
    return [result for result in taken(*names) if isinstance(result, Rejected)]


def key(text: str) -> RecordKey:
    return RecordKey("investors", text)


def investments(results: list[Accepted]) -> list[Investment]:
    return [item for result in results for item in result.items if isinstance(item, Investment)]


def spells(results: list[Accepted]) -> list[Spell]:
    return [item for result in results for item in result.items if isinstance(item, Spell)]


def test_a_portfolio_row_is_an_investment_with_its_partner_role_and_seat() -> None:
    ref = Ref("investors", "portfolio.csv", 2)
    firm, company, partner = (
        key("domain/fjord-capital.example"),
        key("domain/snowpeak.example"),
        key("in/tuva-lindqvist"),
    )

    first = accepted("portfolio.csv")[0]

    assert first.items == (
        Investment(firm, company, ref, PartialDate(2024, 5), "Series B", lead=True, partner=partner),
        Company(firm, "Fjord Capital", ref, SEEN, domains=("fjord-capital.example",)),
        Company(company, "Snowpeak", ref, SEEN, domains=("snowpeak.example",)),
        Person(
            key=partner,
            name="Tuva Lindqvist",
            ref=ref,
            seen_on=SEEN,
            emails=("tuva@fjord-capital.example",),
            linkedin="https://www.linkedin.com/in/tuva-lindqvist",
            title="Partner",
            company="Fjord Capital",
        ),
        Spell(partner, firm, ref, title="Partner", seen_on=SEEN),
        Role(partner, Circle.INVESTOR, ref, firm, seen_on=SEEN),
        Spell(partner, company, ref, SpellKind.BOARD, start=PartialDate(2024, 5), seen_on=SEEN),
    )


def test_a_firm_without_partner_or_domain_is_an_investment_alone() -> None:
    ref = Ref("investors", "portfolio.csv", 4)

    assert accepted("portfolio.csv")[2].items == (
        Investment(key("name/bay capital"), key("name/kelpworks"), ref),
        Company(key("name/bay capital"), "Bay Capital", ref, SEEN),
        Company(key("name/kelpworks"), "Kelpworks", Ref("investors", "portfolio.csv", 3), SEEN),
    )


def test_bad_portfolio_rows_name_their_column() -> None:
    bad = [(row.line, row.column, row.reason) for row in rejected("portfolio.csv")]

    assert [(line, column) for line, column, _ in bad] == [(5, "invested_on"), (6, "company_name"), (7, "lead")]
    assert bad[2][2] == "this is neither yes nor no"


def test_the_companies_export_tells_investors_without_dates_and_who_led() -> None:
    ref = Ref("investors", "companies_export.csv", 2)
    snowpeak = key("organization/snowpeak")

    results = accepted("companies_export.csv")

    assert results[0].items[0] == Company(
        key=snowpeak,
        name="Snowpeak",
        ref=ref,
        seen_on=SEEN,
        domains=("snowpeak.example",),
        linkedin="https://www.linkedin.com/company/snowpeak",
        ids=("crunchbase:-:permalink:snowpeak",),
        country="Norway",
        industry="Analytics, Software",
        headcount=159,
    )
    assert investments(results) == [
        Investment(key("name/fjord capital"), snowpeak, ref, lead=True),
        Investment(key("name/bay capital, inc."), snowpeak, ref),
        Investment(key("name/harbour partners"), snowpeak, ref),
    ]
    assert len(results[1].items) == 1


def test_the_rounds_export_dates_its_investments_and_mentions_the_company_by_its_permalink() -> None:
    ref = Ref("investors", "rounds_export.csv", 2)
    snowpeak = key("mention/snowpeak")

    results = accepted("rounds_export.csv")

    assert results[0].items[0] == Company(snowpeak, "Snowpeak", ref, SEEN, ids=("crunchbase:-:permalink:snowpeak",))
    assert investments(results) == [
        Investment(key("name/fjord capital"), snowpeak, ref, PartialDate(2024, 5, 14), "Series B", lead=True),
        Investment(key("name/bay capital"), snowpeak, ref, PartialDate(2024, 5, 14), "Series B"),
    ]


def test_bulk_organizations_are_companies_with_both_ids_of_crunchbase() -> None:
    first = accepted("organizations.csv")[0]

    assert first.items == (
        Company(
            key=key("org-1"),
            name="Snowpeak",
            ref=Ref("investors", "organizations.csv", 2),
            seen_on=SEEN,
            domains=("snowpeak.example",),
            linkedin="https://www.linkedin.com/company/snowpeak",
            ids=("crunchbase:-:organization:org-1", "crunchbase:-:permalink:snowpeak"),
            country="NOR",
            industry="Analytics,Software",
            headcount=2237,
        ),
    )


def test_bulk_people_are_persons_with_their_main_job_as_title() -> None:
    first = accepted("people.csv")[0]

    assert first.items == (
        Person(
            key=key("per-1"),
            name="Tuva Lindqvist",
            ref=Ref("investors", "people.csv", 2),
            seen_on=SEEN,
            linkedin="https://www.linkedin.com/in/tuva-lindqvist",
            ids=("crunchbase:-:person:per-1",),
            title="General Partner",
            company="Fjord Capital",
            location="Oslo",
        ),
    )


def test_bulk_jobs_are_board_seats_or_jobs_and_new_year_stands_for_the_year() -> None:
    told = [
        (spell.kind, spell.title, spell.start, spell.end, spell.seen_on)
        for spell in spells(accepted("people.csv", "jobs.csv"))
    ]

    assert told == [
        (SpellKind.BOARD, "Board Member", PartialDate(2024, 5, 14), None, SEEN),
        (SpellKind.JOB, "General Partner", PartialDate(2016), None, SEEN),
        (SpellKind.JOB, "Engineer", PartialDate(2013), PartialDate(2017, 9, 30), None),
        (SpellKind.BOARD, "Advisor", None, None, None),
    ]


def test_a_bulk_job_mentions_person_and_company_without_touching_their_own_records() -> None:
    ref = Ref("investors", "jobs.csv", 2)
    person, company = key("mention/per-1"), key("mention/org-1")

    assert accepted("jobs.csv")[0].items[1:] == (
        Person(person, "Tuva Lindqvist", ref, SEEN, ids=("crunchbase:-:person:per-1",)),
        Company(company, "Snowpeak", ref, SEEN, ids=("crunchbase:-:organization:org-1",)),
    )


def test_a_name_that_jobs_leave_out_is_looked_up_among_the_people_of_the_same_call() -> None:
    alone = [row.line for row in rejected("jobs.csv")]
    together = [(row.file, row.line, row.column) for row in rejected("jobs.csv", "people.csv")]

    assert alone == [4, 6]
    assert together == [("people.csv", 4, "name"), ("jobs.csv", 6, "person_name")]


def test_investments_are_joined_with_their_rounds_in_whatever_order_the_files_come() -> None:
    results = [
        result for result in accepted("investments.csv", "funding_rounds.csv") if result.file == "investments.csv"
    ]

    assert investments(results) == [
        Investment(
            investor=key("mention/org-2"),
            company=key("mention/org-1"),
            ref=Ref("investors", "investments.csv", 2),
            on=PartialDate(2024, 5, 14),
            round="Series B",
            lead=True,
        ),
        Investment(
            investor=key("mention/org-4"),
            company=key("mention/org-1"),
            ref=Ref("investors", "investments.csv", 3),
            on=PartialDate(2024, 5, 14),
            round="Series B",
        ),
        Investment(
            investor=key("mention/org-2"),
            company=key("mention/org-1"),
            ref=Ref("investors", "investments.csv", 4),
            on=PartialDate(2013),
            round="Seed",
        ),
    ]


def test_of_a_private_investor_only_the_person_is_kept() -> None:
    angel = accepted("funding_rounds.csv", "investments.csv")[-1]

    assert angel.items == (
        Person(
            key=key("mention/per-2"),
            name="Bo Krantz",
            ref=Ref("investors", "investments.csv", 5),
            seen_on=SEEN,
            ids=("crunchbase:-:person:per-2",),
        ),
    )


def test_investments_without_their_rounds_are_rejected_and_say_which_file_to_add() -> None:
    bad = rejected("investments.csv")

    assert len(bad) == 5
    assert {(row.column, row.fix) for row in bad} == {
        (
            "funding_round_uuid",
            "give the files in one call: orbit ingest investors funding_rounds.csv investments.csv",
        )
    }


def test_bad_rows_of_bulk_and_exported_files_name_their_column() -> None:
    names = ["companies_export.csv", "rounds_export.csv", "organizations.csv", "people.csv", "funding_rounds.csv"]

    bad = [(row.file, row.line, row.column) for name in names for row in rejected(name)]

    assert bad == [
        ("companies_export.csv", 4, "company_name"),
        ("rounds_export.csv", 4, "announced_on"),
        ("organizations.csv", 4, "name"),
        ("people.csv", 4, "name"),
        ("funding_rounds.csv", 4, "announced_on"),
    ]
