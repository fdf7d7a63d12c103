"""The law of mistakes: an answer that is taken back leaves the log's asks, and who may be asked, as if never given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbit.asks.log.ask import Ask, AskId, EventKind
from orbit.asks.log.book import log_event, plan_ask, take_back
from orbit.asks.log.codec import read_ask
from orbit.asks.log.history import history
from orbit.errors import AskRefused
from orbit.model import EntityId
from orbit.store.asking import AskWriter
from orbit.store.sqlite import open_sqlite
from tests.asking import BO, PICK, POLICY, asked, entry, gate_of, rival
from tests.factories import DAY

K = EventKind
ANSWERS = st.sampled_from([K.ACCEPTED, K.DECLINED, K.NOT_NOW, K.FORWARDED])


@contextmanager
def the_log(folder: Path) -> Iterator[AskWriter]:
    """Open a log of asks for writing."""
    with closing(open_sqlite(folder / "log.db", create=True)) as store, store.writing() as batch:
        yield batch.asks


def send(asks: AskWriter, number: int) -> AskId:
    """Plan one of several asks of Bo, and make it."""
    planned = asked(asks, rival(number))
    return log_event(asks, planned.id, entry(K.SENT), POLICY).id


def of_bo(asks: AskWriter) -> list[Ask]:
    return [read_ask(kept) for kept in asks.about(BO)]


@settings(max_examples=25, deadline=None)
@given(others=st.none() | ANSWERS, mistake=ANSWERS, days=st.integers(0, 10))
def test_an_answer_that_is_taken_back_is_as_if_never_given(
    others: EventKind | None, mistake: EventKind, days: int
) -> None:
    later = DAY + timedelta(days=days)
    with TemporaryDirectory() as folder, the_log(Path(folder)) as asks:
        mine, theirs = send(asks, 1), send(asks, 2)
        if others is not None:
            log_event(asks, theirs, entry(others), POLICY)
        before = of_bo(asks)
        log_event(asks, mine, entry(mistake), POLICY)

        take_back(asks, mine, entry(K.TAKEN_BACK, on=later), POLICY)

        after = of_bo(asks)
    assert [(ask.state, ask.live) for ask in after] == [(ask.state, ask.live) for ask in before]
    assert history(after, later) == history(before, later)


@pytest.mark.parametrize("mistake", [K.DECLINED, K.NOT_NOW])
def test_a_slot_that_others_have_by_now_is_not_taken_again(tmp_path: Path, mistake: EventKind) -> None:
    rested = DAY + timedelta(days=POLICY.load.rest_days)
    with the_log(tmp_path) as asks:
        mine = send(asks, 1)
        log_event(asks, mine, entry(mistake), POLICY)
        for number in range(2, 2 + POLICY.load.max_open):
            asked(asks, rival(number), rested)

        with pytest.raises(AskRefused) as refused:
            take_back(asks, mine, entry(K.TAKEN_BACK, on=rested), POLICY)

    assert refused.value.rules == ("open_asks",)


def test_a_person_whom_another_ask_is_for_by_now_is_not_asked_for_twice(tmp_path: Path) -> None:
    cy = EntityId("per_cy")
    with the_log(tmp_path) as asks:
        mine = send(asks, 1)
        log_event(asks, mine, entry(K.NOT_NOW), POLICY)
        other = replace(rival(1), connector=cy)
        plan_ask(asks, other, entry(reciprocity=PICK), gate_of(cy), POLICY)

        with pytest.raises(AskRefused) as refused:
            take_back(asks, mine, entry(K.TAKEN_BACK), POLICY)

    assert refused.value.rules == ("target_taken",)


def test_an_ask_withdrawn_before_it_was_made_comes_back_only_where_it_could_be_planned(tmp_path: Path) -> None:
    with the_log(tmp_path) as asks:
        planned = asked(asks, rival(1))
        log_event(asks, planned.id, entry(K.WITHDRAWN), POLICY)
        log_event(asks, send(asks, 2), entry(K.DECLINED), POLICY)

        with pytest.raises(AskRefused) as refused:
            take_back(asks, planned.id, entry(K.TAKEN_BACK), POLICY)

    assert refused.value.rules == ("resting",)
