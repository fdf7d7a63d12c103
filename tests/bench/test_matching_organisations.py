"""The measurement of finding companies by name, on a small file of invented organisations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.matching_organisations import measure_organisations
from bench.matching_organisations_data import mistyped, own_link, read_organisations
from bench.matching_organisations_figures import Outcome, calibration_error, judged, recall_at
from orbit.errors import BadFile
from orbit.resolve.naming import name_index
from tests.orbit.resolve.naming.conftest import fillers


def organisation(key: str, name: str, *aliases: str, **other: Any) -> dict[str, Any]:
    """Return an organisation as a file holds it."""
    told = {"id": key, "name": name, "aliases": [[text, "alias", None] for text in aliases], "country": "NO"}
    return told | {"web": [f"https://www.{key}.example"], "types": ["company"], "status": "active"} | other


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file of many organisations."""
    many = [organisation(one.key, one.name, f"{one.name} Ltd", one.name.split(" ")[0]) for one in fillers(160)]
    return written(tmp_path, many)


def written(folder: Path, told: object) -> Path:
    """Write organisations down."""
    target = folder / "organisations.json"
    target.write_text(json.dumps(told), encoding="utf-8")
    return target


def test_asked_are_other_latin_names_of_active_companies(tmp_path: Path) -> None:
    told = [
        organisation("a", "Nordlys AS", "Nordlys", "nordlys as", "Полярис"),
        organisation("b", "Quill", "Quill Ltd", types=["education"]),
        organisation("c", "Quay", "Quay Ltd", status="withdrawn"),
        organisation("d", "Larch", aliases=[["LRC", "acronym", None], ["Larch Wood", "label", "en"]]),
    ]

    found = read_organisations(written(tmp_path, told), aliases=False)

    assert [one.question.name for one in found.asked] == ["Nordlys", "Larch Wood"]
    assert [entry.key for entry in found.entries] == ["a", "b", "d"]


def test_the_asked_alias_is_left_out_unless_another_name_comes_to_the_same(tmp_path: Path) -> None:
    told = [organisation("a", "Nordlys AS", "Polar"), organisation("b", "Quill AS", "Quill")]
    found = read_organisations(written(tmp_path, told), aliases=True)
    index = name_index(found.entries)

    links = [own_link(index, one) for one in found.asked]

    assert links == [index.link(0, "Polar"), None]


@pytest.mark.parametrize("told", [{}, [{"id": "a"}], [], [3]])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, told: object) -> None:
    path = written(tmp_path, told)

    with pytest.raises(BadFile):
        read_organisations(path, aliases=False)


def test_the_figures_and_those_of_peers_are_there(file: Path) -> None:
    found = measure_organisations(file, lambda _: None)

    figures, peers = found["figures"], found["peers"]["organisations_dev"]
    for name in ("f1", "recall_at_985", "calibration_error", "auto_precision"):
        assert 0 <= figures[f"organisations_dev_{name}"] <= 1
        assert 0 <= figures[f"organisations_dev_shipped_{name}"] <= 1
    assert figures["organisations_dev_online_ms_p50"] > 0
    assert {"wratio", "token_set_ratio", "jaro_winkler", "tfidf_cosine"} <= peers.keys()


def test_a_slip_of_the_keyboard_is_the_same_each_time(file: Path) -> None:
    asked = read_organisations(file, aliases=False).asked

    slips = [mistyped(one).question.name for one in asked]

    assert slips == [mistyped(one).question.name for one in asked]
    assert sum(slip != one.question.name for slip, one in zip(slips, asked, strict=True)) > len(asked) * 0.8


def outcome(score: float, *, right: bool, probability: float = 0.5, sure: bool = False) -> Outcome:
    """Return an outcome."""
    return Outcome(score, probability, right=right, sure=sure)


def test_an_answer_below_the_bar_is_missed_and_an_unanswered_question_counts() -> None:
    tuned = [outcome(2, right=True), outcome(1, right=False)]
    scored = [outcome(3, right=True), outcome(2, right=False), outcome(1, right=True), outcome(-9, right=False)]

    found = judged(tuned, scored)

    assert (found.precision, found.recall) == (0.5, 0.25)
    assert found.f1 == pytest.approx(1 / 3)
    assert found.top1 == 0.5


def test_equal_scores_stand_or_fall_together() -> None:
    assert recall_at([outcome(1, right=True), outcome(1, right=False)], 0.985) == 0


def test_claims_that_come_true_have_no_error() -> None:
    kept = [outcome(1, right=place < 8, probability=0.8) for place in range(10)]

    assert calibration_error(kept) == pytest.approx(0)
    assert calibration_error([outcome(1, right=False, probability=0.9)]) == pytest.approx(0.9)
