"""How good the paths are: on the demo, imported through the real pipeline, and on many made-up worlds.

On the demo matching and ranking are judged together, beside three simpler ways of choosing a connector; the worlds of
`bench.quality_worlds` judge the ranking alone, under assumptions that it was not built from.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np

from api.presenter.paths.paths import best_paths, search_at
from api.presenter.week.reps import owner_of
from api.workspace import Scene
from bench.places import Place, entity_truth, record_truth
from bench.quality_judge import reachable, staffed_by
from bench.quality_matching import told_by_matching
from bench.quality_report import figures, peers
from bench.quality_worlds import rank_worlds
from orbit.graph.targets import find_targets
from orbit.graph.ties import Ground
from orbit.model import AccountKind, EntityKind
from orbit.store.base import Store
from orbit.world import REALLY_KNOWS, Truth

_SHOWN = 10
_MOST_COLLEAGUES = 60
_SEED = 7

Way = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A target account: its number in the snapshot and the people there of whom Orbit knows."""

    number: int
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """Knows the truth about ways of person numbers (connector, perhaps a bridge, target) into account numbers."""

    truth: Truth
    person: Mapping[int, int]
    company: Mapping[int, int]

    def is_true(self, account: int, way: Way) -> bool:
        """Whether each knows the next, and the last works where they are said to: a request could get through."""
        people = [self.person.get(number, -1) for number in way]
        if -1 in people or self.truth.employer[people[-1]] != self.company.get(account):
            return False
        return all(self.truth.knows(one, two) >= REALLY_KNOWS for one, two in pairwise(people))

    def says_yes(self, way: Way) -> bool:
        """Whether the connector would introduce us to whoever is next."""
        people = [self.person.get(number, -1) for number in way]
        return len(people) == 1 or (-1 not in people and self.truth.says_yes(people[0], people[1]))


def measure(place: Place, say: Callable[[str], None]) -> dict[str, Any]:
    """Return figures and peers in the shape of `orbit bench`."""
    say("Comparing with the truth …")
    told = of_demo(place) | told_by_matching(place, of_demo, say)
    simpler = _simpler_ways(place, say)
    say("Ranking made-up worlds of other kinds …")
    report = rank_worlds(say)
    return {"figures": told | figures(report), "peers": simpler | peers(report)}


def of_demo(place: Place) -> dict[str, float]:
    """Return how good the paths into the target accounts of a demo are, and who is who in it."""
    store, scene = place.workspace.store, place.scene
    judge = _judge(place, store)
    accounts = list(_accounts(scene))
    really = _truly_reachable(place, judge, accounts)
    shown = {account.number: _ours_ways(scene, account) for account in accounts}
    firsts = {number: ways[0] for number, ways in shown.items() if ways}
    return {
        "target_accounts": len(accounts),
        "accounts_with_a_true_path": len(really),
        "shown_any_path_of_those": _share(number in firsts for number in really),
        "shown_a_true_path_of_those": _share(
            any(judge.is_true(number, way) for way in shown.get(number, [])) for number in really
        ),
        **_first_figures("top_connector", firsts, judge),
        **_matching(store, place.truth, EntityKind.PERSON, "people"),
        **_matching(store, place.truth, EntityKind.COMPANY, "companies"),
    }


def _simpler_ways(place: Place, say: Callable[[str], None]) -> dict[str, float]:
    scene = place.scene
    judge = _judge(place, place.workspace.store)
    ours = frozenset(np.flatnonzero(scene.view.reach.willing > 0).tolist())
    accounts = list(_accounts(scene))
    really = _truly_reachable(place, judge, accounts)
    simpler: dict[str, float] = {}
    for name, choose in _baselines(scene, ours).items():
        say(f"Trying the simpler way: {name.replace('_', ' ')} …")
        chosen = {account.number: way for account in accounts if (way := choose(account))}
        simpler |= _first_figures(name, chosen, judge)
        simpler[f"{name}_shown_a_true_path"] = _share(
            number in chosen and judge.is_true(number, chosen[number]) for number in really
        )
    return simpler


def _judge(place: Place, store: Store) -> Judge:
    snapshot = place.scene.view.snapshot
    people = entity_truth(store, place.truth, EntityKind.PERSON).items()
    companies = entity_truth(store, place.truth, EntityKind.COMPANY).items()
    return Judge(
        place.truth,
        {number: true for entity, true in people if (number := snapshot.person(entity)) is not None},
        {number: true for entity, true in companies if (number := snapshot.company(entity)) is not None},
    )


def _accounts(scene: Scene) -> Iterator[Account]:
    view = scene.view
    for entity in scene.book.accounts(scene.as_of, AccountKind.TARGET):
        number = view.snapshot.company(entity)
        if number is not None:
            found = find_targets(view.snapshot, view.places, view.staff, search_at(scene, number), scene.policy)
            yield Account(number, tuple(found.person.tolist()))


def _ours_ways(scene: Scene, account: Account) -> list[Way]:
    paths = best_paths(scene, search_at(scene, account.number), owner_of(scene, account.number), _SHOWN)
    found = (path.found for path in paths)
    return [tuple(dict.fromkeys(n for n in (one.connector, one.bridge, one.target) if n is not None)) for one in found]


def _truly_reachable(place: Place, judge: Judge, accounts: Sequence[Account]) -> set[int]:
    """Target accounts at which somebody really works whom one of ours really knows, or at one remove."""
    truth = place.truth
    ours = np.array(sorted({person for members in truth.circles.values() for person in members}))
    within_two = reachable(truth.knowing, ours).over_one
    numbers = [account.number for account in accounts if account.number in judge.company]
    really = staffed_by(truth.targets, [judge.company[number] for number in numbers], within_two)
    return {number for number, is_reached in zip(numbers, really.tolist(), strict=True) if is_reached}


def _first_figures(name: str, firsts: Mapping[int, Way], judge: Judge) -> dict[str, float]:
    true = {number: judge.is_true(number, way) for number, way in firsts.items()}
    return {
        f"{name}_accounts": float(len(firsts)),
        f"{name}_precision": _share(true[number] for number in firsts),
        f"{name}_precision_direct": _share(true[number] for number, way in firsts.items() if len(way) == 2),
        f"{name}_says_yes": _share(true[number] and judge.says_yes(way) for number, way in firsts.items()),
    }


def _share(hits: Iterator[bool] | Sequence[bool]) -> float:
    told = list(hits)
    return round(sum(told) / len(told), 4) if told else 0.0


def _matching(store: Store, truth: Truth, kind: EntityKind, name: str) -> dict[str, float]:
    """Pairwise precision and recall of who is who, over all records whose truth is known."""
    records = record_truth(store, truth, kind)
    entity = {member.seq: member.entity for member in store.members(kind)}
    both = Counter((entity[seq], true) for seq, true in records.items() if seq in entity)
    found, real = Counter(entity[seq] for seq in records if seq in entity), Counter(records.values())
    right, claimed, true_pairs = (sum(n * (n - 1) // 2 for n in count.values()) for count in (both, found, real))
    return {
        f"matching_{name}_precision": round(right / claimed, 4) if claimed else 1.0,
        f"matching_{name}_recall": round(right / true_pairs, 4) if true_pairs else 1.0,
    }


def _baselines(scene: Scene, ours: frozenset[int]) -> dict[str, Callable[[Account], Way | None]]:
    dice = random.Random(_SEED)  # noqa: S311 - a baseline, not a secret
    helpers = sorted(ours)
    friends = {person: _linkedin_friends(scene, person) for person in helpers}
    graph = _plain_graph(scene)

    def random_connector(account: Account) -> Way | None:
        return (dice.choice(helpers), dice.choice(account.targets)) if account.targets else None

    def most_connections(account: Account) -> Way | None:
        """The colleague with the most LinkedIn connections there (then anywhere), to one of them, else to anybody."""
        there = {person: friends[person] & set(account.targets) for person in helpers}
        if not account.targets:
            return None
        best = max(helpers, key=lambda person: (len(there[person]), len(friends[person]), -person))
        return best, min(there[best]) if there[best] else account.targets[0]

    def shortest_path(account: Account) -> Way | None:
        ways = [way for target in account.targets if (way := _shortest(graph, ours, target))]
        return min(ways, key=lambda way: (len(way), way), default=None)

    return {
        "random_connector": random_connector,
        "most_linkedin_connections": most_connections,
        "shortest_path": shortest_path,
    }


def _linkedin_friends(scene: Scene, person: int) -> set[int]:
    ties = scene.view.ties
    at = slice(int(ties.tie_at[person]), int(ties.tie_at[person + 1]))
    return set(ties.other[at][ties.ground[ties.row[at]] == Ground.LINKEDIN].tolist())


def _plain_graph(scene: Scene) -> nx.Graph[Any]:
    """LinkedIn connections, and everybody who shared an employer at one time (as graph tools are commonly fed)."""
    ties, here = scene.view.ties, scene.view.places
    graph: nx.Graph[Any] = nx.Graph()
    for person in range(scene.view.snapshot.persons):
        at = slice(int(ties.tie_at[person]), int(ties.tie_at[person + 1]))
        graph.add_edges_from((person, int(other)) for other in ties.other[at])
    order = np.argsort(here.company, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(here.company[order])) + 1):
        if len(rows) <= _MOST_COLLEAGUES:
            graph.add_edges_from(_overlapping(scene, rows.tolist()))
    return graph


def _overlapping(scene: Scene, rows: list[int]) -> Iterator[tuple[int, int]]:
    here = scene.view.places
    for place, one in enumerate(rows):
        for two in rows[place + 1 :]:
            if min(here.end[one], here.end[two]) >= max(here.start[one], here.start[two]):
                yield int(here.person[one]), int(here.person[two])


def _shortest(graph: nx.Graph[Any], ours: frozenset[int], target: int) -> Way | None:
    if target in ours:
        return (target,)
    if target not in graph:
        return None
    friends = sorted(graph.adj[target])
    direct = [friend for friend in friends if friend in ours]
    if direct:
        return direct[0], target
    for friend in friends:
        further = [helper for helper in sorted(graph.adj[friend]) if helper in ours]
        if further:
            return further[0], friend, target
    return None
