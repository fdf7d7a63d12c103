"""What matching is worth: answering questions joins more records and no wrong ones; rules alone join fewer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.demo import make_demo
from api.workspace import Workspace
from bench.places import demo_place
from bench.quality import of_demo
from bench.quality_matching import effect, told_by_matching
from orbit.settings import read_settings
from orbit.world import WorldSpec


def silent(_: str) -> None:
    """Say nothing."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    with Workspace.open(read_settings(tmp_path, {}), create=True) as workspace:
        make_demo(workspace, WorldSpec(scale=0.1, as_of=at.date()), at=at, say=silent)
    return tmp_path


def test_more_is_joined_with_likeness_and_answers_and_nothing_wrongly(home: Path) -> None:
    with demo_place(home, silent) as place:
        told = of_demo(place) | told_by_matching(place, of_demo, silent)

    recall = [told[f"{prefix}matching_people_recall"] for prefix in ("by_rules_alone_", "", "reviewed_")]
    assert recall == sorted(recall)
    assert told["reviewed_matching_people_precision"] >= told["matching_people_precision"] > 0.99
    assert effect(told).count("\n") == 7
