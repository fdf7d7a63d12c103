"""Matching sets too large for one machine: a learned model, scored by Splink on DuckDB or Spark.

Needs `orbit-asks[splink]`, for Spark `orbit-asks[spark]` and Java 17; on Spark, every worker needs Orbit too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb.func import ARROW
from splink import DuckDBAPI, Linker

from orbit.resolve.linkage.blocking import Overfull
from orbit.resolve.linkage.columns import Column, Table
from orbit.resolve.linkage.measures import likeness
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.plan import Measure, Plan
from orbit.resolve.linkage.splink_settings import (
    ID,
    SAID,
    TAUGHT,
    ListColumn,
    said,
    splink_columns,
    splink_frequencies,
    splink_settings,
)
from orbit.resolve.linkage.splink_sql import distinct_sql, entries_sql, links_sql, overfull_sql, pairs_sql

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from splink import SparkAPI

Function = Callable[[Any, Any], Any]


def write_records(plan: Plan, model: Model, table: Table, file: Path) -> None:
    """Write comparable records as Parquet, ready to be scored; a large set is written in as many parts as you like."""
    pq.write_table(arrow_records(plan, model, table), file)


def arrow_records(plan: Plan, model: Model, table: Table) -> pa.Table:
    """Return comparable records, such as `people_table` makes, with all columns that the scoring asks for."""
    columns = splink_columns(plan, model, plan.prepared(table, model.generic))
    told = {name: _arrow(column) for name, column in columns.items()}
    return pa.table({ID: pa.array(table.keys, type=pa.string()), SAID: pa.array(said(table)), **told})


def score_on_duckdb(
    connection: duckdb.DuckDBPyConnection, plan: Plan, model: Model, records: str, least: float = 0.0
) -> duckdb.DuckDBPyRelation:
    """Score the pairs of a table or view of records that meet within the caps of the plan.

    Returns the pairs of at least so many bits: one, other, bits, probability, held_apart. Of records that say the same
    in every field only the first takes part; `copies_sql` tells which those are.
    """
    database = duckdb_api(connection)
    return connection.table(_links(database, plan, model, records, least))


def score_on_spark(session: SparkSession, plan: Plan, model: Model, records: str, least: float = 0.0) -> DataFrame:
    """Do on Spark what `score_on_duckdb` does; the session needs a checkpoint directory that all workers reach."""
    database = spark_api(session)
    return session.table(_links(database, plan, model, records, least))


def duckdb_api(connection: duckdb.DuckDBPyConnection) -> DuckDBAPI:
    """Return a connection as Splink wants it, taught the measures that it lacks."""
    known = {name for (name,) in connection.execute("select function_name from duckdb_functions()").fetchall()}
    for measure, name in TAUGHT.items():
        if name not in known:
            connection.create_function(name, _function(measure), ["varchar", "varchar"], "double", type=ARROW)
    return DuckDBAPI(connection=connection)


def spark_api(session: SparkSession) -> SparkAPI:
    """Return a session as Splink wants it, taught the measures that it lacks."""
    from pyspark.sql.pandas import functions
    from splink import SparkAPI

    # By its types it wants to be told the kind of function, of which it warns when it is.
    arrow_udf: Any = functions.arrow_udf
    for measure, name in TAUGHT.items():
        session.udf.register(name, arrow_udf(_unhinted(_function(measure)), "double"))
    # The functions that Splink brings along are not needed, and would want their file named when Spark starts.
    return SparkAPI(spark_session=session, register_udfs_automatically=False)  # type: ignore[no-untyped-call]  # Splink left it out


def splink_linker(database: DuckDBAPI | SparkAPI, plan: Plan, model: Model, records: str, **changed: object) -> Linker:
    """Return a linker that is ready to predict, with our settings, frequencies, and pairs within the caps.

    What it predicts are sums of weights; that names alone do not suffice, and calibration, are left to `links_sql`.
    `changed` replaces some of the settings, as Splink's charts ask for.
    """
    settings = splink_settings(plan, model) | changed
    distinct = _kept(database, distinct_sql(records))
    linker = Linker(distinct, settings, log_level=None, validate_settings=False)
    for name, shares in splink_frequencies(plan, model).items():
        looked_up = pa.table({name: list(shares), f"tf_{name}": list(shares.values())})
        linker.table_management.register_term_frequency_lookup(database.register(looked_up), name)
    entries = _kept(database, entries_sql(plan, distinct.physical_name))
    pairs = database.query_sql(pairs_sql(entries.physical_name))
    linker.table_management.register_blocked_pairs_for_predict(pairs)
    return linker


def dropped(database: DuckDBAPI | SparkAPI, plan: Plan, records: str) -> tuple[Overfull, ...]:
    """Return what the caps of the plan leave out of these records: blocks that too many share."""
    distinct = _kept(database, distinct_sql(records))
    entries = _kept(database, entries_sql(plan, distinct.physical_name))
    told = database.query_sql(overfull_sql(plan, entries.physical_name)).as_record_list()
    return tuple(Overfull(one["key_name"], one["blocks"], one["records"], one["largest"]) for one in told)


def _kept(database: DuckDBAPI | SparkAPI, sql: str) -> Any:
    """Return a table that is read more than once; Spark would otherwise compute it each time."""
    made = database.query_sql(sql)
    if session := getattr(database, "spark", None):
        session.catalog.cacheTable(made.physical_name)
    return made


def _links(database: DuckDBAPI | SparkAPI, plan: Plan, model: Model, records: str, least: float) -> str:
    linker = splink_linker(database, plan, model, records)
    scored = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
    name: str = database.query_sql(links_sql(plan, model, scored.physical_name, least)).physical_name
    return name


def _function(measure: Measure) -> Function:
    """Return our measure over two Arrow arrays; it names no more of this module than must travel to Spark's workers."""

    def alike(ones: Any, others: Any) -> Any:
        told = ([value or "" for value in side.to_pylist()] for side in (ones, others))
        return pa.array(likeness(measure, *told))

    return alike


def _unhinted(function: Function) -> Function:
    """Wrap a function so that Spark reads no type hints, of which it wants its own kind."""
    return lambda ones, others: function(ones, others)


def _arrow(column: Column | ListColumn) -> Any:
    kind = pa.list_(pa.string()) if isinstance(column, ListColumn) else pa.string()
    return pa.array(column.values, type=kind).take(pa.array(column.codes, mask=column.codes < 0))
