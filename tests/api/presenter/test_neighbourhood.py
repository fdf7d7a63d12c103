from __future__ import annotations

from typing import Any

import pytest

from api.presenter import PathsRequest, Presenter
from api.presenter.paths.neighbourhood import Around
from orbit.errors import NotFound, UsageError
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import COMPANIES, CUSTOMER, PEOPLE, ROLES, SPELLS, TARGET
from tests.factories import DAY, tie


def graph(presenter: Presenter, account: str = "snowpeak.example", **wanted: Any) -> dict[str, Any]:
    return presenter.neighbourhood(account, Around(**wanted), requester=None, as_of=DAY)


def kinds(answer: dict[str, Any]) -> dict[str, str]:
    return {node["name"]: node["kind"] for node in answer["nodes"]}


def busiest(presenter: Presenter) -> str:
    """The account of the fictional company with the most ways in."""
    accounts = presenter.accounts(as_of=DAY, limit=20, cursor=None)["items"]
    return str(max(accounts, key=lambda one: graph(presenter, one["id"])["cut"]["ways"])["id"])


def test_everybody_on_a_way_is_a_node_of_their_kind(story: Presenter) -> None:
    told = kinds(graph(story))

    assert told == {
        "Ana Ruiz": "requester",
        "Bo Krantz": "connector",
        "Dana Wu": "target",
        "Oldco": "company",
        "Snowpeak GmbH": "account",
    }


def test_two_who_worked_together_are_tied_over_the_company(story: Presenter) -> None:
    answer = graph(story)
    names = {node["id"]: node["name"] for node in answer["nodes"]}

    ends = {(names[edge["from"]], names[edge["to"]]) for edge in answer["edges"]}

    assert ends == {
        ("Ana Ruiz", "Bo Krantz"),
        ("Bo Krantz", "Oldco"),
        ("Oldco", "Dana Wu"),
        ("Dana Wu", "Snowpeak GmbH"),
    }


def test_each_tie_has_its_words_and_where_they_were_read(story: Presenter) -> None:
    answer = graph(story)
    hops = story.paths("snowpeak.example", PathsRequest(None, None, 5, DAY))["paths"][0]["hops"]

    told = {
        tie["id"]: (tie["text"], tie["strength"], tie["evidence"]) for edge in answer["edges"] for tie in edge["ties"]
    }

    assert set(told) == {f"{hop['from']}-{hop['to']}" for hop in hops}
    assert all(told[f"{hop['from']}-{hop['to']}"] == (hop["text"], hop["strength"], hop["evidence"]) for hop in hops)


def test_two_who_know_each_other_otherwise_are_tied_directly(telling: Tell) -> None:
    spells = [spell for spell in SPELLS if "oldco" not in str(spell)]
    told = telling(*PEOPLE, *COMPANIES, *ROLES, *CUSTOMER, *TARGET, *spells, tie("bo", "dana"))

    assert "company" not in kinds(graph(Presenter(told.workspace))).values()


def test_an_account_nobody_leads_to_stands_alone(telling: Tell) -> None:
    told = telling(*PEOPLE, *COMPANIES, *ROLES, *TARGET)

    answer = graph(Presenter(told.workspace))

    assert list(kinds(answer).values()) == ["account"]
    assert answer["cut"] == {"ways": 0, "shown": 0, "no_room": 0}


def test_there_are_never_more_nodes_than_wanted(demo_presenter: Presenter) -> None:
    account = busiest(demo_presenter)
    first = graph(demo_presenter, account)
    people = tuple(node["id"] for node in first["nodes"] if node["more"])

    answers = [graph(demo_presenter, account, limit=limit, opened=people) for limit in (5, 11, 50)]

    assert [len(answer["nodes"]) <= limit for answer, limit in zip(answers, (5, 11, 50), strict=True)] == [True] * 3
    assert answers[0]["cut"]["no_room"] > 0


def test_every_edge_leads_from_a_node_to_another(demo_presenter: Presenter) -> None:
    answer = graph(demo_presenter, busiest(demo_presenter))
    nodes = {node["id"] for node in answer["nodes"]}

    ends = [(edge["from"], edge["to"]) for edge in answer["edges"]]

    assert {end for pair in ends for end in pair} == nodes
    assert len(set(ends)) == len(ends)


def test_opening_a_node_shows_more_of_its_ways_first(demo_presenter: Presenter) -> None:
    account = busiest(demo_presenter)
    one = next(node for node in graph(demo_presenter, account)["nodes"] if node["more"])

    opened = graph(demo_presenter, account, opened=(one["id"],))

    [again] = [node for node in opened["nodes"] if node["id"] == one["id"]]
    assert again["opened"]
    assert again["more"] < one["more"]


def test_the_same_question_has_the_same_answer(demo_presenter: Presenter) -> None:
    account = busiest(demo_presenter)

    assert graph(demo_presenter, account) == graph(demo_presenter, account)


def test_a_node_that_is_not_there_opens_nothing(story: Presenter) -> None:
    assert graph(story, opened=("per_000000000000",))["nodes"] == graph(story)["nodes"]


@pytest.mark.parametrize("limit", [4, 51])
def test_only_what_a_page_holds_may_be_wanted(limit: int) -> None:
    with pytest.raises(UsageError, match="5 to 50"):
        Around(limit=limit)


def test_an_unknown_account_is_not_found(story: Presenter) -> None:
    with pytest.raises(NotFound):
        graph(story, "nowhere.example")
