"""A crowd written into a workspace is what the same crowd is as arrays."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.presenter import PathsRequest, Presenter
from api.workspace import Workspace
from bench.crowd import DAY, crowd_snapshot
from bench.crowd_workspace import make_workspace
from orbit.errors import UsageError
from orbit.settings import read_settings

PEOPLE = 4_000


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("crowd")
    make_workspace(place, PEOPLE, lambda _text: None)
    return place


def test_everybody_is_there_with_their_careers_and_contacts(home: Path) -> None:
    crowd = crowd_snapshot(PEOPLE)

    with Workspace.open(read_settings(home, {})) as workspace:
        snapshot = workspace.scene(DAY).view.snapshot

    assert (snapshot.persons, snapshot.companies) == (crowd.persons, crowd.companies)
    assert (len(snapshot.fact_id), len(snapshot.tie_id)) == (len(crowd.fact_id), len(crowd.tie_id))
    assert sorted(snapshot.fact_from.tolist()) == sorted(crowd.fact_from.tolist())
    assert sorted(snapshot.tie_on.tolist()) == sorted(crowd.tie_on.tolist())


def test_its_accounts_are_answered_with_paths_and_signals(home: Path) -> None:
    with Workspace.open(read_settings(home, {})) as workspace:
        presenter = Presenter(workspace)
        accounts = presenter.accounts(as_of=DAY, limit=20, cursor=None)["items"]
        found = [presenter.paths(one["id"], PathsRequest(None, None, 3, DAY)) for one in accounts]

    assert any(answer["signals"] for answer in found)
    assert sum(bool(answer["paths"]) for answer in found) > len(found) // 2
    assert all(answer["requester"] for answer in found)


def test_a_workspace_that_is_in_use_is_left_alone(home: Path) -> None:
    with pytest.raises(UsageError, match="holds imported data"):
        make_workspace(home, PEOPLE, lambda _text: None)
