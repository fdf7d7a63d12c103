"""What each import told of things that several told of: so that one of them can be taken back at any time.

What stands is what all tellings come to, in whichever order they came. A thing that one import alone has told needs
nothing more: its revision names the import. From the second telling on, each is kept beside what stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from orbit.model import Ref
from orbit.store.sighting import Sighting, settle
from orbit.store.told import Kept, Row, Shelf, Stood, Table, Telling, Told

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def keep_tellings(shelf: Shelf, table: Table, told: Sequence[Told], stood: Mapping[Row, Stood]) -> None:
    """Keep what is told of things that stand already, before it is written over them."""
    # What this very import has put is not told by another one.
    known = {slot for slot, (_, rev) in stood.items() if shelf.keeps or rev != shelf.revision}
    again = folded_by_slot(each for each in told if each.slot in known)
    if not again:
        return
    kept = shelf.kept(table, list(again))
    first: list[Told] = []
    fresh: list[Telling] = []
    for slot, said in again.items():
        tellings = kept.get(slot, [])
        own = next((read_told(slot, one.text) for one in tellings if one.run == shelf.run), None)
        if own is not None:
            fresh += [Telling(shelf.run, now)] if (now := merged(own, said)) != own else []
        elif tellings:
            fresh += _unless_repeated(shelf, said, tellings)
        elif stood[slot].rev != shelf.revision:
            _first_of_two(shelf, said, stood[slot], first)
    fresh += _standing(shelf, table, first, stood)
    shelf.keep(table, fresh)


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


def folded_by_slot(tellings: Iterable[Told]) -> dict[Row, Told]:
    """What the tellings of each thing come to."""
    found: dict[Row, Told] = {}
    for each in tellings:
        found[each.slot] = merged(found[each.slot], each) if each.slot in found else each
    return found


def slot_text(table: Table, slot: Row) -> str:
    """Write a slot as one text."""
    return str(slot[0]) if table is Table.RECORD else f"{slot[0]}:{slot[1]}"


def read_slot(table: Table, text: str) -> Row:
    """Read what `slot_text` wrote."""
    return (int(text),) if table is Table.RECORD else tuple(text.split(":", 1))


def told_text(told: Told) -> str:
    """Write what was told as JSON."""
    day, digest, ref, first, last = told.sighting
    return _write([list(told.content), [day, digest.hex(), ref.source, ref.file, ref.line, ref.url, first, last]])


def read_told(slot: Row, text: str) -> Told:
    """Read what `told_text` wrote."""
    content, (day, digest, source, file, line, url, first, last) = json.loads(text)
    sighting = Sighting(day, bytes.fromhex(digest), Ref(source, file, line, url), first, last)
    return Told(slot, tuple(content), sighting)


def read_tellings(kept: Mapping[Row, Sequence[Kept]]) -> dict[Row, list[Telling]]:
    """Read what is kept of each thing."""
    return {slot: [Telling(run, read_told(slot, text)) for run, text in each] for slot, each in kept.items()}


def named_in(table: Table, told: Told) -> Row:
    """The numbers of the keys that something told names: person, other, company, investor."""
    return (told.slot[0], None, None, None) if table is Table.RECORD else told.content[:4]


def _unless_repeated(shelf: Shelf, said: Told, tellings: Sequence[Kept]) -> list[Telling]:
    text = told_text(said)
    same = next((one.run for one in tellings if one.text == text), None)
    if same is None:
        return [Telling(shelf.run, said)]
    shelf.repeat(same)
    return []


def _first_of_two(shelf: Shelf, said: Told, stood: Stood, first: list[Told]) -> None:
    if said.sighting == stood.sighting:
        shelf.repeat(shelf.run_of(stood.rev))
    else:
        first.append(said)


def _standing(shelf: Shelf, table: Table, first: Sequence[Told], stood: Mapping[Row, Stood]) -> list[Telling]:
    """What is told for the second time, and what stood before it."""
    if not first:
        return []
    contents = shelf.contents(table, [said.slot for said in first])
    both = []
    for said in first:
        sighting, rev = stood[said.slot]
        both.append(Telling(shelf.run_of(rev), Told(said.slot, contents[said.slot], sighting)))
        both.append(Telling(shelf.run, said))
    return both
