"""A database in which a view is published, and who ranks on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from orbit.graph.published import company_rows, person_rows
from orbit.graph.view import View
from orbit.model import Revision
from orbit.store.neo4j.address import read_address
from orbit.store.neo4j.link import Link
from orbit.store.neo4j.publication import Publication
from orbit.store.neo4j.publishing import graph_steps, publish
from orbit.store.neo4j.ranking import DatabaseRanker
from queries import migrations
from tests.neo4j_database import emptied

REVISION = Revision(0)
_SCHEMA = [text for step in migrations("neo4j") for text in step.split(";\n") if text.strip()]


@pytest.fixture(scope="session")
def driver(neo4j_url: str) -> Iterator[Driver]:
    """Return a connection of the test's own; the database has all indexes even if it is older than the schema."""
    address = read_address(neo4j_url)
    login = (address.user or "neo4j", address.password or "")
    with GraphDatabase.driver(address.url, auth=login, notifications_min_severity="OFF") as driver:
        with driver.session() as session:
            for text in _SCHEMA:
                session.run(text).consume()
        yield driver


@pytest.fixture(scope="module")
def link(neo4j_url: str) -> Iterator[Link]:
    """Return the store's connection."""
    link = Link(read_address(neo4j_url))
    yield link
    link.close()


Shown = Callable[..., DatabaseRanker]


@pytest.fixture(scope="module")
def show(neo4j_url: str, driver: Driver, link: Link) -> Shown:
    """Empty the database, publish a view in it, and return who ranks on it; options are those of the ranker."""

    def shown(view: View, **options: Any) -> DatabaseRanker:
        emptied(neo4j_url)
        add_entities(driver, view)
        publish(link, made_from(view), graph_steps(view))
        return DatabaseRanker(link, view, REVISION, **options)

    return shown


def made_from(view: View) -> Publication:
    """What is published of a view in a store without facts."""
    return Publication(REVISION, view.as_of, view.ties.policy.digest)


def add_entities(driver: Driver, view: View) -> None:
    """Make the nodes of people and companies, which a store has as soon as records are assigned to them."""
    with driver.session() as session:
        people, companies = ([row[0] for row in rows] for rows in (person_rows(view), company_rows(view)))
        session.run("UNWIND $ids AS id MERGE (:Person {id: id})", ids=people).consume()
        session.run("UNWIND $ids AS id MERGE (:Company {id: id})", ids=companies).consume()
