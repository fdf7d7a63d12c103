"""The connection to Neo4j: short timeouts, retries as the driver advises, and answers of one moment."""

from __future__ import annotations

import logging
import marshal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from threading import Lock, Thread
from typing import Any, NamedTuple, Protocol, TypeVar

import neo4j
from neo4j import READ_ACCESS, WRITE_ACCESS, GraphDatabase, ManagedTransaction, Session, unit_of_work
from neo4j.exceptions import DriverError, Neo4jError

from orbit.errors import StoreBusy, StoreError, StoreUnavailable
from orbit.store.neo4j.address import Address
from orbit.store.neo4j.faults import NO_WORKSPACE, UNREACHABLE, faults, ours
from orbit.store.neo4j.patience import OutOfPatienceError, Workers
from queries import statement

log = logging.getLogger(__name__)
T = TypeVar("T")
Rows = list[list[Any]]

# Seconds. A question ends within PATIENCE whatever the server does; the rest are handed to the driver.
CONNECT = ACQUIRE = 2.0
QUESTION = 5.0
RETRIES = 8.0
PATIENCE = 10.0
BULK = 600.0
PAGE_PATIENCE = 60.0
_TORN_RETRIES = 8.0
_BREATH = 0.05
_PAGE = 10_000
_WRITTEN = "The workspace is being written right now. Ask again in a moment."


class Ask(Protocol):
    """Runs a reading statement by its name; all its rows."""

    def __call__(self, name: str, /, **values: Any) -> Rows: ...


class Moment(NamedTuple):
    """How far the store had come: committed changes of the graph, and committed writes of any kind."""

    revision: int
    tick: int


class _TornError(Exception):
    """Something was committed while an answer was read."""


class Link:
    """Runs the statements of `queries/neo4j` and turns every failure into a StoreError in time.

    Neo4j reads what is committed at each moment, so an answer may mix two states. Statements read with `settled` or
    `pages` end their rows with the revision that wrote them: an answer with a later one, or during which something was
    committed, is thrown away and read again.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._bookmarks = GraphDatabase.bookmark_manager()
        self._workers = Workers()
        self._swapping = Lock()
        self._down_since: datetime | None = None
        self._closed = False
        with faults():
            self._driver = self._connect()

    def ask(self, name: str, /, *, seconds: float = QUESTION, **values: Any) -> Rows:
        """All rows of a reading statement, which may take so many seconds."""
        return self._read(lambda tx: tx.run(statement("neo4j", name), values).values(), seconds)

    def settled(self, name: str, /, **values: Any) -> Rows:
        """All rows of a reading statement as of one moment, without their last column (see the class)."""
        return self.at_once(lambda ask: ask(name, **values))

    def at_once(self, work: Callable[[Ask], T], *, seconds: float = QUESTION) -> T:
        """What `work` makes of the rows of several statements, all as of one moment (see `settled`)."""

        def bounded(tx: ManagedTransaction) -> T:
            before = _moment(tx)

            def ask(name: str, /, **values: Any) -> Rows:
                rows = tx.run(statement("neo4j", name), values).values()
                _check(before, rows, before)
                return [row[:-1] for row in rows]

            found = work(ask)
            _check(before, [], _moment(tx))
            return found

        return _untorn(lambda: self._read(bounded, seconds))

    def pages(self, name: str, /, **values: Any) -> Iterator[list[Any]]:
        """All rows of a long answer as of one moment, without their last column; read at once, unpacked one by one."""
        packed = _untorn(lambda: self._packed(name, values))
        return self._unpacked(packed)

    def moment(self) -> Moment:
        """How far the store has come."""
        return self._read(_moment, QUESTION)

    def call(self, work: Callable[[], T], *, seconds: float) -> T:
        """Run a call of the driver; a server that does not answer in time costs all connections, for none is sound."""
        self.check_open()
        try:
            return self._workers.call(work, seconds=seconds)
        except OutOfPatienceError as error:
            self._reconnect()
            raise self._unreachable() from error

    def session(self, *, writes: bool = False, fetch: int = -1) -> Session:
        """Open a session that sees what this program has written; `fetch` rows come at once, all of them for -1."""
        return self._driver.session(
            database=self._address.database,
            default_access_mode=WRITE_ACCESS if writes else READ_ACCESS,
            bookmark_manager=self._bookmarks,
            fetch_size=fetch,
        )

    def check_open(self) -> None:
        """Raise StoreUnavailable when the store was closed."""
        if self._closed:
            raise StoreUnavailable("the store was closed")

    def close(self) -> None:
        """Close every connection."""
        self._closed = True
        _discard(self._driver)
        self._workers.close()

    def failed(self, error: Exception) -> StoreError:
        """Our error for one of the driver's; remembers since when the server cannot be reached."""
        mapped = ours(error)
        return self._unreachable() if str(mapped).startswith(UNREACHABLE) else mapped

    def _connect(self) -> neo4j.Driver:
        address = self._address
        return GraphDatabase.driver(
            address.url,
            auth=(address.user or "neo4j", address.password) if address.password else None,
            connection_timeout=CONNECT,
            connection_acquisition_timeout=ACQUIRE,
            max_transaction_retry_time=RETRIES,
            liveness_check_timeout=60.0,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
            user_agent="orbit-asks",
        )

    def _read(self, work: Callable[[ManagedTransaction], T], seconds: float) -> T:
        def attempt() -> T:
            with self.session() as session:
                bounded = unit_of_work(timeout=seconds)(work)
                if self._down_since is None:
                    return session.execute_read(bounded)
                # Nobody waits for retries while the server is known to be away.
                with session.begin_transaction(timeout=seconds) as tx:
                    return work(tx)  # type: ignore[arg-type]

        try:
            found = self.call(attempt, seconds=seconds + PATIENCE - QUESTION)
        except (DriverError, Neo4jError) as error:
            raise self.failed(error) from error
        self._down_since = None
        return found

    def _packed(self, name: str, values: dict[str, Any]) -> list[bytes]:
        """Millions of rows are kept as bytes, a third of what they need as Python objects."""
        self.check_open()
        session = self.session(fetch=_PAGE)
        pages = []
        try:
            tx = self.call(lambda: session.begin_transaction(timeout=BULK), seconds=PATIENCE)
            before = self.call(lambda: _moment(tx), seconds=PATIENCE)
            result = self.call(lambda: tx.run(statement("neo4j", name), values), seconds=PAGE_PATIENCE)
            while rows := self.call(lambda: [list(record.values()) for record in result.fetch(_PAGE)], seconds=BULK):
                _check(before, rows, before)
                pages.append(marshal.dumps([tuple(row[:-1]) for row in rows]))
            _check(before, [], self.call(lambda: _moment(tx), seconds=PATIENCE))
            self.call(tx.commit, seconds=PATIENCE)
        except (DriverError, Neo4jError) as error:
            raise self.failed(error) from error
        finally:
            with suppress(DriverError, Neo4jError, StoreError):
                self.call(session.close, seconds=PATIENCE)
        self._down_since = None
        return pages

    def _unpacked(self, packed: list[bytes]) -> Iterator[list[Any]]:
        for number, page in enumerate(packed):
            packed[number] = b""
            for row in marshal.loads(page):  # noqa: S302 - written by this process
                self.check_open()
                yield row

    def _reconnect(self) -> None:
        with self._swapping:
            former, self._driver = self._driver, self._connect()
        Thread(target=_discard, args=(former,), daemon=True, name="orbit-neo4j-close").start()

    def _unreachable(self) -> StoreUnavailable:
        if self._down_since is None:
            self._down_since = datetime.now(UTC)
            log.warning("Neo4j cannot be reached")
        return StoreUnavailable(f"{UNREACHABLE} (since {self._down_since:%H:%M:%S} UTC)")


def _moment(tx: ManagedTransaction | neo4j.Transaction) -> Moment:
    rows = tx.run(statement("neo4j", "state")).values()
    if not rows:
        raise StoreUnavailable(NO_WORKSPACE)
    return Moment(rows[0][0], rows[0][1])


def _check(before: Moment, rows: Rows, after: Moment) -> None:
    if after != before or any(row[-1] > before.revision for row in rows):
        raise _TornError


def _untorn(read: Callable[[], T]) -> T:
    until = time.monotonic() + _TORN_RETRIES
    while True:
        try:
            return read()
        except _TornError as error:
            if time.monotonic() > until:
                raise StoreBusy(_WRITTEN) from error
            time.sleep(_BREATH)


def _discard(driver: neo4j.Driver) -> None:
    with suppress(DriverError, Neo4jError, OSError):
        driver.close()
