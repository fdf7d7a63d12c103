"""Matches of a workspace in Neo4j: the same answers as in the default store, decided and taken back alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from api.presenter import Author, Presenter
from api.presenter.matches import Decision
from api.workspace import Workspace
from orbit.asks.log.book import Once
from orbit.errors import KeyReused
from orbit.model import EntityKind
from orbit.policy import load_policy
from orbit.settings import Settings
from orbit.store.base import Verdict
from orbit.store.copying import copy_store
from orbit.store.neo4j import open_neo4j
from tests.factories import DAY, NOON
from tests.neo4j_database import emptied

PERSON = EntityKind.PERSON


@pytest.fixture(scope="module")
def in_neo4j(demo: Workspace, neo4j_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    url, home = emptied(neo4j_url), tmp_path_factory.mktemp("in-neo4j")
    with closing(open_neo4j(url, create=True)) as store:
        copy_store(demo.store, store)
    with Workspace(Settings(home, url), open_neo4j(url), load_policy()) as workspace:
        yield workspace


def test_open_matches_and_why_are_the_same(demo: Workspace, in_neo4j: Workspace) -> None:
    told = []
    for workspace in (demo, in_neo4j):
        matches = Presenter(workspace).matches
        listed = matches.open(PERSON, limit=20, cursor=None, as_of=DAY)
        told.append((listed, [matches.one(item["id"], as_of=DAY) for item in listed["items"]]))

    assert told[0][1]
    assert told[0] == told[1]


def test_a_decision_is_kept_once_with_its_key_and_taken_back(in_neo4j: Workspace) -> None:
    matches = Presenter(in_neo4j).matches
    before = matches.open(PERSON, limit=20, cursor=None, as_of=DAY)
    decision = Decision(before["items"][0]["id"], Verdict.SAME)
    author = Author("livia", NOON, DAY, Once("key", "print"))

    first, again = matches.decide(decision, author), matches.decide(decision, author)
    between = matches.open(PERSON, limit=20, cursor=None, as_of=DAY)
    matches.undo(decision.match, author)

    assert (first.again, again.again, first.answer) == (False, True, again.answer)
    assert between["open"] < before["open"]
    assert matches.open(PERSON, limit=20, cursor=None, as_of=DAY) == before


def test_a_key_of_another_decision_is_refused(in_neo4j: Workspace) -> None:
    matches = Presenter(in_neo4j).matches
    number = matches.open(PERSON, limit=1, cursor=None, as_of=DAY)["items"][0]["id"]
    matches.decide(Decision(number, Verdict.DIFFERENT), Author("livia", NOON, DAY, Once("another", "print")))
    again = Author("livia", NOON, DAY, Once("another", "other"))

    with pytest.raises(KeyReused):
        matches.decide(Decision(number, Verdict.SAME), again)
