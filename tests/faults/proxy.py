"""A TCP proxy on loopback, for tests that want the connections to a server slow, cut, reset, frozen or refused."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from random import Random
from threading import Thread
from typing import Any, Self, TypeVar

Address = tuple[str, int]
T = TypeVar("T")
_CHUNK = 65536


class Direction(StrEnum):
    """Which way bytes go."""

    TO_SERVER = "to server"
    TO_CLIENT = "to client"

    @property
    def back(self) -> Direction:
        return Direction.TO_CLIENT if self is Direction.TO_SERVER else Direction.TO_SERVER


class FaultProxy:
    """Forwards `address` to `upstream`, from a thread of its own, while the `with` block lasts.

    A method has acted when it returns, on open connections and on later ones; faults add up until `pass_through`.
    Counters may be read after the block too. `seed` fixes the jitter of each connection and direction.
    """

    def __init__(self, upstream: Address, *, seed: int = 0) -> None:
        self._upstream = upstream
        self._seed = seed
        self._pace = _Pace()
        self._limits: dict[Direction, _Limit] = {}
        self._links: list[_Link] = []
        self._acceptor: asyncio.Task[None] | None = None
        self._pace_changed = asyncio.Event()
        self._thawed = asyncio.Event()
        self._thawed.set()

    def __enter__(self) -> Self:
        self._listener = _bound(("127.0.0.1", 0))
        self.address: Address = self._listener.getsockname()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="fault proxy", daemon=True)
        self._thread.start()
        self._run(self._listen())
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def pass_through(self) -> None:
        """Undo every fault: accept, thaw, and forward at once, what was held back included."""
        self._run(self._pass_through())

    def slow(self, seconds: float, *, jitter: float = 0.0) -> None:
        """Hold back each chunk, or slice of one, for `seconds` and a random share of `jitter` seconds more."""
        self._do(partial(self._set_pace, _Pace(seconds, jitter, self._pace.slice)))

    def slice(self, n_bytes: int) -> None:
        """Forward at most `n_bytes` at a time; with `slow`, a drip. The receiver may still find slices joined."""
        self._do(partial(self._set_pace, _Pace(self._pace.latency, self._pace.jitter, n_bytes)))

    def cut_after(self, n_bytes: int, direction: Direction, *, once: bool = False) -> None:
        """Cut each connection as soon as `n_bytes` have passed that way; with `once`, only the first to get there.

        They count from now for an open connection, from its start for a later one. To lose an answer that the server
        has given, cut inside it: one byte past the end of the message before.
        """
        self._do(partial(self._set_limit, direction, _Limit(n_bytes, once)))

    def refuse(self) -> None:
        """Refuse new connections; open ones live on."""
        self._run(self._refuse())

    def accept(self) -> None:
        """Accept connections again, on the same port."""
        self._run(self._listen())

    def freeze(self) -> None:
        """Let connections open but read and pass nothing, not even their end, like a peer that lost its power."""
        self._do(self._thawed.clear)

    def thaw(self) -> None:
        """Go on where `freeze` stopped; nothing is lost."""
        self._do(self._thawed.set)

    def cut(self) -> None:
        """Close all open connections in good order (FIN) on both sides; bytes held back are lost."""
        self._run(self._end(abruptly=False))

    def reset(self) -> None:
        """Reset all open connections (RST) on both sides."""
        self._run(self._end(abruptly=True))

    @property
    def opened(self) -> int:
        """How many connections have been accepted so far."""
        return self._read(lambda: len(self._links))

    def passed(self, direction: Direction) -> int:
        """Return how many bytes have been forwarded that way, over all connections."""
        return self._read(lambda: sum(link.passed[direction] for link in self._links))

    def recorded(self, direction: Direction, connection: int = 0) -> list[int]:
        """Return after how many bytes each chunk received that way ended, for one connection, numbered as opened.

        In a dialogue these are the ends of messages and fit `cut_after`; a long message may come in several chunks.
        """
        return self._read(lambda: list(self._links[connection].chunk_ends[direction]))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        async def caught_up() -> T:
            # A client finds its connection open before the loop has heard of it.
            self._accept_waiting()
            return await work

        return asyncio.run_coroutine_threadsafe(caught_up(), self._loop).result()

    def _do(self, act: Callable[[], T]) -> T:
        async def acted() -> T:
            return act()

        return self._run(acted())

    def _read(self, look: Callable[[], T]) -> T:
        # Looking from within the loop, no byte that a peer has got is found uncounted.
        return look() if self._loop.is_closed() else self._do(look)

    async def _pass_through(self) -> None:
        self._limits.clear()
        self._set_pace(_Pace())
        self._thawed.set()
        await self._listen()

    def _set_pace(self, pace: _Pace) -> None:
        self._pace = pace
        changed, self._pace_changed = self._pace_changed, asyncio.Event()
        changed.set()

    def _set_limit(self, direction: Direction, limit: _Limit) -> None:
        self._limits[direction] = limit
        for link in self._live():
            link.counted_from[direction] = link.passed[direction]
        for link in self._live():
            self._cut_at_limit(link, direction)

    async def _listen(self) -> None:
        if self._acceptor is None:
            self._listener.listen()
            self._acceptor = asyncio.create_task(self._accept())

    async def _refuse(self) -> None:
        if self._acceptor is None:
            return
        self._acceptor.cancel()
        await asyncio.wait([self._acceptor])
        self._acceptor = None
        self._listener.close()
        # Bound but not listening, the port refuses, and no other socket is given it meanwhile.
        self._listener = _bound(self.address)

    async def _end(self, *, abruptly: bool) -> None:
        live = self._live()
        for link in live:
            link.end(abruptly=abruptly)
        if live:
            await asyncio.wait([link.task for link in live])

    async def _close(self) -> None:
        await self._refuse()
        await self._end(abruptly=False)
        self._listener.close()

    def _live(self) -> list[_Link]:
        return [link for link in self._links if not link.task.done()]

    async def _accept(self) -> None:
        while True:
            await _readable(self._listener)
            self._accept_waiting()

    def _accept_waiting(self) -> None:
        with suppress(BlockingIOError):
            while self._acceptor:
                client, _ = self._listener.accept()
                self._open(_Link(client, len(self._links)))

    def _open(self, link: _Link) -> None:
        link.start(self._carry(link))
        self._links.append(link)
        for direction in Direction:
            self._cut_at_limit(link, direction)

    async def _carry(self, link: _Link) -> None:
        try:
            await self._thawed.wait()
            await self._loop.sock_connect(link.sinks[Direction.TO_SERVER], self._upstream)
            async with asyncio.TaskGroup() as pumps:
                for direction in Direction:
                    pumps.create_task(self._pump(link, direction))
        except* OSError:
            link.abrupt = True

    async def _pump(self, link: _Link, direction: Direction) -> None:
        source = link.sinks[direction.back]
        chances = chances_of(self._seed, link.number, direction)
        while chunk := await self._once_thawed(partial(source.recv, _CHUNK), partial(_readable, source)):
            link.received(len(chunk), direction)
            await self._forward(memoryview(chunk), link, direction, chances)
        link.sinks[direction].shutdown(socket.SHUT_WR)

    async def _forward(self, rest: memoryview, link: _Link, direction: Direction, chances: Random) -> None:
        while rest:
            await self._hold_back(chances.random())
            send = partial(self._send, rest, link, direction)
            rest = rest[await self._once_thawed(send, partial(_writable, link.sinks[direction])) :]
            if self._cut_at_limit(link, direction):
                await self._loop.create_future()  # never done: the cancellation is on its way
            await asyncio.sleep(0)

    async def _hold_back(self, chance: float) -> None:
        began = self._loop.time()
        while (left := began + self._pace.wait(chance) - self._loop.time()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._pace_changed.wait()

    async def _once_thawed(self, attempt: Callable[[], T], ready: Callable[[], Coroutine[Any, Any, None]]) -> T:
        while True:
            await self._thawed.wait()
            try:
                return attempt()
            except BlockingIOError:
                await ready()

    def _send(self, rest: memoryview, link: _Link, direction: Direction) -> int:
        limit = self._limits.get(direction)
        most = min(self._pace.slice, limit.left(link, direction)) if limit else self._pace.slice
        sent = link.sinks[direction].send(rest[:most])
        link.passed[direction] += sent
        return sent

    def _cut_at_limit(self, link: _Link, direction: Direction) -> bool:
        limit = self._limits.get(direction)
        if limit is None or limit.left(link, direction) > 0:
            return False
        if limit.once:
            del self._limits[direction]
        link.end(abruptly=False)
        return True


def chances_of(seed: int, connection: int, direction: Direction) -> Random:
    """Return the numbers from 0 to 1 that share out the jitter, the same in each run however connections interleave."""
    return Random(f"{seed} {connection} {direction}")  # noqa: S311 - delays, not secrets


@dataclass(frozen=True, slots=True)
class _Pace:
    """How long chunks are held back, in seconds, and how many bytes are passed on at a time."""

    latency: float = 0.0
    jitter: float = 0.0
    slice: int = _CHUNK

    def __post_init__(self) -> None:
        if self.slice < 1:
            raise ValueError(f"a slice has at least one byte, not {self.slice}")

    def wait(self, chance: float) -> float:
        return self.latency + self.jitter * chance


class _Link:
    """One connection: its two sockets, keyed by the direction of the bytes sent to them, and what came through."""

    task: asyncio.Task[None]

    def __init__(self, client: socket.socket, number: int) -> None:
        self.number = number
        self.sinks = {Direction.TO_CLIENT: client, Direction.TO_SERVER: socket.socket()}
        self.passed = dict.fromkeys(Direction, 0)
        self.counted_from = dict.fromkeys(Direction, 0)
        self.chunk_ends: dict[Direction, list[int]] = {direction: [] for direction in Direction}
        self.abrupt = False
        for sink in self.sinks.values():
            sink.setblocking(False)
            sink.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        self.task = asyncio.create_task(work)
        # A task that is cancelled before its first step never gets to a `finally` of its own.
        self.task.add_done_callback(self._close)

    def end(self, *, abruptly: bool) -> None:
        self.abrupt = abruptly
        self.task.cancel()

    def received(self, n_bytes: int, direction: Direction) -> None:
        ends = self.chunk_ends[direction]
        ends.append(n_bytes + (ends[-1] if ends else 0))

    def _close(self, _: asyncio.Task[None]) -> None:
        say_goodbye = _reset if self.abrupt else _finish
        for sink in self.sinks.values():
            with sink, suppress(OSError):
                say_goodbye(sink)


@dataclass(frozen=True, slots=True)
class _Limit:
    """After how many bytes a connection is cut, and whether only the first one is."""

    n_bytes: int
    once: bool

    def left(self, link: _Link, direction: Direction) -> int:
        return max(0, self.n_bytes - link.passed[direction] + link.counted_from[direction])


def _bound(address: Address) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setblocking(False)
    listener.bind(address)
    return listener


def _reset(sink: socket.socket) -> None:
    sink.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _finish(sink: socket.socket) -> None:
    # FIN first, as bytes may come to the last; and none left unread, as closing would then send RST.
    sink.shutdown(socket.SHUT_WR)
    while sink.recv(_CHUNK):
        pass


async def _readable(sock: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    await _told(sock, loop.add_reader, loop.remove_reader)


async def _writable(sock: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    await _told(sock, loop.add_writer, loop.remove_writer)


async def _told(sock: socket.socket, watch: Callable[..., None], unwatch: Callable[[socket.socket], bool]) -> None:
    ready = asyncio.Event()
    watch(sock, ready.set)
    try:
        await ready.wait()
    finally:
        unwatch(sock)
