"""The cheapest questions first: the ties whose confirmation would change most of what could be asked this week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orbit.model import EntityId


@dataclass(frozen=True, slots=True)
class Step:
    """A tie that a possible ask rests on: between whom, how likely it is there, and what the ask is worth so."""

    one: EntityId
    other: EntityId
    know: float
    worth: float


@dataclass(frozen=True, slots=True)
class TieQuestion:
    """Whether two persons know each other, and by how much the answer moves what all asks over the tie are worth.

    `swing` is the mean of the change after "yes" and after "no", each as likely as the tie is or is not there.
    """

    one: EntityId
    other: EntityId
    know: float
    swing: float
    asks: int


def cheapest_questions(steps: Iterable[Step], confirmed: float, most: int) -> list[TieQuestion]:
    """Return the ties to ask about first, those that move most; `confirmed` is how sure a tie is after a "yes".

    The same tie in several asks is one question. Ties that are as sure as a "yes" makes them are not asked about.
    """
    found: dict[tuple[EntityId, EntityId], TieQuestion] = {}
    for step in steps:
        if not 0 < step.know < confirmed:
            continue
        pair = (step.one, step.other) if step.one < step.other else (step.other, step.one)
        known = found.get(pair)
        swing = _swing(step, confirmed)
        if known is None:
            found[pair] = TieQuestion(step.one, step.other, step.know, swing, 1)
        else:
            found[pair] = TieQuestion(known.one, known.other, known.know, known.swing + swing, known.asks + 1)
    return sorted(found.values(), key=lambda one: (-one.swing, one.one, one.other))[:most]


def _swing(step: Step, confirmed: float) -> float:
    gain = step.worth * (confirmed / step.know - 1)
    return step.know * gain + (1 - step.know) * step.worth
