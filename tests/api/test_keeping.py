from __future__ import annotations

from threading import Event, Thread

import pytest

from api.keeping import Keeper
from orbit.errors import StoreUnavailable
from orbit.model import Revision

PATIENCE = 20.0


class Notes:
    """Notes down what was done; the first work waits until it may go on."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.begun, self.may_go_on = Event(), Event()

    def wait(self) -> None:
        self.begun.set()
        self.may_go_on.wait(PATIENCE)
        self.done.append("first")

    def note(self, what: str) -> None:
        self.done.append(what)


def test_what_waits_for_an_older_revision_is_left_undone() -> None:
    keeper, notes = Keeper(), Notes()
    keeper.keep(Revision(1), notes.wait)
    notes.begun.wait(PATIENCE)
    keeper.keep(Revision(2), lambda: notes.note("second"))
    keeper.keep(Revision(3), lambda: notes.note("third"))
    keeper.keep(Revision(3), lambda: notes.note("another day of the third"))

    notes.may_go_on.set()
    keeper.finish()

    assert notes.done == ["first", "third", "another day of the third"]


def test_nobody_waits_for_it() -> None:
    keeper, notes = Keeper(), Notes()

    keeper.keep(Revision(1), notes.wait)

    assert notes.done == []
    notes.may_go_on.set()
    keeper.finish()


def test_after_work_that_fails_there_is_more(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise StoreUnavailable("away")

    keeper, notes = Keeper(), Notes()
    keeper.keep(Revision(1), fail)
    keeper.finish()

    keeper.keep(Revision(2), lambda: notes.note("second"))
    keeper.finish()

    assert notes.done == ["second"]
    assert "StoreUnavailable" in caplog.text


def test_waiting_for_nothing_is_over_at_once() -> None:
    waiting = Thread(target=Keeper().finish)

    waiting.start()
    waiting.join(PATIENCE)

    assert not waiting.is_alive()
