"""Erasing the owner of an upload leaves what others tell: nobody is shown more than before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.model import EntityId, EntityKind, Item, RecordKey
from orbit.store.base import FactKind, Identifier, Store
from orbit.uploads import owner_record
from tests.contract.test_store_laws import ON_DISK
from tests.factories import NOON, import_log, person, ref, spell, tie
from tests.storing import put, put_as, resolve, state
from tests.uploading import LINKEDIN, Listed, career_of, contact, contacts, employer, owner, place, records_of, upload

ANA, CY = "ana@tidewell.example", "cy@tidewell.example"
ROWS = st.builds(
    Listed,
    st.sampled_from(["ida", "jo"]),
    st.sampled_from(["snowpeak", "oldco"]),
    st.sampled_from([None, "VP Sales", "vp sales"]),
    seen_on=st.sampled_from(["2026-10-01", "2026-11-20"]),
    surname=st.sampled_from(["Wexford", "Wexford-Berg"]),
)
UPLOAD = st.lists(ROWS, max_size=2, unique_by=lambda row: row.contact)
COMPANYS = st.lists(
    st.sampled_from(
        [
            *contacts(["ida"], ref(2, source="work_histories")),
            spell(contact("ida"), employer("oldco"), "VP Sales", at=ref(3, source="work_histories")),
        ]
    ),
    unique=True,
)


def export(email: str, rows: list[Listed]) -> list[Item]:
    """Make all that an export brings."""
    career = career_of(email, employer("oldco"), "2019-01")
    return [*owner(email, email.partition("@")[0].title()), career, *records_of(email, rows), *upload(email, rows)]


def erase(store: Store, email: str) -> None:
    resolve(store, "erased", owner_record(LINKEDIN, email))
    with store.writing() as batch:
        batch.erase(EntityId("erased"))


def told(store: Store, parts: Mapping[str, list[Item]], *, at_once: bool) -> None:
    """Take in each part as an import of its own file, or all of them as one."""
    if at_once:
        put(store, *(item for items in parts.values() for item in items))
        return
    for file, items in parts.items():
        put_as(store, import_log(file, sha256=file), *items)


@ON_DISK
@given(UPLOAD, UPLOAD, COMPANYS, st.permutations([ANA, CY, "company"]), st.booleans())
def test_what_only_their_upload_told_goes_and_the_rest_is_as_if_it_had_never_come(
    fresh: Callable[[], Store],
    anas: list[Listed],
    cys: list[Listed],
    companys: list[Item],
    order: list[str],
    at_once: bool,
) -> None:
    parts = {ANA: export(ANA, anas), CY: export(CY, cys), "company": companys}
    with closing(fresh()) as store:
        told(store, {file: parts[file] for file in order if file != ANA}, at_once=at_once)
        never_told = state(store)
    with closing(fresh()) as store:
        told(store, {file: parts[file] for file in order}, at_once=at_once)

        erase(store, ANA)

        assert state(store) == never_told
        assert store.check() == []


def test_no_address_of_the_owner_stays_in_the_keys_of_people_known_by_name_only(store: Store) -> None:
    known_by_name = RecordKey(LINKEDIN, f"c/{ANA}/ida-wexford")
    ties = tie(owner_record(LINKEDIN, ANA), known_by_name, at=place(ANA))
    put(store, *owner(ANA, "Ana"), person(known_by_name, "Ida Wexford", at=place(ANA)), ties)

    erase(store, ANA)

    assert "ana@" not in str(state(store))


def test_undoing_an_import_does_not_bring_back_what_an_erased_owner_told(store: Store) -> None:
    row = [Listed("ida", "oldco")]
    told(store, {ANA: export(ANA, row), CY: export(CY, row), "company": contacts(["ida"])}, at_once=False)
    erase(store, ANA)

    with store.writing() as batch:
        batch.undo_import(2, at=NOON)

    assert [row.record.key for row in store.records(EntityKind.PERSON)] == [contact("ida")]
    assert not list(store.facts(FactKind.SPELL))


@pytest.mark.parametrize(
    ("file", "left"),
    [
        ("2026-11-20 linkedin/owner:ana@tidewell.example", "(erased) 1"),
        ("Ana@Tidewell.example Connections.csv", "(erased) 1"),
        ("ana@tidewell.example", "(erased) 1"),
        ("Connections.csv", "Connections.csv"),
        ("joana@tidewell.example.csv", "joana@tidewell.example.csv"),
    ],
)
def test_no_file_is_called_by_the_address_of_who_was_erased(store: Store, file: str, left: str) -> None:
    put_as(store, import_log(file), *owner(ANA, "Ana"), person("ida", at=ref(2, file=file)))
    own = next(row.seq for row in store.records(EntityKind.PERSON) if row.record.key == owner_record(LINKEDIN, ANA))
    with store.writing() as batch:
        batch.identify([(own, Identifier("email", ANA))])

    erase(store, ANA)

    assert [log.file for log in store.imports()] == [left]
    assert [row.record.ref.file.partition(" ")[0] for row in store.records(EntityKind.PERSON)] == [
        left.partition(" ")[0]
    ]
