"""Why paths rose, fell, appeared or vanished between two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.presenter import PathsRequest, Presenter
from orbit.errors import UsageError
from orbit.model import Circle, Item, TieKind
from orbit.titles import Seniority
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import CUSTOMER, ROLES, SIGNALS, SPELLS, STORY
from tests.factories import DAY, company, ref, role, spell, tie

Json = dict[str, Any]
ASKED = PathsRequest(requester=None, title=None, limit=10, as_of=DAY)
SUMMER = date(2026, 8, 1)


def changes(presenter: Presenter, account: str = "snowpeak.example", **asked: Any) -> Json:
    told: Json = presenter.paths(account, replace(ASKED, **{"diff": SUMMER, **asked}))["changes"]
    return told


def only(telling: Tell, *items: Item, **asked: Any) -> Json:
    """The one change of a story."""
    (change,) = changes(Presenter(telling(*items).workspace), **asked)["paths"]
    return dict(change)


def but(*left_out: Item) -> list[Item]:
    """The story without some facts."""
    return [item for item in STORY if item not in left_out]


def refs(change: Json, of: str = "evidence") -> list[str]:
    return [entry["ref"] for entry in change[of]]


def test_nothing_is_compared_unless_asked(story: Presenter) -> None:
    assert "changes" not in story.paths("snowpeak.example", ASKED)


@pytest.mark.parametrize("day", [DAY, date(2027, 1, 1)])
def test_only_an_earlier_day_can_be_compared_with(day: date) -> None:
    with pytest.raises(UsageError, match="diff must be a day before 21 Nov 2026"):
        replace(ASKED, diff=day)


def test_each_change_has_both_scores_and_a_reason(story: Presenter) -> None:
    told = changes(story)

    (change,) = told["paths"]
    assert (told["since"], told["partial"]) == ("2026-08-01", False)
    assert (change["connector"]["name"], change["target"]["name"]) == ("Bo Krantz", "Dana Wu")
    assert change["before"] == story.paths("snowpeak.example", replace(ASKED, as_of=SUMMER))["paths"][0]["score"]
    assert change["after"] == story.paths("snowpeak.example", ASKED)["paths"][0]["score"]


def test_a_path_rises_when_the_connector_may_be_asked(telling: Tell) -> None:
    change = only(telling, *STORY)

    assert (change["change"], change["factor"], change["part"]) == ("rose", "willing", "timing")
    assert change["text"] == "Bo Krantz may be asked now"


def test_a_path_rises_with_a_new_signal(telling: Tell) -> None:
    change = only(telling, *STORY, diff=date(2026, 11, 9), as_of=date(2026, 11, 18))

    assert (change["change"], change["factor"], change["part"]) == ("rose", "reply", "signal")
    assert change["text"] == "New at Snowpeak GmbH: VP Sales role posted, 10 Nov 2026"
    assert refs(change) == ["jobs.json:5"]


def test_a_path_falls_when_the_signals_fade(telling: Tell) -> None:
    change = only(telling, *STORY, diff=date(2027, 1, 10), as_of=date(2027, 3, 10))

    assert (change["change"], change["part"], change["evidence"]) == ("fell", "signal", [])
    assert change["text"] == "The signals at Snowpeak GmbH have faded since 10 Jan 2027"


def test_a_path_falls_when_the_connector_may_not_be_asked_any_more(telling: Tell) -> None:
    change = only(telling, *STORY, diff=DAY, as_of=date(2026, 11, 26))

    assert (change["change"], change["part"]) == ("fell", "timing")
    assert change["text"].startswith("Bo Krantz may not be asked now: The window after the CSAT answer")


def test_a_path_appears_with_a_target_who_joins(telling: Tell) -> None:
    joined = spell("dana", "snowpeak", "VP Sales", "2026-09", seen_on=DAY, at=ref(9, file="careers.jsonl"))

    change = only(telling, *but(SPELLS[-1]), joined)

    assert (change["change"], change["before"], change["part"]) == ("appeared", None, "not_there")
    assert change["text"] == "Dana Wu was not known to be at Snowpeak GmbH yet"
    assert refs(change) == ["careers.jsonl:9"]


def test_a_path_vanishes_with_a_target_who_leaves(telling: Tell) -> None:
    left = spell("dana", "snowpeak", "VP Sales", "2018-07", "2026-09-30")
    moved = spell("dana", "kelp", "VP Sales", "2026-10", seen_on=DAY, at=ref(9, file="careers.jsonl"))

    change = only(telling, *but(SPELLS[-1]), company("kelp", "Kelpworks"), left, moved)

    assert (change["change"], change["after"], change["part"]) == ("vanished", None, "not_there")
    assert change["text"] == "Dana Wu is not known to be at Snowpeak GmbH any more; now at Kelpworks"
    assert refs(change) == ["careers.jsonl:9"]


def test_a_path_appears_with_somebody_who_becomes_one_of_ours(telling: Tell) -> None:
    joined = role("bo", Circle.ADVISOR, start="2026-10-01", seen_on=DAY, at=ref(2, file="advisors.csv"))

    change = only(telling, *but(ROLES[1], *CUSTOMER), joined)

    assert (change["change"], change["before"], change["part"]) == ("appeared", None, "not_ours")
    assert change["text"] == "Bo Krantz was not one of our people yet"
    assert "advisors.csv:2" in refs(change)


def test_a_path_changes_with_what_one_of_the_two_says(telling: Tell) -> None:
    said = tie("bo", "dana", TieKind.CONFIRMED, on="2026-10-01", closeness=0.9, at=ref(7, file="answers.csv"))

    change = only(telling, *STORY, said, diff=date(2026, 9, 1), as_of=date(2026, 10, 20))

    assert (change["change"], change["factor"], change["part"]) == ("rose", "know", "ties")
    assert change["text"] == (
        "Bo Krantz → Dana Wu: Confirmed since 1 Oct 2026; before: Both at Oldco (40 people), Jan 2015 – Jun 2018"
    )
    assert refs(change) == ["answers.csv:7"]


def test_a_tie_that_is_denied_ends_a_path(telling: Tell) -> None:
    denied = tie("bo", "dana", TieKind.DECLARED, on="2026-10-01", closeness=0.0, at=ref(7, file="answers.csv"))

    change = only(telling, *STORY, denied)

    assert change["change"] == "vanished"
    assert refs(change) == ["answers.csv:7"]


def test_a_tie_that_only_ages_fades(telling: Tell) -> None:
    friend = role("bo", Circle.ADVISOR, seen_on="2020-01-01")

    change = only(telling, *but(*SIGNALS, *CUSTOMER, ROLES[1]), friend, diff=date(2024, 1, 1), as_of=date(2026, 11, 21))

    assert (change["change"], change["factor"]) == ("fell", "know")
    assert change["text"].endswith("it has faded with time")
    assert change["evidence"] == []


def test_a_change_of_title_is_told(telling: Tell) -> None:
    before = spell("dana", "snowpeak", "CEO", "2018-07", "2026-09", at=ref(4, file="careers.jsonl"))
    after = spell("dana", "snowpeak", "VP Sales", "2026-10", seen_on=DAY, at=ref(9, file="careers.jsonl"))
    told = [*but(SPELLS[-1], *SIGNALS), before, after]

    change = only(telling, *told, diff=date(2026, 9, 15), as_of=date(2026, 10, 20))

    assert (change["change"], change["part"]) == ("rose", "seniority")
    assert change["text"] == "Dana Wu: VP Sales; before: CEO"
    assert refs(change) == ["careers.jsonl:9"]


def test_who_did_not_fit_the_filter_then_was_none_of_those_asked_for(telling: Tell) -> None:
    before = spell("dana", "snowpeak", "CEO", "2018-07", "2026-09", at=ref(4, file="careers.jsonl"))
    after = spell("dana", "snowpeak", "VP Sales", "2026-10", seen_on=DAY, at=ref(9, file="careers.jsonl"))

    change = only(telling, *but(SPELLS[-1]), before, after, seniorities=(Seniority.VP,))

    assert change["change"] == "appeared"
    assert change["text"] == "Dana Wu was not known to be one of those asked for at Snowpeak GmbH yet"


def test_who_left_the_circles_asked_for_is_left_out(telling: Tell) -> None:
    was = role("bo", Circle.ADVISOR, start="2020-01", end="2026-09", seen_on="2020-01-01")

    change = only(telling, *STORY, was, circles=(Circle.ADVISOR,))

    assert (change["change"], change["part"]) == ("vanished", "left_out")
    assert change["text"] == "Bo Krantz is not in the circles asked for any more"


def test_no_path_on_either_day_is_no_change(telling: Tell) -> None:
    assert changes(Presenter(telling(*but(*SPELLS)).workspace))["paths"] == []


def test_the_scores_are_those_of_the_two_days(demo_presenter: Presenter) -> None:
    accounts = demo_presenter.accounts(as_of=DAY, limit=6, cursor=None)["items"]

    for account in accounts:
        told = changes(demo_presenter, account["id"])["paths"]
        for day, side in ((SUMMER, "before"), (DAY, "after")):
            shown = demo_presenter.paths(account["id"], replace(ASKED, as_of=day))["paths"]
            scores = {(path["people"][-1]["id"], round(path["score"], 12)) for path in shown}
            assert scores <= {(one["target"]["id"], round(one[side] or 0.0, 12)) for one in told}


def test_the_largest_move_comes_first(demo_presenter: Presenter) -> None:
    account = demo_presenter.accounts(as_of=DAY, limit=1, cursor=None)["items"][0]

    moves = [abs((one["after"] or 0) - (one["before"] or 0)) for one in changes(demo_presenter, account["id"])["paths"]]

    assert len(moves) > 1
    assert moves == sorted(moves, reverse=True)
