"""The numbers under which the SQLite file keeps files, remembered for one transaction."""

from __future__ import annotations

import apsw

from orbit.model import Ref
from orbit.store.sighting import Sighting
from orbit.store.values import file_name, read_file_name
from queries import statement


class Files:
    """The numbers of files, both ways."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db
        self._names: dict[int, tuple[str, str, int | None]] = {}
        self._numbers: dict[tuple[str, str, int | None], int] = {}
        for number, source, name in db.execute(statement("sqlite", "files")):
            self._remember(number, (source, *read_file_name(name)))

    def number(self, sighting: Sighting) -> int:
        """The number of the file in which something was seen; a new file gets one."""
        file = (sighting.ref.source, sighting.ref.file, sighting.owner)
        known = self._numbers.get(file)
        return self._add(file) if known is None else known

    def place(self, number: int, line: int | None, url: str | None) -> tuple[Ref, int | None]:
        """The reference to a place in a file, and whose own upload that is."""
        source, file, owner = self._names[number]
        return Ref(source, file, line, url), owner

    def owned_by(self, owner: int) -> list[int]:
        """The numbers of the files that are an owner's uploads."""
        return [number for number, (_, _, of) in self._names.items() if of == owner]

    def owners(self) -> set[int]:
        """Whose uploads there are, by the numbers of the records that these keep of their owners."""
        return {owner for _, _, owner in self._names.values() if owner is not None}

    def _add(self, file: tuple[str, str, int | None]) -> int:
        self._db.execute(statement("sqlite", "file_add"), (file[0], file_name(*file[1:])))
        number = self._db.last_insert_rowid()
        self._remember(number, file)
        return number

    def _remember(self, number: int, file: tuple[str, str, int | None]) -> None:
        self._names[number] = file
        self._numbers[file] = number
