from __future__ import annotations

from pathlib import Path

import pytest

from api.cli.benching import run_bench
from orbit.errors import BadFile, UsageError


def test_a_benchmark_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(UsageError, match="matching"):
        run_bench("nonsense", None, say=print)


def test_matching_needs_no_demo_and_says_what_a_file_must_be_told_with(tmp_path: Path) -> None:
    said: list[str] = []

    with pytest.raises(UsageError, match="--kind people or organisations"):
        run_bench("matching", None, options={"data": tmp_path / "people.csv", "people": 9}, say=said.append)

    assert said == []


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        run_bench("matching", None, options={"data": tmp_path / "no.csv", "kind": "people"}, say=print)
