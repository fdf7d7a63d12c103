"""Matching the fictional company's source records at any size: how right, how fast, how much memory, and online."""

from __future__ import annotations

import gc
import pickle
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from bench.footprint import apart, peak_mb
from bench.matching_scores import auto_precision, calibration_error, pair_score
from bench.matching_splink import splink_on, write_records
from bench.matching_world import make_records
from bench.timing import timed
from orbit.resolve.linkage.bands import STRICT, WIDE
from orbit.resolve.linkage.columns import Ints, Table
from orbit.resolve.linkage.match import Scored, cluster, score
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.online import Found, Index
from orbit.resolve.linkage.people import FIELDS, PEOPLE, people_table

Figures = dict[str, float]
_ASKED = 15_000
_WARM = 200
_SEED = 11
_MODEL = "model.json"
# Splink knows no caps, so it gets the seven keys whose blocks stay of a size that it can hold.
_SPLINK_KEYS = PEOPLE.keys[:7]
_SPLINK_TAUGHT_BY = (("first", "last"), ("last", "company"), ("email",))


def measure_world(records: int, name: str, say: Callable[[str], None], *, beside_splink: bool) -> dict[str, Figures]:
    """Match so many records in a process of its own, then ask for some online; Splink beside it where it is there."""
    with tempfile.TemporaryDirectory(prefix="orbit-bench-") as place:
        folder = Path(place)
        say(f"Making {records} source records …")
        told, _ = apart(_prepare, folder, records)
        say("Matching them …")
        ours, _ = apart(matched_world, folder)
        ours |= told
        say("Asking for one record at a time …")
        online, _ = apart(asked_world, folder)
        theirs = _splink(folder, say) if beside_splink and find_spec("splink") is not None else {}
    # The online figure without a size is the one at a million.
    found = _named(f"world_{name}", ours) | _named("online" if name == "1m" else f"online_{name}", online)
    if theirs:
        found[f"world_{name}_seconds_ratio_to_splink"] = round(ours["seconds"] / theirs["seconds"], 4)
        found[f"world_{name}_cpu_ratio_to_splink"] = round(ours["cpu_seconds"] / theirs["cpu_seconds"], 4)
        found[f"world_{name}_memory_ratio_to_splink"] = round(ours["memory_mb"] / theirs["memory_mb"], 4)
    return {"figures": found, "peers": _named(f"splink_world_{name}", theirs)}


def measure_growth(records: int, name: str, say: Callable[[str], None]) -> Figures:
    """Match so many records and say only how right that was, how long it took and how much memory."""
    with tempfile.TemporaryDirectory(prefix="orbit-bench-") as place:
        say(f"Making and matching {records} source records …")
        apart(_prepare, Path(place), records)
        ours, _ = apart(matched_world, Path(place))
    kept = ("seconds", "cpu_seconds", "precision", "recall", "pairs", "memory_mb")
    return _named(f"world_{name}", {key: ours[key] for key in kept})


def _splink(folder: Path, say: Callable[[str], None]) -> Figures:
    say("Matching the same records with Splink …")
    told, _ = apart(splink_on, folder, PEOPLE, _SPLINK_KEYS, _SPLINK_TAUGHT_BY)
    return told


def _named(prefix: str, figures: Figures) -> Figures:
    return {f"{prefix}_{name}": round(value, 4) for name, value in figures.items()}


def matched_world(folder: Path) -> Figures:
    """Match prepared records, from distinct values to clusters; memory is what that took, before anything is judged."""
    table, person = _written(folder)
    gc.freeze()
    busy = process_time()
    scored, seconds = timed(lambda: score(PEOPLE, table))
    wide, more = timed(lambda: cluster(PEOPLE, scored, WIDE.linking))
    busy, memory = process_time() - busy, peak_mb() or 0.0
    (folder / _MODEL).write_text(scored.model.to_json(), encoding="utf-8")
    told = pair_score(wide, person)
    strict = pair_score(cluster(PEOPLE, scored, STRICT.linking), person)
    return {
        "seconds": seconds + more,
        "cpu_seconds": busy,
        "memory_mb": memory,
        "records": float(table.rows),
        "pairs": float(len(scored.pairs)),
        "precision": told.precision,
        "recall": told.recall,
        "f1": told.f1,
        "strict_precision": strict.precision,
        "strict_recall": strict.recall,
        "dropped_blocks": float(sum(one.blocks for one in scored.pairs.dropped)),
        **_honesty(scored, wide, person),
    }


def asked_world(folder: Path) -> Figures:
    """Index all records but a few, then ask for those one by one, with the model that `matched_world` left."""
    table, person = _written(folder)
    asked = np.zeros(table.rows, dtype=np.bool_)
    asked[np.random.default_rng(_SEED).choice(table.rows, min(_ASKED, table.rows // 2), replace=False)] = True
    rest, some = table.taken(np.flatnonzero(~asked)), table.taken(np.flatnonzero(asked))
    model = Model.from_json((folder / _MODEL).read_text(encoding="utf-8"))
    index, built = timed(lambda: Index.of(PEOPLE, model, rest))
    times, best = _asked(index, [_said(some, row) for row in range(some.rows)])
    known, truth = person[~asked], person[asked]
    sure = [(row, found) for row, found in enumerate(best) if found and found.probability >= WIDE.auto]
    # Of three thirds with records of their own, the quietest: other work on the machine is no cost of ours.
    thirds = [np.percentile(third, [50, 99]) * 1000 for third in np.array_split(np.array(times), 3)]
    p50, p99 = min(thirds, key=lambda told: float(told[1])).tolist()
    return {
        "p50_ms": p50,
        "p99_ms": p99,
        "index_s": built,
        "memory_mb": peak_mb() or 0.0,
        "best_right": sum(int(known[found.row] == truth[row]) for row, found in sure) / max(len(sure), 1),
    }


def _asked(index: Index, records: Sequence[dict[str, str]]) -> tuple[list[float], list[Found | None]]:
    """Ask for each record; seconds, and the best answer to each."""
    for record in records[:_WARM]:
        index.find(record)
    gc.collect()
    gc.freeze()
    gc.disable()
    times: list[float] = []
    best: list[Found | None] = []
    for record in records:
        start = perf_counter()
        found = index.find(record)
        times.append(perf_counter() - start)
        best.append(found[0] if found else None)
    return times, best


def _prepare(folder: Path, records: int) -> Figures:
    made = make_records(records)
    table, seconds = timed(lambda: people_table(made.keys, made.cells))
    order = np.array(sorted(range(len(made)), key=made.keys.__getitem__))
    write_records(PEOPLE.prepared(table, PEOPLE.generic_values(table)), made.person[order], folder)
    return {"preparation_s": seconds}


def _written(folder: Path) -> tuple[Table, Ints]:
    with (folder / "table.pickle").open("rb") as file:
        table: Table = pickle.load(file)  # noqa: S301 - written by this very run
    return Table(table.keys, {name: table.columns[name] for name in FIELDS}), np.load(folder / "person.npy")


def _said(table: Table, row: int) -> dict[str, str]:
    codes = {name: int(column.codes[row]) for name, column in table.columns.items()}
    return {name: table.columns[name].values[code] for name, code in codes.items() if code >= 0}


def _honesty(scored: Scored, clusters: Ints, person: Ints) -> Figures:
    """How true the probabilities are, without a single reviewed pair."""
    truth = np.empty(scored.distinct.table.rows, dtype=np.int64)
    truth[scored.distinct.of_row[::-1]] = person[::-1]
    same = truth[scored.pairs.left] == truth[scored.pairs.right]
    counts = (scored.distinct.copies[scored.pairs.left] * scored.distinct.copies[scored.pairs.right]).astype(np.float64)
    chance = scored.model.probability(scored.bits)
    every = np.ones(len(chance), dtype=np.bool_)
    return {
        "calibration_error": calibration_error(chance, same, counts),
        "auto_precision": auto_precision(scored, clusters, (chance, same, every), STRICT),
        "wide_auto_precision": auto_precision(scored, clusters, (chance, same, every), WIDE),
    }
