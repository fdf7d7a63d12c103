"""The one place where the exceptions of the Neo4j driver become ours."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from socket import gaierror

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    TransientError,
)

from orbit.errors import StoreBusy, StoreError, StoreUnavailable

_LOCKED = (
    "Neo.TransientError.Transaction.LockAcquisitionTimeout",
    "Neo.ClientError.Transaction.LockAcquisitionTimeout",
)
TIMED_OUT = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    "Neo.ClientError.Transaction.TransactionTerminated",
    "Neo.TransientError.Transaction.Terminated",
    "Neo.ClientError.Transaction.LockClientStopped",
    "Neo.TransientError.Transaction.LockClientStopped",
)
_NO_DATABASE = (
    "Neo.ClientError.Database.DatabaseNotFound",
    "Neo.ClientError.Database.IllegalDatabaseName",
    "Neo.TransientError.Database.DatabaseUnavailable",
)
_NO_ROOM = (
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
    "Neo.TransientError.General.TransactionMemoryLimit",
    "Neo.TransientError.General.OutOfMemoryError",
    "Neo.TransientError.General.TransactionOutOfMemoryError",
)
_READ_ONLY = (
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
    "Neo.ClientError.Cluster.NotALeader",
    "Neo.ClientError.Security.Forbidden",
)

NO_WORKSPACE = "there is no workspace in this Neo4j database; make one with `orbit init`"
BUSY = "another process is writing to the store; try again in a moment"
SLOW = "Neo4j did not answer in time; look at its load and try again"
_ROOM = (
    "Neo4j has not enough memory for this step; nothing was changed; give it more "
    "(server.memory.heap.max_size, dbms.memory.transaction.total.max)"
)
_FULL = "Neo4j cannot write: its disk is full or its files cannot be written; free some space and restart it"
_WRONG_NAME = "Neo4j does not know the user or the password is wrong; check ORBIT_STORE and ORBIT_NEO4J_PASSWORD"
_WRONG_DATABASE = "Neo4j has no database of this name that is ready; check the end of ORBIT_STORE"
_DENIED = "Neo4j does not let this user write here; check the user's rights, and that the database is not read-only"
UNREACHABLE = "Neo4j cannot be reached; check that it runs and that ORBIT_STORE names its address"
_UNKNOWN_HOST = "Neo4j cannot be reached: no machine of this name is known; check the name in ORBIT_STORE"
_ADDRESS = (
    "what answers at this address does not speak as Neo4j does; check ORBIT_STORE: its port, and its scheme "
    "(neo4j://, neo4j+s://, bolt://)"
)
NOTHING_CHANGED = "nothing was changed"
UNKNOWN_END = "it is not known whether this change was kept; look at it, or make it again, once Neo4j answers"

# What the driver says of a server that answers like one of the web: Neo4j's own has another port.
_HTTP = "looks like HTTP"
# What a Neo4j that cannot write any more says; it has codes for some of it only.
_DISK = ("No space left", "disk", "Could not append", "health", "panic", "file system")


@contextmanager
def faults() -> Iterator[None]:
    """Turn whatever the driver raises in this block into a StoreError that says what to do."""
    try:
        yield
    except (DriverError, Neo4jError, ConfigurationError) as error:
        raise ours(error) from error


def ours(error: Exception) -> StoreError:
    """The StoreError for an exception of the driver."""
    if isinstance(error, Neo4jError):
        return _of_server(error)
    behind = [error, *_causes(error)]
    for kinds, text in _BY_CAUSE:
        if any(isinstance(cause, kinds) for cause in behind):
            return StoreUnavailable(text)
    if any(_HTTP in str(cause) for cause in behind):
        return StoreUnavailable(_ADDRESS)
    return StoreUnavailable(UNREACHABLE)


def is_away(error: Exception) -> bool:
    """Whether an exception of the driver says that nobody answers, or nobody that can be understood."""
    return isinstance(error, DriverError) and not isinstance(error, ConfigurationError)


def may_repeat(error: DriverError | Neo4jError) -> bool:
    """Whether what failed may be done again, once it is known that it was not committed."""
    return isinstance(error, IncompleteCommit) or error.is_retryable()


def _causes(error: BaseException) -> Iterator[BaseException]:
    """What lies behind an exception; where several addresses failed, the driver groups their exceptions."""
    nearest = error.exceptions if isinstance(error, BaseExceptionGroup) else [error.__cause__]
    for cause in nearest:
        if cause is not None:
            yield cause
            yield from _causes(cause)


def _of_server(error: Neo4jError) -> StoreError:
    code = error.code or ""
    for codes, cls, text in _BY_CODE:
        if code in codes:
            return cls(text)
    if isinstance(error, AuthError) and not isinstance(error, Forbidden):
        return StoreUnavailable(_WRONG_NAME)
    if code.startswith("Neo.DatabaseError") or any(word in (error.message or "") for word in _DISK):
        return StoreUnavailable(_FULL)
    if isinstance(error, TransientError):
        return StoreUnavailable(SLOW)
    kind = "statement" if isinstance(error, ClientError) else "step"
    return StoreError(f"Neo4j refused a {kind} ({code}); nothing was changed by this step")


_BY_CODE: tuple[tuple[tuple[str, ...], type[StoreError], str], ...] = (
    (_LOCKED, StoreBusy, BUSY),
    (TIMED_OUT, StoreUnavailable, SLOW),
    (_NO_DATABASE, StoreUnavailable, _WRONG_DATABASE),
    (_NO_ROOM, StoreError, _ROOM),
    (_READ_ONLY, StoreUnavailable, _DENIED),
)

_BY_CAUSE: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    ((ConfigurationError, ssl.SSLError), _ADDRESS),
    (gaierror, _UNKNOWN_HOST),
    (TimeoutError, SLOW),
)
