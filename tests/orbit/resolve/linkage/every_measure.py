"""A plan of every measure, and words near its bars: for tests that another engine sees what our own code sees."""

from __future__ import annotations

import random

import numpy as np

from orbit.resolve.linkage.columns import Table
from orbit.resolve.linkage.levels import level_vectors
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.plan import Comparison, Key, Level, Measure, Plan
from orbit.resolve.linkage.splink_settings import splink_name

Pair = tuple[str, str]

EVERY = Plan(
    "every measure",
    tuple(
        Comparison(f"by {name}", "word", (Level("the same", Measure.SAME), *levels), "different")
        for name, levels in (
            ("jaro-winkler", [Level(str(bar), Measure.JARO_WINKLER, bar) for bar in (0.93, 0.92, 0.86, 0.85, 0.7)]),
            ("edits", [Level("one", Measure.EDITS, -1), Level("two", Measure.EDITS, -2)]),
            ("head", [Level("four", Measure.HEAD, 4), Level("two", Measure.HEAD, 2)]),
            ("tail", [Level("four", Measure.TAIL, 4), Level("two", Measure.TAIL, 2)]),
            ("related", [Level("short", Measure.RELATED)]),
            ("learned", [Level("learned", Measure.LEARNED)]),
            ("initial", [Level("initial", Measure.INITIAL)]),
            ("part", [Level("part", Measure.PART, 100), Level("nearly", Measure.PART, 80)]),
            ("domain", [Level("domain", Measure.DOMAIN)]),
        )
    ),
    (Key("all", (("block",),), 10_000),),
)


def levels_sql(plan: Plan, scored: str) -> str:
    """Return at which levels Splink sees each pair, counted as ours are: 0 is silence, 1 the same value."""
    gammas = ", ".join(
        f"case gamma_{splink_name(one)} when -1 then 0 else {one.size - 1} - gamma_{splink_name(one)} end"
        for one in plan.comparisons
    )
    return f"select unique_id_l, unique_id_r, {gammas} from {scored}"  # noqa: S608 - names of our own plans


def words(each: int) -> list[str]:
    """Make up words that are close to each other, in scripts of which engines are apt to count the bytes."""
    dice = random.Random(9)  # noqa: S311 - made-up words, not a secret
    made = ["robert", "bob", "rob", "r", "b", "ż", "żółw", "żółt", "ca", "abc", "a b", "b a", "a  b", "@", "a@b", "b@b"]
    for letters in ("abc", "abcdefgh", "ab ", "żółwab", "дмитр", "a@b", "李王😀", "e\u0301e"):
        made += ["".join(dice.choices(letters, k=dice.randint(1, 9))).strip() or "x" for _ in range(each)]
    return list(dict.fromkeys(made))


def every_model(learned: frozenset[Pair]) -> Model:
    """Return a model with some weights for all measures."""
    even = {one.name: (0.0, *(1 / (one.size - 1) for _ in range(one.size - 1))) for one in EVERY.comparisons}
    return Model("every measure", even, even, 0.0, {}, {"by learned": learned})


def every_table(each: int) -> tuple[Table, Model]:
    """Return such words as records that all meet, and a model that has learned some of them to stand for each other."""
    made = words(each)
    learned = frozenset((min(pair), max(pair)) for pair in zip(made, made[5:], strict=False))
    keys = [f"r{number:04d}" for number in range(len(made))]
    return Table.of(keys, {"word": made, "block": ["all"] * len(made)}), every_model(learned)


def every_level(table: Table, model: Model) -> dict[Pair, list[int]]:
    """Return the levels of all pairs as our own code sees them."""
    left, right = np.triu_indices(table.rows, k=1)
    levels = level_vectors(table, EVERY.comparisons, left, right, model.kin).T.tolist()
    pairs = ((table.keys[one], table.keys[other]) for one, other in zip(left.tolist(), right.tolist(), strict=True))
    return dict(zip(pairs, levels, strict=True))
