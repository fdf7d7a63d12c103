"""A rep's asks with the workspace in Neo4j: the same life, and a published graph that says when it is too old."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.presenter import Author, Happening, Presenter, Wish
from api.presenter.reports.answering import report_answer
from api.publishing import publish_graph
from api.workspace import Workspace
from orbit.asks.log.ask import EventKind
from orbit.asks.log.book import Once
from orbit.errors import AskRefused, KeyReused, StoreUnavailable
from orbit.policy import load_policy
from orbit.settings import Settings
from orbit.store.neo4j import open_neo4j
from tests.api.presenter.story import ANA, STORY, tell
from tests.factories import DAY, NOON
from tests.neo4j_database import emptied

WISH = Wish("snowpeak.example", "Dana Wu", "Bo Krantz", reciprocity="donation")


@pytest.fixture
def workspace(neo4j_url: str, tmp_path: Path) -> Iterator[Workspace]:
    url = emptied(neo4j_url)
    with Workspace(Settings(tmp_path, url), open_neo4j(url, create=True), load_policy()) as opened:
        tell(opened, *STORY)
        yield opened


def author(key: str | None = None, fingerprint: str = "same") -> Author:
    return Author(ANA, NOON, DAY, None if key is None else Once(key, fingerprint))


def test_an_ask_lives_there_as_it_does_in_a_file(workspace: Workspace) -> None:
    presenter, revision = Presenter(workspace), workspace.store.revision()

    planned = presenter.plan_ask(WISH, author("k1"))
    again = presenter.plan_ask(WISH, author("k1"))
    for kind in (EventKind.SENT, EventKind.DECLINED):
        presenter.log_event(1, Happening(kind), author())

    assert (planned.again, again.again, again.answer) == (False, True, planned.answer)
    assert presenter.ask(1, as_of=DAY)["state"] == "declined"
    assert presenter.champions(rep=None, as_of=DAY)["items"][0]["verdict"]["rules"][0] == "resting"
    assert workspace.store.revision() == revision
    with pytest.raises(KeyReused):
        presenter.plan_ask(WISH, author("k1", "other"))
    with pytest.raises(AskRefused):
        presenter.plan_ask(WISH, author("k2"))


def test_a_report_from_a_published_graph_says_that_there_are_newer_asks(workspace: Workspace) -> None:
    publish_graph(workspace, DAY, lambda _what, _rows: None)
    assert report_answer(workspace, "ask-load", as_of=DAY, limit=5)["revision"] == workspace.store.revision()

    Presenter(workspace).plan_ask(WISH, author())

    with pytest.raises(StoreUnavailable, match="newer asks in the log"):
        report_answer(workspace, "ask-load", as_of=DAY, limit=5)
    publish_graph(workspace, DAY, lambda _what, _rows: None)
    assert report_answer(workspace, "ask-load", as_of=DAY, limit=5)
