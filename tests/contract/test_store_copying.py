"""A workspace passes from one store to another whole: out of the store under test, into it, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from orbit.access import ApiKey, Role, Session, SignInLink, User
from orbit.errors import StoreBusy, StoreError, StoreUnavailable, UsageError
from orbit.model import EntityId, EntityKind, Level, Outcome
from orbit.store.asking import KeptAnswer, NewAsk, NewAskEvent
from orbit.store.base import Batch, FactKind, Identifier, Member, NewJudgement, Store, Verdict
from orbit.store.copying import CopyReport, back_up_to_file, copy_store, digest_of
from orbit.store.sqlite import open_sqlite
from orbit.store.tables import COPYING, TABLES, table
from tests.contract.test_store_laws import IMPORTS, ON_DISK, Imported, put_all
from tests.factories import (
    NOON,
    account_state,
    champion_state,
    company,
    import_log,
    investment,
    key,
    opportunity,
    person,
    ref,
    role,
    sharing,
    signal,
    spell,
    tie,
    trigger,
)
from tests.storing import put, put_as, resolve, seq, state

KEY = ApiKey("k1", "sidebar", "ab" * 32, NOON, NOON + timedelta(days=30))
HASH = "$argon2id$made-up"
USER = User("u1", "ida@example.com", "Ida Berg", Role.ADMIN, NOON)
SESSION = Session("s1", "ab" * 32, "u1", NOON, NOON)
LINK = SignInLink("l1", "ab" * 32, "u1", NOON, NOON + timedelta(days=1))
# By UTF-16 units the first would come after the second, by code points it comes before.
WIDE, ASTRAL = "\uff5aoe@example.com", "\U0001f600@example.com"
PAGE = 2


class Interrupted(Exception):
    """A copy that is cut off."""


def same(left: str, right: str) -> NewJudgement:
    return NewJudgement(EntityKind.PERSON, key(left), key(right), Verdict.SAME, "email", "one address", "orbit", NOON)


def fill(store: Store) -> Store:
    """Put something into every table: also what was moved, revoked, corrected, and erased with the last numbers."""
    put(
        store,
        person("ana"),
        person("bo", "Bo Ünal", emails=[WIDE]),
        person("cy"),
        company("acme", domains=["a.example"]),
    )
    put(store, spell("ana", "acme", "CFO", "2019-03"), tie("ana", "bo"), role("cy"), investment("fund", "acme", "2020"))
    put(store, signal("acme"), account_state("acme"), champion_state("ana", "acme", nps=9), trigger("acme"))
    put(store, opportunity("acme", who="cy"))
    put(store, sharing("cy", Level.MASKED))
    put_as(
        store, import_log(sha256="1" * 64, rows=1), person("ana", "Ana Corrected", at=ref(9, url="https://a.example"))
    )
    resolve(store, "ana-1", "ana", "bo")
    resolve(store, "acme-1", "acme", kind=EntityKind.COMPANY)
    resolve(store, "cy-1", "bo", "cy")
    resolve(store, "bo-1", "cy", "bo")
    put(store, person("dee", at=ref(file="other.csv")), tie("dee", "ana", closeness=0.25))
    resolve(store, "dee-1", "dee")
    with store.writing() as batch:
        settle(store, batch)
    with store.writing() as batch:
        batch.erase(EntityId("dee-1"))
    return store


def settle(store: Store, batch: Batch) -> None:
    found = [Identifier("email", WIDE), Identifier("email", ASTRAL), Identifier("domain", "a.example")]
    batch.identify([(seq(store, "bo"), each) for each in found])
    batch.judge([same("ana", "bo"), same("bo", "cy"), same("ana", "dee")])
    batch.revoke(1, at=NOON + timedelta(hours=1))
    batch.end_import(
        batch.begin_import(import_log("more.csv")), rows=3, outcomes={Outcome.CREATED: 2, Outcome.REJECTED: 1}
    )
    batch.suppress(["bb", "aa"], at=NOON)
    number = batch.asks.add(
        NewAsk(EntityId("ana-1"), EntityId("bo-1"), EntityId("acme-1"), EntityId("dee-1"), "", "{}")
    )
    batch.asks.log(NewAskEvent(number, "planned", NOON.date(), NOON, "ana@example.com", "Met on Tuesday", "{}"))
    batch.asks.keep(KeptAnswer("ff", "f1", number, "{}", NOON))
    batch.put_key(KEY)
    batch.put_key(replace(KEY, id="k2", revoked_at=NOON))
    batch.access.put_user(USER)
    batch.access.put_user(replace(USER, id="u2", email="bo@example.com", disabled_at=NOON, password_hash=HASH))
    batch.access.put_session(SESSION)
    batch.access.put_session(replace(SESSION, id="s2", user_id="u2"))
    batch.access.put_link(LINK)
    batch.access.put_link(replace(LINK, id="l2", user_id=None, used_at=NOON))
    batch.set_meta("name", "Acme\n「商」")
    batch.set_meta("salt", "pepper")


def content(store: Store) -> dict[str, Any]:
    """Everything that the questions tell, numbers included."""
    return state(store) | {
        "revision": store.revision(),
        "numbers": {kind: store.numbers(kind) for kind in EntityKind},
        "imports": store.imports(),
        "suppressions": store.suppressions(),
        "keys": store.keys(),
        "access": (store.users(), [store.session("s1"), store.session("s2")], store.sign_in_link("l2")),
        "meta": (store.meta("name"), store.meta("salt")),
        "asks": (store.asks(), store.ask_events(), store.moment()),
        "found": (store.find(Identifier("email", ASTRAL)), store.canonical(EntityId("ana-1"))),
        "unresolved": store.unresolved(),
    }


def copied(source: Store, target: Store) -> CopyReport:
    return copy_store(source, target, page=PAGE)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Store]:
    """An empty store in a file, beside the one under test."""
    with closing(open_sqlite(tmp_path / "beside.orbit", create=True)) as opened:
        yield opened


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Store]:
    """A second empty store in a file."""
    with closing(open_sqlite(tmp_path / "second.orbit", create=True)) as opened:
        yield opened


def test_every_table_is_filled_by_these_tests(store: Store) -> None:
    fill(store)

    assert [spec.name for spec in TABLES if not store.rows(spec.name, limit=1)] == []
    assert {row[0] for row in store.rows("fact", limit=100)} == set(FactKind)


def test_a_copy_holds_the_same_as_its_source(store: Store, file: Store) -> None:
    report = copied(fill(store), file)

    assert content(file) == content(store)
    assert report.digest == digest_of(store) == digest_of(file)
    assert report.rows == sum(len(store.rows(spec.name, limit=1000)) for spec in TABLES)
    assert file.check() == []


def test_a_copy_of_a_copy_is_that_of_the_source(store: Store, file: Store, second: Store) -> None:
    there = copied(fill(file), store)

    back = copied(store, second)

    assert back == there
    assert content(second) == content(store) == content(file)
    assert store.check() == []


def test_an_empty_store_can_be_copied(store: Store, file: Store, second: Store) -> None:
    there = copied(file, store)

    assert copied(store, second) == there
    assert (store.revision(), store.imports()) == (0, [])


@ON_DISK
@given(IMPORTS)
def test_whatever_was_taken_in_arrives(fresh: Callable[[], Store], imports: list[Imported]) -> None:
    with closing(fresh()) as source:
        put_all(source, imports)
        before, digest = state(source), digest_of(source)
        pages = {spec.name: source.rows(spec.name, limit=1000) for spec in TABLES}
    with closing(fresh()) as target:
        for name, rows in pages.items():
            target.load(name, rows, mark="half-way")

        assert (state(target), digest_of(target)) == (before, digest)


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.name)
def test_pages_of_any_size_are_the_rows_in_order(store: Store, spec: Any) -> None:
    fill(store)
    whole = store.rows(spec.name, limit=1000)

    read: list[Any] = []
    while rows := store.rows(spec.name, after=spec.key_of(read[-1]) if read else None, limit=1):
        read += rows

    assert read == whole
    assert all(spec.key_of(one) < spec.key_of(other) for one, other in pairwise(whole))
    assert {len(row) for row in whole} == {len(spec.columns)}


def test_an_unknown_table_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="no table word"):
        store.rows("word", limit=1)
    with pytest.raises(UsageError, match="no table word"):
        store.load("word", [], mark="half-way")


def test_later_writes_are_numbered_the_same_in_the_copy(store: Store, file: Store) -> None:
    copied(fill(file), store)

    for each in (store, file):
        put(each, person("eve", at=ref(file="new.csv")), spell("eve", "acme", "CEO"))
        resolve(each, "eve-1", "eve")
        with each.writing() as batch:
            batch.judge([same("ana", "eve")])

    assert content(store) == content(file)
    assert digest_of(store) == digest_of(file)


def test_no_number_of_something_erased_is_given_again_in_the_copy(store: Store, file: Store) -> None:
    put(file, person("ana"), person("bo"))
    last = seq(file, "bo")
    resolve(file, "bo-1", "bo")
    with file.writing() as batch:
        batch.erase(EntityId("bo-1"))
    copied(file, store)

    put(store, person("cy"))

    assert seq(store, "cy") > last


CHANGES: dict[str, Callable[[Batch], object]] = {
    "a record": lambda batch: batch.put([person("eve")], import_id=1),
    "a record seen earlier": lambda batch: batch.put([person("cy", seen_on="2020-01-01")], import_id=1),
    "a fact": lambda batch: batch.put([spell("bo", "acme")], import_id=1),
    "a place": lambda batch: batch.put([person("cy", at=ref(3), seen_on="2027-01-01")], import_id=1),
    "an entity": lambda batch: batch.assign(EntityKind.PERSON, [Member(1, EntityId("other"))]),
    "an identifier": lambda batch: batch.identify([(1, Identifier("email", "ana@example.com"))]),
    "a judgement": lambda batch: batch.judge([same("ana", "cy")]),
    "a judgement undone": lambda batch: batch.revoke(2, at=NOON),
    "a suppressed hash": lambda batch: batch.suppress(["cc"], at=NOON),
    "an import": lambda batch: batch.begin_import(import_log("eve.csv")),
    "an import's account": lambda batch: batch.end_import(1, rows=9, outcomes={}),
    "an event of an ask": lambda batch: batch.asks.log(
        NewAskEvent(1, "sent", NOON.date(), NOON, "ana@example.com", "", "{}")
    ),
    "an API key": lambda batch: batch.put_key(replace(KEY, revoked_at=NOON)),
    "a user": lambda batch: batch.access.put_user(replace(USER, role=Role.REP)),
    "a session": lambda batch: batch.access.end_session("s2"),
    "a sign-in link": lambda batch: batch.access.use_link("l1", at=NOON),
    "a named value": lambda batch: batch.set_meta("name", "Acme"),
    "an erasure": lambda batch: batch.erase(EntityId("bo-1")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_digest_tells_any_change(store: Store, change: str) -> None:
    before = digest_of(fill(store))

    with store.writing() as batch:
        CHANGES[change](batch)

    assert digest_of(store) != before


def test_the_digest_does_not_depend_on_the_size_of_pages(store: Store) -> None:
    fill(store)

    assert len({digest_of(store, page=page) for page in (1, 3, 1000)}) == 1


def interrupted_after(pages: int) -> Callable[[str, int], None]:
    left = pages

    def progress(_what: str, _rows: int) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Interrupted

    return progress


def copied_page_by_page(source: Store, target: Store, *, most: int) -> Iterator[None]:
    """Copy one page at each step: every run but the last is interrupted after it."""
    for _ in range(most):
        try:
            copy_store(source, target, page=PAGE, progress=interrupted_after(1))
        except Interrupted:
            yield


def test_a_copy_interrupted_after_every_page_becomes_the_same(store: Store, file: Store) -> None:
    fill(file)
    pages = sum(-(-len(file.rows(spec.name, limit=1000)) // PAGE) for spec in TABLES)

    marks = [(store.meta(COPYING), store.revision()) for _ in copied_page_by_page(file, store, most=pages)]

    copied(file, store)
    assert len({mark for mark, _ in marks}) == pages
    assert {revision for _, revision in marks[:-1]} == {0}
    assert content(store) == content(file)
    assert (digest_of(store), store.meta(COPYING)) == (digest_of(file), "")


def test_loading_a_page_twice_is_loading_it_once(store: Store, file: Store) -> None:
    fill(file)

    for spec in TABLES:
        for _ in range(2):
            store.load(spec.name, file.rows(spec.name, limit=1000), mark="half-way")

    assert digest_of(store) == digest_of(file)
    assert store.meta(COPYING) == "half-way"


OWN: dict[str, Callable[[Batch], object]] = {
    "a record": lambda batch: batch.put([person("eve")], import_id=batch.begin_import(import_log())),
    "an import": lambda batch: batch.begin_import(import_log()),
    "a named value": lambda batch: batch.set_meta("name", "Other"),
    "an ask": lambda batch: batch.asks.add(
        NewAsk(EntityId("a"), EntityId("b"), EntityId("c"), EntityId("d"), "", "{}")
    ),
    "an API key": lambda batch: batch.put_key(KEY),
    "a user": lambda batch: batch.access.put_user(USER),
    "a sign-in link": lambda batch: batch.access.put_link(replace(LINK, user_id=None)),
    "a suppressed hash": lambda batch: batch.suppress(["cc"], at=NOON),
}


@pytest.mark.parametrize("own", OWN)
def test_nothing_is_copied_into_a_store_that_holds_data(store: Store, file: Store, own: str) -> None:
    with store.writing() as batch:
        OWN[own](batch)
    before = digest_of(store)

    with pytest.raises(UsageError, match="name an empty one"):
        copied(fill(file), store)

    assert (digest_of(store), store.meta(COPYING)) == (before, None)


def test_a_finished_copy_is_not_copied_into_again(store: Store, file: Store) -> None:
    copied(fill(file), store)

    with pytest.raises(UsageError, match="name an empty one"):
        copied(file, store)


def interrupt(source: Store, target: Store, *, after: int = 3) -> None:
    with pytest.raises(Interrupted):
        copy_store(source, target, page=PAGE, progress=interrupted_after(after))


def test_an_unfinished_copy_does_not_go_on_from_a_source_that_was_written_since(store: Store, file: Store) -> None:
    interrupt(fill(file), store)
    put(file, person("eve"))

    with pytest.raises(UsageError, match="empty the target"):
        copied(file, store)


@pytest.mark.parametrize("change", CHANGES)
def test_a_source_that_is_written_meanwhile_is_told(store: Store, file: Store, change: str) -> None:
    fill(store)
    waiting = [CHANGES[change]]

    def progress(_what: str, _rows: int) -> None:
        if waiting:
            with store.writing() as batch:
                waiting.pop()(batch)

    with pytest.raises(StoreBusy, match="written while it was copied"):
        copy_store(store, file, page=PAGE, progress=progress)

    assert file.meta(COPYING)


def test_an_unfinished_copy_is_no_source(store: Store, file: Store, second: Store) -> None:
    interrupt(fill(file), store)

    with pytest.raises(UsageError, match="unfinished copy itself"):
        copied(store, second)


def test_a_mark_that_cannot_be_read_is_told(store: Store, file: Store) -> None:
    store.load("meta", [], mark="half-way")

    with pytest.raises(StoreError, match="empty it"):
        copied(fill(file), store)


def test_a_target_that_is_written_meanwhile_is_never_called_whole(store: Store, file: Store) -> None:
    fill(file)
    interrupt(file, store)
    store.load("meta", [("name", "Other")], mark=store.meta(COPYING) or "")

    with pytest.raises(StoreError, match="differs from the source"):
        copied(file, store)

    assert store.meta(COPYING)


def test_progress_counts_every_row_copied_and_compared(store: Store, file: Store) -> None:
    told = {"Copying": 0, "Comparing": 0}

    def progress(what: str, rows: int) -> None:
        told[what] += rows

    report = copy_store(fill(store), file, page=PAGE, progress=progress)

    assert told == {"Copying": report.rows, "Comparing": 2 * report.rows}


def test_a_backup_file_of_any_store_holds_the_same(store: Store, tmp_path: Path) -> None:
    back_up_to_file(fill(store), tmp_path / "saved.db")

    with closing(open_sqlite(tmp_path / "saved.db")) as saved:
        assert (content(saved), digest_of(saved)) == (content(store), digest_of(store))
    assert (tmp_path / "saved.db").stat().st_mode & 0o077 == 0
    assert list(tmp_path.glob("saved.db?*")) == []


def test_a_backup_file_is_never_written_over(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("keep me")

    with pytest.raises(UsageError, match="name a new file"):
        back_up_to_file(store, target)

    assert target.read_text() == "keep me"


def test_a_backup_that_fails_leaves_no_file(store: Store, tmp_path: Path) -> None:
    store.close()

    with pytest.raises(StoreUnavailable):
        back_up_to_file(store, tmp_path / "saved.db")

    assert list(tmp_path.glob("saved.db*")) == []


def test_a_closed_store_copies_nothing(store: Store) -> None:
    store.close()

    with pytest.raises(StoreUnavailable):
        store.rows("meta", limit=1)
    with pytest.raises(StoreUnavailable):
        store.load("meta", [], mark="half-way")


def test_a_table_names_its_key_first() -> None:
    facts = table("fact")

    assert (facts.keys, facts.columns[:2]) == (2, ("kind", "id"))
