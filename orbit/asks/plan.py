"""The week's asks for all reps at once, and why the others are held back.

Two stages that are never blended: champions come first, newest value event first, because their windows close;
path strength decides what they are asked, and in which order everybody else is. Reps take turns, the one with
the fewest asks and the fewest choices first, so that all reach the floor where the candidates allow it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from orbit.asks.load import full_slots
from orbit.asks.shortfall import shortfall
from orbit.asks.terms import Mode, Status
from orbit.asks.wording import say_day, say_number
from orbit.model import Circle, EntityId
from orbit.policy import Policy


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
    the target is bound to another vendor, if that lies ahead.
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


@dataclass(frozen=True, slots=True)
class Held:
    """An ask that is not for this week, the rule that holds it, and why in words."""

    candidate: AskCandidate
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class RepWeek:
    """One rep's asks in the order in which to make them, the best of those held back, and what to do when few."""

    rep: Rep
    asks: tuple[AskCandidate, ...]
    held: tuple[Held, ...]
    shortfall: str | None


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """Every rep's week, in the order in which the reps were given."""

    weeks: tuple[RepWeek, ...]


def plan_week(candidates: Iterable[AskCandidate], reps: Sequence[Rep], policy: Policy) -> WeekPlan:
    """Choose each rep's asks for a week; the same candidates in any order give the same plan."""
    board = _Board(candidates, reps, policy)
    for _ in range(policy.plan.asks_per_rep):
        for rep in board.by_scarcity():
            board.take_best(rep)
    return WeekPlan(tuple(board.week(rep) for rep in reps))


class _Board:
    """The asks chosen so far and what they leave possible. What is ruled out once stays ruled out."""

    def __init__(self, candidates: Iterable[AskCandidate], reps: Sequence[Rep], policy: Policy) -> None:
        self._policy = policy
        self._reps = {rep.entity: rep for rep in reps}
        self._ranked: dict[EntityId, list[AskCandidate]] = {rep: [] for rep in self._reps}
        for candidate in sorted(candidates, key=_preference):
            if candidate.rep in self._reps:
                self._ranked[candidate.rep].append(candidate)
        self._slots = _least_slots((c for ranked in self._ranked.values() for c in ranked), policy)
        self._chosen: dict[EntityId, list[AskCandidate]] = {rep: [] for rep in self._reps}
        self._per_connector: Counter[EntityId] = Counter()
        self._per_account: Counter[EntityId] = Counter()
        self._asked_for: dict[EntityId, AskCandidate] = {}
        self._waiting = {
            rep: [candidate for candidate in ranked if self._never(candidate) is None]
            for rep, ranked in self._ranked.items()
        }

    def by_scarcity(self) -> list[EntityId]:
        """Return the reps who still can be served, those with the fewest persons to choose from first."""
        for rep, waiting in self._waiting.items():
            self._waiting[rep] = [candidate for candidate in waiting if self._not_now(candidate) is None]
        choices = {rep: len({c.target.id for c in waiting}) for rep, waiting in self._waiting.items() if waiting}
        return sorted(choices, key=lambda rep: (choices[rep], rep))

    def take_best(self, rep: EntityId) -> None:
        """Choose the first candidate of a rep that is still possible."""
        best = next((candidate for candidate in self._waiting[rep] if self._not_now(candidate) is None), None)
        if best is None:
            return
        self._chosen[rep].append(best)
        self._asked_for[best.target.id] = best
        self._per_account[best.account.id] += 1
        if best.connector.id != rep:
            self._per_connector[best.connector.id] += 1

    def week(self, rep: Rep) -> RepWeek:
        """Return what was chosen for a rep and what was not."""
        asks = tuple(self._chosen[rep.entity])
        held = self._held(rep)
        rules = Counter(one.rule for one in held)
        plan = self._policy.plan
        floor = min(plan.named_floor, plan.asks_per_rep)
        return RepWeek(rep, asks, tuple(held[: plan.held_shown]), shortfall(len(asks), floor, rules))

    def _held(self, rep: Rep) -> list[Held]:
        """The best candidate for each person who is not asked for by this rep, with what holds it back."""
        seen = {ask.target.id for ask in self._chosen[rep.entity]}
        held = []
        for candidate in self._ranked[rep.entity]:
            if candidate.target.id not in seen:
                seen.add(candidate.target.id)
                held.append(self._never(candidate) or self._not_now(candidate) or self._rep_full(candidate))
        return held

    def _never(self, candidate: AskCandidate) -> Held | None:
        """What rules an ask out whatever else is chosen."""
        return self._forbidden(candidate) or self._pointless(candidate) or self._not_theirs(candidate)

    def _forbidden(self, candidate: AskCandidate) -> Held | None:
        name = candidate.connector.name
        if candidate.status is Status.BLOCKED:
            return Held(candidate, "blocked", candidate.blocked_by or f"{name} may not be asked now.")
        if candidate.status is Status.JOINT_MOTION and self._reps[candidate.rep].mode is Mode.SDR:
            return Held(candidate, "joint_motion", f"{name} is for CSM and AE together, not for an SDR.")
        return None

    def _pointless(self, candidate: AskCandidate) -> Held | None:
        if candidate.heat <= 0:
            return Held(candidate, "no_signal", f"{candidate.account.name} shows no fresh signal.")
        if candidate.locked_until is not None:
            until = say_day(candidate.locked_until)
            return Held(candidate, "locked_in", f"{candidate.target.name} is bound to another vendor until {until}.")
        if candidate.score < self._policy.plan.min_score:
            text = f"{candidate.connector.name} hardly knows a way to {candidate.target.name}: not worth a favour."
            return Held(candidate, "too_faint", text)
        return None

    def _not_theirs(self, candidate: AskCandidate) -> Held | None:
        """A CSM or SDR asks on behalf of the owner; two AEs would get in each other's way."""
        rep, owner = self._reps[candidate.rep], self._reps.get(candidate.owner) if candidate.owner else None
        if owner is not None and owner.entity != rep.entity and owner.mode is rep.mode is Mode.AE:
            return Held(candidate, "other_owner", f"{candidate.account.name} belongs to {owner.name}.")
        return None

    def _not_now(self, candidate: AskCandidate) -> Held | None:
        """What rules an ask out because of those chosen so far."""
        taken = self._asked_for.get(candidate.target.id)
        if taken is not None:
            text = f"{candidate.target.name} is already asked for, through {taken.connector.name}."
            return Held(candidate, "target_taken", text)
        asks = self._per_connector[candidate.connector.id]
        if candidate.connector.id != candidate.rep and asks >= self._slots[candidate.connector.id]:
            return Held(candidate, "connector_full", _say_full(candidate.connector.name, asks))
        asks = self._per_account[candidate.account.id]
        if asks >= self._policy.plan.asks_per_account:
            return Held(candidate, "account_full", _say_full(candidate.account.name, asks))
        return None

    def _rep_full(self, candidate: AskCandidate) -> Held:
        rep = self._reps[candidate.rep]
        return Held(candidate, "rep_full", _say_full(rep.name, len(self._chosen[rep.entity])))


def _preference(candidate: AskCandidate) -> tuple[int, float, float, str, str, str, str]:
    """Champions by their newest value event, then everybody by path strength."""
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
        bridge,
    )


def _least_slots(candidates: Iterable[AskCandidate], policy: Policy) -> dict[EntityId, int]:
    """How much each connector can take; where candidates differ, the least."""
    slots: dict[EntityId, int] = {}
    for candidate in candidates:
        told = full_slots(candidate.circle, policy.load) if candidate.slots is None else candidate.slots
        slots[candidate.connector.id] = min(told, slots.get(candidate.connector.id, told))
    return slots


def _say_full(name: str, asks: int) -> str:
    if asks == 0:
        return f"{name} can take no more asks this week."
    return f"{name} already has {say_number(asks)} ask{'' if asks == 1 else 's'} this week."
