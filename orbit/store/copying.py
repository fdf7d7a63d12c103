"""Copying a whole workspace from one store to another, and proving by a digest that nothing was lost or changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from orbit.errors import StoreBusy, StoreError, UsageError
from orbit.store.base import PlainRow, Store
from orbit.store.open import open_store
from orbit.store.tables import COPYING, TABLES, TableSpec, table

# Told what is being done, and how many more rows it has been done with.
Progress = Callable[[str, int], None]

# A Neo4j that has just started does not get 10,000 rows done within the five seconds that a transaction has.
PAGE = 2_000
# A change of the store shows in one of these: `state` holds the revision, and the others change without one.
_TELLING = tuple(
    map(
        table,
        ("import_log", "ask_event", "suppression", "api_key", "user", "session", "sign_in_link", "meta", "state"),
    )
)


@dataclass(frozen=True, slots=True)
class CopyReport:
    """What was copied: how many rows both stores hold now, and the digest of both."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a copy has come: the state of the source, and the key of the last row that has arrived."""

    source: str
    table: str
    after: PlainRow

    def text(self) -> str:
        """Write the mark down."""
        return json.dumps({"source": self.source, "table": self.table, "after": self.after})

    @classmethod
    def read(cls, text: str) -> Mark:
        """Read a mark; raises StoreError for a text that is none."""
        try:
            told = json.loads(text)
            return cls(told["source"], table(told["table"]).name, tuple(told["after"]))
        except (ValueError, KeyError, TypeError, UsageError) as error:
            raise StoreError(
                "the store to copy into does not say how far it is filled; empty it and copy again"
            ) from error


def copy_store(source: Store, target: Store, *, page: int = PAGE, progress: Progress | None = None) -> CopyReport:
    """Copy everything to an empty store, or go on with a copy that was interrupted; `page` rows in a transaction.

    Raises UsageError for a target that holds something else, StoreBusy when the source was written meanwhile. Until
    all is copied and compared, the target has revision 0 or says under `copying` that it is not whole.
    """
    say = progress or _silent
    if source.meta(COPYING):
        raise UsageError("the store to copy from is an unfinished copy itself; finish that copy first")
    began = _state_of(source)
    _copy_rows(source, target, _mark_of(target, began), page=page, say=say)
    report = _compared(source, target, page=page, say=say)
    if _state_of(source) != began:
        raise StoreBusy(
            "the source was written while it was copied; stop what writes to it, empty the target, and copy again"
        )
    if report is None:
        raise StoreError("the copy differs from the source and cannot be used; empty the target, and copy again")
    with target.writing() as batch:
        batch.set_meta(COPYING, "")
    return report


def digest_of(store: Store, *, page: int = PAGE, progress: Progress | None = None) -> str:
    """A SHA-256 over everything that a store holds, equal for equal content in every kind of store.

    Reads `page` rows at a time; each row counts as one line of JSON, bytes as hex.
    """
    say = progress or _silent
    return _digest(store, TABLES, page, lambda rows: say("Comparing", rows)).digest


def back_up_to_file(store: Store, target: Path) -> None:
    """Copy a store to a new SQLite file; it gets its name only once it is complete.

    Raises UsageError when the file is there already, StoreBusy when the store was written meanwhile.
    """
    if target.exists():
        raise UsageError(f"{target} exists already; name a new file")
    part = target.with_name(f"{target.name}.part")
    _remove(part)
    try:
        with closing(open_store(part, create=True)) as copy:
            copy_store(store, copy)
        part.replace(target)
    except StoreBusy as error:
        raise StoreBusy("the store was written while it was copied; try again when nothing writes to it") from error
    finally:
        _remove(part)


def _copy_rows(source: Store, target: Store, mark: Mark, *, page: int, say: Progress) -> None:
    names = [spec.name for spec in TABLES]
    for spec in TABLES[names.index(mark.table) :]:
        after = mark.after if spec.name == mark.table else spec.start
        for rows in _pages(source, spec, page, after=after):
            reached = Mark(mark.source, spec.name, spec.key_of(rows[-1]))
            target.load(spec.name, rows, mark=reached.text())
            say("Copying", len(rows))


def _compared(source: Store, target: Store, *, page: int, say: Progress) -> CopyReport | None:
    """Read both stores anew: what they both hold, or None if they differ."""
    ours, theirs = (_digest(store, TABLES, page, lambda rows: say("Comparing", rows)) for store in (source, target))
    return ours if ours == theirs else None


def _mark_of(target: Store, state: str) -> Mark:
    """Where to go on: at the very beginning, unless a copy of this state of the source is under way."""
    standing = target.meta(COPYING)
    if not standing:
        return Mark(state, TABLES[0].name, TABLES[0].start)
    mark = Mark.read(standing)
    if mark.source != state:
        raise UsageError(
            "the target holds an unfinished copy of another store, or of this one before it was written again; empty "
            "the target, and copy again"
        )
    return mark


def _state_of(store: Store) -> str:
    """Tell one state of a store from every other without reading all of it."""
    return _digest(store, _TELLING, PAGE, _count_nothing).digest


def _digest(store: Store, specs: Sequence[TableSpec], page: int, count: Callable[[int], None]) -> CopyReport:
    total, told = 0, sha256()
    for spec in specs:
        # Rows are JSON arrays, so no row looks like the name of a table.
        told.update(f"{spec.name}\n".encode())
        for rows in _pages(store, spec, page, after=spec.start):
            told.update("".join(map(_line, rows)).encode())
            total += len(rows)
            count(len(rows))
    return CopyReport(total, told.hexdigest())


def _pages(store: Store, spec: TableSpec, page: int, *, after: PlainRow) -> Iterator[list[PlainRow]]:
    while rows := store.rows(spec.name, after=after, limit=page):
        yield rows
        after = spec.key_of(rows[-1])


def _line(row: PlainRow) -> str:
    return f"{json.dumps(row, default=_plain, separators=(',', ':'))}\n"


def _plain(value: bytes) -> dict[str, str]:
    return {"hex": value.hex()}


def _remove(file: Path) -> None:
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)


def _silent(_what: str, _rows: int) -> None:
    """Tell nobody."""


def _count_nothing(_rows: int) -> None:
    """Count for nobody."""
