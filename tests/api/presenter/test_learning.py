"""What answers teach: nothing before there are any, and what this week's list would be after."""

from __future__ import annotations

from datetime import timedelta

from api.presenter import Author, Happening, Presenter, Wish
from api.presenter.month.learning import learning_answer
from orbit.asks.log.ask import EventKind
from orbit.policy import load_policy
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, STORY
from tests.factories import DAY, NOON

WISH = Wish(
    "snowpeak.example", "dana.wu@snowpeak.example", "bo@northwind.example", reciprocity="linkedin-recommendation"
)
LATER = DAY + timedelta(days=1)


def test_without_answers_there_is_nothing_to_learn(telling: Tell) -> None:
    workspace = telling(*STORY).workspace

    told = learning_answer(workspace, workspace.scene(DAY))

    assert (told["willing"], told["reply"], told["learned"]) == ([], [], "")
    assert told["week"]["added"] == told["week"]["dropped"] == []


def test_a_no_makes_a_circle_a_little_less_willing(telling: Tell) -> None:
    workspace = telling(*STORY).workspace
    presenter = Presenter(workspace)
    presenter.plan_ask(WISH, Author(ANA, NOON, DAY))
    presenter.log_event(1, Happening(EventKind.SENT), Author(ANA, NOON, DAY))
    presenter.log_event(1, Happening(EventKind.DECLINED), Author(ANA, NOON, DAY))

    told = learning_answer(workspace, workspace.scene(LATER))

    [champions] = told["willing"]
    assert (champions["circle"], champions["asks"], champions["real"]) == ("champion", 1, 0)
    assert 0.9 * champions["prior"] < champions["value"] < champions["prior"]
    assert load_policy(None, told["learned"]).willing.champion == champions["value"]
    assert told["calibration"]["bins"][0]["real"] == 0
