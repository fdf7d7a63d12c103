from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import Thread
from threading import enumerate as threads

import pytest

from tests.faults.proxy import Direction, FaultProxy, chances_of

TO_SERVER, TO_CLIENT = Direction
HOURS = 3600.0
MOMENT = 0.05


class Server:
    """Both ends of connections through the proxy, held by the test: what it accepts, the test reads and answers."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self._listener.settimeout(5)
        self.address: tuple[str, int] = self._listener.getsockname()

    def dial(self, proxy: FaultProxy) -> socket.socket:
        return self._stack.enter_context(socket.create_connection(proxy.address, timeout=5))

    def answer(self) -> socket.socket:
        peer = self._stack.enter_context(self._listener.accept()[0])
        peer.settimeout(5)
        return peer

    def link(self, proxy: FaultProxy) -> dict[Direction, socket.socket]:
        """Open a connection and return its two ends, each under the direction of what arrives there."""
        client = self.dial(proxy)
        return {TO_CLIENT: client, TO_SERVER: self.answer()}

    def stop(self) -> None:
        self._listener.close()


@pytest.fixture
def server() -> Iterator[Server]:
    with ExitStack() as stack:
        yield Server(stack)


@pytest.fixture
def proxy(server: Server) -> Iterator[FaultProxy]:
    with FaultProxy(server.address) as proxy:
        yield proxy


both_ways = pytest.mark.parametrize("way", Direction)


def pass_on(link: dict[Direction, socket.socket], way: Direction, data: bytes) -> bytes:
    """Send bytes one way and return as many of them as arrive before the end."""
    link[way.back].sendall(data)
    return whole(link[way], len(data))


def whole(end: socket.socket, n_bytes: int) -> bytes:
    """Read until so many bytes have come, or the end."""
    data = bytearray()
    while len(data) < n_bytes and (piece := end.recv(n_bytes - len(data))):
        data += piece
    return bytes(data)


def is_silent(end: socket.socket) -> bool:
    """Say whether nothing comes for a moment: no byte, no end, no error."""
    end.settimeout(MOMENT)
    try:
        end.recv(1)
    except TimeoutError:
        return True
    finally:
        end.settimeout(5)
    return False


@both_ways
def test_bytes_pass_through_unchanged(server: Server, proxy: FaultProxy, way: Direction) -> None:
    assert pass_on(server.link(proxy), way, b"hello") == b"hello"


@both_ways
def test_more_bytes_than_any_buffer_holds_arrive_whole(server: Server, proxy: FaultProxy, way: Direction) -> None:
    link, data = server.link(proxy), bytes(range(256)) * 40_000
    proxy.slice(60_000)
    sender = Thread(target=link[way.back].sendall, args=(data,))

    sender.start()
    arrived = whole(link[way], len(data))
    sender.join()

    assert arrived == data


@both_ways
def test_the_end_of_one_side_leaves_the_other_open(server: Server, proxy: FaultProxy, way: Direction) -> None:
    link = server.link(proxy)

    link[way.back].shutdown(socket.SHUT_WR)

    assert link[way].recv(1) == b""
    assert pass_on(link, way.back, b"still here") == b"still here"


@both_ways
def test_a_reset_by_one_side_reaches_the_other(server: Server, proxy: FaultProxy, way: Direction) -> None:
    link = server.link(proxy)
    link[way.back].setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    link[way.back].close()

    with pytest.raises(ConnectionResetError):
        link[way].recv(1)


def test_a_server_that_is_gone_resets_the_client(server: Server, proxy: FaultProxy) -> None:
    server.stop()
    proxy.freeze()
    client = server.dial(proxy)

    proxy.thaw()

    with pytest.raises(ConnectionResetError):
        client.recv(1)


@both_ways
@pytest.mark.parametrize(("seconds", "jitter"), [(HOURS, 0.0), (0.0, HOURS * HOURS)], ids=["latency", "jitter"])
def test_slowness_holds_back_until_it_is_undone(
    server: Server, proxy: FaultProxy, way: Direction, seconds: float, jitter: float
) -> None:
    link = server.link(proxy)
    proxy.slow(seconds, jitter=jitter)
    link[way.back].sendall(b"late")

    held = is_silent(link[way])
    proxy.pass_through()

    assert held
    assert whole(link[way], 4) == b"late"


def test_a_little_slowness_only_delays(server: Server, proxy: FaultProxy) -> None:
    link = server.link(proxy)
    proxy.slow(0.001, jitter=0.001)

    assert pass_on(link, TO_SERVER, b"question") == b"question"
    assert pass_on(link, TO_CLIENT, b"answer") == b"answer"


def test_jitter_repeats_by_seed_and_differs_by_connection_and_direction() -> None:
    places = [(seed, connection, way) for seed in (1, 2) for connection in (0, 1) for way in Direction]

    first, second = ([chances_of(*place).random() for place in places] for _ in range(2))

    assert first == second
    assert len(set(first)) == len(places)


def test_slices_arrive_one_by_one(server: Server, proxy: FaultProxy) -> None:
    link, data = server.link(proxy), b"thirty bytes, sent in one piece"
    proxy.slice(1)
    proxy.slow(0.1)
    link[TO_CLIENT].sendall(data)

    first = link[TO_SERVER].recv(len(data))
    proxy.pass_through()

    assert len(first) < len(data)
    assert first + whole(link[TO_SERVER], len(data) - len(first)) == data


def test_a_slice_has_at_least_one_byte(proxy: FaultProxy) -> None:
    with pytest.raises(ValueError, match="at least one byte"):
        proxy.slice(0)


def test_refusing_turns_new_connections_away_and_keeps_open_ones(server: Server, proxy: FaultProxy) -> None:
    link = server.link(proxy)

    proxy.refuse()

    with pytest.raises(ConnectionRefusedError):
        server.dial(proxy)
    assert pass_on(link, TO_SERVER, b"still here") == b"still here"


@pytest.mark.parametrize("undo", [FaultProxy.accept, FaultProxy.pass_through])
def test_a_refusing_proxy_accepts_again_on_the_same_port(
    server: Server, proxy: FaultProxy, undo: Callable[[FaultProxy], None]
) -> None:
    address = proxy.address

    for _ in range(3):
        proxy.refuse()
        proxy.refuse()
        undo(proxy)

    assert pass_on(server.link(proxy), TO_SERVER, b"back") == b"back"
    assert proxy.address == address


def test_a_cut_ends_every_open_connection_on_both_sides(server: Server, proxy: FaultProxy) -> None:
    ends = [end for _ in range(3) for end in server.link(proxy).values()]

    proxy.cut()

    assert [end.recv(1) for end in ends] == [b""] * 6
    assert pass_on(server.link(proxy), TO_SERVER, b"new") == b"new"


@both_ways
def test_a_cut_is_no_reset_where_bytes_are_unread(server: Server, proxy: FaultProxy, way: Direction) -> None:
    link = server.link(proxy)
    proxy.freeze()
    link[way.back].sendall(b"lost")

    proxy.cut()

    assert [end.recv(1) for end in link.values()] == [b"", b""]
    assert [end.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) for end in link.values()] == [0, 0]


def test_a_reset_is_an_error_on_both_sides_of_every_open_connection(server: Server, proxy: FaultProxy) -> None:
    ends = [end for _ in range(3) for end in server.link(proxy).values()]

    proxy.reset()

    for end in ends:
        with pytest.raises(ConnectionResetError):
            end.recv(1)
    assert pass_on(server.link(proxy), TO_SERVER, b"new") == b"new"


@both_ways
@pytest.mark.parametrize("undo", [FaultProxy.thaw, FaultProxy.pass_through])
def test_a_frozen_connection_stalls_and_goes_on_when_thawed(
    server: Server, proxy: FaultProxy, way: Direction, undo: Callable[[FaultProxy], None]
) -> None:
    link = server.link(proxy)
    proxy.freeze()
    link[way.back].sendall(b"patience")
    link[way.back].shutdown(socket.SHUT_WR)

    stalled = is_silent(link[way])
    passed = proxy.passed(way)
    undo(proxy)

    assert (stalled, passed) == (True, 0)
    assert whole(link[way], 100) == b"patience"


def test_a_frozen_proxy_takes_a_connection_and_says_nothing(server: Server, proxy: FaultProxy) -> None:
    proxy.freeze()
    client = server.dial(proxy)
    client.sendall(b"anyone?")

    silent = is_silent(client)
    proxy.thaw()

    assert silent
    assert whole(server.answer(), 7) == b"anyone?"


def test_a_connection_is_open_as_soon_as_the_client_finds_it_open(server: Server, proxy: FaultProxy) -> None:
    clients = [server.dial(proxy) for _ in range(20)]

    proxy.refuse()
    opened = proxy.opened
    proxy.reset()

    assert opened == 20
    for client in clients:
        with pytest.raises(ConnectionResetError):
            client.recv(1)


def test_a_connection_taken_while_frozen_can_be_reset(server: Server, proxy: FaultProxy) -> None:
    proxy.freeze()
    client = server.dial(proxy)

    proxy.reset()

    with pytest.raises(ConnectionResetError):
        client.recv(1)


@both_ways
@pytest.mark.parametrize("n_bytes", [1, 4, 9])
def test_each_connection_is_cut_after_so_many_bytes(
    server: Server, proxy: FaultProxy, way: Direction, n_bytes: int
) -> None:
    proxy.cut_after(n_bytes, way)

    for _ in range(2):
        link = server.link(proxy)
        assert pass_on(link, way, b"0123456789") == b"0123456789"[:n_bytes]
        assert link[way.back].recv(1) == b""


@both_ways
def test_bytes_up_to_the_limit_and_bytes_the_other_way_cut_nothing(
    server: Server, proxy: FaultProxy, way: Direction
) -> None:
    proxy.cut_after(5, way)
    link = server.link(proxy)

    assert pass_on(link, way, b"four") == b"four"
    assert pass_on(link, way.back, b"many more") == b"many more"


def test_the_limit_counts_from_now_on_an_open_connection(server: Server, proxy: FaultProxy) -> None:
    link = server.link(proxy)
    pass_on(link, TO_SERVER, b"before")

    proxy.cut_after(3, TO_SERVER)

    assert pass_on(link, TO_SERVER, b"after") == b"aft"


def test_a_limit_of_no_bytes_cuts_open_and_new_connections_at_once(server: Server, proxy: FaultProxy) -> None:
    link = server.link(proxy)

    proxy.cut_after(0, TO_CLIENT)

    assert [end.recv(1) for end in (*link.values(), server.dial(proxy))] == [b"", b"", b""]


def test_a_cut_once_leaves_the_next_connection_alone(server: Server, proxy: FaultProxy) -> None:
    proxy.cut_after(2, TO_CLIENT, once=True)

    arrived = [pass_on(server.link(proxy), TO_CLIENT, b"answer") for _ in range(3)]

    assert arrived == [b"an", b"answer", b"answer"]


def test_a_limit_is_undone_before_it_is_reached(server: Server, proxy: FaultProxy) -> None:
    link = server.link(proxy)
    proxy.cut_after(2, TO_SERVER)

    proxy.pass_through()

    assert pass_on(link, TO_SERVER, b"question") == b"question"


def test_it_counts_connections_and_the_bytes_each_way(server: Server, proxy: FaultProxy) -> None:
    for _ in range(2):
        link = server.link(proxy)
        pass_on(link, TO_SERVER, b"question")
        pass_on(link, TO_CLIENT, b"yes")

    assert (proxy.opened, proxy.passed(TO_SERVER), proxy.passed(TO_CLIENT)) == (2, 16, 6)


def test_it_records_where_the_messages_of_each_connection_ended(server: Server, proxy: FaultProxy) -> None:
    first, second = server.link(proxy), server.link(proxy)
    for message in (b"hello", b"run it", b"bye"):
        pass_on(first, TO_SERVER, message)
    pass_on(second, TO_SERVER, b"other")

    assert proxy.recorded(TO_SERVER) == [5, 11, 14]
    assert proxy.recorded(TO_SERVER, connection=1) == [5]
    assert proxy.recorded(TO_CLIENT) == []


def test_nothing_is_left_when_it_ends(server: Server) -> None:
    before = threads()

    with FaultProxy(server.address) as proxy:
        ends = [*server.link(proxy).values()]
        pass_on(server.link(proxy), TO_SERVER, b"counted")
        proxy.freeze()

    assert threads() == before
    assert [end.recv(1) for end in ends] == [b"", b""]
    assert (proxy.opened, proxy.passed(TO_SERVER)) == (2, 7)
    with pytest.raises(ConnectionRefusedError):
        server.dial(proxy)


def test_it_ends_well_while_bytes_are_held_back(server: Server) -> None:
    with FaultProxy(server.address) as proxy:
        link = server.link(proxy)
        proxy.slow(HOURS)
        link[TO_CLIENT].sendall(b"never")
        assert is_silent(link[TO_SERVER])

    assert link[TO_SERVER].recv(1) == b""
