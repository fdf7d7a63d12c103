"""A book brought forward: what a change of one fact or record does to it."""

from __future__ import annotations

from orbit.book import Book
from orbit.book.forward import bring_book, places_of
from orbit.model import EntityKind
from orbit.store.base import Identifier, Touched
from tests.factories import account_state, company, person
from tests.laws.test_advance_laws import new_store, take

ANA = "ana@tidewell.example"


def test_an_owner_whose_address_becomes_known_is_one_of_the_team() -> None:
    with new_store() as store:
        take(store, ([company("acme"), person("ana"), account_state("acme", owner=ANA)], {}), "2026-01-01")
        take(store, ([], {(EntityKind.COMPANY, "acme"): "a", (EntityKind.PERSON, "ana"): "a"}), "2026-01-02")
        before, revision = Book.load(store), store.revision()
        with store.writing() as batch:
            batch.identify([(1, Identifier("email", ANA))])

        touched = store.touched(revision, most=100)
        assert touched is not None
        now = bring_book(before, places_of(before), touched, store).book

        assert (before.team, now.team) == ({}, {ANA: "person-a"})


def test_where_nothing_that_it_holds_changed_it_is_the_same_book() -> None:
    with new_store() as store:
        take(store, ([company("acme")], {}), "2026-01-01")
        book = Book.load(store)

        assert bring_book(book, places_of(book), Touched({}, {}, []), store).book is book
