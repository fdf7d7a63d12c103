"""Stores in Neo4j that a fault lies before, what they are asked all at once, and what comes of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from threading import Thread
from typing import TypeVar

import pytest

from orbit.access import ApiKey
from orbit.errors import OrbitError, StoreUnavailable
from orbit.model import EntityId, EntityKind, Item, Revision
from orbit.store.base import FactKind, Identifier, Store
from orbit.store.identity import spell_id
from orbit.store.neo4j.address import read_address
from orbit.store.neo4j.link import Link
from orbit.store.neo4j.patience import Patience
from orbit.store.neo4j.store import Neo4jStore
from tests.factories import NOON, company, key, person, spell, tie
from tests.faults.proxy import Direction, FaultProxy
from tests.neo4j_database import emptied
from tests.storing import put, resolve

T = TypeVar("T")
# The driver complains when a connection is collected that was reset while it was put together.
HALF_BUILT = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
TO_SERVER, TO_CLIENT = Direction
# What the service promises: an error, or the answer, comes within this many seconds.
IN_TIME = 10.0
BACK_IN_TIME = 60.0
# For tests of what is said, not of how soon.
HURRIED = Patience(connect=1.5, retries=2.0, margin=1.0, look=0.2, misses=1)

ANA = Identifier("email", "ana@people.example")
WORKED = spell("ana", "acme", "CFO", "2019-03")
KNOWN: tuple[Item, ...] = (
    person("ana", "Ana Example", emails=[ANA.value]),
    person("bo", "Bo Example"),
    company("acme"),
    WORKED,
    tie("ana", "bo"),
)

Question = Callable[[Store], object]
# Each has an answer other than nothing in the store that `filled` makes.
QUESTIONS: dict[str, Question] = {
    "revision": lambda store: store.revision(),
    "records": lambda store: list(store.records(EntityKind.PERSON)),
    "records_of": lambda store: store.records_of(EntityId("ana")),
    "members": lambda store: list(store.members(EntityKind.PERSON)),
    "unresolved": lambda store: store.unresolved(),
    "canonical": lambda store: store.canonical(EntityId("ana")),
    "find": lambda store: store.find(ANA),
    "spells": lambda store: list(store.spells()),
    "facts": lambda store: list(store.facts(FactKind.TIE)),
    "facts_by_id": lambda store: store.facts_by_id([spell_id(WORKED)]),
    "entities": lambda store: store.entities(EntityKind.PERSON, [key("ana")]),
    "numbers": lambda store: store.numbers(EntityKind.PERSON),
    "touched": lambda store: store.touched(Revision(0), most=100),
    "imports": lambda store: store.imports(),
    "suppressed": lambda store: store.suppressed(["aa"]),
    "keys": lambda store: store.keys(),
    "meta": lambda store: store.meta("name"),
    "rows": lambda store: store.rows("record", limit=10),
}


# One of each way to read, for servers that are busy with coming back.
FEW = {name: QUESTIONS[name] for name in ("revision", "records", "find", "meta")}


def filled(url: str) -> str:
    """Leave in a database what every question has an answer to, and return its address."""
    with opened(emptied(url)) as store:
        put(store, *KNOWN)
        resolve(store, "ana", "ana")
        with store.writing() as batch:
            batch.identify([(store.numbers(EntityKind.PERSON)[key("ana")], ANA)])
            batch.suppress(["aa"], at=NOON)
            batch.put_key(ApiKey("k1", "sidebar", "ab" * 32, NOON, NOON))
            batch.set_meta("name", "Example")
    return url


@contextmanager
def opened(url: str, patience: Patience | None = None, *, wait: float = 5.0) -> Iterator[Neo4jStore]:
    """Open the store at an address without asking it anything, and close it in the end."""
    store = Neo4jStore(Link(read_address(url), patience), wait=wait)
    try:
        yield store
    finally:
        store.close()


def before(url: str) -> FaultProxy:
    """Make a proxy that stands before the server of an address."""
    host, _, port = read_address(url).url.partition("://")[2].rpartition(":")
    return FaultProxy((host, int(port)))


def through(proxy: FaultProxy, url: str, *, scheme: str = "neo4j") -> str:
    """The same address by way of a proxy."""
    who = url.partition("://")[2].rpartition("@")[0]
    return f"{scheme}://{who}@127.0.0.1:{proxy.address[1]}"


def said(store: Store, question: Question) -> object:
    """What a question brought: its answer, or the error."""
    try:
        return question(store)
    except OrbitError as error:
        return error


def asked(store: Store, questions: dict[str, Question] | None = None) -> dict[str, object]:
    """Ask all questions at once; answers and errors by name. TimeoutError when one does not come in time."""
    wanted = questions or QUESTIONS
    coming = {name: begun(partial(said, store, question)) for name, question in wanted.items()}
    return {name: wait_for() for name, wait_for in coming.items()}


def asked_once_back(store: Store, questions: dict[str, Question]) -> dict[str, object]:
    """Ask a server that has just begun to run, which may answer more slowly at first than those in a hurry wait."""
    until = time.monotonic() + BACK_IN_TIME
    answers = asked(store, questions)
    while time.monotonic() < until and any(isinstance(answer, StoreUnavailable) for answer in answers.values()):
        answers = asked(store, questions)
    return answers


def in_time(work: Callable[[], T]) -> T:
    """Return what `work` returns; TimeoutError when it is late."""
    return begun(work)()


def begun(work: Callable[[], T]) -> Callable[[], T]:
    """Begin work in a thread; what is returned waits for its end, and raises TimeoutError when that is late."""
    coming: Future[T] = Future()

    def run() -> None:
        try:
            coming.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            coming.set_exception(error)

    until = time.monotonic() + IN_TIME
    # No pool: at its end it would wait for a thread that hangs.
    Thread(target=run, daemon=True).start()
    return lambda: coming.result(max(0.0, until - time.monotonic()))
