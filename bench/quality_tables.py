"""Writes the tables of docs/quality.md from what `python -m bench.quality_worlds` found: no number is typed by hand.

Run it as `python -m bench.quality_tables worlds.json docs/quality.md`.
"""

from __future__ import annotations

import argparse
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from bench.mechanisms import MECHANISMS
from bench.quality_graphs import bridge_score, dijkstra, shortest_paths
from bench.quality_measures import Spread
from bench.quality_report import Report, read_document
from bench.quality_rivals import any_of_ours
from bench.rivals import PAIR_RIVALS
from orbit.errors import UsageError

_ORBIT = "**Orbit**"
_SMALLEST = 0.0005
_WORDS = {
    "precision_at_1": "precision@1",
    "precision_at_3": "precision@3",
    "precision_at_10": "precision@10",
    "recall_of_reachable": "recall of reachable accounts",
    "recall_of_directly_reachable": "recall of accounts reachable directly",
    "recall_of_targets": "recall of targets",
    "introductions_per_ten_asks": "introductions per ten asks",
    "introductions_per_ten_best_asks": "per ten best asks",
    "answers_per_ten_asks": "answers per ten asks",
    "accounts_shown": "accounts with any path",
    "paths_per_account": "paths per account",
    "target_still_there_at_1": "first target still works there",
}
_SAID = {
    "tie": "the ties of paths shown: do the two know each other?",
    "any_tie": "every tie between one of ours and a target",
    "introduction": "willing × know of paths shown: does the request get through?",
    "score": "the whole score of paths shown: does the target answer?",
}
_OF_ORBIT_ALONE = {"recall_of_directly_reachable", "accounts_shown", "target_still_there_at_1"}
_COMPARED = tuple(name for name in _WORDS if name not in _OF_ORBIT_ALONE)
_CHANGED = (
    "precision_at_1",
    "precision_at_10",
    "recall_of_reachable",
    "recall_of_targets",
    "introductions_per_ten_asks",
)


def size(report: Report) -> str:
    """How many worlds there are."""
    return (
        f"{len(report.outcomes)} worlds: {len(report.mechanisms)} mechanisms with the seeds "
        f"{report.seeds[0]} to {report.seeds[-1]}, each {report.scale:g} times as large as the demo."
    )


def mechanisms(report: Report) -> str:
    """What each mechanism does."""
    rows = [(_code(one.name), one.says) for one in MECHANISMS if one.name in report.mechanisms]
    return _table(("mechanism", "how the world works"), rows)


def rivals(_: Report) -> str:
    """What each rival does, in the words of its code."""
    chosen: dict[str, Callable[..., object]] = {
        "random": any_of_ours,
        "shortest_path": shortest_paths,
        "dijkstra": dijkstra,
        "bridge_score": bridge_score,
    }
    chosen |= PAIR_RIVALS
    return _table(("rival", "how it chooses"), [(_code(name), _first_line(of)) for name, of in chosen.items()])


def orbit(report: Report) -> str:
    """How Orbit did over all worlds."""
    rows = [(words, *_cells(report.orbit(measure))) for measure, words in _WORDS.items()]
    return _table(("measure", "mean", "standard deviation", "least", "most"), rows)


def comparison(report: Report) -> str:
    """How each did over all worlds."""
    ours = (_ORBIT, *(_with_sd(report.orbit(measure)) for measure in _COMPARED))
    theirs = [(_code(name), *(_with_sd(report.rival(name, one)) for one in _COMPARED)) for name in report.rivals]
    return _table(("", *(_WORDS[measure] for measure in _COMPARED)), [ours, *theirs])


def by_mechanism(report: Report) -> str:
    """How Orbit did in each kind of world, and who did best among the rivals."""
    rows = []
    for name in report.mechanisms:
        one = report.of(name)
        honest = one.honesty("tie")
        rows.append(
            (
                _code(name),
                _with_sd(one.orbit("precision_at_1")),
                _best(one, "precision_at_1"),
                _with_sd(one.orbit("introductions_per_ten_asks")),
                _best(one, "introductions_per_ten_asks"),
                f"{honest.error:.3f}",
                _signed(honest.bias),
            )
        )
    return _table(
        (
            "mechanism",
            "precision@1",
            "best rival",
            "introductions per ten asks",
            "best rival",
            "calibration error",
            "bias",
        ),
        rows,
    )


def losses(report: Report) -> str:
    """Where rivals did better than Orbit."""
    rows = []
    for measure in (one for one in _COMPARED if one != "paths_per_account"):
        ours = report.orbit(measure).mean
        ahead = [(name, mean) for name in report.rivals if (mean := report.rival(name, measure).mean) > ours]
        ahead.sort(key=lambda one: -one[1])
        told = ", ".join(f"{_code(name)} {_number(mean)}" for name, mean in ahead) or "nobody"
        rows.append((_WORDS[measure], _number(ours), told))
    return _table(("measure", "Orbit", "who does better"), rows)


def calibration(report: Report) -> str:
    """How honest the probabilities were."""
    rows = []
    for what, words in _SAID.items():
        one = report.honesty(what)
        numbers = (f"{one.error:.3f}", f"{one.brier:.3f}", _signed(one.bias))
        rows.append((words, f"{int(one.count.sum()):,}", *numbers))
    return _table(("what was said", "how often", "calibration error", "Brier score", "bias"), rows)


def ablation(report: Report) -> str:
    """What each part adds: the change when it is switched off."""
    rows = [
        (name.replace("_", " "), *(_changed(report.change(name, measure)) for measure in _CHANGED))
        for name in report.switched_off
    ]
    return _table(("switched off", *(_WORDS[measure] for measure in _CHANGED)), rows)


TABLES: Mapping[str, Callable[[Report], str]] = {
    table.__name__: table
    for table in (size, mechanisms, rivals, orbit, comparison, by_mechanism, losses, calibration, ablation)
}


def filled(page: str, report: Report) -> str:
    """Return the page with each table between its marks written anew."""
    for name, table in TABLES.items():
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        if begin not in page or end not in page:
            raise UsageError(f"The page has no place for the table {name}; write {begin} and {end} where it belongs.")
        inside = re.compile(f"{re.escape(begin)}.*{re.escape(end)}", re.DOTALL)
        text = f"{begin}\n{table(report)}\n{end}"
        page = inside.sub(lambda _, text=text: text, page)  # type: ignore[misc]  # bound now, used at once
    return page


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---", *("---:" if _is_number(cell) else "---" for cell in _first(rows, heading)[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heading, rule, *rows))


def _first(rows: Iterable[Sequence[str]], otherwise: Sequence[str]) -> Sequence[str]:
    return next(iter(rows), otherwise)


def _is_number(cell: str) -> bool:
    return bool(re.match(r"[+−\d]", cell))


def _cells(over: Spread) -> tuple[str, str, str, str]:
    return _number(over.mean), _number(over.sd), _number(over.least), _number(over.most)


def _with_sd(over: Spread) -> str:
    return f"{_number(over.mean)} ± {_number(over.sd)}"


def _changed(over: Spread) -> str:
    return f"{_signed(over.mean)} ± {over.sd:.3f}"


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "−") if abs(value) >= _SMALLEST else "0.000"


def _number(value: float) -> str:
    return f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def _best(report: Report, measure: str) -> str:
    name = max(report.rivals, key=lambda rival: report.rival(rival, measure).mean)
    return f"{_code(name)} {_number(report.rival(name, measure).mean)}"


def _code(name: str) -> str:
    return f"`{name}`"


def _first_line(of: Callable[..., object]) -> str:
    return (inspect.getdoc(of) or "").splitlines()[0]


def main(argv: Sequence[str] | None = None) -> int:
    """Fill the tables of a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("worlds", type=Path, help="what bench.quality_worlds wrote")
    parser.add_argument("page", type=Path, help="the page whose tables to write")
    options = parser.parse_args(argv)
    report = read_document(json.loads(options.worlds.read_text(encoding="utf-8")))
    page = filled(options.page.read_text(encoding="utf-8"), report)
    options.page.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
