"""What reps say that they asked, beside what is logged."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from api.erasing import erase_person
from api.presenter import Claiming, MeasuresRequest, Presenter
from orbit.errors import NotFound, UsageError
from tests.api.presenter.conftest import Tell
from tests.api.presenter.story import ANA, STORY
from tests.factories import DAY, NOON


def claim(presenter: Presenter, count: int, month: str | None = None) -> dict[str, object]:
    return presenter.claim(Claiming(ANA, count, month), as_of=DAY, by="Maria Kern", at=NOON)


def test_a_claim_stands_beside_the_log_month_by_month(story: Presenter) -> None:
    told = claim(story, 12)
    claim(story, 5, "2026-10")

    (rep,) = story.measures(MeasuresRequest(), rep=None, as_of=DAY)["asks"]["reps"]

    assert (told["month"], told["by"]) == ("2026-11", "Maria Kern")
    assert (rep["claimed"], rep["made"]) == (12, 0)
    assert [month["claimed"] for month in rep["months"]] == [None, None, None, None, 5, 12]


def test_what_is_claimed_for_one_look_comes_before_what_is_kept_and_is_not_kept(story: Presenter) -> None:
    claim(story, 12)

    looked = story.measures(MeasuresRequest(claimed=(f"{ANA}=3",)), rep=None, as_of=DAY)
    later = story.measures(MeasuresRequest(), rep=None, as_of=DAY)

    assert [each["asks"]["reps"][0]["claimed"] for each in (looked, later)] == [3, 12]


def test_every_claim_of_many_at_once_is_kept(story: Presenter) -> None:
    months = [f"2026-{month:02d}" for month in range(4, 12)]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda month: claim(story, 2, month), months))

    (rep,) = story.measures(MeasuresRequest(), rep=None, as_of=DAY)["asks"]["reps"]
    assert [month["claimed"] for month in rep["months"]] == [2] * 6


def test_a_claim_changes_its_digest_and_says_nothing_before_the_first(story: Presenter) -> None:
    before = story.claims_digest()
    claim(story, 12)

    assert (before, len(story.claims_digest())) == ("", 16)


def test_a_month_that_has_not_begun_and_somebody_who_is_no_rep_are_refused(story: Presenter) -> None:
    with pytest.raises(UsageError, match="has not begun"):
        claim(story, 1, "2026-12")
    with pytest.raises(NotFound):
        story.claim(Claiming("nobody@tidewell.example", 1), as_of=DAY, by="Maria Kern", at=NOON)


def test_who_is_erased_leaves_no_claim(telling: Tell) -> None:
    told = telling(*STORY)
    claim(Presenter(told.workspace), 12)

    erase_person(told.workspace, ANA, at=NOON)

    assert ANA not in (told.workspace.store.meta("claims") or "")
