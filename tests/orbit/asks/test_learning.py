"""What the log of asks teaches: little from a few asks, the truth from many, and nothing from what waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.learn.learning import Lessons, learned_toml, lessons
from orbit.asks.log.ask import Ask, Chance, EventKind
from orbit.model import Circle, EntityId
from orbit.policy import load_policy
from orbit.titles import Seniority
from tests.asking import PLAN, ask
from tests.factories import DAY

POLICY = load_policy()
CHANCE = Chance(willing=0.5, know=0.8, reply=0.5)
K = EventKind
LATER = DAY + timedelta(days=200)


def asked(*steps: EventKind, circle: Circle = Circle.CHAMPION, number: int = 1, chance: Chance | None = CHANCE) -> Ask:
    plan = replace(PLAN, circle=circle, chance=chance, closes_on=None, target=EntityId(f"per_t{number}"))
    return ask(*steps, plan=plan, number=number)


def learned(asks: list[Ask]) -> Lessons:
    return lessons(asks, lambda _: Seniority.VP, POLICY, LATER)


def test_a_few_answers_hardly_move_a_circle() -> None:
    told = learned([asked(K.SENT, K.DECLINED, number=number) for number in range(2)])

    lesson = told.willing[Circle.CHAMPION]
    assert lesson.asks == 2
    assert lesson.prior == POLICY.willing.champion
    assert 0.9 * lesson.prior < lesson.value < lesson.prior


def test_many_answers_outweigh_the_prior() -> None:
    told = learned([asked(K.SENT, K.DECLINED, number=number) for number in range(400)])

    assert told.willing[Circle.CHAMPION].value < 0.1 * POLICY.willing.champion


def test_as_many_yeses_as_expected_teach_nothing_new() -> None:
    yes = [asked(K.SENT, K.ACCEPTED, number=number) for number in range(44)]
    no = [asked(K.SENT, K.DECLINED, number=number) for number in range(44, 100)]

    told = learned([*yes, *no])

    assert told.willing[Circle.CHAMPION].value == pytest.approx(POLICY.willing.champion)


def test_who_answers_otherwise_than_their_circle_is_known_by_it() -> None:
    theirs = [asked(K.SENT, K.DECLINED, number=number) for number in range(6)]
    others = [
        replace(one, plan=replace(one.plan, connector=EntityId(f"per_c{number}")))
        for number in range(10, 60)
        for one in [asked(K.SENT, K.ACCEPTED, number=number)]
    ]

    told = learned([*theirs, *others])

    person = told.people[PLAN.connector or EntityId("")]
    assert person.value < told.willing[Circle.CHAMPION].value


def test_what_still_waits_for_an_answer_teaches_nothing() -> None:
    told = lessons([asked(K.SENT)], lambda _: Seniority.VP, POLICY, DAY + timedelta(days=3))

    assert (told.willing, told.reply, told.bins, told.brier) == ({}, {}, (), None)


def test_a_long_silence_is_a_no() -> None:
    told = learned([asked(K.SENT)])

    assert (told.willing[Circle.CHAMPION].asks, told.willing[Circle.CHAMPION].real) == (1, 0)


def test_replies_are_learned_from_what_was_passed_on() -> None:
    replied = [asked(K.SENT, K.FORWARDED, K.REPLIED, number=number) for number in range(30)]
    declined = [asked(K.SENT, K.DECLINED, number=number) for number in range(30, 60)]

    told = learned([*replied, *declined])

    assert told.reply[Seniority.VP].asks == 30
    assert told.reply[Seniority.VP].value > POLICY.reply.vp


def test_an_ask_without_a_chance_teaches_nothing() -> None:
    assert learned([asked(K.SENT, K.DECLINED, chance=None)]).willing == {}


def test_the_bins_say_what_was_promised_and_what_came() -> None:
    told = learned([asked(K.SENT, K.FORWARDED, K.REPLIED), asked(K.SENT, K.DECLINED, number=2)])

    [one] = told.bins
    assert (one.low, one.high, one.asks, one.real) == (0.2, 0.3, 2, 0.5)
    assert one.said == pytest.approx(0.2)
    assert told.brier == pytest.approx((0.8**2 + 0.2**2) / 2)


def test_what_was_learned_is_a_policy_below_the_workspaces_own() -> None:
    text = learned_toml(learned([asked(K.SENT, K.DECLINED, number=number) for number in range(50)]))

    taught = load_policy(None, text)
    kept = load_policy("[willing]\nchampion = { value = 0.7 }", text)
    assert taught.willing.champion < POLICY.willing.champion
    assert taught.digest != POLICY.digest
    assert kept.willing.champion == 0.7


@given(st.lists(st.booleans(), max_size=60))
def test_a_lesson_lies_between_nothing_and_certainty_and_moves_with_each_answer(answers: list[bool]) -> None:
    asks = [
        asked(K.SENT, K.ACCEPTED if yes else K.DECLINED, number=number) for number, yes in enumerate(answers, start=1)
    ]
    more = [*asks, asked(K.SENT, K.ACCEPTED, number=99)]

    before = learned(asks).willing.get(Circle.CHAMPION)
    after = learned(more).willing[Circle.CHAMPION]

    assert 0 < after.value <= 0.99
    assert before is None or after.value >= before.value or after.value == 0.99
