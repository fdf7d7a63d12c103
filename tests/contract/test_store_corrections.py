"""What a store does with a file that was corrected and taken in again for the same day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orbit.model import AccountState, EntityKind, Person, Tie
from orbit.store.base import Change, FactKind, ImportLog, Store
from tests.factories import DAY, account_state, import_log, person, ref, tie
from tests.storing import put_as, state

LATER = date(2026, 11, 28)
# Which digest is the greater one is chance: among these, each is at some time corrected to a smaller one.
TITLES = ["CFO", "CEO", "COO", "CMO", "CTO"]
STAGES = [10.0, 20.0, 30.0, 40.0, 50.0]


def version(content: str, *, file: str = "people.csv", source: str = "crm", on: date = DAY) -> ImportLog:
    return import_log(file, source=source, sha256=content, observed_on=on)


def ana(title: str, *, file: str = "people.csv") -> Person:
    return person("ana", title=title, at=ref(file=file))


def known(title: str) -> Tie:
    """A fact that carries no day of its own, and whose content is beside its id."""
    return tie("ana", "bo", closeness=TITLES.index(title) / 10)


def told_title(store: Store) -> str | None:
    [row] = store.records(EntityKind.PERSON)
    assert isinstance(row.record, Person)
    return row.record.title


def told_tie(store: Store) -> Tie:
    [row] = store.facts(FactKind.TIE)
    assert isinstance(row.fact, Tie)
    return row.fact


def versions_of(store: Store) -> dict[float | None, tuple[int, int]]:
    rows = store.facts(FactKind.ACCOUNT_STATE)
    return {row.fact.arr: (row.first_version, row.last_version) for row in rows if isinstance(row.fact, AccountState)}


def test_the_corrected_version_of_a_file_wins_whichever_digest_is_greater(store: Store) -> None:
    for title in TITLES:
        put_as(store, version(title), ana(title), known(title))

        assert (told_title(store), told_tie(store)) == (title, known(title))


def test_a_correction_says_that_it_updates(store: Store) -> None:
    changes = [put_as(store, version(title), ana(title)) for title in TITLES]

    assert changes == [[Change.CREATED], *[[Change.UPDATED]] * 4]


def test_a_correction_is_no_later_day(store: Store) -> None:
    for title in TITLES:
        put_as(store, version(title), ana(title))

    [row] = store.records(EntityKind.PERSON)

    assert (row.record.seen_on, row.seen_first, row.seen_last) == (DAY, DAY, DAY)


@pytest.mark.parametrize("again", TITLES)
def test_an_earlier_version_again_changes_nothing(store: Store, again: str) -> None:
    for title in TITLES:
        put_as(store, version(title), ana(title), known(title), account_state("acme", arr=STAGES[TITLES.index(title)]))
    before, revision = state(store), store.revision()

    told = ana(again), known(again), account_state("acme", arr=STAGES[TITLES.index(again)])
    changes = put_as(store, version(again), *told)

    assert changes == [Change.UNCHANGED] * 3
    assert (state(store), store.revision()) == (before, revision)


def test_what_a_correction_leaves_as_it_was_is_cited_from_the_correction(store: Store) -> None:
    put_as(store, version("first"), ana("CFO"))
    moved = replace(ana("CFO"), ref=ref(9))

    changes = put_as(store, version("second"), moved)

    [row] = store.records(EntityKind.PERSON)
    assert (changes, row.record) == ([Change.UNCHANGED], moved)


def test_files_of_other_names_or_sources_correct_nothing(store: Store) -> None:
    logs = [version("a", file="a.csv"), version("b", file="b.csv"), version("c", file="a.csv", source="cs")]
    for log in logs:
        put_as(store, log, account_state("acme", arr=STAGES[logs.index(log)]))

    assert set(versions_of(store).values()) == {(1, 1)}


def test_one_file_on_two_days_corrects_nothing(store: Store) -> None:
    put_as(store, version("first"), account_state("acme", arr=10.0))
    put_as(store, version("second", on=LATER), account_state("acme", arr=20.0, seen_on=LATER))

    assert versions_of(store) == {10.0: (1, 1), 20.0: (1, 1)}


@pytest.mark.parametrize("other", TITLES)
def test_a_correction_wins_over_another_file_in_either_order(store: Store, other: str) -> None:
    put_as(store, version("first"), ana("CFO"))
    put_as(store, version(other, file="other.csv"), ana(other, file="other.csv"))
    put_as(store, version("second"), ana("COO"))
    put_as(store, version(other, file="another.csv"), ana(other, file="another.csv"))

    assert told_title(store) == "COO"


@pytest.mark.parametrize("title", TITLES)
def test_a_later_day_wins_over_any_correction(store: Store, title: str) -> None:
    for corrected in TITLES:
        put_as(store, version(corrected), ana(corrected))

    put_as(store, version("next export", on=LATER), replace(ana(title), seen_on=LATER))

    assert told_title(store) == title


def test_a_correction_does_not_outrank_what_is_told_of_other_days(store: Store) -> None:
    put_as(store, version("first", on=LATER), ana("CFO"))
    put_as(store, version("second", on=LATER), account_state("acme", arr=10.0, seen_on=DAY))
    put_as(store, version("third", on=LATER), account_state("acme", arr=20.0, seen_on=LATER))

    assert versions_of(store) == {10.0: (1, 1), 20.0: (3, 3)}


def test_a_state_has_the_version_that_told_it_last_on_each_of_its_days(store: Store) -> None:
    put_as(store, version("first"), account_state("acme", arr=10.0))
    put_as(store, version("second"), account_state("acme", arr=20.0))
    put_as(store, version("next export", on=LATER), account_state("acme", arr=20.0, seen_on=LATER))

    assert versions_of(store) == {10.0: (1, 1), 20.0: (2, 1)}


def test_corrections_of_corrections_count_beyond_nine(store: Store) -> None:
    for number in range(12):
        put_as(store, version(str(number)), ana(f"Title {number}"))

    assert told_title(store) == "Title 11"


def test_a_version_is_known_to_all_chunks_of_its_import(store: Store) -> None:
    with store.writing() as batch:
        first, second = (batch.begin_import(version(content)) for content in ("first", "second"))
        for title in TITLES:
            batch.put([ana(title)], import_id=second)
            batch.put([ana("Chief")], import_id=first)

    assert told_title(store) in TITLES
