"""What may happen to an ask, what it becomes, and how a mistake is taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from orbit.asks.log.ask import AskId, EventKind, allowed, as_known_on, ask_of, logged
from orbit.asks.terms import AskState
from orbit.errors import AskForbidden, UsageError
from tests.asking import PICK, PLAN, ask, event
from tests.factories import DAY

K = EventKind
WHOLE_LIFE = (K.SENT, K.ACCEPTED, K.FORWARDED, K.REPLIED, K.MEETING, K.OPPORTUNITY, K.WON)


def test_a_whole_life_goes_from_plan_to_won() -> None:
    states = [ask(*WHOLE_LIFE[:length]).state for length in range(len(WHOLE_LIFE) + 1)]

    assert [state.value for state in states] == ["planned", *(kind.value for kind in WHOLE_LIFE)]


@pytest.mark.parametrize("step", [K.ACCEPTED, K.DECLINED, K.NOT_NOW, K.FORWARDED, K.REPLIED, K.MEETING, K.WITHDRAWN])
def test_whoever_was_asked_may_do_any_of_these_next(step: EventKind) -> None:
    assert ask(K.SENT, step).state.value == step.value


def test_a_meeting_needs_no_logged_reply_and_no_logged_yes() -> None:
    assert ask(K.SENT, K.MEETING, K.OPPORTUNITY).state is AskState.OPPORTUNITY


def test_who_said_not_now_may_still_say_yes() -> None:
    assert ask(K.SENT, K.NOT_NOW, (K.ACCEPTED, 20)).state is AskState.ACCEPTED


@pytest.mark.parametrize("end", [K.DECLINED, K.WITHDRAWN])
def test_an_ask_that_has_ended_goes_no_further(end: EventKind) -> None:
    with pytest.raises(AskForbidden) as forbidden:
        ask(K.SENT, end, K.FORWARDED)

    assert K.FORWARDED not in forbidden.value.allowed


def test_an_event_that_does_not_fit_names_those_that_do() -> None:
    with pytest.raises(AskForbidden, match=r"Ask 1 is planned .*cannot be logged as forwarded") as forbidden:
        ask(K.FORWARDED)

    assert forbidden.value.allowed == ("sent", "withdrawn", "reciprocity_picked")


def test_an_ask_that_has_left_the_connectors_hands_cannot_be_withdrawn() -> None:
    with pytest.raises(AskForbidden):
        ask(K.SENT, K.FORWARDED, K.WITHDRAWN)


def test_nothing_happens_before_what_happened_last() -> None:
    with pytest.raises(UsageError, match="lies before the last event"):
        ask((K.SENT, 3), (K.ACCEPTED, 2))


def test_an_ask_begins_with_its_plan_and_has_one() -> None:
    with pytest.raises(AskForbidden, match="begins with being planned"):
        ask_of(AskId(1), PLAN, [event(1, K.SENT)])
    with pytest.raises(UsageError, match="no event"):
        ask_of(AskId(1), PLAN, [])
    with pytest.raises(AskForbidden):
        ask(K.PLANNED)


def test_the_day_of_a_check_in_must_lie_ahead() -> None:
    with pytest.raises(UsageError, match="must come after"):
        logged(ask(K.SENT), event(3, K.NOT_NOW, next_on=DAY))


def test_an_event_that_was_taken_back_never_happened_but_stays_in_the_log() -> None:
    before = ask(K.SENT, K.DECLINED)

    after = logged(before, event(4, K.TAKEN_BACK, takes_back=3))

    assert (after.state, allowed(after)) == (AskState.SENT, allowed(ask(K.SENT)))
    assert [each.kind for each in after.events] == [K.PLANNED, K.SENT, K.DECLINED, K.TAKEN_BACK]
    assert logged(after, event(5, K.ACCEPTED)).state is AskState.ACCEPTED


def test_an_event_in_the_middle_is_taken_back_if_the_later_ones_stand_without_it() -> None:
    forwarded = ask(K.SENT, K.ACCEPTED, K.FORWARDED)

    assert logged(forwarded, event(5, K.TAKEN_BACK, takes_back=3)).state is AskState.FORWARDED
    with pytest.raises(AskForbidden, match="Later events rest on it"):
        logged(forwarded, event(5, K.TAKEN_BACK, takes_back=2))


@pytest.mark.parametrize(
    ("number", "told"), [(1, "withdraw the ask"), (9, "no standing event 9"), (None, "no standing")]
)
def test_what_cannot_be_taken_back_is_told(number: int | None, told: str) -> None:
    with pytest.raises(AskForbidden, match=told):
        logged(ask(K.SENT), event(3, K.TAKEN_BACK, takes_back=number))


def test_nothing_is_taken_back_twice() -> None:
    once = logged(ask(K.SENT, K.DECLINED), event(4, K.TAKEN_BACK, takes_back=3))

    with pytest.raises(AskForbidden, match="no standing event 3"):
        logged(once, event(5, K.TAKEN_BACK, takes_back=3))


def test_a_day_knows_only_what_had_happened_by_then() -> None:
    whole = ask((K.SENT, 1), (K.ACCEPTED, 3), (K.FORWARDED, 5))

    states = [
        known and known.state.value for known in (as_known_on(whole, DAY + timedelta(days=n)) for n in range(-1, 6))
    ]

    assert states == [None, "planned", "sent", "sent", "accepted", "accepted", "forwarded"]


def test_what_they_get_may_be_changed_until_it_is_given() -> None:
    other = logged(ask(K.SENT), event(3, K.PICKED, reciprocity="donation"))

    assert (ask(K.SENT).reciprocity, other.reciprocity) == (PICK, "donation")
    assert K.PICKED not in allowed(logged(other, event(4, K.THANKED)))
