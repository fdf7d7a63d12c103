"""A server of the tests' own, killed, stopped, restarted and out of disk space under a store that stays open."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from functools import partial

import pytest

from bench.servers import Neo4jServer
from orbit.errors import StoreUnavailable
from orbit.store.base import Store
from orbit.store.neo4j import Neo4jStore
from orbit.store.neo4j.faults import NOTHING_CHANGED, UNKNOWN_END
from tests.faults.asking import FEW, HALF_BUILT, HURRIED, asked, asked_once_back, begun, filled, in_time, opened

pytestmark = HALF_BUILT
GONE = StoreUnavailable


@pytest.fixture(scope="module")
def own(java: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """Start a small server and fill it."""
    flags = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
    server = Neo4jServer(tmp_path_factory.mktemp("neo4j"), heap="512m", flags=flags)
    try:
        server.start()
        filled(server.url)
        yield server
    finally:
        server.kill()


@pytest.fixture
def server(own: Neo4jServer) -> Neo4jServer:
    """See to it that the server runs, whatever the test before has done to it."""
    if own.pid is None:
        own.start()
    own.resume()
    return own


@pytest.fixture
def store(server: Neo4jServer) -> Iterator[Neo4jStore]:
    with opened(server.url, HURRIED) as store:
        store.revision()
        yield store


def begin_and(store: Store, fail: partial[None]) -> None:
    """Make a change, and let the server fail in the middle of it."""
    with store.writing() as batch:
        batch.set_meta("name", "Changed")
        fail()
        batch.set_meta("more", "Changed")


def test_a_server_killed_in_the_middle_of_a_change_has_changed_nothing(server: Neo4jServer, store: Neo4jStore) -> None:
    right = asked(store, FEW)

    with pytest.raises(GONE, match=f"cannot be reached.*{NOTHING_CHANGED}"):
        begin_and(store, partial(server.kill))
    answers = asked(store, FEW)
    server.start()

    assert [name for name, answer in answers.items() if not isinstance(answer, GONE)] == []
    assert asked_once_back(store, FEW) == right


def test_a_server_stopped_in_the_middle_of_a_change_has_changed_nothing(server: Neo4jServer, store: Neo4jStore) -> None:
    with pytest.raises(GONE, match=f"did not answer in time.*{NOTHING_CHANGED}"):
        begin_and(store, partial(server.pause))
    server.resume()

    assert in_time(partial(store.meta, "name")) == "Example"


def test_questions_to_a_stopped_server_fail_and_are_answered_once_it_goes_on(
    server: Neo4jServer, store: Neo4jStore
) -> None:
    right = asked(store, FEW)

    server.pause()
    answers = asked(store, FEW)
    server.resume()

    assert [name for name, answer in answers.items() if not isinstance(answer, GONE)] == []
    assert asked(store, FEW) == right


def test_questions_under_way_while_a_server_is_restarted_are_answered_or_fail(server: Neo4jServer) -> None:
    with opened(server.url) as store:
        right = asked(store, FEW)

        coming = begun(partial(asked, store, FEW))
        server.restart()
        answers = coming()

        assert [name for name in FEW if answers[name] != right[name] and not isinstance(answers[name], GONE)] == []
        assert asked_once_back(store, FEW) == right


def fill_disk(server: Neo4jServer) -> None:
    """Let no file of the server grow beyond its longest log of transactions: writing fails as on a full disk."""
    longest = max(log.stat().st_size for log in server.home.glob("data/transactions/neo4j/neostore*"))
    pid = server.pid or 0
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (longest, hard))


def test_a_full_disk_is_told_and_nothing_is_made_up_until_there_is_room(server: Neo4jServer, store: Neo4jStore) -> None:
    right = asked(store, FEW)

    with pytest.raises(GONE, match=f"disk is full.*({NOTHING_CHANGED}|{UNKNOWN_END})"):
        begin_and(store, partial(fill_disk, server))
    answers = asked(store, FEW)
    server.restart()

    assert [name for name, answer in answers.items() if not isinstance(answer, GONE) and answer != right[name]] == []
    told = asked_once_back(store, FEW)
    assert told["meta"] in ("Example", "Changed")
    assert told | {"meta": None} == right | {"meta": None}
