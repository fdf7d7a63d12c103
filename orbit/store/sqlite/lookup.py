"""The numbers under which the SQLite file keeps record keys and files, remembered for one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import apsw

from orbit.model import EntityKind, RecordKey, Ref
from queries import statement

# Keys remembered at most; beyond it, forgetting all of them costs less than the memory.
_ENOUGH = 500_000


class Numbers:
    """The numbers of record keys of one kind; a key gets one when it is first named."""

    def __init__(self, db: apsw.Connection, kind: EntityKind) -> None:
        self._db = db
        self._kind = kind
        self._known: dict[tuple[str, str], int] = {}

    def of(self, keys: Sequence[RecordKey | None]) -> list[int | None]:
        """Return the number of each key, None for None; a new key is given one."""
        if not any(keys):
            return [None] * len(keys)
        if len(self._known) > _ENOUGH:
            self._known.clear()
        known = self._known
        pairs = [None if key is None else (key.source, key.id) for key in keys]
        missing = dict.fromkeys([pair for pair in pairs if pair is not None and pair not in known])
        if missing:
            self._find(missing)
            self._give([pair for pair in missing if pair not in known])
        return [None if pair is None else known[pair] for pair in pairs]

    def _find(self, pairs: Iterable[tuple[str, str]]) -> None:
        found = self._db.executemany(statement("sqlite", "key_find"), [(self._kind, *pair) for pair in pairs])
        self._known.update({(source, key): seq for source, key, seq in found})

    def _give(self, pairs: Sequence[tuple[str, str]]) -> None:
        given = self._db.executemany(statement("sqlite", "key_add"), [(self._kind, *pair) for pair in pairs])
        self._known.update(zip(pairs, [seq for (seq,) in given], strict=True))


class Files:
    """The numbers of files, both ways."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db
        self._names: dict[int, tuple[str, str]] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        for number, source, name in db.execute(statement("sqlite", "files")):
            self._remember(number, source, name)

    def number(self, ref: Ref) -> int:
        """The number of the file of a reference; a new file gets one."""
        known = self._numbers.get((ref.source, ref.file))
        return self._add(ref) if known is None else known

    def ref(self, number: int, line: int | None, url: str | None) -> Ref:
        """The reference to a place in a file."""
        return Ref(*self._names[number], line, url)

    def _add(self, ref: Ref) -> int:
        self._db.execute(statement("sqlite", "file_add"), (ref.source, ref.file))
        number = self._db.last_insert_rowid()
        self._remember(number, ref.source, ref.file)
        return number

    def _remember(self, number: int, source: str, name: str) -> None:
        self._names[number] = (source, name)
        self._numbers[source, name] = number
