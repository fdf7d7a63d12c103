from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.surfaces.connections import Connections, new_connection
from api.surfaces.launch import Surface
from orbit.errors import UsageError
from tests.api.surfaces.launching import PORTAL, SECRET, connection


def test_what_is_connected_is_found_again(tmp_path: Path) -> None:
    told = connection(Surface.HUBSPOT, PORTAL)

    Connections(tmp_path).put(told)

    assert Connections(tmp_path).find(Surface.HUBSPOT) == told
    assert Connections(tmp_path).find(Surface.SALESFORCE) is None


def test_each_crm_has_its_usual_pages(tmp_path: Path) -> None:
    Connections(tmp_path).put(connection(Surface.PIPEDRIVE, "8"))

    assert Connections(tmp_path).frames(Surface.PIPEDRIVE) == ("https://*.pipedrive.com",)
    assert Connections(tmp_path).frames(Surface.HUBSPOT) == ()


def test_nobody_else_on_the_machine_can_read_the_secrets(tmp_path: Path) -> None:
    known = Connections(tmp_path)
    known.put(connection(Surface.HUBSPOT, PORTAL))
    known.signing_key()

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}

    assert modes == {"surfaces.json": 0o600, "surfaces.key": 0o600}


def test_a_secret_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    Connections(tmp_path).put(connection(Surface.HUBSPOT, PORTAL))
    (tmp_path / "surfaces.json").chmod(0o644)

    with pytest.raises(UsageError, match="chmod 600"):
        Connections(tmp_path).find(Surface.HUBSPOT)


def test_a_secret_is_not_shown_where_a_connection_is(tmp_path: Path) -> None:
    assert SECRET not in repr(connection(Surface.HUBSPOT, PORTAL))


def test_what_is_removed_is_gone_with_its_secret(tmp_path: Path) -> None:
    known = Connections(tmp_path)
    known.put(connection(Surface.HUBSPOT, PORTAL))

    assert (known.remove(Surface.HUBSPOT), known.remove(Surface.HUBSPOT)) == (True, False)
    assert SECRET not in (tmp_path / "surfaces.json").read_text()


def test_the_signing_key_stays_and_is_one_for_all_processes(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: Connections(tmp_path).signing_key(), range(16)))

    assert len(set(keys)) == 1
    assert len(keys[0]) == 64
    assert [file.name for file in tmp_path.iterdir()] == ["surfaces.key"]


@pytest.mark.parametrize("instance", ["", "a b", "62515;", "é"])
def test_a_crm_needs_its_account(instance: str) -> None:
    with pytest.raises(UsageError, match="--instance"):
        new_connection(Surface.HUBSPOT, secret=SECRET, instance=instance, frames=())


@pytest.mark.parametrize("secret", ["", "short", "a" * 513, "with a\nline break in it"])
def test_a_crm_needs_a_secret_that_is_one(secret: str) -> None:
    with pytest.raises(UsageError, match="secret"):
        new_connection(Surface.HUBSPOT, secret=secret, instance=PORTAL, frames=())


@pytest.mark.parametrize(
    "frame", ["*", "https:", "https://*", "http://crm.example.com", "https://a.example.com;", "'self'", "https://a b.c"]
)
def test_a_frame_that_lets_in_too_much_is_refused(frame: str) -> None:
    with pytest.raises(UsageError, match="may hold the panel"):
        new_connection(Surface.EMBED, secret="", instance="", frames=(frame,))
