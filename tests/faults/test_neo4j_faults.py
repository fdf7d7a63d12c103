"""A Neo4j that is away, slow, or not one at all: every question says so in time, and none is answered with less."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from threading import Thread

import pytest

from orbit.errors import StoreError, StoreUnavailable
from orbit.model import EntityKind
from orbit.store.base import Store
from orbit.store.neo4j.address import read_address
from tests.factories import person
from tests.faults.asking import (
    HALF_BUILT,
    HURRIED,
    IN_TIME,
    QUESTIONS,
    TO_CLIENT,
    TO_SERVER,
    Question,
    asked,
    before,
    begun,
    in_time,
    opened,
    said,
    through,
)
from tests.faults.proxy import Direction, FaultProxy
from tests.storing import put

pytestmark = HALF_BUILT
NOT_REACHED = "cannot be reached"
NO_ANSWER = "did not answer in time"
PASSPHRASE = "correct-horse"  # noqa: S105 - of nothing


def refuse(proxy: FaultProxy) -> None:
    proxy.refuse()
    proxy.reset()


# What is done to the connections, and what a question then says.
FAULTS: dict[str, tuple[Callable[[FaultProxy], None], str]] = {
    "refused": (refuse, NOT_REACHED),
    "half-open": (FaultProxy.freeze, NO_ANSWER),
    "slow": (partial(FaultProxy.slow, seconds=30.0), NO_ANSWER),
}
every_fault = pytest.mark.parametrize("fault", FAULTS)
gone_or_silent = pytest.mark.parametrize("fault", ["refused", "half-open"])
WRITING: dict[str, Question] = {"writing": lambda store: put(store, person("cy"))}


def text(answer: object) -> str:
    """What an error says; an answer is none."""
    assert isinstance(answer, StoreUnavailable), answer
    return str(answer)


@pytest.fixture(scope="module")
def told(known: str) -> dict[str, dict[str, object]]:
    """What all questions said under each fault, with the limits as they are shipped."""
    coming = {}
    with ExitStack() as stack:
        for fault, (hurt, _) in FAULTS.items():
            proxy = stack.enter_context(before(known))
            store = stack.enter_context(opened(through(proxy, known, scheme="bolt")))
            store.revision()
            hurt(proxy)
            coming[fault] = begun(partial(asked, store, QUESTIONS | WRITING))
        return {fault: wait_for() for fault, wait_for in coming.items()}


@every_fault
def test_every_question_says_what_is_wrong_within_ten_seconds(told: dict[str, dict[str, object]], fault: str) -> None:
    says = FAULTS[fault][1]

    assert [name for name, answer in told[fault].items() if says not in text(answer)] == []


@every_fault
def test_every_error_says_since_when_neo4j_is_away(told: dict[str, dict[str, object]], fault: str) -> None:
    since = {re.findall(r"\(since \d\d:\d\d:\d\d UTC\)", text(answer))[0] for answer in told[fault].values()}

    assert len(since) == 1


@every_fault
def test_no_error_names_a_person_or_the_password(told: dict[str, dict[str, object]], known: str, fault: str) -> None:
    words = " ".join(map(text, told[fault].values()))

    assert [secret for secret in secrets_of(known) if secret in words] == []


def test_no_log_names_a_person_or_the_password(
    known: str, faulty: FaultProxy, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(through(faulty, known), HURRIED) as store:
        refuse(faulty)
        asked(store, QUESTIONS | WRITING)

    assert "away" in caplog.text
    assert [secret for secret in secrets_of(known) if secret in caplog.text] == []


def secrets_of(url: str) -> list[str]:
    return [read_address(url).password or "", "people.example", "Example"]


def test_a_question_whose_connection_another_closed_says_why_that_one_did(known: str, faulty: FaultProxy) -> None:
    with opened(through(faulty, known, scheme="bolt"), replace(HURRIED, retries=0.0)) as store:
        store.revision()
        faulty.slow(30.0)
        n_messages = len(faulty.recorded(TO_SERVER))
        coming = begun(partial(said, store, QUESTIONS["records"]))
        while len(faulty.recorded(TO_SERVER)) == n_messages:
            time.sleep(0.01)

        store._link._replace(store._link._driver)

        assert NO_ANSWER in text(coming())


@gone_or_silent
def test_a_server_found_by_routing_is_no_different(known: str, faulty: FaultProxy, fault: str) -> None:
    hurt, says = FAULTS[fault]
    with opened(through(faulty, known, scheme="neo4j"), HURRIED) as store:
        store.revision()

        hurt(faulty)

        assert says in text(said(store, QUESTIONS["records"]))


@gone_or_silent
def test_the_same_store_answers_again_after_the_fault(known: str, faulty: FaultProxy, fault: str) -> None:
    with opened(known) as store:
        right = asked(store)
    with opened(through(faulty, known), HURRIED) as store:
        store.revision()
        FAULTS[fault][0](faulty)
        assert isinstance(said(store, QUESTIONS["revision"]), StoreUnavailable)

        faulty.pass_through()

        assert asked(store) == right


@gone_or_silent
def test_a_server_known_to_be_away_is_not_waited_for_again(known: str, faulty: FaultProxy, fault: str) -> None:
    for_ever = replace(HURRIED, retries=3600.0, margin=3600.0)
    with opened(through(faulty, known), HURRIED) as store:
        FAULTS[fault][0](faulty)
        text(said(store, QUESTIONS["records"]))
        store._link.patience = for_ever

        answers = asked(store, QUESTIONS | WRITING)

    assert all(isinstance(answer, StoreUnavailable) for answer in answers.values())


def test_once_the_server_is_back_a_fault_is_borne_again(known: str, faulty: FaultProxy) -> None:
    with opened(through(faulty, known, scheme="bolt"), HURRIED) as store:
        right = said(store, QUESTIONS["find"])
        refuse(faulty)
        text(said(store, QUESTIONS["find"]))
        faulty.pass_through()
        said(store, QUESTIONS["find"])

        faulty.cut_after(1, TO_CLIENT, once=True)

        assert said(store, QUESTIONS["find"]) == right


@contextmanager
def answering(answer: Callable[[socket.socket], object]) -> Iterator[str]:
    """Listen for connections, answer each in a thread, and give the address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with ExitStack() as clients:
                while True:
                    try:
                        client = clients.enter_context(listener.accept()[0])
                    except OSError:
                        return
                    Thread(target=answer, args=(client,), daemon=True).start()

        thread = Thread(target=serve)
        thread.start()
        try:
            yield f"127.0.0.1:{listener.getsockname()[1]}"
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def echo(client: socket.socket) -> None:
    while data := client.recv(1024):
        client.sendall(data)


def web(client: socket.socket) -> None:
    client.recv(1024)
    client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def silence(client: socket.socket) -> None:
    client.recv(1024)


NO_NEO4J: dict[str, tuple[Callable[[socket.socket], object], str]] = {
    "an echo": (echo, "does not speak as Neo4j does"),
    "a web server": (web, "does not speak as Neo4j does"),
    "silence": (silence, NO_ANSWER),
}


@pytest.mark.parametrize("kind", NO_NEO4J)
def test_what_is_no_neo4j_is_told_from_one_that_is_away(kind: str) -> None:
    answer, says = NO_NEO4J[kind]
    with answering(answer) as address, opened(f"neo4j://neo4j:{PASSPHRASE}@{address}", HURRIED) as store:
        told = text(in_time(partial(said, store, QUESTIONS["revision"])))

    assert says in told
    assert PASSPHRASE not in told


def test_encryption_that_the_server_does_not_offer_is_told(known: str) -> None:
    with opened(known.replace("neo4j://", "neo4j+s://"), HURRIED) as store:
        told = text(in_time(partial(said, store, QUESTIONS["revision"])))

    assert "its scheme" in told


ADDRESSES = {
    # A user of its own: Neo4j shuts out one whose password was wrong too often.
    "wrong password": (f"neo4j://nobody:{PASSPHRASE}@{{server}}", "the password is wrong"),
    "no password": ("neo4j://{server}", "the password is wrong"),
    "wrong database": ("neo4j://{who}@{server}/elsewhere", "no database of this name"),
    "unknown host": (f"neo4j://neo4j:{PASSPHRASE}@unknown.invalid:7687", "no machine of this name"),
    "nobody there": (f"neo4j://neo4j:{PASSPHRASE}@127.0.0.1:1", NOT_REACHED),
}


@pytest.mark.parametrize("wrong", ADDRESSES)
def test_a_wrong_address_says_what_is_wrong_with_it(neo4j_url: str, wrong: str) -> None:
    form, says = ADDRESSES[wrong]
    who, _, server = neo4j_url.partition("://")[2].rpartition("@")
    with opened(form.format(who=who, server=server), HURRIED) as store:
        told = [text(said(store, question)) for question in (QUESTIONS | WRITING).values()]

    assert [answer for answer in told if says not in answer or PASSPHRASE in answer] == []


def ends_of(proxy: FaultProxy, way: Direction, url: str, question: Question) -> list[int]:
    """After how many bytes that way each message of a question ended, on a connection of its own."""
    number = proxy.opened
    with opened(through(proxy, url, scheme="bolt")) as store:
        question(store)
        return proxy.recorded(way, number)


@pytest.mark.parametrize("way", Direction)
@pytest.mark.parametrize("name", ["records", "find"])
def test_a_connection_cut_once_at_any_point_is_not_noticed(
    known: str, faulty: FaultProxy, name: str, way: Direction
) -> None:
    ends = ends_of(faulty, way, known, QUESTIONS[name])
    with opened(known) as store:
        right = QUESTIONS[name](store)

    answers = [cut_once(faulty, end + more, way, known, name) for end in ends[:-1] for more in (0, 1)]

    assert len(answers) > 8
    assert [answer for answer in answers if answer != right] == []


def cut_once(proxy: FaultProxy, n_bytes: int, way: Direction, url: str, name: str) -> object:
    proxy.pass_through()
    proxy.cut_after(n_bytes, way, once=True)
    with opened(through(proxy, url, scheme="bolt")) as store:
        return said(store, QUESTIONS[name])


@pytest.mark.parametrize("way", Direction)
@pytest.mark.parametrize("name", ["records", "find"])
def test_a_connection_cut_again_and_again_gives_an_error_and_never_less(
    known: str, faulty: FaultProxy, name: str, way: Direction
) -> None:
    ends = ends_of(faulty, way, known, QUESTIONS[name])
    with opened(known) as store:
        right = QUESTIONS[name](store)

    answers = [cut_always(faulty, end + more, way, known, name) for end in ends[:-1] for more in (0, 1)]

    assert any(isinstance(answer, StoreError) for answer in answers)
    assert [answer for answer in answers if not isinstance(answer, StoreUnavailable) and answer != right] == []


def cut_always(proxy: FaultProxy, n_bytes: int, way: Direction, url: str, name: str) -> object:
    proxy.pass_through()
    proxy.cut_after(n_bytes, way)
    with opened(through(proxy, url, scheme="bolt"), replace(HURRIED, retries=0.0)) as store:
        return said(store, QUESTIONS[name])


def test_a_server_that_stops_in_the_middle_of_a_long_answer_is_not_waited_for(known: str, faulty: FaultProxy) -> None:
    def first_of(store: Store) -> object:
        return next(store.records(EntityKind.PERSON))

    with opened(through(faulty, known), HURRIED) as store:
        store.revision()
        faulty.slow(0.05)
        coming = begun(partial(said, store, first_of))
        faulty.freeze()

        assert NO_ANSWER in text(coming())


# Asks a question when it is told to, and does not even close the store.
ASKER = """
from orbit.errors import StoreError
from tests.faults.asking import HURRIED, Link, read_address
link = Link(read_address(input()), HURRIED)
link.moment()
print("ready", flush=True)
input()
try:
    link.moment()
except StoreError:
    print("failed", flush=True)
"""


def test_a_program_ends_although_its_server_does_not_answer(known: str, faulty: FaultProxy) -> None:
    asking = subprocess.Popen([sys.executable, "-c", ASKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with asking:
        assert asking.stdin is not None
        assert asking.stdout is not None
        asking.stdin.write(f"{through(faulty, known)}\n")
        asking.stdin.flush()
        assert asking.stdout.readline() == "ready\n"

        faulty.freeze()

        assert asking.communicate("\n", timeout=IN_TIME)[0] == "failed\n"
