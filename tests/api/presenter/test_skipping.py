"""Taking an ask off the week and putting it back, in a file and in Neo4j alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.presenter import Author, Happening, Presenter, Wish
from api.workspace import Workspace
from orbit.asks.log.ask import EventKind
from orbit.asks.log.skipping import week_after
from orbit.errors import AskForbidden, AskRefused, NotFound
from orbit.policy import load_policy
from orbit.settings import Settings, read_settings
from orbit.store.neo4j import open_neo4j
from tests.api.presenter.story import ANA, STORY, tell
from tests.factories import DAY, NOON
from tests.neo4j_database import emptied

WISH = Wish("snowpeak.example", "Dana Wu", "Bo Krantz", note="On leave")
MONDAY = date(2026, 11, 23)
BY_ANA = Author(ANA, NOON, DAY)


@pytest.fixture(params=["file", "neo4j"])
def presenter(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Presenter]:
    with opened(request, tmp_path) as workspace:
        tell(workspace, *STORY)
        yield Presenter(workspace)


def opened(request: pytest.FixtureRequest, home: Path) -> Workspace:
    if request.param == "file":
        return Workspace.open(read_settings(home / "file", {}), create=True)
    url = emptied(request.getfixturevalue("neo4j_url"))
    return Workspace(Settings(home, url), open_neo4j(url, create=True), load_policy())


def mine(presenter: Presenter, day: date = DAY) -> dict[str, Any]:
    [week] = presenter.week(rep=ANA, as_of=day)["reps"]
    return dict(week)


def test_a_skipped_ask_is_off_the_week_until_monday(presenter: Presenter) -> None:
    presenter.skip_ask(WISH, BY_ANA)

    week = mine(presenter)
    [skip] = week["skipped"]
    assert week["asks"] == []
    assert (skip["id"], skip["by"], skip["note"], skip["until"]) == (1, ANA, "On leave", MONDAY.isoformat())
    assert [ask["target"]["name"] for ask in mine(presenter, MONDAY)["asks"]] == ["Dana Wu"]
    assert mine(presenter, MONDAY)["skipped"] == []


def test_a_skip_takes_no_slot_and_no_rest_of_the_connector(presenter: Presenter) -> None:
    before = presenter.champions(rep=None, as_of=DAY)["items"]

    presenter.skip_ask(WISH, BY_ANA)

    after = presenter.champions(rep=None, as_of=DAY)["items"]
    assert [each["verdict"] for each in after] == [each["verdict"] for each in before]
    assert mine(presenter)["counts"]["made"] == 0


def test_what_was_put_back_may_be_chosen_again(presenter: Presenter) -> None:
    presenter.skip_ask(WISH, BY_ANA)

    presenter.put_back(1, BY_ANA)

    assert [ask["logged"] for ask in mine(presenter)["asks"]] == [None]
    assert mine(presenter)["skipped"] == []
    assert [event["kind"] for event in presenter.ask(1, as_of=DAY)["events"]] == [
        *("planned", "withdrawn", "taken_back", "withdrawn")
    ]


def test_only_a_skipped_ask_can_be_put_back(presenter: Presenter) -> None:
    presenter.plan_ask(WISH, BY_ANA)

    with pytest.raises(AskForbidden, match="not skipped"):
        presenter.put_back(1, BY_ANA)
    with pytest.raises(NotFound):
        presenter.put_back(9, BY_ANA)


def test_an_ask_planned_by_hand_ends_the_skip(presenter: Presenter) -> None:
    presenter.skip_ask(WISH, BY_ANA)

    presenter.plan_ask(WISH, BY_ANA)

    assert [ask["logged"]["id"] for ask in mine(presenter)["asks"]] == [2]
    assert mine(presenter)["skipped"] == []


def test_what_is_planned_already_cannot_be_skipped_anew(presenter: Presenter) -> None:
    presenter.plan_ask(WISH, BY_ANA)

    with pytest.raises(AskRefused):
        presenter.skip_ask(WISH, BY_ANA)


def test_a_planned_ask_is_skipped_by_withdrawing_it_until_a_day(presenter: Presenter) -> None:
    presenter.plan_ask(WISH, BY_ANA)

    presenter.log_event(1, Happening(EventKind.WITHDRAWN, next_on=DAY + timedelta(days=9)), BY_ANA)

    assert mine(presenter)["asks"] == []
    assert mine(presenter, MONDAY)["asks"] == []


def test_a_week_after_an_event_of_the_log_is_the_one_that_is_planned_from_nothing(tmp_path: Path) -> None:
    with Workspace.open(read_settings(tmp_path, {}), create=True) as kept:
        tell(kept, *STORY)
        presenter = Presenter(kept)
        presenter.week(rep=None, as_of=DAY)
        presenter.plan_ask(WISH, BY_ANA)

        after = presenter.week(rep=None, as_of=DAY, what_if=("max_open=3",))

    with Workspace.open(read_settings(tmp_path, {})) as anew:
        assert Presenter(anew).week(rep=None, as_of=DAY, what_if=("max_open=3",)) == after


@pytest.mark.parametrize(("day", "monday"), [(date(2026, 11, 23), date(2026, 11, 30)), (DAY, MONDAY)])
def test_a_week_ends_with_its_sunday(day: date, monday: date) -> None:
    assert week_after(day) == monday
