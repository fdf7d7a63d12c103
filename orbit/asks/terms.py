"""The words of a verdict: who asks, what may be done, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from orbit.book import TriggerView
from orbit.model import Circle, EntityId, FactId

_LIFTED_BY_TIME = frozenset({"open_asks", "recent_asks", "resting", "pace", "champion_left", "not_ours"})


class Mode(StrEnum):
    """In which job the requester asks; decides which value events they may use."""

    AE = "ae"
    CSM = "csm"
    SDR = "sdr"


class Status(StrEnum):
    """May we ask: yes, no, or only CSM and AE together inside a business review."""

    OPEN = "open"
    BLOCKED = "blocked"
    JOINT_MOTION = "joint_motion"


@dataclass(frozen=True, slots=True)
class Requester:
    """The colleague in whose name the ask is made."""

    entity: EntityId
    email: str
    mode: Mode


# Tuples, for a day's verdicts on everybody are ten thousand: a frozen dataclass takes three times as long.
class Reason(NamedTuple):
    """One rule's say: its name, a sentence with dates and numbers, and the facts that it rests on.

    `until` is the first day on which the rule no longer stands in the way; None where that is not known. `opened_by`
    is what would lift it sooner; empty where only time does, and for what stands in nobody's way.
    """

    rule: str
    text: str
    facts: tuple[FactId, ...] = ()
    until: date | None = None
    opened_by: str = ""


class Verdict(NamedTuple):
    """May this connector be asked today; what stands in the way comes first in `reasons`.

    `opens_on` is the first day on which it may be open as far as known today, `closes_on` the last day of that
    opening. `trigger` is the newest value event that counts, `ask_by` the day by which to use its window.
    `slots` is how many more asks the connector can take; None for the requester's own acquaintances.
    """

    connector: EntityId
    status: Status
    reasons: tuple[Reason, ...]
    circles: tuple[Circle, ...] = ()
    opens_on: date | None = None
    closes_on: date | None = None
    trigger: TriggerView | None = None
    ask_by: date | None = None
    slots: int | None = None

    @property
    def standing(self) -> tuple[Reason, ...]:
        """What stands in the way of an ask, in the order of the reasons."""
        return tuple(reason for reason in self.reasons if reason.opened_by or reason.rule in _LIFTED_BY_TIME)


class AskState(StrEnum):
    """How far an ask has come."""

    PLANNED = "planned"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_NOW = "not_now"
    FORWARDED = "forwarded"
    REPLIED = "replied"
    MEETING = "meeting"
    OPPORTUNITY = "opportunity"
    WON = "won"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PastAsk:
    """An earlier ask of a connector: when, by whom, what became of it and on which day."""

    asked_on: date
    by: EntityId
    outcome: AskState
    circle: Circle
    outcome_on: date | None = None
