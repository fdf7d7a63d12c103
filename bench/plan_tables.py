"""The tables about the week's plan, made of what `orbit bench plan --json` printed: no number is typed.

python -m bench.plan_tables plan.json --into docs/planning.md
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.pages import markdown, put_in_place
from bench.tables import plain
from orbit.errors import OrbitError, UsageError

Numbers = Mapping[str, float]
_NONE = "–"
_MERITS = {
    "introductions to expect": "expected_introductions",
    "the same, weighed by account and signal": "expected_worth",
    "asks": "asks",
    "connectors asked": "connectors_asked",
    "asks per connector who is asked": "asks_per_connector",
    "most asks of one connector": "most_asks_of_a_connector",
    "reps below the floor": "reps_under_floor",
}
_SEARCH = {
    "seconds, reasons included": "seconds",
    "proven gap": "gap",
    "introductions, times those of taking turns": "expected_introductions_ratio_to_greedy",
    "weighed, times those of taking turns": "expected_worth_ratio_to_greedy",
}
_WAYS = {
    "no gate": "no_gate",
    "gate, taking turns": "gate_and_turns",
    "gate and plan": "gate_and_plan",
    "the same, learning": "learning",
    "told who is willing": "told_willing",
    "told who knows whom": "told_ties",
}
_LIVED = {
    "introductions in the first 4 weeks": "introductions_in_4_weeks",
    "introductions in 12 weeks": "introductions",
    "asks": "asks",
    "connectors burnt out": "burnt_out",
    "asks that the gate forbids": "forbidden_asks",
    "most asks of one connector": "most_asks_of_one",
}
_GATE = {
    "verdicts for 10,000 connectors, ms": "gate_10k_ms",
    "the same for the first who asks that day, ms": "gate_10k_first_ms",
}


def make_tables(figures: Numbers, peers: Numbers) -> dict[str, str]:
    """Make every table by its name."""
    return {
        "large": _beside(figures, peers, "", "turns_"),
        "demo": _beside(figures, peers, "demo_", "demo_turns_"),
        "weeks": markdown(["", *_WAYS], [[said, *_lived(figures, name)] for said, name in _LIVED.items()]),
        "gate": markdown(["", ""], [[said, _cell(figures, name)] for said, name in _GATE.items()]),
    }


def read_run(file: Path) -> tuple[Numbers, Numbers]:
    """Read figures and peers of a run; raises UsageError for anything else."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        figures, peers = told["figures"], told["peers"]
    except OSError as error:
        raise UsageError(f"Cannot read {file}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file} is not what `orbit bench plan --json` prints") from error
    if "gate_10k_ms" not in figures:
        raise UsageError(f"{file} is not what `orbit bench plan --json` prints")
    return figures, peers


def main(words: Sequence[str] | None = None) -> int:
    """Write the tables into the pages that hold their places, or print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("--into", type=Path, nargs="*", default=())
    given = parser.parse_args(words)
    try:
        put_in_place(given.into, "plan:", make_tables(*read_run(given.run)))
    except OrbitError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _beside(figures: Numbers, peers: Numbers, plan: str, turns: str) -> str:
    rows = [[said, _cell(figures, plan + name), _cell(peers, turns + name)] for said, name in _MERITS.items()]
    rows += [[said, _cell(figures, plan + name), _NONE] for said, name in _SEARCH.items()]
    return markdown(["", "plan", "taking turns"], rows)


def _lived(figures: Numbers, name: str) -> list[str]:
    return [_cell(figures, f"weeks_{way}_{name}") for way in _WAYS.values()]


def _cell(told: Numbers, name: str) -> str:
    return plain(told[name]) if name in told else _NONE


if __name__ == "__main__":
    raise SystemExit(main())
