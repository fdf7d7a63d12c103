"""The log of asks in the SQLite file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import apsw

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
from orbit.store.asking import KeptAnswer, LoggedAsk, NewAsk, NewAskEvent
from orbit.store.sqlite.faults import faults
from orbit.store.values import utc_text
from queries import statement


class SqliteAsks:
    """The log within one transaction on the writer's connection."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db

    @faults()
    def add(self, ask: NewAsk) -> int:
        """Add an ask and return its number."""
        return int(self._run("ask_add", *ask_values(ask))[0][0])

    @faults()
    def log(self, event: NewAskEvent) -> int:
        """Add an event of an ask that is there; return the event's number among those of all asks."""
        try:
            return int(self._run("ask_event_add", *event_values(event))[0][0])
        except apsw.ConstraintError as error:
            raise _no_ask(event.ask) from error

    @faults()
    def one(self, number: int) -> LoggedAsk:
        """The ask of a number; raises NotFound."""
        rows = self._run("ask_one", number)
        if not rows:
            raise _no_ask(number)
        return self._logged(rows)[0]

    @faults()
    def about(self, person: EntityId) -> list[LoggedAsk]:
        """The asks of which a person is connector or target (old ids are followed), by number."""
        living = self._run("canonical", person)
        return self._logged(self._run("asks_about", living[0][0] if living else person))

    @faults()
    def kept(self, key: str) -> KeptAnswer | None:
        """What was answered to the call of a key, if that is kept."""
        rows = self._run("ask_answer", key)
        return kept_answer_of(rows[0]) if rows else None

    @faults()
    def keep(self, answer: KeptAnswer) -> None:
        """Keep the answer to a call, in the place of one that was kept under its key."""
        self._run("ask_answer_put", *answer_values(answer))

    @faults()
    def forget(self, *, before: datetime) -> None:
        """Delete the answers that were kept before a moment."""
        self._run("ask_answers_drop", utc_text(before))

    def erase(self, person: str) -> None:
        """Take a person out of their asks, with all that was written about them; the asks still count."""
        self._run("erase_ask_actors", person)
        for (number,) in self._run("asks_of_erased", person):
            self._run("erase_ask_names", person, number)
            self._run("erase_ask_notes", number)
            self._run("erase_ask_answers", number)

    def _logged(self, rows: Sequence[Row]) -> list[LoggedAsk]:
        living = {name: found[0][0] for name in named_in(rows) if (found := self._run("canonical", name))}
        return [
            LoggedAsk(ask_record_of(row, living), tuple(map(ask_event_of, self._run("ask_history", row[0]))))
            for row in rows
        ]

    def _run(self, name: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._db.execute(statement("sqlite", name), values).fetchall()


def _no_ask(number: int) -> NotFound:
    return NotFound(f"there is no ask number {number}; `orbit ask list` shows them")
