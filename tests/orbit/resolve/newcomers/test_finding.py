"""Whom a single record means: weighed as matching would weigh it, and nobody is read who does not meet it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from orbit.model import EntityId, EntityKind, Person, RecordKey
from orbit.resolve.linkage.bands import Band
from orbit.resolve.matching import matching_in
from orbit.resolve.newcomers.asking import weighed_by_kept
from orbit.resolve.newcomers.finding import Finder
from orbit.resolve.newcomers.kept import Kept
from orbit.store.base import Store
from tests.factories import person
from tests.orbit.resolve.entities import employed
from tests.orbit.resolve.newcomers.test_asking import AT, OTHERS, PAIR, RIVAL, kept_of

PAGE = "https://www.linkedin.com/in/"
ASKED = RecordKey("asked", "record")


def asked(name: str, **more: object) -> Person:
    return replace(person(ASKED, name), **more)  # type: ignore[arg-type]  # the fields of a person


def finder(store: Store, kept: Kept) -> Finder:
    return Finder(store, kept, matching_in(store))


def entity_of(store: Store, key: RecordKey) -> EntityId:
    return store.entities(EntityKind.PERSON, [key])[key]


@pytest.fixture
def kept(store: Store, tmp_path: Path) -> Kept:
    return kept_of(store, tmp_path / "kept", *PAIR, *RIVAL, *OTHERS)


def test_it_is_weighed_as_two_records_are(store: Store, kept: Kept) -> None:
    records = [one.record for one in store.records(EntityKind.PERSON)]
    twins = [asked(one.name, company=one.company, title=one.title) for one in records if isinstance(one, Person)]

    found = [finder(store, kept).find(one, 20).people for one in twins]

    pairs = [(one.key, meant) for one, several in zip(records, found, strict=True) for meant in several]
    expected = [weighed_by_kept(store, kept, matching_in(store), (key, meant.record), ()) for key, meant in pairs]
    assert len(pairs) > len(records)
    assert [meant.why for _, meant in pairs] == [one.why.waterfall for one in expected]


def test_a_misspelt_name_at_the_same_company_finds_both_who_may_be_meant(store: Store, kept: Kept) -> None:
    found = finder(store, kept).find(asked("Liv Hansn", company=AT)).people

    assert {one.record.id for one in found} >= {"in/liv", "in/liv-2"}
    assert Band.AUTO not in {one.band for one in found}


def test_whoever_has_the_address_is_meant(store: Store, tmp_path: Path) -> None:
    mail = "bo.krantz@quillworks.example"
    kept = kept_of(
        store,
        tmp_path / "kept",
        *OTHERS,
        replace(person(RecordKey("crm_champions", "bo"), "Bo Krantz"), emails=(mail,)),
    )

    [meant] = finder(store, kept).find(asked("Bo Krantz", emails=(mail,))).people

    assert (meant.person, meant.band) == (entity_of(store, RecordKey("crm_champions", "bo")), Band.AUTO)


def test_another_profile_speaks_against_it(store: Store, tmp_path: Path) -> None:
    mail = "bo.krantz@quillworks.example"
    known = replace(person(RecordKey("linkedin", "in/bo"), "Bo Krantz"), emails=(mail,), linkedin=f"{PAGE}bo")
    kept = kept_of(store, tmp_path / "kept", *OTHERS, known)

    found = finder(store, kept).find(asked("Bo Krantz", emails=(mail,), linkedin=f"{PAGE}bo-krantz-2")).people

    assert [one.band for one in found if one.band is Band.AUTO] == []
    assert all("they have two LinkedIn addresses" in one.against for one in found)


def test_a_name_that_too_many_bear_means_nobody(store: Store, tmp_path: Path) -> None:
    smiths = [item for number in range(20) for item in employed(f"j{number}", "John Smith", at=f"Glen {number}")]
    kept = kept_of(store, tmp_path / "kept", *smiths)

    found = finder(store, kept).find(asked("John Smith"))

    assert (found.people, [key.name for key in found.crowded][:1]) == ([], ["name"])


def test_of_records_that_may_not_be_seen_nothing_is_told(store: Store, kept: Kept) -> None:
    hidden = entity_of(store, RecordKey("linkedin", "in/liv"))

    found = finder(store, kept).find(
        asked("Liv Hansen", company=AT, title="Accountant"),
        seen=lambda who: () if who == hidden else [RecordKey("work_histories", "in/liv-2")],
    )

    assert hidden not in {one.person for one in found.people}


def test_only_those_who_meet_it_are_read(store: Store, kept: Kept) -> None:
    read: list[int] = []

    class Watched:
        def __getattr__(self, name: str) -> object:
            return self._records_at if name == "records_at" else getattr(store, name)

        def _records_at(self, kind: EntityKind, seqs: list[int]) -> object:
            read.extend(seqs)
            return store.records_at(kind, seqs)

    watched = Finder(Watched(), kept, matching_in(store))  # type: ignore[arg-type]  # a store, watched
    watched.find(asked("Liv Hansen", company=AT))

    assert 0 < len(read) <= 4
