"""Where the workspace is."""

from __future__ import annotations

from pathlib import Path

import pytest

from orbit.errors import UsageError
from orbit.settings import OidcSettings, Ranking, read_settings


def test_the_folder_that_was_named_wins(tmp_path: Path) -> None:
    settings = read_settings(tmp_path / "named", {"ORBIT_HOME": str(tmp_path / "other")})

    assert settings.home == tmp_path / "named"
    assert settings.store == str(tmp_path / "named" / "orbit.db")


def test_the_environment_names_the_folder(tmp_path: Path) -> None:
    assert read_settings(None, {"ORBIT_HOME": str(tmp_path)}).home == tmp_path


def test_without_a_name_it_is_in_the_users_home() -> None:
    settings = read_settings(None, {"ORBIT_HOME": ""})

    assert settings.home == Path.home() / ".orbit"


def test_a_tilde_means_the_users_home() -> None:
    assert read_settings(None, {"ORBIT_HOME": "~/sales"}).home == Path.home() / "sales"


def test_the_environment_names_the_store(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, {"ORBIT_STORE": "neo4j://graph.example"})

    assert settings.store == "neo4j://graph.example"


def test_everything_else_lies_in_the_folder(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, {})

    assert {settings.policy.parent, settings.derived.parent, settings.rejects.parent} == {tmp_path}


def test_ways_are_ranked_in_the_engine_unless_the_environment_says_otherwise(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}).ranking is Ranking.ENGINE
    assert read_settings(tmp_path, {"ORBIT_RANKING": ""}).ranking is Ranking.ENGINE
    assert read_settings(tmp_path, {"ORBIT_RANKING": "database"}).ranking is Ranking.DATABASE


def test_any_other_place_to_rank_in_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ORBIT_RANKING must be engine or database"):
        read_settings(tmp_path, {"ORBIT_RANKING": "both"})


OIDC = {
    "ORBIT_ADDRESS": "https://Orbit.example.com/",
    "ORBIT_OIDC_ISSUER": "https://id.example.com/",
    "ORBIT_OIDC_CLIENT": "orbit",
    "ORBIT_OIDC_SECRET": "made up",
}


def test_the_environment_says_where_people_open_it_and_who_knows_them(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, OIDC | {"ORBIT_OIDC_DOMAIN": "@Example.com", "ORBIT_OIDC_UNCONFIRMED": "yes"})

    assert settings.address == "https://orbit.example.com"
    assert settings.oidc == OidcSettings("https://id.example.com", "orbit", "made up", "example.com", unconfirmed=True)
    assert "made up" not in repr(settings)


def test_without_them_there_is_neither(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, {})

    assert (settings.address, settings.oidc) == (None, None)


@pytest.mark.parametrize("missing", ["ORBIT_ADDRESS", "ORBIT_OIDC_CLIENT", "ORBIT_OIDC_SECRET"])
def test_an_identity_provider_that_is_half_set_up_is_told(tmp_path: Path, missing: str) -> None:
    with pytest.raises(UsageError, match=missing):
        read_settings(tmp_path, OIDC | {missing: ""})


@pytest.mark.parametrize(
    "address",
    ["orbit.example.com", "ftp://orbit.example.com", "https://", "https://a.example/x", "https://u@a.example"],
)
def test_an_address_that_is_none_is_told(tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError, match="ORBIT_ADDRESS"):
        read_settings(tmp_path, {"ORBIT_ADDRESS": address})


def test_an_identity_provider_is_not_asked_in_the_open(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="https://"):
        read_settings(tmp_path, OIDC | {"ORBIT_OIDC_ISSUER": "http://id.example.com"})
