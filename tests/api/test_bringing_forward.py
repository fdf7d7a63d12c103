"""The graph after a change: brought forward from the graph before it, and the one that reading everything gives."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.importing import Importing, import_files
from api.presenter import PathsRequest, Presenter
from api.rendering import to_json
from api.workspace import Workspace
from orbit.graph.build import build_snapshot
from orbit.graph.snapshot import Snapshot
from orbit.model import EntityKind
from orbit.settings import read_settings
from orbit.store.base import Store
from tests.api.presenter.story import PEOPLE, STORY, tell
from tests.factories import DAY, NOON, account_state, import_log, tie
from tests.orbit.graph.seeing import same_arrays

FORWARD = "brought forward"
ASKED = PathsRequest(requester=None, title=None, limit=10, as_of=DAY)
CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ida,Berg,https://www.linkedin.com/in/ida-berg,ida@nordlys.example,Nordlys AS,VP Finance,05 Mar 2024
Bo,Krantz,https://www.linkedin.com/in/bo-krantz,,Nordlys AS,Analyst,17 Aug 2019
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Return a workspace of a few facts whose graph was asked for."""
    with Workspace.open(read_settings(tmp_path, {}), create=True) as workspace:
        tell(workspace, *STORY)
        graph(workspace)
        yield workspace


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "api.workspace")
    return caplog


def graph(workspace: Workspace) -> Snapshot:
    return workspace.scene(DAY).view.snapshot


def change(workspace: Workspace) -> None:
    tell(workspace, *PEOPLE, tie("bo", "dana", on="2026-01-01"))


def erase_somebody(store: Store) -> None:
    with store.writing() as batch:
        batch.erase(next(store.members(EntityKind.PERSON)).entity)


def test_a_file_more_makes_the_graph_that_all_files_make(
    demo_home: Path, tmp_path: Path, said: pytest.LogCaptureFixture
) -> None:
    shutil.copy(demo_home / "orbit.db", tmp_path / "orbit.db")
    file = tmp_path / "Connections.csv"
    file.write_text(CONNECTIONS, encoding="utf-8")

    with Workspace.open(read_settings(tmp_path, {})) as workspace:
        before = graph(workspace)
        owner = next(iter(workspace.scene(DAY).book.team))
        import_files(workspace, Importing("linkedin", (file,), owner=owner, observed_on=DAY), at=NOON)
        after = graph(workspace)

        assert after.persons > before.persons
        assert FORWARD in said.text
        assert same_arrays(after, build_snapshot(workspace.store))


def test_a_change_brings_the_graph_in_memory_forward(workspace: Workspace, said: pytest.LogCaptureFixture) -> None:
    shutil.rmtree(workspace.settings.derived)
    change(workspace)

    after = graph(workspace)

    assert FORWARD in said.text
    assert same_arrays(after, build_snapshot(workspace.store))


def test_another_process_brings_the_graph_on_disk_forward(workspace: Workspace, said: pytest.LogCaptureFixture) -> None:
    change(workspace)

    with Workspace.open(workspace.settings) as other:
        after = graph(other)

    assert FORWARD in said.text
    assert same_arrays(after, build_snapshot(workspace.store))


def test_answers_are_those_of_a_graph_built_anew(workspace: Workspace) -> None:
    change(workspace)
    forward = to_json(Presenter(workspace).paths("snowpeak.example", ASKED))
    shutil.rmtree(workspace.settings.derived)

    with Workspace.open(workspace.settings) as other:
        assert to_json(Presenter(other).paths("snowpeak.example", ASKED)) == forward


def test_a_change_that_makes_no_path_keeps_the_graph(workspace: Workspace) -> None:
    before = graph(workspace)
    with workspace.store.writing() as batch:
        number = batch.begin_import(import_log())
        batch.put([account_state("northwind", seen_on="2026-11-20")], import_id=number)

    assert graph(workspace) is before


def test_after_an_erasure_the_graph_is_built_anew(workspace: Workspace, said: pytest.LogCaptureFixture) -> None:
    erase_somebody(workspace.store)

    after = graph(workspace)

    assert "built anew" in said.text
    assert same_arrays(after, build_snapshot(workspace.store))


def test_a_torn_older_graph_is_not_brought_forward(workspace: Workspace, said: pytest.LogCaptureFixture) -> None:
    (torn,) = workspace.settings.derived.glob("*/revision-*/snapshot/meta.json")
    torn.write_text("{", encoding="utf-8")
    change(workspace)

    with Workspace.open(workspace.settings) as other:
        after = graph(other)

    assert "built anew" in said.text
    assert same_arrays(after, build_snapshot(workspace.store))


def test_a_graph_of_a_later_revision_is_never_brought_back(
    workspace: Workspace, said: pytest.LogCaptureFixture
) -> None:
    (present,) = workspace.settings.derived.glob("*/revision-*")
    present.rename(present.with_name("revision-999"))

    with Workspace.open(workspace.settings) as other:
        graph(other)

    assert "built anew" in said.text
