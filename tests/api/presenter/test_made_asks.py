"""Making a planned ask: the gate is asked again, and the words stay at hand until they are forwarded."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from api.presenter import Author, Happening, Presenter, Wish
from api.workspace import Workspace
from orbit.asks.log.ask import EventKind
from orbit.errors import AskRefused
from orbit.model import AccountKind
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, STORY, Told, tell
from tests.factories import DAY, NOON, account_state, person, spell

WISH = Wish("snowpeak.example", "Dana Wu", "Bo Krantz", reciprocity="donation")
BY_ANA = Author(ANA, NOON, DAY)
REWORD = "import json, sys; told = json.load(sys.stdin); told['voice'] = {!r}; print(json.dumps(told))"


@pytest.fixture
def told(telling: Tell) -> Told:
    """The small story, with an ask of Bo planned."""
    made = telling(*STORY)
    Presenter(made.workspace).plan_ask(WISH, BY_ANA)
    return made


def escalate(told: Told) -> None:
    """Let a later export tell of an open escalation."""
    state = account_state("northwind", AccountKind.CUSTOMER, owner=ANA, arr=50_000)
    tell(told.workspace, replace(state, escalation=True))


def log(told: Told, kind: EventKind, **more: object) -> dict[str, object]:
    return Presenter(told.workspace).log_event(1, Happening(kind, **more), BY_ANA).answer  # type: ignore[arg-type]


def test_an_ask_that_the_gate_forbids_by_now_is_refused_with_its_rules(told: Told) -> None:
    escalate(told)

    with pytest.raises(
        AskRefused, match=r"Since it was planned: A support escalation is open .* made anyway"
    ) as refused:
        log(told, EventKind.SENT)

    assert refused.value.rules == ("escalation",)
    assert Presenter(told.workspace).ask(1, as_of=DAY)["state"] == "planned"


def test_one_that_was_made_all_the_same_is_logged_with_what_stood_against_it(told: Told) -> None:
    escalate(told)

    events = log(told, EventKind.SENT, anyway=True, note="Over lunch")["events"]

    assert isinstance(events, list)
    assert events[-1]["note"].startswith("Over lunch (made anyway: A support escalation is open")


def test_what_was_sent_stays_whatever_the_gate_says_later(told: Told) -> None:
    log(told, EventKind.SENT)
    escalate(told)

    assert log(told, EventKind.ACCEPTED)["state"] == "accepted"


def test_the_slot_of_a_planned_ask_does_not_stand_in_its_own_way(told: Told) -> None:
    assert log(told, EventKind.SENT)["state"] == "sent"


def test_saying_anyway_where_nothing_stands_against_it_leaves_no_trace(told: Told) -> None:
    events = log(told, EventKind.SENT, anyway=True)["events"]

    assert isinstance(events, list)
    assert events[-1]["note"] == ""


def test_the_words_are_there_until_they_are_forwarded(told: Told) -> None:
    packets = [log(told, kind)["packet"] for kind in (EventKind.SENT, EventKind.ACCEPTED, EventKind.FORWARDED)]

    assert [packet is None for packet in packets] == [False, False, True]


def test_who_waits_for_the_words_gets_them_though_nothing_more_may_be_asked(told: Told) -> None:
    log(told, EventKind.SENT)
    log(told, EventKind.ACCEPTED)
    escalate(told)

    assert Presenter(told.workspace).ask(1, as_of=DAY + timedelta(days=1))["packet"]


def test_a_name_that_several_bear_means_who_works_there_and_who_is_ours(telling: Tell) -> None:
    others = [person("dana2", "Dana Wu"), person("bo2", "Bo Krantz"), spell("dana2", "oldco", "Clerk", "2020-01")]
    presenter = Presenter(telling(*STORY, *others).workspace)

    ask = presenter.plan_ask(WISH, BY_ANA).answer

    assert (ask["target"]["company"], ask["connector"]["company"]) == ("Snowpeak GmbH", "Northwind")


def test_the_policys_program_rewords_the_words_of_one_ask_and_only_what_passes(telling: Tell) -> None:
    told = telling(*STORY)
    good, bad = (
        "Hi Dana, we work with Tidewell at Northwind, and I would recommend them.",
        "Hi Dana, Peter likes Tidewell.",
    )

    voices = [_voice(told.workspace, text) for text in (good, bad)]

    assert voices[0] == good
    assert voices[1] == _voice(told.workspace, None) != bad


def _voice(workspace: Workspace, text: str | None) -> str:
    """The customer's voice in a preview of the ask that is planned and taken back again, reworded to a text."""
    command = () if text is None else (sys.executable, "-c", REWORD.format(text))
    packet = replace(workspace.policy.packet, rewrite_command=command)
    other = Workspace(workspace.settings, workspace.store, replace(workspace.policy, packet=packet))
    answer = Presenter(other).plan_ask(WISH, BY_ANA).answer
    Presenter(other).log_event(answer["id"], Happening(EventKind.WITHDRAWN), BY_ANA)
    other.finish_keeping()
    return str(answer["packet"]["voice"])
