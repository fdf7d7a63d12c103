"""Laws that hold for any input: loading twice is loading once, and the order of arrival leaves no trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orbit.model import Item, Ref
from orbit.store.base import Store
from tests.factories import (
    account_state,
    company,
    import_log,
    opportunity,
    person,
    role,
    signal,
    spell,
    tie,
    trigger,
)
from tests.storing import state

# The file, the day for which it speaks, and its content: other content of one file and day is a correction.
Imported = tuple[str, date, Item]

# Few names and days, so that the items of an example collide in every way.
WHO = st.sampled_from(["ana", "bo"])
WHERE = st.sampled_from(["acme", "snowpeak"])
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 4))
TITLES = st.sampled_from([None, "CFO", "cfo", "CEO"])
REFS = st.builds(Ref, st.just("crm"), st.sampled_from(["a.csv", "b.csv"]), st.integers(1, 3))
ENDS = st.sampled_from([None, "2020", "2021-03"])

ITEMS: st.SearchStrategy[Any] = st.one_of(
    st.builds(person, WHO, title=TITLES, seen_on=DAYS, at=REFS),
    st.builds(company, WHERE, country=st.sampled_from([None, "DE"]), seen_on=DAYS, at=REFS),
    st.builds(spell, WHO, WHERE, TITLES, st.just("2019"), ENDS, seen_on=st.none() | DAYS, at=REFS),
    st.builds(tie, WHO, st.just("cy"), on=st.none() | DAYS, at=REFS),
    st.builds(role, WHO, owner=st.sampled_from([None, "rep@example.com"]), seen_on=st.none() | DAYS, at=REFS),
    st.builds(signal, WHERE, title=st.sampled_from(["one", "two"]), at=REFS),
    st.builds(account_state, WHERE, owner=st.sampled_from([None, "rep@example.com"]), seen_on=DAYS, at=REFS),
    st.builds(opportunity, WHERE, created_on=DAYS, who=st.none() | WHO, seen_on=DAYS, at=REFS),
    st.builds(trigger, WHERE, on=DAYS, score=st.sampled_from([None, 4.0, 5.0]), at=REFS),
)
IMPORTS = st.lists(st.tuples(st.sampled_from(["a.csv", "b.csv", "c.csv"]), DAYS, ITEMS), max_size=12)
# A store on disk is made for each example: that is slow, and fine.
ON_DISK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def put_all(store: Store, imports: Sequence[Imported]) -> None:
    """Take each item in as an import of its own, all in one transaction: an example waits for the disk once."""
    with store.writing() as batch:
        for file, day, item in imports:
            log = import_log(file, sha256=repr(item), observed_on=day)
            batch.put([item], import_id=batch.begin_import(log))


def state_after(fresh: Callable[[], Store], imports: Sequence[Imported]) -> dict[str, list[Any]]:
    with closing(fresh()) as store:
        put_all(store, imports)
        return state(store)


def versions_in_order(shuffled: Sequence[Imported], imports: Sequence[Imported]) -> list[Imported]:
    """Put the versions of each file back into the order in which they were made, between those of other files."""
    versions: dict[tuple[str, date], Iterator[Imported]] = {
        slot: iter([each for each in imports if each[:2] == slot]) for slot in {each[:2] for each in imports}
    }
    return [next(versions[file, day]) for file, day, _ in shuffled]


@ON_DISK
@given(st.data(), IMPORTS)
def test_the_order_of_arrival_leaves_no_trace_but_that_a_correction_comes_after_what_it_corrects(
    fresh: Callable[[], Store], data: st.DataObject, imports: list[Imported]
) -> None:
    shuffled = versions_in_order(data.draw(st.permutations(imports)), imports)

    assert state_after(fresh, shuffled) == state_after(fresh, imports)


@ON_DISK
@given(IMPORTS)
def test_loading_twice_is_loading_once(fresh: Callable[[], Store], imports: list[Imported]) -> None:
    with closing(fresh()) as store:
        put_all(store, imports)
        before, revision = state(store), store.revision()

        put_all(store, imports)

        assert (state(store), store.revision()) == (before, revision)
