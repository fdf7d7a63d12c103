"""Bringing a file to this program's schema: numbered steps, each whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from orbit.errors import StoreTooNew, StoreUnavailable
from orbit.store.sqlite.connection import immediate
from queries import statement

# "ORBT": tells our files from those of other programs.
APPLICATION_ID = 0x4F524254


def admit(db: apsw.Connection, steps: Sequence[str], *, create: bool) -> None:
    """Refuse, without touching it, a file of another program, of a newer Orbit, or empty unless `create` is set."""
    if db.pragma("application_id") == APPLICATION_ID:
        _missing(db, steps)
        return
    is_empty = db.pragma("application_id") == 0 and db.execute(statement("sqlite", "tables")).get == 0
    if not (is_empty and create):
        raise StoreUnavailable("the file is not an Orbit store; name another one, or make one with `orbit init`")


def migrate(db: apsw.Connection, steps: Sequence[str]) -> int:
    """Apply the steps that a file lacks, one transaction each; return how many were applied."""
    applied = 0
    while _missing(db, steps):
        with immediate(db):
            # Asked again inside: another process may have been faster.
            missing = _missing(db, steps)
            if missing:
                _apply(db, missing[0], len(steps) - len(missing) + 1)
                applied += 1
    return applied


def _apply(db: apsw.Connection, step: str, version: int) -> None:
    db.execute(step)
    db.pragma("application_id", APPLICATION_ID)
    db.pragma("user_version", version)


def _missing(db: apsw.Connection, steps: Sequence[str]) -> Sequence[str]:
    version = int(db.pragma("user_version"))
    if version > len(steps):
        raise StoreTooNew(
            f"this store was written by a newer Orbit (its version is {version}, this one reads up to {len(steps)}); "
            "please upgrade Orbit; the file was not touched"
        )
    return steps[version:]
