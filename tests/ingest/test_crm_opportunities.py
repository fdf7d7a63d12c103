import io
from datetime import date
from pathlib import Path

import pytest

from ingest.crm_opportunities import SOURCE
from ingest.intake.contract import Accepted, ReadOptions, Rejected, RowResult, SourceFile, Table
from ingest.intake.reading import open_tables
from orbit.model import Circle, Company, Opportunity, Person, RecordKey, Ref, Role

FIXTURES = Path(__file__).parent / "fixtures" / "crm_opportunities"
SEEN = date(2026, 11, 20)


def opened(name: str) -> Table:
    held = (FIXTURES / name).read_bytes()
    [table] = open_tables(SourceFile(name, lambda: io.BytesIO(held), len(held), SEEN), SOURCE)
    return table


def taken(name: str) -> list[RowResult]:
    return list(SOURCE.read([opened(name)], ReadOptions()))


def items(name: str, line: int) -> tuple[object, ...]:
    [row] = [result for result in taken(name) if isinstance(result, Accepted) and result.line == line]
    return row.items


def deal(name: str, line: int) -> Opportunity:
    told = items(name, line)[0]
    assert isinstance(told, Opportunity)
    return told


def rejected(name: str) -> dict[int, Rejected]:
    return {result.line: result for result in taken(name) if isinstance(result, Rejected)}


def key(text: str) -> RecordKey:
    return RecordKey("crm_opportunities", text)


def at(line: int, name: str = "template.csv") -> Ref:
    return Ref("crm_opportunities", name, line)


def test_a_full_row_tells_of_the_deal_its_account_its_contact_and_its_rep() -> None:
    account, dana = key("A-17"), key("email/dana.wu@snowpeak.example")
    ana = key("team/ana.ruiz@example.com")

    assert items("template.csv", 2) == (
        Opportunity(
            company=account,
            id="crm:-:opportunity:D-1",
            name="Snowpeak roll-out",
            created_on=date(2026, 8, 14),
            seen_on=SEEN,
            ref=at(2),
            person=dana,
            amount=8_400_050,
            currency="USD",
            stage="Live",
            is_closed=True,
            is_won=True,
            closed_on=date(2026, 10, 30),
            owner="ana.ruiz@example.com",
            owner_name="Ana Ruiz",
            lead_source="Customer Referral",
        ),
        Company(account, "Snowpeak", at(2), SEEN, domains=("snowpeak.example",), ids=("crm:-:account:A-17",)),
        Person(dana, "Dana Wu", at(2), SEEN, emails=("dana.wu@snowpeak.example",), company="Snowpeak"),
        Person(ana, "Ana Ruiz", at(2), SEEN, emails=("ana.ruiz@example.com",)),
        Role(ana, Circle.TEAM, at(2), seen_on=SEEN),
    )


def test_of_a_stage_in_words_of_their_own_nobody_knows_whether_it_is_won() -> None:
    told = deal("template.csv", 3)

    assert (told.stage, told.is_closed, told.is_won, told.closed_on) == ("Talking", None, None, date(2027, 1, 31))


def test_a_deal_without_an_id_is_known_by_its_account_name_and_day() -> None:
    told = deal("template.csv", 3)

    assert told.id == "crm_opportunities:-:deal:domain/nordlys.example/nordlys pilot/2026-09-01"


def test_a_deal_without_an_amount_is_a_deal() -> None:
    told = deal("template.csv", 4)

    assert (told.amount, told.currency, told.is_closed, told.is_won) == (None, "EUR", True, False)


@pytest.mark.parametrize(
    ("line", "column", "reason", "fix"),
    [
        (5, "amount", "an amount below zero", "write what the deal is worth, or leave it empty"),
        (6, "created_on", "after the day of the export", "write the day on which it happened"),
        (7, "created_on", "the calendar has no such day", "write it as YYYY-MM-DD"),
        (8, "closed_on", "this is empty", "write the day on which the deal was won"),
        (9, "closed_on", "after the day of the export", "write the day on which it happened"),
        (10, "account_name", "names no account", "fill in account_name or account_crm_id"),
        (11, "opportunity_name", "this is empty", "fill it in, or delete the row"),
        (12, "is_won", "another column says otherwise", "mend the one that is wrong"),
        (13, "crm_id", "line 4 tells of the deal with this id", "give each deal an id of its own"),
        (16, "currency", "not the code of a currency", "write its code of three letters, such as EUR"),
        (17, "amount", "this is not a number", "write digits, such as 1250 or 1250.50"),
    ],
)
def test_a_bad_cell_rejects_its_row_and_says_how_to_mend_it(line: int, column: str, reason: str, fix: str) -> None:
    row = rejected("template.csv")[line]

    assert (row.file, row.column) == ("template.csv", column)
    assert reason in row.reason
    assert fix in row.fix


def test_a_deal_on_a_second_row_for_another_contact_is_told_by_the_first() -> None:
    assert deal("template.csv", 14) == deal("template.csv", 4)


def test_a_closed_deal_of_which_nothing_says_whether_it_was_won_stays_unknown() -> None:
    told = deal("template.csv", 15)

    assert (told.is_closed, told.is_won) == (True, None)


def test_yen_have_no_smaller_unit() -> None:
    assert deal("template.csv", 15).amount == 1250


def test_every_row_ends_in_one_result() -> None:
    assert [result.line for result in taken("template.csv")] == list(range(2, 18))


def test_a_salesforce_report_loses_its_footer_and_keeps_its_rows() -> None:
    assert [(type(result), result.line) for result in taken("salesforce.csv")] == [(Accepted, 2), (Accepted, 3)]


def test_a_salesforce_report_tells_by_the_stage_whether_a_deal_is_won() -> None:
    won, open_ = deal("salesforce.csv", 2), deal("salesforce.csv", 3)

    assert (won.id, won.amount, won.owner, won.owner_name) == (
        "salesforce:-:opportunity:006Qy00000AbCdEIAV",
        8_400_050,
        None,
        "Ana Ruiz",
    )
    assert (won.created_on, won.closed_on, won.is_won) == (date(2026, 8, 14), date(2026, 10, 30), True)
    assert (open_.is_closed, open_.is_won, open_.closed_on) == (False, False, date(2027, 1, 31))


def test_salesforce_fields_name_an_account_by_its_id_alone() -> None:
    told, account, *_ = items("Opportunity.csv", 2)

    assert isinstance(told, Opportunity)
    assert isinstance(account, Company)
    assert (account.name, account.ids) == (
        "001qy00000abcdeiav",
        ("salesforce:-:account:001Qy00000AbCdEIAV",),
    )
    assert (told.company, told.owner, told.person) == (account.key, "ana.ruiz@example.com", None)
    assert (told.amount, told.currency, told.is_won) == (8_400_050, "EUR", True)
    assert told.created_on == date(2026, 8, 14)


def test_a_report_and_the_fields_tell_of_one_deal() -> None:
    assert deal("salesforce.csv", 2).id == deal("Opportunity.csv", 2).id


def test_a_hubspot_deal_has_its_company_its_contact_and_days_without_their_time() -> None:
    told, account, contact, *_ = items("hubspot.csv", 2)

    assert isinstance(told, Opportunity)
    assert isinstance(account, Company)
    assert (told.id, account.ids) == ("hubspot:-:deal:9001", ("hubspot:-:company:7712",))
    assert (told.created_on, told.closed_on, told.is_won) == (date(2026, 8, 14), date(2026, 10, 30), True)
    assert isinstance(contact, Person)
    assert (contact.name, contact.emails) == ("Dana Wu", ("dana.wu@snowpeak.example",))


def test_a_hubspot_deal_with_several_contacts_has_no_primary_one_and_an_owner_may_be_an_address() -> None:
    told = deal("hubspot.csv", 3)

    assert (told.person, told.owner, told.owner_name) == (None, "bea.lund@example.com", None)
    assert (told.is_closed, told.is_won) == (False, False)


def test_a_hubspot_deal_of_several_companies_is_rejected() -> None:
    row = rejected("hubspot.csv")[4]

    assert (row.column, row.fix) == ("account_crm_id", "keep the id of the primary one")


def test_a_pipedrive_deal_is_what_its_status_says_and_closed_when_it_was() -> None:
    told = [deal("pipedrive.csv", line) for line in (2, 3, 4)]

    assert [(each.is_closed, each.is_won, each.closed_on) for each in told] == [
        (True, True, date(2026, 10, 30)),
        (True, False, date(2026, 9, 30)),
        (False, False, date(2027, 1, 15)),
    ]
    assert told[0].id == "pipedrive:-:deal:31"
    assert told[1].amount == 0


def test_each_shape_is_known_by_its_header() -> None:
    names = {name: opened(name).shape.name for name in sorted(path.name for path in FIXTURES.iterdir())}

    assert names == {
        "Opportunity.csv": "Salesforce fields",
        "hubspot.csv": "HubSpot export",
        "pipedrive.csv": "Pipedrive export",
        "salesforce.csv": "Salesforce report",
        "template.csv": "template",
    }


def test_every_column_explains_itself() -> None:
    assert all(column.meaning and column.example for shape in SOURCE.shapes for column in shape.columns)
