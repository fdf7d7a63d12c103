"""The log of asks: it is added to, never changed, follows who is who, and gives the last slot of a connector once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from orbit.errors import AskRefused, NotFound
from orbit.model import EntityId, EntityKind
from orbit.store.asking import KeptAnswer, NewAsk, NewAskEvent
from orbit.store.base import Identifier, Store
from orbit.store.copying import copy_store, digest_of
from orbit.store.open import open_store
from orbit.store.sqlite import open_sqlite
from tests.asking import asked, rival
from tests.contract.conftest import Open
from tests.factories import DAY, NOON, company, person
from tests.storing import put, resolve, seq

ANA, BO, CY, ACME = EntityId("ana-1"), EntityId("bo-1"), EntityId("cy-1"), EntityId("acme-1")
ASK = NewAsk(connector=ANA, target=BO, account=ACME, requester=CY, reason="Three roles posted", detail="{}")
EVENT = NewAskEvent(1, "planned", DAY, NOON, "cy@example.com", "Met on Tuesday", '{"next_on":"2026-12-01"}')
ANSWER = KeptAnswer("aa", "f1", 1, '{"ask": 1}', NOON)


def known(store: Store) -> Store:
    """Let the store know Ana, Bo, Cy and Acme."""
    put(store, person("ana"), person("ana-old"), person("bo"), person("cy"), company("acme"))
    for who in ("ana", "bo", "cy"):
        resolve(store, f"{who}-1", who)
    resolve(store, "acme-1", "acme", kind=EntityKind.COMPANY)
    return store


def log(store: Store, ask: NewAsk = ASK, *events: NewAskEvent) -> int:
    with store.writing() as batch:
        number = batch.asks.add(ask)
        for event in events or (EVENT,):
            batch.asks.log(replace(event, ask=number))
    return number


def test_an_ask_comes_back_as_it_was_written(store: Store) -> None:
    number = log(known(store))

    [ask] = store.asks()
    [event] = store.ask_events()

    assert (ask.id, ask.connector, ask.target, ask.account, ask.requester) == (number, ANA, BO, ACME, CY)
    assert (ask.reason, ask.detail) == (ASK.reason, ASK.detail)
    assert (event.seq, event.ask, event.kind, event.on, event.at) == (1, number, "planned", DAY, NOON)
    assert (event.by, event.note, event.detail) == (EVENT.by, EVENT.note, EVENT.detail)


def test_asks_and_events_are_numbered_from_one_and_read_on_from_any_number(store: Store) -> None:
    for _ in range(3):
        log(store, ASK, EVENT, replace(EVENT, kind="sent"))

    assert [ask.id for ask in store.asks()] == [1, 2, 3]
    assert [event.seq for event in store.ask_events()] == [1, 2, 3, 4, 5, 6]
    assert [event.kind for event in store.ask_events(after=4)] == ["planned", "sent"]
    assert [ask.id for ask in store.asks(after=2)] == [3]


def test_an_ask_is_no_change_of_the_graph_but_moves_the_log(store: Store) -> None:
    known(store)
    before, touched = store.moment(), store.touched(store.revision(), most=10)

    log(store)

    assert store.moment() == before._replace(asked=1)
    assert store.revision() == before.revision
    assert store.touched(before.revision, most=10) == touched


def test_a_transaction_sees_the_asks_that_it_has_written(store: Store) -> None:
    with known(store).writing() as batch:
        number = batch.asks.add(ASK)
        batch.asks.log(replace(EVENT, ask=number))

        assert [event.kind for event in batch.asks.one(number).events] == ["planned"]
        assert [logged.ask.id for logged in batch.asks.about(ANA)] == [number]
        assert [logged.ask.id for logged in batch.asks.about(BO)] == [number]
        assert batch.asks.about(CY) == []
        assert store.asks() == []


def test_an_event_needs_its_ask(store: Store) -> None:
    with store.writing() as batch, pytest.raises(NotFound, match="no ask number 7"):
        batch.asks.log(replace(EVENT, ask=7))
    with store.writing() as batch, pytest.raises(NotFound, match="no ask number 7"):
        batch.asks.one(7)


def test_an_ask_follows_who_is_who_there_and_back(store: Store) -> None:
    log(known(store))

    resolve(store, "bo-1", "ana")

    assert [(ask.connector, ask.target) for ask in store.asks()] == [(BO, BO)]
    with store.writing() as batch:
        assert len(batch.asks.about(BO)) == len(batch.asks.about(ANA)) == 1
    resolve(store, "ana-1", "ana")
    assert [(ask.connector, ask.target) for ask in store.asks()] == [(ANA, BO)]


def test_an_ask_follows_any_number_of_new_ids(store: Store) -> None:
    log(known(store))

    resolve(store, "ana-2", "ana")
    resolve(store, "ana-3", "ana")

    assert [ask.connector for ask in store.asks()] == [EntityId("ana-3")]
    with store.writing() as batch:
        assert [logged.ask.connector for logged in batch.asks.about(ANA)] == [EntityId("ana-3")]


@pytest.mark.parametrize(("who", "field"), [(ANA, "connector"), (BO, "target"), (CY, "requester")])
def test_an_erased_person_leaves_a_blank_in_an_ask_that_still_counts(store: Store, who: EntityId, field: str) -> None:
    log(known(store), ASK, EVENT, replace(EVENT, kind="sent"))
    before = store.asks()[0]

    with store.writing() as batch:
        batch.asks.keep(ANSWER)
        batch.erase(who)

    blanked: dict[str, Any] = {field: None}
    assert store.asks() == [replace(before, reason="", **blanked)]
    assert [(event.kind, event.on, event.note) for event in store.ask_events()] == [
        ("planned", DAY, ""),
        ("sent", DAY, ""),
    ]
    with store.writing() as batch:
        assert batch.asks.kept("aa") == replace(ANSWER, answer=None)
    assert store.check() == []


def test_an_erased_author_is_taken_out_of_all_events(store: Store) -> None:
    known(store)
    with store.writing() as batch:
        batch.identify([(seq(store, "cy"), Identifier("email", "cy@example.com"))])
    log(store, replace(ASK, requester=ANA))
    log(store, replace(ASK, requester=ANA), replace(EVENT, by="dee@example.com"))

    with store.writing() as batch:
        batch.erase(CY)

    assert [(event.by, event.note) for event in store.ask_events()] == [
        ("", EVENT.note),
        ("dee@example.com", EVENT.note),
    ]


def test_an_old_id_of_an_erased_person_is_taken_out_too(store: Store) -> None:
    log(known(store))
    resolve(store, "ana-2", "ana")

    with store.writing() as batch:
        batch.erase(EntityId("ana-2"))

    assert [ask.connector for ask in store.asks()] == [None]
    assert b"ana-1" not in repr(store.rows("ask", limit=10)).encode()


def test_the_asks_of_others_stay_as_they_are_when_somebody_is_erased(store: Store) -> None:
    put(known(store), person("dee"))
    resolve(store, "dee-1", "dee")
    log(store)
    before = (store.asks(), store.ask_events())

    with store.writing() as batch:
        batch.erase(EntityId("dee-1"))

    assert (store.asks(), store.ask_events()) == before


def test_an_answer_is_kept_under_its_key_until_it_is_forgotten(store: Store) -> None:
    log(store)
    later = replace(ANSWER, key="bb", at=NOON + timedelta(days=1))

    with store.writing() as batch:
        batch.asks.keep(ANSWER)
        batch.asks.keep(replace(ANSWER, answer="newer"))
        batch.asks.keep(later)

        assert batch.asks.kept("aa") == replace(ANSWER, answer="newer")
        batch.asks.forget(before=NOON + timedelta(hours=1))
        assert (batch.asks.kept("aa"), batch.asks.kept("bb"), batch.asks.kept("cc")) == (None, later, None)
        assert store.ask_answer("bb") is None

    assert (store.ask_answer("aa"), store.ask_answer("bb")) == (None, later)


def test_asks_pass_to_another_store_whole(store: Store, tmp_path: Path) -> None:
    log(known(store))
    with store.writing() as batch:
        batch.asks.keep(ANSWER)
        batch.erase(BO)
    log(store)

    with closing(open_sqlite(tmp_path / "beside.orbit", create=True)) as file:
        copy_store(store, file, page=1)

        assert (file.asks(), file.ask_events(), file.moment()) == (store.asks(), store.ask_events(), store.moment())
        assert digest_of(file) == digest_of(store)
        assert log(file) == log(store) == 3


def test_a_backup_holds_the_asks(store: Store, tmp_path: Path) -> None:
    log(known(store))

    store.backup(str(tmp_path / "copy.orbit"))

    with closing(open_store(tmp_path / "copy.orbit")) as copy:
        assert (copy.asks(), copy.ask_events()) == (store.asks(), store.ask_events())


def test_an_ask_without_an_event_is_damage(store: Store) -> None:
    with store.writing() as batch:
        batch.asks.add(ASK)

    assert any("asks have no event" in finding for finding in store.check())


def test_of_64_callers_for_the_last_slot_exactly_one_gets_it(store: Store, open_again: Open) -> None:
    with store.writing() as batch:
        asked(batch.asks, rival(0))
    handles = [open_again(wait=60.0) for _ in range(4)]

    def call(number: int) -> int | str:
        try:
            with handles[number % 4].writing() as batch:
                return asked(batch.asks, rival(number)).id
        except AskRefused as refusal:
            return ", ".join(refusal.rules)

    with ThreadPoolExecutor(64) as callers:
        answers = list(callers.map(call, range(1, 65)))

    assert sorted(map(str, answers)) == ["2", *["open_asks"] * 63]
    assert [ask.id for ask in store.asks()] == [1, 2]
