"""The log of asks as it stands, kept in memory and brought forward by what was logged since."""

from __future__ import annotations

from threading import Lock

from orbit.asks.log.ask import Ask
from orbit.asks.log.codec import read_ask
from orbit.model import Revision
from orbit.store.asking import AskEventRecord, AskRecord, LoggedAsk, Moment
from orbit.store.base import Store

_NEVER = Revision(-1)


class AskLog:
    """Every ask of a store; safe among threads.

    It is read on from the last event that was seen. After a change of the graph all is read anew: people may have
    become others, or have been erased.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = Lock()
        self._revision = _NEVER
        self._seen = 0
        self._records: dict[int, AskRecord] = {}
        self._events: dict[int, list[AskEventRecord]] = {}
        self._asks: dict[int, Ask] = {}

    def at(self, moment: Moment) -> tuple[Ask, ...]:
        """Every ask, by number, with everything that was logged until a moment of the store, or later."""
        with self._turn:
            if moment.revision != self._revision:
                self._forget(moment.revision)
            if moment.asked > self._seen:
                self._read_on()
            return tuple(self._asks[number] for number in sorted(self._asks))

    def _forget(self, revision: Revision) -> None:
        self._revision, self._seen = revision, 0
        self._records, self._events, self._asks = {}, {}, {}

    def _read_on(self) -> None:
        # Events first: whatever ask they are of has been added by then.
        events = self._store.ask_events(after=self._seen)
        self._records |= {ask.id: ask for ask in self._store.asks(after=max(self._records, default=0))}
        for event in events:
            self._events.setdefault(event.ask, []).append(event)
        for number in {event.ask for event in events}:
            self._asks[number] = read_ask(LoggedAsk(self._records[number], tuple(self._events[number])))
        self._seen = max((event.seq for event in events), default=self._seen)
