from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from bench import plots, quality_tables
from bench.mechanisms import MECHANISMS
from bench.plots import precision_drawing, reliability_drawing
from bench.quality_judge import NOBODY
from bench.quality_measures import reliability
from bench.quality_report import MEASURES, Outcome, Report, document, figures, peers, read_document
from bench.quality_tables import TABLES, filled
from bench.quality_told import accounts_of, tell, willingness
from bench.quality_worlds import ABLATIONS, Plan, Task, orbit_ways, run_world, strengths
from bench.rivals import PAIR_RIVALS
from orbit.errors import UsageError
from orbit.graph.view import make_view
from orbit.policy import load_policy
from orbit.world import WorldSpec, make_world

TASK = Task(seed=5, scale=0.05, mechanism=MECHANISMS[0])


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return run_world(TASK)


@pytest.fixture(scope="module")
def report(outcome: Outcome) -> Report:
    """The same world twice under two names: once as it is, once with everything worse."""
    worse = {measure: value / 2 for measure, value in outcome.orbit.items()}
    other = replace(outcome, mechanism="cliques", seed=6, orbit=worse, without={})
    return Report(0.05, (outcome, other))


def test_a_seed_decides_everything(outcome: Outcome) -> None:
    again = run_world(TASK)

    assert document(Report(0.05, (again,))) == document(Report(0.05, (outcome,)))


def test_orbit_is_truer_than_chance(outcome: Outcome) -> None:
    assert outcome.orbit["precision_at_1"] > outcome.rivals["random"]["precision_at_1"] + 0.1


def test_every_measure_lies_where_it_can(outcome: Outcome) -> None:
    everybody = [outcome.orbit, *outcome.rivals.values(), *outcome.without.values()]

    for measures in everybody:
        assert all(0 <= value <= 10 for value in measures.values())
        assert all(measures[name] <= 1 for name in measures if name.startswith(("precision", "recall", "accounts")))
        assert measures["answers_per_ten_asks"] <= measures["introductions_per_ten_asks"]


def test_every_rival_and_every_ablation_is_measured(outcome: Outcome) -> None:
    assert set(outcome.rivals) >= {"random", "shortest_path", "dijkstra", *PAIR_RIVALS}
    assert set(outcome.without) == set(ABLATIONS)
    assert set(MEASURES) <= set(outcome.orbit)


def test_the_strengths_on_a_way_multiply_to_its_score_but_for_the_reply() -> None:
    world, policy = make_world(WorldSpec(seed=5, scale=0.05)), load_policy()
    view = make_view(tell(world, MECHANISMS[0]), policy, willingness(world, policy.willing), world.spec.as_of)
    ways = orbit_ways(view, accounts_of(world))
    first, last = strengths(view, ways)
    passes = np.where(ways.bridge == NOBODY, 1.0, policy.reach.bridge_pass)

    reply = ways.score / (view.reach.willing[ways.connector] * first * passes * last)

    by_target = {target: reply[ways.target == target] for target in set(ways.target.tolist())}
    assert all(np.ptp(one) == pytest.approx(0, abs=1e-12) for one in by_target.values())
    assert (reply <= policy.reply.director).all()


def test_another_policy_ranks_otherwise(outcome: Outcome) -> None:
    blind = "[strength]\nlinkedin_cap = 0.0\n"

    other = run_world(replace(TASK, policy=blind, ablate=False))

    assert other.orbit == outcome.without["linkedin"]
    assert other.orbit != outcome.orbit


def test_a_plan_has_every_mechanism_with_every_seed() -> None:
    tasks = Plan(seeds=3, first_seed=40).tasks()

    assert {(task.seed, task.mechanism.name) for task in tasks} == {
        (seed, mechanism.name) for seed in (40, 41, 42) for mechanism in MECHANISMS
    }
    assert {task.seed for task in tasks if task.ablate} == {40, 41}


def test_the_figures_are_means_over_the_worlds(outcome: Outcome, report: Report) -> None:
    told = figures(report)

    best = outcome.orbit["precision_at_1"]
    assert told["worlds"] == 2
    assert told["precision_at_1"] == pytest.approx(0.75 * best, abs=1e-4)
    assert told["precision_at_1_max"] == pytest.approx(best, abs=1e-4)
    assert told["mechanism_cliques_precision_at_1"] == pytest.approx(best / 2, abs=1e-4)
    assert all(math.isfinite(value) for value in told.values())


def test_ratios_compare_with_the_same_worlds(report: Report) -> None:
    told, theirs = figures(report), peers(report)

    most = theirs["most_connections_precision_at_1"]
    best = max(value for name, value in theirs.items() if name.endswith("introductions_per_ten_asks"))
    assert told["precision_at_1_ratio_to_most_connections"] == pytest.approx(told["precision_at_1"] / most, abs=0.01)
    assert told["introductions_ratio_to_best_rival"] == pytest.approx(
        told["introductions_per_ten_asks"] / best, abs=0.01
    )


def test_a_report_survives_its_document(report: Report) -> None:
    again = read_document(json.loads(json.dumps(document(report))))

    assert figures(again) == figures(report)
    assert peers(again) == peers(report)


def test_tables_replace_what_stood_between_their_marks(report: Report) -> None:
    page = "\n".join(f"Before.\n<!-- {name} -->\nformer\n<!-- /{name} -->\nAfter." for name in TABLES)

    once = filled(page, report)

    assert "former" not in once
    assert once.count("Before.") == once.count("After.") == len(TABLES)
    assert filled(once, report) == once
    assert "| `breadbox` |" in once


def test_a_page_without_a_place_for_a_table_is_told_so(report: Report) -> None:
    with pytest.raises(UsageError, match="no place for the table size"):
        filled("# Nothing", report)


def test_drawings_are_wellformed_and_name_what_they_show(report: Report) -> None:
    ahead = reliability(np.full(50, 0.1), np.ones(50))
    plain = Report(0.05, tuple(replace(one, honesty={**one.honesty, "tie": ahead}) for one in report.outcomes))

    for drawing in (precision_drawing(plain), reliability_drawing(plain)):
        root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
        assert root.tag.endswith("svg")
        assert "prefers-color-scheme: dark" in drawing
    assert "cliques" in precision_drawing(plain)


def test_the_commands_write_the_page_and_the_drawings(report: Report, tmp_path: Path) -> None:
    worlds, page = tmp_path / "worlds.json", tmp_path / "page.md"
    worlds.write_text(json.dumps(document(report)), encoding="utf-8")
    page.write_text("".join(f"<!-- {name} --><!-- /{name} -->" for name in TABLES), encoding="utf-8")

    quality_tables.main([str(worlds), str(page)])
    plots.main([str(worlds), str(tmp_path)])

    assert "precision@1" in page.read_text(encoding="utf-8")
    assert {file.name for file in tmp_path.glob("*.svg")} == {"quality-precision.svg", "quality-reliability.svg"}
