"""Bringing the book forward gives the book that reading everything gives, whatever happened in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from orbit.book import Book
from orbit.book.forward import bring_book, places_of
from orbit.model import AccountKind, Circle, TriggerKind
from tests.factories import account_state, champion_state, person, role, signal, spell, trigger
from tests.laws.test_advance_laws import (
    ALL_ASSIGNED,
    DAYS,
    SOME_ASSIGNED,
    WHERE,
    WHO,
    Step,
    after_everybody,
    few,
    new_store,
    take,
)

OWNERS = st.sampled_from([None, "ana@tidewell.example", "bo@tidewell.example"])
ITEMS: st.SearchStrategy[Any] = st.one_of(
    st.builds(account_state, WHERE, st.sampled_from([*AccountKind]), owner=OWNERS, seen_on=DAYS),
    st.builds(champion_state, WHO, WHERE, nps=st.sampled_from([None, 3, 9]), seen_on=DAYS),
    st.builds(role, WHO, st.sampled_from([*Circle]), st.none() | WHERE, owner=OWNERS),
    st.builds(trigger, WHERE, st.sampled_from([*TriggerKind][:2]), DAYS, who=st.none() | WHO),
    st.builds(signal, WHERE, on=DAYS, id=st.sampled_from(["one", "two"]), who=st.none() | WHO),
    st.builds(
        person, WHO, emails=st.sampled_from([(), ("ana@tidewell.example",), ("bo@tidewell.example",)]), seen_on=DAYS
    ),
    st.builds(spell, WHO, WHERE),
)
LATER = st.lists(st.tuples(st.lists(ITEMS, max_size=4), SOME_ASSIGNED), min_size=1, max_size=6)
# Some facts come before it is known who the records in them are.
STEPS = st.builds(after_everybody, st.lists(ITEMS, max_size=12), ALL_ASSIGNED, LATER)


def told(book: Book) -> dict[str, Any]:
    """All that a book holds, in the order in which it is told; whoever comes first among others is of no account."""
    contents = book.contents
    plain = {
        name: dict(getattr(contents, name)) for name in ("accounts", "champions_of", "tenures", "triggers", "signals")
    }
    champions = {person: list(seats.items()) for person, seats in contents.champions.items()}
    return {**plain, "champions": champions, "team": dict(contents.team), "unplaced": list(contents.unplaced)}


@few
@given(STEPS)
def test_a_book_brought_forward_is_the_one_that_is_read(steps: Sequence[Step]) -> None:
    with new_store() as store:
        book, revision = Book.load(store), store.revision()
        places = places_of(book)
        for number, step in enumerate(steps):
            take(store, step, f"2026-01-{number + 1:02}")

            touched = store.touched(revision, most=10_000)
            assert touched is not None
            forward = bring_book(book, places, touched, store)

            book, places, revision = forward.book, forward.places, store.revision()
            assert told(book) == told(Book.load(store))
            assert places == places_of(book)


@few
@given(STEPS)
def test_of_whom_nothing_changed_the_book_answers_as_before(steps: Sequence[Step]) -> None:
    with new_store() as store:
        take(store, steps[0], "2026-01-01")
        before, revision = Book.load(store), store.revision()
        for number, step in enumerate(steps[1:], 2):
            take(store, step, f"2026-01-{number:02}")

        touched = store.touched(revision, most=10_000)
        assert touched is not None
        forward = bring_book(before, places_of(before), touched, store)

        for name in ("accounts", "champions", "tenures", "triggers"):
            was, now = (told(book)[name] for book in (before, forward.book))
            others = (was.keys() | now.keys()) - forward.changed
            assert {one: was.get(one) for one in others} == {one: now.get(one) for one in others}
