"""People who are one by likelihood alone: which links hold them together, and what becomes of those when answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orbit.model import EntityId, EntityKind, Item, RecordKey
from orbit.policy import MatchingPolicy, load_policy
from orbit.resolve import review
from orbit.resolve.likely import how_sure, likely_links, links_of
from orbit.resolve.review import Decided, Pair
from orbit.resolve.ruling import Rule
from orbit.resolve.run import resolve
from orbit.store.base import Store, Verdict
from tests.factories import NOON, person
from tests.orbit.resolve.entities import are_one, employed, entity_of
from tests.storing import put

Decide = Callable[..., Decided]
PERSON = EntityKind.PERSON
LIA = employed("lia", "Lia Hansen", "VP Sales", at="Glenstead Trust")
LIV = employed("in/liv", "Liv Hansen", "VP Sales", at="Glenstead Trust", source="linkedin")
PAIR = Pair(PERSON, RecordKey("crm_champions", "lia"), RecordKey("linkedin", "in/liv"))


def policy(text: str) -> MatchingPolicy:
    return load_policy(f"[matching]\n{text}").matching


WIDE = policy('policy = "wide"')


def matched(store: Store, *items: Item, by: MatchingPolicy = WIDE) -> None:
    if items:
        put(store, *items)
    resolve(store, at=NOON, policy=by)


def sure(store: Store) -> dict[EntityId, float]:
    return {person: how_sure(links) for person, links in likely_links(store).items()}


def test_strictly_nobody_is_one_by_likelihood_alone(store: Store) -> None:
    matched(store, *LIA, *LIV, by=policy('policy = "strict"'))

    assert not are_one(store, "lia", "in/liv")
    assert likely_links(store) == {}


def test_widely_they_are_one_and_it_is_told_how_sure_that_is(store: Store) -> None:
    matched(store, *LIA, *LIV)

    assert sure(store) == {entity_of(store)["lia"]: pytest.approx(0.9412)}
    assert [one.rule for one in store.judgements(PERSON, verdict=Verdict.SAME)] == [Rule.LIKELY]


def test_a_lower_bar_joins_more_and_what_it_joins_is_no_more_certain(store: Store) -> None:
    matched(store, *LIA, *LIV, by=policy("auto = 0.9"))

    assert are_one(store, "lia", "in/liv")
    assert sure(store) == {entity_of(store)["lia"]: pytest.approx(0.9412)}


def test_what_the_policy_calls_certain_is_certain(store: Store) -> None:
    matched(store, *LIA, *LIV, by=policy("auto = 0.9\ncertain = 0.9"))

    assert are_one(store, "lia", "in/liv")
    assert likely_links(store) == {}


def test_going_back_to_strict_parts_them(store: Store) -> None:
    matched(store, *LIA, *LIV)

    matched(store, by=policy('policy = "strict"'))

    assert not are_one(store, "lia", "in/liv")
    assert likely_links(store) == {}


def test_a_certain_way_around_makes_a_likely_link_needless(store: Store) -> None:
    matched(store, *LIA, *LIV)
    between = RecordKey("advisors", "lh")
    put(store, person(between, "L. Hansen"))
    matched(store)

    for key in (PAIR.left, PAIR.right):
        review.same(store, Pair(PERSON, between, key), actor="livia", at=NOON)

    assert likely_links(store) == {}


def test_somebody_is_as_sure_as_all_their_links_together(store: Store) -> None:
    nils = employed("in/nils", "Nils Hansen", "VP Sales", at="Glenstead Trust", source="work_histories")
    matched(store, *LIA, *LIV, *nils)

    [links] = likely_links(store).values()

    assert len(links) == 2
    assert how_sure(links) == links[0].probability * links[1].probability
    assert links_of(store, entity_of(store)["lia"]) == links


def test_whoever_is_joined_without_being_certain_is_asked_about_last(store: Store) -> None:
    twice = [("in/1", "Mia Holt"), ("in/2", "Mia Hotl")]
    of_one_list = [employed(key, name, "CFO", at="Quay Trust", source="linkedin") for key, name in twice]
    matched(store, *LIA, *LIV, *(item for items in of_one_list for item in items))

    [question, likely] = review.open_questions(store, PERSON)

    assert question.judgement.verdict is Verdict.UNSURE
    assert likely.between == (entity_of(store)["lia"],) * 2
    assert review.is_open(store, likely.judgement.id)


@pytest.mark.parametrize(("decide", "together"), [(review.same, True), (review.different, False)])
def test_an_answer_settles_it_and_undoing_asks_again(store: Store, decide: Decide, together: bool) -> None:
    matched(store, *LIA, *LIV)
    [asked] = review.open_questions(store, PERSON)

    decided = decide(store, asked.judgement.id, actor="livia", at=NOON)

    assert are_one(store, "lia", "in/liv") is together
    assert likely_links(store) == {}
    assert not review.is_open(store, asked.judgement.id)
    review.undo(store, decided.judgement.id, at=NOON)
    assert review.open_questions(store, PERSON) == [asked]
