"""Others on the same question: graph libraries and SQLite on stored pairs, each on as many people as it can hold.

Pairs carry the engine's own strengths, and every peer's best score is compared with the engine's. The libraries get
what suits them best: nodes in layers, so that a shortest path has two steps at most, and a node for each account.
"""

from __future__ import annotations

import math
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from bench.footprint import apart
from bench.path_crowd import SHOWN, asked, compiled, some_accounts
from bench.sides import Figures
from bench.timing import timed, times_slower
from orbit.errors import StoreError
from orbit.graph.arrays import Array
from orbit.graph.view import View

if TYPE_CHECKING:
    from bench.path_pairs import PairList

# As many people as each can hold and answer about within about two minutes, on two cores.
SIZES = {"networkx": 10_000, "rustworkx": 20_000, "igraph": 10_000, "sqlite": 10_000, "pairs": 50_000}
_ACCOUNTS = 200
_SECONDS = 20.0
_TOLERANCE = 1e-5
_BLOCK = 100_000
_TABLES = """
CREATE TABLE pair (one INTEGER, p REAL, two INTEGER, PRIMARY KEY (one, p, two)) WITHOUT ROWID;
CREATE TABLE ours (person INTEGER PRIMARY KEY, willing REAL);
CREATE TABLE hop (person INTEGER, worth REAL, connector INTEGER, PRIMARY KEY (person, worth, connector)) WITHOUT ROWID;
CREATE TABLE wanted (person INTEGER PRIMARY KEY, reply REAL);
"""
_BEST = """
SELECT connector, max(score) AS score FROM (
    SELECT person AS connector, willing * reply AS score FROM wanted JOIN ours USING (person)
    UNION ALL
    SELECT connector, worth * reply FROM wanted JOIN hop USING (person)
    UNION ALL
    SELECT hop.connector, hop.worth * pair.p * :passes_on * reply
    FROM wanted CROSS JOIN pair ON pair.one = wanted.person AND pair.p >= :floor / (:passes_on * reply)
    CROSS JOIN hop ON hop.person = pair.two
    WHERE pair.two NOT IN (SELECT person FROM ours)
)
WHERE score >= :floor GROUP BY connector ORDER BY score DESC LIMIT 10
"""


class Case(NamedTuple):
    """One crowd with its pairs, and the targets (persons, replies) of the accounts that are asked about."""

    view: View
    pairs: PairList
    targets: Sequence[tuple[Array, Array]]
    floor: float


class Peer(Protocol):
    """Holds the pairs of a case."""

    def best(self, account: int) -> float:
        """Return the score of the best way to the account of this place in the case; 0 where there is none."""
        ...


class Layers(NamedTuple):
    """Arcs from accounts to targets to bridges to our people, their weight −ln of what they are worth."""

    nodes: int
    source: Array
    sink: Array
    weight: Array
    first_ours: int
    first_account: int


def peer_figures(folder: Path, say: Callable[[str], None]) -> Figures:
    """Measure every peer in a process of its own."""
    figures: Figures = {}
    for name, people in SIZES.items():
        say(f"Asking {name} about {people:,} people …")
        found, peak = apart(_measured, name, folder, people)
        figures |= found if peak is None else found | {f"{name}_memory_mb": peak}
    return figures


def _measured(name: str, folder: Path, people: int) -> Figures:
    kit = compiled(folder)
    from bench.crowd import make_crowd
    from bench.path_kernel import Kernel
    from bench.path_pairs import make_pairs

    kernel = Kernel(make_crowd(people, find_hops=kit.first_hops))
    questions = [kernel.prepared([one]) for one in asked(some_accounts(kernel.view, _ACCOUNTS))]
    make_pairs(make_crowd(1_000))
    pairs, making = timed(partial(make_pairs, kernel.view))
    targets = [(one.person, one.reply) for one in questions]
    case = Case(kernel.view, pairs, targets, float(kernel.view.ties.policy.search.min_score))
    figures: Figures = {f"{name}_people": people, f"{name}_pairs": len(pairs.other) // 2}
    figures[f"{name}_make_pairs_s"] = round(making, 2)
    ours = [kernel.search(question) for question in questions][: len(questions)]
    fast = [timed(partial(kernel.search, question))[1] for question in questions]
    for peer_name, make in _peers_of(name).items():
        peer, building = timed(partial(make, case))
        asked_, seconds = _asked(peer, len(questions))
        _check_same(peer_name, asked_, [float(ways.score[0]) if len(ways.score) else 0.0 for _, ways, _ in ours])
        p50, p99 = np.percentile(seconds, [50, 99]) * 1000
        own = statistics.median(fast[: len(seconds)])
        figures |= {
            f"{peer_name}_build_s": round(building, 2),
            f"{peer_name}_accounts": len(seconds),
            f"{peer_name}_ms_p50": round(float(p50), 4),
            f"{peer_name}_ms_p99": round(float(p99), 4),
            f"{peer_name}_ours_ms_p50": round(own * 1000, 4),
            f"{peer_name}_times_slower": times_slower(statistics.median(seconds), own),
        }
    return figures


def _peers_of(name: str) -> dict[str, Callable[[Case], Peer]]:
    peers: dict[str, dict[str, Callable[[Case], Peer]]] = {
        "networkx": {"networkx": Networkx},
        "rustworkx": {"rustworkx": Rustworkx},
        "igraph": {"igraph": Igraph},
        "sqlite": {"sqlite": Sqlite},
        "pairs": {
            "pairs": partial(SortedPairs, by_worth=False),
            "pairs_best_first": partial(SortedPairs, by_worth=True),
        },
    }
    return peers[name]


def _asked(peer: Peer, accounts: int) -> tuple[list[float], list[float]]:
    """The best scores and the seconds of as many accounts as time allows, three at least; one is asked before."""
    peer.best(0)
    scores, seconds = [], []
    until = time.perf_counter() + _SECONDS
    for account in range(accounts):
        if account >= 3 and time.perf_counter() > until:
            break
        score, took = timed(partial(peer.best, account))
        scores.append(score)
        seconds.append(took)
    return scores, seconds


def _check_same(name: str, theirs: Sequence[float], ours: Sequence[float]) -> None:
    pairs = zip(theirs, ours, strict=False)
    different = [pair for pair in pairs if not math.isclose(*pair, rel_tol=_TOLERANCE)]
    if different:
        raise StoreError(f"{name} and the engine differ about {len(different)} accounts, first {different[0]}")


class SortedPairs:
    """Compiled search over the pairs of each person in the order of strength, or of what they are worth."""

    def __init__(self, case: Case, *, by_worth: bool) -> None:
        from bench.path_pairs import best_hops, search_pairs, sorted_by

        self._search, self._targets = search_pairs, case.targets
        self._reached = best_hops(case.view, case.pairs)
        worth = case.pairs.p * self._reached.value[case.pairs.other] if by_worth else case.pairs.p
        self._pairs = sorted_by(case.pairs, worth)
        self._bounds = (0.0 if by_worth else float(self._reached.value.max()), case.floor, SHOWN)

    def best(self, account: int) -> float:
        """Return the score of the best way."""
        scores = self._search(self._pairs, self._reached, self._bounds, *self._targets[account])
        return float(scores[0]) if len(scores) else 0.0


class Networkx:
    """networkx: Dijkstra from the account, no further than the least score wanted."""

    def __init__(self, case: Case) -> None:
        import networkx as nx

        self._layers, self._floor, self._nx = layers_of(case), case.floor, nx
        self._graph: nx.DiGraph[int] = nx.DiGraph()
        for block in _blocks(self._layers):
            self._graph.add_weighted_edges_from(block)

    def best(self, account: int) -> float:
        """Return the score of the best way."""
        layers = self._layers
        found: dict[int, float] = self._nx.single_source_dijkstra_path_length(
            self._graph, layers.first_account + account, cutoff=-math.log(self._floor)
        )
        ours = (length for node, length in found.items() if layers.first_ours <= node < layers.first_account)
        return _score(min(ours, default=math.inf), self._floor)


class Rustworkx:
    """rustworkx: Dijkstra from the account to everybody, as it knows no bound."""

    def __init__(self, case: Case) -> None:
        import rustworkx as rx

        self._layers, self._floor, self._rx = layers_of(case), case.floor, rx
        self._graph: Any = rx.PyDiGraph(multigraph=False)
        self._graph.add_nodes_from(range(self._layers.nodes))
        for block in _blocks(self._layers):
            self._graph.add_edges_from(block)

    def best(self, account: int) -> float:
        """Return the score of the best way."""
        layers = self._layers
        found = self._rx.dijkstra_shortest_path_lengths(self._graph, layers.first_account + account, float)
        ours = (length for node, length in found.items() if layers.first_ours <= node < layers.first_account)
        return _score(min(ours, default=math.inf), self._floor)


class Igraph:
    """igraph: distances from the account to our people, as it knows no bound."""

    def __init__(self, case: Case) -> None:
        import igraph

        self._layers, self._floor = layers_of(case), case.floor
        arcs = np.stack([self._layers.source, self._layers.sink], axis=1)
        self._graph: Any = igraph.Graph(n=self._layers.nodes, edges=arcs, directed=True)
        self._weight = self._layers.weight.tolist()
        self._ours = list(range(self._layers.first_ours, self._layers.first_account))

    def best(self, account: int) -> float:
        """Return the score of the best way."""
        source = self._layers.first_account + account
        [found] = self._graph.distances(source=[source], target=self._ours, weights=self._weight, mode="out")
        return _score(min(found), self._floor)


class Sqlite:
    """SQLite: the ways of two steps written out, first hops stored, an index that gives the strongest pairs first."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._link = sqlite3.connect(":memory:")
        self._link.executescript(_TABLES)
        willing = np.asarray(case.view.reach.willing)
        ours = np.flatnonzero(willing > 0)
        self._link.executemany(
            "INSERT INTO ours VALUES (?, ?)", zip(ours.tolist(), willing[ours].tolist(), strict=True)
        )
        for rows in _pair_rows(case.pairs):
            self._link.executemany("INSERT INTO pair VALUES (?, ?, ?)", rows)
        self._link.execute(
            "INSERT INTO hop SELECT pair.two, pair.p * willing, person FROM ours JOIN pair ON pair.one = person"
        )
        self._link.execute("ANALYZE")

    def best(self, account: int) -> float:
        """Return the score of the best way."""
        person, reply = self._case.targets[account]
        self._link.execute("DELETE FROM wanted")
        self._link.executemany("INSERT INTO wanted VALUES (?, ?)", zip(person.tolist(), reply.tolist(), strict=True))
        values = {"passes_on": float(self._case.view.ties.policy.reach.bridge_pass), "floor": self._case.floor}
        rows = self._link.execute(_BEST, values).fetchall()
        return float(rows[0][1]) if rows else 0.0


def layers_of(case: Case) -> Layers:
    """Lay the pairs of a case out in layers: persons as targets, as bridges, our people, accounts."""
    view, pairs = case.view, case.pairs
    persons, willing = view.snapshot.persons, np.asarray(view.reach.willing)
    ours = np.flatnonzero(willing > 0)
    number = np.zeros(persons, dtype=np.int64)
    number[ours] = 2 * persons + np.arange(len(ours))
    one, two = np.repeat(np.arange(persons), np.diff(pairs.at)), pairs.other.astype(np.int64)
    p, is_ours = pairs.p.astype(np.float64), willing[two] > 0
    over = ~is_ours
    last = is_ours & (willing[one] == 0)
    passes_on = float(view.ties.policy.reach.bridge_pass)
    first_account = 2 * persons + len(ours)
    accounts = np.repeat(np.arange(len(case.targets)), [len(person) for person, _ in case.targets])
    parts = (
        (one[over], persons + two[over], p[over]),
        (one[is_ours], number[two[is_ours]], p[is_ours] * willing[two[is_ours]]),
        (persons + one[last], number[two[last]], p[last] * willing[two[last]] * passes_on),
        (ours, number[ours], willing[ours]),
        (first_account + accounts, *(np.concatenate(side) for side in zip(*case.targets, strict=True))),
    )
    source, sink, worth = (np.concatenate(side) for side in zip(*parts, strict=True))
    return Layers(first_account + len(case.targets), source, sink, -np.log(worth), 2 * persons, first_account)


def _blocks(layers: Layers) -> Iterator[list[tuple[int, int, float]]]:
    for first in range(0, len(layers.source), _BLOCK):
        rows = slice(first, first + _BLOCK)
        columns = (layers.source[rows], layers.sink[rows], layers.weight[rows])
        yield list(zip(*(column.tolist() for column in columns), strict=True))


def _pair_rows(pairs: PairList) -> Iterator[Iterator[tuple[int, float, int]]]:
    one = np.repeat(np.arange(len(pairs.at) - 1), np.diff(pairs.at))
    for first in range(0, len(one), _BLOCK):
        rows = slice(first, first + _BLOCK)
        yield zip(one[rows].tolist(), pairs.p[rows].tolist(), pairs.other[rows].tolist(), strict=True)


def _score(length: float, floor: float) -> float:
    score = math.exp(-length)
    return score if score >= floor else 0.0
