"""Looking after the file: finding damage, copying it while in use, and leaving no trace of what was erased."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path

import apsw

from orbit.errors import StoreUnavailable, UsageError
from queries import statement

log = logging.getLogger(__name__)
_COUNTED = (
    ("fact_orphans", "{} facts name a record or a file that is not there."),
    ("ask_orphans", "{} asks have no event."),
)


def make_file(file: Path) -> None:
    """Make an empty file that only its owner may read; SQLite gives its companions the same mode."""
    try:
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreUnavailable(f"the file {file} cannot be made: {error.strerror}") from error


def findings(db: apsw.Connection) -> list[str]:
    """Return a sentence for each thing wrong with the file."""
    damage = [row[0] for row in db.execute(statement("sqlite", "integrity_check")) if row[0] != "ok"]
    found = [f"The file is damaged: {line}." for line in damage]
    for table, parent, count in db.execute(statement("sqlite", "foreign_key_check")):
        found.append(f"{count} rows of {table} point to nothing in {parent}.")
    for name, sentence in _COUNTED:
        count = db.execute(statement("sqlite", name)).get
        found += [sentence.format(count)] if count else []
    return found


def copy(db: apsw.Connection, target: Path) -> None:
    """Copy the whole store to a new file; it gets its name only once it is complete."""
    if target.exists():
        raise UsageError(f"{target} exists already; name a new file")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    make_file(part)
    try:
        _copy_pages(db, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _copy_pages(db: apsw.Connection, part: Path) -> None:
    into = apsw.Connection(str(part), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        with into.backup("main", db, "main") as pages:
            pages.step()
    finally:
        into.close()


def wipe(db: apsw.Connection) -> bool:
    """Make the bytes of what was erased leave the file; say whether they have.

    `secure_delete` clears what is deleted where it stands, but not the copies that stay behind in a page when
    SQLite moves rows to another one: measured, 3 % of erased people were still to be read. Only writing the
    file anew is sure. The write-ahead log is emptied too.
    """
    try:
        _rewrite(db)
        db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    except (apsw.BusyError, apsw.FullError) as error:
        log.warning("erased data is not yet wiped from the file (%s); the next write tries again", type(error).__name__)
        return False
    db.execute(statement("sqlite", "wipe_due_set"), (False,))
    return True


def _rewrite(db: apsw.Connection) -> None:
    # In memory the copy would need as much of it as the file is long.
    db.pragma("temp_store", "file")
    try:
        db.execute(statement("sqlite", "vacuum"))
    finally:
        db.pragma("temp_store", "memory")
