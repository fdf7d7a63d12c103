"""Splink, a probabilistic matcher in wide use, on the same prepared records, with the plan's levels and keys.

It knows no caps, learned kin or cannot-links; its clusters are connected components of the pairs above a probability.
"""

from __future__ import annotations

import contextlib
import csv
import io
import pickle
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from bench.footprint import apart, peak_mb
from bench.matching_scores import pair_score
from bench.timing import timed
from orbit.resolve.linkage.columns import Column, Ints, Table
from orbit.resolve.linkage.plan import Comparison, Key, Level, Measure, Plan

Figures = dict[str, float]

# The share of all true pairs that exact names at one company and equal e-mail addresses are told to find; about so many
# do, and the probability of a match follows from it.
_RULES_RECALL = 0.45
_COMPONENTS_FROM = 0.95
# As in Splink's own example: the row number stands for the key, empty cells are silent.
_DOCUMENTED_SQL = """
select row_number() over () - 1 as unique_id, * exclude (unique_id),
       first_name || ' ' || surname as first_name_surname_concat
from read_csv('{path}', header = true, all_varchar = true, nullstr = '')
"""
BARS = (0.5, 0.9, 0.95, 0.99, 0.999)
_SQL = {
    Measure.SAME: "{left} = {right}",
    Measure.JARO_WINKLER: "jaro_winkler_similarity({left}, {right}) >= {bar}",
    Measure.EDITS: "damerau_levenshtein({left}, {right}) <= {edits}",
    Measure.HEAD: "left({left}, {letters}) = left({right}, {letters})",
    Measure.TAIL: "right({left}, {letters}) = right({right}, {letters})",
    Measure.INITIAL: "least(length({left}), length({right})) = 1 and left({left}, 1) = left({right}, 1)",
    Measure.PART: "list_has_all(string_split({left}, ' '), string_split({right}, ' ')) "
    "or list_has_all(string_split({right}, ' '), string_split({left}, ' '))",
    Measure.DOMAIN: "split_part({left}, '@', 2) = split_part({right}, '@', 2)",
    Measure.RELATED: "full1_l = full1_r",
}


def splink_settings(plan: Plan, keys: tuple[Key, ...], *, retained: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a plan as Splink's settings; levels that Splink has no word for are left out."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "blocking_rules_to_generate_predictions": [rule_sql(way) for key in keys for way in key.ways],
        "comparisons": [_comparison(comparison) for comparison in plan.comparisons],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "additional_columns_to_retain": list(retained),
    }


def rule_sql(way: tuple[str, ...]) -> str:
    """Return the condition under which two records meet."""
    return " and ".join(f"l.{column} = r.{column}" for column in way)


def _comparison(comparison: Comparison) -> dict[str, Any]:
    column = comparison.column
    levels = [_level(level, column) for level in comparison.levels if level.measure in _SQL]
    null = {
        "sql_condition": f"{column}_l is null or {column}_r is null",
        "label_for_charts": "silent",
        "is_null_level": True,
    }
    other = {"sql_condition": "ELSE", "label_for_charts": comparison.differs}
    return {"output_column_name": column, "comparison_levels": [null, *levels, other]}


def _level(level: Level, column: str) -> dict[str, Any]:
    told = _SQL[level.measure].format(
        left=f"{column}_l", right=f"{column}_r", bar=level.bar, edits=int(-level.bar), letters=int(level.bar)
    )
    found: dict[str, Any] = {"sql_condition": told, "label_for_charts": level.says}
    if level.rare and level.measure is Measure.SAME:
        found |= {"tf_adjustment_column": column, "tf_adjustment_weight": 1.0}
    return found


def write_records(table: Table, person: Ints, folder: Path) -> None:
    """Write prepared records where both matchers find them, each in the form that it reads fastest."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with (folder / "table.pickle").open("wb") as file:
        pickle.dump(table, file, protocol=5)
    np.save(folder / "person.npy", person)
    columns = {name: _arrow(column) for name, column in table.columns.items()}
    pq.write_table(pa.table({"unique_id": pa.array(np.arange(table.rows)), **columns}), folder / "records.parquet")


def _arrow(column: Column) -> Any:
    import pyarrow as pa

    numbers = pa.array(column.codes, mask=column.codes < 0)
    return pa.DictionaryArray.from_arrays(numbers, pa.array(list(column.values), type=pa.string())).dictionary_decode()


def splink_on(folder: Path, plan: Plan, keys: tuple[Key, ...], taught_by: tuple[tuple[str, ...], ...]) -> Figures:
    """Run Splink on written records, from reading them to clusters; seconds, pairs, and how right the clusters are.

    A function of a module, so that it can run in a process of its own.
    """
    person = np.load(folder / "person.npy")
    busy = process_time()
    with _quiet():
        (clusters, pairs), seconds = timed(lambda: _clustered(folder, splink_settings(plan, keys), taught_by))
    busy, memory = process_time() - busy, peak_mb() or 0.0
    score = pair_score(clusters, person)
    return {
        "seconds": seconds,
        "cpu_seconds": busy,
        "memory_mb": memory,
        "pairs": pairs,
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
    }


def _clustered(folder: Path, settings: dict[str, Any], taught_by: tuple[tuple[str, ...], ...]) -> tuple[Ints, int]:
    linker, connection = _linker(
        f"select * from read_parquet('{folder / 'records.parquet'}')",  # noqa: S608 - a path of our own making
        settings,
    )
    rules: list[Any] = [rule_sql(("first", "last", "company")), rule_sql(("email",))]
    linker.training.estimate_probability_two_random_records_match(rules, recall=_RULES_RECALL)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    for way in taught_by:
        linker.training.estimate_parameters_using_expectation_maximisation(rule_sql(way))
    found = linker.inference.predict(threshold_match_probability=0.5)
    pairs = int(connection.table(found.physical_name).count("*").fetchall()[0][0])
    return _components(linker, found, _COMPONENTS_FROM), pairs


def documented_splink(path: Path) -> Figures:
    """Run Splink as its documentation does on people of history; nothing where it is not installed."""
    if find_spec("splink") is None:
        return {}
    (found, _) = apart(_documented, path)
    return found


def _documented(path: Path) -> Figures:
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    rules: list[Any] = [
        block_on("substr(first_name, 1, 3)", "substr(surname, 1, 4)"),
        block_on("surname", "dob"),
        block_on("first_name", "dob"),
        block_on("postcode_fake", "first_name"),
        block_on("postcode_fake", "surname"),
        block_on("dob", "birth_place"),
        block_on("substr(postcode_fake, 1, 3)", "dob"),
        block_on("substr(postcode_fake, 1, 3)", "first_name"),
        block_on("substr(postcode_fake, 1, 3)", "surname"),
        block_on("substr(first_name, 1, 2)", "substr(surname, 1, 2)", "substr(dob, 1, 4)"),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=rules,
        comparisons=[
            cl.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="first_name_surname_concat"
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
    )
    truth = _truth(path)
    with _quiet():
        bars, seconds = timed(lambda: _documented_clusters(path, settings))
    best = max((pair_score(clusters, truth) for clusters in bars.values()), key=lambda score: score.f1)
    return {
        "splink_historical_f1": round(best.f1, 4),
        "splink_historical_precision": round(best.precision, 4),
        "splink_historical_recall": round(best.recall, 4),
        "splink_historical_seconds": round(seconds, 2),
    }


def _documented_clusters(path: Path, settings: Any) -> dict[float, Ints]:
    """Cluster at several probabilities; the best of them is reported, which flatters it a little."""
    linker, _ = _linker(_DOCUMENTED_SQL.format(path=path), settings)
    sure: list[Any] = [
        "l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob",
        "substr(l.first_name, 1, 2) = substr(r.first_name, 1, 2) and l.surname = r.surname "
        "and substr(l.postcode_fake, 1, 2) = substr(r.postcode_fake, 1, 2)",
        "l.dob = r.dob and l.postcode_fake = r.postcode_fake",
    ]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=5_000_000, seed=1)
    for rule in ("l.first_name = r.first_name and l.surname = r.surname", "l.dob = r.dob"):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.01)
    return {bar: _components(linker, found, bar) for bar in BARS}


def _truth(path: Path) -> Ints:
    with path.open(encoding="utf-8", newline="") as file:
        _, person = np.unique([row["cluster"] for row in csv.DictReader(file)], return_inverse=True)
    return person.astype(np.int64)


def _linker(records: str, settings: Any) -> tuple[Any, Any]:
    import duckdb
    from splink import Linker
    from splink.internals.duckdb.database_api import DuckDBAPI

    connection = duckdb.connect()
    connection.execute(f"create table records as {records}")
    frame = DuckDBAPI(connection=connection).register("records")
    return Linker(frame, settings, log_level="ERROR", validate_settings=False), connection


def _components(linker: Any, found: Any, bar: float) -> Ints:
    told = linker.clustering.cluster_pairwise_predictions_at_threshold(found, threshold_match_probability=bar)
    told = told.as_pyarrow_table()
    row, cluster = (told.column(name).to_numpy() for name in ("unique_id", "cluster_id"))
    clusters = np.empty(len(row), dtype=np.int64)
    clusters[row] = cluster
    return clusters


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield
