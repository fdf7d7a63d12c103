"""Figures of finding companies by name, from the best answer to each question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_PRECISE = 0.985
_BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best answer to one question: its score, the probability it claims, whether it is right, whether automatic."""

    score: float
    probability: float
    right: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """How a half of the questions came out; F1, precision and recall are at the bar that was best on the other half."""

    f1: float
    precision: float
    recall: float
    recall_at_985: float
    top1: float
    calibration_error: float
    auto_precision: float
    auto_recall: float

    def figures(self) -> dict[str, float]:
        """Return the figures by name."""
        return {name: getattr(self, name) for name in self.__slots__}


def judged(tuned: Sequence[Outcome], scored: Sequence[Outcome]) -> Judged:
    """Choose the bar on one half and judge the other; every question counts in recall, answered or not."""
    bar = _best_bar(tuned)
    above = [one for one in scored if one.score >= bar]
    precision, recall = _share(above), sum(one.right for one in above) / max(1, len(scored))
    sure = [one for one in scored if one.sure]
    return Judged(
        f1=2 * precision * recall / max(precision + recall, 1e-9),
        precision=precision,
        recall=recall,
        recall_at_985=recall_at(scored, _PRECISE),
        top1=_share(scored),
        calibration_error=calibration_error(scored),
        auto_precision=_share(sure),
        auto_recall=sum(one.right for one in sure) / max(1, len(scored)),
    )


def recall_at(outcomes: Sequence[Outcome], precision: float) -> float:
    """Return the best recall at which the answers above a bar are that precise; equal scores fall together."""
    _, precisions, recalls = _bars(outcomes)
    return float(recalls[precisions >= precision].max(initial=0.0))


def calibration_error(outcomes: Sequence[Outcome]) -> float:
    """Return how far the claimed probabilities are from the share that is right, over ten bins, by their size."""
    claimed = np.array([one.probability for one in outcomes])
    right = np.array([one.right for one in outcomes], float)
    place = np.minimum((claimed * _BINS).astype(int), _BINS - 1)
    gaps = [abs(claimed[place == bin_].sum() - right[place == bin_].sum()) for bin_ in range(_BINS)]
    return float(sum(gaps)) / max(1, len(outcomes))


def _best_bar(outcomes: Sequence[Outcome]) -> float:
    bars, precisions, recalls = _bars(outcomes)
    return float(bars[(2 * precisions * recalls / np.maximum(precisions + recalls, 1e-9)).argmax()])


def _bars(outcomes: Sequence[Outcome]) -> tuple[Floats, Floats, Floats]:
    """Return each possible bar with the precision and recall of the answers at or above it."""
    ordered = sorted(outcomes, key=lambda one: -one.score)
    scores = np.array([one.score for one in ordered])
    hits = np.cumsum([one.right for one in ordered])
    ends = np.flatnonzero(np.r_[scores[1:] != scores[:-1], True])
    return scores[ends], hits[ends] / (ends + 1), hits[ends] / max(1, len(ordered))


def _share(outcomes: Sequence[Outcome]) -> float:
    return sum(one.right for one in outcomes) / max(1, len(outcomes))
