"""Moving a workspace to another store, and what keeps an unfinished copy from being taken for a whole one."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from orbit.store.copying import copy_store
from orbit.store.open import open_store, shown
from orbit.store.tables import COPYING
from tests.api.cli.conftest import Orbit, written
from tests.storing import state

UNFINISHED = "A copy into this store was not finished"


class Interrupted(Exception):
    """A copy that is cut off."""


def interrupted(_what: str, _rows: int) -> None:
    raise Interrupted


def start_copy(source: Path, target: Path) -> None:
    """Copy one page of rows and stop."""
    with (
        closing(open_store(source)) as one,
        closing(open_store(target, create=True)) as other,
        pytest.raises(Interrupted),
    ):
        copy_store(one, other, page=100, progress=interrupted)


def held(file: Path) -> object:
    with closing(open_store(file)) as store:
        return store.revision(), state(store)


def test_a_copied_workspace_gives_the_same_answers(
    orbit: Orbit, demo_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("week", "--json", "--as-of", "2026-11-21")
    before = orbit(*words).out

    said = orbit("copy", "--to", tmp_path / "moved.db")

    assert said.code == 0
    shutil.rmtree(demo_copy / "derived")
    monkeypatch.setenv("ORBIT_STORE", str(tmp_path / "moved.db"))
    assert orbit(*words).out == before


def test_a_copy_says_that_the_digests_are_equal(orbit: Orbit, demo_copy: Path, tmp_path: Path) -> None:
    said = orbit("copy", "--from", demo_copy / "orbit.db", "--to", tmp_path / "moved.db")

    assert said.out.startswith("The digests are equal: ")
    assert f"rows are now in {tmp_path / 'moved.db'}." in said.err
    assert held(tmp_path / "moved.db") == held(demo_copy / "orbit.db")
    assert (tmp_path / "moved.db").stat().st_mode & 0o077 == 0


def test_a_copy_and_its_copy_are_told_as_equal_to_programs(orbit: Orbit, demo_copy: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.db", tmp_path / "second.db"

    there = orbit("copy", "--to", first, "--json").json
    on = orbit("copy", "--from", f"sqlite:///{first}", "--to", second, "--json").json

    assert there == {
        "rows": there["rows"],
        "digest": on["digest"],
        "from": str(demo_copy / "orbit.db"),
        "to": str(first),
    }
    assert on["rows"] == there["rows"] > 1000


@pytest.mark.parametrize("words", [["week"], ["doctor"], ["init"], ["backup", "saved.db"]])
def test_a_store_with_an_unfinished_copy_is_not_worked_with(
    orbit: Orbit, demo_home: Path, home: Path, words: list[str]
) -> None:
    home.mkdir()
    start_copy(demo_home / "orbit.db", home / "orbit.db")

    said = orbit(*words)

    assert (said.code, said.out) == (1, "")
    assert UNFINISHED in said.err


def test_a_copy_that_was_interrupted_goes_on(orbit: Orbit, demo_home: Path, home: Path) -> None:
    home.mkdir()
    start_copy(demo_home / "orbit.db", home / "orbit.db")

    said = orbit("copy", "--from", demo_home / "orbit.db", "--to", home / "orbit.db")

    assert said.code == 0
    assert "Going on with the copy that was not finished." in said.err
    assert held(home / "orbit.db") == held(demo_home / "orbit.db")
    assert orbit("doctor").code == 0


def test_an_unfinished_copy_is_no_source(orbit: Orbit, demo_home: Path, tmp_path: Path) -> None:
    start_copy(demo_home / "orbit.db", tmp_path / "half.db")

    said = orbit("copy", "--from", tmp_path / "half.db", "--to", tmp_path / "moved.db")

    assert said.code == 2
    assert "unfinished copy itself" in said.err


@pytest.mark.parametrize(
    "again", ["orbit.db", "./orbit.db", "sqlite:///{home}/orbit.db", "sqlite:///{home}/../home/orbit.db"]
)
def test_a_store_is_not_copied_to_itself(
    orbit: Orbit, demo_copy: Path, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    monkeypatch.chdir(demo_copy)
    before = held(demo_copy / "orbit.db")

    said = orbit("copy", "--to", again.format(home=demo_copy))

    assert said.code == 2
    assert "the same store" in said.err
    assert held(demo_copy / "orbit.db") == before


def test_a_store_that_holds_data_is_not_copied_into(orbit: Orbit, demo_copy: Path, tmp_path: Path) -> None:
    orbit("init", "--home", tmp_path / "other")
    before = held(tmp_path / "other" / "orbit.db")

    said = orbit("copy", "--to", tmp_path / "other" / "orbit.db")

    assert said.code == 2
    assert "name an empty one" in said.err
    assert held(tmp_path / "other" / "orbit.db") == before


def test_a_source_that_is_not_there_is_named(orbit: Orbit, tmp_path: Path) -> None:
    said = orbit("copy", "--from", tmp_path / "nowhere.db", "--to", tmp_path / "moved.db")

    assert said.code == 1
    assert f"there is no store at {tmp_path / 'nowhere.db'}" in said.err
    assert not (tmp_path / "moved.db").exists()


def test_what_is_no_store_is_not_copied_into(orbit: Orbit, demo_copy: Path, tmp_path: Path) -> None:
    letter = written(tmp_path, "letter.txt", "Dear Ida")

    said = orbit("copy", "--to", letter)

    assert said.code == 1
    assert letter.read_text(encoding="utf-8") == "Dear Ida"


def test_a_copy_needs_to_be_told_where_to(orbit: Orbit, demo_copy: Path) -> None:
    assert orbit("copy").code == 2


def test_a_backup_for_a_database_is_copied_not_restored(
    orbit: Orbit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORBIT_STORE", "neo4j://ida:secret@db.example:7687")

    said = orbit("restore", tmp_path / "saved.db")

    assert said.code == 2
    assert f"orbit copy --from {tmp_path / 'saved.db'} --to ADDRESS" in said.err
    assert "secret" not in said.err


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("neo4j://ida:secret@db.example:7687/sales", "neo4j://db.example:7687/sales"),
        ("bolt+s://ida:p@ss/w@rd@db.example", "bolt+s://db.example"),
        ("neo4j://db.example", "neo4j://db.example"),
        ("files/ida@tidewell.db", "files/ida@tidewell.db"),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, told: str) -> None:
    assert shown(address) == told


def test_a_finished_copy_leaves_no_mark_on_its_source(orbit: Orbit, demo_copy: Path, tmp_path: Path) -> None:
    orbit("copy", "--to", tmp_path / "moved.db")

    with closing(open_store(demo_copy / "orbit.db")) as source, closing(open_store(tmp_path / "moved.db")) as target:
        assert (source.meta(COPYING), target.meta(COPYING)) == (None, "")


def test_whoever_was_erased_since_a_backup_stays_out_of_a_copy_made_as_documented(
    orbit: Orbit, connections: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    orbit("init")
    orbit("ingest", "linkedin", connections, "--owner", "ana@tidewell.example")
    orbit("backup", tmp_path / "saved.db")
    orbit("erase", "ida@nordlys.example", "--yes")

    orbit("copy", "--from", home / "orbit.db", "--to", tmp_path / "live.db")
    monkeypatch.setenv("ORBIT_STORE", str(tmp_path / "live.db"))
    orbit("restore", tmp_path / "saved.db")
    orbit("copy", "--from", tmp_path / "live.db", "--to", tmp_path / "database.db")

    monkeypatch.setenv("ORBIT_STORE", str(tmp_path / "database.db"))
    assert orbit("export", "Ida Berg").code == 1
    assert orbit("export", "Bo Krantz").code == 0
