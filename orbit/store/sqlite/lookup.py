"""The numbers under which the SQLite file keeps files, remembered for one transaction."""

from __future__ import annotations

import apsw

from orbit.model import Ref
from queries import statement


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
