"""The connection to Neo4j: short timeouts, retries as the driver advises, and answers of one moment."""

from __future__ import annotations

import logging
import marshal
import math
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from threading import Lock, Thread
from typing import Any, NamedTuple, Protocol, TypeVar

import neo4j
from neo4j import READ_ACCESS, WRITE_ACCESS, GraphDatabase, Session, Transaction
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable

from orbit.errors import StoreBusy, StoreError, StoreUnavailable
from orbit.store.neo4j.address import Address
from orbit.store.neo4j.faults import NO_WORKSPACE, SLOW, faults, is_away, may_repeat, ours
from orbit.store.neo4j.patience import OutOfPatienceError, Patience, Retries, Watch, Workers
from queries import statement

log = logging.getLogger(__name__)
T = TypeVar("T")
Rows = list[list[Any]]

# Seconds that the server may spend on a question; one ends within PATIENCE whatever the server does.
QUESTION = 5.0
BULK = 600.0
PATIENCE = QUESTION + Patience().margin
_GOODBYE = 1.0
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

    def __init__(self, address: Address, patience: Patience | None = None) -> None:
        self._address = address
        self.patience = patience or Patience()
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

        def bounded(tx: Transaction) -> T:
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

    def call(self, work: Callable[[], T], *, seconds: float, too_late: Callable[[], object] | None = None) -> T:
        """Run a call of the driver; a server that does not answer in time costs all connections, for none is sound.

        Raises what the driver raises, and StoreUnavailable once it is clear that no answer will come in time; then
        `too_late` follows in the thread of the call, should that ever come back.
        """
        self.check_open()
        driver = self._driver
        try:
            found = self._workers.call(work, seconds=seconds, watch=self._watch(driver), too_late=too_late)
        except OutOfPatienceError as error:
            self._replace(driver)
            raise (StoreUnavailable(SLOW) if error.there else self._away(SLOW)) from error
        except DriverError as error:
            if driver is self._driver:
                raise
            # Another call gave the server up and closed every connection, this one too.
            raise error from TimeoutError()
        except OSError as error:
            # A connection that is reset while the driver puts it together.
            raise ServiceUnavailable(str(error)) from error
        self._down_since = None
        return found

    def insist(self, step: Callable[[], T], *, until: float = math.inf) -> T:
        """Do a step, again as long as the driver advises it, and once only while the server is known to be away."""
        retries = Retries(self.patience.retries - self.patience.connect, until=until)
        while True:
            try:
                return step()
            except (DriverError, Neo4jError) as error:
                if not may_repeat(error) or self._down_since is not None or not retries.pause():
                    raise self.failed(error) from error

    def let_go(self, session: Session) -> None:
        """Close a session, which undoes what it has not committed; a broken connection has done so already."""
        with suppress(OutOfPatienceError):
            self._workers.call(partial(shut, session), seconds=PATIENCE, watch=self._watch(self._driver))

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
        with suppress(OutOfPatienceError):
            self._workers.call(partial(_discard, self._driver), seconds=_GOODBYE)

    def failed(self, error: Exception) -> StoreError:
        """Our error for one of the driver's; remembers since when the server cannot be reached."""
        mapped = ours(error)
        return self._away(str(mapped)) if is_away(error) else mapped

    def _connect(self) -> neo4j.Driver:
        address = self._address
        return GraphDatabase.driver(
            address.url,
            auth=(address.user or "neo4j", address.password) if address.password else None,
            connection_timeout=self.patience.connect,
            connection_acquisition_timeout=self.patience.connect,
            max_transaction_retry_time=self.patience.retries,
            liveness_check_timeout=60.0,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
            user_agent="orbit-asks",
        )

    def _read(self, work: Callable[[Transaction], T], seconds: float) -> T:
        until = time.monotonic() + seconds + self.patience.margin

        def attempt() -> T:
            with self.session() as session, session.begin_transaction(timeout=seconds) as tx:
                return work(tx)

        return self.insist(lambda: self.call(attempt, seconds=until - time.monotonic()), until=until)

    def _packed(self, name: str, values: dict[str, Any]) -> list[bytes]:
        """Millions of rows are kept as bytes, a third of what they need as Python objects."""

        def attempt() -> list[bytes]:
            pages = []
            with self.session(fetch=_PAGE) as session, session.begin_transaction(timeout=BULK) as tx:
                before = _moment(tx)
                result = tx.run(statement("neo4j", name), values)
                while rows := [list(record.values()) for record in result.fetch(_PAGE)]:
                    _check(before, rows, before)
                    pages.append(marshal.dumps([tuple(row[:-1]) for row in rows]))
                _check(before, [], _moment(tx))
            return pages

        return self.insist(lambda: self.call(attempt, seconds=BULK))

    def _unpacked(self, packed: list[bytes]) -> Iterator[list[Any]]:
        for number, page in enumerate(packed):
            packed[number] = b""
            for row in marshal.loads(page):  # noqa: S302 - written by this process
                self.check_open()
                yield row

    def _watch(self, driver: neo4j.Driver) -> Watch:
        return Watch(self.patience.look, self.patience.misses, partial(self._is_there, driver))

    def _is_there(self, driver: neo4j.Driver, seconds: float) -> bool:
        """Whether the server answers on another connection."""
        try:
            self._workers.call(driver.verify_connectivity, seconds=max(0.0, min(seconds, self.patience.connect)))
        except (DriverError, OSError, OutOfPatienceError):
            return False
        except Neo4jError:
            return True
        return True

    def _replace(self, driver: neo4j.Driver) -> None:
        """Put a new driver in the place of one that hangs, unless somebody has done so or the store is closed."""
        with self._swapping:
            if driver is not self._driver or self._closed:
                return
            self._driver = self._connect()
        Thread(target=_discard, args=(driver,), daemon=True, name="orbit-neo4j-close").start()

    def _away(self, text: str) -> StoreUnavailable:
        if self._down_since is None:
            self._down_since = datetime.now(UTC)
            log.warning("Neo4j is away: %s", text)
        return StoreUnavailable(f"{text} (since {self._down_since:%H:%M:%S} UTC)")


def shut(session: Session) -> None:
    """Close a session; the driver leaves one open that it cannot roll back, until it is told again."""
    for _ in range(2):
        with suppress(DriverError, Neo4jError):
            session.close()


def _moment(tx: Transaction) -> Moment:
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
    # A connection may be in use by a thread that hangs, which the driver does not expect.
    with suppress(DriverError, Neo4jError, OSError, BufferError):
        driver.close()
