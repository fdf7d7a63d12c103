"""What a score is made of, and what would raise it: the numbers come true."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from api.presenter import PathsRequest, Presenter
from api.rendering import to_json
from orbit.model import SignalKind, TieKind
from orbit.policy import load_policy
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import CUSTOMER, SIGNALS, SPELLS, STORY
from tests.factories import DAY, ref, signal, spell, tie, trigger

Json = dict[str, Any]
ASKED = PathsRequest(requester=None, title=None, limit=10, as_of=DAY, why=True)
LATER = DAY + timedelta(days=10)


def ask(presenter: Presenter, account: str = "snowpeak.example", **changes: Any) -> Json:
    """The answer as a program reads it."""
    answer: Json = json.loads(to_json(presenter.paths(account, replace(ASKED, **changes))))
    return answer


def raises(answer: Json) -> dict[str, Json]:
    """What would raise the only path, by what it is."""
    (path,) = answer["paths"]
    return {one["what"]: one for one in path["raise"]}


@pytest.fixture(scope="module")
def every_path(demo_presenter: Presenter) -> list[Json]:
    """The paths into all target accounts of the fictional company."""
    accounts = demo_presenter.accounts(as_of=DAY, limit=500, cursor=None)["items"]
    return [path for account in accounts for path in ask(demo_presenter, account["id"])["paths"]]


def test_nothing_is_explained_unless_asked(story: Presenter) -> None:
    (path,) = ask(story, why=False)["paths"]

    assert {"why", "raise"}.isdisjoint(path)


def test_the_parts_multiply_to_the_factors_and_these_to_the_score_to_the_last_digit(every_path: list[Json]) -> None:
    assert every_path
    for path in every_path:
        factors = path["why"]["factors"]
        assert path["score"] == math.prod(factor["value"] for factor in factors)
        for factor in factors:
            assert factor["value"] == math.prod(part["value"] for part in factor["parts"])


def test_each_tie_among_the_parts_is_its_contributions_combined_to_the_last_digit(every_path: list[Json]) -> None:
    for path in every_path:
        shown = [part["value"] for part in path["why"]["factors"][1]["parts"] if part["part"] == "tie"]
        hops = [hop for hop in path["hops"] if hop["contributions"]]
        assert shown == [1.0 - math.prod(1.0 - one["cap"] * one["p"] for one in hop["contributions"]) for hop in hops]


def test_every_part_has_words(every_path: list[Json]) -> None:
    parts = [part for path in every_path for factor in path["why"]["factors"] for part in factor["parts"]]

    assert all(part["text"] for part in parts)


def test_the_weakest_part_is_the_smallest_of_the_weakest_factor(every_path: list[Json]) -> None:
    for path in every_path:
        weakest = path["why"]["weakest"]
        (factor,) = (one for one in path["why"]["factors"] if one["factor"] == path["weakest"])
        assert weakest["factor"] == path["weakest"]
        assert weakest["value"] == min(part["value"] for part in factor["parts"])


def test_what_would_raise_a_score_comes_with_the_gain_the_greatest_first(every_path: list[Json]) -> None:
    for path in every_path:
        scores = [one["score"] for one in path["raise"]]
        assert scores == sorted(scores, reverse=True)
        assert all(path["score"] < score <= 1 for score in scores)
        assert all(one["gain"] == one["score"] - path["score"] for one in path["raise"])


def test_a_path_is_told_in_words(story: Presenter) -> None:
    (path,) = ask(story)["paths"]

    assert [part["text"] for factor in path["why"]["factors"] for part in factor["parts"]] == [
        "Bo Krantz: Champion at Northwind",
        "Bo Krantz may be asked now",
        "Nobody in between has to pass it on",
        "Bo Krantz → Dana Wu: Both at Oldco (40 people), Jan 2015 – Jun 2018",
        "Dana Wu: VP Sales (vice president)",
        "Sales: we sell to it",
        "VP Sales role posted, 10 Nov 2026: a heat of 33%",
        "Dana Wu was last known to be at Snowpeak GmbH on 21 Nov 2026",
    ]


def test_of_a_target_whom_the_requester_knows_nobody_has_to_be_asked(telling: Tell) -> None:
    told = telling(*STORY, tie("ana", "dana", TieKind.CONFIRMED, on=DAY, closeness=0.9))

    own = ask(Presenter(told.workspace))["paths"][0]["why"]["factors"][0]["parts"]

    assert [part["text"] for part in own] == [
        "Ana Ruiz: Colleague",
        "The requester knows them: nobody has to be asked",
    ]


def test_a_tie_that_is_confirmed_raises_the_score_as_foretold(telling: Tell) -> None:
    close = load_policy().gaps.confirmed_closeness

    foretold = raises(ask(Presenter(telling(*STORY).workspace)))["confirm"]["score"]
    told = telling(*STORY, tie("bo", "dana", TieKind.CONFIRMED, on=DAY, closeness=close))

    assert ask(Presenter(told.workspace))["paths"][0]["score"] == pytest.approx(foretold)


def test_a_tie_once_confirmed_would_be_confirmed_as_close_as_it_was(telling: Tell) -> None:
    said = tie("bo", "dana", TieKind.CONFIRMED, on="2018-11-21", closeness=0.6)

    (path,) = ask(Presenter(telling(*STORY, said).workspace))["paths"]

    (again,) = (one for one in path["raise"] if one["what"] == "confirm")
    assert again["score"] == pytest.approx(path["score"] / path["factors"]["know"] * 0.6)


def test_a_denied_tie_would_not_be_raised_by_confirming_it(telling: Tell) -> None:
    denied = tie("bo", "dana", TieKind.DECLARED, on="2018-11-21", closeness=0.0)

    assert "confirm" not in raises(ask(Presenter(telling(*STORY, denied).workspace)))


def test_a_new_signal_raises_the_score_as_foretold(telling: Tell) -> None:
    foretold = raises(ask(Presenter(telling(*STORY).workspace)))["signal"]
    told = telling(*STORY, signal("snowpeak", SignalKind.HIRING, on=DAY, id="new", title="Another"))

    assert "hiring" in foretold["text"]
    assert ask(Presenter(told.workspace))["paths"][0]["score"] == pytest.approx(foretold["score"])


def test_a_target_who_is_seen_again_raises_the_score_as_foretold(telling: Tell) -> None:
    long_ago = [fact for fact in STORY if fact != SPELLS[-1]]

    old, new = (
        ask(Presenter(telling(*long_ago, spell("dana", "snowpeak", "VP Sales", "2018-07", seen_on=day)).workspace))
        for day in ("2025-11-21", DAY)
    )

    assert raises(old)["still_there"]["score"] == new["paths"][0]["score"]
    assert "last known there on 21 Nov 2025" in raises(old)["still_there"]["text"]


def test_dates_that_show_an_overlap_raise_the_score_as_foretold(telling: Tell) -> None:
    others = [fact for fact in STORY if fact not in SPELLS[:2]]
    vague = [
        spell("bo", "oldco", "Account Executive", "2015-01", "2017", at=ref(3)),
        spell("dana", "oldco", "Account Executive", "2017", "2018-06", at=ref(4)),
    ]
    clear = [
        spell("bo", "oldco", "Account Executive", "2015-01", "2017-12-31", at=ref(3)),
        spell("dana", "oldco", "Account Executive", "2017-01-01", "2018-06", at=ref(4)),
    ]

    foretold, come = (ask(Presenter(telling(*others, *spells).workspace)) for spells in (vague, clear))

    assert come["paths"][0]["score"] == pytest.approx(raises(foretold)["dates"]["score"])


def test_a_connector_who_may_not_be_asked_now_would_be_asked_later(story: Presenter) -> None:
    (open_,) = ask(story)["paths"]
    blocked = ask(story, as_of=LATER)

    assert blocked["paths"][0]["verdict"]["status"] == "blocked"
    asked = raises(blocked)["verdict"]
    assert asked["text"].startswith("What keeps Bo Krantz from being asked is settled.")
    assert asked["score"] / blocked["paths"][0]["score"] == pytest.approx(
        open_["factors"]["willing"] / blocked["paths"][0]["factors"]["willing"]
    )


def test_the_day_from_which_a_connector_may_be_asked_is_named(telling: Tell) -> None:
    early = [fact for fact in STORY if fact != CUSTOMER[-1]]
    presenter = Presenter(telling(*early, trigger("northwind", on="2026-11-20")).workspace)

    text = raises(ask(presenter))["verdict"]["text"]

    assert text.startswith("From 28 Nov 2026 Bo Krantz may be asked, as far as known today.")


def test_without_any_signal_the_first_kind_is_the_usual_one(telling: Tell) -> None:
    quiet = [fact for fact in STORY if fact not in SIGNALS]

    assert "hiring" in raises(ask(Presenter(telling(*quiet).workspace)))["signal"]["text"]
