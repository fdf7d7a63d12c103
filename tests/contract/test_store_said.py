"""Every store keeps apart what each upload told of one record or fact, whatever is imported, undone or made final."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from orbit.model import EntityKind, Item
from orbit.store.base import FactKind, Store, StoredFact
from orbit.store.codec import encode_fact
from orbit.store.said import fact_said, record_said
from orbit.store.telling import folded
from orbit.store.told import Row, Table, Told
from orbit.uploads import owner_record
from tests.factories import DAY, NOON, import_log, person, spell
from tests.storing import put, put_as, seq
from tests.uploading import LINKEDIN, contact, employer, owner, place

ANA, CY = "ana@tidewell.example", "cy@tidewell.example"
EARLY, LATE = "2026-11-01", "2026-11-20"
# Two uploads tell of one job, on different days and with the title spelt in two ways.
ANAS = spell(contact("ida"), employer("oldco"), "VP Sales", seen_on=LATE, at=place(ANA))
CYS = spell(contact("ida"), employer("oldco"), "vp sales", seen_on=EARLY, at=place(CY))
JOB: Row = (FactKind.SPELL.value, encode_fact(ANAS).id)


def told(item: Item, email: str, sha256: str, store: Store) -> int:
    """Take in what an upload tells, as an import of its own; return its number."""
    put_as(store, import_log(f"{email}.zip", sha256=sha256), *owner(email, "Somebody"), item)
    return store.imports()[-1].run


def said(store: Store, slot: Row = JOB, table: Table = Table.FACT) -> dict[str | None, Told]:
    """What each upload told, by the address of its owner; None: what is nobody's upload."""
    numbers = store.numbers(EntityKind.PERSON)
    emails = {numbers.get(owner_record(LINKEDIN, email)): email for email in (ANA, CY)}
    found = store.said(table, [slot])[slot]
    return {None if one.sighting.owner is None else emails[one.sighting.owner]: one for one in found}


def job(store: Store) -> StoredFact:
    return next(store.facts(FactKind.SPELL))


@pytest.mark.parametrize("imports", [1, 2])
def test_what_two_uploads_told_of_one_job_stays_apart(store: Store, imports: int) -> None:
    if imports == 1:
        put(store, CYS, ANAS)
    else:
        told(CYS, CY, "cy", store)
        told(ANAS, ANA, "ana", store)

    found = said(store)

    assert {email: one.sighting.ref.file for email, one in found.items()} == {
        ANA: "ana.zip/Connections.csv",
        CY: "cy.zip/Connections.csv",
    }
    assert fact_said(job(store), found[CY]).seen_last == date.fromisoformat(EARLY)
    assert fact_said(job(store), found[CY]).fact == CYS
    assert folded(found.values()) == vouched_for_as_long(found[ANA], job(store))


def vouched_for_as_long(one: Told, stored: StoredFact) -> Told:
    """The same, vouched for from the first day to the last for which a fact stands."""
    first, last = stored.seen_first, stored.seen_last
    return one._replace(sighting=one.sighting._replace(first=f"{first}", last=f"{last}"))


def test_what_one_upload_told_is_what_stands(store: Store) -> None:
    told(ANAS, ANA, "ana", store)

    found = said(store)

    assert list(found) == [ANA]
    assert fact_said(job(store), found[ANA]) == job(store)


def test_files_of_one_name_from_two_uploads_are_two(store: Store) -> None:
    same = replace(CYS, ref=replace(CYS.ref, file=ANAS.ref.file))

    put(store, ANAS, same)

    assert set(said(store)) == {ANA, CY}
    assert job(store).fact.ref.file == ANAS.ref.file


def test_what_is_nobodys_upload_is_told_by_nobody(store: Store) -> None:
    put(store, spell("ida", "oldco", "VP Sales", seen_on=LATE), CYS)

    [one] = store.said(Table.FACT, [("spell", encode_fact(spell("ida", "oldco", "VP Sales")).id)]).values()

    assert [each.sighting.owner for each in one] == [None]


def test_what_is_final_stays_apart(store: Store) -> None:
    told(CYS, CY, "cy", store)
    told(ANAS, ANA, "ana", store)
    before = said(store)

    for _ in range(2):
        with store.writing() as batch:
            batch.make_final(before=NOON + timedelta(days=400))

    assert said(store) == before


def test_undoing_one_upload_leaves_what_the_other_told(store: Store) -> None:
    told(CYS, CY, "cy", store)
    run = told(ANAS, ANA, "ana", store)

    with store.writing() as batch:
        batch.undo_import(run, at=NOON)

    assert list(said(store)) == [CY]
    assert job(store).fact == CYS


def test_undoing_what_two_uploads_told_at_once_leaves_nothing(store: Store) -> None:
    put(store, CYS, ANAS)

    with store.writing() as batch:
        batch.undo_import(store.imports()[-1].run, at=NOON)

    assert list(store.facts(FactKind.SPELL)) == []
    assert store.said(Table.FACT, [JOB]) == {}


def test_an_upload_that_comes_again_is_told_once(store: Store) -> None:
    put(store, CYS, ANAS)

    told(replace(CYS, seen_on=DAY), CY, "later", store)

    found = said(store)
    assert set(found) == {ANA, CY}
    assert (found[CY].sighting.first, found[CY].sighting.last) == (EARLY, DAY.isoformat())


def test_a_record_is_kept_as_each_upload_describes_it(store: Store) -> None:
    put(
        store,
        person(contact("ida"), "Ida Wexford", seen_on=EARLY, at=place(CY)),
        person(contact("ida"), "Ida Wexford-Berg", seen_on=LATE, at=place(ANA)),
    )
    [stored] = [one for one in store.records(EntityKind.PERSON) if one.record.key == contact("ida")]

    found = said(store, (seq(store, contact("ida")),), Table.RECORD)

    assert {email: record_said(stored, one).record.name for email, one in found.items()} == {
        ANA: "Ida Wexford-Berg",
        CY: "Ida Wexford",
    }
    assert record_said(stored, found[CY]).seen_last == date.fromisoformat(EARLY)
