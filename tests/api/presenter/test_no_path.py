"""No verified path yet: why, and the steps that would most likely make one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from api.presenter import PathsRequest, Presenter
from orbit.model import Circle, Item, TieKind
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import SPELLS, STORY
from tests.factories import DAY, account_state, company, person, role, spell, tie

Json = dict[str, Any]
ASKED = PathsRequest(requester=None, title=None, limit=10, as_of=DAY)
# Bo and Dana have never met.
STRANGERS = [fact for fact in STORY if fact not in SPELLS[:2]]
SIV: list[Item] = [person("siv", "Siv Dahl"), role("siv", Circle.ADVISOR, seen_on="2020-01-01")]


def no_path(presenter: Presenter, account: str = "snowpeak.example", **changes: Any) -> Json:
    answer = presenter.paths(account, replace(ASKED, **changes))
    assert answer["paths"] == []
    told: Json = answer["no_path"]
    return told


def test_without_any_path_the_answer_says_what_would_create_one(telling: Tell) -> None:
    told = no_path(Presenter(telling(*STRANGERS).workspace))

    prior = " (a prior: no data of your own yet)"
    assert told["reason"].endswith("none of our people is known to know them.")
    assert f"Import the LinkedIn export of Ana Ruiz: theirs is missing{prior}." in told["suggestions"]


def test_each_step_has_its_gain_and_they_add_up(telling: Tell) -> None:
    told = no_path(Presenter(telling(*STRANGERS, *SIV).workspace))

    gains = [step["gain"] for step in told["steps"]]
    assert {step["kind"] for step in told["steps"]} == {"contacts", "history", "export"}
    assert gains == sorted(gains, reverse=True)
    assert told["steps"][-1]["chance"] == pytest.approx(sum(gains))
    assert [step["text"] for step in told["steps"]] == told["suggestions"]


def test_whose_history_is_missing_is_named(telling: Tell) -> None:
    told = no_path(Presenter(telling(*STRANGERS, *SIV).workspace))

    (history,) = (step for step in told["steps"] if step["kind"] == "history" and step["person"]["name"] == "Siv Dahl")
    assert history["text"].startswith("Ask Siv Dahl for their work history: no earlier job is known")


def test_a_colleague_who_worked_with_the_targets_says_with_how_many(telling: Tell) -> None:
    titles = {"ana": "Sales", "dana": "Software Engineer"}
    shared = [spell(who, "oldco", title, "2015-01", "2015-02") for who, title in titles.items()]
    huge = company("oldco", domains=["oldco.example"], headcount=500_000)

    told = no_path(Presenter(telling(*STRANGERS, huge, *shared).workspace), requester="ana.ruiz@tidewell.example")

    (export,) = (step for step in told["steps"] if step["kind"] == "export")
    assert "1 person at Snowpeak GmbH shared a company with them" in export["text"]


def test_a_question_says_what_a_yes_would_be_worth(telling: Tell) -> None:
    doubt = tie("bo", "dana", TieKind.DECLARED, on=DAY, closeness=0.002)

    told = no_path(Presenter(telling(*STRANGERS, SPELLS[0], doubt).workspace))

    (question,) = (step for step in told["steps"] if step["kind"] == "question")
    assert (question["person"]["name"], question["target"]["name"]) == ("Bo Krantz", "Dana Wu")
    assert question["text"] == (
        f"Ask Bo Krantz whether they know Dana Wu; a yes would make it a path of {question['score']:.0%}."
    )


def test_of_an_account_where_nobody_is_known_contacts_are_wanted(telling: Tell) -> None:
    fjord = company("fjord", "Fjord Freight", domains=["fjord.example"])
    told = telling(*STORY, fjord, account_state("fjord", seen_on="2020-01-01"))

    answer = no_path(Presenter(told.workspace), "fjord.example")

    (step,) = answer["steps"]
    assert answer["reason"] == "Nobody who works at Fjord Freight today is known."
    assert (step["kind"], step["basis"], step["person"]) == ("contacts", "measured", None)


def test_only_who_may_be_on_a_path_is_suggested(telling: Tell) -> None:
    told = no_path(Presenter(telling(*STORY, *SIV).workspace), circles=(Circle.ADVISOR,))

    assert {step["person"]["name"] for step in told["steps"] if step["person"]} == {"Siv Dahl"}


def test_asking_twice_gives_the_same_steps(telling: Tell) -> None:
    workspaces = [telling(*items).workspace for items in (STRANGERS, list(reversed(STRANGERS)))]

    one, other = (no_path(Presenter(workspace)) for workspace in workspaces)

    assert one["suggestions"] == other["suggestions"]
    assert [step["gain"] for step in one["steps"]] == [step["gain"] for step in other["steps"]]
