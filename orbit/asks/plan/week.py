"""The words of a week's plan: who could ask whom for whom, what that is worth, and what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from orbit.asks.terms import Mode, PastAsk, Status, Verdict
from orbit.model import Circle, EntityId
from orbit.policy import PlanPolicy


@dataclass(frozen=True, slots=True)
class Rep:
    """A rep who asks."""

    entity: EntityId
    name: str
    mode: Mode


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or some company in an ask, by id and name."""

    id: EntityId
    name: str


@dataclass(frozen=True, slots=True)
class AskCandidate:
    """One possible ask: who asks whom for whom at which account, how strong the path is, and what the gate says.

    `heat` is how hot the account is and `owner` who owns it; `slots` how many more asks the connector can take
    (None: what its circle allows when rested); `blocked_by` the gate's first reason; `locked_until` until when
    the target is bound to another vendor, if that lies ahead. `value` is what an introduction there is worth beside
    one at a usual account, `freshness` how fresh the account's strongest signal is, 0..1. `learned` is how many times
    as often as their circle the connector has said yes so far.
    """

    rep: EntityId
    connector: Party
    target: Party
    account: Party
    circle: Circle
    score: float
    status: Status
    heat: float
    bridge: Party | None = None
    trigger_on: date | None = None
    owner: EntityId | None = None
    slots: int | None = None
    blocked_by: str | None = None
    locked_until: date | None = None
    value: float = 1.0
    freshness: float = 1.0
    learned: float = 1.0

    @property
    def chance(self) -> float:
        """How likely an introduction is: the path's score, and what this connector's answers so far make of it."""
        return min(1.0, self.score * self.learned)

    @property
    def worth(self) -> float:
        """What the plan adds up: the chance of an introduction × the account's value × how fresh its signal is."""
        return self.chance * self.value * self.freshness

    @property
    def is_own(self) -> bool:
        """Whether the rep knows the person and has to ask nobody else."""
        return self.connector.id == self.rep


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a week's plan starts from.

    `locked` asks stay as they are: they take the place of their target, account and rep. They take a slot of their
    connector too, unless `history` holds that connector's asks on file, made by `as_of`: those limit its slots.
    `asked_for` are persons for whom an ask is under way, with the name of who was asked. `extra_slots` is what a
    question supposes each connector could take more, or less.
    """

    locked: tuple[AskCandidate, ...] = ()
    history: Mapping[EntityId, Sequence[PastAsk]] = field(default_factory=dict)
    as_of: date | None = None
    asked_for: Mapping[EntityId, str] = field(default_factory=dict)
    extra_slots: Mapping[EntityId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """An ask that is not for this week, the rule that holds it, and why in words.

    `place_taken_by` are the asks that would have to go for this one, and `less` what the plan would lose by that;
    both are empty where no choice of the plan holds it back.
    """

    candidate: AskCandidate
    rule: str
    reason: str
    place_taken_by: tuple[AskCandidate, ...] = ()
    less: float | None = None


@dataclass(frozen=True, slots=True)
class RepWeek:
    """One rep's asks in the order in which to make them, the best of those held back, and what to do when few."""

    rep: Rep
    asks: tuple[AskCandidate, ...]
    held: tuple[Held, ...]
    shortfall: str | None


@dataclass(frozen=True, slots=True)
class Merit:
    """What a choice of asks comes to: introductions expected, worth, and names missing to the floor of all reps."""

    introductions: float
    worth: float
    missing: int


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """Every rep's week, in the order in which the reps were given.

    `gap` is what the best plan there is could be worth more at most, as a share of this one's worth; `is_timed_out`
    says that the search for it was stopped. `greedy` is what taking turns would have come to.
    """

    weeks: tuple[RepWeek, ...]
    merit: Merit = Merit(0.0, 0.0, 0)
    greedy: Merit = Merit(0.0, 0.0, 0)
    gap: float = 0.0
    is_timed_out: bool = False

    @property
    def asks(self) -> tuple[AskCandidate, ...]:
        """All asks of all reps."""
        return tuple(ask for week in self.weeks for ask in week.asks)


def preference(candidate: AskCandidate) -> tuple[int, float, float, str, str, str, str, str]:
    """Order champions by their newest value event, then everybody by path strength; ties by id."""
    by_trigger = candidate.circle is Circle.CHAMPION and candidate.trigger_on is not None
    recency = candidate.trigger_on.toordinal() if by_trigger and candidate.trigger_on else 0
    bridge = candidate.bridge.id if candidate.bridge else ""
    return (
        -recency,
        -candidate.score,
        -candidate.heat,
        candidate.connector.id,
        candidate.target.id,
        candidate.account.id,
        candidate.rep,
        bridge,
    )


def decided(candidate: AskCandidate, verdict: Verdict) -> AskCandidate:
    """Return the candidate with what the gate says of its connector."""
    blocked = verdict.status is Status.BLOCKED and verdict.reasons
    return replace(
        candidate,
        status=verdict.status,
        slots=verdict.slots,
        trigger_on=verdict.trigger.on if verdict.trigger else None,
        blocked_by=verdict.reasons[0].text if blocked else None,
    )


def account_value(arr: float | None, stage: str | None, policy: PlanPolicy) -> float:
    """Return what an introduction at an account is worth beside one at a usual account: 1 where nothing is known."""
    size = 1.0 if arr is None else arr / policy.usual_arr
    within = min(policy.most_value, max(policy.least_value, size))
    words = (stage or "").casefold()
    return within * (policy.late_stage_factor if any(late in words for late in policy.late_stages) else 1.0)
