"""Publishing the graph of a day in Neo4j, for people who look at it there and for ranking in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from api.presenter.week.published import published_book
from api.workspace import Scene, Workspace
from orbit.errors import UsageError
from orbit.graph.ranking import EngineRanker
from orbit.store.base import Store

if TYPE_CHECKING:
    from orbit.store.neo4j.publishing import Progress, Step


def publish_graph(workspace: Workspace, as_of: date, progress: Progress) -> int:
    """Publish what Orbit makes of the facts for a day, and return how many rows that took.

    Raises UsageError where the store is not Neo4j, StoreBusy when the facts change meanwhile.
    """
    from orbit.store.neo4j import Neo4jStore
    from orbit.store.neo4j.publication import Publication
    from orbit.store.neo4j.publishing import publish

    if not isinstance(workspace.store, Neo4jStore):
        raise UsageError(
            "There is nothing to publish to: the store of this workspace is a file. Only a store in Neo4j "
            "(ORBIT_STORE=neo4j://…) has a graph to look at."
        )
    scene = workspace.scene(as_of)
    # What is published is worked out here; ranking in the database would need it published already.
    scene = replace(scene, ranker=EngineRanker(scene.view), worked_out={})
    made_from = Publication(scene.revision, as_of, scene.policy.digest, scene.asked)
    return publish(workspace.store.link, made_from, _steps(workspace.store, scene), progress)


def _steps(store: Store, scene: Scene) -> list[Step]:
    from orbit.store.neo4j.publishing import graph_steps
    from orbit.store.neo4j.publishing_book import book_steps

    return [*graph_steps(scene.view), *book_steps(published_book(store, scene))]
