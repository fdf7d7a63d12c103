"""How often what is missing turned out to help, counted on the workspace's own people."""

from __future__ import annotations

import numpy as np
import pytest

from orbit.graph.experience import Experience, Share, Shared, exporters, jobs_known, look_at, measure
from orbit.graph.view import View
from orbit.model import EntityId, Item
from tests.factories import DAY, company, person, spell, tie
from tests.listed import number_of, view_of

AE = "Account Executive"
# Ana and Bo are colleagues, Cy is a champion; the others work at the accounts Acme and Bolt.
NAMES = ("ana", "bo", "cy", "tom", "uma", "vic", "wes")
WILLING = {"ana": 0.8, "bo": 0.8, "cy": 0.5}
COMPANIES = ("acme", "bolt", "oldco", "us")


def works(who: str, where: str, title: str = AE) -> Item:
    return spell(who, where, title, "2020-01", seen_on=DAY)


def worked(who: str, title: str = AE) -> Item:
    return spell(who, "oldco", title, "2015-01", "2018-01")


STAFF = (works("tom", "acme"), works("uma", "acme"), works("vic", "bolt"), works("wes", "bolt"))


def world(*facts: Item) -> View:
    return view_of([*map(person, NAMES), *map(company, COMPANIES), *STAFF, *facts], WILLING, DAY)


def number(view: View, who: str) -> int:
    return number_of(view.snapshot, who)


def seen(view: View, team: tuple[str, ...] = ("ana", "bo"), accounts: tuple[str, ...] = ("acme", "bolt")) -> Experience:
    companies = [view.snapshot.company(EntityId(name)) for name in accounts]
    return measure(
        view, team=[number(view, who) for who in team], accounts=[one for one in companies if one is not None]
    )


def test_few_cases_leave_a_share_near_what_was_expected() -> None:
    assert Share(0, 0, expected=0.3, weight=20).value == pytest.approx(0.3)
    assert Share(1, 1, expected=0.3, weight=20).value == pytest.approx(7 / 21)
    assert Share(400, 400, expected=0.3, weight=20).value > 0.95


def test_an_export_is_known_by_connections_who_are_no_colleagues() -> None:
    view = world(tie("ana", "tom"), tie("ana", "bo"))

    assert exporters(view, [number(view, "ana"), number(view, "bo")]) == [number(view, "ana")]


def test_pairs_are_told_apart_by_what_they_shared() -> None:
    view = world(worked("ana"), worked("tom"), worked("uma", "Software Engineer"), tie("ana", "vic"))
    right = np.array([number(view, who) for who in ("tom", "uma", "vic", "wes")])

    pairs = look_at(view.ties, np.full(4, number(view, "ana")), right)

    assert pairs.shared.tolist() == [Shared.FUNCTION, Shared.COMPANY, Shared.NOTHING, Shared.NOTHING]
    assert pairs.connected.tolist() == [False, False, True, False]
    assert (pairs.met > 0).tolist() == [True, True, False, False]
    assert (pairs.strength > 0).tolist() == [True, True, True, False]


def test_connections_are_counted_among_those_who_shared_a_company_and_among_others() -> None:
    careers = [worked("ana"), worked("tom"), worked("uma"), worked("vic", "Software Engineer")]
    experience = seen(world(*careers, tie("ana", "tom")))

    counted = [(share.hits, share.of) for share in experience.connected]
    assert counted == [(0, 1), (0, 1), (1, 2)]


def test_whom_only_the_export_itself_told_of_says_nothing() -> None:
    counted = [(share.hits, share.of) for share in seen(world(worked("ana"), tie("ana", "tom"))).connected]

    assert counted == [(0, 3), (0, 0), (0, 0)]


def test_accounts_with_a_path_are_counted_among_those_where_people_are_known() -> None:
    experience = seen(world(tie("ana", "tom")), accounts=("acme", "bolt", "oldco"))

    assert (experience.reached.hits, experience.reached.of, experience.staff) == (1, 2, 2.0)


def test_careers_of_ours_show_how_close_a_known_history_comes() -> None:
    experience = seen(world(worked("cy"), works("cy", "us"), worked("tom")))

    assert len(experience.closeness) == 4
    assert (experience.closeness > 0).sum() == 1


def test_where_nothing_is_known_everything_is_expected_only() -> None:
    experience = seen(world(), team=(), accounts=())

    assert [share.of for share in (*experience.connected, experience.reached)] == [0, 0, 0, 0]
    assert (len(experience.closeness), experience.staff) == (0, None)


def test_jobs_are_counted_for_each_person() -> None:
    view = world(worked("ana"), works("ana", "us"))

    assert jobs_known(view, np.array([number(view, who) for who in ("ana", "bo", "tom")])).tolist() == [2, 0, 1]
