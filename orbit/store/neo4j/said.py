"""What each upload told of records and facts, read from Neo4j as of one moment."""

from __future__ import annotations

from collections.abc import Sequence

from orbit.model import Ref
from orbit.store.neo4j.link import Ask, Link
from orbit.store.neo4j.shelf import STANDING, asked, keys
from orbit.store.sighting import Sighting
from orbit.store.telling import read_slot, said_by_each, slot_text
from orbit.store.told import Kept, Row, Stood, Table, Told
from orbit.store.values import read_file_name

_SECONDS = 60.0


def read_said(link: Link, table: Table, slots: Sequence[Row]) -> dict[Row, list[Told]]:
    """What each upload told of records or facts, and what all that is nobody's upload told."""
    return link.at_once(lambda ask: said_by_each(_Standing(ask), table, slots), seconds=_SECONDS)


class _Standing:
    """Where records and facts stand at one moment; which revision put them there is not told."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._files = {number: (source, *read_file_name(name)) for number, source, name in ask("files_now")}

    def standing(self, table: Table, slots: Sequence[Row]) -> dict[Row, Stood]:
        """What stands in these slots; those that hold nothing are left out."""
        found, of = {}, keys(table)
        for row in self._ask(STANDING[table], rows=asked(table, slots)) if slots else ():
            day, digest, file, line, url, first, last = row[of:]
            source, name, owner = self._files[file]
            seen = Sighting(day, bytes(digest), Ref(source, name, line, url), first, last, owner)
            found[tuple(row[:of])] = Stood(seen, 0)
        return found

    def kept(self, table: Table, slots: Sequence[Row]) -> dict[Row, list[Kept]]:
        """What is kept of these slots, by import; slots of which nothing is kept are left out."""
        found: dict[Row, list[Kept]] = {}
        rows = self._ask("tellings_now", part=table.value, rows=[slot_text(table, slot) for slot in slots])
        for text, run, told in rows:
            found.setdefault(read_slot(table, text), []).append(Kept(run, told))
        return found
