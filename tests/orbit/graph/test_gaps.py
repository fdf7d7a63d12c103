"""What would create a path where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from orbit.graph.gaps import Gap, GapKind, find_gaps
from orbit.graph.paths import Targets
from orbit.graph.view import View
from orbit.model import Item
from tests.factories import DAY, company, person, spell, tie
from tests.listed import number_of, view_of

NOBODY = Targets(np.zeros(0, dtype=np.int64), np.zeros(0))


def world(willing: dict[str, float], *facts: Item) -> View:
    return view_of([*map(person, ("ana", "bo", "cy", "tom")), company("acme"), *facts], willing, DAY)


def tom(view: View) -> Targets:
    return Targets(np.array([number_of(view.snapshot, "tom")]), np.array([0.5]))


def number(view: View, who: str) -> int:
    return number_of(view.snapshot, who)


def careers(*people: str) -> list[Item]:
    """Two past jobs each, so that nobody's history is missing."""
    years = ((1990, 1991), (1995, 1996))
    return [spell(who, "acme", "AE", f"{first}-01", f"{last}-01") for who in people for first, last in years]


def test_where_nobody_is_known_contacts_are_missing() -> None:
    assert find_gaps(world({"ana": 0.8}), NOBODY, team=[]) == [Gap(GapKind.CONTACTS, 0.0)]


def test_somebody_who_perhaps_knows_the_target_is_asked() -> None:
    view = world({"ana": 0.8}, tie("ana", "tom"), *careers("ana"))

    (question,) = find_gaps(view, tom(view), team=[])

    assert (question.kind, question.person, question.target) == (
        GapKind.QUESTION,
        number(view, "ana"),
        number(view, "tom"),
    )
    assert question.gain == pytest.approx(0.8 * 0.9 * 0.5)


def test_the_question_that_gains_most_comes_first() -> None:
    view = world({"ana": 0.3, "bo": 0.9}, tie("ana", "tom"), tie("bo", "tom"), *careers("ana", "bo"))

    gaps = find_gaps(view, tom(view), team=[])

    assert [gap.person for gap in gaps] == [number(view, "bo"), number(view, "ana")]


def test_a_colleague_without_connections_is_one_whose_export_is_missing() -> None:
    view = world({"ana": 0.8, "bo": 0.8}, tie("bo", "cy"))

    gaps = find_gaps(view, tom(view), team=[number(view, "ana"), number(view, "bo")])

    assert gaps == [Gap(GapKind.EXPORT, 0.0, number(view, "ana"))]


def test_an_advisor_without_earlier_jobs_is_asked_for_their_history() -> None:
    view = world({"ana": 0.6, "bo": 0.6}, *careers("bo"), spell("ana", "acme", "Advisor", seen_on=DAY))

    assert find_gaps(view, tom(view), team=[]) == [Gap(GapKind.HISTORY, 0.0, number(view, "ana"))]


def test_no_more_is_suggested_than_asked_for() -> None:
    view = world({"ana": 0.6, "bo": 0.6, "cy": 0.6}, *(tie(who, "tom") for who in ("ana", "bo", "cy")))

    gaps = find_gaps(view, tom(view), team=[], limit=4)

    assert [gap.kind for gap in gaps] == [GapKind.QUESTION] * 2 + [GapKind.HISTORY] * 2
