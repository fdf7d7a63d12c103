"""What is measured on one crowd, each in a process of its own: search, answer, batch, opening, memory, change."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from api.presenter.paths.asked import PathsRequest, Question
from api.presenter.paths.paths import paths_answer
from api.rendering import to_json
from api.workspace import Scene
from bench.crowd import DAY, crowd_snapshot, crowd_willing
from bench.path_answers import ListedRefs, crowd_scene
from bench.path_crowd import (
    SHOWN,
    asked,
    compiled,
    keep_crowd,
    open_crowd,
    open_facts,
    see_crowd,
    some_accounts,
)
from bench.sides import Figures
from bench.timing import timed
from orbit.graph.ranking import EngineRanker, Ranker
from orbit.graph.reach import make_reach
from orbit.graph.view import View, make_view
from orbit.policy import load_policy

if TYPE_CHECKING:
    from bench.path_kernel import Kernel
    from orbit.graph.compiled.search import Searches

_ROUNDS = 3
_KERNEL_ACCOUNTS, _ANSWER_ACCOUNTS, _PLAIN_ACCOUNTS, _BATCH = 3_000, 1_000, 200, 10_000
_MEMORY_ACCOUNTS = 5_000
_WARM = 50
_PATIENCE = 20.0
_OWN = re.compile(r"^RssAnon:\s*(\d+) kB$", re.MULTILINE)


def making_figures(folder: Path, people: int) -> Figures:
    """Make the crowd and keep it in the folder; time its reach, all compiled beforehand."""
    kit = compiled(folder)
    snapshot = crowd_snapshot(people)
    willing = crowd_willing(people)
    view, seconds = timed(partial(make_view, snapshot, load_policy(), willing, DAY, kit.first_hops))
    reach = [timed(partial(make_reach, snapshot, view.ties, willing, kit.first_hops))[1] for _ in range(_ROUNDS)]
    keep_crowd(view, folder, people)
    return {
        "people": people,
        "spells": len(snapshot.fact_id),
        "largest_company_people": _largest(view),
        "view_s": round(seconds, 3),
        "reach_s": round(statistics.median(reach), 4),
    }


def search_figures(folder: Path, people: int) -> Figures:
    """Search alone: one account after the other, and many in one go; and what a search cannot do without."""
    kit = compiled(folder)
    from bench.path_kernel import Kernel, floor_figures

    view = open_crowd(folder, people)
    kernel = Kernel(view)
    accounts = some_accounts(view, _KERNEL_ACCOUNTS)
    questions = [kernel.prepared([one]) for one in asked(accounts)]
    for question in questions[:_WARM]:
        kernel.search(question)
    seconds = _each([partial(kernel.search, question) for question in questions])
    figures = _spread("kernel", seconds) | _spread("kernel_found", _where_found(kernel, questions, seconds))
    figures |= floor_figures(kernel, questions, figures["kernel_p50_ms"])
    batch = asked(some_accounts(view, _BATCH, seed=2))
    ranker = kit.ranker(view)
    took = [timed(partial(ranker.best, batch))[1] for _ in range(_ROUNDS)]
    return figures | {"batch_10k_s": round(statistics.median(took), 3)}


def _where_found(kernel: Kernel, questions: Sequence[Searches], seconds: Sequence[float]) -> list[float]:
    """The seconds of the searches that found a way; where nobody is reached there is little to search."""
    is_found = [len(kernel.search(question)[1].score) > 0 for question in questions]
    return [took for took, found in zip(seconds, is_found, strict=True) if found]


def answer_figures(folder: Path, people: int) -> Figures:
    """The whole answer as JSON, explanations and all; there is no store here, so no file and line is looked up.

    Accounts into which no path leads are timed apart: what to do about that is another question.
    """
    kit = compiled(folder)
    view = open_crowd(folder, people)
    ranker = kit.ranker(view)
    scene, refs = crowd_scene(view, ranker), ListedRefs()
    accounts = some_accounts(view, _KERNEL_ACCOUNTS)
    found = set(_with_paths(ranker, accounts))
    calls = [partial(_answer, refs, scene, number) for number in accounts if number in found][:_ANSWER_ACCOUNTS]
    sizes = [len(call()) for call in calls[:_WARM]]
    without = [partial(_answer, refs, scene, number) for number in accounts if number not in found]
    return {
        "accounts_with_paths": round(sum(number in found for number in accounts) / len(accounts), 3),
        **_spread("answer", _each(calls)),
        "answer_bytes": int(statistics.median(sizes)),
        **_no_path_figures(without),
    }


def _with_paths(ranker: Ranker, accounts: Sequence[int]) -> list[int]:
    """Those into which a path leads; no account of a crowd shows a signal."""
    found = ranker.best(asked(accounts, heat=0.0))
    return [number for number, one in zip(accounts, found, strict=True) if one.ways]


def _no_path_figures(calls: Sequence[Callable[[], object]]) -> Figures:
    """What the answer takes where there is no path, for as many accounts as there is time for."""
    if not calls:
        return {}
    _, first = timed(calls[0])
    until = time.perf_counter() + _PATIENCE
    seconds = [timed(call)[1] for call in calls[: _WARM + 1] if time.perf_counter() < until]
    p50 = round(statistics.median(seconds) * 1000, 3) if seconds else 0.0
    return {"no_path_first_s": round(first, 3), "no_path_p50_ms": p50}


def opening_figures(folder: Path, people: int) -> Figures:
    """Map everything and be ready to search, with the pages in the system's memory as on a machine that runs."""
    kit = compiled(folder)
    took = [timed(partial(_ready, kit.ranker, folder, people))[1] for _ in range(5)]
    return {"open_s": round(statistics.median(took), 4)}


def memory_figures(folder: Path, people: int) -> Figures:
    """Answer about accounts in a process that does nothing else; the caller takes what it needed at most.

    Accounts into which a path leads are picked a few at a time, so that picking them takes no room of its own.
    """
    kit = compiled(folder)
    start = time.perf_counter()
    view = open_crowd(folder, people)
    ranker = kit.ranker(view)
    scene, refs = crowd_scene(view, ranker), ListedRefs()
    asked_for, answered = iter(some_accounts(view, _MEMORY_ACCOUNTS, seed=3)), 0
    while answered < _ANSWER_ACCOUNTS and (few := list(islice(asked_for, _WARM))):
        for number in _with_paths(ranker, few):
            _answer(refs, scene, number)
            answered += 1
    seconds = time.perf_counter() - start
    return {"open_and_answer_1k_s": round(seconds, 2), "memory_accounts": answered, **_own_memory()}


def plain_figures(folder: Path, people: int) -> Figures:
    """The same search without compiled code."""
    view = open_crowd(folder, people)
    ranker = EngineRanker(view)
    calls = [partial(ranker.best, [one]) for one in asked(some_accounts(view, _PLAIN_ACCOUNTS))]
    for call in calls[:5]:
        call()
    return _spread("numpy", [timed(call)[1] for call in calls])


def _answer(refs: ListedRefs, scene: Scene, number: int) -> bytes:
    question = Question(number, None, frozenset(), PathsRequest(None, None, SHOWN, DAY))
    return to_json(paths_answer(refs, scene, question))  # type: ignore[arg-type]  # all that an answer asks of a store


def _ready(make_ranker: Callable[[View], object], folder: Path, people: int) -> object:
    return make_ranker(see_crowd(open_facts(folder, people), folder, people))


def _largest(view: View) -> int:
    people = np.unique(view.places.person[view.places.company == 0])
    return len(people)


def _each(calls: Sequence[Callable[[], object]]) -> list[float]:
    """Seconds of each call: the middle of several rounds through all, so that what else runs here counts less."""
    rounds = [[timed(call)[1] for call in calls] for _ in range(_ROUNDS)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def _spread(name: str, seconds: Sequence[float]) -> Figures:
    p50, p99 = (float(value) * 1000 for value in np.percentile(seconds, [50, 99]))
    return {f"{name}_p50_ms": round(p50, 4), f"{name}_p99_ms": round(p99, 4)}


def _own_memory() -> Figures:
    status = Path("/proc/self/status")
    told = _OWN.search(status.read_text(encoding="ascii", errors="replace")) if status.exists() else None
    return {"rss_own_mb": round(int(told[1]) / 1024, 1)} if told else {}
