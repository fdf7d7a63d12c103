"""A ruling says of two records that they are the same, different, or that nobody is sure; by which rule, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from orbit.model import RecordKey
from orbit.resolve.grounds import Grounds
from orbit.store.base import Judgement, NewJudgement, Verdict

ENGINE = "orbit"
REVIEWED = "reviewed"


class Rule(StrEnum):
    """Why the engine rules; the strongest first, and in this order records are joined.

    What is joined as `LIKELY` is not certain: paths over it count for less until somebody has looked at it.
    """

    LINKEDIN = "linkedin"
    SYSTEM_ID = "system_id"
    EMAIL = "email"
    DOMAIN_AND_NAME = "domain_and_name"
    COMPANY_NAME = "company_name"
    NAME_AT_COMPANY = "name_at_company"
    NAMESAKES = "namesakes"
    LIKENESS = "likeness"
    LIKELY = "likely"


_RANK = {rule.value: rank for rank, rule in enumerate(Rule)}


class Ruling(NamedTuple):
    """What one rule or one reviewer says of two records; `left` < `right`.

    `grounds` is what a likeness was weighed by; None where a rule without weights or a person decided.
    """

    left: RecordKey
    right: RecordKey
    verdict: Verdict
    rule: str
    because: str
    grounds: Grounds | None = None

    @property
    def is_reviewed(self) -> bool:
        """Say whether a person decided."""
        return self.rule == REVIEWED

    @property
    def rank(self) -> int:
        """How strong the rule is, 0 for the strongest; rules of other versions come last."""
        return _RANK.get(self.rule, len(_RANK))

    @property
    def bits(self) -> float:
        """How much speaks for it, where that was weighed."""
        return self.grounds.bits if self.grounds else 0.0


def ruling(
    one: RecordKey, other: RecordKey, verdict: Verdict, rule: str, because: str, grounds: Grounds | None = None
) -> Ruling:
    """Make a ruling on two records given in any order."""
    left, right = (one, other) if one < other else (other, one)
    return Ruling(left, right, verdict, rule, because, grounds)


def of_judgement(judgement: Judgement | NewJudgement) -> Ruling:
    """Read a judgement as a ruling."""
    grounds = None if judgement.grounds is None else Grounds.read(judgement.grounds)
    return Ruling(judgement.left, judgement.right, judgement.verdict, judgement.rule, judgement.because, grounds)
