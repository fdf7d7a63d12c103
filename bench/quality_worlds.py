"""Ranks many made-up worlds, by Orbit and by its rivals, and holds every answer against the truth.

Run it as `python -m bench.quality_worlds > worlds.json`; `--first-seed 201 --policy policy.toml` tries other numbers on
other worlds.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from bench.mechanisms import MECHANISMS, Mechanism, make_acquainted
from bench.quality_judge import NOBODY, Judge, Reachable, Ways, judge_of, reachable_in, staffed_by, ways_of
from bench.quality_measures import Reliability, precision_at, rank_in, reliability
from bench.quality_pairs import Field, field_of, pairs_of
from bench.quality_report import Outcome, Report, document
from bench.quality_rivals import SHOWN, rival_ways
from bench.quality_told import Account, accounts_of, tell, willingness
from orbit.graph.arrays import Array
from orbit.graph.ranking import Choice, EngineRanker
from orbit.graph.targets import TargetSearch
from orbit.graph.ties import know, rows_between
from orbit.graph.view import View, make_view
from orbit.policy import Policy, load_policy
from orbit.world import REALLY_KNOWS, World, WorldSpec
from orbit.world.make import make_strangers, targets_today

# Switching things off takes longer than all the rest; differences within a world need fewer of them.
_ABLATED_SEEDS = 2
_STAGE = 104
_WEEK_SHARE = 4

# What is switched off, and the policy values that do it.
ABLATIONS: Mapping[str, Mapping[str, Mapping[str, float]]] = {
    "worked_together": {"strength": {"worked_together_cap": 0.0}},
    "may_have_overlapped": {"strength": {"possible_cap": 0.0}},
    "all_shared_work": {"strength": {"worked_together_cap": 0.0, "possible_cap": 0.0}},
    "boards": {"strength": {"board_cap": 0.0}},
    "schools": {"strength": {"school_cap": 0.0}},
    "investors": {"strength": {"investor_cap": 0.0}},
    "linkedin": {"strength": {"linkedin_cap": 0.0}},
    "bridges": {"reach": {"bridge_pass": 0.0}},
    "fading": {"strength": {"recency_floor": 1.0}},
    "reply_by_title": {
        "reply": dict.fromkeys(("c_level", "vp", "director", "manager", "individual", "unknown"), 0.4)
        | {"other_function_factor": 1.0}
    },
    "willing_by_circle": {
        "willing": dict.fromkeys(("team", "champion", "advisor", "board", "investor", "ex_customer"), 0.6)
    },
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Which worlds: how many seeds from the first on, the size of each, and what a workspace's policy would change.

    No world that anybody looked at while the ranking was built has one of the usual seeds.
    """

    seeds: int = 5
    scale: float = 0.4
    first_seed: int = 101
    policy: str = ""

    def tasks(self) -> list[Task]:
        """Every mechanism with every seed."""
        return [
            Task(self.first_seed + number, self.scale, mechanism, self.policy, ablate=number < _ABLATED_SEEDS)
            for number in range(self.seeds)
            for mechanism in MECHANISMS
        ]


@dataclass(frozen=True, slots=True)
class Task:
    """One world to be ranked; `policy` is the text of a workspace's overrides."""

    seed: int
    scale: float
    mechanism: Mechanism
    policy: str = ""
    ablate: bool = True


@dataclass(frozen=True, slots=True)
class Court:
    """Everything that an answer is measured by."""

    judge: Judge
    reach: Reachable
    staff: Mapping[int, Sequence[int]]

    def measures(self, ways: Ways) -> dict[str, float]:
        """Measure the ways shown, at most ten per account, those of one account together and best first."""
        judge, companies = self.judge, self.judge.companies.tolist()
        is_true, first = judge.is_true(ways), rank_in(ways.account) == 0
        firsts, accounts = ways.at(np.flatnonzero(first)), len(companies)
        introduced = judge.introduced(firsts)
        best = np.argsort(-firsts.score, kind="stable")[: max(1, accounts // _WEEK_SHARE)]
        hit = np.zeros(accounts, dtype=np.bool_)
        hit[ways.account[is_true]] = True
        over_one = staffed_by(self.staff, companies, self.reach.over_one)
        directly = staffed_by(self.staff, companies, self.reach.directly)
        return {
            **{f"precision_at_{most}": precision_at(ways.account, is_true, most) for most in (1, 3, SHOWN)},
            "target_still_there_at_1": _mean(judge.is_there(firsts)),
            "accounts_shown": len(firsts) / accounts,
            "paths_per_account": len(ways) / accounts,
            "recall_of_reachable": _mean(hit[over_one]),
            "recall_of_directly_reachable": _mean(hit[directly]),
            "recall_of_targets": self._found(ways.at(np.flatnonzero(is_true))),
            "introductions_per_ten_asks": 10 * float(introduced.sum()) / accounts,
            "introductions_per_ten_best_asks": 10 * float(introduced[best].sum()) / max(1, accounts // _WEEK_SHARE),
            "answers_per_ten_asks": 10 * float(judge.answered(firsts).sum()) / accounts,
        }

    def _found(self, true_ways: Ways) -> float:
        """Of the people there whom one of ours really knows (ten per account count), how many are shown truly."""
        people = len(self.reach.directly)
        shown = np.unique(true_ways.account * people + true_ways.target) // people
        found = wanted = 0
        for place, company in enumerate(self.judge.companies.tolist()):
            known = int(self.reach.directly[list(self.staff.get(company, ()))].sum())
            wanted += min(known, SHOWN)
            found += min(int((shown == place).sum()), known)
        return found / wanted if wanted else 0.0


def run_world(task: Task) -> Outcome:
    """Make a world, rank it in every way and measure each."""
    world = make_acquainted(_strangers(WorldSpec(seed=task.seed, scale=task.scale)), task.mechanism)
    accounts, policy = accounts_of(world), load_policy(task.policy)
    view = make_view(tell(world, task.mechanism), policy, willingness(world, policy.willing), world.spec.as_of)
    court = Court(
        judge_of(world, [one.company for one in accounts], [one.heat for one in accounts]),
        reachable_in(world),
        targets_today(world),
    )
    field, ways = field_of(view, accounts), orbit_ways(view, accounts)
    dice = np.random.default_rng([task.seed, _STAGE])
    rivals = {name: court.measures(theirs) for name, theirs in rival_ways(field, dice).items()}
    without = {name: court.measures(_ablated(world, view, name)) for name in ABLATIONS} if task.ablate else {}
    honesty = _honesty(view, ways, court.judge) | {"any_tie": _any_tie(field, court.judge)}
    return Outcome(task.seed, task.mechanism.name, court.measures(ways), rivals, without, honesty)


def orbit_ways(view: View, accounts: Sequence[Account]) -> Ways:
    """Return what Orbit shows at each account."""
    today = view.as_of.toordinal()
    searches = [(TargetSearch(one.company, today, one.heat), Choice(limit=SHOWN)) for one in accounts]
    return ways_of(
        [
            (place, way.connector, NOBODY if way.bridge is None else way.bridge, way.target, way.score)
            for place, found in enumerate(EngineRanker(view).best(searches))
            for way in found.ways
        ]
    )


def rank_worlds(say: Callable[[str], None], plan: Plan | None = None) -> Report:
    """Rank worlds of every mechanism with every seed, as many at a time as there are cores."""
    plan = plan or Plan()
    tasks = plan.tasks()
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for outcome in pool.map(run_world, tasks, chunksize=max(1, len(MECHANISMS) // 2)):
            outcomes.append(outcome)
            if len(outcomes) % len(MECHANISMS) == 0:
                say(f"Ranked {len(outcomes)} of {len(tasks)} worlds …")
    return Report(plan.scale, tuple(outcomes))


def strengths(view: View, ways: Ways) -> tuple[Array, Array]:
    """What Orbit says of the steps of each way: connector and next, bridge and target (1 where there is none)."""
    bridged, own = ways.bridge != NOBODY, ways.connector == ways.target
    following = np.where(bridged, ways.bridge, ways.target)
    first = np.where(own, 1.0, _know(view, ways.connector, following))
    last = np.where(bridged, _know(view, np.where(bridged, ways.bridge, ways.connector), ways.target), 1.0)
    return first, last


def _know(view: View, one: Array, two: Array) -> Array:
    return know(view.ties, rows_between(view.ties, one, two), len(one))


def _honesty(view: View, ways: Ways, judge: Judge) -> dict[str, Reliability]:
    """What Orbit said of the ties, the asks and the whole ways that it shows, beside what is true."""
    said, close = strengths(view, ways), judge.hops(ways)
    bridged, step = ways.bridge != NOBODY, ways.connector != ways.target
    shown = np.concatenate([said[0][step], said[1][bridged]])
    true = np.concatenate([close[0][step], close[1][bridged]]) >= REALLY_KNOWS
    passes = np.where(bridged, view.ties.policy.reach.bridge_pass, 1.0)
    asked = view.reach.willing[ways.connector] * said[0] * passes * said[1]
    return {
        "tie": reliability(shown, true),
        "introduction": reliability(asked, judge.agreed(ways)),
        "score": reliability(ways.score, judge.answered(ways)),
    }


def _any_tie(field: Field, judge: Judge) -> Reliability:
    """What Orbit says of every pair of one of ours and a target with anything between them."""
    pairs = pairs_of(field)
    said = _know(field.view, pairs.connector, pairs.target)
    some = said > 0
    close = judge.closeness.of(pairs.connector, pairs.target)
    return reliability(said[some], close[some] >= REALLY_KNOWS)


def _ablated(world: World, view: View, name: str) -> Ways:
    policy = _changed(view.ties.policy, ABLATIONS[name])
    return orbit_ways(
        make_view(view.snapshot, policy, willingness(world, policy.willing), view.as_of), accounts_of(world)
    )


def _changed(policy: Policy, changes: Mapping[str, Mapping[str, float]]) -> Policy:
    sections = {section: replace(getattr(policy, section), **values) for section, values in changes.items()}
    return replace(policy, **sections)


@lru_cache(maxsize=1)
def _strangers(spec: WorldSpec) -> World:
    """The careers of a seed are the same under every mechanism."""
    return make_strangers(spec)


def _mean(of: Array) -> float:
    return float(of.mean()) if len(of) else 0.0


def main(argv: Sequence[str] | None = None) -> int:
    """Rank the worlds and write one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    usual = Plan()
    parser.add_argument("--seeds", type=int, default=usual.seeds, help="worlds per mechanism")
    parser.add_argument("--first-seed", type=int, default=usual.first_seed, help="the seed of the first of them")
    parser.add_argument("--scale", type=float, default=usual.scale, help="size of each; 1 is the demo")
    parser.add_argument("--policy", type=Path, help="a workspace's policy.toml to rank by")
    options = parser.parse_args(argv)
    policy = options.policy.read_text(encoding="utf-8") if options.policy else ""
    plan = Plan(options.seeds, options.scale, options.first_seed, policy)
    json.dump(document(rank_worlds(_say, plan)), sys.stdout)
    return 0


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
