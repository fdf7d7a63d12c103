"""Deals on their way into a workspace: one outcome for every row, newer exports, unknown accounts, and undoing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import crm_accounts, crm_opportunities
from ingest.intake.contract import Source, SourceFile
from ingest.intake.run import ImportSettings, Report, ingest_files
from ingest.intake.screening import SALT, person_hashes
from orbit.errors import BadFile
from orbit.graph.entities import company_arrays
from orbit.model import EntityKind, Opportunity, Outcome, Person, RecordKey, Ref
from orbit.resolve.run import resolve
from orbit.store.base import FactKind, Store
from orbit.store.sqlite import open_sqlite

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)
HEADER = (
    "opportunity_name,crm_id,account_name,account_domain,created_on,closed_on,stage,amount,contact_name,contact_email\n"
)
ONE = "Roll-out,D-1,Snowpeak,snowpeak.example,2026-08-14,2026-12-24,Qualification,100.5,,\n"
WON = "Roll-out,D-1,Snowpeak,snowpeak.example,2026-08-14,2026-11-24,Closed Won,120,,\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_sqlite(tmp_path / "orbit.db", create=True)
    yield store
    store.close()


def take(store: Store, text: str, *, on: date = DAY, source: Source = crm_opportunities.SOURCE, **more: Any) -> Report:
    held = text.encode()
    file = SourceFile("opportunities.csv", lambda: io.BytesIO(held), len(held), on)
    return ingest_files(store, source, [file], ImportSettings(at=NOW, **more))


def counts(report: Report) -> dict[str, int]:
    return {outcome.value: count for outcome, count in report.outcomes.items() if count}


def deals(store: Store) -> list[Opportunity]:
    return [row.fact for row in store.facts(FactKind.OPPORTUNITY) if isinstance(row.fact, Opportunity)]


def test_the_same_export_again_changes_nothing(store: Store) -> None:
    first, again = take(store, HEADER + ONE), take(store, HEADER + ONE)

    assert (counts(first), counts(again)) == ({"created": 1}, {"unchanged": 1})


def test_a_newer_export_says_how_a_deal_stands_now(store: Store) -> None:
    take(store, HEADER + ONE)

    newer = take(store, HEADER + WON, on=DAY + timedelta(days=7))

    [deal] = deals(store)
    assert counts(newer) == {"updated": 1}
    assert (deal.is_won, deal.closed_on, deal.amount) == (True, date(2026, 11, 24), 12_000)


def test_an_older_export_that_comes_later_changes_nothing_of_a_deal(store: Store) -> None:
    take(store, HEADER + WON, on=DAY + timedelta(days=7))

    take(store, HEADER + ONE)

    [deal] = deals(store)
    assert deal.is_won


def test_an_import_of_deals_can_be_taken_back(store: Store) -> None:
    take(store, HEADER + ONE)
    take(store, HEADER + WON, on=DAY + timedelta(days=7))
    with store.writing() as batch:
        batch.undo_import(store.imports()[-1].run, at=NOW)

    [deal] = deals(store)
    assert (deal.is_won, deal.amount) == (False, 10_050)
    assert [row.fact for row in store.opportunities(date(2026, 12, 24), date(2026, 12, 24))] == [deal]
    assert store.opportunities(date(2026, 11, 24), date(2026, 11, 24)) == []


def test_an_account_that_nobody_knew_comes_with_its_deal(store: Store) -> None:
    take(store, HEADER + ONE)

    [company] = [row.record for row in store.records(EntityKind.COMPANY)]
    assert company.name == "Snowpeak"
    assert deals(store)[0].company == company.key


def test_an_account_named_by_its_id_alone_is_the_one_of_the_account_list_and_has_its_name(store: Store) -> None:
    report = '"Account ID","Account Name","Type"\n"001Qy00000AbCdE","SNOWPEAK AG","Customer"\n'
    fields = (
        "Id,Name,StageName,CreatedDate,CloseDate,AccountId,IsClosed,IsWon\n"
        "006Qy00000AbCdEIAV,Roll-out,Talking,2026-08-14T09:00:00.000Z,2026-12-24,001Qy00000AbCdEIAV,false,false\n"
    )
    take(store, report, source=crm_accounts.SOURCE)
    take(store, fields, on=DAY + timedelta(days=1))
    resolve(store, at=NOW)

    entities = {member.entity for member in store.members(EntityKind.COMPANY)}
    [entity] = entities
    arrays = company_arrays([entity], [store.records_of(entity)])

    assert bytes(arrays["company_name"]).decode() == "SNOWPEAK AG"


def test_a_deal_with_an_erased_contact_is_not_taken_in_again(store: Store) -> None:
    kim = Person(RecordKey("crm", "kim"), "Kim Oda", Ref("crm", "a.csv", 1), DAY, emails=("kim@snowpeak.example",))
    with store.writing() as batch:
        batch.set_meta(SALT, "salt")
        batch.suppress(person_hashes(kim, ["Snowpeak"], "salt"), at=NOW)

    with_kim = ONE.rstrip(",\n").replace("D-1", "D-2") + ",Kim Oda,kim@snowpeak.example\n"
    report = take(store, HEADER + ONE + with_kim)

    assert counts(report) == {"created": 1, "suppressed": 1}


def test_a_file_with_too_many_bad_rows_is_refused_as_a_whole(store: Store) -> None:
    bad = "".join(f"Deal,D-{number},Snowpeak,,soon,,Working,1,,\n" for number in range(10))
    good = "".join(f"Deal,G-{number},Snowpeak,,2026-08-14,,Working,1,,\n" for number in range(20))

    with pytest.raises(BadFile, match="10 of its 30 rows cannot be used"):
        take(store, HEADER + good + bad)

    assert deals(store) == []


cells = st.sampled_from(
    [
        "",
        "Snowpeak",
        "D-1",
        "D-2",
        "2026-08-14",
        "2027-08-14",
        "30/2/2026",
        "Closed Won",
        "-5",
        "1,000.50",
        "1e9",
        "n/a",
        "kim@snowpeak.example",
        "snowpeak.example",
        "yes",
        "\u202eevil",
        "=1+1",
        "a" * 300,
    ]
)
rows = st.lists(cells, min_size=10, max_size=10)
likely = st.tuples(
    st.just("Roll-out"),
    st.sampled_from(["D-1", "D-2", ""]),
    st.sampled_from(["Snowpeak", "Nordlys", ""]),
    st.just(""),
    st.sampled_from(["2026-08-14", "2026-08-15"]),
    st.sampled_from(["", "2026-10-01"]),
    st.sampled_from(["Closed Won", "Closed Lost", "Talking", ""]),
    st.sampled_from(["", "10", "-10"]),
    st.sampled_from(["", "Kim Oda"]),
    st.sampled_from(["", "kim@snowpeak.example"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(rows | likely.map(list), min_size=1, max_size=8))
def test_whatever_the_rows_say_each_has_one_outcome_and_a_rejected_one_its_reason(
    store: Store, told: list[list[str]]
) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(told)
    # One good row, for a file without any is refused as a whole.
    report = take(store, HEADER + ONE.replace("D-1", "D-9") + text.getvalue(), dry_run=True)

    assert report.account_is_exact()
    assert all(reject.reason and reject.fix for reject in report.rejects)
    assert report.outcomes[Outcome.CREATED] + report.outcomes[Outcome.UPDATED] >= 1
