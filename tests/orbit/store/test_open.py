from __future__ import annotations

from pathlib import Path

import pytest

from orbit.errors import StoreUnavailable, UsageError
from orbit.store.open import open_store, shown, with_password


def test_a_path_opens_the_store_in_that_file(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a store.orbit", create=True)

    assert store.revision() == 0
    store.close()


def test_an_address_opens_the_store_in_that_file(tmp_path: Path) -> None:
    open_store(tmp_path / "a store.orbit", create=True).close()

    store = open_store(f"sqlite:///{tmp_path}/a%20store.orbit")

    assert store.revision() == 0
    store.close()


@pytest.mark.parametrize(
    "address", ["neo4j://", "neo4j://localhost:seven", "neo4j+tls://graph.example.com", "bolt:///x"]
)
def test_a_wrong_address_of_neo4j_is_refused_with_what_to_write(address: str) -> None:
    with pytest.raises(UsageError, match="user:password@host"):
        open_store(address)


def test_a_password_that_was_given_apart_joins_the_address() -> None:
    assert with_password("neo4j://localhost/db", "a:b@c") == "neo4j://neo4j:a%3Ab%40c@localhost/db"
    assert with_password("bolt://orbit@localhost:1", "secret") == "bolt://orbit:secret@localhost:1"


@pytest.mark.parametrize("address", ["neo4j://me:mine@localhost", "/a/file.db", "sqlite:///a/file.db"])
def test_a_password_is_added_only_where_one_is_missing(address: str) -> None:
    assert with_password(address, "secret") == address


def test_an_address_is_shown_without_user_and_password() -> None:
    assert shown("neo4j+s://me:p@ss@localhost:7687/db") == "neo4j+s://localhost:7687/db"
    assert shown("/a/file@home.db") == "/a/file@home.db"


def test_an_unknown_kind_of_store_is_refused_with_what_to_write() -> None:
    with pytest.raises(UsageError, match="path of a file"):
        open_store("postgres://localhost/orbit")


def test_a_missing_file_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="orbit init"):
        open_store(tmp_path / "nowhere.orbit")

    assert list(tmp_path.iterdir()) == []
