"""The front door, tried with an app behind it that only notes what comes through."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from api.http.guard import LOOPBACK_NAMES, Door, Guard
from tests.api.http.conftest import Client


class Room:
    """The app behind the door: reads the body and notes each request that came in."""

    def __init__(self) -> None:
        self.seen: list[Scope] = []
        self.bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.seen.append(scope)
        try:
            self.bytes = len(await Request(scope, receive).body())
        except HTTPException as refused:
            await PlainTextResponse(refused.detail, refused.status_code)(scope, receive, send)
            return
        await PlainTextResponse("in")(scope, receive, send)


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def door(room: Room) -> Client:
    return Client(Guard(room, Door()))


def refused(door: Client, room: Room, url: str, headers: dict[str, Any] | None = None) -> int:
    status = door.get(url, headers).status_code
    assert room.seen == []
    return status


def test_a_cookie_that_takes_minutes_to_parse_never_comes_in(door: Client, room: Room) -> None:
    cookie = 'a="' + "\\" * 200_000 + '"'

    assert refused(door, room, "/", {"Cookie": cookie}) == 431


def test_a_cookie_over_4_kb_never_comes_in(door: Client, room: Room) -> None:
    assert refused(door, room, "/", {"Cookie": 'a="' + "\\" * 4096 + '"'}) == 431


def test_nobody_behind_the_door_sees_a_cookie(door: Client, room: Room) -> None:
    door.get("/", {"Cookie": 'a="' + "\\" * 3000 + '"'})

    assert b"cookie" not in dict(room.seen[0]["headers"])


def test_of_all_cookies_the_session_alone_is_passed_on(door: Client, room: Room) -> None:
    door.get("/", {"Cookie": "other=1; orbit_session=abc.def; another=2"})

    assert room.seen[0]["state"]["session"] == "abc.def"
    assert b"cookie" not in dict(room.seen[0]["headers"])


def test_a_public_address_is_a_name_of_this_server_and_says_whether_it_is_secure() -> None:
    door = Door.for_address("127.0.0.1", "https://orbit.example.com:8443")

    assert (door.hosts, door.secure) == (LOOPBACK_NAMES | {"orbit.example.com"}, True)
    assert not Door.for_address("127.0.0.1", "http://orbit.example.com").secure
    assert Door.for_address("192.0.2.1", "https://orbit.example.com").hosts is None


def test_headers_over_16_kb_in_all_are_refused(door: Client, room: Room) -> None:
    assert refused(door, room, "/", {f"X-{n}": "a" * 1000 for n in range(17)}) == 431


def test_an_address_over_8_kb_is_refused(door: Client, room: Room) -> None:
    assert refused(door, room, "/?q=" + "a" * 8192) == 414
    assert refused(door, room, "/" + "a" * 8192) == 414


@pytest.mark.parametrize("url", ["/a%00b", "/a%0ab", "/a%7fb", "/a%C2%85b", "/a%ffb", "/?q=%00", "/?q=a%1Fb"])
def test_control_characters_in_the_address_are_refused(door: Client, room: Room, url: str) -> None:
    assert refused(door, room, url) == 400


@pytest.mark.parametrize("url", ["/Zo%C3%AB", "/a%20b", "/?q=Zo%C3%AB+Berg", "/https:%2F%2Fexample.com"])
def test_names_in_any_script_come_in(door: Client, url: str) -> None:
    assert door.get(url).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example.com", "127.0.0.1.evil.example.com", "localhost.", "", "a b", "user@localhost"]
)
def test_a_name_that_is_not_this_machines_is_refused(door: Client, room: Room, host: str) -> None:
    assert refused(door, room, "/", {"Host": host}) == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000"])
def test_this_machines_names_come_in(door: Client, host: str) -> None:
    assert door.get("/", {"Host": host}).status_code == 200


def test_serving_on_a_public_address_accepts_its_names(room: Room) -> None:
    open_door = Client(Guard(room, Door.for_address("192.0.2.1")))

    assert open_door.get("/", {"Host": "orbit.example.com"}).status_code == 200


def test_a_body_announced_too_large_is_refused_unread(door: Client, room: Room) -> None:
    answer = door.call("POST", "/", {"Content-Length": str(2 * 1024 * 1024 + 1)}, content=b"")

    assert answer.status_code == 413
    assert room.seen == []


@pytest.mark.parametrize("length", ["-1", "1e3", "9" * 30, ""])
def test_a_length_that_is_no_number_is_refused(door: Client, room: Room, length: str) -> None:
    assert refused(door, room, "/", {"Content-Length": length}) == 400


def test_a_body_is_counted_as_it_streams(door: Client, room: Room) -> None:
    async def stream() -> AsyncIterator[bytes]:
        for _ in range(33):
            yield b"a" * 65536

    answer = door.call("POST", "/", content=stream())

    assert answer.status_code == 413
    assert room.bytes == 0


def test_a_body_of_2_mib_comes_in(door: Client, room: Room) -> None:
    answer = door.call("POST", "/", content=b"a" * 2 * 1024 * 1024)

    assert answer.status_code == 200
    assert room.bytes == 2 * 1024 * 1024


def test_a_body_that_never_arrives_is_given_up(room: Room) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"host", b"localhost")]}
    asyncio.run(Guard(room, Door(body_seconds=0.01))(scope, receive, send))

    assert sent[0]["status"] == 408


def test_more_at_once_than_the_door_takes_are_sent_away_for_a_moment() -> None:
    inside = asyncio.Event()
    leave = asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        inside.set()
        await leave.wait()
        await PlainTextResponse("in")(scope, receive, send)

    async def two_calls() -> tuple[int, str]:
        guard = Guard(slow, Door(max_at_once=1))
        scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"localhost")]}
        first, second = Sent(), Sent()
        call = asyncio.create_task(guard(dict(scope), nothing, first.send))
        await inside.wait()
        await guard(dict(scope), nothing, second.send)
        leave.set()
        await call
        return second.status, second.headers["retry-after"]

    assert asyncio.run(two_calls()) == (503, "1")


class Sent:
    """What a client received."""

    status = 0
    headers: dict[str, str]

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}


async def nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
