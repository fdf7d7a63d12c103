"""What would create a path where there is none, by the chance that each step adds."""

from __future__ import annotations

import numpy as np
import pytest

from orbit.graph.experience import Experience, Share, find_untold
from orbit.graph.gaps import Gap, GapKind, GapSearch, find_gaps
from orbit.graph.paths import Search, Targets
from orbit.graph.view import View
from orbit.model import EntityId, Item
from orbit.policy import load_policy
from tests.factories import DAY, company, person, spell, tie
from tests.listed import number_of, view_of

POLICY = load_policy()
AE = "Account Executive"


def counted(hits: int, of: int) -> Share:
    return Share(hits, of, expected=0.5, weight=0.0001)


# A colleague's connections: 1 % of strangers, 20 % of those of one company, 60 % of those of one function, too.
SEEN = Experience((counted(10, 1000), counted(20, 100), counted(60, 100)), np.zeros(1000), counted(40, 100), 8.0)
UNSEEN = Experience(
    (Share(0, 0, 0.002, 20), Share(0, 0, 0.15, 20), Share(0, 0, 0.5, 20)), np.zeros(0), Share(0, 0, 0.5, 20), None
)


def world(willing: dict[str, float], *facts: Item) -> View:
    people = map(person, ("ana", "bo", "cy", "tom", "uma"))
    return view_of([*people, company("acme"), company("oldco", headcount=40), *facts], willing, DAY)


def number(view: View, who: str) -> int:
    return number_of(view.snapshot, who)


def gaps(
    view: View,
    *whom: str,
    team: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    seen: Experience = SEEN,
    limit: int = 5,
) -> list[Gap]:
    acme = view.snapshot.company(EntityId("acme"))
    people = np.array([number(view, who) for who in whom], dtype=np.int64)
    search = Search(frozenset(number(view, who) for who in without))
    colleagues = [number(view, who) for who in team]
    assert acme is not None
    targets, untold = Targets(people, np.full(len(people), 0.5)), find_untold(view, colleagues)
    return find_gaps(view, GapSearch(acme, targets, untold, search, limit), seen)


def told(found: list[Gap]) -> list[tuple[GapKind, int | None]]:
    return [(gap.kind, gap.person) for gap in found]


def worked(*people: str) -> list[Item]:
    return [spell(who, "oldco", AE, "2015-01", "2018-01") for who in people]


def careers(*people: str) -> list[Item]:
    """Two past jobs each, so that nobody's history is missing."""
    return [spell(who, "oldco", AE, f"{year}-01", f"{year + 1}-01") for who in people for year in (1990, 1995)]


def test_where_nobody_is_known_contacts_are_missing() -> None:
    (contacts,) = gaps(world({"ana": 0.8}))

    assert (contacts.kind, contacts.person, contacts.score) == (GapKind.CONTACTS, None, None)
    assert contacts.gain == contacts.chance == pytest.approx(0.4, rel=1e-3)


def test_contacts_add_less_where_people_are_known_already() -> None:
    jobs = [spell(who, "acme", AE, "2020-01", seen_on=DAY) for who in ("tom", "uma")]

    (contacts,) = gaps(world({}, *jobs), "tom", "uma")

    assert contacts.gain == pytest.approx(0.4 * 8 / 10, rel=1e-3)


def test_somebody_who_perhaps_knows_the_target_is_asked() -> None:
    view = world({"ana": 0.8}, tie("ana", "tom"), *careers("ana"))

    question = gaps(view, "tom")[1]

    assert (question.kind, question.person, question.target) == (
        GapKind.QUESTION,
        number(view, "ana"),
        number(view, "tom"),
    )
    assert question.score == pytest.approx(0.8 * POLICY.gaps.confirmed_closeness * 0.5)
    assert question.gain == pytest.approx((1 - 0.4) * POLICY.strength.lasting_linkedin, rel=1e-3)


def test_the_likelier_yes_is_asked_for_first_however_willing_the_connector() -> None:
    view = world({"ana": 0.9, "bo": 0.5}, tie("ana", "tom"), tie("bo", "tom"), *worked("bo", "tom"), *careers("ana"))

    questions = [gap.person for gap in gaps(view, "tom") if gap.kind == GapKind.QUESTION]

    assert questions == [number(view, "bo"), number(view, "ana")]


def test_a_yes_that_would_make_no_path_worth_asking_for_is_not_asked_for() -> None:
    view = world({"ana": 0.001}, tie("ana", "tom"), *careers("ana"))

    assert [gap.kind for gap in gaps(view, "tom")] == [GapKind.CONTACTS]


def test_a_colleague_without_connections_is_one_whose_export_is_missing() -> None:
    view = world({"ana": 0.8, "bo": 0.8}, tie("bo", "cy"))

    assert told(gaps(view, "tom", team=("ana", "bo")))[1:] == [(GapKind.EXPORT, number(view, "ana"))]


def test_a_colleague_known_only_by_another_ones_export_has_none_of_their_own() -> None:
    view = world({"ana": 0.8, "bo": 0.8}, tie("bo", "cy"), tie("bo", "ana"))

    assert (GapKind.EXPORT, number(view, "ana")) in told(gaps(view, "tom", team=("ana", "bo")))


def test_the_export_of_who_worked_with_the_targets_gains_most() -> None:
    view = world({"ana": 0.8, "bo": 0.8}, *worked("bo", "tom", "uma"))

    bo, _, ana = gaps(view, "tom", "uma", team=("ana", "bo"))[:3]

    assert (bo.person, bo.colleagues, bo.measured) == (number(view, "bo"), 2, True)
    assert bo.gain == pytest.approx(1 - (1 - 0.6) ** 2, rel=1e-3)
    assert (ana.person, ana.colleagues) == (number(view, "ana"), 0)


def test_a_question_about_what_an_export_would_show_adds_little_after_it() -> None:
    view = world({"bo": 0.8}, *worked("bo", "tom"))

    kinds = [gap.kind for gap in gaps(view, "tom", team=("bo",))]

    assert kinds == [GapKind.EXPORT, GapKind.CONTACTS]


def test_an_advisor_without_earlier_jobs_is_asked_for_their_history() -> None:
    half = Experience(SEEN.connected, np.array([0.0, 0.0, 0.0, 0.9]), SEEN.reached, SEEN.staff)
    view = world({"ana": 0.6, "bo": 0.6}, *careers("bo"), spell("ana", "acme", "Advisor", seen_on=DAY))

    history = next(gap for gap in gaps(view, "tom", seen=half) if gap.kind == GapKind.HISTORY)

    assert (history.person, history.measured) == (number(view, "ana"), True)


def test_without_data_of_ones_own_a_gain_rests_on_priors() -> None:
    found = gaps(world({"ana": 0.8, "bo": 0.6}), "tom", team=("ana",), seen=UNSEEN)

    assert {gap.kind: gap.measured for gap in found} == {
        GapKind.CONTACTS: False,
        GapKind.HISTORY: False,
        GapKind.EXPORT: False,
    }


def test_each_gain_is_what_a_step_adds_to_those_before() -> None:
    view = world({"ana": 0.8, "bo": 0.8}, *worked("ana", "bo", "tom", "uma"))

    found = gaps(view, "tom", "uma", team=("ana", "bo"))

    assert [gap.gain for gap in found] == sorted((gap.gain for gap in found), reverse=True)
    assert [gap.chance for gap in found] == pytest.approx(np.cumsum([gap.gain for gap in found]).tolist())


def test_who_is_left_out_is_neither_asked_nor_asked_about() -> None:
    view = world({"ana": 0.8, "bo": 0.8}, tie("ana", "tom"), *worked("bo", "tom"))

    found = gaps(view, "tom", team=("ana", "bo"), without=("ana", "bo"))

    assert [gap.kind for gap in found] == [GapKind.CONTACTS]
    assert [gap.kind for gap in gaps(view, "tom", team=("ana", "bo"), without=("tom",))] == [GapKind.CONTACTS]


def test_no_more_is_suggested_than_asked_for() -> None:
    view = world({"ana": 0.6, "bo": 0.6, "cy": 0.6}, *(tie(who, "tom") for who in ("ana", "bo", "cy")))

    assert len(gaps(view, "tom", limit=2)) == 2
