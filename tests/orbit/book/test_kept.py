"""The book in files: it answers like the one read from the store, and is never taken for another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.workspace import Workspace
from orbit.book import Book
from orbit.book.kept import LAYOUT, Kept, open_book, save_book
from orbit.graph.arrays import pack_texts
from orbit.model import Revision
from tests.factories import DAY, account_state, champion_state, role
from tests.orbit.books import quick_book

FIRST = Revision(1)


def told() -> Book:
    return quick_book(account_state("acme"), champion_state("ada", "acme"), role("bo"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_book(told(), tmp_path / "book", FIRST)
    return tmp_path / "book"


def change(folder: Path, alter: Callable[[dict[str, Any]], object]) -> None:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    alter(meta)
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")


def mapping(values: dict[str, str], decode: Callable[[str], str] = str) -> Kept[str, str]:
    keys = sorted(values)
    return Kept(np.array([key.encode() for key in keys], np.bytes_), *pack_texts(values[key] for key in keys), decode)


def test_a_kept_book_holds_what_the_store_tells(demo: Workspace, tmp_path: Path) -> None:
    loaded = Book.load(demo.store)

    save_book(loaded, tmp_path / "book", FIRST)

    assert open_book(tmp_path / "book", FIRST) == loaded


def test_a_kept_book_answers_like_the_one_from_the_store(demo: Workspace, tmp_path: Path) -> None:
    loaded = Book.load(demo.store)
    save_book(loaded, tmp_path / "book", FIRST)

    kept = open_book(tmp_path / "book", FIRST)

    assert kept is not None
    assert everything(kept) == everything(loaded)


def everything(book: Book) -> str:
    """Say in words all that a book answers on one day, so that types count too."""
    companies = sorted({*book.contents.accounts, *book.contents.signals, *book.contents.triggers})
    answers = (
        [book.account(company, DAY) for company in companies],
        [(company, book.signals(company, DAY), book.triggers(company, None, DAY)) for company in companies],
        [book.champions(DAY, company) for company in companies],
        [book.accounts(DAY), book.champions(DAY), book.roles(DAY)],
        [list(book.team.items()), book.unplaced],
    )
    return repr(answers)


def test_a_book_of_nothing_is_kept_too(tmp_path: Path) -> None:
    save_book(quick_book(), tmp_path / "book", FIRST)

    assert open_book(tmp_path / "book", FIRST) == quick_book()


def test_a_book_that_is_not_there_is_not_opened(tmp_path: Path) -> None:
    assert open_book(tmp_path / "book", FIRST) is None


def test_the_book_of_another_revision_is_not_opened(folder: Path) -> None:
    assert open_book(folder, Revision(2)) is None


@pytest.mark.parametrize("name", ["meta.json", "accounts_key.npy", "champions_text.npy", "tenures_text_at.npy"])
def test_a_torn_book_is_not_opened(folder: Path, name: str) -> None:
    torn = folder / name
    torn.write_bytes(torn.read_bytes()[:-3])

    assert open_book(folder, FIRST) is None


def test_a_book_of_another_layout_is_not_opened(folder: Path) -> None:
    change(folder, lambda meta: meta.update(layout=LAYOUT + 1))

    assert open_book(folder, FIRST) is None


def test_a_book_of_other_fields_is_not_opened(folder: Path) -> None:
    change(folder, lambda meta: meta["fields"]["RoleView"].pop())

    assert open_book(folder, FIRST) is None


def test_a_book_without_one_of_its_arrays_is_not_opened(folder: Path) -> None:
    change(folder, lambda meta: meta["arrays"].pop("signals_text"))

    assert open_book(folder, FIRST) is None


@given(
    st.dictionaries(st.text(st.characters(codec="utf-8", exclude_characters="\0")), st.text()), st.text(st.characters())
)
def test_a_kept_mapping_is_the_mapping_that_was_kept(values: dict[str, str], other: str) -> None:
    kept = mapping(values)

    assert kept == values
    assert list(kept) == sorted(values)
    assert kept.get(other) == values.get(other)
    assert (other in kept) == (other in values)


def test_a_value_is_read_when_it_is_asked_for_first_and_then_held() -> None:
    read: list[str] = []

    def decode(text: str) -> str:
        read.append(text)
        return text

    kept = mapping({"a": "first", "b": "second"}, decode)

    assert [kept["b"], kept["b"]] == ["second", "second"]
    assert read == ["second"]
