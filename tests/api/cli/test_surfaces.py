from __future__ import annotations

import stat
from pathlib import Path

import pytest

from api.surfaces.connections import Connections
from api.surfaces.launch import Surface
from tests.api.cli.conftest import Orbit, written

SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"  # noqa: S105  as in a vendor's own examples


@pytest.fixture
def kept(orbit: Orbit, tmp_path: Path) -> Path:
    """Return a file that holds a secret, beside a workspace."""
    orbit("init", "--company", "Tidewell")
    return written(tmp_path, "secret", f"{SECRET}\n")


def test_a_crm_is_connected_by_a_secret_in_a_file(orbit: Orbit, home: Path, kept: Path) -> None:
    said = orbit("surfaces", "set", "hubspot", "--secret-from", kept, "--instance", "62515")

    found = Connections(home).find(Surface.HUBSPOT)
    assert said.code == 0
    assert found is not None
    assert (found.secret, found.instance) == (SECRET, "62515")
    assert "https://app.hubspot.com" in said.err


def test_a_secret_can_be_piped_in(orbit: Orbit, home: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept.open(encoding="utf-8") as piped:
        monkeypatch.setattr("sys.stdin", piped)
        orbit("surfaces", "set", "pipedrive", "--secret-from", "-", "--instance", "8")

    found = Connections(home).find(Surface.PIPEDRIVE)
    assert found is not None
    assert found.secret == SECRET


def test_a_secret_is_never_shown_and_nobody_else_can_read_it(orbit: Orbit, home: Path, kept: Path) -> None:
    said = orbit("surfaces", "set", "salesforce", "--secret-from", kept, "--instance", "00D000000000001")
    listed = [orbit("surfaces", "list"), orbit("surfaces", "list", "--json")]

    assert not [told for told in (said, *listed) if SECRET in told.out + told.err]
    assert stat.S_IMODE((home / "surfaces.json").stat().st_mode) == 0o600


def test_what_is_connected_is_listed(orbit: Orbit, kept: Path) -> None:
    orbit("surfaces", "set", "embed", "--frame", "https://intranet.example.com")

    assert orbit("surfaces", "list").out.split() == ["embed", "-", "https://intranet.example.com"]
    assert orbit("surfaces", "list", "--json").json == {
        "surfaces": [{"surface": "embed", "instance": "", "frames": ["https://intranet.example.com"]}]
    }


def test_a_crm_is_disconnected(orbit: Orbit, home: Path, kept: Path) -> None:
    orbit("surfaces", "set", "hubspot", "--secret-from", kept, "--instance", "62515")

    said = [orbit("surfaces", "remove", "hubspot").err, orbit("surfaces", "remove", "hubspot").err]

    assert ["is disconnected" in said[0], "was not connected" in said[1]] == [True, True]
    assert Connections(home).all() == {}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["attio"], "there are: hubspot, salesforce"),
        (["hubspot"], "--instance"),
        (["hubspot", "--instance", "62515"], "the secret of hubspot"),
        (["hubspot", "--instance", "62515", "--secret-from", "nowhere"], "cannot be read"),
        (["embed", "--frame", "https://*"], "may hold the panel"),
    ],
)
def test_what_cannot_be_connected_says_why(orbit: Orbit, kept: Path, words: list[str], told: str) -> None:
    said = orbit("surfaces", "set", *words)

    assert said.code == 2
    assert told in said.err
