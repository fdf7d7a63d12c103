"""The life of one ask: what it has become and what may happen next, from nothing but what was logged of it.

planned → sent → accepted | declined | not now → forwarded → replied → meeting → opportunity → won | lost. Steps after
the ask may be left out, for people forget to log them: who forwards has said yes. An ask is withdrawn as long as it has
not left the connector's hands; who said "not now" may still say yes or no. A target bound to a competitor ends the ask
and leaves a day to follow up. What was logged by mistake is taken back by one more event; nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import reduce
from typing import NewType

from orbit.asks.terms import AskState
from orbit.asks.wording import say_day
from orbit.errors import AskForbidden, UsageError
from orbit.model import Circle, EntityId, TriggerKind

AskId = NewType("AskId", int)


class EventKind(StrEnum):
    """What can be logged of an ask."""

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
    LOCKED_IN = "locked_in"
    PICKED = "reciprocity_picked"
    THANKED = "reciprocity_done"
    DRAFTED = "draft_sent"
    TOLD = "connector_told"
    CHECKED_IN = "checked_in"
    TAKEN_BACK = "taken_back"


_K = EventKind
_ANSWERS = (_K.ACCEPTED, _K.DECLINED, _K.NOT_NOW)
_NEXT: Mapping[AskState, tuple[EventKind, ...]] = {
    AskState.PLANNED: (_K.SENT, _K.WITHDRAWN),
    AskState.SENT: (*_ANSWERS, _K.FORWARDED, _K.REPLIED, _K.MEETING, _K.LOCKED_IN, _K.WITHDRAWN),
    AskState.ACCEPTED: (
        *(_K.FORWARDED, _K.REPLIED, _K.MEETING, _K.DECLINED, _K.NOT_NOW),
        *(_K.LOST, _K.LOCKED_IN, _K.WITHDRAWN),
    ),
    AskState.NOT_NOW: (_K.ACCEPTED, _K.FORWARDED, _K.DECLINED),
    AskState.DECLINED: (),
    AskState.FORWARDED: (_K.REPLIED, _K.MEETING, _K.OPPORTUNITY, _K.LOST, _K.LOCKED_IN),
    AskState.REPLIED: (_K.MEETING, _K.OPPORTUNITY, _K.LOST, _K.LOCKED_IN),
    AskState.MEETING: (_K.OPPORTUNITY, _K.WON, _K.LOST, _K.LOCKED_IN),
    AskState.OPPORTUNITY: (_K.WON, _K.LOST, _K.LOCKED_IN),
    AskState.WON: (),
    AskState.LOST: (),
    AskState.WITHDRAWN: (),
}
_STATE_OF = {kind: AskState(kind.value) for kind in EventKind if kind.value in set(AskState)}
_STATE_OF[_K.LOCKED_IN] = AskState.LOST


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely the ask was to end in a conversation when it was planned, with the factors that multiply to it."""

    willing: float
    know: float
    reply: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of whom, for whom, at which company, in whose name; who was erased is None.

    `ask_by` is the target of the window in which the ask was planned, `closes_on` its hard end; None where no window
    limits it. `joint` marks an ask that CSM and AE make together in a business review. `reason` says why now.
    """

    connector: EntityId | None
    target: EntityId | None
    account: EntityId | None
    requester: EntityId | None
    circle: Circle
    reason: str = ""
    trigger: TriggerKind | None = None
    ask_by: date | None = None
    closes_on: date | None = None
    joint: bool = False
    chance: Chance | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened `on` a day, logged `at` a moment by somebody; numbered from 1 within its ask.

    `next_on`: when to ask again after a no, or until when the target is bound. `reciprocity`: what was picked.
    `takes_back`: the number of the event that never happened.
    """

    number: int
    kind: EventKind
    on: date
    at: datetime
    by: str
    note: str = ""
    next_on: date | None = None
    reciprocity: str | None = None
    takes_back: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """An ask as its events make it. `live` are the events that were not taken back, `events` all of them.

    `since` is the day of the state, `days` the last day of each kind of event, `next_on` the day that the last no or
    lock-in named.
    """

    id: AskId
    plan: Plan
    events: tuple[Event, ...]
    live: tuple[Event, ...]
    state: AskState
    since: date
    reciprocity: str | None = None
    next_on: date | None = None
    days: Mapping[EventKind, date] = field(default_factory=dict)

    @property
    def planned_on(self) -> date:
        """The day on which the slot was reserved."""
        return self.live[0].on

    @property
    def asked_on(self) -> date | None:
        """The day on which the connector was asked; None before."""
        return self.days.get(EventKind.SENT)

    def on(self, kind: EventKind) -> date | None:
        """The last day of a kind of event; None where it has not happened."""
        return self.days.get(kind)


def ask_of(number: AskId, plan: Plan, events: Sequence[Event]) -> Ask:
    """Fold the events of an ask, in the order in which they were logged; raises AskForbidden where one does not fit."""
    if not events:
        raise UsageError(f"ask {number} has no event; the first one plans it")
    return reduce(logged, events[1:], begun(number, plan, events[0]))


def begun(number: AskId, plan: Plan, event: Event) -> Ask:
    """Return the ask that its first event plans."""
    if event.kind is not EventKind.PLANNED:
        raise AskForbidden(f"an ask begins with being planned, not {_said(event.kind)}", [EventKind.PLANNED])
    return Ask(
        number, plan, (event,), (event,), AskState.PLANNED, event.on, event.reciprocity, None, {event.kind: event.on}
    )


def logged(ask: Ask, event: Event) -> Ask:
    """Return the ask after one more event; raises AskForbidden with the events that are allowed instead."""
    if event.kind is EventKind.TAKEN_BACK:
        return _without(ask, event)
    _check_order(ask, event)
    _check_needs(ask, event)
    state = _STATE_OF.get(event.kind)
    return Ask(
        id=ask.id,
        plan=ask.plan,
        events=(*ask.events, event),
        live=(*ask.live, event),
        state=ask.state if state is None else state,
        since=ask.since if state is None else event.on,
        reciprocity=event.reciprocity or ask.reciprocity,
        next_on=ask.next_on if state is None else event.next_on,
        days={**ask.days, event.kind: event.on},
    )


def allowed(ask: Ask) -> tuple[EventKind, ...]:
    """Return the kinds of events that may be logged next."""
    ready = (kind for kind in _NEXT[ask.state] if kind is not EventKind.SENT or ask.reciprocity)
    return (*ready, *_beside(ask))


def as_known_on(ask: Ask, day: date) -> Ask | None:
    """Return the ask as its events until a day make it; None before it was planned."""
    if ask.live[-1].on <= day:
        return ask
    until = [event for event in ask.live if event.on <= day]
    return ask_of(ask.id, ask.plan, until) if until else None


def _beside(ask: Ask) -> Iterator[EventKind]:
    """What may be logged beside the steps of the ask's life."""
    done = ask.days.keys()
    if _K.THANKED not in done and (_K.SENT in done or ask.state is AskState.PLANNED):
        yield _K.PICKED
    if _K.THANKED not in done and _K.SENT in done:
        yield _K.THANKED
    if ask.state is AskState.ACCEPTED and _K.DRAFTED not in done:
        yield _K.DRAFTED
    if _K.MEETING in done and _K.TOLD not in done:
        yield _K.TOLD
    if _K.CHECKED_IN not in done and (ask.state in {AskState.DECLINED, AskState.NOT_NOW} or _K.LOCKED_IN in done):
        yield _K.CHECKED_IN
    if len(ask.live) > 1:
        yield _K.TAKEN_BACK


def _check_order(ask: Ask, event: Event) -> None:
    may = allowed(ask)
    if event.kind is EventKind.SENT and ask.state is AskState.PLANNED and not ask.reciprocity:
        raise AskForbidden("Pick first what the connector gets in return, whatever they answer.", may)
    if event.kind not in may:
        told = f"Ask {ask.id} is {_said(ask.state)} since {say_day(ask.since)}: it cannot be logged as"
        first = _way_there(ask, event.kind)
        raise AskForbidden(
            f"{told} {_said(event.kind)}.{first} Allowed: {', '.join(map(_said, may)) or 'nothing'}.", may
        )
    if event.on < ask.live[-1].on:
        raise UsageError(f"{say_day(event.on)} lies before the last event, on {say_day(ask.live[-1].on)}: mend the day")


def _way_there(ask: Ask, kind: EventKind) -> str:
    """What has to be logged before, where that is plain."""
    if ask.state is AskState.PLANNED:
        return " Log first that it was sent."
    if kind in {EventKind.OPPORTUNITY, EventKind.WON} and EventKind.MEETING in _NEXT[ask.state]:
        return " Log first that they met."
    if _STATE_OF.get(kind) is ask.state:
        return " To say it differently, take back what was logged first."
    return ""


def _check_needs(ask: Ask, event: Event) -> None:
    ends = ask.plan.closes_on
    if event.kind is EventKind.SENT and ends is not None and event.on > ends:
        others = [kind for kind in allowed(ask) if kind is not EventKind.SENT]
        raise AskForbidden(f"The window closed on {say_day(ends)}. Withdraw this ask and plan another.", others)
    if event.kind is EventKind.LOCKED_IN and event.next_on is None:
        raise UsageError("say until when they are bound to the other vendor (the next day), to follow up then")
    if event.kind is EventKind.PICKED and not event.reciprocity:
        raise UsageError("say what the connector gets in return")
    if event.next_on is not None and event.next_on <= event.on:
        raise UsageError(f"the next day must come after {say_day(event.on)}, got {say_day(event.next_on)}")


def _without(ask: Ask, event: Event) -> Ask:
    """Fold anew without the event that is taken back."""
    may = allowed(ask)
    if event.takes_back not in {each.number for each in ask.live[1:]}:
        told = "The plan itself cannot be taken back: withdraw the ask." if event.takes_back == 1 else ""
        raise AskForbidden(told or f"Ask {ask.id} has no standing event {event.takes_back}.", may)
    rest = _standing(ask.live, event.takes_back)
    try:
        folded = ask_of(ask.id, ask.plan, rest)
    except UsageError as error:
        raise AskForbidden("Later events rest on it: take those back first, the last one first.", may) from error
    return replace(folded, events=(*ask.events, event))


def _standing(events: Iterable[Event], without: int | None) -> list[Event]:
    return [event for event in events if event.number != without]


def _said(kind: EventKind | AskState) -> str:
    return kind.value.replace("_", " ")
