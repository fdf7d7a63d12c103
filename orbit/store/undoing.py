"""Taking back what an import or an upload told, and making old imports final; the same for every store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from orbit.model import EntityId
from orbit.store.telling import folded, folded_by_teller, read_tellings
from orbit.store.told import Row, Shelf, Table, Telling

_AT_ONCE = 1_000


class UndoShelf(Shelf, Protocol):
    """What undoing asks of a store beyond what an import does."""

    def told_by(self, table: Table, run: int, *, most: int) -> list[Row]:
        """Up to `most` slots of which something is kept that an import told."""
        ...

    def told_until(self, table: Table, run: int, *, after: Row | None, most: int) -> list[Row]:
        """Slots after one of which something is kept that imports up to `run` told, in order."""
        ...

    def written_with(self, table: Table, rev: int, *, most: int) -> list[Row]:
        """Up to `most` slots that were last written with a revision."""
        ...

    def uploads_of(self, entity: EntityId) -> list[int]:
        """The numbers of the records of a person in whose name something was uploaded."""
        ...

    def told_in_upload(self, table: Table, owner: int) -> list[Row]:
        """Slots of which the upload of an owner told: all in which it may have, as far as a look can tell."""
        ...

    def blank(self, seqs: Sequence[int]) -> None:
        """Forget the identifiers of records whose content is another one now; matching finds them anew."""
        ...

    def drop_unnamed_keys(self) -> None:
        """Delete the keys that nothing names."""
        ...


def take_back(shelf: UndoShelf, run: int, rev: int) -> int:
    """Leave of each record and fact what other imports tell; return how many were touched."""
    touched = 0
    for table in (Table.FACT, Table.RECORD):
        while slots := shelf.told_by(table, run, most=_AT_ONCE):
            touched += _leave_to_others(shelf, table, (run, rev), slots)
        while rev and (slots := shelf.written_with(table, rev, most=_AT_ONCE)):
            shelf.remove(table, slots)
            touched += len(slots)
    shelf.drop_unnamed_keys()
    return touched


def forget_uploads(shelf: UndoShelf, owners: Iterable[int]) -> int:
    """Leave of each record and fact what others tell than the uploads of these owners; return how many were touched."""
    touched = 0
    for owner in owners:
        for table in (Table.FACT, Table.RECORD):
            slots = shelf.told_in_upload(table, owner)
            for first in range(0, len(slots), _AT_ONCE):
                touched += _leave_to_other_owners(shelf, table, owner, slots[first : first + _AT_ONCE])
    if touched:
        shelf.drop_unnamed_keys()
    return touched


def settle_until(shelf: UndoShelf, run: int) -> None:
    """Make what imports up to `run` told one telling, and keep none where no later import told anything."""
    for table in Table:
        after: Row | None = None
        while slots := shelf.told_until(table, run, after=after, most=_AT_ONCE):
            _merge(shelf, table, run, read_tellings(shelf.kept(table, slots)))
            after = slots[-1]


def _leave_to_others(shelf: UndoShelf, table: Table, gone: tuple[int, int], slots: Sequence[Row]) -> int:
    """Write what others tell where that is something else, or where the revision of what stands names the import."""
    run, rev = gone
    stood = shelf.standing(table, slots)
    kept = read_tellings(shelf.kept(table, slots))
    left = {slot: folded(one.told for one in kept[slot] if one.run != run) for slot in slots if slot in stood}
    told = [each for each in left.values() if each is not None]
    back = [each for each in told if each.sighting != stood[each.slot].sighting or stood[each.slot].rev == rev]
    nobodys = [slot for slot, each in left.items() if each is None]
    shelf.put(table, back)
    if table is Table.RECORD:
        shelf.blank([each.slot[0] for each in back if each.sighting.digest != stood[each.slot].sighting.digest])
    shelf.remove(table, nobodys)
    shelf.drop(table, run, slots)
    return len(back) + len(nobodys)


def _leave_to_other_owners(shelf: UndoShelf, table: Table, owner: int, slots: Sequence[Row]) -> int:
    """Write what all but one upload told, where that is something else, and keep nothing of what it told."""
    stood = shelf.standing(table, slots)
    kept = read_tellings(shelf.kept(table, slots))
    theirs = [slot for slot, tellings in kept.items() if any(one.told.sighting.owner == owner for one in tellings)]
    others = {slot: [one for one in kept[slot] if one.told.sighting.owner != owner] for slot in theirs}
    left = {slot: folded(one.told for one in tellings) for slot, tellings in others.items()}
    back = [each for slot, each in left.items() if each is not None and each.sighting != stood[slot].sighting]
    alone = [slot for slot, one in stood.items() if slot not in kept and one.sighting.owner == owner]
    nobodys = [*alone, *(slot for slot, each in left.items() if each is None)]
    for run in {one.run for slot in theirs for one in kept[slot]}:
        shelf.drop(table, run, [slot for slot in theirs if any(one.run == run for one in kept[slot])])
    shelf.keep(table, [one for tellings in others.values() for one in tellings])
    shelf.put(table, back)
    if table is Table.RECORD:
        shelf.blank([each.slot[0] for each in back if each.sighting.digest != stood[each.slot].sighting.digest])
    shelf.remove(table, nobodys)
    return len(back) + len(nobodys)


def _merge(shelf: UndoShelf, table: Table, run: int, kept: dict[Row, list[Telling]]) -> None:
    """Make one telling of each upload of all that is final; where one alone is left, what stands is all it told."""
    final: list[Telling] = []
    stale: dict[int, list[Row]] = {}
    for slot, tellings in kept.items():
        old = [one for one in tellings if one.run <= run]
        base = [Telling(0, told) for told in folded_by_teller(one.told for one in old).get(slot, [])]
        alone = len(old) == len(tellings) and len(base) == 1
        for number in dict.fromkeys(one.run for one in old):
            if alone or number:
                stale.setdefault(number, []).append(slot)
        if not alone and old != base:
            final += base
    for number, slots in stale.items():
        shelf.drop(table, number, slots)
    shelf.keep(table, final)
