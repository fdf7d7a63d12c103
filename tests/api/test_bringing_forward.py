"""The graph after a change: brought forward from the graph before it, and the one that reading everything gives."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.erasing import erase_person
from api.graphs import weights_of
from api.importing import Importing, import_files
from api.presenter import PathsRequest, Presenter
from api.rendering import to_json
from api.workspace import Workspace
from orbit.book import Book
from orbit.graph.build import build_snapshot
from orbit.graph.snapshot import Snapshot
from orbit.graph.view import make_view
from orbit.model import AccountKind, Circle, EntityKind, Item, TriggerKind
from orbit.settings import read_settings
from orbit.store.base import Store
from tests.api.presenter.story import PEOPLE, STORY, tell
from tests.factories import (
    DAY,
    NOON,
    account_state,
    champion_state,
    import_log,
    role,
    signal,
    spell,
    tie,
    trigger,
)
from tests.laws.test_forward_laws import arrays_of
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
        workspace.finish_keeping()
        yield workspace


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "api.graphs")
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
    workspace.finish_keeping()
    shutil.rmtree(workspace.settings.derived)

    with Workspace.open(workspace.settings) as other:
        assert to_json(Presenter(other).paths("snowpeak.example", ASKED)) == forward


CHANGES: dict[str, list[Item]] = {
    "a tie": [tie("bo", "dana", on="2026-01-01")],
    "a colleague more": [role("dana", seen_on="2020-01-01")],
    "a champion who complains": [champion_state("bo", "northwind", nps=1, seen_on="2026-11-20")],
    "another champion there": [
        role("dana", Circle.CHAMPION, "northwind", seen_on="2020-01-01"),
        champion_state("dana", "northwind", nps=1, seen_on="2026-11-20"),
    ],
    "a customer who left": [account_state("northwind", AccountKind.FORMER_CUSTOMER, seen_on="2026-11-20")],
    "a value event": [trigger("northwind", TriggerKind.CLOSED_WON, "2026-11-20")],
    "a signal": [signal("snowpeak", on="2026-11-20", id="signal-2")],
    "a job more": [spell("ana", "oldco", "CEO", "2016-01", "2018-01")],
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_the_view_is_the_one_that_is_made_anew(workspace: Workspace, name: str) -> None:
    tell(workspace, *PEOPLE, *CHANGES[name])

    scene = workspace.scene(DAY)

    book, snapshot = Book.load(workspace.store), build_snapshot(workspace.store)
    weights = weights_of(snapshot, book, DAY, workspace.policy)
    assert scene.view.reach.willing.tolist() == weights.tolist()
    assert arrays_of(scene.view) == arrays_of(make_view(snapshot, workspace.policy, weights, DAY))


def test_what_answers_is_on_disk_once_all_is_kept(workspace: Workspace) -> None:
    change(workspace)
    answered = workspace.scene(DAY)
    workspace.finish_keeping()

    mapped = workspace.scene(DAY)

    assert not mapped.view.places.spans.flags.writeable
    assert same_arrays(mapped.view.snapshot, answered.view.snapshot)
    assert mapped.verdicts is answered.verdicts


def test_nobody_who_is_erased_stays_in_files_that_were_just_being_written(workspace: Workspace) -> None:
    change(workspace)
    workspace.scene(DAY)
    erase_person(workspace, "bo@northwind.example", at=NOON)

    workspace.finish_keeping()

    assert list(workspace.settings.derived.glob("*/*")) == []


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
