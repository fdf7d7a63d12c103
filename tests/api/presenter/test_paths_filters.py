"""Only some targets, only some connectors: exactly the paths that are left, and nothing dropped in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from api.presenter import PathsRequest, Presenter
from api.presenter.paths.asked import Question
from api.presenter.paths.paths import paths_answer
from api.workspace import Workspace
from orbit.errors import NotFound, UsageError
from orbit.graph.ranking import Choice, Found
from orbit.graph.targets import TargetSearch
from orbit.model import Circle, EntityId, EntityKind, Item
from orbit.titles import JobFunction, Seniority
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import STORY
from tests.factories import DAY, person, role, spell

Json = dict[str, Any]
ASKED = PathsRequest(requester=None, title=None, limit=10, as_of=DAY)
# Cy writes software at Snowpeak, and worked with Bo as Dana did.
CY: list[Item] = [
    person("cy", "Cy Hale", emails=["cy@snowpeak.example"]),
    spell("cy", "oldco", "Software Engineer", "2014-01", "2018-06"),
    spell("cy", "snowpeak", "Software Engineer", "2018-07", seen_on=DAY),
]
# Siv advises us, and worked with Dana and Cy too.
SIV: list[Item] = [
    person("siv", "Siv Dahl", emails=["siv@elsewhere.example"]),
    role("siv", Circle.ADVISOR, seen_on="2020-01-01"),
    spell("siv", "oldco", "Account Executive", "2014-01", "2018-06"),
]


def ask(presenter: Presenter, account: str = "snowpeak.example", **changes: Any) -> Json:
    return presenter.paths(account, replace(ASKED, **changes))


def ends(answer: Json) -> list[tuple[str, str]]:
    """Connector and target of each path."""
    return [(path["people"][-2]["name"], path["people"][-1]["name"]) for path in answer["paths"]]


def carriers(path: Json) -> set[str]:
    """Whom a request on a path goes through: the one in whose name it is made only if they know somebody themselves."""
    is_own = bool(path["hops"][0]["contributions"])
    return {one["id"] for one in path["people"][0 if is_own else 1 :]}


@pytest.fixture
def four(telling: Tell) -> Presenter:
    """Return the story with two connectors and two targets."""
    return Presenter(telling(*STORY, *CY, *SIV).workspace)


@pytest.mark.parametrize(
    ("wanted", "targets"),
    [
        ({}, {"Dana Wu", "Cy Hale"}),
        ({"functions": (JobFunction.SALES,)}, {"Dana Wu"}),
        ({"functions": (JobFunction.ENGINEERING,)}, {"Cy Hale"}),
        ({"functions": (JobFunction.SALES, JobFunction.ENGINEERING)}, {"Dana Wu", "Cy Hale"}),
        ({"seniorities": (Seniority.VP,)}, {"Dana Wu"}),
        ({"seniorities": (Seniority.VP,), "functions": (JobFunction.ENGINEERING,)}, set()),
        ({"title": "software", "functions": (JobFunction.SALES,)}, set()),
    ],
)
def test_only_wanted_targets_are_met(four: Presenter, wanted: Json, targets: set[str]) -> None:
    answer = ask(four, **wanted)

    assert {target for _, target in ends(answer)} == targets
    assert bool(answer["no_path"]) == (not targets)


@pytest.mark.parametrize(
    ("circles", "connectors"),
    [
        ((Circle.CHAMPION,), {"Bo Krantz"}),
        ((Circle.ADVISOR,), {"Siv Dahl"}),
        ((Circle.CHAMPION, Circle.ADVISOR), {"Bo Krantz", "Siv Dahl"}),
        ((Circle.BOARD,), set()),
    ],
)
def test_only_wanted_circles_are_asked(four: Presenter, circles: Sequence[Circle], connectors: set[str]) -> None:
    assert {connector for connector, _ in ends(ask(four, circles=circles))} == connectors


def test_who_is_in_two_circles_is_asked_in_either(telling: Tell) -> None:
    presenter = Presenter(telling(*STORY, role("bo", Circle.ADVISOR, seen_on="2020-01-01")).workspace)

    for circle in (Circle.CHAMPION, Circle.ADVISOR):
        assert ends(ask(presenter, circles=(circle,))) == [("Bo Krantz", "Dana Wu")]


@pytest.mark.parametrize("key", ["Bo Krantz", "bo@northwind.example", "linkedin.com/in/bo-krantz"])
def test_somebody_left_out_is_on_no_path(four: Presenter, key: str) -> None:
    assert {connector for connector, _ in ends(ask(four, without=(key,)))} == {"Siv Dahl"}


def test_only_strong_ties_are_gone_over(four: Presenter) -> None:
    whole = ask(four)
    strengths = {round(hop["strength"], 9) for path in whole["paths"] for hop in path["hops"]}
    least = sorted(strengths)[len(strengths) // 2]

    kept = ask(four, min_strength=least)["paths"]

    assert 0 < len(kept) < len(whole["paths"])
    strong = [path for path in whole["paths"] if min(path["contributions"]["know"]["ties"]) >= least - 1e-9]
    assert [path["id"] for path in kept] == [path["id"] for path in strong]


def test_where_no_tie_is_strong_enough_the_answer_says_so(four: Presenter) -> None:
    assert ask(four, min_strength=1.0)["no_path"]["reason"].endswith("is known to know them well enough.")


@pytest.mark.parametrize("least", [-0.1, 1.1])
def test_a_strength_is_a_probability(four: Presenter, least: float) -> None:
    with pytest.raises(UsageError):
        ask(four, min_strength=least)


def test_a_target_left_out_is_not_met(four: Presenter) -> None:
    assert {target for _, target in ends(ask(four, without=("Dana Wu",)))} == {"Cy Hale"}


def test_who_is_left_out_has_to_be_known(four: Presenter) -> None:
    with pytest.raises(NotFound):
        ask(four, without=("Nobody Atall",))


def test_without_the_best_connector_the_next_best_paths_stand_as_they_did(demo_presenter: Presenter) -> None:
    accounts = demo_presenter.accounts(as_of=DAY, limit=12, cursor=None)["items"]

    for account in accounts:
        everything = ask(demo_presenter, account["id"], limit=100)["paths"]
        connector = everything[0]["people"][0 if everything[0]["hops"][0]["contributions"] else 1]["id"]
        others = ask(demo_presenter, account["id"], limit=100, without=(connector,))["paths"]

        remaining = [path for path in everything if connector not in carriers(path)]
        assert not any(connector in carriers(path) for path in others)
        assert [path["score"] for path in others[:1]] == [path["score"] for path in remaining[:1]]


def test_the_answer_says_how_many_people_were_looked_at(four: Presenter) -> None:
    assert ask(four)["targets"] == {"known": 2, "wanted": 2, "looked_at": 2}
    assert ask(four, title="software")["targets"] == {"known": 2, "wanted": 1, "looked_at": 1}


def test_the_reason_tells_what_was_asked_for_from_what_is_known(four: Presenter) -> None:
    narrow = ask(four, title="pilot")["no_path"]["reason"]
    over_nobody = ask(four, circles=(Circle.BOARD,))["no_path"]["reason"]

    assert narrow == "2 people at Snowpeak GmbH are known, but nobody among them fits what was asked for."
    assert over_nobody.endswith("but none of our people who were asked for is known to know them.")


class Hasty:
    """A ranker that was stopped before it found anything."""

    def best(self, searches: Sequence[tuple[TargetSearch, Choice]]) -> list[Found]:
        """Return nothing, for want of time."""
        return [Found((), partial=True) for _ in searches]


def test_a_search_that_was_stopped_says_so(telling: Tell) -> None:
    told = telling(*STORY)
    scene = replace(told.workspace.scene(DAY), ranker=Hasty())
    number = scene.view.snapshot.company(EntityId(told.entity("snowpeak", EntityKind.COMPANY)))

    assert number is not None
    answer = paths_answer(told.workspace.store, scene, Question(number, None, frozenset(), ASKED))

    assert (answer["partial"], answer["paths"]) == (True, [])


def test_a_search_that_was_not_stopped_says_so_too(demo: Workspace) -> None:
    accounts = Presenter(demo).accounts(as_of=DAY, limit=5, cursor=None)["items"]

    assert not any(ask(Presenter(demo), account["id"])["partial"] for account in accounts)


def test_only_the_paths_to_whom_one_wants_to_reach_are_told(four: Presenter) -> None:
    cy = four.person("cy@snowpeak.example", as_of=DAY)["person"]["id"]

    answer = ask(four, towards=cy)

    assert ends(answer) == [pair for pair in ends(ask(four)) if pair[1] == "Cy Hale"]
    assert ends(answer)


def test_where_no_path_leads_to_them_the_best_of_all_are_told(four: Presenter) -> None:
    answer = ask(four, towards="ana.ruiz@tidewell.example", most=1)

    assert ends(answer) == ends(ask(four))[:1]


def test_somebody_unknown_cannot_be_reached(four: Presenter) -> None:
    with pytest.raises(NotFound):
        ask(four, towards="nobody@snowpeak.example")
