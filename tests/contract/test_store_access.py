"""Who may sign in, as every store keeps it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from orbit.access import ALL_RIGHTS, ApiKey, Right, Role, Session, SignInLink, User
from orbit.errors import NotFound, UsageError
from orbit.model import EntityId, EntityKind
from orbit.store.base import Batch, Identifier, NewJudgement, Store, Verdict
from tests.contract.conftest import Open
from tests.factories import NOON, key, person
from tests.storing import put, resolve, seq

IDA = User("u1", "ida@example.com", "Ida Berg", Role.ADMIN, NOON)
BO = User("u2", "bo@example.com", "Bo Krantz", Role.REP, NOON, NOON + timedelta(days=1), "$argon2id$made-up")
HOUR = timedelta(hours=1)
SESSION = Session("s1", "ab" * 32, "u1", NOON, NOON + HOUR)
LINK = SignInLink("l1", "cd" * 32, "u1", NOON, NOON + HOUR)
FIRST = replace(LINK, id="l0", user_id=None)


def kept(store: Store, *steps: Callable[[Batch], object]) -> Store:
    with store.writing() as batch:
        for step in steps:
            step(batch)
    return store


@pytest.fixture
def known(store: Store) -> Store:
    """A store with two users, a session and a link."""
    return kept(
        store,
        lambda batch: batch.access.put_user(BO),
        lambda batch: batch.access.put_user(IDA),
        lambda batch: batch.access.put_session(SESSION),
        lambda batch: batch.access.put_link(LINK),
    )


def test_users_come_by_id_as_they_were_put(known: Store) -> None:
    assert known.users() == [IDA, BO]
    assert (known.user("u2"), known.user("u3")) == (BO, None)


def test_a_user_is_replaced_by_id(known: Store) -> None:
    manager = replace(IDA, role=Role.MANAGER, email="ida.berg@example.com")

    kept(known, lambda batch: batch.access.put_user(manager))

    assert known.users() == [manager, BO]


def test_an_address_belongs_to_one_user(known: Store) -> None:
    with pytest.raises(UsageError, match="e-mail address already"), known.writing() as batch:
        batch.access.put_user(replace(IDA, id="u3"))

    assert known.users() == [IDA, BO]


def test_sessions_and_links_are_found_by_id(known: Store) -> None:
    assert (known.session("s1"), known.session("s2")) == (SESSION, None)
    assert (known.sign_in_link("l1"), known.sign_in_link("l2")) == (LINK, None)


def test_a_session_is_noted_as_seen(known: Store) -> None:
    later = replace(SESSION, seen_at=NOON + 2 * HOUR)

    kept(known, lambda batch: batch.access.put_session(later))

    assert known.session("s1") == later


OF_NOBODY: dict[str, Callable[[Batch], object]] = {
    "session": lambda batch: batch.access.put_session(replace(SESSION, user_id="gone")),
    "link": lambda batch: batch.access.put_link(replace(LINK, user_id="gone")),
    "forgetting": lambda batch: batch.access.forget_user("gone"),
}


@pytest.mark.parametrize("what", OF_NOBODY)
def test_nothing_is_kept_of_a_user_who_is_gone(known: Store, what: str) -> None:
    with pytest.raises(NotFound, match="no such user"), known.writing() as batch:
        OF_NOBODY[what](batch)


def test_a_link_may_belong_to_nobody_yet(store: Store) -> None:
    kept(store, lambda batch: batch.access.put_link(FIRST))

    assert store.sign_in_link("l0") == FIRST


def test_whoever_is_forgotten_loses_sessions_and_links(known: Store) -> None:
    kept(known, lambda batch: batch.access.forget_user("u1"))

    assert (known.users(), known.session("s1"), known.sign_in_link("l1")) == ([BO], None, None)


def test_sessions_end_one_by_one_or_all_of_a_user(known: Store) -> None:
    others = [replace(SESSION, id="s2"), replace(SESSION, id="s3"), replace(SESSION, id="s4", user_id="u2")]
    kept(known, *(lambda batch, one=one: batch.access.put_session(one) for one in others))

    kept(known, lambda batch: batch.access.end_session("s1"), lambda batch: batch.access.end_session("s1"))
    assert [known.session(id_) is None for id_ in ("s1", "s2", "s3", "s4")] == [True, False, False, False]

    kept(known, lambda batch: batch.access.end_sessions("u1"))
    assert [known.session(id_) is None for id_ in ("s2", "s3", "s4")] == [True, True, False]


def test_links_are_dropped_of_a_user_or_of_nobody(known: Store) -> None:
    kept(known, lambda batch: batch.access.put_link(FIRST), lambda batch: batch.access.drop_links(None))
    assert (known.sign_in_link("l0"), known.sign_in_link("l1")) == (None, LINK)

    kept(known, lambda batch: batch.access.drop_links("u1"))
    assert known.sign_in_link("l1") is None


def test_what_is_stale_is_dropped(known: Store) -> None:
    old = replace(SESSION, id="s2", created_at=NOON - HOUR)
    kept(known, lambda batch: batch.access.put_session(old), lambda batch: batch.access.put_link(FIRST))

    kept(known, lambda batch: batch.access.drop_stale(seen=NOON, made=NOON - HOUR, ended=NOON))
    assert (known.session("s1"), known.session("s2"), known.sign_in_link("l1")) == (SESSION, None, LINK)

    kept(known, lambda batch: batch.access.drop_stale(seen=NOON + HOUR, made=NOON - HOUR, ended=NOON + HOUR))
    assert (known.session("s1"), known.sign_in_link("l0"), known.sign_in_link("l1")) == (None, None, None)


def test_a_link_is_used_once_with_the_time(known: Store) -> None:
    with known.writing() as batch:
        tried = [batch.access.use_link(link, at=NOON) for link in ("l1", "l1", "l9")]

    assert tried == [True, False, False]
    assert known.sign_in_link("l1") == replace(LINK, used_at=NOON)


def test_of_64_callers_at_once_one_uses_a_link(known: Store, open_again: Open) -> None:
    stores = [open_again(wait=120.0) for _ in range(4)]

    def use(number: int) -> bool:
        with stores[number % len(stores)].writing() as batch:
            return batch.access.use_link("l1", at=NOON + timedelta(seconds=number))

    with ThreadPoolExecutor(16) as callers:
        won = [number for number, used in enumerate(callers.map(use, range(64))) if used]

    assert len(won) == 1
    assert known.sign_in_link("l1") == replace(LINK, used_at=NOON + timedelta(seconds=won[0]))


def test_a_link_whose_use_fails_later_is_not_used(known: Store) -> None:
    steps: list[Callable[[Batch], object]] = [
        lambda batch: batch.access.use_link("l1", at=NOON),
        lambda batch: batch.access.put_user(replace(BO, email="ida@example.com")),
    ]

    with pytest.raises(UsageError):
        kept(known, *steps)

    assert known.sign_in_link("l1") == LINK


def test_a_key_keeps_its_scopes(store: Store) -> None:
    narrow = ApiKey("k1", "sidebar", "ab" * 32, NOON, NOON + HOUR, scopes=frozenset({Right.READ, Right.ASK}))
    wide = replace(narrow, id="k2", scopes=ALL_RIGHTS)

    kept(store, lambda batch: batch.put_key(wide), lambda batch: batch.put_key(narrow))

    assert store.keys() == [narrow, wide]


def test_a_key_from_before_there_were_scopes_may_do_everything(store: Store) -> None:
    row = ("k1", "sidebar", "ab" * 32, NOON.isoformat(), (NOON + HOUR).isoformat(), None, None)

    store.load("api_key", [row], mark="half-way")

    [found] = store.keys()
    assert found.scopes == ALL_RIGHTS


def test_the_address_of_who_is_erased_leaves_the_judgements_of_others(store: Store) -> None:
    put(store, person("ana"), person("bo"), person("ida"))
    resolve(store, "ida-1", "ida")
    said = NewJudgement(
        EntityKind.PERSON, key("ana"), key("bo"), Verdict.SAME, "user", "said so", "ida@example.com", NOON
    )
    with store.writing() as batch:
        batch.identify([(seq(store, "ida"), Identifier("email", "ida@example.com"))])
        batch.judge([said, replace(said, rule="other", actor="rita@example.com")])

    with store.writing() as batch:
        batch.erase(EntityId("ida-1"))

    assert [one.actor for one in store.judgements(EntityKind.PERSON)] == ["", "rita@example.com"]
