"""What a store does with records and facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orbit.errors import NotFound
from orbit.model import (
    AccountKind,
    Circle,
    EntityKind,
    Fact,
    FactId,
    Health,
    Layer,
    Level,
    SignalKind,
    SpellKind,
    TieKind,
    TriggerKind,
)
from orbit.store.base import Change, FactKind, Store
from tests.factories import (
    account_state,
    champion_state,
    company,
    import_log,
    investment,
    key,
    opportunity,
    partial,
    person,
    ref,
    role,
    sharing,
    signal,
    spell,
    tie,
    trigger,
)
from tests.storing import put, seq

FULL_PERSON = person(
    "ana",
    "Ana Núñez",
    emails=("ana@example.com", "a.nunez@example.com"),
    linkedin="ana-nunez",
    ids=("salesforce:00D:003",),
    title="VP Sales",
    company="Acme",
    location="Málaga",
)
FULL_COMPANY = company(
    "acme",
    "Acme GmbH",
    domains=("acme.example",),
    linkedin="acme",
    ids=("hubspot:1",),
    country="DE",
    industry="Software",
    headcount=40,
)
FACTS: dict[FactKind, Fact] = {
    FactKind.SPELL: spell(
        "ana", "acme", "Head of  Sales", "2019-03", "2021", kind=SpellKind.BOARD, seen_on="2026-01-05"
    ),
    FactKind.TIE: tie("ana", "bo", TieKind.DECLARED, on="2020-02-29", closeness=0.75, sent=3, received=4, events=5),
    FactKind.ROLE: role(
        "ana", Circle.ADVISOR, "acme", owner="rep@example.com", start="2020", end="2022-01-31", seen_on="2026-01-05"
    ),
    FactKind.INVESTMENT: investment("fund", "acme", "2021-06", "Series A", lead=True, partner="cy"),
    FactKind.SIGNAL: signal("acme", SignalKind.FUNDING, "2026-10-01", title="Raised “B”", strength=0.5, who="ana"),
    FactKind.ACCOUNT_STATE: replace(
        account_state("acme", AccountKind.CUSTOMER, owner="rep@example.com", arr=12_000.5),
        csm="csm@example.com",
        sdr="sdr@example.com",
        stage="Live",
        renewal_on=date(2027, 1, 1),
        renewal_committed=False,
        qbr_on=date(2026, 12, 1),
        escalation=True,
        health=Health.YELLOW,
        playbook_completed_on=date(2026, 3, 1),
    ),
    FactKind.CHAMPION_STATE: replace(
        champion_state("ana", "acme", nps=9, win_story="Cut onboarding\nfrom weeks to days."),
        layer=Layer.ECONOMIC_BUYER,
        owner="rep@example.com",
        health=Health.GREEN,
        nps_on=date(2026, 5, 1),
        csat=4.5,
        csat_on=date(2026, 6, 1),
        outcome="40 % faster",
        escalation=False,
        left_on=date(2026, 7, 1),
    ),
    FactKind.TRIGGER: trigger("acme", TriggerKind.CSAT, "2026-11-01", who="ana", score=5.0),
    FactKind.OPPORTUNITY: replace(
        opportunity("acme", "salesforce:-:opportunity:006Qy00000AbCdEIAV", "2026-08-01", who="ana"),
        amount=1_250_050,
        currency="USD",
        stage="Closed Won",
        is_closed=True,
        is_won=True,
        closed_on=date(2026, 10, 1),
        owner="rep@example.com",
        owner_name="Rita Moss",
        lead_source="Customer Referral",
    ),
    FactKind.SHARING: sharing("ana", Level.MASKED, "2026-11-01"),
}


def test_an_empty_store_has_nothing(store: Store) -> None:
    assert list(store.records(EntityKind.PERSON)) == []
    assert list(store.spells()) == []
    assert [list(store.facts(kind)) for kind in FactKind] == [[] for _ in FactKind]
    assert store.numbers(EntityKind.COMPANY) == {}


def test_a_person_comes_back_as_it_was_put(store: Store) -> None:
    put(store, FULL_PERSON)

    [found] = store.records(EntityKind.PERSON)

    assert found.record == FULL_PERSON
    assert (found.seen_first, found.seen_last) == (FULL_PERSON.seen_on, FULL_PERSON.seen_on)


def test_a_company_comes_back_as_it_was_put(store: Store) -> None:
    put(store, FULL_COMPANY)

    [found] = store.records(EntityKind.COMPANY)

    assert found.record == FULL_COMPANY


@pytest.mark.parametrize("kind", FactKind)
def test_a_fact_comes_back_as_it_was_put(store: Store, kind: FactKind) -> None:
    put(store, FACTS[kind])

    [found] = store.facts(kind)

    assert found.fact == FACTS[kind]


@pytest.mark.parametrize("kind", FactKind)
def test_a_fact_is_found_by_its_id(store: Store, kind: FactKind) -> None:
    put(store, *FACTS.values())
    [wanted] = store.facts(kind)

    found = store.facts_by_id([wanted.id])

    assert found == [wanted]


def test_putting_says_what_it_did_to_each_item_in_order(store: Store) -> None:
    put(store, person("ana"), spell("ana", "acme", "CFO", "2019"))

    changes = put(
        store,
        spell("ana", "acme", "CFO", "2019"),
        company("acme"),
        person("ana", title="CFO", seen_on="2026-11-22"),
        person("ana", title="CFO", seen_on="2026-11-22"),
        tie("ana", "bo"),
    )

    assert changes == [Change.UNCHANGED, Change.CREATED, Change.UPDATED, Change.UNCHANGED, Change.CREATED]


def test_records_come_by_number_and_after_a_number(store: Store) -> None:
    put(store, person("zoe"), company("acme"), person("ana"), person("mia"))
    seqs = [row.seq for row in store.records(EntityKind.PERSON)]

    after = [row.seq for row in store.records(EntityKind.PERSON, after=seqs[0])]

    assert seqs == sorted(seqs)
    assert after == seqs[1:]


def test_facts_come_by_id(store: Store) -> None:
    put(store, *(tie("ana", f"friend-{number}") for number in range(20)))

    ids = [row.id for row in store.facts(FactKind.TIE)]

    assert len(ids) == 20
    assert ids == sorted(ids)


def test_spells_come_as_plain_values_with_record_numbers(store: Store) -> None:
    put(store, spell("ana", "acme", "CFO", "2019-03", None, seen_on="2026-01-05"))

    [row] = store.spells()

    assert (row.person, row.company) == (seq(store, "ana"), seq(store, "acme", EntityKind.COMPANY))
    assert (row.kind, row.title, row.start, row.end) == (SpellKind.JOB, "CFO", "2019-03", None)
    assert (row.seen_first, row.seen_last) == (date(2026, 1, 5), date(2026, 1, 5))


def test_some_records_and_their_spells_are_read_by_number(store: Store) -> None:
    put(store, person("ana"), person("bo"), company("acme"))
    put(store, spell("bo", "acme", "CFO"), spell("ana", "acme", "CEO"), spell("ana", "acme", "CFO"))
    numbers = [seq(store, "ana"), seq(store, "bo"), seq(store, "acme", EntityKind.COMPANY), 99]

    records, spells = store.records_at(EntityKind.PERSON, [*reversed(numbers), numbers[0]]), store.spells_at(numbers)

    assert [stored.record.name for stored in records] == ["Ana Example", "Bo Example"]
    assert records == list(store.records(EntityKind.PERSON))
    assert spells == sorted(store.spells(), key=lambda row: (row.person, row.fact))
    assert (store.records_at(EntityKind.PERSON, []), store.spells_at([])) == ([], [])


def test_spells_and_facts_name_the_same_ids_in_the_same_order(store: Store) -> None:
    put(store, *(spell("ana", f"firm-{number}", "CFO", "2019") for number in range(20)))

    rows = [row.fact for row in store.spells()]

    assert rows == [row.id for row in store.facts(FactKind.SPELL)]


def test_facts_by_id_keep_the_order_asked_for(store: Store) -> None:
    put(store, *FACTS.values())
    ids = [row.id for kind in FactKind for row in store.facts(kind)]

    found = store.facts_by_id([*reversed(ids), ids[0]])

    assert [row.id for row in found] == [*reversed(ids), ids[0]]


@pytest.mark.parametrize("unknown", ["0" * 24, "", "nonsense"])
def test_an_unknown_fact_id_is_not_found(store: Store, unknown: str) -> None:
    put(store, *FACTS.values())
    [known] = store.facts(FactKind.TIE)

    with pytest.raises(NotFound):
        store.facts_by_id([known.id, FactId(unknown)])


def test_a_fact_may_come_before_its_records(store: Store) -> None:
    put(store, spell("ana", "acme", "CFO"))
    number = seq(store, "ana")

    put(store, person("ana"))

    assert [row.seq for row in store.records(EntityKind.PERSON)] == [number]


def test_a_key_without_a_record_has_a_number_but_is_no_record(store: Store) -> None:
    put(store, tie("ana", "bo"))

    assert set(store.numbers(EntityKind.PERSON)) == {key("ana"), key("bo")}
    assert list(store.records(EntityKind.PERSON)) == []
    assert store.unresolved() == 0


def test_a_person_and_a_company_may_share_a_key(store: Store) -> None:
    put(store, person("jo"), company("jo"))

    assert seq(store, "jo") != seq(store, "jo", EntityKind.COMPANY)


def test_the_later_day_wins_and_moves_the_reference(store: Store) -> None:
    put(store, person("ana", title="CFO", seen_on="2026-01-01", at=ref(file="old.csv")))
    later = person("ana", title="CEO", seen_on="2026-02-01", at=ref(file="new.csv"))

    changes = put(store, later)

    [found] = store.records(EntityKind.PERSON)
    assert changes == [Change.UPDATED]
    assert found.record == later
    assert (found.seen_first, found.seen_last) == (date(2026, 1, 1), date(2026, 2, 1))


def test_an_older_export_changes_only_the_first_day_seen(store: Store) -> None:
    newer = person("ana", title="CEO", seen_on="2026-02-01")
    put(store, newer)

    changes = put(store, person("ana", title="CFO", seen_on="2026-01-01"))

    [found] = store.records(EntityKind.PERSON)
    assert changes == [Change.UNCHANGED]
    assert found.record == newer
    assert found.seen_first == date(2026, 1, 1)


def test_a_line_that_repeats_in_a_file_is_cited_by_its_first(store: Store) -> None:
    changes = put(store, *(company("acme", at=ref(line)) for line in (4, 2, 9)))

    [found] = store.records(EntityKind.COMPANY)
    assert changes == [Change.CREATED, Change.UNCHANGED, Change.UNCHANGED]
    assert found.record.ref == ref(2)


def test_seeing_a_spell_again_widens_its_days(store: Store) -> None:
    put(store, spell("ana", "acme", "CFO", seen_on="2026-02-01"))

    changes = put(
        store, spell("ana", "acme", "CFO", seen_on="2026-01-01"), spell("ana", "acme", "CFO", seen_on="2026-03-01")
    )

    [found] = store.facts(FactKind.SPELL)
    assert changes == [Change.UNCHANGED, Change.UNCHANGED]
    assert (found.seen_first, found.seen_last) == (date(2026, 1, 1), date(2026, 3, 1))


def test_a_spell_that_ends_is_the_same_spell(store: Store) -> None:
    put(store, spell("ana", "acme", "CFO", "2019"), observed_on="2026-01-01")

    changes = put(store, spell("ana", "acme", " cfo", "2019", "2026-01"), observed_on="2026-02-01")

    [row] = store.spells()
    assert changes == [Change.UPDATED]
    assert (row.title, row.end) == (" cfo", "2026-01")


def test_a_fact_without_a_day_of_its_own_goes_by_the_day_of_its_import(store: Store) -> None:
    put(store, tie("ana", "bo", on="2020-01-01"), observed_on="2026-02-01")

    changes = put(store, tie("ana", "bo", on="2019-01-01"), observed_on="2026-01-01")

    [found] = store.facts(FactKind.TIE)
    assert changes == [Change.UNCHANGED]
    assert found.fact == tie("ana", "bo", on="2020-01-01")
    assert (found.seen_first, found.seen_last) == (None, None)


def test_a_tie_is_the_same_from_either_side(store: Store) -> None:
    put(store, tie("bo", "ana", TieKind.MAIL, sent=5, received=2))

    changes = put(store, tie("ana", "bo", TieKind.MAIL, sent=2, received=5))

    [found] = store.facts(FactKind.TIE)
    assert changes == [Change.UNCHANGED]
    assert found.fact == tie("ana", "bo", TieKind.MAIL, sent=2, received=5)


def test_an_account_keeps_every_state_it_was_in(store: Store) -> None:
    put(store, account_state("acme", AccountKind.TARGET, seen_on="2026-01-01"))
    put(store, account_state("acme", AccountKind.CUSTOMER, seen_on="2026-02-01"))
    put(store, account_state("acme", AccountKind.TARGET, seen_on="2026-03-01"))

    days = {(str(row.seen_first), str(row.seen_last)) for row in store.facts(FactKind.ACCOUNT_STATE)}

    assert days == {("2026-01-01", "2026-03-01"), ("2026-02-01", "2026-02-01")}


def test_a_signal_may_move_to_another_company(store: Store) -> None:
    put(store, signal("acme"), observed_on="2026-01-01")

    changes = put(store, signal("snowpeak"), observed_on="2026-01-02")

    [found] = store.facts(FactKind.SIGNAL)
    assert changes == [Change.UPDATED]
    assert found.fact == signal("snowpeak")


def test_text_of_any_script_survives(store: Store) -> None:
    name = "Œdipe 李娜 \u202bمريم\u202c 👩🏽‍💻 \x00 \x1f \"'; DROP TABLE record; --"

    put(store, person("ana", name), spell("ana", "acme", name))

    assert [row.record.name for row in store.records(EntityKind.PERSON)] == [name]
    assert [row.title for row in store.spells()] == [name]


def test_putting_under_an_unknown_import_is_not_found(store: Store) -> None:
    with store.writing() as batch, pytest.raises(NotFound):
        batch.put([person("ana")], import_id=99)


def test_more_items_than_one_step_takes_all_arrive(store: Store) -> None:
    items = [person(f"p{number}") for number in range(4_500)]

    with store.writing() as batch:
        changes = batch.put(iter(items), import_id=batch.begin_import(import_log()))

    assert changes == [Change.CREATED] * 4_500
    assert len(list(store.records(EntityKind.PERSON))) == 4_500


def test_partial_dates_keep_their_precision(store: Store) -> None:
    dates = ["2019", "2019-03", "2019-03-05"]

    put(store, *(spell("ana", "acme", "CFO", start) for start in dates))

    assert {fact.fact.start for fact in store.facts(FactKind.SPELL)} == {partial(start) for start in dates}  # type: ignore[union-attr]  # all spells


def test_opportunities_are_found_by_the_day_on_which_they_were_created_or_close(store: Store) -> None:
    told = {
        name: replace(opportunity("acme", name, created), closed_on=date.fromisoformat(closed) if closed else None)
        for name, created, closed in (
            ("before", "2026-06-30", "2026-07-01"),
            ("created", "2026-09-01", None),
            ("closed", "2026-02-01", "2026-11-30"),
            ("both", "2026-09-02", "2026-10-01"),
            ("after", "2026-12-01", "2026-12-24"),
        )
    }
    put(store, *told.values())

    found = store.opportunities(date(2026, 9, 1), date(2026, 11, 30))

    assert sorted(row.fact.id for row in found) == ["both", "closed", "created"]  # type: ignore[union-attr]  # all deals
    assert [row.id for row in found] == sorted(row.id for row in found)
    assert store.first_opportunity() == date(2026, 2, 1)


def test_an_opportunity_is_found_by_the_days_that_its_latest_export_tells(store: Store) -> None:
    put(store, opportunity("acme", created_on="2026-01-01", seen_on="2026-02-01"), observed_on="2026-02-01")

    later = replace(opportunity("acme", created_on="2026-03-01"), is_won=True, closed_on=date(2026, 5, 1))
    changes = put(store, later)

    assert changes == [Change.UPDATED]
    assert store.opportunities(date(2026, 1, 1), date(2026, 1, 31)) == []
    assert [row.fact for row in store.opportunities(date(2026, 5, 1), date(2026, 5, 1))] == [later]


def test_without_opportunities_there_is_no_first_one(store: Store) -> None:
    put(store, spell("ana", "acme", "CFO", "2019-03", "2021-01"))

    assert store.first_opportunity() is None
    assert store.opportunities(date.min, date.max) == []
