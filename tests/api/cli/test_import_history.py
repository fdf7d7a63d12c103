from __future__ import annotations

from pathlib import Path

from tests.api.cli.conftest import Orbit, written

OWNER = "ana@tidewell.example"


def test_an_import_is_listed_and_undone_by_its_number(orbit: Orbit, connections: Path, accounts: Path) -> None:
    orbit("init")
    orbit("ingest", "crm_accounts", accounts)
    orbit("ingest", "linkedin", connections, "--owner", OWNER)

    undone = orbit("imports", "undo", 2, "--json")

    items = orbit("imports", "list", "--json").json["items"]
    assert undone.json["done"] == "undone"
    assert [(item["number"], item["state"]) for item in items] == [(2, "undone"), (1, "ready")]


def test_the_list_says_until_when_an_import_can_be_undone(orbit: Orbit, accounts: Path) -> None:
    orbit("init")
    orbit("ingest", "crm_accounts", accounts)

    said = orbit("imports", "list")

    assert ("accounts.csv" in said.out, said.code) == (True, 0)


def test_an_unknown_number_is_a_failure_with_a_reason(orbit: Orbit) -> None:
    orbit("init")

    said = orbit("imports", "undo", 7)

    assert said.code == 1
    assert "there is no import 7; see them with `orbit imports list`" in said.err


def test_undoing_an_import_takes_its_rejected_rows_along(orbit: Orbit, home: Path, tmp_path: Path) -> None:
    rows = "account_name,kind\nNordlys,target\nFjord,nonsense\n"
    orbit("init")
    orbit("ingest", "crm_accounts", written(tmp_path, "a.csv", rows))

    orbit("imports", "undo", 1)

    assert list((home / "rejects").glob("*.csv")) == []


def test_ties_that_somebody_confirmed_are_no_imports(orbit: Orbit, demo_copy: Path) -> None:
    sources = {item["source"] for item in orbit("imports", "list", "--json").json["items"]}

    assert "answers" not in sources
    assert "linkedin" in sources


def test_a_file_whose_import_was_undone_is_new_again(orbit: Orbit, accounts: Path) -> None:
    orbit("init")
    orbit("ingest", "crm_accounts", accounts)
    orbit("imports", "undo", 1)

    again = orbit("ingest", "crm_accounts", accounts, "--json").json

    assert (again["files"][0]["imported_before"], again["outcomes"]["created"]) == (False, 2)


def test_an_erased_person_is_in_no_former_version_and_does_not_come_back(
    orbit: Orbit, home: Path, tmp_path: Path
) -> None:
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    row = "Ida,Berg,https://www.linkedin.com/in/ida-berg,ida@nordlys.example,Nordlys AS,{},05 Mar 2024\n"
    orbit("init")
    for number, title in enumerate(("Analyst", "VP Finance")):
        file = written(tmp_path, f"Connections ({number}).csv", head + row.format(title))
        orbit("ingest", "linkedin", file, "--owner", OWNER)

    orbit("erase", "ida@nordlys.example", "--yes")
    undone = orbit("imports", "undo", 2)

    stored = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert undone.code == 0
    assert [word in stored for word in (b"ida-berg", b"Ida Berg", b"VP Finance", b"Analyst")] == [False] * 4
