"""Weighing two records by what is kept of all: the same as reading everybody, without reading them."""

from __future__ import annotations

from pathlib import Path

import pytest

from orbit.model import EntityKind, Item, RecordKey
from orbit.resolve.matching import matching_in
from orbit.resolve.newcomers.asking import weighed_by_kept
from orbit.resolve.newcomers.kept import Kept, Memory
from orbit.resolve.run import resolve
from orbit.resolve.weighing import Weighed, read_as_it_stands, weighed_people, weighing
from orbit.store.base import Store
from tests.factories import NOON, person
from tests.orbit.resolve.entities import employed
from tests.storing import put

AT = "Glenstead Trust"
CRM, LIST = RecordKey("crm_champions", "a"), RecordKey("linkedin", "in/liv")
PAIR: list[Item] = [
    *employed("a", "Liv Hnasen", "Director of IT", at=AT),
    *employed("in/liv", "Liv Hansen", "Accountant", at=AT, source="linkedin"),
]
RIVAL = employed("in/liv-2", "Liv Hansen", "Director of IT", at=AT, source="work_histories")
OTHERS: list[Item] = [
    item
    for number in range(30)
    for item in employed(f"o{number}", f"Ada{number} Hansen", "Engineer", at=f"Firm {number % 3}")
]
CROWD: list[Item] = [person(RecordKey(f"list{number % 2}", str(number)), "John Smith") for number in range(40)]


def kept_of(store: Store, folder: Path, *items: Item) -> Kept:
    put(store, *items)
    resolve(store, at=NOON, memory=Memory(folder))
    matching = matching_in(store)
    kept = Memory(folder).open(matching.key, matching.model)
    assert kept is not None
    return kept


def both(store: Store, kept: Kept, left: RecordKey, right: RecordKey) -> tuple[Weighed, Weighed]:
    """Weigh two by what is kept, and by reading everybody."""
    matching = matching_in(store)
    everybody = weighing(read_as_it_stands(store), matching)
    return weighed_by_kept(store, kept, matching, (left, right), ()), weighed_people(everybody, left, right)


@pytest.mark.parametrize("more", [(), RIVAL, OTHERS, [*RIVAL, *OTHERS]], ids=["alone", "rival", "others", "all"])
def test_it_is_weighed_as_if_everybody_were_read(store: Store, tmp_path: Path, more: list[Item]) -> None:
    kept = kept_of(store, tmp_path / "kept", *PAIR, *more)

    found, expected = both(store, kept, CRM, LIST)

    assert found.why.waterfall == expected.why.waterfall
    assert (found.meetings, found.doubts, found.rival) == (expected.meetings, expected.doubts, expected.rival)


def test_a_block_too_large_to_look_into_is_told_with_its_size(store: Store, tmp_path: Path) -> None:
    several = [item for number in range(12) for item in employed(f"s{number}", f"S. Hansen {number}", at=AT)]
    kept = kept_of(store, tmp_path / "kept", *PAIR, *several, *CROWD)

    found, expected = both(store, kept, CRM, LIST)

    assert {one.key: one.records for one in found.meetings} == {one.key: one.records for one in expected.meetings}


def test_only_those_who_meet_one_of_the_two_are_read(store: Store, tmp_path: Path) -> None:
    kept = kept_of(store, tmp_path / "kept", *PAIR, *CROWD)
    read: list[int] = []

    class Watched:
        def __getattr__(self, name: str) -> object:
            if name == "records_at":
                return self._records_at
            return getattr(store, name)

        def _records_at(self, kind: EntityKind, seqs: list[int]) -> object:
            read.extend(seqs if kind is EntityKind.PERSON else ())
            return store.records_at(kind, seqs)

    weighed_by_kept(Watched(), kept, matching_in(store), (CRM, LIST), ())  # type: ignore[arg-type]  # a store, watched

    assert len(read) == 2
