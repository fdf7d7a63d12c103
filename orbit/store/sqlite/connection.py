"""Opening connections, and transactions that end one way or the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from queries import statement

_ON = True
# Facts arrive in the random order of their ids and touch a page each: with room for the pages, and the log
# folded back every 64 MB instead of every 4, importing 600,000 items took a third less time.
_CACHE_KIB = 128 * 1024
_LOG_PAGES = 16 * 1024


def connect(path: str, *, wait: float) -> apsw.Connection:
    """Open a file that exists, changing nothing in it; `wait` is how many seconds a lock is waited for."""
    db = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READWRITE)
    db.set_busy_timeout(round(wait * 1000))
    # Personal data must not spill into temporary files.
    db.pragma("temp_store", "memory")
    return db


def connect_reader(path: str, *, wait: float) -> apsw.Connection:
    """Open a connection that cannot write."""
    db = connect(path, wait=wait)
    db.pragma("query_only", _ON)
    return db


def prepare_writer(db: apsw.Connection) -> None:
    """Make a connection the one that writes."""
    db.pragma("journal_mode", "wal")
    # WAL with NORMAL loses acknowledged commits when the power fails; FULL does not.
    db.pragma("synchronous", "full")
    db.pragma("foreign_keys", _ON)
    # Overwritten and deleted text must not linger in the file: people may ask to be erased.
    db.pragma("secure_delete", _ON)
    db.pragma("cache_size", -_CACHE_KIB)
    db.wal_autocheckpoint(_LOG_PAGES)


@contextmanager
def immediate(db: apsw.Connection) -> Iterator[None]:
    """Hold the write lock for this block; commit at its end, roll back if it raises."""
    db.execute(statement("sqlite", "begin"))
    try:
        yield
        db.execute(statement("sqlite", "commit"))
    except BaseException:
        # A full disk makes SQLite roll back by itself.
        if db.in_transaction:
            db.execute(statement("sqlite", "rollback"))
        raise
