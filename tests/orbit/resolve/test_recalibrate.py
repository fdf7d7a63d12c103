"""Learning from answers: what the shipped weights get wrong here is set right, and only kept where it helps."""

from __future__ import annotations

import pytest

from orbit.errors import UsageError
from orbit.model import RecordKey
from orbit.resolve import review
from orbit.resolve.grounds import Grounds
from orbit.resolve.linkage.fitting import shipped_model
from orbit.resolve.recalibrate import Recalibrated, answers_in, keep, recalibrated
from orbit.resolve.ruling import Rule
from orbit.resolve.weighing import read_as_it_stands
from orbit.store.base import Store
from tests.factories import NOON
from tests.orbit.resolve.answered import PERSON, answer, namesakes, wed
from tests.orbit.resolve.entities import are_one, employed, resolved
from tests.storing import put


def learned(store: Store) -> Recalibrated:
    return recalibrated(read_as_it_stands(store), answers_in(store), shipped_model())


def test_answers_make_probabilities_better_on_answers_left_out(store: Store) -> None:
    answer(store, 60)

    found = learned(store)

    assert (found.answers, found.same, found.unused) == (120, 60, 0)
    assert found.helps
    assert found.after < found.before / 2


def test_bins_count_every_answer_once(store: Store) -> None:
    answer(store, 60)

    found = learned(store)

    assert sum(one.answers for one in found.bins) == 120
    assert all(one.low <= one.said <= one.high for one in found.bins)


def test_fewer_than_a_hundred_answers_are_refused(store: Store) -> None:
    answer(store, 49)

    with pytest.raises(UsageError, match="98 answers so far, and learning from them takes 100"):
        learned(store)


def test_answers_that_all_say_the_same_are_refused(store: Store) -> None:
    answer(store, 100)
    answers = [one for one in answers_in(store) if one.left.id.startswith("w")]

    with pytest.raises(UsageError, match="all answers so far say the same"):
        recalibrated(read_as_it_stands(store), answers, shipped_model())


def test_answers_on_pairs_that_likeness_does_not_decide_teach_nothing(store: Store) -> None:
    answer(store, 60)
    twin = employed("in/n0b", "Ada Vonder", "Clerk", at="Quay", source="linkedin")
    other = employed("in/n0c", "Ada Vonder", "Clerk", at="Quay", source="linkedin")
    put(store, *twin, *other)
    pair = review.Pair(PERSON, RecordKey("linkedin", "in/n0b"), RecordKey("linkedin", "in/n0c"))
    review.different(store, pair, actor="livia", at=NOON)

    assert (learned(store).answers, learned(store).unused) == (120, 1)


def test_what_is_no_better_does_not_help() -> None:
    assert not Recalibrated(shipped_model(), 100, 50, 0, 0.1, 0.1, ()).helps


def test_learned_weights_decide_from_then_on_and_judgements_name_them(store: Store) -> None:
    answer(store, 60)
    resolved(store, *wed(70), *namesakes(70))
    found = learned(store)

    keep(store, found.model)
    resolved(store)

    weighed = [one for one in store.judgements(PERSON) if one.rule == Rule.LIKENESS]
    assert {Grounds.read(one.grounds or "").model for one in weighed} == {found.model.version}
    assert not are_one(store, "n70", "in/n70")


def test_what_was_learned_before_is_replaced_and_not_built_upon(store: Store) -> None:
    answer(store, 60)
    first = learned(store)

    again = recalibrated(read_as_it_stands(store), answers_in(store), first.model)

    assert again == first
