from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pyspark.sql import SparkSession

from api.batch_matching import score_on_spark, spark_api, splink_linker, write_records
from orbit.resolve.linkage.blocking import Pairs
from orbit.resolve.linkage.columns import Table
from orbit.resolve.linkage.match import Matched, cluster, match
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.people import PEOPLE
from orbit.resolve.linkage.plan import Plan
from tests.docs import pages
from tests.orbit.resolve.linkage.crowd import crowd_table, made_crowd
from tests.orbit.resolve.linkage.every_measure import EVERY, every_level, every_table, levels_sql

EVERYTHING = -1000.0
# Small, quiet, on this machine alone; for so few records, compiling and planning would take longer than the work.
_CONFIG = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.log.level": "ERROR",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that Spark reads relative names in."""
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module")
def session(java: None, place: Path) -> Iterator[SparkSession]:
    """Start Spark, with workers that run the Python of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.chdir(place)
        session = SparkSession.builder.master("local[2]").config(map=dict(_CONFIG)).getOrCreate()
    session.sparkContext.setCheckpointDir("checkpoints")
    yield session
    session.stop()


def given(session: SparkSession, plan: Plan, model: Model, table: Table, folder: Path) -> None:
    """Hand the records of a table to Spark, in two parts, as `records`."""
    for number in range(2):
        part = table.taken(np.arange(number, table.rows, 2))
        write_records(plan, model, part, folder / f"part-{number}.parquet")
    session.read.parquet(str(folder / "part-*.parquet")).createOrReplaceTempView("records")


@pytest.fixture(scope="module")
def crowd() -> Matched:
    """A crowd of 300 people, matched by our own code."""
    return match(PEOPLE, crowd_table(300)[0])


def test_spark_gives_the_same_links_and_clusters(session: SparkSession, crowd: Matched, tmp_path: Path) -> None:
    scored, keys = crowd.scored, crowd.scored.distinct.table.keys
    given(session, PEOPLE, scored.model, crowd.table, tmp_path)

    told = score_on_spark(session, PEOPLE, scored.model, "records", EVERYTHING).collect()

    place = {key: row for row, key in enumerate(keys)}
    rows = np.array(sorted((place[one.one], place[one.other], one.bits) for one in told))
    left, right, bits = rows[:, 0].astype(np.int32), rows[:, 1].astype(np.int32), rows[:, 2]
    assert [left.tolist(), right.tolist()] == [scored.pairs.left.tolist(), scored.pairs.right.tolist()]
    np.testing.assert_allclose(bits, scored.bits, rtol=0, atol=1e-6)
    assert (bits >= 0).tolist() == (scored.bits >= 0).tolist()
    anew = replace(scored, pairs=Pairs(left, right), bits=bits)
    assert cluster(PEOPLE, anew).tolist() == crowd.cluster.tolist()


def test_spark_sees_every_measure_alike_in_any_script(session: SparkSession, tmp_path: Path) -> None:
    table, model = every_table(10)
    given(session, EVERY, model, table, tmp_path)
    linker = splink_linker(spark_api(session), EVERY, model, "records", retain_matching_columns=True)

    found = linker.inference.predict(warning_mode="never").physical_name

    told = session.sql(levels_sql(EVERY, found)).collect()
    assert {(one, other): levels for one, other, *levels in told} == every_level(table, model)


def test_the_example_for_spark_runs(session: SparkSession, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys, cells, _ = made_crowd(40)
    monkeypatch.chdir(place)
    on_duckdb, on_spark = pages.fenced("docs/matching.md", "python")
    known = {"keys": keys, "cells": cells}

    exec(on_duckdb, known)  # noqa: S102 - our own page
    exec(on_spark, known)  # noqa: S102 - our own page

    links = [session.read.parquet(name) for name in ("links.parquet", "links-of-spark")]
    ours, theirs = ({(one.one, one.other): round(one.bits, 6) for one in several.collect()} for several in links)
    assert ours
    assert ours == theirs
