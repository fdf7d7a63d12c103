"""A run of resolution: what it writes, what it reports, and that ids stay."""

from __future__ import annotations

from orbit.model import EntityKind
from orbit.store.base import Identifier, Store
from tests.factories import company, person
from tests.orbit.resolve.entities import are_one, employed, entity_of, resolved

COMPANY = EntityKind.COMPANY


def test_every_record_belongs_to_an_entity_afterwards(store: Store) -> None:
    resolved(store, person("a"), person("b"), company("c"))

    assert store.unresolved() == 0
    assert entity_of(store)["a"].startswith("per_")
    assert entity_of(store, COMPANY)["c"].startswith("com_")


def test_records_are_found_by_their_normalised_identifiers(store: Store) -> None:
    ana = person("a", emails=["Ana@Acme.example"], linkedin="https://linkedin.com/in/Ana", ids=["hubspot:-:contact:1"])
    resolved(store, ana, company("acme", domains=["https://www.acme.example/"]), company("mail", domains=["gmail.com"]))

    entity, acme = entity_of(store)["a"], entity_of(store, COMPANY)["acme"]
    for kind, value in [("email", "ana@acme.example"), ("linkedin", "ana"), ("id", "hubspot:-:contact:1")]:
        assert store.find(Identifier(kind, value)) == [entity]
    assert store.find(Identifier("domain", "acme.example")) == [acme]
    assert store.find(Identifier("domain", "gmail.com")) == []


def test_resolving_again_changes_nothing(store: Store) -> None:
    resolved(store, *employed("a", "Ana Ruiz", "CFO"), *employed("in/ana", "Ana Ruiz", "CFO", source="linkedin"))
    before, revision = store.judgements(EntityKind.PERSON, live=False), store.revision()

    report = resolved(store)

    assert store.judgements(EntityKind.PERSON, live=False) == before
    assert store.revision() == revision
    assert (report.people.judged, report.people.revoked, report.people.moved) == (0, 0, 0)


def test_an_entity_keeps_its_id_when_it_grows(store: Store) -> None:
    resolved(store, person("z", "Ana Ruiz", emails=["ana@acme.example"]))
    first = entity_of(store)["z"]

    resolved(store, person("a", "Ana Ruiz", emails=["ana@acme.example"]))

    assert entity_of(store) == {"z": first, "a": first}


def test_the_id_of_a_merged_entity_leads_to_the_older_one(store: Store) -> None:
    resolved(
        store,
        person("z", "Ana Ruiz", emails=["ana@acme.example"]),
        person("a", "Ana Ruiz", linkedin="linkedin.com/in/ana"),
    )
    older, younger = entity_of(store)["z"], entity_of(store)["a"]

    resolved(store, person("m", "Ana Ruiz", linkedin="linkedin.com/in/ana", emails=["ana@acme.example"]))

    assert set(entity_of(store).values()) == {older}
    assert store.canonical(younger) == older


def test_what_the_rules_no_longer_say_is_taken_back(store: Store) -> None:
    resolved(store, *employed("a", "Ana Ruiz", "CFO"), *employed("in/ana", "Ana Ruiz", "CFO", source="linkedin"))
    assert are_one(store, "a", "in/ana")

    report = resolved(store, *employed("in/other", "Ana Ruiz", "Paralegal", source="linkedin"))

    assert not are_one(store, "a", "in/ana")
    assert report.people.revoked == 1


def test_the_report_counts_by_rule_and_verdict(store: Store) -> None:
    report = resolved(store, *employed("a", "Ana Ruiz"), *employed("in/ana", "Ana Ruiz", source="linkedin"))

    assert report.people.rulings == (("namesakes", "unsure", 1),)
    assert report.companies.rulings == (("company_name", "same", 1),)
    assert (report.people.records, report.people.entities, report.people.unsure) == (2, 2, 1)
    assert (report.companies.records, report.companies.entities) == (2, 1)
