"""People decide; their decisions stand above the rules and can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orbit.errors import NotFound, UsageError
from orbit.model import EntityKind, RecordKey
from orbit.resolve import review
from orbit.store.base import Batch, Store
from tests.factories import NOON, person
from tests.orbit.resolve.entities import are_one, employed, entity_of, resolved, together, verdicts

PERSON = EntityKind.PERSON
LIVIA = "livia@orbit.example"


def ask(store: Store) -> int:
    """Leave one question open and return its number."""
    resolved(store, *employed("a", "Ana Ruiz"), *employed("in/ana", "Ana Ruiz", source="linkedin"))
    [question] = review.questions(store, PERSON)
    return question.judgement.id


def test_a_question_shows_both_records_and_the_reason(store: Store) -> None:
    ask(store)

    [question] = review.questions(store, PERSON)

    assert {question.left.key.id, question.right.key.id} == {"a", "in/ana"}
    assert question.judgement.because == "one name at one company; but too little speaks for it"


def test_a_decision_for_the_same_joins_them(store: Store) -> None:
    review.same(store, ask(store), actor=LIVIA, at=NOON)

    resolved(store)

    assert are_one(store, "a", "in/ana")
    assert review.questions(store, PERSON) == []


def test_a_decision_for_different_answers_the_question(store: Store) -> None:
    review.different(store, ask(store), actor=LIVIA, at=NOON)

    resolved(store)

    assert not are_one(store, "a", "in/ana")
    assert review.questions(store, PERSON) == []
    assert [question.judgement.actor for question in review.decisions(store, PERSON)] == [LIVIA]


def test_different_parts_what_a_rule_had_joined_and_survives_every_run(store: Store) -> None:
    resolved(
        store,
        person("a", "Ana Ruiz", emails=["ana@acme.example"]),
        person("b", "Ana Ruiz", emails=["ana@acme.example"]),
    )
    [joined] = store.judgements(PERSON)

    review.different(store, joined.id, actor=LIVIA, at=NOON)
    resolved(store)
    resolved(store, person("c", "Ana Ruiz", emails=["ana@acme.example"]))

    assert not are_one(store, "a", "b")


def test_parting_gives_a_new_id_to_the_part_without_the_oldest_record(store: Store) -> None:
    resolved(
        store,
        person("z", "Ana Ruiz", emails=["ana@acme.example"]),
        person("a", "Ana Ruiz", emails=["ana@acme.example"]),
    )
    old = entity_of(store)["z"]
    [joined] = store.judgements(PERSON)

    review.different(store, joined.id, actor=LIVIA, at=NOON)
    resolved(store)

    assert entity_of(store)["z"] == old
    assert entity_of(store)["a"] != old


@pytest.mark.parametrize("decide", [review.same, review.different])
def test_undoing_a_decision_restores_what_was_before(store: Store, decide: Callable[..., None]) -> None:
    question = ask(store)
    before = (together(store), entity_of(store), verdicts(store))
    decide(store, question, actor=LIVIA, at=NOON)
    resolved(store)
    [decision] = review.decisions(store, PERSON)

    review.undo(store, decision.judgement.id, at=NOON)
    resolved(store)

    assert (together(store), entity_of(store), verdicts(store)) == before


def test_changing_ones_mind_and_back_leaves_the_first_decision(store: Store) -> None:
    pair = review.Pair(PERSON, RecordKey("linkedin", "in/ana"), RecordKey("crm_champions", "a"))
    ask(store)

    for decide in (review.different, review.same, review.different):
        decide(store, pair, actor=LIVIA, at=NOON)

    assert [one.judgement.verdict for one in review.decisions(store, PERSON)] == ["different"]


def test_a_reviewer_may_join_two_linkedin_profiles(store: Store) -> None:
    one = person("a", "Ana Ruiz", linkedin="linkedin.com/in/ana-1", emails=["ana@acme.example"])
    other = person("b", "Ana Ruiz", linkedin="linkedin.com/in/ana-2", emails=["ana@acme.example"])
    resolved(store, one, other)

    review.same(store, review.Pair(PERSON, one.key, other.key), actor=LIVIA, at=NOON)
    resolved(store)

    assert are_one(store, "a", "b")


def test_a_rules_judgement_cannot_be_undone(store: Store) -> None:
    question = ask(store)

    with pytest.raises(UsageError, match="made by a rule"):
        review.undo(store, question, at=NOON)


def test_an_unknown_number_says_where_to_look(store: Store) -> None:
    with pytest.raises(NotFound, match="review list"):
        review.same(store, 99, actor=LIVIA, at=NOON)


def test_a_pair_is_two_records() -> None:
    with pytest.raises(UsageError, match="two records"):
        review.Pair(PERSON, RecordKey("linkedin", "in/ana"), RecordKey("linkedin", "in/ana"))


def test_the_number_of_a_question_takes_back_the_decision_about_it(store: Store) -> None:
    question = ask(store)
    made = review.same(store, question, actor=LIVIA, at=NOON)

    undone = review.undo(store, question, at=NOON)

    assert undone == made.judgement
    assert not are_one(store, "a", "in/ana")


def test_deciding_the_same_again_is_nothing_new(store: Store) -> None:
    question = ask(store)

    decided = [review.same(store, question, actor=LIVIA, at=NOON) for _ in range(2)]

    assert [one.is_new for one in decided] == [True, False]
    assert decided[0].judgement == decided[1].judgement


def test_what_is_written_beside_a_decision_is_there_with_it_or_not_at_all(store: Store) -> None:
    question = ask(store)

    def fail(batch: Batch) -> None:
        batch.set_meta("call", "1")
        raise UsageError("no")

    with pytest.raises(UsageError, match="no"):
        review.same(store, question, actor=LIVIA, at=NOON, beside=fail)

    assert store.meta("call") is None
    assert review.decisions(store, PERSON) == []


def trio(store: Store) -> list[RecordKey]:
    """Three people of one name who have nothing else in common."""
    resolved(store, *(person(id_, "Ida Berg") for id_ in "xyz"))
    return [RecordKey("crm_champions", id_) for id_ in "xyz"]


def test_a_decision_that_another_one_contradicts_is_asked_about_first(store: Store) -> None:
    ask(store)
    one, two, three = trio(store)
    review.different(store, review.Pair(PERSON, one, three), actor=LIVIA, at=NOON)
    for left, right in ((one, two), (two, three)):
        review.same(store, review.Pair(PERSON, left, right), actor=LIVIA, at=NOON)

    first, *others = review.open_questions(store, PERSON)

    assert first.is_contradicted
    assert (first.judgement.left, first.judgement.right) == (two, three)
    assert not any(other.is_contradicted for other in others)
    assert review.is_open(store, first.judgement.id)


def test_an_answer_settles_every_question_between_the_same_two(store: Store) -> None:
    question = ask(store)
    open_before = review.is_open(store, question)

    review.different(store, question, actor=LIVIA, at=NOON)

    assert (open_before, review.is_open(store, question)) == (True, False)


@pytest.mark.parametrize("number", [99, 0])
def test_a_number_that_was_never_given_is_not_open(store: Store, number: int) -> None:
    assert not review.is_open(store, number)
