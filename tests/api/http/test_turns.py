"""Several processes that listen on one socket take turns."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from multiprocessing.synchronize import Event

import pytest

from api.http.turns import TurnTaking, take_turns

_CONNECTIONS = 16


@contextmanager
def listening() -> Iterator[TurnTaking]:
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    with take_turns(bound) as shared:
        shared.listen(_CONNECTIONS)
        shared.setblocking(False)
        yield shared


def connected(stack: ExitStack, shared: TurnTaking) -> socket.socket:
    return stack.enter_context(socket.create_connection(shared.getsockname(), timeout=60))


def test_it_gives_a_connection_every_other_time() -> None:
    with listening() as shared, ExitStack() as stack:
        for _ in range(2):
            connected(stack, shared)
        stack.enter_context(shared.accept()[0])
        with pytest.raises(BlockingIOError):
            shared.accept()
        stack.enter_context(shared.accept()[0])


def test_where_nobody_waits_it_says_so_and_gives_who_comes_next() -> None:
    with listening() as shared, ExitStack() as stack:
        with pytest.raises(BlockingIOError):
            shared.accept()
        connected(stack, shared)
        stack.enter_context(shared.accept()[0])


def tell_who_answers(shared: TurnTaking, ready: Event) -> None:
    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(f"{os.getpid()}\n".encode())
        await writer.drain()
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(answer, sock=shared, backlog=_CONNECTIONS)
        ready.set()
        await server.serve_forever()

    asyncio.run(serve())


@pytest.mark.skipif(os.name == "nt", reason="there the socket is shared in another way")
def test_of_many_who_come_at_once_each_process_answers_some() -> None:
    begin = get_context("spawn")
    with listening() as shared, ExitStack() as stack:
        ready = [begin.Event() for _ in range(2)]
        processes = [begin.Process(target=tell_who_answers, args=(shared, one), daemon=True) for one in ready]
        for process in processes:
            process.start()
            stack.callback(process.join)
            stack.callback(process.kill)
        assert all(one.wait(60) for one in ready)
        seen: set[str] = set()
        for _ in range(20):
            callers = [connected(stack, shared) for _ in range(_CONNECTIONS)]
            seen |= {caller.makefile().readline().strip() for caller in callers}
            if len(seen) == len(processes):
                break
        assert seen == {str(process.pid) for process in processes}
