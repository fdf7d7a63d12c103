"""A change is made once or not at all, whatever becomes of the connection, and what is said of it is true."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from random import Random
from threading import Event

import pytest

from orbit.errors import StoreBusy, StoreUnavailable
from orbit.store.base import Batch
from orbit.store.neo4j import Neo4jStore
from orbit.store.neo4j.address import read_address
from orbit.store.neo4j.faults import NOTHING_CHANGED, UNKNOWN_END
from orbit.store.neo4j.link import Link
from orbit.store.neo4j.transaction import Transaction
from tests.faults.asking import (
    HALF_BUILT,
    HURRIED,
    IN_TIME,
    begun,
    opened,
    through,
)
from tests.faults.ledger import Ledger
from tests.faults.proxy import Direction, FaultProxy
from tests.neo4j_database import emptied

pytestmark = HALF_BUILT
# How many random faults; a long run takes more.
FAULTS = int(os.getenv("ORBIT_TEST_FAULTS", "200"))
ONE_TRY = replace(HURRIED, retries=0.0)


@pytest.fixture
def empty(neo4j_url: str) -> str:
    """Empty the run's database and return its address."""
    return emptied(neo4j_url)


@pytest.fixture
def direct(empty: str) -> Iterator[Neo4jStore]:
    """Open the store past the proxy."""
    with opened(empty) as store:
        yield store


def ends_of(proxy: FaultProxy, way: Direction, url: str, ledger: Ledger) -> list[int]:
    """After how many bytes that way each message of a change ended, on a connection that was used before."""
    number, start = proxy.opened, proxy.passed(way)
    with opened(through(proxy, url, scheme="bolt")) as store:
        ledger.change(store)
        first = proxy.passed(way) - start
        ledger.change(store)
        return [end - first for end in proxy.recorded(way, number) if end > first]


def around(ends: list[int]) -> list[int]:
    """At the end of each message and one byte further."""
    return [end + more for end in ends for more in (0, 1)]


@pytest.mark.parametrize("way", Direction)
def test_a_change_is_made_once_wherever_its_connection_is_cut(
    empty: str, direct: Neo4jStore, faulty: FaultProxy, way: Direction
) -> None:
    ledger = Ledger()
    ends = ends_of(faulty, way, empty, ledger)

    for n_bytes in around(ends):
        with opened(through(faulty, empty, scheme="bolt")) as store:
            store.revision()
            faulty.cut_after(n_bytes, way, once=True)
            ledger.change(store)

    assert len(ends) > 10
    assert [name for name, words in ledger.said.items() if words is not None] == []
    assert ledger.lies(direct) == []


@pytest.mark.parametrize("way", Direction)
def test_what_is_said_of_a_change_is_true_wherever_the_server_goes_away(
    empty: str, direct: Neo4jStore, faulty: FaultProxy, way: Direction
) -> None:
    ledger = Ledger()
    ends = ends_of(faulty, way, empty, ledger)

    for n_bytes in around(ends):
        faulty.pass_through()
        with opened(through(faulty, empty, scheme="bolt"), ONE_TRY) as store:
            store.revision()
            faulty.refuse()
            faulty.cut_after(n_bytes, way)
            ledger.change(store)

    words = list(filter(None, ledger.said.values()))
    assert any(NOTHING_CHANGED in each for each in words)
    assert any(UNKNOWN_END in each for each in words)
    assert ledger.lies(direct) == []


def random_change(url: str, proxy: FaultProxy, chances: Random, ledger: Ledger) -> None:
    """Make a change while its connection is cut at any byte one way or the other, once or each time, or for good."""
    for_good = chances.random() < 0.2
    once = not for_good and chances.random() < 0.7
    patience = replace(HURRIED, retries=8.0 if once else chances.choice([0.0, 1.6]))
    proxy.pass_through()
    proxy.slice(chances.choice([64, 1024, 65536]))
    with opened(through(proxy, url, scheme=chances.choice(["bolt", "neo4j"])), patience) as store:
        if for_good or chances.random() < 0.7:
            store.revision()
        if for_good:
            proxy.refuse()
        proxy.cut_after(chances.randrange(1, 3600), chances.choice(list(Direction)), once=once)
        ledger.change(store)


def test_random_faults_neither_double_nor_lose_a_change(empty: str, direct: Neo4jStore, faulty: FaultProxy) -> None:
    ledger = Ledger()

    for seed in range(FAULTS):
        random_change(empty, faulty, Random(seed), ledger)  # noqa: S311 - no secrets

    assert len(set(ledger.said.values())) > 2
    assert ledger.lies(direct) == []


def test_a_change_goes_on_after_its_connection_was_cut_in_the_middle(
    empty: str, direct: Neo4jStore, faulty: FaultProxy
) -> None:
    with opened(through(faulty, empty)) as store, store.writing() as batch:
        batch.set_meta("first", "1")
        faulty.cut()
        batch.set_meta("second", "2")

    assert (direct.meta("first"), direct.meta("second")) == ("1", "2")


def cut_in_the_middle_of(store: Neo4jStore, change: Callable[[Batch], object], cut: Callable[[], object]) -> None:
    with store.writing() as batch:
        change(batch)
        cut()
        batch.set_meta("after", "1")


def set_mine(batch: Batch) -> None:
    batch.set_meta("mine", "1")


def test_a_server_that_goes_away_in_the_middle_of_a_change_has_changed_nothing(
    empty: str, direct: Neo4jStore, faulty: FaultProxy
) -> None:
    def go_away() -> None:
        faulty.refuse()
        faulty.reset()

    with opened(through(faulty, empty), HURRIED) as store:
        with pytest.raises(StoreUnavailable, match=f"cannot be reached.*{NOTHING_CHANGED}"):
            cut_in_the_middle_of(store, set_mine, go_away)
        faulty.pass_through()

        assert (store.meta("mine"), store.meta("after")) == (None, None)


def test_a_server_that_stops_in_the_middle_of_a_change_has_changed_nothing_and_lets_others_write(
    empty: str, direct: Neo4jStore, faulty: FaultProxy
) -> None:
    with opened(through(faulty, empty), HURRIED) as store:
        with pytest.raises(StoreUnavailable, match=f"did not answer in time.*{NOTHING_CHANGED}"):
            cut_in_the_middle_of(store, set_mine, faulty.freeze)
        faulty.thaw()

        with store.writing() as batch:
            batch.set_meta("after", "2")

    assert (direct.meta("mine"), direct.meta("after")) == (None, "2")


def test_a_change_too_long_to_remember_says_that_it_must_be_made_again(empty: str, faulty: FaultProxy) -> None:
    with closing(Link(read_address(through(faulty, empty)))) as link, beginning(link) as change:
        change.write("suppress", rows=["aa"] * 100_001, at="")

        faulty.cut()

        with pytest.raises(StoreUnavailable, match=f"long change.*{NOTHING_CHANGED}"):
            change.write("meta_put", name="after", value="1")


@contextmanager
def beginning(link: Link) -> Iterator[Transaction]:
    change = Transaction(link, wait=5.0)
    try:
        yield change
    finally:
        change.roll_back()


def test_a_writer_that_was_overtaken_while_its_connection_was_broken_changes_nothing(
    empty: str, direct: Neo4jStore, faulty: FaultProxy
) -> None:
    def overtake() -> None:
        faulty.reset()
        with direct.writing() as batch:
            batch.set_meta("theirs", "1")

    with (
        opened(through(faulty, empty)) as store,
        pytest.raises(StoreBusy, match=f"another process wrote.*{NOTHING_CHANGED}"),
    ):
        cut_in_the_middle_of(store, set_mine, overtake)

    assert [direct.meta(name) for name in ("mine", "after", "theirs")] == [None, None, "1"]


# Writes in a process of its own until its input ends.
WRITER = """
from orbit.store.open import open_store
with open_store(input()).writing() as batch:
    batch.set_meta("theirs", "1")
    print("writing", flush=True)
    input()
"""


def test_a_writer_waits_for_another_process_and_not_for_one_that_was_killed(empty: str) -> None:
    with (
        subprocess.Popen([sys.executable, "-c", WRITER], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other,
        opened(empty, wait=0.2) as impatient,
        opened(empty) as patient,
    ):
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write(f"{empty}\n".encode())
        other.stdin.flush()
        assert other.stdout.readline() == b"writing\n"

        with pytest.raises(StoreBusy):
            impatient.writing().__enter__()
        other.kill()
        with patient.writing() as batch:
            batch.set_meta("mine", "1")

        assert (patient.meta("theirs"), patient.meta("mine")) == (None, "1")


def test_of_writers_that_wait_together_one_writes_and_the_other_is_told(empty: str, direct: Neo4jStore) -> None:
    told = Event()

    def write() -> str:
        with opened(empty, HURRIED, wait=1.0) as store:
            try:
                with store.writing() as batch:
                    batch.set_meta("name", "Example")
                    told.wait(IN_TIME)
            except StoreBusy:
                told.set()
                return "told"
            return "wrote"

    with direct.writing() as batch:
        batch.set_meta("name", "First")
        both = [begun(write), begun(write)]

    assert sorted(wait_for() for wait_for in both) == ["told", "wrote"]
