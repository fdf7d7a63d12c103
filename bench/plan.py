"""The week's plan beside taking turns: at a large made-up company, and at the fictional one with its true answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from api.presenter.week.choices import ask_choices, rep_of
from api.presenter.week.reps import all_reps
from bench.places import Place
from bench.plan_gate import gate_figures
from bench.plan_instance import make_instance
from bench.plan_weeks import figures as lived
from bench.plan_weeks import scenes_of
from bench.timing import timed
from orbit.asks.plan.choose import AskCandidate, Chosen, Rep, choose, planned, week_of
from orbit.asks.plan.limits import Problem
from orbit.policy import Policy

_REPS, _CONNECTORS, _PATHS = 200, 2_000, 5_000
Figures = dict[str, float]


def measure(place: Place, say: Callable[[str], None]) -> dict[str, Any]:
    """Return figures, and beside them those of taking turns, in the shape of `orbit bench`."""
    policy = place.scene.policy
    say(f"Planning a week of {_REPS} reps, {_CONNECTORS:,} connectors and {_PATHS:,} paths …")
    instance = make_instance(_REPS, _CONNECTORS, _PATHS, policy)
    large, large_turns = _planned(instance.candidates, instance.reps, policy)
    say("Planning the week of the fictional company …")
    askers = all_reps(place.scene)
    candidates = [choice.candidate for choice in ask_choices(place.scene, askers).values()]
    demo, demo_turns = _planned(candidates, [rep_of(place.scene, asker) for asker in askers], policy)
    say("Asking the gate about 10,000 connectors …")
    gate = gate_figures(policy)
    say("Finding what can be asked in twelve weeks …")
    weeks = lived(scenes_of(place), policy, say)
    return {
        "figures": {**large, **_named("demo", demo), **gate, **_named("weeks", weeks)},
        "peers": {**_named("turns", large_turns), **_named("demo_turns", demo_turns)},
    }


def _planned(candidates: Sequence[AskCandidate], reps: Sequence[Rep], policy: Policy) -> tuple[Figures, Figures]:
    """Plan a week, reasons included; return what the plan comes to, and what taking turns does."""

    def work() -> tuple[Problem, Chosen, float]:
        week = week_of(candidates, reps, policy)
        chosen = choose(week.problem, policy)
        return week.problem, chosen, planned(week, chosen, policy).gap

    (problem, chosen, gap), seconds = timed(work)
    plan, turns = (_figures(problem, places, reps, policy) for places in (chosen.places, chosen.turns))
    ratios = {
        f"expected_{name}_ratio_to_greedy": round(plan[f"expected_{name}"] / turns[f"expected_{name}"], 4)
        for name in ("introductions", "worth")
    }
    return {"seconds": round(seconds, 3), "gap": round(gap, 6), **ratios, **plan}, turns


def _figures(problem: Problem, places: Sequence[int], reps: Sequence[Rep], policy: Policy) -> Figures:
    asks = [problem.asks[place] for place in places]
    through = Counter(ask.connector.id for ask in asks if not ask.is_own)
    named = Counter(ask.rep for ask in asks)
    merit = problem.merit(places)
    return {
        "expected_introductions": round(merit.introductions, 3),
        "expected_worth": round(merit.worth, 3),
        "asks": len(asks),
        "connectors_asked": len(through),
        "asks_per_connector": round(len(asks) / max(1, len(through)), 3),
        "most_asks_of_a_connector": max(through.values(), default=0),
        "reps_under_floor": sum(named[rep.entity] < policy.plan.named_floor for rep in reps),
    }


def _named(name: str, figures: Figures) -> Figures:
    return {f"{name}_{figure}": value for figure, value in figures.items()}
