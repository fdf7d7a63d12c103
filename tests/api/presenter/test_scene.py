"""The graph of a day: made once, kept beside the store, never older than the store."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from api.presenter import PathsRequest, Presenter
from api.rendering import to_json
from api.workspace import Workspace
from orbit.errors import PolicyError, StoreBusy, UsageError
from orbit.settings import read_settings
from orbit.store.base import FactKind, Store, StoredFact
from tests.api.presenter.story import PEOPLE, STORY, tell
from tests.factories import DAY, tie

ASKED = PathsRequest(requester=None, title=None, limit=10, as_of=DAY)


def answer(workspace: Workspace) -> bytes:
    return to_json(Presenter(workspace).paths("snowpeak.example", ASKED))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with Workspace.open(read_settings(tmp_path, {}), create=True) as workspace:
        tell(workspace, *STORY)
        answer(workspace)
    return tmp_path


def reopened(home: Path) -> bytes:
    with Workspace.open(read_settings(home, {})) as workspace:
        return answer(workspace)


def test_a_second_process_gives_the_same_bytes(home: Path) -> None:
    assert reopened(home) == reopened(home)


def test_derived_files_may_be_deleted_at_any_time(home: Path) -> None:
    before = reopened(home)

    shutil.rmtree(home / "derived")

    assert reopened(home) == before


@pytest.mark.parametrize(
    "name",
    [
        "snapshot/fact_from.npy",
        "snapshot/meta.json",
        "book/accounts_text.npy",
        "book/meta.json",
        "2*/place_spans.npy",
        "2*/meta.json",
    ],
)
def test_a_torn_derived_file_is_made_again(home: Path, name: str) -> None:
    before = reopened(home)
    (torn,) = (home / "derived").glob(f"*/revision-*/{name}")
    torn.write_bytes(torn.read_bytes()[:-3])

    assert reopened(home) == before


def test_a_new_fact_is_in_the_next_answer(home: Path) -> None:
    with Workspace.open(read_settings(home, {})) as workspace:
        before = answer(workspace)
        tell(workspace, *PEOPLE, tie("bo", "dana", on="2026-01-01"))

        assert b"Connected on LinkedIn" in answer(workspace)
        assert b"Connected on LinkedIn" not in before


def test_only_the_newest_revision_is_kept_on_disk(home: Path) -> None:
    with Workspace.open(read_settings(home, {})) as workspace:
        tell(workspace, *PEOPLE, tie("bo", "dana", on="2026-01-01"))
        answer(workspace)
        revision = workspace.store.revision()

    assert [path.name for path in (home / "derived").glob("*/*")] == [f"revision-{revision}"]


def test_what_was_derived_from_another_store_is_not_taken_for_this_one_s(home: Path) -> None:
    reopened(home)
    for file in home.glob("orbit.db*"):
        file.unlink()
    with Workspace.open(read_settings(home, {}), create=True) as workspace:
        tell(workspace, *PEOPLE[:1])

        assert workspace.scene(DAY).view.snapshot.persons < len(PEOPLE)


def test_asking_for_many_days_does_not_fill_the_disk(home: Path) -> None:
    with Workspace.open(read_settings(home, {})) as workspace:
        for days in range(12):
            workspace.scene(DAY - timedelta(days=days))

    (revision,) = (home / "derived").glob("*/*")
    assert len(list(revision.glob("2*"))) <= 8


def test_an_answer_does_not_fail_where_nothing_can_be_kept(home: Path) -> None:
    before = reopened(home)
    shutil.rmtree(home / "derived")
    (home / "derived").write_text("in the way", encoding="utf-8")

    assert reopened(home) == before


class Meddled:
    """A store into which somebody else writes while facts are read from it."""

    def __init__(self, store: Store, meddle: Callable[[], object]) -> None:
        self._store = store
        self._meddle: Callable[[], object] | None = meddle

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def facts(self, kind: FactKind) -> Iterator[StoredFact]:
        # Who keeps what to themselves is asked of the store each time and never kept beside it.
        if self._meddle is not None and kind is not FactKind.SHARING:
            meddle, self._meddle = self._meddle, None
            meddle()
        return self._store.facts(kind)


def test_an_answer_never_mixes_two_revisions(home: Path) -> None:
    settings = read_settings(home, {})
    with Workspace.open(settings) as other, Workspace.open(settings) as workspace:
        later = partial(tell, other, *PEOPLE, tie("bo", "dana", on="2026-01-01"))
        meddled = Workspace(settings, cast(Store, Meddled(workspace.store, later)), workspace.policy)
        shutil.rmtree(settings.derived)

        with pytest.raises(StoreBusy, match="Ask again"):
            answer(meddled)

        assert answer(meddled) == answer(other)


def test_a_book_that_is_kept_is_not_read_from_the_store_again(home: Path) -> None:
    def fail() -> None:
        pytest.fail("facts were read from the store")

    settings = read_settings(home, {})
    with Workspace.open(settings) as workspace:
        kept = Workspace(settings, cast(Store, Meddled(workspace.store, fail)), workspace.policy)

        assert kept.scene(DAY).book.accounts(DAY)


def test_a_scene_is_made_once_per_day(home: Path) -> None:
    with Workspace.open(read_settings(home, {})) as workspace:
        assert workspace.scene(DAY) is workspace.scene(DAY)
        assert workspace.scene(DAY) is not workspace.scene(date(2026, 1, 1))


def test_a_policy_of_the_workspace_changes_the_answer(home: Path) -> None:
    before = reopened(home)

    (home / "policy.toml").write_text("[willing]\nchampion = 0.99\n", encoding="utf-8")

    assert b'"willing": 0.99' in reopened(home)
    assert b'"willing": 0.99' not in before


def test_a_wrong_policy_names_its_key(home: Path) -> None:
    (home / "policy.toml").write_text("[willing]\nchampoin = 0.99\n", encoding="utf-8")

    with pytest.raises(PolicyError, match="champoin"):
        reopened(home)


def test_a_folder_without_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="orbit init"):
        reopened(tmp_path / "nothing")


def test_a_workspace_that_knows_nobody_answers(tmp_path: Path) -> None:
    with Workspace.open(read_settings(tmp_path, {}), create=True) as workspace:
        assert Presenter(workspace).week(rep=None, as_of=DAY)["reps"] == []
        assert Presenter(workspace).accounts(as_of=DAY, limit=5, cursor=None)["items"] == []
