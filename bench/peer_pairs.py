"""The model that peers use: an edge for each pair of people who may know each other, searched by its length.

Its probabilities are the engine's own, so that its answers can be compared; its statements stand here and nowhere else.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, LiteralString, NamedTuple, Self

import numpy as np
from neo4j import Driver, GraphDatabase, unit_of_work
from neo4j.exceptions import Neo4jError

from orbit.graph.arrays import Array
from orbit.graph.ties import know, rows_between
from orbit.graph.view import View
from orbit.model import EntityId
from orbit.store.neo4j.address import read_address
from orbit.store.neo4j.faults import TIMED_OUT

_BLOCK = 200_000
_ROWS = 20_000
_UNIQUE: LiteralString = "CREATE CONSTRAINT peer_person_id FOR (p:PeerPerson) REQUIRE p.id IS UNIQUE"
_AWAIT: LiteralString = "CALL db.awaitIndexes(600)"
_PEOPLE: LiteralString = (
    "UNWIND $rows AS row CREATE (:PeerPerson {id: row[0], ours: row[1] IS NOT NULL, willing: row[1]})"
)
_EDGES: LiteralString = """
UNWIND $rows AS row
MATCH (one:PeerPerson {id: row[0]})
MATCH (two:PeerPerson {id: row[1]})
CREATE (one)-[:COLLEAGUE {p: row[2]}]->(two)
"""
_BEST: LiteralString = """
MATCH path = (connector:PeerPerson {ours: true})-[:COLLEAGUE*1..2]-(target:PeerPerson {id: $target})
WITH connector, path, CASE length(path) WHEN 2 THEN $pass ELSE 1.0 END AS passes_on
WITH connector,
    reduce(score = connector.willing * passes_on, tie IN relationships(path) | score * tie.p) AS score
ORDER BY score DESC
LIMIT 10
RETURN connector.id, score
"""


class Pairs(NamedTuple):
    """Pairs by person numbers and how likely they know each other; `left_out` would have been too many."""

    left: Array
    right: Array
    p: Array
    left_out: int


class Best(NamedTuple):
    """The best way to a target: whom to ask, and willing x know."""

    connector: EntityId
    score: float


def make_pairs(view: View, most: int) -> Pairs:
    """Make every pair that shared time at a company or has a tie; those of the largest companies where over `most`."""
    keys, left_out = _colleagues(view, most)
    keys = np.union1d(keys, _tied(view))
    people = view.snapshot.persons
    left, right = keys // people, keys % people
    ties = view.ties
    blocks = [slice(first, first + _BLOCK) for first in range(0, len(keys), _BLOCK)]
    told = [know(ties, rows_between(ties, left[one], right[one]), len(left[one])) for one in blocks]
    p = np.concatenate(told) if told else np.zeros(0)
    return Pairs(left[p > 0], right[p > 0], p[p > 0], left_out)


def _colleagues(view: View, most: int) -> tuple[Array, int]:
    """The keys (left x P + right) of people who were at one company; how many pairs were left out, not told apart."""
    people, companies = view.snapshot.persons, view.snapshot.companies
    there = np.unique(view.places.company.astype(np.int64) * people + view.places.person)
    bounds = np.searchsorted(there, np.arange(companies + 1) * people)
    sizes = np.diff(bounds)
    pairs = sizes * (sizes - 1) // 2
    order = np.argsort(sizes, kind="stable")
    kept = order[np.cumsum(pairs[order]) <= most]
    groups = [_every_pair(there[bounds[one] : bounds[one + 1]] % people, people) for one in kept[sizes[kept] > 1]]
    keys = np.unique(np.concatenate(groups)) if groups else np.zeros(0, dtype=np.int64)
    return keys, int(pairs.sum() - pairs[kept].sum())


def _every_pair(person: Array, people: int) -> Array:
    """The keys of all pairs of some people, given in order."""
    one, two = np.triu_indices(len(person), k=1)
    keys: Array = person[one] * people + person[two]
    return keys


def _tied(view: View) -> Array:
    ties, people = view.ties, view.snapshot.persons
    one = np.repeat(np.arange(people), np.diff(ties.tie_at))
    other = ties.other.astype(np.int64)
    return np.unique(np.minimum(one, other) * people + np.maximum(one, other))


@dataclass(slots=True)
class PairGraph(AbstractContextManager["PairGraph"]):
    """The pairs in a Neo4j database, and what its queries have come to: how many were asked and ran out of time."""

    driver: Driver
    query_seconds: float
    asked: int = 0
    timed_out: int = 0

    @classmethod
    def open(cls, url: str, *, query_seconds: float) -> Self:
        """Connect to the database at an address with user and password."""
        address = read_address(url)
        auth = (address.user or "neo4j", address.password or "")
        return cls(GraphDatabase.driver(address.url, auth=auth, notifications_min_severity="OFF"), query_seconds)

    def fill(self, view: View, pairs: Pairs) -> float:
        """Load the pairs, with all people for their ends; return the seconds that took."""
        start = time.perf_counter()
        self._run(_UNIQUE)
        self._run(_AWAIT)
        self._load(_PEOPLE, _people(view))
        self._load(_EDGES, _edges(view, pairs))
        return time.perf_counter() - start

    def best(self, target: EntityId, passes_on: float) -> Best | None:
        """Return the best way to a target; None if there is none, or none was found in time."""
        self.asked += 1
        try:
            rows = self._ask(target, passes_on)
        except Neo4jError as error:
            if error.code not in TIMED_OUT:
                raise
            self.timed_out += 1
            return None
        return Best(EntityId(rows[0][0]), float(rows[0][1])) if rows else None

    def close(self) -> None:
        """Let go of the database; the pairs stay in it."""
        self.driver.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, target: EntityId, passes_on: float) -> list[list[Any]]:
        limited = unit_of_work(timeout=self.query_seconds)
        with self.driver.session() as session:
            values = {"target": target, "pass": passes_on}
            return session.execute_read(limited(lambda tx: tx.run(_BEST, values).values()))

    def _load(self, statement: LiteralString, blocks: Iterator[list[list[Any]]]) -> None:
        for block in blocks:
            self._run(statement, rows=block)

    def _run(self, statement: LiteralString, **values: Any) -> None:
        with self.driver.session() as session:
            session.run(statement, values).consume()


def _people(view: View) -> Iterator[list[list[Any]]]:
    snapshot, willing = view.snapshot, view.reach.willing
    for first in range(0, snapshot.persons, _ROWS):
        numbers = range(first, min(first + _ROWS, snapshot.persons))
        yield [[snapshot.person_entity(number), float(willing[number]) or None] for number in numbers]


def _edges(view: View, pairs: Pairs) -> Iterator[list[list[Any]]]:
    ids = [name.decode() for name in view.snapshot.person_id.tolist()]
    for part in range(math.ceil(len(pairs.p) / _ROWS)):
        rows = slice(part * _ROWS, (part + 1) * _ROWS)
        told = zip(pairs.left[rows].tolist(), pairs.right[rows].tolist(), pairs.p[rows].tolist(), strict=True)
        yield [[ids[left], ids[right], p] for left, right, p in told]
