"""Who asks for paths to a person is told into which account to ask."""

from __future__ import annotations

import pytest

from api.presenter import PathsRequest, Presenter
from orbit.errors import NotFound
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import STORY
from tests.factories import DAY, person, spell

ASKED = PathsRequest(requester=None, title=None, limit=10, as_of=DAY)


def refusal(presenter: Presenter, key: str) -> NotFound:
    with pytest.raises(NotFound) as caught:
        presenter.paths(key, ASKED)
    return caught.value


@pytest.mark.parametrize("key", ["Dana Wu", "dana w", "Wu, Dana", "Dana Wuu", "linkedin.com/in/dana-wu"])
def test_a_person_leads_to_the_account_where_they_work(story: Presenter, key: str) -> None:
    told = refusal(story, key)

    assert str(told) == (
        "Dana Wu (VP Sales, Snowpeak GmbH) is a person and no account. Ask for the paths into their account."
    )
    assert (told.nearest, told.typed) == (("Snowpeak GmbH (snowpeak.example)",), key)


def test_of_several_people_each_leads_to_their_account(telling: Tell) -> None:
    other = [
        person("dana2", "Dana Wu", emails=["dana@oldco.example"]),
        spell("dana2", "oldco", "CFO", "2020", seen_on=DAY),
    ]

    told = refusal(Presenter(telling(*STORY, *other).workspace), "Dana Wu")

    assert str(told).startswith("'Dana Wu' may be one of 2 people, and no account.")
    assert set(told.nearest) == {"Snowpeak GmbH (snowpeak.example)", "Oldco (oldco.example)"}


def test_a_person_without_a_known_job_leads_nowhere(telling: Tell) -> None:
    told = refusal(Presenter(telling(*STORY, person("kim", "Kim Odaya")).workspace), "Kim Odaya")

    assert str(told) == "Kim Odaya is a person and no account. Where they work is not known. Name an account."
    assert told.nearest == ()


def test_a_text_that_is_rather_an_account_names_the_nearest_accounts(story: Presenter) -> None:
    assert str(refusal(story, "Snow")).startswith("No account answers to")
