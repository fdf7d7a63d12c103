from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from bench.peer_pairs import Pairs, make_pairs
from orbit.graph.view import View
from orbit.model import TieKind
from tests.factories import company, person, spell, tie
from tests.listed import view_of
from tests.reference import reference_know

TODAY = date(2026, 11, 21)
PEOPLE = ("ana", "ben", "cho", "dia", "eli")
SMALL, LARGE = ("ana", "ben"), ("ben", "cho", "dia")


@pytest.fixture
def view() -> View:
    """Two who were at a small company, three at a larger one, and two who only have a tie."""
    at_small = [spell(one, "acme", "Engineer", "2019-01", "2021-12") for one in SMALL]
    at_large = [spell(one, "bolt", "Engineer", "2022-01", "2023-12") for one in LARGE]
    tied = tie("ana", "eli", TieKind.LINKEDIN, on="2020-01-01")
    return view_of(
        [*map(person, PEOPLE), company("acme"), company("bolt"), *at_small, *at_large, tied], {"ana": 0.5}, TODAY
    )


def told(pairs: Pairs) -> dict[tuple[int, int], float]:
    """Return the probability of each pair."""
    ends = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    return dict(zip(ends, pairs.p.tolist(), strict=True))


def test_every_pair_that_may_know_each_other_is_made_with_the_strength_of_the_engine(view: View) -> None:
    every = {pair: reference_know(view, *pair) for pair in combinations(range(view.snapshot.persons), 2)}

    pairs = told(make_pairs(view, most=100))

    assert pairs == pytest.approx({pair: p for pair, p in every.items() if p > 0})
    assert len(pairs) == 5


def test_pairs_of_the_largest_companies_are_left_out_first(view: View) -> None:
    pairs = make_pairs(view, most=1)

    assert len(pairs.p) == 2
    assert pairs.left_out == 3
