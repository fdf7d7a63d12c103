"""The log of all asks as the gate and the plan see it: how much was asked of each connector, and who is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from orbit.asks.log.ask import Ask, EventKind, as_known_on
from orbit.asks.terms import AskState, PastAsk
from orbit.model import EntityId
from orbit.policy import LoadPolicy

_CLOSED = frozenset({AskState.DECLINED, AskState.NOT_NOW, AskState.WON, AskState.LOST, AskState.WITHDRAWN})
# From a meeting on, silence says nothing: deals take their time.
_LASTING = frozenset({AskState.MEETING, AskState.OPPORTUNITY})
_NOBODY = EntityId("")


def past_ask(ask: Ask) -> PastAsk | None:
    """Return an ask as the gate counts it; None for one that was withdrawn before it reached the connector."""
    if ask.state is AskState.WITHDRAWN and ask.asked_on is None:
        return None
    settled = None if ask.state in {AskState.PLANNED, AskState.SENT} else ask.since
    asked_on = ask.asked_on or ask.planned_on
    return PastAsk(asked_on, ask.plan.requester or _NOBODY, ask.state, ask.plan.circle, settled)


def history(asks: Iterable[Ask], as_of: date) -> tuple[PastAsk, ...]:
    """Return what had been asked until a day, in the order of the log; nothing that happened later is known."""
    known = (as_known_on(ask, as_of) for ask in asks)
    past = (past_ask(ask) for ask in known if ask is not None)
    return tuple(each for each in past if each is not None)


class Histories(Mapping[EntityId, tuple[PastAsk, ...]]):
    """What had been asked of each connector until a day; worked out for those who are looked at."""

    def __init__(self, asks: Iterable[Ask], as_of: date) -> None:
        self._as_of = as_of
        self._asks: defaultdict[EntityId, list[Ask]] = defaultdict(list)
        self._known: dict[EntityId, tuple[PastAsk, ...]] = {}
        for ask in asks:
            if ask.plan.connector is not None:
                self._asks[ask.plan.connector].append(ask)

    def __getitem__(self, connector: EntityId) -> tuple[PastAsk, ...]:
        if connector not in self._asks:
            raise KeyError(connector)
        if connector not in self._known:
            self._known[connector] = history(self._asks[connector], self._as_of)
        return self._known[connector]

    def __iter__(self) -> Iterator[EntityId]:
        return iter(self._asks)

    def __len__(self) -> int:
        return len(self._asks)


def is_under_way(ask: Ask, day: date, policy: LoadPolicy) -> bool:
    """Say whether something may still come of an ask: it has no end, and has not been silent for too long."""
    if ask.state in _CLOSED:
        return False
    return ask.state in _LASTING or day < ask.since + timedelta(days=policy.silent_days)


def asked_for(asks: Sequence[Ask], day: date, policy: LoadPolicy) -> dict[EntityId, Ask]:
    """Return the asks under way by the person they are for: nobody is asked for twice at a time."""
    return {ask.plan.target: ask for ask in asks if ask.plan.target and is_under_way(ask, day, policy)}


def takes_slot(before: Ask, after: Ask) -> bool:
    """Say whether taking an event back makes an ask wait for its answer again, which needs a slot of the connector."""
    waiting = {AskState.PLANNED, AskState.SENT, AskState.ACCEPTED}
    return after.state in waiting and before.state not in waiting and EventKind.TAKEN_BACK is after.events[-1].kind
