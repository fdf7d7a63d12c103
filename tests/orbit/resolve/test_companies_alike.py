"""Companies known by name alone: another spelling of a known one is joined, a word more is asked about."""

from __future__ import annotations

from orbit.model import EntityKind, RecordKey
from orbit.store.base import Store, Verdict
from tests.factories import account_state, company
from tests.orbit.resolve.entities import are_one, resolved, verdicts

COMPANY = EntityKind.COMPANY
FREIGHT = company("fjord", "Fjordline International Freight", domains=["fjordline.example"])


def named(name: str) -> RecordKey:
    return RecordKey("linkedin", f"name/{name.casefold()}")


def test_another_spelling_of_a_known_company_is_that_company(store: Store) -> None:
    resolved(store, FREIGHT, company(named("x"), "Fjordline Intl. Frieght"))

    assert are_one(store, "fjord", "name/x", COMPANY)


def test_a_word_more_is_nothing_where_nobody_sells(store: Store) -> None:
    resolved(store, FREIGHT, company(named("x"), "Fjordline International Freight Partners"))

    assert not are_one(store, "fjord", "name/x", COMPANY)
    assert verdicts(store, COMPANY) == set()


def test_a_word_more_is_a_question_about_an_account(store: Store) -> None:
    resolved(store, FREIGHT, account_state("fjord"), company(named("x"), "Fjordline International Freight Partners"))

    assert not are_one(store, "fjord", "name/x", COMPANY)
    assert verdicts(store, COMPANY) == {("fjord", "name/x", Verdict.UNSURE)}


def test_two_names_without_anything_else_are_not_compared(store: Store) -> None:
    resolved(store, company(named("x"), "Fjordline Freight"), company(named("y"), "Fjordline Frieght"))

    assert not are_one(store, "name/x", "name/y", COMPANY)


def test_a_number_that_differs_is_another_company(store: Store) -> None:
    resolved(
        store,
        company("two", "Fjordline Capital II", domains=["ii.example"]),
        company(named("x"), "Fjordline Capital III"),
    )

    assert not are_one(store, "two", "name/x", COMPANY)
