"""The file: who may read it, what is refused, what survives, what is found wrong with it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import apsw
import pytest

from orbit.errors import StoreError, StoreTooNew, StoreUnavailable
from orbit.model import EntityId, EntityKind
from orbit.store.base import FactKind, Member
from orbit.store.sqlite import SqliteStore, open_sqlite
from tests.factories import champion_state, company, import_log, key, person, spell, tie
from tests.storing import put, resolve


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "workspace.orbit"


@pytest.fixture
def store(file: Path) -> Iterator[SqliteStore]:
    store = open_sqlite(file, create=True)
    yield store
    store.close()


def modes(file: Path) -> set[int]:
    return {stat.S_IMODE(each.stat().st_mode) for each in file.parent.glob(f"{file.name}*")}


def test_only_the_owner_may_read_the_file_and_its_companions(store: SqliteStore, file: Path) -> None:
    put(store, person("ana"))

    assert len(list(file.parent.glob(f"{file.name}*"))) == 3
    assert modes(file) == {0o600}


def test_only_the_owner_may_read_a_backup(store: SqliteStore, tmp_path: Path) -> None:
    store.backup(str(tmp_path / "copy.orbit"))

    assert modes(tmp_path / "copy.orbit") == {0o600}
    assert not (tmp_path / "copy.orbit.part").exists()


def test_a_commit_reaches_the_disk_before_it_is_acknowledged(store: SqliteStore) -> None:
    full = 2

    assert store._writer.pragma("journal_mode") == "wal"
    assert store._writer.pragma("synchronous") == full


def test_the_sqlite_in_use_is_past_the_bug_that_corrupts_a_write_ahead_log() -> None:
    assert tuple(map(int, apsw.sqlite_lib_version().split("."))) >= (3, 51, 3)


@pytest.mark.parametrize(
    "content", [b"", b"name,email\nAna,ana@example.com\n" * 100, b"SQLite format 3\x00" + b"x" * 4000]
)
def test_a_file_that_is_no_store_is_refused_and_left_alone(file: Path, content: bytes) -> None:
    file.write_bytes(content)

    with pytest.raises(StoreUnavailable):
        open_sqlite(file)

    assert file.read_bytes() == content


def test_the_database_of_another_program_is_refused_and_left_alone(file: Path) -> None:
    other = apsw.Connection(str(file))
    other.execute("CREATE TABLE theirs (a)")
    other.close()
    before = file.read_bytes()

    with pytest.raises(StoreUnavailable, match="not an Orbit store"):
        open_sqlite(file, create=True)

    assert file.read_bytes() == before


def test_a_store_of_a_newer_orbit_is_refused_and_left_alone(store: SqliteStore, file: Path) -> None:
    store.close()
    newer = apsw.Connection(str(file))
    newer.pragma("user_version", 99)
    newer.close()
    before = file.read_bytes()

    with pytest.raises(StoreTooNew, match="please upgrade"):
        open_sqlite(file)

    assert file.read_bytes() == before


def test_a_file_whose_making_was_cut_short_is_made_whole(file: Path) -> None:
    file.touch()

    store = open_sqlite(file, create=True)

    assert store.check() == []
    store.close()


@pytest.mark.parametrize("path", ["missing/folder/workspace.orbit", "."])
def test_a_path_that_cannot_hold_a_store_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(StoreUnavailable):
        open_sqlite(tmp_path / path, create=True)


def test_opening_a_store_that_exists_keeps_its_content(store: SqliteStore, file: Path) -> None:
    put(store, person("ana"))

    again = open_sqlite(file, create=True)

    assert len(list(again.records(EntityKind.PERSON))) == 1
    again.close()


def test_a_full_disk_is_an_error_that_changes_nothing(store: SqliteStore) -> None:
    put(store, person("ana"))
    store._writer.pragma("max_page_count", store._writer.pragma("page_count"))

    with pytest.raises(StoreError, match="disk is full"):
        put(store, *(person(f"p{number}", "x" * 1000) for number in range(100)))

    assert len(list(store.records(EntityKind.PERSON))) == 1
    assert store.check() == []


def test_a_full_disk_is_told_at_the_call_that_met_it(store: SqliteStore) -> None:
    put(store, person("ana"))
    store._writer.pragma("max_page_count", store._writer.pragma("page_count"))
    many = [person(f"p{number}", "x" * 1000) for number in range(100)]

    # What is left of the transaction may fail to commit: that is told once more.
    with suppress(StoreError), store.writing() as batch, pytest.raises(StoreError, match="disk is full"):
        batch.put(many, import_id=1)


def test_a_disk_that_was_full_takes_writes_once_there_is_room(store: SqliteStore) -> None:
    store._writer.pragma("max_page_count", store._writer.pragma("page_count"))
    with pytest.raises(StoreError):
        put(store, *(person(f"p{number}", "x" * 1000) for number in range(100)))

    store._writer.pragma("max_page_count", 1_000_000)
    put(store, person("ana"))

    assert [row.record.key.id for row in store.records(EntityKind.PERSON)] == ["ana"]


def test_damage_is_found_and_told(store: SqliteStore, file: Path) -> None:
    put(store, *(person(f"p{number}", "x" * 200) for number in range(200)))
    store.close()
    with file.open("r+b") as raw:
        raw.seek(40 * 1024)
        raw.write(os.urandom(2048))

    damaged = open_sqlite(file)

    assert any("damaged" in finding for finding in findings_or_error(damaged))
    damaged.close()


def findings_or_error(store: SqliteStore) -> list[str]:
    try:
        return store.check()
    except StoreUnavailable as error:
        return [str(error)]


def test_facts_that_name_nothing_are_found(store: SqliteStore) -> None:
    put(store, spell("ana", "acme", "CFO"))
    store._writer.execute("PRAGMA foreign_keys = OFF; DELETE FROM key WHERE kind = 'company'")

    assert store.check() == ["1 facts name a record or a file that is not there."]


def test_rows_that_point_to_nothing_are_found(store: SqliteStore) -> None:
    put(store, person("ana"))
    store._writer.execute("PRAGMA foreign_keys = OFF; DELETE FROM key")

    assert store.check() == ["1 rows of record point to nothing in key."]


def test_erased_text_is_nowhere_in_the_files(store: SqliteStore, file: Path) -> None:
    """Rows of many lengths, rewritten in random order: pages split, and keep copies of what moved on."""
    names = [f"canary{number:03d}x" for number in range(300)]
    for month in (1, 2, 3):
        put_shuffled(store, names, f"2026-0{month}-01")
    numbers = store.numbers(EntityKind.PERSON)
    with store.writing() as batch:
        batch.assign(EntityKind.PERSON, [Member(numbers[key(name)], EntityId(f"is {name}")) for name in names])
    assert found(names, file) == set(names)

    with store.writing() as batch:
        for name in names[:150]:
            batch.erase(EntityId(f"is {name}"))

    assert found(names, file) == set(names[150:])


def put_shuffled(store: SqliteStore, names: list[str], day: str) -> None:
    random = Random(day)  # noqa: S311 - test data
    with store.writing() as batch:
        number = batch.begin_import(import_log(observed_on=day))
        for name in random.sample(names, len(names)):
            story = champion_state(name, "acme", win_story=name * random.randrange(100), seen_on=day)
            job = spell(name, "acme", name * random.randrange(1, 12), seen_on=day)
            who = person(name, name * random.randrange(1, 30), emails=[f"{name}@example.com"], seen_on=day)
            batch.put([who, job, story, tie(name, "friend")], import_id=number)


def found(names: list[str], file: Path) -> set[str]:
    there = contents(file)
    return {name for name in names if name.encode() in there}


def test_what_a_reader_still_sees_is_wiped_once_it_is_done(file: Path) -> None:
    store = open_sqlite(file, create=True, wait=0.01)
    put(store, person("zebulon-key"), person("bo"), company("acme"))
    resolve(store, "entity-1", "zebulon-key")
    reading = store.records(EntityKind.PERSON)
    next(reading)
    with store.writing() as batch:
        batch.erase(EntityId("entity-1"))
    assert list(store.facts(FactKind.TIE)) == []

    assert [row.record.key.id for row in reading] == ["bo"]
    put(store, person("cy"))

    assert b"ebulon" not in contents(file)
    store.close()


def contents(file: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))


def test_a_wipe_that_was_cut_short_is_made_up_for_by_the_next_write(store: SqliteStore, file: Path) -> None:
    put(store, person("ana"))
    store._writer.execute("UPDATE state SET wipe_due = TRUE")
    store.close()

    again = open_sqlite(file)
    put(again, person("bo"))

    assert again._writer.execute("SELECT wipe_due FROM state").get == 0
    again.close()
