"""Who can reach this account? Asked of pairs in Neo4j, as peers keep them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median

from api.presenter.paths.paths import search_at
from api.workspace import Scene
from bench.peer_pairs import PairGraph, make_pairs
from bench.sides import Figures, Plan, Side
from bench.store_paths import SHOWN, Way, accounts_of, ask_about, ranked_ways, same_connector
from bench.timing import spread_ms, timed, times_slower
from orbit.graph.targets import find_targets

Say = Callable[[str], None]


def pair_figures(engine: Side, url: str, day: date, plan: Plan, say: Say) -> Figures:
    """Make the pairs of a day, load them, and ask about the same accounts as the engine until time is up."""
    with engine.open() as workspace:
        scene = workspace.scene(day)
        say("Making every pair …")
        pairs, making = timed(partial(make_pairs, scene.view, plan.most_pairs))
        with PairGraph.open(url, query_seconds=plan.query_seconds) as graph:
            say(f"Loading {len(pairs.p):,} pairs into Neo4j …")
            loading = graph.fill(scene.view, pairs)
            asked = _asking_figures(scene, graph, plan, say)
    return {
        "pairs": len(pairs.p),
        "pairs_left_out_at_most": pairs.left_out,
        "pairs_make_s": round(making, 2),
        "pairs_load_s": round(loading, 2),
        "pairs_per_s": round(len(pairs.p) / loading),
        **asked,
    }


def _asking_figures(scene: Scene, graph: PairGraph, plan: Plan, say: Say) -> Figures:
    accounts = accounts_of(scene, plan.accounts)
    say(f"Asking the pairs about {len(accounts)} accounts, for {plan.pair_seconds:g} s at most …")
    engine = ask_about(accounts, partial(ranked_ways, scene))
    pairs = ask_about(accounts, partial(_pair_ways, scene, graph), warm=1, within=plan.pair_seconds)
    return {
        "pairs_accounts": len(pairs.ways),
        "pairs_queries": graph.asked,
        "pairs_queries_out_of_time": graph.timed_out,
        **spread_ms("pairs", pairs.seconds),
        "pairs_times_slower": times_slower(median(pairs.seconds), median(engine.seconds)),
        "pairs_same_connector": same_connector(engine, pairs),
    }


def _pair_ways(scene: Scene, graph: PairGraph, account: int) -> list[Way]:
    """The engine tells whom to meet there and how likely each replies; the rest is found over pairs."""
    view = scene.view
    targets = find_targets(view.snapshot, view.places, view.staff, search_at(scene, account), scene.policy)
    ways = []
    for person, reply in zip(targets.person.tolist(), targets.reply.tolist(), strict=True):
        target = view.snapshot.person_entity(person)
        ways.append(Way(target, target, float(view.reach.willing[person]) * reply))
        best = graph.best(target, scene.policy.reach.bridge_pass)
        if best is not None:
            ways.append(Way(best.connector, target, best.score * reply))
    warm = [way for way in ways if way.score >= scene.policy.search.min_score]
    return sorted(warm, key=lambda way: (-way.score, way.connector, way.target))[:SHOWN]
