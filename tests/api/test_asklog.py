"""The log in memory: brought forward by what was logged, and the graph that it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.asklog import AskLog
from api.presenter import Author, Happening, Presenter, Wish
from api.workspace import Workspace
from orbit.asks.log.ask import EventKind
from orbit.settings import read_settings
from tests.api.presenter.story import ANA, STORY, tell
from tests.factories import DAY, NOON, person
from tests.storing import put

WISH = Wish("snowpeak.example", "Dana Wu", "Bo Krantz", reciprocity="donation")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(read_settings(tmp_path, {}), create=True) as opened:
        tell(opened, *STORY)
        yield opened


def plan(workspace: Workspace) -> None:
    Presenter(workspace).plan_ask(WISH, Author(ANA, NOON, DAY))


def log(workspace: Workspace, kind: EventKind) -> None:
    Presenter(workspace).log_event(1, Happening(kind), Author(ANA, NOON, DAY))


def test_an_ask_makes_nothing_anew_that_was_derived_from_the_graph(workspace: Workspace) -> None:
    before = workspace.scene(DAY)
    workspace.finish_keeping()
    before = workspace.scene(DAY)
    files = {file: file.stat().st_mtime_ns for file in workspace.settings.derived.rglob("*")}

    plan(workspace)
    after = workspace.scene(DAY)
    workspace.finish_keeping()

    assert (len(before.asks), len(after.asks)) == (0, 1)
    assert after.view is before.view
    assert after.book is before.book
    assert {file: file.stat().st_mtime_ns for file in workspace.settings.derived.rglob("*")} == files


def test_nothing_that_may_depend_on_the_log_outlives_a_new_event(workspace: Workspace) -> None:
    before = workspace.scene(DAY)
    before.once("something", lambda _: 1)
    before.verdict(before.book.team[ANA], before.anybody)

    plan(workspace)

    after = workspace.scene(DAY)
    assert ("something" in after.worked_out, after.verdicts) == (False, {})
    assert workspace.scene(DAY) is after


def test_the_log_is_read_on_and_says_what_reading_it_anew_says(workspace: Workspace) -> None:
    kept = AskLog(workspace.store)
    plan(workspace)
    kept.at(workspace.store.moment())
    log(workspace, EventKind.SENT)
    log(workspace, EventKind.ACCEPTED)

    found = kept.at(workspace.store.moment())

    assert found == AskLog(workspace.store).at(workspace.store.moment())
    assert [ask.state.value for ask in found] == ["accepted"]


def test_the_log_is_read_anew_when_the_graph_has_changed(workspace: Workspace) -> None:
    plan(workspace)
    kept = AskLog(workspace.store)
    [ask] = kept.at(workspace.store.moment())
    with workspace.store.writing() as batch:
        assert ask.plan.target is not None
        batch.erase(ask.plan.target)

    [blanked] = kept.at(workspace.store.moment())

    assert blanked.plan.target is None
    put(workspace.store, person("eve"))
    assert kept.at(workspace.store.moment()) == (blanked,)
