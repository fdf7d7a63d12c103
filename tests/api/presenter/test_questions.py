"""Asking about ties: the question that matters is asked, and its answer is evidence at once."""

from __future__ import annotations

import pytest

from api.presenter import PathsRequest, Presenter
from api.presenter.month.questions import Answer, confirm_tie, questions_answer
from orbit.errors import NotFound, UsageError
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, STORY, Told
from tests.factories import DAY, NOON

BO, DANA = "bo@northwind.example", "dana.wu@snowpeak.example"


@pytest.fixture
def told(telling: Tell) -> Told:
    return telling(*STORY)


def confirm(told: Told, closeness: float | None, one: str = BO, other: str = DANA) -> None:
    answer = Answer(one, other, closeness, DAY, ANA)
    confirm_tie(told.workspace, told.workspace.scene(DAY), answer, at=NOON)


def know(told: Told) -> float | None:
    found = Presenter(told.workspace).paths("snowpeak.example", PathsRequest(None, None, 5, DAY))["paths"]
    return found[0]["factors"]["know"] if found else None


def test_the_doubtful_tie_of_a_possible_ask_is_asked_about(told: Told) -> None:
    [question] = questions_answer(told.workspace.scene(DAY))["questions"]

    assert (question["one"]["name"], question["other"]["name"]) == ("Bo Krantz", "Dana Wu")
    assert "oldco" in question["because"].lower()
    assert question["asks"] == 1


def test_a_yes_makes_the_path_stronger_and_is_not_asked_for_again(told: Told) -> None:
    before = know(told)

    confirm(told, None)

    after = know(told)
    assert before is not None
    assert after is not None
    assert after > before
    assert questions_answer(told.workspace.scene(DAY))["questions"] == []


def test_a_no_takes_the_path_away(told: Told) -> None:
    confirm(told, 0.0)

    assert know(told) is None


def test_the_last_answer_counts(told: Told) -> None:
    confirm(told, 0.0)
    confirm(told, 0.8)

    assert know(told) == pytest.approx(0.8)


def test_one_person_cannot_be_tied_to_themselves(told: Told) -> None:
    with pytest.raises(UsageError, match="two people"):
        confirm(told, None, BO, BO)


def test_an_unknown_person_is_refused(told: Told) -> None:
    with pytest.raises(NotFound):
        confirm(told, None, "nobody@example.com")
