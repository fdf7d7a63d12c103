"""What each import told of things that several told of: so that one of them can be taken back at any time.

What stands is what all tellings come to, in whichever order they came. A thing that one import alone has told, and one
upload alone, needs nothing more: its revision names the import and its file the upload. From the second telling on,
each is kept beside what stands. What uploads told stays apart for good: any of them may be hidden at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from orbit.model import Ref
from orbit.store.sighting import Sighting, settle
from orbit.store.told import Kept, Row, Shelf, Standing, Stood, Table, Telling, Told

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def keep_tellings(shelf: Shelf, table: Table, told: Sequence[Told], stood: Mapping[Row, Stood]) -> None:
    """Keep what is told of things that others told already, before it is written over them."""
    again = _told_again(shelf, told, stood)
    if not again:
        return
    said = folded_by_teller(each for each in told if each.slot in again)
    kept = read_tellings(shelf.kept(table, list(said)))
    fresh: list[Telling] = []
    first: dict[Row, list[Told]] = {}
    for slot, by in said.items():
        if slot in kept:
            fresh += _beside(shelf, by, kept[slot])
        elif slot not in stood:
            fresh += [Telling(shelf.run, each) for each in by]
        elif new := _unless_the_same(shelf, by, stood[slot]):
            first[slot] = new
    shelf.keep(table, [*fresh, *_with_what_stood(shelf, table, first, stood)])


def merged(one: Told, other: Told) -> Told:
    """What two tellings of one thing come to."""
    settled = settle(one.sighting, other.sighting)
    return Told(one.slot, other.content if settled.took else one.content, settled.sighting)


def folded(tellings: Iterable[Told]) -> Told | None:
    """What all tellings of one thing come to; None where there is none."""
    whole: Told | None = None
    for each in tellings:
        whole = each if whole is None else merged(whole, each)
    return whole


def folded_by_teller(tellings: Iterable[Told]) -> dict[Row, list[Told]]:
    """What the tellings of each thing come to: one of each upload, and one of all that is nobody's upload."""
    found: dict[Row, dict[int | None, Told]] = {}
    for each in tellings:
        of_slot, owner = found.setdefault(each.slot, {}), each.sighting.owner
        of_slot[owner] = merged(of_slot[owner], each) if owner in of_slot else each
    return {slot: list(by.values()) for slot, by in found.items()}


def said_by_each(shelf: Standing, table: Table, slots: Sequence[Row]) -> dict[Row, list[Told]]:
    """What each upload told of these things, and what all that is nobody's upload told, which names no owner.

    Where one alone did, that is what stands, and its content is left out.
    """
    kept = read_tellings(shelf.kept(table, slots))
    said = folded_by_teller(one.told for tellings in kept.values() for one in tellings)
    stood = shelf.standing(table, [slot for slot in slots if slot not in said])
    return said | {slot: [Told(slot, (), one.sighting)] for slot, one in stood.items()}


def by_slot_and_run(tellings: Iterable[Telling]) -> dict[tuple[Row, int], list[Told]]:
    """What each import told of each thing, as it is kept together."""
    found: dict[tuple[Row, int], list[Told]] = {}
    for run, told in tellings:
        found.setdefault((told.slot, run), []).append(told)
    return found


def slot_text(table: Table, slot: Row) -> str:
    """Write a slot as one text."""
    return str(slot[0]) if table is Table.RECORD else f"{slot[0]}:{slot[1]}"


def read_slot(table: Table, text: str) -> Row:
    """Read what `slot_text` wrote."""
    return (int(text),) if table is Table.RECORD else tuple(text.split(":", 1))


def told_text(told: Sequence[Told]) -> str:
    """Write what one import told of one thing as JSON; what each upload told, where several did."""
    plain = [[list(each.content), _sighting_values(each.sighting)] for each in told]
    return _write(plain[0] if len(plain) == 1 else {"each": plain})


def owner_text(owner: int) -> str:
    """What the text of a telling holds if it is of the upload of this owner; others may hold it too."""
    return f",{owner}]"


def read_told(slot: Row, text: str) -> list[Told]:
    """Read what `told_text` wrote."""
    plain = json.loads(text)
    return [_told(slot, *each) for each in (plain["each"] if isinstance(plain, dict) else [plain])]


def read_tellings(kept: Mapping[Row, Sequence[Kept]]) -> dict[Row, list[Telling]]:
    """Read what is kept of each thing."""
    return {
        slot: [Telling(run, told) for run, text in each for told in read_told(slot, text)]
        for slot, each in kept.items()
    }


def named_in(table: Table, told: Told) -> Row:
    """The numbers of the keys that something told names: person, other, company, investor."""
    return (told.slot[0], None, None, None) if table is Table.RECORD else told.content[:4]


def _told_again(shelf: Shelf, told: Sequence[Told], stood: Mapping[Row, Stood]) -> set[Row]:
    """The slots of which something is told that another import or another upload has told, or tells, too."""
    again: set[Row] = set()
    tellers: dict[Row, int | None] = {}
    for slot, _, sighting in told:
        before = stood.get(slot)
        if before is None:
            is_again = tellers.setdefault(slot, sighting.owner) != sighting.owner
        else:
            # What this very import has put is not told by another one.
            is_own = before.rev == shelf.revision and before.sighting.owner == sighting.owner
            is_again = shelf.keeps or not is_own
        if is_again:
            again.add(slot)
    return again


def _beside(shelf: Shelf, said: Sequence[Told], tellings: Sequence[Telling]) -> list[Telling]:
    """What is to be kept of this import beside what is kept of others; nothing where that changes nothing."""
    own = {one.told.sighting.owner: one.told for one in tellings if one.run == shelf.run}
    now = dict(own)
    for each in said:
        owner = each.sighting.owner
        same = next((one.run for one in tellings if one.told == each), None)
        if owner in own:
            now[owner] = merged(own[owner], each)
        elif same is None:
            now[owner] = each
        else:
            shelf.repeat(same)
    return [Telling(shelf.run, each) for each in now.values()] if now != own else []


def _unless_the_same(shelf: Shelf, said: Sequence[Told], stood: Stood) -> list[Told]:
    """What is told in other words, or by another upload, than by the one import that told of a thing."""
    if stood.rev == shelf.revision:
        is_all_own = all(each.sighting.owner == stood.sighting.owner for each in said)
        return [] if is_all_own else list(said)
    new = [each for each in said if each.sighting != stood.sighting]
    if len(new) < len(said):
        shelf.repeat(shelf.run_of(stood.rev))
    return new


def _with_what_stood(
    shelf: Shelf, table: Table, first: Mapping[Row, Sequence[Told]], stood: Mapping[Row, Stood]
) -> list[Telling]:
    """What is told of things that one import alone had told of, each with what that was."""
    if not first:
        return []
    contents = shelf.contents(table, list(first))
    both: list[Telling] = []
    for slot, new in first.items():
        sighting, rev = stood[slot]
        before = Told(slot, contents[slot], sighting)
        if rev == shelf.revision:
            both += [Telling(shelf.run, each) for each in folded_by_teller([before, *new])[slot]]
        else:
            both += [Telling(shelf.run_of(rev), before), *(Telling(shelf.run, each) for each in new)]
    return both


def _sighting_values(sighting: Sighting) -> list[str | int | None]:
    day, digest, ref, first, last, owner = sighting
    values = [day, digest.hex(), ref.source, ref.file, ref.line, ref.url, first, last]
    return values if owner is None else [*values, owner]


def _told(slot: Row, content: list[Any], sighting: list[Any]) -> Told:
    day, digest, source, file, line, url, first, last, *owner = sighting
    seen = Sighting(day, bytes.fromhex(digest), Ref(source, file, line, url), first, last, *owner)
    return Told(slot, tuple(content), seen)
