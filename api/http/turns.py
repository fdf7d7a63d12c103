"""One listening socket for several processes, of which none takes all the connections."""

from __future__ import annotations

import socket
from multiprocessing.reduction import DupFd
from typing import Any


class TurnTaking(socket.socket):
    """A listening socket that gives a connection every other time it is asked, and says in between that none waits.

    Whoever listens takes one connection after the other until none waits: of several processes that share a socket,
    the first to wake takes them all, and serves alone while the others sleep. So it looks after its other work once
    after each, and the other processes come to their turn; the system tells it again of what still waits.
    """

    _has_given = False

    def accept(self) -> tuple[socket.socket, Any]:
        """Accept a connection; raises BlockingIOError where none waits, and once after each."""
        if self._has_given:
            self._has_given = False
            raise BlockingIOError
        accepted = super().accept()
        self._has_given = True
        return accepted

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to a process that is being begun."""
        return _arrived, (DupFd(self.fileno()), self.family, self.type, self.proto)


def take_turns(bound: socket.socket) -> TurnTaking:
    """Return the same socket as one that takes turns; `bound` must not be used any more."""
    return TurnTaking(bound.family, bound.type, bound.proto, fileno=bound.detach())


def _arrived(file: Any, family: int, kind: int, protocol: int) -> TurnTaking:
    return TurnTaking(family, kind, protocol, fileno=file.detach())
