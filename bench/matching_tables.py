"""The tables about matching, made of what `orbit bench matching --json` printed: no number is typed.

python -m bench.matching_tables matching.json --into docs/matching.md
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.pages import markdown, put_in_place
from orbit.errors import OrbitError, UsageError

_NONE = "–"

# What the figures should reach, in the order of the table: at least, or at most.
AT_LEAST = {
    "historical_dev_f1": 0.935,
    "historical_dev_labelled_f1": 0.95,
    "organisations_dev_f1": 0.935,
    "organisations_dev_recall_at_985": 0.87,
    "world_1m_precision": 0.995,
    "world_1m_recall": 0.85,
    "auto_band_precision_min": 0.995,
}
AT_MOST = {
    "world_1m_seconds_ratio_to_splink": 1 / 3,
    "world_1m_memory_ratio_to_splink": 1 / 3,
    "world_3m_memory_mb": 6 * 1024,
    "calibration_error": 0.03,
    "online_p50_ms": 0.2,
    "online_p99_ms": 0.6,
    "online_http_p99_ms": 5,
    "undo_ms": 50,
}
# By table: what each line says, our figure, and Splink's.
BESIDE = {
    "people": (
        ("F1 over pairs of records", "historical_dev_f1", "splink_historical_f1"),
        ("precision", "historical_dev_precision", "splink_historical_precision"),
        ("recall", "historical_dev_recall", "splink_historical_recall"),
        ("seconds", "historical_dev_seconds", "splink_historical_seconds"),
        ("F1 with 300 reviewed pairs, on people of whom none was reviewed", "historical_dev_labelled_f1", ""),
        ("the same, the worst of five draws", "historical_dev_labelled_f1_min", ""),
        ("calibration error after these reviews", "historical_dev_calibration_error", ""),
        ("share of the automatic band that is right", "historical_dev_auto_precision", ""),
    ),
    "world": (
        ("records", "world_1m_records", ""),
        ("pairs compared (Splink: with p ≥ 0.5)", "world_1m_pairs", "splink_world_1m_pairs"),
        ("precision", "world_1m_precision", "splink_world_1m_precision"),
        ("recall", "world_1m_recall", "splink_world_1m_recall"),
        ("precision, strict policy", "world_1m_strict_precision", ""),
        ("recall, strict policy", "world_1m_strict_recall", ""),
        ("seconds, from prepared records to clusters", "world_1m_seconds", "splink_world_1m_seconds"),
        ("seconds of processor time, both cores together", "world_1m_cpu_seconds", "splink_world_1m_cpu_seconds"),
        ("seconds to prepare the records, the same for both", "world_1m_preparation_s", "world_1m_preparation_s"),
        ("peak memory, MiB", "world_1m_memory_mb", "splink_world_1m_memory_mb"),
        ("share of the automatic band that is right", "world_1m_auto_precision", ""),
        ("calibration error, without a single review", "world_1m_calibration_error", ""),
        ("blocks too full to be looked into", "world_1m_dropped_blocks", ""),
    ),
    "growth": (
        ("seconds, from prepared records to clusters", "world_1m_seconds", "world_3m_seconds"),
        ("seconds of processor time", "world_1m_cpu_seconds", "world_3m_cpu_seconds"),
        ("peak memory, MiB", "world_1m_memory_mb", "world_3m_memory_mb"),
        ("pairs compared", "world_1m_pairs", "world_3m_pairs"),
        ("precision", "world_1m_precision", "world_3m_precision"),
        ("recall", "world_1m_recall", "world_3m_recall"),
    ),
    "online": (
        ("one record against a million, median, ms", "online_p50_ms", ""),
        ("99th percentile, ms", "online_p99_ms", ""),
        ("over HTTP, in a workspace of a million records, median, ms", "online_http_p50_ms", ""),
        ("99th percentile, ms", "online_http_p99_ms", ""),
        ("share of records for whom somebody is found there", "online_http_found", ""),
        ("seconds to index a million records", "online_index_s", ""),
        ("share of sure best answers that are right", "online_best_right", ""),
    ),
    "workspace": (
        ("source records imported", "workspace_records", ""),
        ("seconds to match them all, reading and writing included", "workspace_resolve_seconds", ""),
        ("people whom the last hundred records reach", "newcomers_reached", ""),
        ("seconds to match these", "newcomers_seconds", ""),
        ("precision of people, over pairs of records", "workspace_precision", ""),
        ("recall", "workspace_recall", ""),
        ("slowest of 50 decisions undone, ms", "undo_ms", ""),
        ("share of them after which everything stood as before", "undo_restored", ""),
    ),
}
_HEADS = {
    "people": ["", "figure", "Orbit", "Splink"],
    "world": ["", "figure", "Orbit", "Splink"],
    "growth": ["", "figure", "1 M records", "3 M records"],
    "online": ["", "figure", ""],
    "workspace": ["", "figure", ""],
}


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the benchmark printed."""

    figures: Mapping[str, float]
    peers: Mapping[str, float]


def read_run(file: Path) -> Run:
    """Read what `orbit bench matching --json` printed; raises UsageError for anything else."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        run = Run(told["figures"], told["peers"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file} is not what `orbit bench matching --json` prints") from error
    if "historical_dev_f1" not in run.figures:
        raise UsageError(f"{file} is not what `orbit bench matching --json` prints")
    return run


def make_tables(run: Run) -> dict[str, str]:
    """Make every table by its name."""
    beside = {name: markdown(_HEADS[name], _beside(run, name)) for name in BESIDE}
    return beside | {"targets": markdown(["figure", "reach", "measured", ""], _targets(run))}


def _targets(run: Run) -> list[list[str]]:
    least = [
        [f"`{name}`", f"≥ {_number(bar)}", _number(run.figures.get(name)), _judged(run.figures.get(name), bar, 1)]
        for name, bar in AT_LEAST.items()
    ]
    most = [
        [f"`{name}`", f"≤ {_number(bar)}", _number(run.figures.get(name)), _judged(run.figures.get(name), bar, -1)]
        for name, bar in AT_MOST.items()
    ]
    return least + most


def _judged(value: float | None, bar: float, sign: int) -> str:
    if value is None:
        return "not measured"
    return "reached" if sign * value >= sign * bar else "**missed**"


def _beside(run: Run, name: str) -> list[list[str]]:
    both = {**run.peers, **run.figures}
    told = [
        [words, f"`{ours}`", _number(both.get(ours)), _number(both.get(theirs))] for words, ours, theirs in BESIDE[name]
    ]
    return [row[: len(_HEADS[name])] for row in told]


def _number(value: float | None) -> str:
    """Shares to four digits, counts whole."""
    if value is None:
        return _NONE
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.4g}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables, or put them in their places in pages."""
    parser = argparse.ArgumentParser(prog="python -m bench.matching_tables", description=__doc__)
    parser.add_argument("run", type=Path, help="what was printed")
    parser.add_argument("--into", type=Path, nargs="+", default=[], help="pages whose tables are replaced")
    options = parser.parse_args(arguments)
    try:
        tables = make_tables(read_run(options.run))
        put_in_place(options.into, "matching:", tables)
    except OrbitError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
