"""Writing the log of asks: a slot is looked for and taken in one transaction, so that the last one is given once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from orbit.asks.gate.load import known_asks, load_reasons
from orbit.asks.log.ask import Ask, AskId, Event, EventKind, Plan, ask_of, logged
from orbit.asks.log.codec import new_ask, new_event, read_ask
from orbit.asks.log.history import history, is_under_way, past_ask, takes_slot
from orbit.asks.terms import PastAsk, Reason, Status, Verdict
from orbit.asks.wording import say_day
from orbit.errors import AskForbidden, AskRefused, KeyReused, UsageError
from orbit.policy import Policy
from orbit.store.asking import AskWriter, KeptAnswer

# What the gate says of the connector, given all that was asked of them.
Gate = Callable[[Sequence[PastAsk]], Verdict]
# What it says on the day on which a planned ask is made, given all else that was asked of the connector.
GateAgain = Callable[[Ask, Sequence[PastAsk]], Verdict]
_LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody logs: a kind of event that happened `on` a day, written down `at` a moment `by` an author.

    `anyway` says of an ask that it was made although the gate forbids it by now.
    """

    kind: EventKind
    on: date
    at: datetime
    by: str
    note: str = ""
    next_on: date | None = None
    reciprocity: str | None = None
    takes_back: int | None = None
    anyway: bool = False

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise UsageError("an event needs its author")
        if len(self.note) > _LONGEST_NOTE:
            raise UsageError(f"a note may have {_LONGEST_NOTE:,} characters, this one has {len(self.note):,}")

    def numbered(self, number: int) -> Event:
        """Return the event as the one of a number of its ask."""
        told = (self.note, self.next_on, self.reciprocity, self.takes_back)
        return Event(number, self.kind, self.on, self.at, self.by, *told)


@dataclass(frozen=True, slots=True)
class Once:
    """What tells a repeated call from a new one: hashes of its idempotency key and of what it asks for."""

    key: str
    fingerprint: str


def plan_ask(asks: AskWriter, plan: Plan, entry: Entry, gate: Gate, policy: Policy) -> Ask:
    """Take a slot of the connector for an ask; raises AskRefused with the reasons where there is none.

    `asks` is the log within the writing transaction: who comes second finds the slot taken.
    """
    if plan.connector is None or plan.target is None:
        raise UsageError("an ask names its connector and its target")
    theirs = [ask for ask in map(read_ask, asks.about(plan.connector)) if ask.plan.connector == plan.connector]
    _check_day(theirs, entry.on)
    _check_target(map(read_ask, asks.about(plan.target)), plan, entry.on, policy)
    _check_slot(gate(history(theirs, entry.on)))
    number = AskId(asks.add(new_ask(plan)))
    event = entry.numbered(1)
    asks.log(new_event(number, event))
    return ask_of(number, plan, [event])


def log_event(asks: AskWriter, number: AskId, entry: Entry, policy: Policy, gate_again: GateAgain | None = None) -> Ask:
    """Add an event to an ask; raises AskForbidden where its life does not hold it, NotFound for an unknown ask.

    Where taking an event back makes the ask wait again, the connector needs a slot for it, and nobody else may ask for
    its target by now: else AskRefused. A rest is no reason. An ask that is made passes `gate_again`, for much may have
    happened since it was planned.
    """
    before = read_ask(asks.one(number))
    event = entry.numbered(len(before.events) + 1)
    after = _with(before, event, policy)
    if entry.kind is EventKind.SENT and gate_again is not None:
        event = replace(event, note=_checked_again(asks, before, entry, gate_again))
        after = logged(before, event)
    if takes_slot(before, after):
        about = [] if after.plan.target is None else map(read_ask, asks.about(after.plan.target))
        _check_target((each for each in about if each.id != number), after.plan, entry.on, policy)
        _check_load(asks, before, entry.on, policy)
    asks.log(new_event(number, event))
    return after


def take_back(asks: AskWriter, number: AskId, entry: Entry, policy: Policy) -> Ask:
    """Take back the last standing event of an ask; else as `log_event`."""
    last = read_ask(asks.one(number)).live[-1].number
    return log_event(asks, number, replace(entry, takes_back=last), policy)


def checked_answer(kept: KeptAnswer | None, once: Once) -> KeptAnswer | None:
    """Return what was answered to this very call before; raises KeyReused where its key stood for another call."""
    if kept is not None and kept.fingerprint != once.fingerprint:
        raise KeyReused("This idempotency key was used for another call. Take a new key for each new thing to log.")
    return kept


def keep_answer(asks: AskWriter, once: Once, ask: AskId, answer: str, *, at: datetime, policy: Policy) -> None:
    """Keep an answer for whoever repeats the call, and forget those kept for long enough."""
    asks.forget(before=at - timedelta(days=policy.log.replay_days))
    asks.keep(KeptAnswer(once.key, once.fingerprint, ask, answer, at))


def _check_day(theirs: Iterable[Ask], day: date) -> None:
    """Nobody gets round the limits by planning for a day on which less had been asked."""
    last = max((ask.planned_on for ask in theirs), default=day)
    if day < last:
        raise UsageError(f"This connector was asked since {say_day(day)}: plan for {say_day(last)} or later.")


def _check_target(asks: Iterable[Ask], plan: Plan, day: date, policy: Policy) -> None:
    taken = [ask for ask in asks if ask.plan.target == plan.target and is_under_way(ask, day, policy.load)]
    if taken:
        raise AskRefused(f"Ask {taken[0].id} for this person is still under way.", ["target_taken"])


def _check_load(asks: AskWriter, ask: Ask, day: date, policy: Policy) -> None:
    """Refuse where the slot that an ask is to take again is taken by others now.

    A connector who was asked was asked: it counts among the asks of late whatever they answered, and a rest, which
    only keeps new asks away, never stands in the way of mending the log.
    """
    connector, circles = ask.plan.connector, {ask.plan.circle}
    about = [] if connector is None else map(read_ask, asks.about(connector))
    others = [other for other in about if other.plan.connector == connector and other.id != ask.id]
    past = known_asks(history(others, day), day)
    standing = load_reasons(circles, past, day, policy.load)
    _refuse([reason for reason in standing if past_ask(ask) is None or reason.rule == "open_asks"])


def _with(ask: Ask, event: Event, policy: Policy) -> Ask:
    try:
        return logged(ask, event)
    except AskForbidden as error:
        if event.kind is EventKind.SENT and EventKind.PICKED in error.allowed and not ask.reciprocity:
            ways = ", ".join(policy.log.reciprocities)
            told = f"Pick first what the connector gets in return, whatever they answer (reciprocity): {ways}."
            raise AskForbidden(told, error.allowed) from error
        raise


def _checked_again(asks: AskWriter, ask: Ask, entry: Entry, gate_again: GateAgain) -> str:
    """Return the note to keep; raises AskRefused where the gate forbids the ask by now and it was not made anyway."""
    if ask.plan.connector is None:
        return entry.note
    others = [each for each in map(read_ask, asks.about(ask.plan.connector)) if each.id != ask.id]
    theirs = [each for each in others if each.plan.connector == ask.plan.connector]
    decided = gate_again(ask, history(theirs, entry.on))
    if decided.status is not Status.BLOCKED:
        return entry.note
    first = decided.reasons[0].text
    if not entry.anyway:
        told = f"Since it was planned: {first} Withdraw the ask; or, if it was made, log it as made anyway."
        raise AskRefused(told, [reason.rule for reason in decided.standing], decided.opens_on)
    return f"{entry.note} (made anyway: {first})".strip()[:_LONGEST_NOTE]


def _check_slot(verdict: Verdict) -> None:
    full = verdict.slots is not None and verdict.slots < 1
    if verdict.status is Status.BLOCKED or full:
        _refuse(verdict.standing or verdict.reasons, verdict.opens_on)


def _refuse(standing: Sequence[Reason], opens_on: date | None = None) -> None:
    """Raise AskRefused with the first of the reasons in words, unless there is none."""
    if standing:
        lifts = [reason.until for reason in standing if reason.until]
        raise AskRefused(standing[0].text, [reason.rule for reason in standing], opens_on or max(lifts, default=None))
