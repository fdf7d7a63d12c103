from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.matching_tables import Run, main, make_tables

FIGURES = {"historical_dev_f1": 0.9481, "world_1m_seconds": 1234.5, "online_p50_ms": 0.25, "world_1m_records": 997_000}
PEERS = {"splink_historical_f1": 0.8543}
PAGE = "before\n<!-- matching: people -->\nold\n<!-- end of matching -->\nafter\n"


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """What a run printed, in a file."""
    path = tmp_path / "matching.json"
    path.write_text(json.dumps({"figures": FIGURES, "peers": PEERS, "machine": {}}), encoding="utf-8")
    return path


def test_our_figure_stands_beside_the_peers() -> None:
    told = make_tables(Run(FIGURES, PEERS))

    assert "| F1 over pairs of records | `historical_dev_f1` | 0.9481 | 0.8543 |" in told["people"]
    assert "| `world_1m_seconds` | 1,234 | – |" in told["world"]


def test_what_is_reached_missed_or_not_measured_is_said() -> None:
    told = make_tables(Run(FIGURES, PEERS))["targets"]

    assert "| `historical_dev_f1` | ≥ 0.935 | 0.9481 | reached |" in told
    assert "| `online_p50_ms` | ≤ 0.2 | 0.25 | **missed** |" in told
    assert "| `world_1m_recall` | ≥ 0.85 | – | not measured |" in told


def test_a_page_is_filled_by_one_command(printed: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")

    assert main([str(printed), "--into", str(page)]) == 0
    assert "0.9481" in page.read_text(encoding="utf-8")


def test_what_another_benchmark_printed_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"figures": {}, "peers": {}}', encoding="utf-8")

    assert main([str(other)]) == 1
    assert "orbit bench matching --json" in capsys.readouterr().err
