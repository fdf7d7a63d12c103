"""Keeping a workspace: making, looking over, backing up, bringing back, keys."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orbit.store.open import open_store
from tests.api.cli.conftest import Orbit, written
from tests.storing import state

DEMO_TIME = datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp()


def held(home: Path) -> object:
    store = open_store(str(home / "orbit.db"))
    try:
        return state(store)
    finally:
        store.close()


def test_a_workspace_is_made_where_it_was_asked_for(orbit: Orbit, tmp_path: Path) -> None:
    said = orbit("init", "--home", tmp_path / "new", "--company", "Tidewell")

    assert (said.code, said.out) == (0, "")
    assert str(tmp_path / "new") in said.err
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0
    assert (tmp_path / "new" / "orbit.db").stat().st_mode & 0o077 == 0


def test_making_it_again_keeps_what_is_there(orbit: Orbit, demo_copy: Path) -> None:
    before = held(demo_copy)

    assert orbit("init", "--about", "Tidewell forecasts sales.").code == 0
    assert held(demo_copy) == before


@pytest.mark.parametrize("words", [["week"], ["doctor"], ["paths", "x"], ["keys", "list"], ["review", "list"]])
def test_without_a_workspace_every_verb_says_how_to_make_one(orbit: Orbit, words: list[str], home: Path) -> None:
    said = orbit(*words)

    assert said.code == 2
    assert "orbit init" in said.err
    assert not home.exists()


def test_the_doctor_finds_a_sound_workspace_sound(orbit: Orbit, demo_copy: Path) -> None:
    said = orbit("doctor", "--json")

    assert said.code == 0
    assert all(finding["fine"] for finding in said.json["findings"])


def test_the_doctor_says_what_is_missing(orbit: Orbit) -> None:
    orbit("init")

    said = orbit("doctor")

    assert said.code == 1
    assert "MEND Nothing imported yet" in said.out
    assert "MEND No accounts yet" in said.out


def test_a_damaged_store_is_an_error_that_says_so(orbit: Orbit, demo_copy: Path) -> None:
    with (demo_copy / "orbit.db").open("r+b") as file:
        file.write(b"not a database at all")

    said = orbit("week")

    assert (said.code, said.out) == (1, "")
    assert "not an Orbit store" in said.err


def test_a_backup_brings_everything_back(orbit: Orbit, demo_copy: Path, accounts: Path, tmp_path: Path) -> None:
    orbit("backup", tmp_path / "saved.db")
    before = held(demo_copy)
    orbit("ingest", "crm_accounts", accounts)
    assert held(demo_copy) != before

    said = orbit("restore", tmp_path / "saved.db")

    assert said.code == 0
    assert "What stood there before is kept as" in said.err
    assert held(demo_copy) == before


def test_a_backup_opens_as_a_workspace_of_its_own(orbit: Orbit, demo_copy: Path, tmp_path: Path) -> None:
    orbit("backup", tmp_path / "saved.db")

    said = orbit("restore", tmp_path / "saved.db", "--home", tmp_path / "elsewhere")

    assert (said.code, said.err) == (0, "Restored.\n")
    assert held(tmp_path / "elsewhere") == held(demo_copy)


def test_answers_after_a_restore_are_those_of_the_backup(orbit: Orbit, demo_copy: Path, tmp_path: Path) -> None:
    words = ("week", "--json", "--as-of", "2026-11-21")
    before = orbit(*words).json["reps"]
    orbit("backup", tmp_path / "saved.db")
    won = before[0]["asks"][0]["account"]
    row = f'account_name,domain,kind\n"{won["name"]}",{won["domain"]},customer\n'
    file = written(tmp_path, "won.csv", row)
    os.utime(file, (DEMO_TIME, DEMO_TIME))
    orbit("ingest", "crm_accounts", file)
    changed = orbit(*words).json["reps"]

    orbit("restore", tmp_path / "saved.db")

    assert orbit(*words).json["reps"] == before != changed


def test_a_backup_never_writes_over_a_file(orbit: Orbit, demo_copy: Path, tmp_path: Path) -> None:
    there = written(tmp_path, "there.db", "precious")

    said = orbit("backup", there)

    assert said.code == 2
    assert there.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("content", ["", "no database"])
def test_what_is_no_backup_is_not_restored(orbit: Orbit, demo_copy: Path, tmp_path: Path, content: str) -> None:
    before = held(demo_copy)

    said = orbit("restore", written(tmp_path, "other.db", content))

    assert said.code == 1
    assert held(demo_copy) == before


def test_a_backup_cut_short_is_not_restored(orbit: Orbit, demo_copy: Path, tmp_path: Path) -> None:
    orbit("backup", tmp_path / "saved.db")
    whole = (tmp_path / "saved.db").read_bytes()
    (tmp_path / "saved.db").write_bytes(whole[: len(whole) // 2])
    before = held(demo_copy)

    assert orbit("restore", tmp_path / "saved.db").code == 1
    assert held(demo_copy) == before


def test_a_backup_that_is_not_there_is_named(orbit: Orbit, tmp_path: Path) -> None:
    said = orbit("restore", tmp_path / "nowhere.db")

    assert said.code == 2
    assert "nowhere.db" in said.err


def test_a_key_is_shown_once_and_kept_only_as_its_hash(orbit: Orbit, home: Path) -> None:
    orbit("init")

    made = orbit("keys", "new", "sidebar")

    secret = made.out.strip()
    assert made.code == 0
    assert secret.startswith("orb_")
    assert secret not in orbit("keys", "list").out
    assert secret.split("_", 3)[3][:43].encode() not in (home / "orbit.db").read_bytes()


def test_where_there_is_no_key_the_list_says_how_to_make_one(orbit: Orbit) -> None:
    orbit("init", "--company", "Tidewell")

    said = orbit("keys", "list")

    assert (said.out, said.err) == ("", "No key yet. Make one: orbit keys new NAME\n")


def test_keys_are_listed_and_withdrawn(orbit: Orbit) -> None:
    orbit("init")
    orbit("keys", "new", "sidebar", "--days", "30")
    (key,) = orbit("keys", "list", "--json").json["keys"]

    said = orbit("keys", "revoke", key["id"])

    (after,) = orbit("keys", "list", "--json").json["keys"]
    assert (key["name"], key["revoked_at"]) == ("sidebar", None)
    assert said.code == 0
    assert after["revoked_at"]
    assert "withdrawn" in orbit("keys", "list").out


def test_an_unknown_key_cannot_be_withdrawn(orbit: Orbit) -> None:
    orbit("init")

    assert orbit("keys", "revoke", "nothing").code == 1


@pytest.mark.parametrize("days", ["0", "366", "many"])
def test_a_key_works_for_a_day_to_a_year(orbit: Orbit, days: str) -> None:
    orbit("init")

    assert orbit("keys", "new", "sidebar", "--days", days).code == 2


def test_the_demo_is_not_mixed_with_other_data(orbit: Orbit, accounts: Path) -> None:
    orbit("init")
    orbit("ingest", "crm_accounts", accounts)

    said = orbit("demo", "--scale", "0.02")

    assert said.code == 2
    assert "holds imported data" in said.err


def test_the_demo_is_not_mixed_with_another_one(orbit: Orbit, demo_copy: Path) -> None:
    said = orbit("demo", "--seed", "8", "--scale", "0.02")

    assert said.code == 2
    assert "another fictional company" in said.err


def test_the_store_of_another_place_can_be_named(
    orbit: Orbit, demo_home: Path, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copy(demo_home / "orbit.db", tmp_path / "sales.db")
    monkeypatch.setenv("ORBIT_STORE", str(tmp_path / "sales.db"))

    assert orbit("week", "--json", "--as-of", "2026-11-21").json["reps"]
    assert not (home / "orbit.db").exists()
