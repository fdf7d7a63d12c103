"""When what is written becomes visible, what it counts for, and how a store ends."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from orbit.access import ApiKey, Role, User
from orbit.errors import NotFound, StoreBusy, StoreUnavailable, UsageError
from orbit.model import EntityId, EntityKind, Item, Outcome
from orbit.store.asking import NewAsk, NewAskEvent
from orbit.store.base import FactKind, Identifier, Member, NewJudgement, Store, Verdict
from orbit.store.open import open_store
from tests.contract.conftest import Open
from tests.factories import NOON, company, import_log, key, person, spell, tie
from tests.storing import put, resolve, state

ASK = NewAsk(EntityId("ana-1"), EntityId("bo-1"), EntityId("acme-1"), EntityId("ana-1"), "", "{}")
KEY = ApiKey("k1", "sidebar", "ab" * 32, NOON, NOON + timedelta(days=30))


class Interrupted(Exception):
    """What the user's code may raise in the middle."""


def fill_half(store: Store, *, then: BaseException) -> None:
    with store.writing() as batch:
        batch.put([person("bo"), spell("ana", "acme", "CEO")], import_id=batch.begin_import(import_log()))
        batch.set_meta("name", "Half")
        raise then


@pytest.mark.parametrize("error", [Interrupted(), KeyboardInterrupt()])
def test_an_exception_leaves_everything_as_it_was(store: Store, error: BaseException) -> None:
    put(store, person("ana"), spell("ana", "acme", "CFO"))
    before, revision, imports = state(store), store.revision(), store.imports()

    with pytest.raises(type(error)):
        fill_half(store, then=error)

    assert state(store) == before
    assert (store.revision(), store.imports(), store.meta("name")) == (revision, imports, None)


STEPS: list[Callable[[Any], object]] = [
    lambda batch: batch.put([person("bo"), person("ana", "Ana Newer", seen_on="2027-01-01")], import_id=1),
    lambda batch: batch.put([spell("ana", "acme", "CEO"), tie("ana", "dee")], import_id=1),
    lambda batch: batch.assign(EntityKind.PERSON, [Member(1, EntityId("other"))]),
    lambda batch: batch.identify([(1, Identifier("email", "ana@example.com"))]),
    lambda batch: batch.judge([same("ana", "cy")]),
    lambda batch: batch.revoke(1, at=NOON),
    lambda batch: batch.suppress(["aa"], at=NOON),
    lambda batch: batch.put_key(KEY),
    lambda batch: batch.access.put_user(User("u1", "ida@example.com", "Ida Berg", Role.ADMIN, NOON)),
    lambda batch: batch.asks.log(event_of(batch.asks.add(ASK))),
    lambda batch: batch.erase(EntityId("other")),
]


def event_of(ask: int) -> NewAskEvent:
    return NewAskEvent(ask, "planned", NOON.date(), NOON, "ana@example.com", "", "{}")


def same(left: str, right: str) -> NewJudgement:
    return NewJudgement(EntityKind.PERSON, key(left), key(right), Verdict.SAME, "email", "one address", "orbit", NOON)


def take_steps(store: Store, number: int) -> None:
    with store.writing() as batch:
        for step in STEPS[:number]:
            step(batch)
        raise Interrupted


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_an_exception_after_any_number_of_steps_leaves_no_trace(store: Store, number: int) -> None:
    put(store, person("ana"), spell("ana", "acme", "CFO"))
    resolve(store, "ana-1", "ana")
    with store.writing() as batch:
        batch.judge([same("ana", "bo")])
    before, revision = state(store), store.revision()

    with pytest.raises(Interrupted):
        take_steps(store, number)

    assert (state(store), store.revision()) == (before, revision)
    assert (store.suppressed(["aa"]), store.keys(), store.asks(), store.check()) == (set(), [], [], [])


def test_a_store_writes_on_after_an_exception(store: Store) -> None:
    with pytest.raises(Interrupted):
        fill_half(store, then=Interrupted())

    put(store, person("ana"))

    assert len(list(store.records(EntityKind.PERSON))) == 1


def test_nobody_sees_a_transaction_before_its_end(store: Store, open_again: Open) -> None:
    other = open_again()

    with store.writing() as batch:
        batch.put([person("ana")], import_id=batch.begin_import(import_log()))

        assert list(other.records(EntityKind.PERSON)) == []
        assert list(store.records(EntityKind.PERSON)) == []


def test_every_handle_sees_a_transaction_after_its_end(store: Store, open_again: Open) -> None:
    other = open_again()

    put(store, person("ana"))

    assert [row.record.name for row in other.records(EntityKind.PERSON)] == ["Ana Example"]
    assert other.revision() == store.revision()


def test_a_reader_half_way_through_keeps_its_state(store: Store) -> None:
    put(store, person("ana"), person("bo"))
    reading = store.records(EntityKind.PERSON)
    next(reading)

    put(store, person("cy"))
    resolve(store, "bo-1", "bo")
    with store.writing() as batch:
        batch.put([person("bo", "Bo Changed", seen_on="2027-01-01")], import_id=1)

    assert [row.record.name for row in reading] == ["Bo Example"]


def test_a_forgotten_reader_does_not_hide_what_is_written_later(store: Store) -> None:
    put(store, person("ana"), person("bo"))
    abandoned = store.records(EntityKind.PERSON)
    next(abandoned)

    put(store, person("cy"))

    assert len(list(store.records(EntityKind.PERSON))) == 3
    assert store.revision() == 2


def test_a_store_outlives_its_handle(store: Store, open_again: Open) -> None:
    put(store, person("ana"), spell("ana", "acme", "CFO"))
    before = state(store)

    store.close()

    assert state(open_again()) == before


def test_a_second_writer_is_told_that_the_store_is_busy(store: Store, open_again: Open) -> None:
    other = open_again(wait=0.01)

    with store.writing(), pytest.raises(StoreBusy), other.writing():
        pytest.fail("two writers at once")


def test_a_second_writer_in_the_same_program_is_told_too(open_again: Open) -> None:
    store = open_again(wait=0.01)

    with store.writing(), pytest.raises(StoreBusy), store.writing():
        pytest.fail("two writers at once")


def test_readers_are_never_busy(store: Store, open_again: Open) -> None:
    put(store, person("ana"))
    other = open_again(wait=0.01)

    with store.writing() as batch:
        batch.set_meta("name", "Acme")

        assert len(list(other.records(EntityKind.PERSON))) == 1


def test_threads_may_share_a_store(store: Store) -> None:
    def write(number: int) -> None:
        put(store, person(f"p{number}"), spell(f"p{number}", "acme", "CFO"))

    def read(_: int) -> bool:
        return len(list(store.spells())) <= len(store.numbers(EntityKind.PERSON))

    with ThreadPoolExecutor(4) as threads:
        written, answers = threads.map(write, range(20)), threads.map(read, range(40))

        assert (list(written), all(answers)) == ([None] * 20, True)

    assert (store.revision(), len(list(store.spells()))) == (20, 20)


def test_a_store_keeps_its_identity(store: Store, open_again: Open) -> None:
    assert open_again().identity() == store.identity()
    assert len(store.identity()) == 16


def test_a_new_store_is_at_revision_zero(store: Store) -> None:
    assert store.revision() == 0


def test_a_transaction_that_changes_the_graph_is_one_revision(store: Store) -> None:
    put(store, person("ana"), company("acme"), spell("ana", "acme", "CFO"), tie("ana", "bo"))

    assert store.revision() == 1


def test_putting_the_same_again_is_no_revision(store: Store) -> None:
    items: list[Item] = [person("ana"), spell("ana", "acme", "CFO", seen_on="2026-01-01"), tie("ana", "bo")]
    put(store, *items)

    put(store, *items)

    assert store.revision() == 1


def test_seeing_something_on_another_day_is_a_revision(store: Store) -> None:
    put(store, person("ana", seen_on="2026-02-01"))

    put(store, person("ana", seen_on="2026-01-01"))

    assert store.revision() == 2


CHANGES: dict[str, Callable[[Any], object]] = {
    "import log": lambda batch: batch.begin_import(import_log()),
    "api key": lambda batch: batch.put_key(KEY),
    "user": lambda batch: batch.access.put_user(User("u1", "ida@example.com", "Ida Berg", Role.ADMIN, NOON)),
    "named value": lambda batch: batch.set_meta("name", "Acme"),
    "suppression": lambda batch: batch.suppress(["ab"], at=NOON),
    "nothing": lambda batch: None,
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_no_part_of_the_graph_is_no_revision(store: Store, what: str) -> None:
    with store.writing() as batch:
        CHANGES[what](batch)

    assert store.revision() == 0


def test_resolving_and_identifying_are_revisions_only_when_they_change_something(store: Store) -> None:
    put(store, person("ana"))
    resolve(store, "ana-1", "ana")
    with store.writing() as batch:
        batch.identify([(1, Identifier("email", "ana@example.com"))])
    before = store.revision()

    resolve(store, "ana-1", "ana")
    with store.writing() as batch:
        batch.identify([(1, Identifier("email", "ana@example.com"))])

    assert (before, store.revision()) == (3, 3)


def test_an_import_is_logged_with_its_row_account(store: Store) -> None:
    log = import_log("people.csv", observed_on="2026-11-20", at=NOON)
    with store.writing() as batch:
        number = batch.begin_import(log)
        batch.end_import(number, rows=3, outcomes={Outcome.REJECTED: 1, Outcome.CREATED: 2})

    [found] = store.imports()

    outcomes = ((Outcome.CREATED, 2), (Outcome.REJECTED, 1))
    assert found == replace(log, id=number, rows=3, outcomes=outcomes, run=number, revocable=True)


def test_imports_come_oldest_first(store: Store) -> None:
    with store.writing() as batch:
        numbers = [batch.begin_import(import_log(name)) for name in ("b.csv", "a.csv")]

    assert [(log.id, log.file) for log in store.imports()] == list(zip(numbers, ("b.csv", "a.csv"), strict=True))


def test_ending_an_unknown_import_is_not_found(store: Store) -> None:
    with store.writing() as batch, pytest.raises(NotFound):
        batch.end_import(9, rows=0, outcomes={})


def test_suppressed_hashes_are_recognised(store: Store) -> None:
    with store.writing() as batch:
        batch.suppress(["aa", "bb", "aa"], at=NOON)

    assert store.suppressed(["bb", "cc"]) == {"bb"}
    assert store.suppressed([]) == set()
    assert store.suppressions() == ["aa", "bb"]


def test_api_keys_come_by_id_and_are_replaced_by_id(store: Store) -> None:
    revoked = replace(KEY, revoked_at=NOON)
    with store.writing() as batch:
        for api_key in (replace(KEY, id="k2"), KEY, revoked):
            batch.put_key(api_key)

    assert store.keys() == [revoked, replace(KEY, id="k2")]


def test_a_named_value_is_kept_and_replaced(store: Store) -> None:
    with store.writing() as batch:
        batch.set_meta("name", "Acme")
        batch.set_meta("name", "Acme GmbH")

    assert (store.meta("name"), store.meta("salt")) == ("Acme GmbH", None)


def test_times_are_the_same_instant_whatever_zone_they_came_in(store: Store) -> None:
    berlin = datetime.fromisoformat("2026-11-21T13:00:00+01:00")
    with store.writing() as batch:
        batch.begin_import(import_log(at=berlin))

    [found] = store.imports()

    assert (found.at, found.at.tzinfo) == (NOON, UTC)


def test_a_healthy_store_has_no_findings(store: Store) -> None:
    put(store, person("ana"), spell("ana", "acme", "CFO"), tie("ana", "bo"))
    resolve(store, "ana-1", "ana")

    assert store.check() == []


def test_a_backup_is_a_store_with_the_same_content(store: Store, tmp_path: Path) -> None:
    put(store, person("ana"), spell("ana", "acme", "CFO"))
    resolve(store, "ana-1", "ana")

    store.backup(str(tmp_path / "copy.orbit"))

    copy = open_store(tmp_path / "copy.orbit")
    assert (state(copy), copy.revision(), copy.check()) == (state(store), store.revision(), [])
    copy.close()


def test_a_backup_in_the_middle_of_a_write_holds_what_was_committed(store: Store, tmp_path: Path) -> None:
    put(store, person("ana"))

    with store.writing() as batch:
        batch.put([person("bo")], import_id=1)
        store.backup(str(tmp_path / "copy.orbit"))

    copy = open_store(tmp_path / "copy.orbit")
    assert len(list(copy.records(EntityKind.PERSON))) == 1
    copy.close()


def test_a_backup_never_overwrites_a_file(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("keep me")

    with pytest.raises(UsageError):
        store.backup(str(target))

    assert target.read_text() == "keep me"


def test_closing_twice_is_fine(store: Store) -> None:
    store.close()
    store.close()


QUESTIONS: dict[str, Callable[[Store], object]] = {
    "revision": lambda store: store.revision(),
    "records": lambda store: list(store.records(EntityKind.PERSON)),
    "records_of": lambda store: store.records_of(EntityId("ana")),
    "members": lambda store: list(store.members(EntityKind.PERSON)),
    "unresolved": lambda store: store.unresolved(),
    "canonical": lambda store: store.canonical(EntityId("ana")),
    "find": lambda store: store.find(Identifier("email", "ana@example.com")),
    "spells": lambda store: list(store.spells()),
    "facts": lambda store: list(store.facts(FactKind.TIE)),
    "facts_by_id": lambda store: store.facts_by_id([]),
    "numbers": lambda store: store.numbers(EntityKind.PERSON),
    "judgements": lambda store: store.judgements(EntityKind.PERSON),
    "judgement": lambda store: store.judgement(1),
    "judgements_about": lambda store: store.judgements_about(EntityKind.PERSON, []),
    "entity_events": lambda store: store.entity_events(),
    "moment": lambda store: store.moment(),
    "asks": lambda store: store.asks(),
    "ask_events": lambda store: store.ask_events(),
    "ask_answer": lambda store: store.ask_answer("aa"),
    "imports": lambda store: store.imports(),
    "suppressed": lambda store: store.suppressed([]),
    "keys": lambda store: store.keys(),
    "meta": lambda store: store.meta("name"),
    "check": lambda store: store.check(),
    "backup": lambda store: store.backup("never-written"),
    "writing": lambda store: store.writing().__enter__(),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_closed_store_answers_nothing(store: Store, question: str) -> None:
    store.close()

    with pytest.raises(StoreUnavailable):
        QUESTIONS[question](store)


def test_a_reader_of_a_closed_store_stops_with_an_error(store: Store) -> None:
    put(store, person("ana"), person("bo"))
    reading = store.records(EntityKind.PERSON)
    next(reading)

    store.close()

    with pytest.raises(StoreUnavailable):
        next(reading)
