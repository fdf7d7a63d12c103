"""Learning the weights from names whose company is known: two logistic steps and a calibration, nothing random."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from orbit.resolve.naming.features import AGAINST, FEATURES, GRADED
from orbit.resolve.naming.weights import Lead, Steps, Weights, rounded

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Integers = NDArray[np.int64]

_FOLDS = 5
_RIDGE = 1.0
_ROUNDS = 30
# A step of the calibration rests on at least so many answers.
_STEP = 40
# What an automatic link must keep, with half an error added for luck.
_SURE = 0.996
_RUNS_OUT = 6.0
_LEAST = 0.001
_GRADED = np.array([feature in GRADED for feature in FEATURES], float)
_WAYS = np.array([-1.0 if feature in AGAINST else 1.0 for feature in FEATURES])


@dataclass(frozen=True, slots=True)
class Examples:
    """Compared names: `values` float64[rows, features], and what is known of each row.

    Questions are numbered from 0 on; rows of one `group` (the company asked for) are never on both sides of a fold.
    `countries` says whether the question's country was known, `vetoed` whether a link needs a person's word. `floor`
    is what a company that is not listed may score.
    """

    values: Floats
    right: Booleans
    questions: Integers
    groups: Integers
    countries: Booleans
    vetoed: Booleans
    floor: float


def learn(examples: Examples) -> Weights:
    """Learn weights, the worth of a lead, and calibration; each step judges rows that the one before did not see."""
    base, by_feature, used = fitted_one_way(examples.values, examples.right, np.ones(len(_WAYS), bool))
    scores = _unseen_scores(examples, used)
    top, lead = leads(scores, examples.questions, examples.floor)
    known, right, free = examples.countries[top], examples.right[top], ~examples.vetoed[top]
    near = _lead(_Best(scores[top], lead, right, free), known)
    far = _lead(_Best(scores[top], lead, right, free), ~known)
    each = zip(scores[top].tolist(), lead.tolist(), known.tolist(), strict=True)
    odds = np.array([(near if told else far).odds(score, gap) for score, gap, told in each])
    return rounded(
        Weights(
            base=base,
            by_feature=tuple(by_feature.tolist()),
            usual=tuple((examples.values[~examples.right].mean(axis=0) * _GRADED).tolist()),
            near=near,
            far=far,
            steps=calibration(odds[free], right[free]),
            vetoed_steps=calibration(odds[~free], right[~free]),
        )
    )


def fitted(values: Floats, right: Booleans) -> tuple[float, Floats]:
    """Fit a logistic regression with a small ridge on standardised columns; return its base and weights on raw ones."""
    middle, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    columns = np.column_stack([np.ones(len(values)), (values - middle) / spread])
    ridge = np.full(columns.shape[1], _RIDGE)
    ridge[0] = 0.0
    found = np.zeros(columns.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(columns @ found, -30, 30)))
        slope = columns.T @ (chance - right) + ridge * found
        bend = (columns * (chance * (1 - chance))[:, None]).T @ columns + np.diag(ridge + 1e-9)
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    weights = found[1:] / spread
    return float(found[0] - weights @ middle), weights


def fitted_one_way(values: Floats, right: Booleans, used: Booleans) -> tuple[float, Floats, Booleans]:
    """Fit as `fitted` does, without features that would speak the wrong way only because others say the same.

    `used` are the features to begin with; those that were used in the end are returned last.
    """
    spread, used = values.std(axis=0), used.copy()
    while True:
        base, some = fitted(values[:, used], right)
        weights = np.zeros(len(_WAYS))
        weights[used] = some
        against = weights * _WAYS * spread
        if against.min() >= 0:
            return base, weights, used
        used[against.argmin()] = False


def leads(scores: Floats, questions: Integers, floor: float) -> tuple[Integers, Floats]:
    """Return the best row of each question, in their order, and its lead over the next, who scores `floor` at least."""
    order = np.lexsort((np.arange(len(scores)), -scores, questions))
    asked = questions[order]
    first = np.flatnonzero(np.r_[True, asked[1:] != asked[:-1]])
    after = np.minimum(first + 1, len(order) - 1)
    rival = (asked[after] == asked[first]) & (after > first)
    second = np.where(rival, np.maximum(scores[order[after]], floor), floor)
    return order[first], np.clip(scores[order[first]] - second, 0.0, 6.0)


def calibration(odds: Floats, right: Booleans) -> Steps:
    """Return rising (log-odds, probability) steps by pooling neighbours until the share that is right never falls."""
    order = np.argsort(odds, kind="stable")
    blocks: list[tuple[float, float, float]] = []
    for part in np.array_split(order, max(1, len(order) // _STEP)):
        blocks.append((float(odds[part].sum()), float(right[part].sum()), float(len(part))))
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = (blocks[-1][0] + last[0], blocks[-1][1] + last[1], blocks[-1][2] + last[2])
    at, hits, sizes = (np.array(column) for column in zip(*blocks, strict=True))
    # Half an answer either way: nothing is ever quite certain. Below what was seen the chance runs out.
    chances = np.maximum.accumulate((hits + 0.5) / (sizes + 1))
    steps = zip((at / sizes).tolist(), chances.tolist(), strict=True)
    return ((float(at[0] / sizes[0]) - _RUNS_OUT, _LEAST), *steps)


def _unseen_scores(examples: Examples, used: Booleans) -> Floats:
    scores = np.zeros(len(examples.values))
    for fold in range(_FOLDS):
        inside = examples.groups % _FOLDS == fold
        base, weights, _ = fitted_one_way(examples.values[~inside], examples.right[~inside], used)
        scores[inside] = base + examples.values[inside] @ weights
    return scores


@dataclass(frozen=True, slots=True)
class _Best:
    """The best row of each question: score, lead, whether it is right, and whether nothing forbids the link."""

    scores: Floats
    leads: Floats
    right: Booleans
    free: Booleans


def _lead(best: _Best, chosen: Booleans) -> Lead:
    columns = np.column_stack([best.scores, np.minimum(best.leads, 2.0), best.leads])[chosen]
    base, weights = fitted(columns, best.right[chosen])
    free = best.free[chosen]
    odds = base + columns[free] @ weights
    score, clear, wide = weights.tolist()
    return Lead(base, score, clear, wide, _sure_from(odds, best.right[chosen][free]))


def _sure_from(odds: Floats, right: Booleans) -> float:
    """Return the lowest log-odds from which on links are right often enough; infinite where never."""
    order = np.argsort(-odds, kind="stable")
    wrong = np.cumsum(~right[order])
    enough = np.flatnonzero(1 - (wrong + 0.5) / np.arange(1, len(order) + 1) >= _SURE)
    return float(odds[order[enough[-1]]]) if len(enough) else 1e9
