"""The embedded store: one SQLite file per workspace."""

from orbit.store.sqlite.store import SqliteStore, open_sqlite

__all__ = ["SqliteStore", "open_sqlite"]
