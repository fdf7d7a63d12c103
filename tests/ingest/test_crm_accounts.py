import io
from datetime import date
from pathlib import Path

import pytest

from ingest.crm_accounts import SOURCE
from ingest.intake.contract import Accepted, ReadOptions, Rejected, RowResult, SourceFile, Table
from ingest.intake.reading import open_tables
from orbit.errors import BadFile
from orbit.model import (
    AccountKind,
    AccountState,
    Circle,
    Company,
    Health,
    Person,
    RecordKey,
    Ref,
    Role,
    Trigger,
    TriggerKind,
)

FIXTURES = Path(__file__).parent / "fixtures" / "crm_accounts"
SEEN = date(2026, 11, 20)


def opened(name: str, content: bytes | None = None) -> Table:
    held = (FIXTURES / name).read_bytes() if content is None else content
    [table] = open_tables(SourceFile(name, lambda: io.BytesIO(held), len(held), SEEN), SOURCE)
    return table


def taken(name: str, content: bytes | None = None) -> list[RowResult]:
    return list(SOURCE.read([opened(name, content)], ReadOptions()))


def items(name: str, line: int) -> tuple[object, ...]:
    [row] = [result for result in taken(name) if isinstance(result, Accepted) and result.line == line]
    return row.items


def rejected(name: str) -> dict[int, Rejected]:
    return {result.line: result for result in taken(name) if isinstance(result, Rejected)}


def state_of(row: RowResult) -> AccountState:
    assert isinstance(row, Accepted)
    [told] = [item for item in row.items if isinstance(item, AccountState)]
    return told


def state(name: str, line: int) -> AccountState:
    [row] = [result for result in taken(name) if result.line == line]
    return state_of(row)


def key(text: str) -> RecordKey:
    return RecordKey("crm_accounts", text)


def at(line: int, name: str = "template.csv") -> Ref:
    return Ref("crm_accounts", name, line)


def test_a_full_row_tells_of_the_account_its_state_its_events_and_our_colleagues() -> None:
    account, ana, joe = key("A-17"), key("team/ana.ruiz@example.com"), key("team/joe.lund@example.com")

    assert items("template.csv", 2) == (
        Company(
            key=account,
            name="Snowpeak",
            ref=at(2),
            seen_on=SEEN,
            domains=("snowpeak.example",),
            linkedin="linkedin.com/company/snowpeak",
            ids=("crm:-:account:A-17",),
            country="Norway",
            industry="Logistics",
            headcount=317,
        ),
        AccountState(
            company=account,
            kind=AccountKind.CUSTOMER,
            seen_on=SEEN,
            ref=at(2),
            owner="ana.ruiz@example.com",
            csm="joe.lund@example.com",
            sdr="info@example.com",
            arr=84000.0,
            stage="Live",
            renewal_on=date(2027, 1, 31),
            renewal_committed=True,
            qbr_on=date(2026, 12, 10),
            escalation=False,
            health=Health.GREEN,
            playbook_completed_on=date(2026, 9, 20),
        ),
        Trigger(account, TriggerKind.CLOSED_WON, date(2026, 11, 9), at(2)),
        Trigger(account, TriggerKind.RENEWAL, date(2026, 1, 28), at(2)),
        Trigger(account, TriggerKind.EXPANSION, date(2026, 9, 2), at(2)),
        Person(ana, "Ana Ruiz-López", at(2), SEEN, emails=("ana.ruiz@example.com",)),
        Role(ana, Circle.TEAM, at(2), seen_on=SEEN),
        Person(joe, "Joe Lund", at(2), SEEN, emails=("joe.lund@example.com",)),
        Role(joe, Circle.TEAM, at(2), seen_on=SEEN),
    )


def test_a_shared_mailbox_is_kept_in_the_state_and_makes_no_colleague() -> None:
    assert state("template.csv", 2).sdr == "info@example.com"
    assert key("team/info@example.com") not in [getattr(item, "key", None) for item in items("template.csv", 2)]


def test_without_an_id_the_domain_names_the_account_and_a_prospect_is_a_target() -> None:
    company, told, *_ = items("template.csv", 3)

    assert company == Company(key("domain/nordlys.example"), "Nordlys", at(3), SEEN, domains=("nordlys.example",))
    assert told == AccountState(
        key("domain/nordlys.example"), AccountKind.TARGET, SEEN, at(3), owner="ana.ruiz@example.com", stage="Working"
    )


def test_a_colleague_is_described_on_every_row_as_on_the_first() -> None:
    ana = key("team/ana.ruiz@example.com")

    assert items("template.csv", 3)[-2:] == (
        Person(ana, "Ana Ruiz-López", at(2), SEEN, emails=("ana.ruiz@example.com",)),
        Role(ana, Circle.TEAM, at(2), seen_on=SEEN),
    )


def test_with_neither_id_nor_domain_the_name_must_do() -> None:
    assert items("template.csv", 4)[0] == Company(key("name/kelp works"), "Kelp Works", at(4), SEEN)


@pytest.mark.parametrize(
    ("line", "column", "fix"),
    [
        (5, "kind", "write one of: customer, target, former_customer"),
        (6, "arr", "write digits, such as 1250 or 1250.50"),
        (7, "closed_won_on", "write the day on which it happened"),
        (9, "crm_id", "export again and do not save it from a spreadsheet"),
        (10, "domain", "write one such as snowpeak.example, or leave it empty"),
    ],
)
def test_a_bad_cell_rejects_its_row_and_says_how_to_mend_it(line: int, column: str, fix: str) -> None:
    row = rejected("template.csv")[line]

    assert (row.file, row.column, row.fix) == ("template.csv", column, fix)


def test_a_health_score_is_rejected_and_pointed_to_a_mapping_profile() -> None:
    row = rejected("template.csv")[8]

    assert row.reason == "this is none of green, yellow, red"
    assert '[values.health] "75-100" = "green"' in row.fix


def test_every_row_ends_in_one_result() -> None:
    assert [result.line for result in taken("template.csv")] == list(range(2, 11))


def test_a_salesforce_report_loses_its_footer_and_keeps_its_rows() -> None:
    results = taken("salesforce.csv")

    assert [(type(result), result.line) for result in results] == [(Accepted, 2), (Accepted, 3), (Rejected, 4)]


def test_a_direct_customer_is_a_customer_and_its_revenue_a_number() -> None:
    told = state("salesforce.csv", 2)

    assert (told.kind, told.arr, told.renewal_committed) == (AccountKind.CUSTOMER, 1_250_000.0, True)


def test_a_salesforce_id_is_completed_to_eighteen_letters() -> None:
    company = items("salesforce.csv", 2)[0]

    assert isinstance(company, Company)
    assert company.key == key("001Qy00000AbCdE")
    assert company.ids == ("salesforce:-:account:001Qy00000AbCdEIAV",)


def test_a_salesforce_report_writes_month_before_day_unless_a_value_proves_otherwise() -> None:
    table = opened("salesforce.csv")

    told = [item for row in SOURCE.read([table], ReadOptions()) if isinstance(row, Accepted) for item in row.items]

    assert Trigger(key("001Qy00000AbCdE"), TriggerKind.CLOSED_WON, date(2026, 10, 5), at(2, "salesforce.csv")) in told
    assert [guess.value for guess in table.guesses if guess.what == "order of dates"] == ["month before day"]


def test_a_salesforce_report_of_european_users_is_read_day_first() -> None:
    content = b"Account Name,Type,Renewal Date\nSnowpeak,Customer,31/1/2027\nNordlys,Customer,5/2/2027\n"

    told = [state_of(row) for row in taken("eu.csv", content)]

    assert [state.renewal_on for state in told] == [date(2027, 1, 31), date(2027, 2, 5)]


def test_a_salesforce_report_that_writes_dates_both_ways_is_refused() -> None:
    content = b"Account Name,Type,Renewal Date\nSnowpeak,Customer,31/1/2027\nNordlys,Customer,1/31/2027\n"
    table = opened("both.csv", content)

    with pytest.raises(BadFile, match=r"both\.csv.*write the dates as YYYY-MM-DD"):
        SOURCE.read([table], ReadOptions())


def test_a_hubspot_customer_has_a_hubspot_id_and_days_without_their_time() -> None:
    company, told, renewal, *_ = items("hubspot.csv", 2)

    assert isinstance(company, Company)
    assert company.ids == ("hubspot:-:company:7712",)
    assert isinstance(told, AccountState)
    assert (told.kind, told.renewal_on, told.escalation) == (AccountKind.CUSTOMER, date(2027, 1, 31), False)
    assert renewal == Trigger(key("7712"), TriggerKind.RENEWAL, date(2026, 1, 28), at(2, "hubspot.csv"))


def test_a_hubspot_company_on_its_way_to_us_is_a_target() -> None:
    assert state("hubspot.csv", 3).kind is AccountKind.TARGET


def test_a_hubspot_company_without_a_lifecycle_stage_is_rejected() -> None:
    row = rejected("hubspot.csv")[4]

    assert (row.column, row.reason) == ("kind", "this is empty")


def test_the_template_comes_first_and_every_column_explains_itself() -> None:
    assert [shape.name for shape in SOURCE.shapes] == ["template", "Salesforce report", "HubSpot export"]
    assert all(column.meaning and column.example for shape in SOURCE.shapes for column in shape.columns)
