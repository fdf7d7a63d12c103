"""Answers of late, as bytes, so that asking again for what has not changed costs little."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple

from api.http.keys import WorkspaceId
from orbit.access import ALL_RIGHTS, Right

ROOM = 32 * 1024 * 1024
# What is kept beside the bytes of an answer: its name, its tag, and the room that Python takes for them.
_OVERHEAD = 1024


class Edition(NamedTuple):
    """What decides an answer beside who asks for what: facts, log of asks, policy, day and program."""

    workspace: WorkspaceId
    revision: int
    policy: str
    today: str
    version: str
    asked: int = 0


class Place(NamedTuple):
    """Where an answer is kept: for one reader alone, as long as they may do the same, under the address as written."""

    workspace: WorkspaceId
    reader: str
    address: bytes
    rights: frozenset[Right] = ALL_RIGHTS


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with its tag and the route that made it."""

    body: bytes
    tag: str
    route: Any


class Shelf:
    """Keeps answers of at most `room` bytes, those asked for longest ago forgotten first; safe among threads.

    Of a workspace only one edition is kept. Whoever comes with another one clears it away, so that nothing out of date
    is found and nothing of an erased person stays.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._kept: OrderedDict[Place, Kept] = OrderedDict()
        self._editions: dict[WorkspaceId, Edition] = {}
        self._lock = Lock()

    def find(self, place: Place, edition: Edition) -> Kept | None:
        """Return what is kept at a place, if it is of this edition."""
        with self._lock:
            self._turn_to(edition)
            found = self._kept.get(place)
            if found is not None:
                self._kept.move_to_end(place)
            return found

    def keep(self, place: Place, edition: Edition, answer: Kept) -> None:
        """Keep an answer, unless it would take more than a sixteenth of the room."""
        size = _size(place, answer)
        if size > self._room // 16:
            return
        with self._lock:
            self._turn_to(edition)
            self._drop(place)
            self._kept[place] = answer
            self._taken += size
            while self._taken > self._room:
                self._drop(next(iter(self._kept)))

    @property
    def taken(self) -> int:
        """How many bytes are in use."""
        return self._taken

    def _turn_to(self, edition: Edition) -> None:
        if self._editions.get(edition.workspace) == edition:
            return
        self._editions[edition.workspace] = edition
        for place in [place for place in self._kept if place.workspace == edition.workspace]:
            self._drop(place)

    def _drop(self, place: Place) -> None:
        gone = self._kept.pop(place, None)
        if gone is not None:
            self._taken -= _size(place, gone)


def _size(place: Place, answer: Kept) -> int:
    return len(place.address) + len(answer.body) + _OVERHEAD
