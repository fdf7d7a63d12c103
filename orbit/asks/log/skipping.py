"""Taking an ask off a week's list and putting it back: kept in the log, so that it is known who did it, when and why.

A skip is an ask that was withdrawn before it was made, with a day: until then its target is asked for by nobody's plan.
It takes no slot of the connector, and somebody may still plan an ask for that target by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from orbit.asks.log.ask import Ask, AskId, EventKind, Plan, logged
from orbit.asks.log.book import Entry, Gate, log_event, plan_ask
from orbit.asks.log.codec import new_event, read_ask
from orbit.asks.log.history import is_under_way
from orbit.asks.terms import AskState
from orbit.errors import AskForbidden
from orbit.model import EntityId
from orbit.policy import LoadPolicy, Policy
from orbit.store.asking import AskWriter


def week_after(day: date) -> date:
    """Return the Monday that follows a day: what is skipped this week may come back then."""
    return day + timedelta(days=7 - day.weekday())


def skipped_until(ask: Ask, day: date) -> date | None:
    """Return the day on which a skipped ask may come back; None for one that is not skipped on that day."""
    if ask.state is not AskState.WITHDRAWN or ask.asked_on is not None:
        return None
    return ask.next_on if ask.next_on is not None and ask.next_on > day else None


def skips(asks: Iterable[Ask], day: date, policy: LoadPolicy) -> dict[EntityId, Ask]:
    """Return the skips that hold on a day by the person they are for; an ask under way for that person ends them."""
    known = list(asks)
    busy = {ask.plan.target for ask in known if is_under_way(ask, day, policy)}
    held = (ask for ask in known if skipped_until(ask, day) and ask.plan.target not in busy)
    return {ask.plan.target: ask for ask in held if ask.plan.target is not None}


def skip(asks: AskWriter, plan: Plan, entry: Entry, gate: Gate, policy: Policy) -> Ask:
    """Log that an ask is not made before the entry's `next_on`; raises as `plan_ask` does."""
    planned = plan_ask(asks, plan, replace(entry, kind=EventKind.PLANNED, note="", next_on=None), gate, policy)
    return log_event(asks, planned.id, replace(entry, kind=EventKind.WITHDRAWN), policy)


def put_back(asks: AskWriter, number: AskId, entry: Entry) -> Ask:
    """Log that an ask is skipped no more; raises AskForbidden where it is not, NotFound for an unknown ask.

    The day is taken off, not the withdrawal: the ask takes no slot, and the plan is free to choose it again.
    """
    before = read_ask(asks.one(number))
    if skipped_until(before, entry.on) is None:
        raise AskForbidden(f"Ask {number} is not skipped: there is nothing to put back.", [])
    back = replace(entry, kind=EventKind.TAKEN_BACK, takes_back=before.live[-1].number)
    after = before
    for each in (back, replace(entry, kind=EventKind.WITHDRAWN, next_on=None, takes_back=None)):
        event = each.numbered(len(after.events) + 1)
        after = logged(after, event)
        asks.log(new_event(number, event))
    return after
