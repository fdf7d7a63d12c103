"""What an ask leaves to do, by when, and for whom: always for our side, never a reminder to the connector."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from orbit.asks.log.ask import Ask, AskId, EventKind
from orbit.asks.log.reciprocity import debt_of, say_reciprocity
from orbit.asks.terms import AskState
from orbit.asks.wording import say_day
from orbit.policy import Policy

_ENDED = frozenset({AskState.DECLINED, AskState.NOT_NOW, AskState.LOST, AskState.WITHDRAWN})
_ON_THE_WAY = (EventKind.DRAFTED, EventKind.FORWARDED, EventKind.REPLIED, EventKind.MEETING)


class TaskKind(StrEnum):
    """What there can be to do. There is no reminder to a connector among it, and there must not be."""

    ASK = "ask"
    DRAFT = "draft"
    RECIPROCITY = "reciprocity"
    CLOSURE_NOTE = "closure_note"
    CHECK_IN = "check_in"
    FOLLOW_UP = "follow_up"


_LOGGED_AS = {
    TaskKind.ASK: EventKind.SENT,
    TaskKind.DRAFT: EventKind.DRAFTED,
    TaskKind.RECIPROCITY: EventKind.THANKED,
    TaskKind.CLOSURE_NOTE: EventKind.TOLD,
    TaskKind.CHECK_IN: EventKind.CHECKED_IN,
    TaskKind.FOLLOW_UP: EventKind.CHECKED_IN,
}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do for an ask: due on a day (a target), until `ends_on` (a limit), done on a day or not yet."""

    ask: AskId
    kind: TaskKind
    text: str
    due_on: date
    done_on: date | None = None
    ends_on: date | None = None

    @property
    def logged_as(self) -> EventKind:
        """The event that says that it is done."""
        return _LOGGED_AS[self.kind]

    def is_overdue(self, day: date) -> bool:
        """Say whether the day on which it was due has passed."""
        return self.done_on is None and day > self.due_on


def tasks(ask: Ask, policy: Policy) -> tuple[Task, ...]:
    """Return what an ask leaves or has left to do, by the day on which it is due."""
    found = (make(ask, policy) for make in (_ask, _draft, _reciprocity, _closure_note, _check_in, _follow_up))
    return tuple(sorted((task for task in found if task), key=lambda task: (task.due_on, task.kind)))


def open_tasks(asks: Iterable[Ask], policy: Policy) -> list[Task]:
    """Return what is left to do for these asks, the longest due first."""
    return sorted(_open(asks, policy), key=lambda task: (task.due_on, task.ask, task.kind))


def is_left_alone(ask: Ask, day: date, policy: Policy) -> bool:
    """Say whether the connector said yes so long ago, without a forward, that nobody may mention it to them."""
    if ask.state is not AskState.ACCEPTED:
        return False
    return day - ask.since >= timedelta(hours=policy.load.no_chase_hours)


def _open(asks: Iterable[Ask], policy: Policy) -> Iterator[Task]:
    return (task for ask in asks for task in tasks(ask, policy) if task.done_on is None)


def _ask(ask: Ask, policy: Policy) -> Task | None:
    if ask.state is AskState.WITHDRAWN and ask.asked_on is None:
        return None
    plan = ask.plan
    # Nothing is due before the day on which it was thought of.
    due_on = max(plan.ask_by or ask.planned_on + timedelta(hours=policy.gate.ask_within_hours), ask.planned_on)
    last = f", at the latest on {say_day(plan.closes_on)}" if plan.closes_on else ""
    return Task(ask.id, TaskKind.ASK, f"Make the ask{last}.", due_on, ask.asked_on, plan.closes_on)


def _draft(ask: Ask, policy: Policy) -> Task | None:
    accepted_on = ask.on(EventKind.ACCEPTED)
    # Once it is on its way, the draft has done its work, whoever wrote it.
    done_on = min((day for kind in _ON_THE_WAY if (day := ask.on(kind)) is not None), default=None)
    if accepted_on is None or (done_on is None and ask.state in _ENDED):
        return None
    due_on = accepted_on + timedelta(days=policy.log.draft_days)
    return Task(ask.id, TaskKind.DRAFT, "Send them the draft to forward.", due_on, done_on)


def _reciprocity(ask: Ask, policy: Policy) -> Task | None:
    debt = debt_of(ask, policy)
    if debt is None:
        return None
    return Task(ask.id, TaskKind.RECIPROCITY, say_reciprocity(debt.what, policy), debt.due_on, debt.done_on)


def _closure_note(ask: Ask, policy: Policy) -> Task | None:
    met_on = ask.on(EventKind.MEETING)
    if met_on is None:
        return None
    due_on = met_on + timedelta(days=policy.log.closure_days)
    text = "Tell the connector that the meeting took place, and thank them."
    return Task(ask.id, TaskKind.CLOSURE_NOTE, text, due_on, ask.on(EventKind.TOLD))


def _check_in(ask: Ask, policy: Policy) -> Task | None:
    if ask.state not in {AskState.DECLINED, AskState.NOT_NOW}:
        return None
    due_on = ask.next_on or ask.since + timedelta(days=policy.log.check_in_days)
    return Task(ask.id, TaskKind.CHECK_IN, "Check in with them again.", due_on, ask.on(EventKind.CHECKED_IN))


def _follow_up(ask: Ask, policy: Policy) -> Task | None:
    if ask.on(EventKind.LOCKED_IN) is None or ask.next_on is None:
        return None
    due_on = ask.next_on - timedelta(days=policy.log.follow_up_lead_days)
    text = f"Follow up: their contract with another vendor ends on {say_day(ask.next_on)}."
    return Task(ask.id, TaskKind.FOLLOW_UP, text, due_on, ask.on(EventKind.CHECKED_IN))
