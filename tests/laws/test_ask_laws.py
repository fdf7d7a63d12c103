"""Laws of the log: an ask is the fold of its events, of which any beginning is an ask, and nothing else."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.log.ask import Ask, AskId, Event, EventKind, allowed, as_known_on, ask_of, logged
from orbit.asks.log.codec import new_ask, new_event, read_ask
from orbit.asks.log.due import TaskKind, tasks
from orbit.asks.log.history import past_ask
from orbit.asks.log.reciprocity import debt_of
from orbit.asks.terms import AskState
from orbit.errors import AskForbidden
from orbit.store.asking import AskEventRecord, AskRecord, LoggedAsk
from tests.asking import PICK, PLAN, POLICY, event
from tests.factories import DAY

K = EventKind


def following(ask: Ask, kind: EventKind, days: int, draw: st.DrawFn) -> Event:
    """Make an event of a kind with all that it needs, so many days after the last one."""
    on = ask.live[-1].on + timedelta(days=days)
    takes_back = draw(st.sampled_from([each.number for each in ask.live[1:]])) if kind is K.TAKEN_BACK else None
    next_on = on + timedelta(days=30) if kind is K.LOCKED_IN else None
    in_return = "donation" if kind is K.PICKED else None
    return event(len(ask.events) + 1, kind, on, next_on=next_on, reciprocity=in_return, takes_back=takes_back)


@st.composite
def lives(draw: st.DrawFn) -> Ask:
    """Any life of an ask: each step is one of those that are allowed."""
    ask = ask_of(AskId(1), PLAN, [event(1, K.PLANNED, reciprocity=draw(st.sampled_from([PICK, None])))])
    for _ in range(draw(st.integers(0, 12))):
        may = allowed(ask)
        if not may:
            break
        step = following(ask, draw(st.sampled_from(may)), draw(st.integers(0, 5)), draw)
        try:
            ask = logged(ask, step)
        except AskForbidden:
            # Only taking back may still fail: what came later may rest on it.
            assert step.kind is K.TAKEN_BACK
    return ask


@given(lives())
def test_an_ask_is_the_fold_of_its_events(ask: Ask) -> None:
    assert ask_of(ask.id, ask.plan, ask.events) == ask


@given(lives())
def test_any_beginning_of_the_events_is_an_ask(ask: Ask) -> None:
    for length in range(1, len(ask.events) + 1):
        assert ask_of(ask.id, ask.plan, ask.events[:length]).events == ask.events[:length]


@given(lives(), st.sampled_from(EventKind))
def test_what_is_not_allowed_is_forbidden_and_names_what_is(ask: Ask, kind: EventKind) -> None:
    if kind in allowed(ask):
        return
    step = event(99, kind, ask.live[-1].on, reciprocity="donation", takes_back=1)

    with pytest.raises(AskForbidden) as forbidden:
        logged(ask, step)

    assert forbidden.value.allowed == allowed(ask)


@given(lives())
def test_what_was_taken_back_leaves_the_ask_as_if_it_had_never_been_logged(ask: Ask) -> None:
    without = ask_of(ask.id, ask.plan, ask.live)

    assert (without.state, without.since, without.days) == (ask.state, ask.since, ask.days)
    assert allowed(without) == allowed(ask)
    assert tasks(without, POLICY) == tasks(ask, POLICY)


@given(lives())
def test_a_later_day_knows_all_that_an_earlier_one_knew(ask: Ask) -> None:
    last = ask.live[-1].on

    known = [as_known_on(ask, DAY + timedelta(days=n)) for n in range((last - DAY).days + 1)]

    lengths = [len(each.live) for each in known if each]
    assert lengths == sorted(lengths)
    assert known[-1] is not None
    assert known[-1].state is ask.state


@given(lives())
def test_an_ask_comes_back_from_its_rows_as_it_was(ask: Ask) -> None:
    new = new_ask(ask.plan)
    record = AskRecord(1, new.connector, new.target, new.account, new.requester, new.reason, new.detail)
    rows = [new_event(ask.id, each) for each in ask.events]
    events = [
        AskEventRecord(seq, row.ask, row.kind, row.on, row.at, row.by, row.note, row.detail)
        for seq, row in enumerate(rows, 5)
    ]

    assert read_ask(LoggedAsk(record, tuple(events))) == ask
    assert all(json.loads(row.detail) is not None for row in rows)


@given(lives())
def test_something_is_owed_exactly_for_asks_that_were_made(ask: Ask) -> None:
    assert (debt_of(ask, POLICY) is not None) == (ask.asked_on is not None)
    assert any(task.kind is TaskKind.RECIPROCITY for task in tasks(ask, POLICY)) == (ask.asked_on is not None)


@given(lives())
def test_an_ask_counts_for_the_gate_unless_it_never_reached_anybody(ask: Ask) -> None:
    unsaid = ask.state is AskState.WITHDRAWN and ask.asked_on is None

    assert (past_ask(ask) is None) == unsaid
