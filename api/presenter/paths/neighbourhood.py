"""The graph around an account: those on its ranked ways, the companies that tie them, and no more than a page holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from api.presenter.forms import Json, Refs, account_form, read_refs
from api.presenter.paths.asked import MOST_PATHS, Question
from api.presenter.paths.warm import WarmPath, path_form, stops, warm_paths
from api.workspace import Scene
from orbit.errors import UsageError
from orbit.graph.paths import Candidate
from orbit.graph.ranking import Choice
from orbit.graph.targets import TargetSearch
from orbit.graph.ties import Ground, rows_between
from orbit.model import EntityId
from orbit.store.base import Store

MOST_NODES = 50
# So many ways are shown unasked; opening somebody shows as many more of theirs.
_FIRST, _EACH = 12, 12
_LEAST_NODES = 5
_AT_A_COMPANY = (Ground.WORKED, Ground.POSSIBLE, Ground.BOARD, Ground.SCHOOL, Ground.INVESTOR)
_PLACES = ("requester", "connector", "bridge", "target")

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Around:
    """What is wanted of a neighbourhood: at most so many nodes; of the `opened` nodes more ways, the last one first."""

    limit: int = MOST_NODES
    opened: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _LEAST_NODES <= self.limit <= MOST_NODES:
            raise UsageError(f"limit must be {_LEAST_NODES} to {MOST_NODES}, got {self.limit}")


@dataclass(frozen=True, slots=True)
class _Ways:
    """All ranked ways into an account, best first, by the nodes they run over; `companies` tie pairs of people."""

    found: tuple[Candidate, ...]
    companies: dict[Pair, str]
    nodes: tuple[frozenset[str], ...]

    def over(self, node: str) -> list[int]:
        """The places of the ways that run over a node."""
        return [place for place, nodes in enumerate(self.nodes) if node in nodes]


@dataclass(slots=True)
class _Graph:
    """Nodes and edges as they come together, each once."""

    nodes: dict[str, Json] = field(default_factory=dict)
    edges: dict[tuple[str, str], Json] = field(default_factory=dict)

    def put(self, node: Json) -> None:
        """Add a node; one that is there keeps the place nearest to us."""
        known = self.nodes.setdefault(node["id"], node)
        if node["kind"] in _PLACES and _PLACES.index(node["kind"]) < _PLACES.index(known["kind"]):
            known["kind"] = node["kind"]

    def tie(self, ends: tuple[str, str], tie: Json) -> None:
        """Add a tie to the edge between two nodes, which is as strong as the strongest of its ties."""
        edge = self.edges.setdefault(ends, {"from": ends[0], "to": ends[1], "strength": 0.0, "ties": []})
        if all(tie["id"] != other["id"] for other in edge["ties"]):
            edge["ties"].append(tie)
            edge["strength"] = max(edge["strength"], tie["strength"])


def neighbourhood_answer(store: Store, scene: Scene, question: Question, around: Around) -> Json:
    """The graph around an account as {nodes, edges, cut}: only nodes on ranked ways, those of opened nodes first.

    Two people who know each other from a company are tied over it. `cut` says how many ways are ranked and not shown,
    and how many of them had no room.
    """
    search = question.search(scene)
    ways = _ranked(scene, question, search)
    wanted = _wanted(ways, around.opened)
    shown = _fitting(ways, wanted, around.limit)
    paths = warm_paths(scene, [(ways.found[place], search) for place in shown], question.asker)
    refs = read_refs(store, scene, (fact for path in paths for fact in path.facts))
    graph = _Graph()
    for path in paths:
        _draw(scene, graph, question, path, ways, refs)
    account = account_form(scene, question.account)
    _put_account(graph, account)
    asker = question.asker
    requester = None if asker is None else scene.view.snapshot.person_entity(asker.number)
    return {
        "account": account,
        "as_of": scene.as_of.isoformat(),
        "requester": requester,
        "nodes": [_counted(node, ways, shown, around) for node in graph.nodes.values()],
        "edges": [{"id": f"{edge['from']}-{edge['to']}", **edge} for edge in graph.edges.values()],
        "cut": {"ways": len(ways.found), "shown": len(shown), "no_room": len(wanted) - len(shown)},
    }


def _ranked(scene: Scene, question: Question, search: TargetSearch) -> _Ways:
    asker = None if question.asker is None else question.asker.number
    [found] = scene.ranker.best([(search, Choice(MOST_PATHS, question.barred, asker))])
    companies = _companies(scene, dict.fromkeys(pair for way in found.ways for pair in pairwise(stops(way))))
    entity = scene.view.snapshot.person_entity
    nodes = tuple(
        frozenset([*map(entity, stops(way)), *(companies[pair] for pair in pairwise(stops(way)) if pair in companies)])
        for way in found.ways
    )
    return _Ways(found.ways, companies, nodes)


def _companies(scene: Scene, wanted: Iterable[Pair]) -> dict[Pair, str]:
    """At which company each pair of people knows each other from, where it is one that tells most of them."""
    pairs = list(wanted)
    if not pairs:
        return {}
    left, right = (np.array(side) for side in zip(*pairs, strict=True))
    ties = scene.view.ties
    rows = rows_between(ties, left, right)
    worth = rows.p * ties.caps[rows.ground]
    best: dict[int, tuple[float, int]] = {}
    for row, pair in enumerate(rows.pair.tolist()):
        here = int(ties.presences.company[rows.left[row]]) if rows.ground[row] in _AT_A_COMPANY else -1
        best[pair] = max(best.get(pair, (0.0, -1)), (float(worth[row]), here))
    entity = scene.view.snapshot.company_entity
    return {pairs[pair]: entity(company) for pair, (_, company) in best.items() if company >= 0}


def _wanted(ways: _Ways, opened: Sequence[str]) -> list[int]:
    """Which ways to show, the most wanted first: those of what was opened last, then the best ones."""
    asked = [place for node in reversed(opened) for place in ways.over(node)[:_EACH]]
    return list(dict.fromkeys([*asked, *range(min(_FIRST, len(ways.found)))]))


def _fitting(ways: _Ways, wanted: Sequence[int], limit: int) -> list[int]:
    """As many of the wanted ways as there is room for, in their rank; two nodes are the requester and the account."""
    nodes: set[str] = set()
    kept = []
    for place in wanted:
        if len(nodes | ways.nodes[place]) <= limit - 2:
            nodes |= ways.nodes[place]
            kept.append(place)
    return sorted(kept)


def _draw(scene: Scene, graph: _Graph, question: Question, path: WarmPath, ways: _Ways, refs: Refs) -> None:
    form = path_form(scene, path, question.asker, refs)
    for person in form["people"]:
        graph.put({"kind": person["role"], **{key: person[key] for key in ("id", "name", "title", "company")}})
    for hop in form["hops"]:
        tie = {key: hop[key] for key in ("from", "to", "strength", "kind", "text", "evidence")}
        _tie(scene, graph, tie | {"id": f"{hop['from']}-{hop['to']}"}, ways)


def _tie(scene: Scene, graph: _Graph, tie: Json, ways: _Ways) -> None:
    snapshot = scene.view.snapshot
    pair = (snapshot.person(tie["from"]), snapshot.person(tie["to"]))
    company = None if None in pair else ways.companies.get(pair)  # type: ignore[arg-type]  # neither of them is None
    if company is None:
        graph.tie((tie["from"], tie["to"]), tie)
        return
    number = snapshot.company(EntityId(company))
    name = None if number is None else snapshot.name_of_company(number)
    graph.put({"kind": "company", "id": company, "name": name, "title": None, "company": None})
    graph.tie((tie["from"], company), tie)
    graph.tie((company, tie["to"]), tie)


def _put_account(graph: _Graph, account: Json) -> None:
    """Lead every target on to the account; where it ties people itself, it is one node with two places."""
    targets = [node["id"] for node in graph.nodes.values() if node["kind"] == "target"]
    graph.nodes.pop(account["id"], None)
    graph.nodes[account["id"]] = {
        "kind": "account",
        "id": account["id"],
        "name": account["name"],
        "title": account["domain"],
        "company": None,
    }
    for target in targets:
        if (account["id"], target) not in graph.edges:
            edge = {"from": target, "to": account["id"], "strength": None, "ties": []}
            graph.edges.setdefault((target, account["id"]), edge)


def _counted(node: Json, ways: _Ways, shown: Sequence[int], around: Around) -> Json:
    over = ways.over(node["id"]) if node["kind"] not in {"requester", "account"} else []
    hidden = len(set(over) - set(shown))
    return {**node, "ways": len(over), "more": hidden, "opened": node["id"] in around.opened}
