"""What somebody may ask of us about themselves: what we know, and that we forget it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.api.cli.conftest import ACCOUNTS, CONNECTIONS, Orbit, written

OWNER = ("--owner", "ana@tidewell.example")
IDA = "ida@nordlys.example"


@pytest.fixture(autouse=True)
def known(orbit: Orbit, accounts: Path, connections: Path) -> None:
    """A workspace that knows Ida."""
    orbit("init", "--company", "Tidewell")
    orbit("ingest", "crm_accounts", accounts)
    orbit("ingest", "linkedin", connections, *OWNER)


def test_all_that_is_known_of_a_person_is_told_with_its_source(orbit: Orbit) -> None:
    said = orbit("export", IDA)

    assert said.code == 0
    assert said.json["person"]["name"] == "Ida Berg"
    assert [record["ref"]["ref"] for record in said.json["records"]] == ["Connections.csv:5"]
    assert {fact["fact"] for fact in said.json["facts"]} == {"spell", "tie"}
    assert {fact["ref"]["ref"] for fact in said.json["facts"]} == {"Connections.csv:5"}


def test_an_erased_person_is_gone_from_every_answer(orbit: Orbit) -> None:
    said = orbit("erase", IDA, "--yes")

    assert (said.code, said.out) == (0, "")
    assert orbit("export", IDA).code == 1
    assert "Berg" not in orbit("paths", "nordlys.example", "--json").out
    assert orbit("export", "Bo Krantz").code == 0


@pytest.mark.parametrize("key", [IDA, "https://www.linkedin.com/in/ida-berg", "Ida Berg"])
def test_a_person_is_erased_by_whatever_names_them(orbit: Orbit, key: str) -> None:
    assert orbit("erase", key, "--yes").code == 0
    assert orbit("export", "Ida Berg").code == 1


def test_an_erased_person_stays_out_of_later_imports(orbit: Orbit, connections: Path) -> None:
    orbit("erase", IDA, "--yes")

    said = orbit("ingest", "linkedin", connections, *OWNER, "--json")

    assert said.json["outcomes"]["suppressed"] == 1
    assert orbit("export", "Ida Berg").code == 1


@pytest.mark.parametrize(
    "row",
    [
        "Ida,Berg,,Ida@Nordlys.example,,,05 Mar 2024",
        "Ida,Berg-Moe,https://de.linkedin.com/in/Ida-Berg/,,Kelp Works,CEO,05 Mar 2025",
        "ida,BERG,,,nordlys as,,05 Mar 2024",
    ],
)
def test_an_erased_person_stays_out_however_they_are_told(orbit: Orbit, tmp_path: Path, row: str) -> None:
    orbit("erase", IDA, "--yes")
    head = CONNECTIONS.splitlines()[3]
    later = written(tmp_path, "Later.csv", f"{head}\n{row}\nEva,Holm,,,Kelp Works,CFO,05 Mar 2024\n")

    said = orbit("ingest", "linkedin", later, *OWNER, "--json")

    assert (said.json["outcomes"]["suppressed"], said.json["outcomes"]["created"]) == (1, 1)


def test_nothing_of_an_erased_person_is_left_in_the_files_of_the_workspace(orbit: Orbit, home: Path) -> None:
    orbit("paths", "nordlys.example", "--json")

    orbit("erase", IDA, "--yes")

    kept = [path.name for path in home.rglob("*") if path.is_file() and b"ida-berg" in path.read_bytes().lower()]
    assert kept == []


def test_people_of_a_blocked_domain_are_counted_and_never_kept(orbit: Orbit, home: Path, tmp_path: Path) -> None:
    written(home, "policy.toml", '[intake]\nblocked_domains = ["kelp.example"]\n')
    later = CONNECTIONS + "Eva,Holm,,eva@kelp.example,Kelp Works,CFO,05 Mar 2024\n"

    said = orbit("ingest", "linkedin", written(tmp_path, "Later.csv", later), *OWNER, "--json")

    assert said.json["outcomes"]["blocked"] == 1
    assert orbit("export", "Eva Holm").code == 1


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_erasing_asks_first(orbit: Orbit, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))

    said = orbit("erase", IDA)

    assert said.code == 1
    assert "for good?" in said.err
    assert orbit("export", IDA).code == 0


def test_somebody_unknown_cannot_be_erased(orbit: Orbit) -> None:
    said = orbit("erase", "nobody@nordlys.example", "--yes")

    assert said.code == 1
    assert "nobody@nordlys.example" not in said.err


def test_of_two_people_of_one_name_neither_is_erased(orbit: Orbit, tmp_path: Path) -> None:
    other = "Ida,Berg,https://www.linkedin.com/in/ida-other,,Kelp Works,CEO,05 Mar 2024"
    orbit("ingest", "linkedin", written(tmp_path, "Other.csv", CONNECTIONS + other), *OWNER)

    said = orbit("erase", "Ida Berg", "--yes")

    assert said.code == 1
    assert "2 people are called that" in said.err
    assert said.err.count("per_") == 2


def test_the_accounts_of_an_erased_person_stay(orbit: Orbit) -> None:
    orbit("erase", IDA, "--yes")

    assert orbit("paths", "nordlys.example", "--json").json["account"]["name"] == ACCOUNTS.split()[1].split(",")[0]


def test_a_backup_does_not_bring_back_whoever_was_erased_since(orbit: Orbit, connections: Path, tmp_path: Path) -> None:
    orbit("backup", tmp_path / "saved.db")
    orbit("erase", IDA, "--yes")

    said = orbit("restore", tmp_path / "saved.db")

    assert said.code == 0
    assert orbit("export", "Ida Berg").code == 1
    assert orbit("export", "Bo Krantz").code == 0
    assert orbit("ingest", "linkedin", connections, *OWNER, "--json").json["outcomes"]["suppressed"] == 1


def test_erasing_deletes_lists_of_rejected_rows_that_name_the_person(orbit: Orbit, home: Path, tmp_path: Path) -> None:
    rows = "person_name,email,role,since\nIda Berg,ida@nordlys.example,advisor,soon\nBo Krantz,,advisor,2024\n"
    orbit("ingest", "advisors", written(tmp_path, "advisors.csv", rows))
    assert len(list((home / "rejects").iterdir())) == 1

    orbit("erase", IDA, "--yes")

    assert list((home / "rejects").iterdir()) == []
