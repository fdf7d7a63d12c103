"""Taking files in: what was guessed, what became of every row, and plain sentences for files that cannot be used."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from orbit.store.open import open_store
from tests.api.cli.conftest import ACCOUNTS, Orbit, written
from tests.storing import state

ONE_BAD = ACCOUNTS + "Bay Motors,bay.example,partner,\n"


@pytest.fixture(autouse=True)
def made(orbit: Orbit) -> None:
    orbit("init", "--company", "Tidewell")


def stored(home: Path) -> tuple[int, list[str], dict[str, list[Any]]]:
    """Everything that the store holds."""
    store = open_store(str(home / "orbit.db"))
    held = (store.revision(), [log.sha256 for log in store.imports()], state(store))
    store.close()
    return held


def test_a_good_file_is_taken_in(orbit: Orbit, accounts: Path) -> None:
    said = orbit("ingest", "crm_accounts", accounts, "--json")

    assert said.code == 0
    assert said.json["outcomes"]["created"] == said.json["rows"] == 2
    assert said.json["rejects_file"] is None


def test_the_report_tells_every_guess(orbit: Orbit, accounts: Path) -> None:
    said = orbit("ingest", "crm_accounts", accounts)

    assert said.code == 0
    assert all(word in said.out for word in ("accounts.csv", "encoding", "delimiter", "header"))


def test_what_was_taken_in_is_there_to_be_asked(orbit: Orbit, accounts: Path) -> None:
    orbit("ingest", "crm_accounts", accounts)

    assert orbit("paths", "Nordlys", "--json").json["account"]["domain"] == "nordlys.example"


def test_the_same_file_again_changes_nothing_and_says_so(orbit: Orbit, accounts: Path, home: Path) -> None:
    orbit("ingest", "crm_accounts", accounts)
    before = stored(home)

    said = orbit("ingest", "crm_accounts", accounts)

    assert said.code == 0
    assert "imported before" in said.out
    assert "unchanged" in said.out
    assert stored(home)[2] == before[2]


def test_a_dry_run_tells_the_same_and_changes_nothing(orbit: Orbit, accounts: Path, home: Path) -> None:
    before = stored(home)

    dry = orbit("ingest", "crm_accounts", accounts, "--dry-run", "--json")

    assert stored(home) == before
    assert dry.json["dry_run"] is True
    real = orbit("ingest", "crm_accounts", accounts, "--json").json
    assert (dry.json["rows"], dry.json["outcomes"]) == (real["rows"], real["outcomes"])


def test_a_dry_run_says_so(orbit: Orbit, accounts: Path) -> None:
    assert "Nothing was changed" in orbit("ingest", "crm_accounts", accounts, "--dry-run").out


def test_a_dry_run_tells_bad_rows_and_writes_no_file(orbit: Orbit, tmp_path: Path, home: Path) -> None:
    said = orbit("ingest", "crm_accounts", written(tmp_path, "accounts.csv", ONE_BAD), "--dry-run", "--json")

    assert said.code == 3
    assert [reject["line"] for reject in said.json["files"][0]["rejects"]] == [4]
    assert said.json["rejects_file"] is None
    assert not (home / "rejects").exists()


def test_one_bad_row_is_set_aside_and_the_rest_taken_in(orbit: Orbit, tmp_path: Path) -> None:
    said = orbit("ingest", "crm_accounts", written(tmp_path, "accounts.csv", ONE_BAD), "--json")

    assert said.code == 3
    assert (said.json["outcomes"]["created"], said.json["outcomes"]["rejected"]) == (2, 1)
    assert orbit("paths", "Nordlys", "--json").code == 0
    assert orbit("paths", "Bay Motors", "--json").code == 1


def test_the_file_of_rejects_says_where_why_and_how_to_mend_it(orbit: Orbit, tmp_path: Path) -> None:
    said = orbit("ingest", "crm_accounts", written(tmp_path, "accounts.csv", ONE_BAD), "--json")

    with Path(said.json["rejects_file"]).open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["file"], row["line"], row["column"]) == ("accounts.csv", "4", "kind")
    assert row["reason"]
    assert "customer, target" in row["fix"]
    assert row["raw"] == "Bay Motors,bay.example,partner,"


def test_the_rejects_are_told_to_the_reader_and_kept_private(orbit: Orbit, tmp_path: Path, home: Path) -> None:
    said = orbit("ingest", "crm_accounts", written(tmp_path, "accounts.csv", ONE_BAD))

    (rejects,) = (home / "rejects").iterdir()
    assert str(rejects) in said.err
    assert rejects.stat().st_mode & 0o077 == 0


def test_mended_rows_come_in_with_the_next_import(orbit: Orbit, tmp_path: Path) -> None:
    orbit("ingest", "crm_accounts", written(tmp_path, "accounts.csv", ONE_BAD))

    said = orbit(
        "ingest", "crm_accounts", written(tmp_path, "accounts.csv", ONE_BAD.replace("partner", "target")), "--json"
    )

    assert said.code == 0
    assert (said.json["outcomes"]["created"], said.json["outcomes"]["unchanged"]) == (1, 2)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the file is empty"),
        (ACCOUNTS.splitlines()[0], "found none"),
        ("name,phone\nAna,1\n", "this is not a crm_accounts list"),
        (
            "account_name,domain,kind\nBay,bay.example,partner\nTarn,tarn.example,rival\n",
            "none of its 2 rows can be used",
        ),
        ("\x00\x01\x02\x03", ""),
    ],
)
def test_a_file_that_cannot_be_used_says_what_was_expected(
    orbit: Orbit, tmp_path: Path, home: Path, text: str, sentence: str
) -> None:
    before = stored(home)

    said = orbit("ingest", "crm_accounts", written(tmp_path, "accounts.csv", text))

    assert said.code == 1
    assert said.out == ""
    assert said.err.startswith("accounts.csv: ")
    assert sentence in said.err
    assert stored(home) == before


def test_a_file_of_another_source_says_what_was_found(orbit: Orbit, connections: Path) -> None:
    said = orbit("ingest", "crm_champions", connections)

    assert said.code == 1
    assert "not a crm_champions list" in said.err
    assert "Found" in said.err


def test_of_several_files_all_are_taken_in_or_none(orbit: Orbit, accounts: Path, tmp_path: Path, home: Path) -> None:
    before = stored(home)

    said = orbit("ingest", "crm_accounts", accounts, written(tmp_path, "empty.csv", ""))

    assert said.code == 1
    assert stored(home) == before


def test_a_file_that_is_not_there_is_named(orbit: Orbit, tmp_path: Path) -> None:
    said = orbit("ingest", "crm_accounts", tmp_path / "nowhere.csv")

    assert said.code == 2
    assert "nowhere.csv" in said.err


def test_a_folder_is_not_a_file(orbit: Orbit, tmp_path: Path) -> None:
    said = orbit("ingest", "crm_accounts", tmp_path)

    assert said.code == 2
    assert "is not a file" in said.err


def test_an_unknown_source_names_those_there_are(orbit: Orbit, accounts: Path) -> None:
    said = orbit("ingest", "crm_acounts", accounts)

    assert said.code == 1
    assert "crm_accounts" in said.err


def test_unknown_headers_are_read_with_a_mapping(orbit: Orbit, tmp_path: Path) -> None:
    foreign = written(tmp_path, "firms.csv", "Firm,Web,Relation\nNordlys,nordlys.example,target\n")
    mapping = written(
        tmp_path,
        "firms.toml",
        'source = "crm_accounts"\n[columns]\nFirm = "account_name"\nWeb = "domain"\nRelation = "kind"\n',
    )

    assert orbit("ingest", "crm_accounts", foreign).code == 1
    assert orbit("ingest", "crm_accounts", foreign, "--map", mapping).code == 0
    assert orbit("paths", "nordlys.example", "--json").code == 0


def test_a_mapping_that_is_not_there_names_the_shipped_ones(orbit: Orbit, accounts: Path) -> None:
    said = orbit("ingest", "crm_accounts", accounts, "--map", "nowhere")

    assert said.code == 2
    assert "gainsight" in said.err


def test_a_connections_file_needs_its_owner(orbit: Orbit, connections: Path) -> None:
    alone = orbit("ingest", "linkedin", connections)
    owned = orbit("ingest", "linkedin", connections, "--owner", "ana@tidewell.example")

    assert (alone.code, owned.code) == (1, 0)
    assert "--owner" in alone.err


def test_sources_are_listed_with_columns_and_an_example(orbit: Orbit) -> None:
    names = [source["name"] for source in orbit("sources", "--json").json["sources"]]
    (linkedin,) = orbit("sources", "linkedin", "--json").json["sources"]

    assert names == sorted(names)
    assert {"crm_accounts", "crm_champions", "linkedin", "signals"} <= set(names)
    column = linkedin["shapes"][0]["columns"][0]
    assert column["headers"]
    assert column["meaning"]
    assert column["example"]


def test_every_source_can_be_shown(orbit: Orbit) -> None:
    for name in [source["name"] for source in orbit("sources", "--json").json["sources"]]:
        said = orbit("sources", name)
        assert said.code == 0
        assert name in said.out
