"""Undoing an import leaves what all other imports tell, in whichever order they came."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.errors import NotFound, UsageError
from orbit.model import EntityKind, Investment, Person
from orbit.resolve.run import resolve
from orbit.store.base import FactKind, Identifier, NewJudgement, Store, Verdict
from orbit.store.copying import digest_of
from tests.contract.test_store_laws import DAYS, ITEMS, ON_DISK
from tests.factories import (
    DAY,
    NOON,
    account_state,
    company,
    import_log,
    investment,
    key,
    person,
    ref,
    signal,
    spell,
    tie,
)
from tests.storing import put, put_as, seq, state

LATER = date(2026, 11, 28)
# One import: its file, its day, and what it tells.
Told = tuple[str, date, list[Any]]
TOLD: st.SearchStrategy[Told] = st.tuples(
    st.sampled_from(["a.csv", "b.csv"]), DAYS, st.lists(ITEMS, min_size=1, max_size=4)
)


class _Stop(Exception):
    """Leaves a transaction, so that it is rolled back."""


def take_in(store: Store, told: Told, number: int) -> int:
    """Take a file in; contents of one file and day are its versions."""
    file, day, items = told
    put_as(store, import_log(file, sha256=f"{number} {items!r}", observed_on=day), *items)
    return store.imports()[-1].run


def undo(store: Store, run: int) -> int:
    with store.writing() as batch:
        return batch.undo_import(run, at=NOON)


def facts_of(store: Store) -> dict[str, Any]:
    """What the store says, without the versions of files: they go on counting what was undone."""
    told = state(store)
    return told | {"facts": [replace(row, first_version=1, last_version=1) for row in told["facts"]]}


@ON_DISK
@given(st.lists(TOLD, max_size=3), TOLD)
def test_undoing_the_last_import_leaves_what_was_before(
    fresh: Callable[[], Store], before: list[Told], told: Told
) -> None:
    with closing(fresh()) as store:
        for number, each in enumerate(before):
            take_in(store, each, number)
        standing = state(store)
        run = take_in(store, told, len(before))

        undo(store, run)

        assert with_names_that_count(state(store), standing) == standing
        assert store.check() == []


@ON_DISK
@given(st.data(), st.lists(TOLD, min_size=1, max_size=4, unique_by=repr))
def test_undoing_any_import_is_never_having_had_it(
    fresh: Callable[[], Store], data: st.DataObject, imports: list[Told]
) -> None:
    # Each import a file of its own: corrections count on from versions that were undone, and repetitions come first.
    named = [from_file(f"{number}.csv", day, items) for number, (_, day, items) in enumerate(imports)]
    gone = data.draw(st.sets(st.integers(0, len(named) - 1), min_size=1))
    order = data.draw(st.permutations(sorted(gone)))
    with closing(fresh()) as store:
        for number, each in enumerate(named):
            if number not in gone:
                take_in(store, each, number)
        wanted = facts_of(store)

    with closing(fresh()) as store:
        runs = [take_in(store, each, number) for number, each in enumerate(named)]
        for number in order:
            undo(store, runs[number])

        assert without_numbers(with_names_that_count(facts_of(store), wanted)) == without_numbers(wanted)
        assert store.check() == []


def with_names_that_count(told: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """Pass over names that nothing stands under any more: undoing deletes all of them, importing leaves some behind."""
    assert set(told["keys"]) <= set(wanted["keys"])
    return {**told, "keys": wanted["keys"]}


def from_file(file: str, day: date, items: list[Any]) -> Told:
    return file, day, [replace(item, ref=replace(item.ref, file=file)) for item in items]


def without_numbers(told: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {**told, "spells": sorted(map(str, told["spells"])), "facts": sorted(map(str, told["facts"]))}


def told_title(store: Store) -> str | None:
    [row] = store.records(EntityKind.PERSON)
    assert isinstance(row.record, Person)
    return row.record.title


def test_an_updated_record_gets_its_former_version_back(store: Store) -> None:
    put(store, person("ana", title="CFO"))
    put(store, person("ana", title="CEO", seen_on=LATER), observed_on=LATER)

    undo(store, 2)

    assert told_title(store) == "CFO"


def test_what_a_later_import_attests_stays(store: Store) -> None:
    put_as(store, import_log("one.csv"), person("ana", at=ref(2, file="one.csv")), person("bo"))
    put_as(store, import_log("two.csv"), person("ana", at=ref(5, file="two.csv")))

    undo(store, 1)

    [row] = store.records(EntityKind.PERSON)
    assert (row.record.key, row.record.ref) == (key("ana"), ref(5, file="two.csv"))


def test_files_of_one_run_are_undone_together(store: Store) -> None:
    with store.writing() as batch:
        for file, who in (("one.csv", "ana"), ("two.csv", "bo")):
            batch.put([person(who)], import_id=batch.begin_import(import_log(file)))

    undo(store, 1)

    assert list(store.records(EntityKind.PERSON)) == []
    assert [(log.run, log.undone_at) for log in store.imports()] == [(1, NOON), (1, NOON)]


def test_an_import_that_a_later_one_repeats_word_for_word_cannot_be_undone_before_it(store: Store) -> None:
    for _ in range(2):
        put_as(store, import_log("one.csv"), person("ana"))

    with pytest.raises(UsageError, match="came in again with import 2; undo that first"):
        undo(store, 1)


def test_a_repeated_import_is_undone_once_the_repetition_is(store: Store) -> None:
    for _ in range(2):
        put_as(store, import_log("one.csv"), person("ana"))

    touched = [undo(store, run) for run in (2, 1)]

    assert touched == [0, 1]
    assert state(store)["records"] == []


def test_an_import_is_undone_once(store: Store) -> None:
    put(store, person("ana"))
    undo(store, 1)

    with pytest.raises(UsageError, match="undone already"):
        undo(store, 1)


def test_an_unknown_import_cannot_be_undone(store: Store) -> None:
    with pytest.raises(NotFound):
        undo(store, 7)


def test_what_was_undone_can_be_taken_in_again(store: Store) -> None:
    told = ("a.csv", DAY, [person("ana", title="CFO"), spell("ana", "acme", "CFO")])
    take_in(store, told, 1)
    before = state(store)
    undo(store, 1)

    take_in(store, told, 1)

    assert state(store) == before


def test_undoing_deletes_keys_that_nothing_names_any_more(store: Store) -> None:
    put(store, person("ana"))
    put(store, tie("bo", "cy"), spell("dee", "acme"), investment("fund", "acme", partner="eve"))

    undo(store, 2)

    assert list(store.numbers(EntityKind.PERSON)) == [key("ana")]
    assert store.numbers(EntityKind.COMPANY) == {}


def test_a_key_that_only_a_former_version_names_stays(store: Store) -> None:
    put(store, investment("fund", "acme", partner="eve", on="2025"))
    put(store, investment("fund", "acme", partner="zoe", on="2025"), observed_on=LATER)
    put(store, person("ana"))
    undo(store, 3)

    undo(store, 2)

    [row] = store.facts(FactKind.INVESTMENT)
    assert isinstance(row.fact, Investment)
    assert row.fact.partner == key("eve")
    assert store.check() == []


def test_what_was_judged_about_records_that_are_gone_goes_with_them(store: Store) -> None:
    put(store, person("ana"))
    put(store, person("bo"))
    with store.writing() as batch:
        judgement = NewJudgement(EntityKind.PERSON, key("ana"), key("bo"), Verdict.SAME, "rule", "so", "engine", NOON)
        batch.judge([judgement])

    undo(store, 2)

    assert store.judgements(EntityKind.PERSON, live=False) == []


def test_an_address_that_came_with_an_undone_import_finds_nobody(store: Store) -> None:
    put(store, person("ana", emails=["ana@example.com"]))
    resolve(store, at=NOON)
    put(store, person("ana", emails=["ana@example.org"], seen_on=LATER), person("bo"), observed_on=LATER)
    resolve(store, at=NOON)

    undo(store, 2)
    resolve(store, at=NOON)

    assert store.find(Identifier("email", "ana@example.org")) == []
    assert len(store.find(Identifier("email", "ana@example.com"))) == 1


def test_people_whom_an_import_joined_are_two_again(store: Store) -> None:
    put(store, person("ana", "Ana Costa", emails=["ana@example.com"]))
    put(store, person("acosta", "Ana Costa", emails=["costa@example.org"]))
    resolve(store, at=NOON)
    before = state(store)["members"]
    put(store, person("bridge", "Ana Costa", emails=["ana@example.com", "costa@example.org"]))
    resolve(store, at=NOON)
    joined = {entity for _, entity in state(store)["members"]}

    undo(store, 3)
    resolve(store, at=NOON)

    assert (len(joined), state(store)["members"]) == (1, before)


def test_an_entity_of_an_undone_import_is_unknown(store: Store) -> None:
    put(store, person("ana"))
    resolve(store, at=NOON)
    [member] = store.members(EntityKind.PERSON)

    undo(store, 1)

    assert store.canonical(member.entity) is None
    assert store.records_of(member.entity) == []


def test_after_undoing_everything_derived_has_to_be_read_anew(store: Store) -> None:
    put(store, person("ana"), signal("acme"))
    revision = store.revision()

    undo(store, 1)

    assert store.touched(revision, most=100) is None
    assert store.revision() == revision + 1


def test_an_erased_person_vanishes_from_former_versions(store: Store) -> None:
    put(store, person("ana", "Ana Costa", title="Secret Title"), person("bo"), tie("ana", "bo"))
    told = person("ana", title="CEO", seen_on=LATER), person("bo", seen_on=LATER), tie("ana", "bo", closeness=0.5)
    put(store, *told, observed_on=LATER)
    resolve(store, at=NOON)
    [entity] = store.entities(EntityKind.PERSON, [key("ana")]).values()

    with store.writing() as batch:
        batch.erase(entity)

    ours = {seq(store, "bo")}
    assert {row[3] for row in store.rows("telling", limit=100)} == ours


def test_undoing_does_not_bring_an_erased_person_back(store: Store) -> None:
    put(store, person("ana", title="CFO"), person("bo", title="COO"), tie("ana", "bo"))
    put(store, person("ana", seen_on=LATER), person("bo", seen_on=LATER), observed_on=LATER)
    resolve(store, at=NOON)
    [entity] = store.entities(EntityKind.PERSON, [key("ana")]).values()
    with store.writing() as batch:
        batch.erase(entity)

    undo(store, 2)

    assert told_title(store) == "COO"
    assert list(store.numbers(EntityKind.PERSON)) == [key("bo")]
    assert store.check() == []


def test_old_imports_become_final_and_nothing_older_is_kept(store: Store) -> None:
    for number, title in enumerate(["CFO", "COO", "CEO", "CTO"]):
        day = DAY + timedelta(days=7 * number)
        log = replace(import_log(f"{number}.csv", observed_on=day), at=NOON + timedelta(days=7 * number))
        put_as(store, log, person("ana", title=title, seen_on=day))

    with store.writing() as batch:
        final = batch.make_final(before=NOON + timedelta(days=10))

    assert final == 2
    assert [row[2] for row in store.rows("telling", limit=10)] == [0, 3, 4]
    assert "CFO" not in str(store.rows("telling", limit=10))


def test_a_final_import_cannot_be_undone(store: Store) -> None:
    put(store, person("ana"))
    with store.writing() as batch:
        batch.make_final(before=NOON + timedelta(seconds=1))

    with pytest.raises(UsageError, match="is final"):
        undo(store, 1)


def test_undoing_after_others_became_final_leaves_what_they_told(store: Store) -> None:
    for number, title in enumerate(["CFO", "COO", "CEO"]):
        day = DAY + timedelta(days=7 * number)
        log = replace(import_log(f"{number}.csv", observed_on=day), at=NOON + timedelta(days=7 * number))
        put_as(store, log, person("ana", title=title, seen_on=day))
    with store.writing() as batch:
        batch.make_final(before=NOON + timedelta(days=10))

    undo(store, 3)

    assert told_title(store) == "COO"


def test_nothing_is_kept_of_things_that_one_import_alone_told(store: Store) -> None:
    put(store, person("ana"), person("bo"), company("acme"), account_state("acme"))

    assert store.rows("telling", limit=10) == []


def test_nothing_is_kept_once_all_tellings_are_final(store: Store) -> None:
    for day in (DAY, LATER):
        put(store, person("ana", seen_on=day), observed_on=day)

    with store.writing() as batch:
        batch.make_final(before=NOON + timedelta(days=1))

    assert store.rows("telling", limit=10) == []


def test_an_undo_that_fails_changes_nothing(store: Store) -> None:
    put(store, person("ana"))
    before = digest_of(store)

    with suppress(_Stop), store.writing() as batch:
        batch.undo_import(1, at=NOON)
        raise _Stop

    assert digest_of(store) == before
