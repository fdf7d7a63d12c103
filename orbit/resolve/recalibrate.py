"""Learning from answers: how much each field of a likeness counts here, and what a score is really worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from orbit.errors import UsageError
from orbit.model import EntityKind
from orbit.resolve.doubts import shared_of, unweighed
from orbit.resolve.linkage.calibration import LEAST_REVIEWED, Calibration, calibrate
from orbit.resolve.linkage.columns import Bools, Floats
from orbit.resolve.linkage.fitting import fitted
from orbit.resolve.linkage.levels import level_vectors
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.linkage.scoring import Scorer
from orbit.resolve.linkage.weights import probability
from orbit.resolve.matching import LEARNED
from orbit.resolve.people import table_of
from orbit.resolve.profile import PersonProfile
from orbit.resolve.reading import Reading
from orbit.resolve.ruling import REVIEWED
from orbit.store.base import Judgement, Store, Verdict

_FOLDS = 5
_BINS = (0.0, 0.1, 0.5, 0.9, 0.99, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose probability lay between two bounds: how many, what was said on average, and how many were one."""

    low: float
    high: float
    answers: int
    said: float
    were: float


@dataclass(frozen=True, slots=True)
class Recalibrated:
    """Weights learned from answers, and how far off the probabilities are without and with them.

    `before` and `after` are Brier scores (mean squared error, 0 is best); `after` and the bins are of answers that were
    left out while learning (five parts, each predicted from the other four). `unused` answers were about pairs that
    something else than their likeness bars, so that they say nothing about the weights.
    """

    model: Model
    answers: int
    same: int
    unused: int
    before: float
    after: float
    bins: tuple[Bin, ...]

    @property
    def helps(self) -> bool:
        """Say whether the answers make the probabilities better."""
        return self.after < self.before


@dataclass(frozen=True, slots=True)
class _Answers:
    """The bits of each comparison (float64[comparisons, answers]), the prior, and what people said (bool[answers])."""

    parts: Floats
    prior: float
    same: Bools


def recalibrated(reading: Reading[PersonProfile], judgements: Sequence[Judgement], base: Model) -> Recalibrated:
    """Learn from what people decided about pairs of records; raises UsageError for fewer than 100 answers.

    An answer teaches how much each field counts and what a score is worth; weights learned before are replaced.
    """
    plain = replace(base, calibration=None)
    answers = _answers(reading, judgements, plain)
    unused = len(judgements) - len(answers.same)
    check_enough(len(answers.same), unused)
    if answers.same.all() or not answers.same.any():
        raise UsageError("all answers so far say the same, and only from both kinds the weights can be learned")
    calibration = _learned(answers, np.ones(len(answers.same), dtype=np.bool_), least=LEAST_REVIEWED)
    before = probability(answers.parts.sum(axis=0) + answers.prior)
    after = _left_out(answers)
    return Recalibrated(
        replace(plain, calibration=calibration),
        len(answers.same),
        int(answers.same.sum()),
        unused,
        _brier(before, answers.same),
        _brier(after, answers.same),
        tuple(_bins(after, answers.same)),
    )


def check_enough(answers: int, unused: int = 0) -> None:
    """Raise UsageError where there are too few answers to learn from."""
    if answers < LEAST_REVIEWED:
        besides = f" (and {unused} about pairs that something else than likeness keeps apart)" if unused else ""
        given = f"{answers} {'answer' if answers == 1 else 'answers'} so far{besides}"
        raise UsageError(
            f"{given}, and learning from them takes {LEAST_REVIEWED}; go through the open questions with `orbit review`"
        )


def keep(store: Store, model: Model) -> None:
    """Match by these weights from now on; they take effect when the workspace is resolved again."""
    with store.writing() as batch:
        batch.set_meta(LEARNED, model.to_json())


def answers_in(store: Store) -> list[Judgement]:
    """Return what people decided about people and not undone."""
    made = store.judgements(EntityKind.PERSON, rule=REVIEWED)
    return [one for one in made if one.verdict is not Verdict.UNSURE]


def _answers(reading: Reading[PersonProfile], judgements: Sequence[Judgement], base: Model) -> _Answers:
    row = {key: at for at, key in enumerate(reading.keys)}
    shared = shared_of(reading.profiles)
    known = [
        one
        for one in judgements
        if one.left in row and one.right in row and not any(unweighed(shared, (row[one.left], row[one.right])))
    ]
    rows = np.array([(row[one.left], row[one.right]) for one in known], dtype=np.int64).reshape(-1, 2)
    distinct, model = fitted(PEOPLE, table_of(reading.cells), base)
    left, right = distinct.of_row[rows[:, 0]], distinct.of_row[rows[:, 1]]
    vectors = level_vectors(distinct.table, PEOPLE.comparisons, left, right, model.kin)
    parts = Scorer.of(PEOPLE, model, distinct.table).parts(distinct.table, vectors, left)
    same = np.array([one.verdict is Verdict.SAME for one in known], dtype=np.bool_)
    return _Answers(parts, model.prior, same)


def _left_out(answers: _Answers) -> Floats:
    """Predict each fifth of the answers from the other four."""
    every = np.arange(len(answers.same))
    found = np.empty(len(every))
    for fold in range(_FOLDS):
        out = every % _FOLDS == fold
        learned = _learned(answers, ~out, least=1)
        found[out] = learned.probability(learned.bits(answers.parts[:, out], answers.prior))
    return found


def _learned(answers: _Answers, kept: Bools, *, least: int) -> Calibration:
    counts = np.ones(int(kept.sum()))
    return calibrate(answers.parts[:, kept], answers.prior, answers.same[kept], counts, least=least)


def _brier(chance: Floats, same: Bools) -> float:
    return round(float(np.mean((chance - same) ** 2)), 4)


def _bins(chance: Floats, same: Bools) -> list[Bin]:
    place = np.clip(np.searchsorted(_BINS, chance, side="right") - 1, 0, len(_BINS) - 2)
    found = []
    for at in range(len(_BINS) - 1):
        here = place == at
        if here.any():
            said, were = round(float(chance[here].mean()), 4), round(float(same[here].mean()), 4)
            found.append(Bin(_BINS[at], _BINS[at + 1], int(here.sum()), said, were))
    return found
