import io
from datetime import date
from pathlib import Path

import pytest

from ingest.crm_champions import SOURCE
from ingest.intake.contract import Accepted, ReadOptions, Rejected, RowResult, SourceFile
from ingest.intake.mapping import shipped_profile
from ingest.intake.reading import open_tables
from orbit.dates import PartialDate
from orbit.model import (
    ChampionState,
    Circle,
    Company,
    Health,
    Item,
    Layer,
    Person,
    RecordKey,
    Ref,
    Role,
    Spell,
    Trigger,
    TriggerKind,
)

FIXTURES = Path(__file__).parent / "fixtures" / "crm_champions"
SEEN = date(2026, 11, 20)


def taken(name: str, profile: str | None = None) -> list[RowResult]:
    path = FIXTURES / name
    file = SourceFile(name, lambda: path.open("rb"), path.stat().st_size, SEEN)
    tables = open_tables(file, SOURCE, shipped_profile(profile) if profile else None)
    return list(SOURCE.read(tables, ReadOptions()))


def items(name: str, line: int, profile: str | None = None) -> tuple[Item, ...]:
    [row] = [row for row in taken(name, profile) if isinstance(row, Accepted) and row.line == line]
    return row.items


def rejected(name: str, line: int, profile: str | None = None) -> Rejected:
    [row] = [row for row in taken(name, profile) if isinstance(row, Rejected) and row.line == line]
    return row


def state(name: str, line: int, profile: str | None = None) -> ChampionState:
    [told] = [item for item in items(name, line, profile) if isinstance(item, ChampionState)]
    return told


def spell(line: int) -> Spell:
    [told] = [item for item in items("template.csv", line) if isinstance(item, Spell)]
    return told


def key(text: str) -> RecordKey:
    return RecordKey("crm_champions", text)


def at(line: int, name: str = "template.csv") -> Ref:
    return Ref("crm_champions", name, line)


def test_a_full_row_tells_of_the_person_the_account_the_role_the_job_the_mood_and_the_events() -> None:
    dana, account, ana = key("C-5"), key("A-17"), key("team/ana.ruiz@example.com")

    assert items("template.csv", 2) == (
        Person(
            key=dana,
            name="Dana Wu",
            ref=at(2),
            seen_on=SEEN,
            emails=("dana.wu@snowpeak.example",),
            linkedin="linkedin.com/in/dana-wu",
            ids=("crm:-:contact:C-5",),
            title="VP Operations",
            company="Snowpeak",
        ),
        Company(account, "Snowpeak", at(2), SEEN, domains=("snowpeak.example",), ids=("crm:-:account:A-17",)),
        Role(dana, Circle.CHAMPION, at(2), company=account, owner="ana.ruiz@example.com", seen_on=SEEN),
        Spell(dana, account, at(2), title="VP Operations", seen_on=SEEN),
        ChampionState(
            person=dana,
            company=account,
            seen_on=SEEN,
            ref=at(2),
            layer=Layer.ECONOMIC_BUYER,
            owner="ana.ruiz@example.com",
            health=Health.GREEN,
            nps=9,
            nps_on=date(2026, 10, 2),
            csat=9.5,
            csat_on=date(2026, 11, 18),
            win_story="Closed the books in two days",
            outcome="31 % less overtime",
            escalation=False,
        ),
        Trigger(account, TriggerKind.CSAT, date(2026, 11, 18), at(2), dana, 9.5),
        Trigger(account, TriggerKind.CLOSED_WON, date(2026, 10, 30), at(2)),
        Trigger(account, TriggerKind.RENEWAL, date(2026, 1, 28), at(2)),
        Trigger(account, TriggerKind.EXPANSION, date(2026, 9, 2), at(2)),
        Person(ana, "Ana Ruiz", at(2), SEEN, emails=("ana.ruiz@example.com",)),
        Role(ana, Circle.TEAM, at(2), seen_on=SEEN),
    )


def test_without_an_id_the_e_mail_names_the_person_and_first_and_last_name_are_joined() -> None:
    person = items("template.csv", 3)[0]

    assert isinstance(person, Person)
    assert (person.key, person.name) == (key("email/ida@nordlys.example"), "Ida Berg")


def test_with_nothing_else_the_person_is_the_name_at_the_account() -> None:
    person, account, *_ = items("template.csv", 4)

    assert isinstance(person, Person)
    assert isinstance(account, Company)
    assert person.key == key("name/bo krantz@name/kelp works")
    assert account.key == key("name/kelp works")


def test_somebody_of_a_former_customer_is_no_champion_but_one_of_our_people() -> None:
    assert items("template.csv", 3)[2] == Role(
        key("email/ida@nordlys.example"), Circle.EX_CUSTOMER, at(3), company=key("domain/nordlys.example"), seen_on=SEEN
    )


def test_who_has_left_is_vouched_for_no_day() -> None:
    assert (spell(3).end, spell(3).seen_on) == (PartialDate(2026, 10, 31), None)
    assert state("template.csv", 3).left_on == date(2026, 10, 31)


def test_who_will_leave_is_still_there_today() -> None:
    assert (spell(4).end, spell(4).seen_on) == (PartialDate(2026, 12, 31), SEEN)


def test_a_role_that_is_no_layer_leaves_the_layer_unknown() -> None:
    assert state("template.csv", 3).layer is None


@pytest.mark.parametrize(
    ("line", "column", "fix"),
    [
        (5, "name", "fill in name, or first_name and last_name"),
        (6, "nps", "belongs to the whole account"),
        (7, "csat", "scale of 0 to 10"),
        (8, "health", "--map"),
        (9, "layer", "write one of: economic_buyer, power_user, executive_sponsor"),
    ],
)
def test_a_bad_cell_rejects_its_row_and_says_how_to_mend_it(line: int, column: str, fix: str) -> None:
    row = rejected("template.csv", line)

    assert row.column == column
    assert fix in row.fix


def test_every_row_ends_in_one_result() -> None:
    assert [row.line for row in taken("template.csv")] == list(range(2, 10))


def test_a_salesforce_report_is_read_with_its_prefixes_ids_and_american_dates() -> None:
    person, account, _, _, told, renewal, *_ = items("salesforce.csv", 2)

    assert isinstance(person, Person)
    assert isinstance(account, Company)
    assert isinstance(told, ChampionState)
    assert person.emails == ("dana.wu@snowpeak.example",)
    assert person.ids == ("salesforce:-:contact:003Qy00000XyZabIAF",)
    assert account.ids == ("salesforce:-:account:001Qy00000AbCdEIAV",)
    assert (told.layer, told.nps, told.nps_on) == (Layer.EXECUTIVE_SPONSOR, 10, date(2026, 10, 2))
    assert renewal == Trigger(account.key, TriggerKind.RENEWAL, date(2026, 1, 28), at(2, "salesforce.csv"))


def test_what_a_report_tells_of_the_account_is_never_taken_for_the_person() -> None:
    content = (
        b"Account: LinkedIn URL,Account: NPS,First Name,Last Name,Account Name,Contact: LinkedIn URL\n"
        b"linkedin.com/company/snowpeak,-20,Dana,Wu,Snowpeak,linkedin.com/in/dana-wu\n"
    )
    tables = open_tables(SourceFile("report.csv", lambda: io.BytesIO(content), len(content), SEEN), SOURCE)

    [row] = SOURCE.read(tables, ReadOptions())

    assert isinstance(row, Accepted)
    person = row.items[0]
    assert isinstance(person, Person)
    assert person.linkedin == "linkedin.com/in/dana-wu"


def test_a_spoilt_address_in_a_salesforce_report_rejects_its_row() -> None:
    assert rejected("salesforce.csv", 3).column == "email"


def test_a_hubspot_contact_belongs_to_the_hubspot_company() -> None:
    person, account, *_, event = items("hubspot.csv", 2)[:6]

    assert isinstance(person, Person)
    assert person.ids == ("hubspot:-:contact:51007",)
    assert account == Company(key("7712"), "Snowpeak", at(2, "hubspot.csv"), SEEN, ids=("hubspot:-:company:7712",))
    assert event == Trigger(key("7712"), TriggerKind.CSAT, date(2026, 11, 18), at(2, "hubspot.csv"), key("51007"), 9.0)


def test_a_hubspot_contact_of_several_companies_is_rejected() -> None:
    row = rejected("hubspot.csv", 3)

    assert (row.column, row.fix) == ("account_crm_id", "keep the id of the primary one")


@pytest.mark.parametrize(
    ("profile", "health", "layer"),
    [
        ("gainsight", Health.GREEN, Layer.ECONOMIC_BUYER),
        ("churnzero", Health.GREEN, None),
        ("vitally", Health.YELLOW, None),
        ("catalyst", Health.RED, Layer.EXECUTIVE_SPONSOR),
    ],
)
def test_a_customer_success_export_is_read_through_its_profile(
    profile: str, health: Health, layer: Layer | None
) -> None:
    told = state(f"{profile}.csv", 2, profile)

    assert (told.health, told.layer, told.nps) == (health, layer, 9)


@pytest.mark.parametrize(
    ("profile", "line", "column"),
    [("gainsight", 4, "health"), ("churnzero", 3, "account_name"), ("vitally", 3, "nps"), ("catalyst", 3, "health")],
)
def test_a_bad_row_of_a_customer_success_export_is_rejected(profile: str, line: int, column: str) -> None:
    assert rejected(f"{profile}.csv", line, profile).column == column


def test_a_gainsight_role_beside_the_three_layers_does_not_cost_the_row() -> None:
    assert state("gainsight.csv", 3, "gainsight").layer is None


def test_the_template_comes_first_and_every_column_explains_itself() -> None:
    assert [shape.name for shape in SOURCE.shapes] == ["template", "Salesforce report", "HubSpot export"]
    assert all(column.meaning and column.example for shape in SOURCE.shapes for column in shape.columns)
