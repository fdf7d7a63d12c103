"""The cheapest questions: those whose answer moves most, each tie once, none that is sure already."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from orbit.asks.learn.questions import Step, cheapest_questions
from orbit.model import EntityId

ANA, BO, CY = (EntityId(name) for name in ("per_ana", "per_bo", "per_cy"))


def test_the_tie_that_carries_most_is_asked_about_first() -> None:
    small, large = Step(ANA, BO, 0.4, 0.1), Step(ANA, CY, 0.4, 0.3)

    found = cheapest_questions([small, large], 0.9, 5)

    assert [one.other for one in found] == [CY, BO]


def test_of_two_asks_as_good_the_doubtful_tie_is_asked_about_first() -> None:
    doubtful, likely = Step(ANA, BO, 0.3, 0.2), Step(ANA, CY, 0.8, 0.2)

    found = cheapest_questions([likely, doubtful], 0.9, 5)

    assert found[0].other == BO


def test_a_tie_of_several_asks_is_one_question_that_weighs_them_all() -> None:
    [found] = cheapest_questions([Step(ANA, BO, 0.4, 0.1), Step(BO, ANA, 0.4, 0.2)], 0.9, 5)

    assert found.asks == 2
    assert found.swing > max(one.swing for one in cheapest_questions([Step(ANA, BO, 0.4, 0.2)], 0.9, 5))


def test_a_tie_as_sure_as_a_yes_would_make_it_is_not_asked_about() -> None:
    assert cheapest_questions([Step(ANA, BO, 0.9, 1.0), Step(ANA, CY, 0.0, 1.0)], 0.9, 5) == []


people = st.sampled_from([ANA, BO, CY])
steps = st.builds(Step, people, people, st.floats(0.01, 0.89), st.floats(0, 1))


@given(st.lists(steps, max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_asks_does_not_matter(found: list[Step], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)

    one, other = (cheapest_questions(each, 0.9, 20) for each in (found, shuffled))

    key = [{frozenset((each.one, each.other)): each.asks for each in side} for side in (one, other)]
    assert key[0] == key[1]
    assert all(each.swing >= 0 for each in one)
