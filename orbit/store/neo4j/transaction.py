"""One writing transaction: it is committed once, whatever happens to the connection, or it is not."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar
from uuid import uuid4

from neo4j import Session
from neo4j import Transaction as DriverTransaction
from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError

from orbit.errors import StoreBusy, StoreError, StoreUnavailable
from orbit.store.neo4j.faults import BUSY, NO_WORKSPACE, TIMED_OUT, UNKNOWN_END
from orbit.store.neo4j.link import PATIENCE, RETRIES, Link, Rows
from queries import statement

T = TypeVar("T")

_LONGEST = 3600.0
_STATEMENT = 600.0
_FIRST_DELAY = 0.1
# Rows of a transaction that are remembered so that it can be done again; a longer one is the caller's to repeat.
_REMEMBERED = 100_000
_OPERATIONS_KEPT = 1000
_OVERTAKEN = "another process wrote while the connection was broken; nothing was changed; try again"
_TOO_LONG = "the connection to Neo4j broke in the middle of a long change; nothing was changed; do it again"


class Counters:
    """The last numbers given to keys, files, judgements and imports, and the revision before this transaction."""

    def __init__(self, row: list[int]) -> None:
        self.revision, self.tick, self.keys, self.files, self.judgements, self.imports = row

    def take(self, counter: str, count: int) -> range:
        """Give the next `count` numbers of a counter."""
        first = getattr(self, counter) + 1
        setattr(self, counter, first + count - 1)
        return range(first, first + count)


class Transaction:
    """Reads and writes under the lock of writers; what it wrote can be done again as long as nobody else has written.

    `wait` is how many seconds to wait for another writer before StoreBusy.
    """

    def __init__(self, link: Link, *, wait: float) -> None:
        self._link = link
        self._op = uuid4().hex
        self._written: list[tuple[str, dict[str, Any]]] | None = []
        self._rows = 0
        self._until: float | None = None
        self._session: Session | None = None
        self._await_turn(wait)
        self.counters = self._insist(self._begin, anew=False)
        self._tick = self.counters.tick

    def read(self, name: str, /, **values: Any) -> Rows:
        """All rows of a reading statement."""
        return self._insist(lambda: self._run(name, values))

    def write(self, name: str, /, **values: Any) -> Rows:
        """Run a writing statement; all its rows."""
        rows = self.read(name, **values)
        self._remember(name, values)
        return rows

    def commit(self, *, changed: bool) -> None:
        """Keep what was written; the revision grows by one if the graph has `changed`."""
        count = self.counters
        self.write(
            "finish",
            op=self._op,
            revision=count.revision + changed,
            keys=count.keys,
            files=count.files,
            judgements=count.judgements,
            imports=count.imports,
        )
        self.write("operations_drop", tick=self._tick - _OPERATIONS_KEPT)
        self._insist(self._commit_once)

    def roll_back(self) -> None:
        """Keep nothing; a connection that is gone has done so already."""
        session, self._session = self._session, None
        if session is not None:
            with suppress(DriverError, Neo4jError, StoreError):
                self._link.call(session.close, seconds=PATIENCE)

    def _await_turn(self, wait: float) -> None:
        """Find out under a time limit of its own whether the lock is free: a transaction's limit cannot be lifted."""

        def probe() -> None:
            with self._link.session(writes=True) as session, session.begin_transaction(timeout=max(wait, 0.001)) as tx:
                tx.run(statement("neo4j", "lock"), {"op": self._op}).consume()
                tx.rollback()

        try:
            self._insist(lambda: self._link.call(probe, seconds=PATIENCE + wait), anew=False)
        except StoreUnavailable as error:
            if isinstance(error.__cause__, Neo4jError) and error.__cause__.code in TIMED_OUT:
                raise StoreBusy(BUSY) from error
            raise

    def _begin(self) -> Counters:
        def begin() -> tuple[Session, DriverTransaction, Rows]:
            session = self._link.session(writes=True)
            tx = session.begin_transaction(timeout=_LONGEST)
            return session, tx, tx.run(statement("neo4j", "lock"), {"op": self._op}).values()

        self._session, self._tx, rows = self._link.call(begin, seconds=_STATEMENT)
        if not rows:
            raise StoreUnavailable(NO_WORKSPACE)
        return Counters(rows[0])

    def _run(self, name: str, values: dict[str, Any]) -> Rows:
        return self._link.call(lambda: self._tx.run(statement("neo4j", name), values).values(), seconds=_STATEMENT)

    def _commit_once(self) -> None:
        try:
            self._link.call(self._tx.commit, seconds=_STATEMENT)
        except (IncompleteCommit, StoreUnavailable) as error:
            if not self._was_committed(error):
                raise
        self.roll_back()

    def _was_committed(self, cause: Exception) -> bool:
        """Look for the name that this transaction leaves; the lock is only to be had once it has ended."""

        def look() -> bool:
            with self._link.session(writes=True) as session, session.begin_transaction(timeout=_LONGEST) as tx:
                return bool(tx.run(statement("neo4j", "operation"), {"op": self._op}).values()[0][0])

        try:
            return self._insist(lambda: self._link.call(look, seconds=_STATEMENT), anew=False)
        except StoreError:
            raise StoreUnavailable(UNKNOWN_END) from cause

    def _insist(self, step: Callable[[], T], *, anew: bool = True) -> T:
        """Repeat a step as long as the driver advises it; `anew`: after a failure, first do again what was done."""
        delay = _FIRST_DELAY
        failed = False
        while True:
            try:
                if failed and anew:
                    self._start_over()
                return step()
            except (DriverError, Neo4jError) as error:
                self._excuse(error, anew=anew)
            failed = True
            time.sleep(delay)
            delay *= 2

    def _excuse(self, error: DriverError | Neo4jError, *, anew: bool) -> None:
        """Raise unless the step may be repeated now."""
        self._until = self._until or time.monotonic() + RETRIES
        may_repeat = isinstance(error, IncompleteCommit) or error.is_retryable()
        if not may_repeat or time.monotonic() > self._until:
            raise self._link.failed(error) from error
        if anew and self._written is None:
            raise StoreUnavailable(_TOO_LONG) from error

    def _start_over(self) -> None:
        self.roll_back()
        if self._begin().tick != self._tick:
            raise StoreBusy(_OVERTAKEN)
        for name, values in self._written or ():
            self._run(name, values)

    def _remember(self, name: str, values: dict[str, Any]) -> None:
        if self._written is None:
            return
        self._rows += len(values.get("rows", ()))
        self._written.append((name, values))
        if self._rows > _REMEMBERED:
            self._written = None
