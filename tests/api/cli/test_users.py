"""Who may sign in, from the command line."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from api.serving import invite_first_admin
from api.workspace import Workspace
from orbit.access import OPEN, OPEN_ON_LOOPBACK
from orbit.settings import read_settings
from orbit.store.sqlite import open_sqlite
from tests.api.cli.conftest import Orbit


@pytest.fixture(autouse=True)
def workspace(orbit: Orbit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORBIT_ADDRESS", raising=False)
    orbit("init", "--company", "Tidewell")


def add(orbit: Orbit, email: str = "rita@example.com", role: str = "admin") -> str:
    return orbit("users", "add", email, "--name", "Rita Moss", "--role", role).out.strip()


def test_who_is_added_gets_a_link_that_is_all_that_is_printed(orbit: Orbit) -> None:
    said = orbit("users", "add", "Ida@Example.com", "--name", "Ida Berg", "--role", "manager")

    assert said.code == 0
    assert said.out.startswith("http://127.0.0.1:8000/welcome/")
    assert "ida@example.com" in said.err
    assert said.out.strip().rpartition("/")[2] not in said.err


def test_users_are_listed_without_anything_of_their_passwords(orbit: Orbit) -> None:
    add(orbit)
    add(orbit, "ida@example.com", "rep")

    listed = orbit("users", "list", "--json").json["users"]

    assert [(user["email"], user["role"], user["has_password"]) for user in listed] == [
        ("ida@example.com", "rep", False),
        ("rita@example.com", "admin", False),
    ]
    assert "password_hash" not in listed[0]
    assert "ida@example.com  Rita Moss  rep" in orbit("users", "list").out


def test_an_empty_list_says_how_to_begin(orbit: Orbit) -> None:
    said = orbit("users", "list")

    assert (said.out, "orbit users add" in said.err) == ("", True)


def test_roles_change_and_users_are_disabled_and_enabled(orbit: Orbit) -> None:
    add(orbit)
    add(orbit, "ida@example.com", "rep")

    assert orbit("users", "role", "ida@example.com", "manager", "--json").json["role"] == "manager"
    assert orbit("users", "disable", "ida@example.com", "--json").json["disabled_at"] is not None
    assert "disabled" in orbit("users", "list").out
    assert orbit("users", "link", "ida@example.com").code == 2
    assert orbit("users", "enable", "ida@example.com", "--json").json["disabled_at"] is None


def test_the_last_admin_cannot_be_shut_out(orbit: Orbit) -> None:
    add(orbit)

    assert orbit("users", "disable", "rita@example.com").code == 2
    assert orbit("users", "role", "rita@example.com", "rep").code == 2


def test_a_link_is_made_for_where_people_open_orbit(orbit: Orbit, monkeypatch: pytest.MonkeyPatch) -> None:
    add(orbit)
    assert orbit("users", "link", "rita@example.com", "--at", "https://a.example/").out.startswith(
        "https://a.example/welcome/"
    )

    monkeypatch.setenv("ORBIT_ADDRESS", "https://orbit.example")

    assert (
        orbit("users", "link", "rita@example.com", "--json").json["link"].startswith("https://orbit.example/welcome/")
    )


@pytest.mark.parametrize("words", [["link", "x@a.example"], ["disable", "x@a.example"], ["role", "x@a.example", "rep"]])
def test_an_unknown_user_is_told_with_those_there_are(orbit: Orbit, words: list[str]) -> None:
    add(orbit)

    said = orbit("users", *words)

    assert (said.code, "did you mean: rita@example.com" in said.err) == (1, True)


@pytest.mark.parametrize(
    "words",
    [
        ["nobody", "--name", "N"],
        ["rita@example.com", "--name", " "],
        ["a@example.com", "--name", "A", "--role", "boss"],
    ],
)
def test_a_user_that_cannot_be_is_not_added(orbit: Orbit, words: list[str]) -> None:
    assert orbit("users", "add", *words).code == 2
    assert orbit("users", "list", "--json").json["users"] == []


def test_a_key_is_made_for_some_things_only(orbit: Orbit) -> None:
    orbit("keys", "new", "sidebar", "--scope", "read", "--scope", "ask")
    orbit("keys", "new", "everything")

    keys = {key["name"]: key["scopes"] for key in orbit("keys", "list", "--json").json["keys"]}

    assert keys["sidebar"] == ["read", "ask"]
    assert len(keys["everything"]) == 9
    assert orbit("keys", "new", "x", "--scope", "dance").code == 2


def test_users_and_scopes_move_to_another_store(orbit: Orbit, home: Path, tmp_path: Path) -> None:
    add(orbit)
    orbit("keys", "new", "sidebar", "--scope", "read")

    assert orbit("copy", "--to", tmp_path / "other.db").code == 0

    with closing(open_sqlite(home / "orbit.db")) as one, closing(open_sqlite(tmp_path / "other.db")) as other:
        assert (one.users(), one.keys()) == (other.users(), other.keys())


def test_a_backup_brings_users_back_but_nobody_who_was_shut_out_since(orbit: Orbit, home: Path, tmp_path: Path) -> None:
    add(orbit)
    add(orbit, "ida@example.com", "rep")
    orbit("backup", tmp_path / "saved.db")
    orbit("users", "disable", "ida@example.com")

    assert orbit("restore", tmp_path / "saved.db").code == 0

    users = {user["email"]: user["disabled_at"] is None for user in orbit("users", "list", "--json").json["users"]}
    assert users == {"rita@example.com": True, "ida@example.com": False}
    with closing(open_sqlite(home / "orbit.db")) as store:
        assert store.rows("sign_in_link", limit=9) == []


IDA = "ida@nordlys.example"


@pytest.fixture
def known(orbit: Orbit, connections: Path) -> None:
    """A workspace that knows Ida."""
    orbit("ingest", "linkedin", connections, "--owner", "ana@tidewell.example")


def test_erasing_somebody_who_signs_in_takes_their_account_too(orbit: Orbit, known: None) -> None:
    add(orbit)
    add(orbit, IDA, "rep")

    assert orbit("erase", IDA, "--yes").code == 0

    assert [user["email"] for user in orbit("users", "list", "--json").json["users"]] == ["rita@example.com"]


def test_the_only_admin_is_not_erased_before_there_is_another(orbit: Orbit, known: None) -> None:
    add(orbit, IDA, "admin")

    said = orbit("erase", IDA, "--yes")

    assert (said.code, "only admin" in said.err) == (2, True)
    assert orbit("export", IDA).code == 0


def test_whoever_was_erased_does_not_come_back_as_a_user(orbit: Orbit, known: None, tmp_path: Path) -> None:
    add(orbit)
    add(orbit, IDA, "rep")
    orbit("backup", tmp_path / "saved.db")
    orbit("erase", IDA, "--yes")

    orbit("restore", tmp_path / "saved.db")

    assert [user["email"] for user in orbit("users", "list", "--json").json["users"]] == ["rita@example.com"]


def invited(home: Path, host: str = "127.0.0.1") -> list[str]:
    said: list[str] = []
    with Workspace.open(read_settings(home, {})) as workspace:
        invite_first_admin(workspace, host, 8000, said.append)
    return said


def test_serving_says_how_the_first_admin_comes_in(orbit: Orbit, home: Path) -> None:
    told, link = invited(home)

    assert "makes the first admin" in told
    assert link.strip().startswith("http://127.0.0.1:8000/welcome/")


def test_serving_says_nothing_once_somebody_can_sign_in(orbit: Orbit, home: Path) -> None:
    add(orbit)

    assert invited(home) == []


def test_serving_says_nothing_where_nobody_needs_to_sign_in(orbit: Orbit, home: Path) -> None:
    with closing(open_sqlite(home / "orbit.db")) as store, store.writing() as batch:
        batch.set_meta(OPEN_ON_LOOPBACK, OPEN)

    assert invited(home) == []


def test_the_demo_is_open_on_its_own_machine(demo_home: Path, tmp_path: Path) -> None:
    shutil.copy(demo_home / "orbit.db", tmp_path / "demo.db")

    with closing(open_sqlite(tmp_path / "demo.db")) as store:
        assert store.meta(OPEN_ON_LOOPBACK) == OPEN
