"""Weights are learned from examples, the same each time, and say what they were right about."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from orbit.errors import UsageError
from orbit.resolve.naming.features import AGAINST, FEATURES
from orbit.resolve.naming.learning import Examples, calibration, fitted, leads, learn
from orbit.resolve.naming.weights import from_dict, shipped_weights, to_dict

QUESTIONS, ROWS = 400, 4


@pytest.fixture(scope="module")
def examples() -> Examples:
    """Made-up rows: the first of each question is right, and differs from the others in every feature but the last."""
    draw = np.random.default_rng(7)
    values = draw.random((QUESTIONS * ROWS, len(FEATURES)))
    right = np.arange(QUESTIONS * ROWS) % ROWS == 0
    ways = np.array([-1.0 if feature in AGAINST else 1.0 for feature in FEATURES])
    ways[-1] = 0.0
    values += 0.25 * np.outer(right, ways)
    questions = np.repeat(np.arange(QUESTIONS), ROWS)
    return Examples(
        values=values,
        right=right,
        questions=questions,
        groups=questions,
        countries=questions % 2 == 0,
        vetoed=questions % 5 == 0,
        floor=-6.0,
    )


def test_learning_twice_gives_the_same_weights(examples: Examples) -> None:
    assert learn(examples).version == learn(examples).version


def test_no_feature_speaks_the_wrong_way(examples: Examples) -> None:
    turned = replace(examples, values=1 - examples.values)

    for weights in (learn(examples), learn(turned)):
        assert all(
            weight <= 0 if feature in AGAINST else weight >= 0
            for feature, weight in zip(FEATURES, weights.by_feature, strict=True)
        )


def test_a_regression_finds_what_made_the_difference() -> None:
    draw = np.random.default_rng(3)
    values = draw.normal(size=(4000, 2))
    right = draw.random(4000) < 1 / (1 + np.exp(-(2 * values[:, 0] - 1)))

    base, weights = fitted(values, right)

    assert base == pytest.approx(-1, abs=0.2)
    assert weights == pytest.approx([2, 0], abs=0.2)


def test_a_lead_is_over_the_next_of_the_same_question() -> None:
    scores, questions = np.array([1.0, 4.0, -9.0, 2.0]), np.array([0, 0, 1, 2])

    best, lead = leads(scores, questions, -1.0)

    assert best.tolist() == [1, 2, 3]
    assert lead.tolist() == [3.0, 0.0, 3.0]


def test_calibration_rises_and_follows_the_share_that_is_right() -> None:
    draw = np.random.default_rng(5)
    odds = draw.normal(scale=2, size=5000)
    right = draw.random(5000) < 1 / (1 + np.exp(-odds))

    steps = calibration(odds, right)

    at, chances = np.array(steps).T
    assert (np.diff(chances) >= 0).all()
    assert np.interp([0.0, 2.0], at, chances) == pytest.approx([0.5, 0.88], abs=0.06)


def test_calibration_is_never_certain() -> None:
    assert calibration(np.arange(80.0), np.ones(80, bool))[-1][1] < 1


def test_weights_survive_being_written_down() -> None:
    shipped = shipped_weights()

    read = from_dict(json.loads(json.dumps(to_dict(shipped))))

    assert read == shipped
    assert read.version == shipped.version


def test_weights_for_other_features_are_refused() -> None:
    told = to_dict(shipped_weights())
    told["features"].pop("initials")

    with pytest.raises(UsageError, match="other features"):
        from_dict(told)
