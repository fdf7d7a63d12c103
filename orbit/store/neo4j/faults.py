"""The one place where the exceptions of the Neo4j driver become ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthConfigurationError,
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    RoutingServiceUnavailable,
    ServiceUnavailable,
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
_ADDRESS = "Neo4j cannot be spoken to in this way; check the scheme of ORBIT_STORE (neo4j://, neo4j+s://, bolt://)"
UNKNOWN_END = "the connection broke while Neo4j was keeping a change, and it cannot be asked whether it did; try again"

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
    if isinstance(error, IncompleteCommit):
        return StoreUnavailable(UNKNOWN_END)
    if isinstance(error, (AuthConfigurationError, ConfigurationError)):
        return StoreUnavailable(_ADDRESS)
    if isinstance(error, (RoutingServiceUnavailable, ServiceUnavailable)):
        return StoreUnavailable(UNREACHABLE)
    return StoreUnavailable(f"{UNREACHABLE} ({type(error).__name__})")


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
