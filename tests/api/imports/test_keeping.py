from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from api.imports.keeping import check_undoable, keep_undoable, undo_import
from api.workspace import Workspace
from orbit.errors import UsageError
from orbit.settings import read_settings
from tests.factories import NOON, person
from tests.storing import put


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(read_settings(tmp_path / "home", {}), create=True) as workspace:
        put(workspace.store, person("ana"))
        yield workspace


def test_an_import_can_be_undone_for_as_long_as_the_policy_says(workspace: Workspace) -> None:
    final = keep_undoable(workspace, at=NOON + timedelta(days=30))

    assert final == 0
    assert undo_import(workspace, 1, at=NOON + timedelta(days=30)) == 1


def test_whether_it_can_be_undone_is_told_before_anything_is_written(workspace: Workspace) -> None:
    check_undoable(workspace, 1, at=NOON + timedelta(days=30))

    with pytest.raises(UsageError, match="is final"):
        check_undoable(workspace, 1, at=NOON + timedelta(days=31))

    assert workspace.store.imports()[0].revocable


def test_then_it_is_final(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="is final"):
        undo_import(workspace, 1, at=NOON + timedelta(days=31))
