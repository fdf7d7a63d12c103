"""How much may still be asked of one connector: open asks, asks of late, rest after a no. All reps count together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from orbit.asks.terms import AskState, PastAsk, Reason
from orbit.asks.wording import say_day, say_days, say_number
from orbit.model import Circle
from orbit.policy import LoadPolicy

_OPEN = frozenset({AskState.PLANNED, AskState.SENT, AskState.ACCEPTED})
_NO = frozenset({AskState.DECLINED, AskState.NOT_NOW})


def known_asks(history: Iterable[PastAsk], as_of: date) -> list[PastAsk]:
    """Return the asks made by a day, oldest first; an outcome of a later day is not known yet."""
    asks = [ask if _settled_on(ask) <= as_of else _unanswered(ask) for ask in history if ask.asked_on <= as_of]
    return sorted(asks, key=lambda ask: (ask.asked_on, ask.by, ask.outcome))


def load_reasons(
    circles: Collection[Circle], asks: Sequence[PastAsk], day: date, policy: LoadPolicy
) -> Iterator[Reason]:
    """Yield what stands in the way of one more ask on a day."""
    found = (_resting(asks, day, policy), _too_many_open(asks, day, policy), _too_many_of_late(asks, day, policy))
    yield from (reason for reason in found if reason)
    if (pace := _paced(circles, asks, day, policy)) is not None:
        yield pace


def slots(circles: Collection[Circle], asks: Sequence[PastAsk], day: date, policy: LoadPolicy) -> int:
    """Return how many more asks the connector can take on a day."""
    if _resting(asks, day, policy) or _paced(circles, asks, day, policy):
        return 0
    left = min(policy.max_open - len(_open(asks, day, policy)), policy.max_recent - len(_recent(asks, day, policy)))
    return max(0, min(left, 1) if _is_paced(circles, policy) else left)


def full_slots(circle: Circle, policy: LoadPolicy) -> int:
    """Return how many asks a rested connector of a circle can take at once."""
    return slots({circle}, (), date.min, policy)


def chased(asks: Iterable[PastAsk], day: date, policy: LoadPolicy) -> Reason | None:
    """Say so when somebody promised to forward an ask and has been silent since: nobody reminds them."""
    limit = timedelta(hours=policy.no_chase_hours)
    silent = [ask for ask in asks if ask.outcome is AskState.ACCEPTED and day - _settled_on(ask) >= limit]
    if not silent:
        return None
    said = say_day(_settled_on(silent[-1]))
    return Reason("no_chase", f"Said yes on {said} and has not forwarded it yet: send the thank-you, no reminder.")


def _resting(asks: Sequence[PastAsk], day: date, policy: LoadPolicy) -> Reason | None:
    said_no = max((_settled_on(ask) for ask in asks if ask.outcome in _NO), default=None)
    if said_no is None or day >= (until := said_no + timedelta(days=policy.rest_days)):
        return None
    text = f"Said no on {say_day(said_no)}: rests {say_days(policy.rest_days)}, until {say_day(until)}."
    return Reason("resting", text, until=until)


def _too_many_open(asks: Sequence[PastAsk], day: date, policy: LoadPolicy) -> Reason | None:
    lapses = [_lapses_on(ask, policy) for ask in _open(asks, day, policy)]
    until = _room_on(lapses, policy.max_open)
    if until is None:
        return None
    text = f"Has {say_number(len(lapses))} open asks; {say_number(policy.max_open)} is the limit."
    return Reason("open_asks", text, until=until)


def _too_many_of_late(asks: Sequence[PastAsk], day: date, policy: LoadPolicy) -> Reason | None:
    ends = [ask.asked_on + timedelta(days=policy.recent_days) for ask in _recent(asks, day, policy)]
    until = _room_on(ends, policy.max_recent)
    if until is None:
        return None
    text = (
        f"Was asked {say_number(len(ends))} times in {say_days(policy.recent_days)};"
        f" {say_number(policy.max_recent)} is the limit. Free again on {say_day(until)}."
    )
    return Reason("recent_asks", text, until=until)


def _paced(circles: Collection[Circle], asks: Sequence[PastAsk], day: date, policy: LoadPolicy) -> Reason | None:
    if not asks or not _is_paced(circles, policy):
        return None
    last = asks[-1].asked_on
    until = last + timedelta(days=policy.pace_days)
    if day >= until:
        return None
    text = f"Was asked on {say_day(last)} and gets one ask in {say_days(policy.pace_days)}: free on {say_day(until)}."
    return Reason("pace", text, until=until)


def _is_paced(circles: Collection[Circle], policy: LoadPolicy) -> bool:
    return not set(policy.paced_circles).isdisjoint(circles)


def _open(asks: Sequence[PastAsk], day: date, policy: LoadPolicy) -> list[PastAsk]:
    return [ask for ask in asks if ask.outcome in _OPEN and day < _lapses_on(ask, policy)]


def _recent(asks: Sequence[PastAsk], day: date, policy: LoadPolicy) -> list[PastAsk]:
    return [ask for ask in asks if day < ask.asked_on + timedelta(days=policy.recent_days)]


def _lapses_on(ask: PastAsk, policy: LoadPolicy) -> date:
    return ask.asked_on + timedelta(days=policy.silent_days)


def _room_on(ends: list[date], limit: int) -> date | None:
    """Return the day on which fewer than `limit` are left; None when there is room already."""
    return sorted(ends)[len(ends) - limit] if len(ends) >= limit else None


def _settled_on(ask: PastAsk) -> date:
    return ask.outcome_on or ask.asked_on


def _unanswered(ask: PastAsk) -> PastAsk:
    return replace(ask, outcome=AskState.SENT, outcome_on=None)
