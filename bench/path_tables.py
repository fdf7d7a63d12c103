"""The tables about the path engine, made of what `orbit bench paths --json` printed: no number is typed.

python -m bench.path_tables 100k.json 1m.json 10m.json --into docs/performance.md
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.pages import markdown, put_in_place
from bench.tables import plain
from orbit.errors import OrbitError, UsageError

_NONE = "–"
# By table, what each line says and its figure; p50/p99 stands for two.
LINES = {
    "engine": {
        "careers (spells)": "spells",
        "people who are or were at the largest company": "largest_company_people",
        "share of accounts with a path": "accounts_with_paths",
        "search kernel, ms for an account": "kernel_p50/p99_ms",
        "the same, of accounts with a path": "kernel_found_p50/p99_ms",
        "whole answer, ms for an account": "answer_p50/p99_ms",
        "10,000 accounts in one go, s": "batch_10k_s",
        "open all that was kept, s": "open_s",
        "reach of our people, s": "reach_s",
        "memory of a process that answers, MiB": "rss_mb",
        "of that its own, the rest is shared, MiB": "rss_own_mb",
        "10,000 new facts until a search finds them, s": "delta_10k_s",
    },
    "beside": {
        "search without compiled code, ms for an account": "numpy_p50/p99_ms",
        "answer where there is no path, ms": "no_path_p50_ms",
        "the same, the first time, s": "no_path_first_s",
        "new facts: bring the snapshot forward, s": "delta_snapshot_s",
        "new facts: bring the view forward, s": "delta_view_s",
        "new facts: the first ones after opening, s": "delta_first_s",
        "new facts: keep both on disk, aside, s": "delta_saving_s",
        "compute the view anew, s": "view_s",
        "memory to make the crowd and its view, MiB": "making_memory_mb",
    },
    "floor": {
        "entries that may lead to a better way": "entries_read_p50",
        "people compared with a target": "people_compared_p50",
        "the same, 99th percentile": "people_compared_p99",
        "bytes to read": "bytes_read_p50",
        "memory bandwidth, GB/s": "memory_gb_per_s",
        "least time, ms": "floor_ms",
        "times the least time": "times_floor",
    },
    "served": {
        "requests per second, each account once": "http_cold_requests_per_s",
        "the same, 99th percentile, ms": "http_cold_p99_ms",
        "requests per second, a list again and again": "http_requests_per_s",
        "the same, 99th percentile of these, ms": "http_p99_ms",
    },
    "demo": {
        "`orbit paths` as a command, s": "paths_command_s",
        "a question once all is loaded, without explanations in JSON, ms": "paths_warm_ms_p50",
    },
}
# What is made on the demo, whatever the size of the crowd.
_ONCE = "demo"
# What the figures should reach at most, by people.
TARGETS: dict[int, dict[str, float]] = {
    100_000: {
        "open_s": 0.05,
        "reach_s": 0.1,
        "kernel_p50_ms": 0.05,
        "kernel_p99_ms": 0.2,
        "answer_p50_ms": 0.8,
        "answer_p99_ms": 3,
        "batch_10k_s": 2,
        "rss_mb": 200,
    },
    1_000_000: {
        "open_s": 0.2,
        "reach_s": 0.3,
        "kernel_p50_ms": 0.05,
        "kernel_p99_ms": 0.3,
        "answer_p50_ms": 1,
        "answer_p99_ms": 4,
        "batch_10k_s": 3,
        "rss_mb": 400,
        "delta_10k_s": 0.3,
        "http_p99_ms": 20,
    },
    10_000_000: {
        "open_s": 1,
        "reach_s": 4,
        "kernel_p50_ms": 0.1,
        "kernel_p99_ms": 0.5,
        "answer_p50_ms": 1.5,
        "answer_p99_ms": 8,
        "batch_10k_s": 6,
        "rss_mb": 2000,
    },
}
# What they should reach at least.
LEAST: dict[int, dict[str, float]] = {1_000_000: {"http_requests_per_s": 800}}
PEERS = {
    "pairs_best_first": "compiled search, pairs in the order of their worth",
    "pairs": "compiled search, pairs in the order of strength",
    "sqlite": "SQLite, two steps written out",
    "rustworkx": "rustworkx, Dijkstra",
    "networkx": "networkx, Dijkstra with a cutoff",
    "igraph": "igraph, Dijkstra",
}


class Run(NamedTuple):
    """What one run printed."""

    source: str
    figures: Mapping[str, float]
    peers: Mapping[str, float]

    @property
    def people(self) -> int:
        """How large the crowd was."""
        return int(self.figures["people"])


def read_run(file: Path) -> Run:
    """Read what a run printed; raises UsageError for anything else."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        run = Run(file.name, told["figures"], told["peers"])
    except OSError as error:
        raise UsageError(f"Cannot read {file}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file} is not what `orbit bench paths --json` prints") from error
    if "people" not in run.figures:
        raise UsageError(f"{file} is not what `orbit bench paths --json` prints")
    return run


def make_tables(runs: Sequence[Run]) -> dict[str, str]:
    """Make every table by its name; what the demo shows comes from the last run, the peers from the last with them."""
    peers = next((run for run in reversed(runs) if run.peers), runs[-1])
    tables = {name: _lines(lines, runs[-1:] if name == _ONCE else runs) for name, lines in LINES.items()}
    return tables | {"targets": _targets(runs), "peers": _peers(peers)}


def _lines(lines: Mapping[str, str], runs: Sequence[Run]) -> str:
    heads = ["", "figure", *(f"{run.people:,} people" for run in runs)] if len(runs) > 1 else ["", "figure", ""]
    return markdown(
        heads, [[words, _shown(name), *(_cell(run, name) for run in runs)] for words, name in lines.items()]
    )


def _shown(name: str) -> str:
    return f"`{name.replace('p50/p99', 'p50')}`, `…_p99{name.split('p99')[1]}`" if "p50/p99" in name else f"`{name}`"


def _cell(run: Run, name: str) -> str:
    names = [name.replace("p50/p99", one) for one in ("p50", "p99")] if "p50/p99" in name else [name]
    return " / ".join(_number(run.figures.get(one)) for one in names)


def _number(value: float | None) -> str:
    return _NONE if value is None else plain(value)


def _targets(runs: Sequence[Run]) -> str:
    """Every figure that has to reach something: wanted, measured, and whether it does."""
    rows = []
    for run in runs:
        most = [(name, f"{plain(most)}", most, 1) for name, most in TARGETS.get(run.people, {}).items()]
        least = [(name, f"at least {plain(least)}", least, -1) for name, least in LEAST.get(run.people, {}).items()]
        rows += [
            [f"{run.people:,}", f"`{name}`", told, plain(run.figures[name]), _judged(run.figures[name], wanted, sign)]
            for name, told, wanted, sign in (*most, *least)
            if name in run.figures
        ]
    return markdown(["people", "figure", "at most", "measured", ""], rows)


def _judged(value: float, wanted: float, sign: int) -> str:
    is_reached = (value - wanted) * sign <= 0
    return "reached" if is_reached else f"**missed**: {plain(value / wanted)} times as much"


def _peers(run: Run) -> str:
    heads = ["", "people", "pairs", "to make them, s", "to build, s", "memory, MiB"]
    heads += ["ms for an account, p50 / p99", "Orbit on the same, ms", "times as long as Orbit"]
    return markdown(
        heads, [_peer(run.peers, name, words) for name, words in PEERS.items() if f"{name}_ms_p50" in run.peers]
    )


def _peer(peers: Mapping[str, float], name: str, words: str) -> list[str]:
    held = name.removesuffix("_best_first")
    return [
        words,
        *(plain(peers[f"{held}_{one}"]) for one in ("people", "pairs", "make_pairs_s")),
        plain(peers[f"{name}_build_s"]),
        _number(peers.get(f"{held}_memory_mb")),
        f"{plain(peers[f'{name}_ms_p50'])} / {plain(peers[f'{name}_ms_p99'])}",
        plain(peers[f"{name}_ours_ms_p50"]),
        plain(peers[f"{name}_times_slower"]),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables, or put them in their places in pages."""
    parser = argparse.ArgumentParser(prog="python -m bench.path_tables", description=__doc__)
    parser.add_argument("runs", type=Path, nargs="+", help="what was printed, the smallest crowd first")
    parser.add_argument("--into", type=Path, nargs="+", default=[], help="pages whose tables are replaced")
    options = parser.parse_args(arguments)
    try:
        tables = make_tables([read_run(file) for file in options.runs])
        put_in_place(options.into, "paths:", tables)
    except OrbitError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
