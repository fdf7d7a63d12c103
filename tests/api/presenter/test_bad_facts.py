"""Facts that cannot be as told, asked about with everything that can be asked: an answer, and no made-up path."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from api.http.schemas import PathsOut
from api.presenter import PathsRequest, Presenter
from orbit.model import Item
from tests.api.http.documented import undocumented
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import SPELLS, STORY
from tests.factories import DAY, account_state, company, person, spell

Json = dict[str, Any]
ASKED = PathsRequest(requester=None, title=None, limit=10, as_of=DAY, why=True, diff=date(2025, 1, 1))
AE = "Account Executive"
# Bo and Dana without the company that they shared.
STRANGERS = [fact for fact in STORY if fact not in SPELLS[:2]]


def ask(presenter: Presenter, account: str = "snowpeak.example", **changes: Any) -> Json:
    answer = presenter.paths(account, replace(ASKED, **changes))
    assert undocumented(PathsOut, answer) == []
    return answer


@pytest.mark.parametrize(
    "told",
    [
        [spell("bo", "oldco", AE, "2019-01", "2015-01"), spell("dana", "oldco", AE, "2010-01", "2018-06")],
        [spell("bo", "oldco", AE, "2031-01"), spell("dana", "oldco", AE, "2030-01", "2032-01")],
        [spell("bo", "oldco", AE), spell("dana", "oldco", AE)],
        [spell("bo", "snowpeak", AE)],
    ],
    ids=["ended before it began", "in the future", "without dates", "without dates at the account"],
)
def test_spells_that_cannot_be_make_no_path(telling: Tell, told: list[Item]) -> None:
    answer = ask(Presenter(telling(*STRANGERS, *told).workspace))

    assert answer["paths"] == []
    assert answer["changes"]["paths"] == []


def test_seventy_years_are_told_as_they_are(telling: Tell) -> None:
    for_life = [spell(who, "oldco", AE, "1950-01", "2020-01") for who in ("bo", "dana")]

    (path,) = ask(Presenter(telling(*STRANGERS, *for_life).workspace))["paths"]

    assert path["hops"][-1]["text"] == "Both at Oldco (40 people), Jan 1950 – Jan 2020"


def test_an_account_without_people_is_answered(telling: Tell) -> None:
    fjord = [company("fjord", "Fjord Freight", domains=["fjord.example"]), account_state("fjord", seen_on="2020-01-01")]

    answer = ask(Presenter(telling(*STORY, *fjord).workspace), "fjord.example")

    assert answer["targets"] == {"known": 0, "wanted": 0, "looked_at": 0}
    assert answer["no_path"]["reason"] == "Nobody who works at Fjord Freight today is known."


def test_a_company_that_nobody_made_an_account_is_answered(telling: Tell) -> None:
    assert ask(Presenter(telling(*STORY).workspace), "oldco.example")["paths"] == []


def test_a_requester_who_is_the_only_target_is_led_to_nobody(telling: Tell) -> None:
    answer = ask(Presenter(telling(*STORY).workspace), requester="Dana Wu")

    assert answer["requester"]["name"] == "Dana Wu"
    assert answer["paths"] == []
    assert all((step["target"] or {}).get("name") != "Dana Wu" for step in answer["no_path"]["steps"])


def test_a_requester_among_the_targets_is_led_to_the_others(telling: Tell) -> None:
    cy = [person("cy", "Cy Hale"), spell("cy", "snowpeak", "CFO", "2018-07", seen_on=DAY)]
    shared = spell("cy", "oldco", AE, "2014-01", "2018-06")

    answer = ask(Presenter(telling(*STORY, *cy, shared).workspace), requester="Dana Wu")

    assert {path["people"][-1]["name"] for path in answer["paths"]} == {"Cy Hale"}


def test_somebody_who_is_everywhere_is_still_one_person(telling: Tell) -> None:
    firms = [company(f"c{number}", domains=[f"c{number}.example"]) for number in range(300)]
    everywhere = [spell("dana", f"c{number}", AE, "2015-01", "2016-01") for number in range(300)]

    assert len(ask(Presenter(telling(*STORY, *firms, *everywhere).workspace))["paths"]) == 1
