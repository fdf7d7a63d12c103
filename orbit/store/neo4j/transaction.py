"""One writing transaction: it is committed once, whatever happens to the connection, or it is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

from neo4j import Session
from neo4j import Transaction as DriverTransaction
from neo4j.exceptions import DatabaseError, IncompleteCommit, Neo4jError

from orbit.errors import StoreBusy, StoreError, StoreUnavailable
from orbit.store.neo4j.faults import BUSY, NO_WORKSPACE, NOTHING_CHANGED, TIMED_OUT, UNKNOWN_END
from orbit.store.neo4j.link import Link, Rows, shut
from orbit.store.neo4j.patience import OutOfPatienceError
from queries import statement

T = TypeVar("T")

_LONGEST = 3600.0
_STATEMENT = 600.0
# Rows of a transaction that are remembered so that it can be done again; a longer one is the caller's to repeat.
_REMEMBERED = 100_000
_OPERATIONS_KEPT = 1000
_OVERTAKEN = "another process wrote while the connection was broken; nothing was changed; try again"
_TOO_LONG = "the connection to Neo4j broke in the middle of a long change; do it again"


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
        self._wait = wait
        self._op = uuid4().hex
        self._written: list[tuple[str, dict[str, Any]]] | None = []
        self._rows = 0
        self._session: Session | None = None
        self._end = NOTHING_CHANGED
        try:
            self._insist(self._await_turn, anew=False)
            self.counters = self._insist(self._begin, anew=False)
        except BaseException:
            self.roll_back()
            raise
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
            self._link.let_go(session)

    def _await_turn(self) -> None:
        """Find out under a time limit of its own whether the lock is free: a transaction's limit cannot be lifted."""
        limit = max(self._wait, 0.001)

        def probe() -> None:
            with self._link.session(writes=True) as session, session.begin_transaction(timeout=limit) as tx:
                tx.run(statement("neo4j", "lock"), {"op": self._op}).consume()
                tx.rollback()

        try:
            self._link.call(probe, seconds=self._wait + self._link.patience.margin)
        except Neo4jError as error:
            if error.code in TIMED_OUT:
                raise StoreBusy(BUSY) from error
            raise

    def _begin(self) -> Counters:
        self.roll_back()
        session = self._session = self._link.session(writes=True)

        def begin() -> tuple[DriverTransaction, Rows]:
            tx = session.begin_transaction(timeout=_LONGEST)
            return tx, tx.run(statement("neo4j", "lock"), {"op": self._op}).values()

        try:
            self._tx, rows = self._call(begin, seconds=self._wait + self._link.patience.margin)
        except StoreUnavailable as error:
            # Somebody took the lock between the probe and here, and keeps it.
            if isinstance(error.__cause__, OutOfPatienceError) and error.__cause__.there:
                raise StoreBusy(BUSY) from error
            raise
        if not rows:
            raise StoreUnavailable(NO_WORKSPACE)
        return Counters(rows[0])

    def _run(self, name: str, values: dict[str, Any]) -> Rows:
        return self._call(lambda: self._tx.run(statement("neo4j", name), values).values(), seconds=_STATEMENT)

    def _call(self, work: Callable[[], T], *, seconds: float) -> T:
        session = self._session
        try:
            return self._link.call(work, seconds=seconds, too_late=partial(shut, session) if session else None)
        except StoreUnavailable as error:
            if isinstance(error.__cause__, OutOfPatienceError):
                # It is still in use by a thread that hangs, and no other may touch it.
                self._session = None
            raise

    def _commit_once(self) -> None:
        try:
            self._call(self._tx.commit, seconds=_STATEMENT)
        except (IncompleteCommit, DatabaseError, StoreUnavailable) as error:
            if not self._was_committed(error):
                raise
        self.roll_back()

    def _was_committed(self, cause: Exception) -> bool:
        """Look for the name that this transaction leaves; the lock is only to be had once it has ended."""

        def look() -> bool:
            with self._link.session(writes=True) as session, session.begin_transaction(timeout=_LONGEST) as tx:
                return bool(tx.run(statement("neo4j", "operation"), {"op": self._op}).values()[0][0])

        try:
            return self._link.insist(lambda: self._link.call(look, seconds=_STATEMENT))
        except StoreError as error:
            self._end = UNKNOWN_END
            raise StoreUnavailable(str(error)) from cause

    def _insist(self, step: Callable[[], T], *, anew: bool = True) -> T:
        """Repeat a step as long as the driver advises it; `anew`: after a failure, first do again what was done."""
        failed = False

        def attempt() -> T:
            nonlocal failed
            if failed and anew:
                self._start_over()
            failed = True
            return step()

        try:
            return self._link.insist(attempt)
        except StoreUnavailable as error:
            raise StoreUnavailable(f"{error}; {self._end}") from error

    def _start_over(self) -> None:
        if self._written is None:
            raise StoreUnavailable(_TOO_LONG)
        if self._begin().tick != self._tick:
            raise StoreBusy(_OVERTAKEN)
        for name, values in self._written:
            self._run(name, values)

    def _remember(self, name: str, values: dict[str, Any]) -> None:
        if self._written is None:
            return
        self._rows += len(values.get("rows", ()))
        self._written.append((name, values))
        if self._rows > _REMEMBERED:
            self._written = None
