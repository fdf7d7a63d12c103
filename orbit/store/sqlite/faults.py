"""The one place where SQLite's exceptions become ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from orbit.errors import StoreBusy, StoreError, StoreUnavailable

_BUSY = "another process is writing to the store; try again in a moment"
_CLOSED = "the store was closed"
_DAMAGED = "the store's file is damaged; restore a backup"
_FOREIGN = "the file is not an Orbit store"
_FULL = "the disk is full; nothing was changed; free some space and try again"
_DENIED = "the store's file may not be opened or written; check its path and permissions"
_BROKEN = "the store's file cannot be read or written; check the disk"

# The first class that fits wins; what is not listed is a fault of ours and stays a plain StoreError.
FAULTS: tuple[tuple[type[apsw.Error], type[StoreError], str], ...] = (
    (apsw.BusyError, StoreBusy, _BUSY),
    (apsw.LockedError, StoreBusy, _BUSY),
    (apsw.ProtocolError, StoreBusy, _BUSY),
    (apsw.ThreadingViolationError, StoreBusy, _BUSY),
    (apsw.ConnectionClosedError, StoreUnavailable, _CLOSED),
    (apsw.CursorClosedError, StoreUnavailable, _CLOSED),
    (apsw.VFSFileClosedError, StoreUnavailable, _CLOSED),
    (apsw.CantOpenError, StoreUnavailable, _DENIED),
    (apsw.PermissionsError, StoreUnavailable, _DENIED),
    (apsw.AuthError, StoreUnavailable, _DENIED),
    (apsw.ReadOnlyError, StoreUnavailable, _DENIED),
    (apsw.NotADBError, StoreUnavailable, _FOREIGN),
    (apsw.CorruptError, StoreUnavailable, _DAMAGED),
    (apsw.FormatError, StoreUnavailable, _DAMAGED),
    (apsw.IOError, StoreUnavailable, _BROKEN),
    (apsw.NoLFSError, StoreUnavailable, _BROKEN),
    (apsw.FullError, StoreError, _FULL),
)


@contextmanager
def faults() -> Iterator[None]:
    """Turn whatever SQLite raises in this block into a StoreError that says what to do."""
    try:
        yield
    except apsw.Error as error:
        raise _ours(error) from error


def _ours(error: apsw.Error) -> StoreError:
    for theirs, ours, text in FAULTS:
        if isinstance(error, theirs):
            return ours(text)
    return StoreError(f"the store failed ({type(error).__name__}); nothing was changed by this step")
