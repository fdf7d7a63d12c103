"""Who was at a company in a target's days: found as far down as a way may be worth it, and no further."""

from __future__ import annotations

import numpy as np
import pytest

from orbit.graph.colleagues import Lists, lists_of
from orbit.graph.ties import know, rows_between
from orbit.graph.view import View
from orbit.model import Item, SpellKind, TieKind
from tests.factories import DAY, company, person, spell, tie
from tests.listed import number_of, view_of

OURS = {"ana": 0.9, "bo": 0.6, "cy": 0.3}
PEOPLE = (*OURS, "dee", "tom")


@pytest.fixture
def view() -> View:
    """Tom was at two companies, at one of them with all of ours, with one of them at the other as well."""
    jobs = [spell(who, "acme", "CFO", "2015-01", "2020-01") for who in (*OURS, "tom")]
    jobs += [spell(who, "bolt", "CFO", "2021-01", "2023-01") for who in ("cy", "tom")]
    seat = spell("bo", "bolt", "Director", "2021-01", "2023-01", kind=SpellKind.BOARD)
    late: list[Item] = [spell("dee", "acme", "CFO", "2024-01", "2025-01"), tie("ana", "dee", TieKind.CONFIRMED, on=DAY)]
    companies = [company("acme", headcount=300), company("bolt", headcount=40)]
    return view_of([*map(person, PEOPLE), *companies, *jobs, seat, *late], OURS, DAY)


def lists(view: View) -> Lists:
    return lists_of(view.ties, view.reach, np.array([number_of(view.snapshot, "tom")]))


def met(view: View, least: float) -> set[str]:
    """Who is found that way, but for Tom himself."""
    found, bar = lists(view), np.array([least])
    _, people = found.met(view.reach, found.first, found.worth(view.reach, bar), bar)
    return {str(view.snapshot.person_entity(number)) for number in people.tolist()} - {"tom"}


def test_everybody_who_was_there_at_the_time_is_found(view: View) -> None:
    assert met(view, 1e-9) == set(OURS)


def test_nobody_is_found_who_cannot_be_worth_it(view: View) -> None:
    assert met(view, 0.95) == set()


def test_the_closest_list_comes_first_and_empty_ones_are_left_out(view: View) -> None:
    found = lists(view)

    assert (np.diff(found.rest) < 0).all()
    assert (found.first < found.end).all()
    assert found.last.tolist() == [len(found.place)] * len(found.place)


@pytest.mark.parametrize("who", list(OURS))
def test_whoever_is_worth_it_is_found(view: View, who: str) -> None:
    one, tom = (np.array([number_of(view.snapshot, name)]) for name in (who, "tom"))
    worth = OURS[who] * float(know(view.ties, rows_between(view.ties, one, tom), 1)[0])

    assert who in met(view, worth)
