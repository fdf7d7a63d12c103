"""What changed after a revision: enough, and not more than that, to bring forward what was derived before it."""

from __future__ import annotations

import pytest

from orbit.errors import StoreUnavailable
from orbit.model import EntityId, EntityKind, Fact, Item, Revision
from orbit.store.base import FactKind, Store, Touched
from tests.factories import (
    account_state,
    champion_state,
    company,
    import_log,
    investment,
    person,
    role,
    signal,
    spell,
    tie,
    trigger,
)
from tests.storing import put, resolve

ANA, BO, CY = EntityId("ana-1"), EntityId("bo-1"), EntityId("cy-1")
ACME, BOLT = EntityId("acme-1"), EntityId("bolt-1")
ENOUGH = 1_000


def touched(store: Store, since: Revision) -> Touched:
    found = store.touched(since, most=ENOUGH)
    assert found is not None
    return found


def people(found: Touched) -> dict[str, list[str]]:
    """The touched people with the ids of their records."""
    return {entity: [stored.record.key.id for stored in records] for entity, records in found.people.items()}


def firms(found: Touched) -> dict[str, list[str]]:
    """The touched companies with the ids of their records."""
    return {entity: [stored.record.key.id for stored in records] for entity, records in found.companies.items()}


def told(found: Touched) -> list[Fact]:
    return [stored.fact for stored in found.facts]


def known(store: Store, *items: Item) -> Revision:
    """Ana, Bo, Acme and Bolt, each resolved from one record, and some items; return the revision."""
    put(store, person("ana"), person("bo"), company("acme"), company("bolt"), *items)
    resolve(store, ANA, "ana")
    resolve(store, BO, "bo")
    resolve(store, ACME, "acme", kind=EntityKind.COMPANY)
    resolve(store, BOLT, "bolt", kind=EntityKind.COMPANY)
    return store.revision()


def test_nothing_is_touched_after_the_present_revision(store: Store) -> None:
    revision = known(store, spell("ana", "acme", "CFO"), tie("ana", "bo"))

    assert touched(store, revision) == Touched({}, {}, [])


def test_everything_is_touched_after_the_first_revision(store: Store) -> None:
    known(store, spell("ana", "acme", "CFO"))

    found = touched(store, Revision(0))

    assert people(found) == {ANA: ["ana"], BO: ["bo"]}
    assert firms(found) == {ACME: ["acme"], BOLT: ["bolt"]}
    assert told(found) == [spell("ana", "acme", "CFO")]


def test_a_new_record_touches_its_entity_once_it_has_one(store: Store) -> None:
    revision = known(store)
    put(store, person("cy"))
    before = touched(store, revision)

    resolve(store, CY, "cy")

    assert before == Touched({}, {}, [])
    assert people(touched(store, revision)) == {CY: ["cy"]}


def test_a_changed_record_touches_its_entity_with_all_its_records(store: Store) -> None:
    put(store, person("ana"), person("zoe"), person("bo"))
    resolve(store, ANA, "ana", "zoe")
    revision = store.revision()

    put(store, person("zoe", "Zoe Ruiz", seen_on="2026-11-22"))

    found = touched(store, revision)
    assert people(found) == {ANA: ["ana", "zoe"]}
    assert found.people[ANA] == store.records_of(ANA)


def test_a_changed_company_is_no_person(store: Store) -> None:
    revision = known(store)

    put(store, company("acme", headcount=40, seen_on="2026-11-22"))

    found = touched(store, revision)
    assert (found.people, found.companies) == ({}, {ACME: store.records_of(ACME)})


def test_a_record_seen_on_an_earlier_day_touches_its_entity(store: Store) -> None:
    revision = known(store)

    put(store, person("ana", seen_on="2026-01-01"))

    assert people(touched(store, revision)) == {ANA: ["ana"]}


def test_a_record_told_again_touches_nothing(store: Store) -> None:
    revision = known(store)

    put(store, person("ana"), person("bo"))

    assert touched(store, revision) == Touched({}, {}, [])


def test_a_record_that_moves_touches_both_entities(store: Store) -> None:
    put(store, person("ana"), person("zoe"), person("bo"))
    resolve(store, ANA, "ana", "zoe")
    resolve(store, BO, "bo")
    revision = store.revision()

    resolve(store, BO, "zoe")

    assert people(touched(store, revision)) == {ANA: ["ana"], BO: ["zoe", "bo"]}


def test_an_entity_that_was_merged_is_gone(store: Store) -> None:
    revision = known(store)

    resolve(store, ANA, "bo")
    resolve(store, ACME, "bolt", kind=EntityKind.COMPANY)

    found = touched(store, revision)
    assert people(found) == {ANA: ["ana", "bo"], BO: []}
    assert firms(found) == {ACME: ["acme", "bolt"], BOLT: []}


def test_an_entity_that_came_back_has_its_records(store: Store) -> None:
    known(store)
    resolve(store, ANA, "bo")
    merged = store.revision()

    resolve(store, BO, "bo")

    assert people(touched(store, merged)) == {ANA: ["ana"], BO: ["bo"]}


def test_what_left_an_entity_before_the_revision_no_longer_counts(store: Store) -> None:
    known(store)
    resolve(store, ANA, "bo")
    merged = store.revision()

    put(store, person("ana", "Ana Ruiz", seen_on="2026-11-22"))

    assert people(touched(store, merged)) == {ANA: ["ana", "bo"]}


def test_an_entity_that_is_left_twice_counts_by_the_later_time(store: Store) -> None:
    known(store)
    resolve(store, CY, "ana")
    resolve(store, ANA, "ana")
    revision = store.revision()

    resolve(store, CY, "ana")

    assert people(touched(store, revision)) == {ANA: [], CY: ["ana"]}


FACTS: list[Fact] = [
    spell("ana", "acme", "CFO", "2019"),
    tie("ana", "bo"),
    investment("bolt", "acme", "2020", partner="ana"),
    investment("bolt", "acme", "2021"),
    role("ana"),
    signal("acme", who="ana"),
    account_state("acme"),
    champion_state("ana", "acme"),
    trigger("acme", who="ana"),
]


@pytest.mark.parametrize("fact", FACTS, ids=repr)
def test_a_new_fact_is_touched(store: Store, fact: Fact) -> None:
    revision = known(store)

    put(store, fact)

    found = touched(store, revision)
    assert told(found) == [fact]
    assert (found.people, found.companies) == ({}, {})


def test_a_fact_that_names_nobody_known_is_touched(store: Store) -> None:
    revision = known(store)

    put(store, tie("nobody", "stranger"))

    assert told(touched(store, revision)) == [tie("nobody", "stranger")]


def test_a_fact_with_another_content_is_touched(store: Store) -> None:
    revision = known(store, spell("ana", "acme", "CFO", "2019"), spell("bo", "acme", "CFO", "2019"))

    put(store, spell("ana", "acme", "CFO", "2019", "2026"), observed_on="2026-11-22")

    assert told(touched(store, revision)) == [spell("ana", "acme", "CFO", "2019", "2026")]


def test_a_fact_seen_on_another_day_is_touched(store: Store) -> None:
    revision = known(store, spell("ana", "acme", "CFO", seen_on="2026-02-01"))

    put(store, spell("ana", "acme", "CFO", seen_on="2026-01-01"))

    [found] = touched(store, revision).facts
    assert (str(found.seen_first), str(found.seen_last)) == ("2026-01-01", "2026-02-01")


def test_a_fact_told_again_is_not_touched(store: Store) -> None:
    revision = known(store, *FACTS)

    put(store, *FACTS)

    assert touched(store, revision) == Touched({}, {}, [])


MENTIONS: dict[str, tuple[EntityKind, str, Fact]] = {
    "person of a spell": (EntityKind.PERSON, "ana", spell("ana", "acme", "CFO")),
    "company of a spell": (EntityKind.COMPANY, "acme", spell("ana", "acme", "CFO")),
    "one side of a tie": (EntityKind.PERSON, "ana", tie("ana", "bo")),
    "other side of a tie": (EntityKind.PERSON, "bo", tie("ana", "bo")),
    "partner of an investment": (EntityKind.PERSON, "ana", investment("bolt", "acme", partner="ana")),
    "company of an investment": (EntityKind.COMPANY, "acme", investment("bolt", "acme", partner="ana")),
    "investor of an investment": (EntityKind.COMPANY, "bolt", investment("bolt", "acme", partner="ana")),
    "person of a role": (EntityKind.PERSON, "ana", role("ana")),
    "person of a signal": (EntityKind.PERSON, "ana", signal("acme", who="ana")),
    "company of a signal": (EntityKind.COMPANY, "acme", signal("acme", who="ana")),
    "company of an account": (EntityKind.COMPANY, "acme", account_state("acme")),
    "champion": (EntityKind.PERSON, "ana", champion_state("ana", "acme")),
    "person of a value event": (EntityKind.PERSON, "ana", trigger("acme", who="ana")),
}


@pytest.mark.parametrize("place", MENTIONS)
def test_a_record_that_moves_touches_the_facts_that_name_it(store: Store, place: str) -> None:
    kind, record, fact = MENTIONS[place]
    revision = known(store, fact, spell("cy", "corp", "CEO"), tie("cy", "di"), investment("fund", "corp", partner="cy"))

    resolve(store, "moved-1", record, kind=kind)

    assert told(touched(store, revision)) == [fact]


def test_a_record_that_only_changes_touches_no_facts(store: Store) -> None:
    revision = known(store, *FACTS)

    put(store, person("ana", "Ana Ruiz", seen_on="2026-11-22"))

    assert touched(store, revision).facts == []


def test_touched_facts_come_once_and_by_id(store: Store) -> None:
    many: list[Fact] = [*FACTS[:3], *(tie("ana", f"friend-{number}") for number in range(9))]
    revision = known(store, *many)

    for record in ("ana", "bo"):
        resolve(store, "moved-1", record)
    put(store, spell("ana", "acme", "CFO", "2019", "2026"), observed_on="2026-11-22")

    every = [stored for kind in FactKind for stored in store.facts(kind)]
    assert touched(store, revision).facts == sorted(every, key=lambda stored: stored.id)


def test_what_is_touched_may_be_exactly_as_much_as_allowed(store: Store) -> None:
    revision = known(store)
    resolve(store, ANA, "bo")
    put(store, *FACTS[:4])

    # Two records of Ana and four facts; Bo, who is gone, has none.
    assert store.touched(revision, most=6) is not None
    assert store.touched(revision, most=5) is None


@pytest.mark.parametrize(
    "items", [[person("ana", "A", seen_on="2026-11-22"), person("bo", "B", seen_on="2026-11-22")], FACTS[:2]]
)
def test_records_count_and_so_do_facts(store: Store, items: list[Item]) -> None:
    revision = known(store)

    put(store, *items)

    assert store.touched(revision, most=2) is not None
    assert store.touched(revision, most=1) is None


def test_all_records_of_a_touched_entity_count(store: Store) -> None:
    put(store, person("ana"), person("zoe"), person("bo"))
    resolve(store, ANA, "ana", "zoe", "bo")
    revision = store.revision()

    put(store, person("ana", "Ana Ruiz", seen_on="2026-11-22"))

    assert store.touched(revision, most=3) is not None
    assert store.touched(revision, most=2) is None


def test_what_is_not_read_does_not_count(store: Store) -> None:
    revision = known(store)

    put(store, person("cy"))

    assert store.touched(revision, most=0) == Touched({}, {}, [])


def test_what_was_erased_cannot_be_told_as_a_change(store: Store) -> None:
    revision = known(store, *FACTS)

    with store.writing() as batch:
        batch.erase(ANA)

    assert store.touched(revision, most=ENOUGH) is None
    assert store.touched(Revision(0), most=ENOUGH) is None


def test_after_an_erasure_changes_can_be_told_again(store: Store) -> None:
    known(store, *FACTS)
    with store.writing() as batch:
        batch.erase(ANA)
    erased = store.revision()

    put(store, person("bo", "Bo Krantz", seen_on="2026-11-22"))

    assert people(touched(store, erased)) == {BO: ["bo"]}


def test_what_is_not_committed_is_not_touched(store: Store) -> None:
    revision = known(store)

    with store.writing() as batch:
        batch.put([tie("ana", "bo")], import_id=batch.begin_import(import_log("more.csv")))
        found = store.touched(revision, most=ENOUGH)

    assert found == Touched({}, {}, [])


def test_a_closed_store_does_not_say_what_was_touched(store: Store) -> None:
    store.close()

    with pytest.raises(StoreUnavailable):
        store.touched(Revision(0), most=ENOUGH)
