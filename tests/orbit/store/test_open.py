from __future__ import annotations

from pathlib import Path

import pytest

from orbit.errors import StoreUnavailable, UsageError
from orbit.store.open import open_store


def test_a_path_opens_the_store_in_that_file(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a store.orbit", create=True)

    assert store.revision() == 0
    store.close()


def test_an_address_opens_the_store_in_that_file(tmp_path: Path) -> None:
    open_store(tmp_path / "a store.orbit", create=True).close()

    store = open_store(f"sqlite:///{tmp_path}/a%20store.orbit")

    assert store.revision() == 0
    store.close()


@pytest.mark.parametrize("address", ["neo4j://localhost:7687", "neo4j+s://graph.example.com", "bolt://localhost"])
def test_neo4j_is_refused_in_plain_words(address: str) -> None:
    with pytest.raises(UsageError, match="Neo4j yet"):
        open_store(address)


def test_an_unknown_kind_of_store_is_refused_with_what_to_write() -> None:
    with pytest.raises(UsageError, match="path of a file"):
        open_store("postgres://localhost/orbit")


def test_a_missing_file_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="orbit init"):
        open_store(tmp_path / "nowhere.orbit")

    assert list(tmp_path.iterdir()) == []
