"""Which records of companies are one company."""

from __future__ import annotations

import pytest

from orbit.model import EntityKind, RecordKey
from orbit.store.base import Store, Verdict
from tests.factories import company
from tests.orbit.resolve.entities import are_one, resolved, together, verdicts

COMPANY = EntityKind.COMPANY


def test_one_domain_and_a_longer_name_are_one_company(store: Store) -> None:
    resolved(
        store,
        company("a", "Acme", domains=["acme.example"]),
        company("b", "Acme Software", domains=["www.acme.example"]),
    )

    assert are_one(store, "a", "b", COMPANY)


def test_one_domain_under_two_names_is_a_question(store: Store) -> None:
    resolved(store, company("a", "Acme", domains=["acme.example"]), company("b", "Bolt", domains=["acme.example"]))

    assert verdicts(store, COMPANY) == {("a", "b", Verdict.UNSURE)}


def test_a_company_called_by_its_address_is_the_one_at_that_address(store: Store) -> None:
    resolved(
        store, company("a", "Acme", domains=["ac-me.example"]), company("b", "ac-me.example", domains=["ac-me.example"])
    )

    assert are_one(store, "a", "b", COMPANY)


def test_a_shared_domain_ties_nothing_together(store: Store) -> None:
    resolved(store, company("a", "Acme", domains=["gmail.com"]), company("b", "Acme Robots", domains=["gmail.com"]))

    assert verdicts(store, COMPANY) == set()


def test_one_system_id_is_one_company_under_any_name(store: Store) -> None:
    account = "salesforce:-:account:001A0000012abcD"
    resolved(store, company("a", "Acme", ids=[account]), company("b", "Bolt", ids=[account + "IAQ"]))

    assert are_one(store, "a", "b", COMPANY)


def test_one_linkedin_page_is_one_company(store: Store) -> None:
    page = "https://www.linkedin.com/company/acme/"
    resolved(
        store, company("a", "Acme", linkedin=page), company("b", "Acme Robots", linkedin="linkedin.com/company/ACME")
    )

    assert are_one(store, "a", "b", COMPANY)


def test_a_name_without_a_domain_joins_the_one_company_that_bears_it(store: Store) -> None:
    resolved(
        store,
        company("a", "Acme, Inc.", domains=["acme.example"]),
        company("b", "ACME | Boxes"),
        company("c", "acme gmbh"),
    )

    assert together(store, COMPANY) == {frozenset({"a", "b", "c"})}


def test_a_name_that_two_companies_bear_joins_neither(store: Store) -> None:
    one, other = company("a", "Acme", domains=["acme.example"]), company("b", "Acme", domains=["acme-boxes.example"])

    resolved(store, one, other, company("c", "Acme"))

    assert len(together(store, COMPANY)) == 3
    assert verdicts(store, COMPANY) == {
        (left, right, Verdict.UNSURE) for left, right in [("a", "b"), ("a", "c"), ("b", "c")]
    }


def test_one_name_in_two_countries_is_a_question(store: Store) -> None:
    resolved(store, company("a", "Acme", country="Germany"), company("b", "Acme", country="Chile"))

    assert verdicts(store, COMPANY) == {("a", "b", Verdict.UNSURE)}


def test_one_name_under_two_account_numbers_is_a_question(store: Store) -> None:
    resolved(
        store, company("a", "Acme", ids=["hubspot:-:company:1"]), company("b", "Acme", ids=["hubspot:-:company:2"])
    )

    assert verdicts(store, COMPANY) == {("a", "b", Verdict.UNSURE)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("AI", "Airbus"), ("Acme", "Acme Software"), ("Fund VII", "Fund VIII"), ("A-B-C Company", "X-Y-Z Company")],
)
def test_a_part_of_a_name_is_not_the_name(store: Store, one: str, other: str) -> None:
    resolved(store, company("a", one), company("b", other))

    assert verdicts(store, COMPANY) == set()


@pytest.mark.parametrize("name", ["Self-employed", "Stealth Startup", "University"])
def test_placeholders_are_not_joined(store: Store, name: str) -> None:
    resolved(store, company("a", name), company(RecordKey("linkedin", "b"), name))

    assert not are_one(store, "a", "b", COMPANY)
