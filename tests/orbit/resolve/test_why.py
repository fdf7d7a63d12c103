"""Why two records are one, or are not: the chain of judgements, what holds them apart, how their names compare."""

from __future__ import annotations

import pytest

from orbit.errors import NotFound
from orbit.model import EntityKind, RecordKey
from orbit.resolve import review
from orbit.resolve.naming import company_targets, shipped_weights
from orbit.resolve.ruling import Rule
from orbit.resolve.why import WeighedNames, standing, weighed_companies
from orbit.store.base import Store, Verdict
from tests.factories import NOON, company, person
from tests.orbit.resolve.entities import employed, resolved

PERSON, COMPANY = EntityKind.PERSON, EntityKind.COMPANY
LIVIA = "livia@orbit.example"


def crm(id_: str) -> RecordKey:
    return RecordKey("crm_champions", id_)


def linked(id_: str) -> RecordKey:
    return RecordKey("linkedin", id_)


def test_a_chain_leads_from_one_record_to_the_other_over_those_between(store: Store) -> None:
    resolved(
        store,
        person("a", "Ana Ruiz", emails=["ana@acme.example"]),
        person("b", "Ana Ruiz", emails=["ana@acme.example"], linkedin="linkedin.com/in/ana"),
        person("c", "Ana M. Ruiz", linkedin="linkedin.com/in/ana"),
    )

    found = standing(store, PERSON, crm("a"), crm("c"))

    assert found.together
    assert [one.rule for one in found.chain] == [Rule.EMAIL, Rule.LINKEDIN]
    assert {found.chain[0].left.id, found.chain[-1].right.id} >= {"a", "c"}


def test_a_reviewers_decision_against_it_is_told_with_its_author(store: Store) -> None:
    resolved(
        store,
        person("a", "Ana Ruiz", emails=["ana@acme.example"]),
        person("b", "Ana Ruiz", emails=["ana@acme.example"]),
    )
    review.different(store, review.Pair(PERSON, crm("a"), crm("b")), actor=LIVIA, at=NOON)

    found = standing(store, PERSON, crm("b"), crm("a"))

    assert not found.together
    assert [(one.actor, one.verdict) for one in found.against] == [(LIVIA, Verdict.DIFFERENT)]


def test_a_decision_about_other_records_of_the_two_counts_too(store: Store) -> None:
    resolved(
        store,
        person("a1", "Ana Ruiz", emails=["ana@acme.example"]),
        person("a2", "Ana Ruiz", emails=["ana@acme.example"]),
        person("b", "Ana Ruiz"),
    )
    review.different(store, review.Pair(PERSON, crm("a2"), crm("b")), actor=LIVIA, at=NOON)

    assert [one.actor for one in standing(store, PERSON, crm("a1"), crm("b")).against] == [LIVIA]


def test_two_linkedin_addresses_hold_two_apart(store: Store) -> None:
    resolved(
        store,
        person("a", "Ana Ruiz", linkedin="linkedin.com/in/ana-1"),
        person("b", "Ana Ruiz", linkedin="linkedin.com/in/ana-2"),
    )

    found = standing(store, PERSON, crm("a"), crm("b"))

    assert found.have_two_profiles
    assert found.profiles == (("ana-1",), ("ana-2",))


def test_one_address_on_one_side_holds_nobody_apart(store: Store) -> None:
    resolved(store, person("a", "Ana Ruiz", linkedin="linkedin.com/in/ana-1"), person("b", "Ana Ruiz"))

    assert not standing(store, PERSON, crm("a"), crm("b")).have_two_profiles


def test_an_open_question_is_told(store: Store) -> None:
    resolved(store, *employed("a", "Ana Ruiz"), *employed("in/ana", "Ana Ruiz", source="linkedin"))

    found = standing(store, PERSON, crm("a"), linked("in/ana"))

    assert [one.verdict for one in found.against] == [Verdict.UNSURE]
    assert found.chain == ()


def test_a_record_that_is_not_there_is_named(store: Store) -> None:
    resolved(store, person("a", "Ana Ruiz"))

    with pytest.raises(NotFound, match="no person record crm_champions:z"):
        standing(store, PERSON, crm("a"), crm("z"))


def named(store: Store, one: str, other: str) -> WeighedNames:
    """Weigh two companies by the ids of their records."""
    entity = store.entities(COMPANY, [crm(one), crm(other)])
    between = (entity[crm(one)], entity[crm(other)])
    return weighed_companies(company_targets(store), between, shipped_weights())


def test_a_name_is_weighed_against_a_company_that_is_known_by_more(store: Store) -> None:
    resolved(store, company("q", "Quartzloop", domains=["quartzloop.example"]), company("p", "Quartzloop Power"))

    found, turned = named(store, "q", "p"), named(store, "p", "q")

    assert found.candidate is not None
    assert found.candidate.entry.name == "Quartzloop"
    assert found == turned
    assert sum(reason.bits for reason in found.candidate.reasons) == pytest.approx(found.candidate.bits)
    assert found.nearer is None


def test_a_company_that_is_nearer_is_told(store: Store) -> None:
    resolved(
        store,
        company("q", "Quartzloop", domains=["quartzloop.example"]),
        company("n", "Quartzloop Power Systems", domains=["qps.example"]),
        company("p", "Quartzloop Power System"),
    )

    nearer = named(store, "q", "p").nearer

    assert nearer is not None
    assert nearer.entry.name == "Quartzloop Power Systems"


def test_names_without_anything_in_common_are_not_weighed(store: Store) -> None:
    resolved(store, company("q", "Quartzloop", domains=["quartzloop.example"]), company("p", "Hollow Ridge"))

    assert named(store, "q", "p").candidate is None
