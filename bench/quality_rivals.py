"""The ways that each rival shows, under Orbit's own rules of variety."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from bench.quality_graphs import bridge_score, dijkstra, materialise, shortest_paths, steps_of
from bench.quality_judge import NOBODY, Ways, ways_of
from bench.quality_pairs import Field, Pairs, pairs_of
from bench.rivals import PAIR_RIVALS, Ours
from orbit.graph.arrays import Array
from orbit.graph.ties import Ground
from orbit.policy import SearchPolicy

SHOWN = 10


def rival_ways(field: Field, dice: np.random.Generator) -> dict[str, Ways]:
    """Return what each rival shows at each account, best first."""
    pairs = pairs_of(field)
    ours, graph = _ours(field, pairs), materialise(field.view)
    steps = steps_of(field, graph, dice)
    found = {
        "random": any_of_ours(field, dice),
        "shortest_path": shortest_paths(steps),
        "dijkstra": dijkstra(field, graph),
    }
    found["bridge_score"] = bridge_score(steps, field.view.snapshot.persons)
    for name, score in PAIR_RIVALS.items():
        found[name] = _scored(pairs, score(pairs, ours))
    policy = field.view.ties.policy.search
    return {name: choose(with_our_own(field, ways), policy, dice) for name, ways in found.items()}


def choose(ways: Ways, policy: SearchPolicy, dice: np.random.Generator) -> Ways:
    """Keep the best of each account, few to one target and few through one connector; equal ones in random order."""
    order = np.lexsort((dice.random(len(ways)), -ways.score, ways.account))
    ends = np.append(np.flatnonzero(np.diff(ways.account[order])) + 1, len(order))
    kept: list[int] = []
    begin = 0
    for end in ends.tolist():
        kept += _varied(ways, order[begin:end], policy)
        begin = end
    return ways.at(np.array(kept, dtype=np.int64))


def with_our_own(field: Field, ways: Ways) -> Ways:
    """Add the targets who are our people themselves, before all others: any tool would see them."""
    own = np.flatnonzero(np.isin(field.target, field.ours))
    direct = Ways(
        field.account[own], field.target[own], np.full(len(own), NOBODY), field.target[own],
        np.full(len(own), ways.score.max(initial=0.0) + 1.0),
    )  # fmt: skip
    names = ("account", "connector", "bridge", "target", "score")
    return Ways(*(np.concatenate([getattr(direct, name), getattr(ways, name)]) for name in names))


def any_of_ours(field: Field, dice: np.random.Generator) -> Ways:
    """Any of our people, to any target."""
    times = field.view.ties.policy.search.connectors_per_target
    account, target = np.repeat(field.account, times), np.repeat(field.target, times)
    connector = field.ours[dice.integers(0, len(field.ours), len(target))]
    rows = zip(account.tolist(), connector.tolist(), target.tolist(), dice.random(len(target)).tolist(), strict=True)
    return ways_of([(at, one, NOBODY, two, die) for at, one, two, die in rows if one != two])


def _varied(ways: Ways, rows: Array, policy: SearchPolicy) -> Iterator[int]:
    through: Counter[int] = Counter()
    to: Counter[int] = Counter()
    shown = 0
    for row in rows.tolist():
        connector, target = int(ways.connector[row]), int(ways.target[row])
        if through[connector] < policy.targets_per_connector and to[target] < policy.connectors_per_target:
            through[connector] += 1
            to[target] += 1
            shown += 1
            yield row
        if shown == SHOWN:
            return


def _scored(pairs: Pairs, score: Array) -> Ways:
    kept = np.flatnonzero(score > 0)
    none = np.full(len(kept), NOBODY)
    return Ways(pairs.account[kept], pairs.connector[kept], none, pairs.target[kept], score[kept])


def _ours(field: Field, pairs: Pairs) -> Ours:
    ties = field.view.ties
    linked = np.flatnonzero(ties.ground[ties.row] == Ground.LINKEDIN)
    ends = np.repeat(np.arange(field.view.snapshot.persons), np.diff(ties.tie_at))[linked]
    links = np.bincount(ends, minlength=field.view.snapshot.persons)
    at_accounts = field.home[ties.other[linked]]
    there = np.bincount(
        ends[at_accounts != NOBODY] * len(field.accounts) + at_accounts[at_accounts != NOBODY],
        minlength=field.view.snapshot.persons * len(field.accounts),
    )
    key = pairs.connector * len(field.accounts) + pairs.account
    return Ours(field.view.reach.willing, links[pairs.connector], there[key])
