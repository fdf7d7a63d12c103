"""Two records that are taken for one person without it being certain: a path over them says so and counts less."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from api.presenter import PathsRequest, Presenter
from orbit.model import EntityKind, Item, RecordKey
from orbit.policy import load_policy
from orbit.resolve import review
from orbit.resolve.review import Pair
from orbit.resolve.run import resolve
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import AE, STORY, Told
from tests.factories import DAY, NOON, spell
from tests.orbit.resolve.entities import employed

Json = dict[str, Any]
WIDE = load_policy('[matching]\npolicy = "wide"').matching
CRM, LINKEDIN = RecordKey("crm_champions", "lia"), RecordKey("linkedin", "in/liv-hansen")
# The record of the CRM tells of the time that Bo shared, that of LinkedIn of today's job.
LIA: list[Item] = [
    *employed("lia", "Lia Hansen", "VP Sales", at="Snowpeak GmbH")[:2],
    spell(CRM, "oldco", AE, "2015-01", "2018-06"),
]
LIV: list[Item] = employed("in/liv-hansen", "Liv Hansen", "VP Sales", at="Snowpeak GmbH", source="linkedin")
BOTH = [*STORY, *LIA, *LIV]


@pytest.fixture
def wide(telling: Tell) -> Told:
    """Return a workspace in which Lia and Liv are joined because that is likelier than not."""
    told = telling(*BOTH)
    resolve(told.workspace.store, at=NOON, policy=WIDE)
    return told


def ask(told: Told, **changes: Any) -> Json:
    asked = PathsRequest(requester=None, title=None, limit=10, as_of=DAY)
    return Presenter(told.workspace).paths("snowpeak.example", replace(asked, **changes))


def over_hansen(told: Told, **changes: Any) -> Json:
    path: Json
    [path] = [path for path in ask(told, **changes)["paths"] if path["people"][-1]["name"].endswith("Hansen")]
    return path


def test_strictly_they_are_two_and_no_path_leads_over_both(telling: Tell) -> None:
    told = telling(*BOTH)

    answer = ask(told)

    assert [path["people"][-1]["name"] for path in answer["paths"]] == ["Dana Wu"]
    assert all("doubts" not in path and "sure" not in path["factors"] for path in answer["paths"])


def test_a_path_over_them_says_so_in_words_and_how_to_look_at_it(wide: Told) -> None:
    path = over_hansen(wide)

    [doubt] = path["doubts"]
    [link] = doubt["links"]
    assert doubt["text"] == "Two records are taken for one person here: 94 % sure"
    assert (link["left"], link["right"]) == (str(CRM), str(LINKEDIN))
    assert link["review"] == "orbit review why crm_champions:lia linkedin:in/liv-hansen"


def test_how_sure_it_is_multiplies_to_the_score_to_the_last_digit(wide: Told) -> None:
    path = over_hansen(wide)

    factors = path["factors"]
    assert factors["sure"] == math.prod(path["contributions"]["sure"]["people"]) == pytest.approx(0.9412)
    assert path["score"] == factors["willing"] * factors["know"] * factors["reply"] * factors["sure"]


def test_why_tells_it_as_a_part_and_that_looking_would_raise_the_score(wide: Told) -> None:
    path = over_hansen(wide, why=True)

    parts = {factor["factor"]: factor["parts"] for factor in path["why"]["factors"]}
    raised = {one["what"]: one for one in path["raise"]}["review"]
    assert parts["sure"][0]["text"].endswith("Hansen: two records are taken for one person here: 94 % sure")
    assert raised["score"] == pytest.approx(path["score"] / path["factors"]["sure"])


def test_a_confirmed_match_is_certain_and_its_path_counts_in_full(wide: Told) -> None:
    before = over_hansen(wide)

    review.same(wide.workspace.store, Pair(EntityKind.PERSON, CRM, LINKEDIN), actor="livia", at=NOON)

    after = over_hansen(wide)
    assert "doubts" not in after
    assert after["score"] == pytest.approx(before["score"] / before["factors"]["sure"])


def test_a_denied_match_leaves_no_path(wide: Told) -> None:
    review.different(wide.workspace.store, Pair(EntityKind.PERSON, CRM, LINKEDIN), actor="livia", at=NOON)

    assert [path["people"][-1]["name"] for path in ask(wide)["paths"]] == ["Dana Wu"]


def test_compared_with_another_day_time_moved_it_and_not_the_doubt(wide: Told) -> None:
    changes = ask(wide, diff=DAY - timedelta(days=60))["changes"]["paths"]

    assert len(changes) == 2
    assert all(change["part"] != "one_person" for change in changes)
