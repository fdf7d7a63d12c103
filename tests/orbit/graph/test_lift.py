"""What a tie would be if more were known of it."""

from __future__ import annotations

import pytest

from orbit.graph.explain import TieShown, explain_tie
from orbit.graph.lift import confirmed, dated
from orbit.model import Item, TieKind
from orbit.policy import load_policy
from tests.factories import DAY, company, person, spell, tie
from tests.listed import number_of, view_of
from tests.orbit.graph.seeing import strength

AE = "Account Executive"
POLICY = load_policy()


def people(*facts: Item) -> list[Item]:
    return [person("ana"), person("bo"), company("acme", headcount=40), *facts]


def shown(*facts: Item) -> TieShown:
    view = view_of(people(*facts), {}, DAY)
    return explain_tie(view.snapshot, view.ties, *(number_of(view.snapshot, who) for who in ("ana", "bo")))


def if_dated(*facts: Item) -> TieShown | None:
    view = view_of(people(*facts), {}, DAY)
    return dated(view.snapshot, view.ties, *(number_of(view.snapshot, who) for who in ("ana", "bo")))


def stays(one: tuple[str, str], other: tuple[str, str]) -> list[Item]:
    return [spell("ana", "acme", AE, *one), spell("bo", "acme", AE, *other)]


def test_a_confirmed_tie_is_as_close_as_usual() -> None:
    tied = confirmed(shown(tie("ana", "bo")), 0.9)

    told = strength(people(tie("ana", "bo"), tie("ana", "bo", TieKind.CONFIRMED, on=DAY, closeness=0.9)), "ana", "bo")
    assert tied.strength == pytest.approx(told) == 0.9


def test_a_tie_confirmed_again_is_as_close_as_it_was_said_to_be() -> None:
    said = shown(tie("ana", "bo", TieKind.DECLARED, on="2010-11-21", closeness=0.5))

    assert said.strength < confirmed(said, 0.9).strength == 0.5


def test_certain_time_has_no_dates_to_gain() -> None:
    assert if_dated(*stays(("2015-01", "2018-01"), ("2016-01", "2019-01"))) is None


def test_possible_time_that_dates_show_counts_as_shared() -> None:
    vague = if_dated(*stays(("2015-01", "2017"), ("2017", "2019-01")))

    clear = strength(people(*stays(("2015-01", "2017-12-31"), ("2017-01-01", "2019-01"))), "ana", "bo")
    assert vague is not None
    assert vague.strength == pytest.approx(clear)


def test_what_else_ties_two_people_counts_beside_the_dates() -> None:
    facts = stays(("2015-01", "2017"), ("2017", "2019-01"))

    alone, connected = if_dated(*facts), if_dated(*facts, tie("ana", "bo"))

    assert alone is not None
    assert connected is not None
    cap = POLICY.strength.lasting_linkedin
    assert connected.strength == pytest.approx(1 - (1 - alone.strength) * (1 - cap))
