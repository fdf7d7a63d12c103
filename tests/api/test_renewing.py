from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.presenter import PathsRequest
from api.renewing import Renewing
from api.workspace import Workspace
from orbit.settings import read_settings
from tests.api.presenter.story import STORY, tell
from tests.factories import DAY


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(read_settings(tmp_path, {}), create=True) as opened:
        tell(opened, *STORY)
        yield opened


def best(renewing: Renewing) -> float:
    answer = renewing.presenter().paths("snowpeak.example", PathsRequest(None, None, 5, DAY))
    return float(answer["paths"][0]["score"])


def test_a_changed_policy_counts_from_the_next_answer_on(workspace: Workspace) -> None:
    renewing = Renewing(workspace)
    before = best(renewing)

    workspace.settings.policy.write_text("[willing]\nchampion = 0.1\n", encoding="utf-8")

    assert best(renewing) < before
    assert renewing.presenter().policy_digest() != workspace.digest


def test_a_policy_that_is_taken_away_again_counts_no_longer(workspace: Workspace) -> None:
    renewing = Renewing(workspace)
    before = best(renewing)
    workspace.settings.policy.write_text("[willing]\nchampion = 0.1\n", encoding="utf-8")
    best(renewing)

    workspace.settings.policy.unlink()

    assert best(renewing) == before


def test_while_a_policy_is_wrong_the_former_one_goes_on_counting(workspace: Workspace) -> None:
    renewing = Renewing(workspace)
    before = best(renewing)

    workspace.settings.policy.write_text("[willing]\nchampion = 'much'\n", encoding="utf-8")

    assert best(renewing) == before


def test_an_answer_that_has_begun_ends_by_what_it_began_with(workspace: Workspace) -> None:
    renewing = Renewing(workspace)
    begun = renewing.presenter()
    digest = begun.policy_digest()

    workspace.settings.policy.write_text("[willing]\nchampion = 0.1\n", encoding="utf-8")
    renewing.presenter()

    assert begun.policy_digest() == digest


def test_nothing_is_opened_anew_while_nothing_changes(workspace: Workspace) -> None:
    renewing = Renewing(workspace)

    first, second = renewing.presenter(), renewing.presenter()

    assert first is second


def test_words_of_ones_own_count_too(workspace: Workspace) -> None:
    renewing = Renewing(workspace)
    before = renewing.presenter().policy_digest()
    folder = workspace.settings.home / "templates"
    folder.mkdir()

    (folder / "disqualifier.j2").write_text(
        "If {{ target.first }} has what they need, please disregard.", encoding="utf-8"
    )

    assert renewing.presenter().policy_digest() != before
