"""How long one account takes: the whole command, one warm question, and networkx on the same ties."""

from __future__ import annotations

import math
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from subprocess import DEVNULL, run
from typing import Any

import networkx as nx
import numpy as np

from api.presenter.paths import best_paths, search_at
from api.workspace import Scene
from bench.places import Place
from orbit.graph.targets import find_targets
from orbit.graph.ties import know, rows_between
from orbit.model import AccountKind

_COMMANDS = 5
_ACCOUNTS = 200
_PEER_ACCOUNTS = 20
_SHOWN = 10
_BIGGEST = 60


def measure(place: Place, say: Callable[[str], None]) -> dict[str, Any]:
    """Time questions about target accounts; medians, in milliseconds unless the name says otherwise."""
    scene = place.scene
    numbers = [
        number
        for entity in scene.book.accounts(scene.as_of, AccountKind.TARGET)
        if (number := scene.view.snapshot.company(entity)) is not None
    ]
    say("Timing whole commands …")
    commands = [_command(place, number) for number in numbers[:_COMMANDS]]
    say("Timing warm questions …")
    warm = [_timed(partial(_ours, scene, number)) for number in numbers[:_ACCOUNTS]]
    say("Building networkx's graph of the same ties …")
    start = time.perf_counter()
    graph = _materialised(scene)
    built = time.perf_counter() - start
    peer = [_timed(partial(_networkx, scene, graph, number)) for number in numbers[:_PEER_ACCOUNTS]]
    figures = {
        "paths_command_s": round(statistics.median(commands), 3),
        "paths_warm_ms_p50": round(statistics.median(warm), 3),
        "paths_warm_ms_p99": round(statistics.quantiles(warm, n=100)[98], 3),
    }
    peers = {
        "networkx_build_s": round(built, 2),
        "networkx_edges": graph.number_of_edges(),
        "networkx_ms_p50": round(statistics.median(peer), 1),
        "networkx_times_slower": round(statistics.median(peer) / statistics.median(warm), 1),
    }
    return {"figures": figures, "peers": peers}


def _command(place: Place, number: int) -> float:
    domain = place.scene.view.snapshot.domain_of(number) or place.scene.view.snapshot.company_entity(number)
    home, day = str(place.workspace.settings.home), place.scene.as_of.isoformat()
    start = time.perf_counter()
    command = [sys.executable, "-m", "api.cli", "paths", domain, "--as-of", day, "--home", home, "--json"]
    run(command, check=True, stdout=DEVNULL, stderr=DEVNULL)
    return time.perf_counter() - start


def _ours(scene: Scene, number: int) -> object:
    return best_paths(scene, search_at(scene, number), None, _SHOWN)


def _timed(question: Callable[[], object]) -> float:
    start = time.perf_counter()
    question()
    return (time.perf_counter() - start) * 1000


def _materialised(scene: Scene) -> nx.Graph[Any]:
    """Every pair at companies of which at most 60 people are known, with the same strengths, as −log for Dijkstra."""
    here, ties = scene.view.places, scene.view.ties
    pairs: set[tuple[int, int]] = set()
    order = np.argsort(here.company, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(here.company[order])) + 1):
        people = sorted(set(here.person[rows].tolist()))
        if len(people) <= _BIGGEST:
            pairs |= {(one, two) for place, one in enumerate(people) for two in people[place + 1 :]}
    for person in range(scene.view.snapshot.persons):
        for other in ties.other[ties.tie_at[person] : ties.tie_at[person + 1]].tolist():
            pairs.add((min(person, other), max(person, other)))
    graph: nx.Graph[Any] = nx.Graph()
    ordered = sorted(pairs)
    for start in range(0, len(ordered), 200_000):
        _add(graph, scene, ordered[start : start + 200_000])
    return graph


def _add(graph: nx.Graph[Any], scene: Scene, pairs: Sequence[tuple[int, int]]) -> None:
    left, right = (np.array(side) for side in zip(*pairs, strict=True))
    strength = know(scene.view.ties, rows_between(scene.view.ties, left, right), len(pairs))
    told = zip(left.tolist(), right.tolist(), strength.tolist(), strict=True)
    graph.add_weighted_edges_from((one, two, -math.log(p)) for one, two, p in told if p > 0)


def _networkx(scene: Scene, graph: nx.Graph[Any], number: int) -> dict[int, float]:
    view = scene.view
    targets = find_targets(view.snapshot, view.places, view.staff, search_at(scene, number), scene.policy)
    there = {target for target in targets.person.tolist() if target in graph}
    if not there:
        return {}
    lengths = nx.multi_source_dijkstra_path_length(graph, there, cutoff=-math.log(scene.policy.search.min_score))
    return {person: length for person, length in lengths.items() if view.reach.willing[person] > 0}
