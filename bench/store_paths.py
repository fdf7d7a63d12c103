"""Who can reach this account? Asked of the engine and, on the graph published there, of Neo4j."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from statistics import median
from typing import NamedTuple

from api.presenter.paths.paths import search_at
from api.publishing import publish_graph
from api.workspace import Scene
from bench.footprint import apart
from bench.sides import Figures, Side
from bench.timing import spread_ms, timed, times_slower
from orbit.graph.ranking import Choice
from orbit.model import AccountKind, EntityId

SHOWN = 10
_WARM = 10
_TOLERANCE = 1e-9


class Way(NamedTuple):
    """Whom to ask for whom, and how likely that ends in a conversation."""

    connector: EntityId
    target: EntityId
    score: float


Question = Callable[[int], list[Way]]


class Asked(NamedTuple):
    """The ways to each account that was asked about, best first, and how many seconds each took."""

    ways: dict[int, list[Way]]
    seconds: list[float]


def accounts_of(scene: Scene, most: int) -> list[int]:
    """The numbers of up to so many target accounts."""
    named = scene.book.accounts(scene.as_of, AccountKind.TARGET)
    numbers = (scene.view.snapshot.company(entity) for entity in named)
    return [number for number in numbers if number is not None][:most]


def ask_about(accounts: Sequence[int], question: Question, *, warm: int = _WARM, within: float = math.inf) -> Asked:
    """Ask about one account after the other until time is up; the first few are asked once before that."""
    for account in accounts[:warm]:
        question(account)
    asked = Asked({}, [])
    until = time.perf_counter() + within
    for account in accounts:
        if time.perf_counter() > until:
            break
        asked.ways[account], seconds = timed(partial(question, account))
        asked.seconds.append(seconds)
    return asked


def ranked_ways(scene: Scene, account: int) -> list[Way]:
    """The best ways to an account, found by whatever ranks in this scene; nothing of them is explained."""
    snapshot = scene.view.snapshot
    [found] = scene.ranker.best([(search_at(scene, account), Choice(SHOWN))])
    return [
        Way(snapshot.person_entity(one.connector), snapshot.person_entity(one.target), one.score) for one in found.ways
    ]


def publishing_figures(neo4j: Side, day: date, say: Callable[[str], None]) -> Figures:
    """Publish the graph of a day in Neo4j."""
    say("Publishing the graph in Neo4j …")
    with neo4j.open() as workspace:
        workspace.scene(day)
        rows, seconds = timed(partial(publish_graph, workspace, day, lambda _what, _rows: None))
    return {"publish_rows": rows, "publish_s": round(seconds, 2)}


def ranking_figures(engine: Side, database: Side, day: date, most: int, say: Callable[[str], None]) -> Figures:
    """Ask both about so many accounts: one after the other, and all at once as a week's plan does."""
    figures: Figures = {}
    asked = {}
    for side in (engine, database):
        with side.open() as workspace:
            scene = workspace.scene(day)
            accounts = accounts_of(scene, most)
            say(f"Asking the {side.name} about {len(accounts)} accounts …")
            asked[side.name] = ask_about(accounts, partial(ranked_ways, scene))
            figures |= spread_ms(f"paths_{side.name}", asked[side.name].seconds)
            figures[f"paths_at_once_{side.name}_ms"] = _at_once(scene, accounts)
    ours, theirs = asked[engine.name], asked[database.name]
    return {
        "paths_accounts": len(ours.ways),
        **figures,
        "paths_database_times_slower": times_slower(median(theirs.seconds), median(ours.seconds)),
        "paths_database_same_connector": same_connector(ours, theirs),
        "paths_database_same_scores": same_scores(ours, theirs),
    }


def _at_once(scene: Scene, accounts: Sequence[int]) -> float:
    """Milliseconds for one of all accounts asked about in one go."""
    searches = [(search_at(scene, account), Choice(SHOWN)) for account in accounts]
    scene.ranker.best(searches[:_WARM])
    _, seconds = timed(partial(scene.ranker.best, searches))
    return round(seconds * 1000 / len(accounts), 4)


def memory_figures(sides: Sequence[Side], day: date, most: int, say: Callable[[str], None]) -> Figures:
    """How much memory a process takes that answers about so many accounts and does nothing else."""
    figures: Figures = {}
    for side in sides:
        say(f"Answering from {side.name} in a process of its own …")
        _, peak = apart(answer_all, side, day, most)
        if peak is not None:
            figures[f"memory_answering_{side.name}_mb"] = peak
    return figures


def answer_all(side: Side, day: date, most: int) -> int:
    """Answer about accounts as an API worker does; return how many ways there are."""
    with side.open() as workspace:
        scene = workspace.scene(day)
        return sum(len(ranked_ways(scene, account)) for account in accounts_of(scene, most))


def same_connector(ours: Asked, theirs: Asked) -> float:
    """Return at which share of the accounts that `theirs` was asked about both name the same connector first.

    Another one whose way is worth as much is as good.
    """
    return _share(ours, theirs, lambda one, other: one[0].connector == other[0].connector or _close(one[:1], other[:1]))


def same_scores(ours: Asked, theirs: Asked) -> float:
    """Return at which share of the accounts that `theirs` was asked about all ways are worth the same."""
    return _share(ours, theirs, _close)


def _share(ours: Asked, theirs: Asked, same: Callable[[list[Way], list[Way]], bool]) -> float:
    pairs = [(ours.ways[account], ways) for account, ways in theirs.ways.items()]
    agree = [same(one, other) if one and other else one == other for one, other in pairs]
    return round(sum(agree) / len(agree), 4)


def _close(one: Sequence[Way], other: Sequence[Way]) -> bool:
    scores = zip((way.score for way in one), (way.score for way in other), strict=False)
    return len(one) == len(other) and all(math.isclose(*both, rel_tol=_TOLERANCE) for both in scores)
