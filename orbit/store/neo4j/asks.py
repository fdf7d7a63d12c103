"""The log of asks in Neo4j."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from orbit.errors import NotFound
from orbit.model import EntityId
from orbit.store.ask_rows import (
    Row,
    answer_values,
    ask_event_of,
    ask_record_of,
    ask_values,
    event_values,
    kept_answer_of,
    named_in,
)
from orbit.store.asking import AskEventRecord, AskRecord, KeptAnswer, LoggedAsk, NewAsk, NewAskEvent
from orbit.store.neo4j.link import Ask, Link, Rows
from orbit.store.neo4j.transaction import Transaction
from orbit.store.values import utc_text


def read_asks(link: Link, after: int) -> list[AskRecord]:
    """The asks that follow a number, by number, as of one moment."""

    def work(ask: Ask) -> list[AskRecord]:
        rows = ask("asks", after=after)
        living = _followed(named_in(rows), lambda names: ask("alias_find", rows=names))
        return [ask_record_of(row, living) for row in rows]

    return link.at_once(work)


class Neo4jAsks:
    """The log within one transaction. `wrote` says that there is anything to commit."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.wrote = False

    def add(self, ask: NewAsk) -> int:
        """Add an ask and return its number."""
        number = int(self._tx.read("ask_last")[0][0]) + 1
        self._write("ask_load", [number, *ask_values(ask)])
        return number

    def log(self, event: NewAskEvent) -> int:
        """Add an event of an ask that is there; return the event's number among those of all asks."""
        self.one(event.ask)
        number = int(self._tx.read("ask_last")[0][1]) + 1
        self._write("ask_event_load", [number, *event_values(event)])
        return number

    def one(self, number: int) -> LoggedAsk:
        """The ask of a number; raises NotFound."""
        rows = self._tx.read("ask_one", id=number)
        if not rows:
            raise NotFound(f"there is no ask number {number}; `orbit ask list` shows them")
        return self._logged(rows)[0]

    def about(self, person: EntityId) -> list[LoggedAsk]:
        """The asks of which a person is connector or target (old ids are followed), by number."""
        living = self._living([person]).get(person, person)
        return self._logged(self._tx.read("asks_about", rows=self._called(living)))

    def kept(self, key: str) -> KeptAnswer | None:
        """What was answered to the call of a key, if that is kept."""
        rows = self._tx.read("ask_answer", key=key)
        return kept_answer_of(rows[0]) if rows else None

    def keep(self, answer: KeptAnswer) -> None:
        """Keep the answer to a call, in the place of one that was kept under its key."""
        self._write("ask_answer_load", answer_values(answer))

    def forget(self, *, before: datetime) -> None:
        """Delete the answers that were kept before a moment."""
        self._tx.write("ask_answers_drop", at=utc_text(before))
        self.wrote = True

    def erase(self, person: str) -> None:
        """Take a person out of their asks, with all that was written about them; the asks still count."""
        self._tx.write("erase_ask_actors", entity=person)
        names = self._called(person)
        numbers = [number for (number,) in self._tx.read("asks_of_erased", rows=names)]
        if numbers:
            self._tx.write("erase_asks", rows=numbers, names=names)
        self.wrote = True

    def _write(self, name: str, row: list[object]) -> None:
        self._tx.write(name, rows=[row])
        self.wrote = True

    def _logged(self, rows: Sequence[Row]) -> list[LoggedAsk]:
        living = self._living(named_in(rows))
        asks = [ask_record_of(row, living) for row in rows]
        events: dict[int, list[AskEventRecord]] = {ask.id: [] for ask in asks}
        for event in map(ask_event_of, self._tx.read("ask_history", rows=list(events))):
            events[event.ask].append(event)
        return [LoggedAsk(ask, tuple(events[ask.id])) for ask in asks]

    def _living(self, names: Sequence[str]) -> dict[str, str]:
        return _followed(names, lambda some: [row[:2] for row in self._tx.read("alias_find", rows=some)])

    def _called(self, person: str) -> list[str]:
        """Every id under which a person was ever known, the present one first."""
        names, last = [person], [person]
        while last:
            last = [old for (old,) in self._tx.read("aliases_of", rows=last) if old not in names]
            names += last
        return names


def _followed(names: Sequence[str], replaced: Callable[[list[str]], Rows]) -> dict[str, str]:
    """What each of these ids stands for today, through any number of aliases; only those that are old ones."""
    following: dict[str, str] = {}
    asked, waiting = set(names), list(names)
    while waiting:
        found: dict[str, str] = dict(replaced(waiting))
        following |= found
        waiting = sorted(set(found.values()) - asked)
        asked.update(waiting)
    return {name: _end_of(name, following) for name in names if name in following}


def _end_of(name: str, following: dict[str, str]) -> str:
    passed = {name}
    while name in following and following[name] not in passed:
        name = following[name]
        passed.add(name)
    return name
