from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from splink import Linker

from api.batch_matching import arrow_records, dropped, duckdb_api, score_on_duckdb, splink_linker
from bench.matching_world import make_records
from orbit.resolve.linkage.calibration import calibrate
from orbit.resolve.linkage.columns import Floats, Levels, Table
from orbit.resolve.linkage.levels import level_vectors
from orbit.resolve.linkage.match import Matched, Scored, score
from orbit.resolve.linkage.model import Model
from orbit.resolve.linkage.people import PEOPLE, people_table
from orbit.resolve.linkage.plan import Measure, Plan
from orbit.resolve.linkage.scoring import Scorer
from orbit.resolve.linkage.splink_settings import splink_settings
from orbit.resolve.linkage.splink_sql import copies_sql
from tests.docs import pages
from tests.orbit.resolve.linkage.every_measure import EVERY, Pair, every_level, every_table, levels_sql

EVERYTHING = -1000.0


@dataclass(frozen=True, slots=True)
class World:
    """Records, and their pairs as our own code scores them."""

    table: Table
    scored: Scored

    @property
    def pairs(self) -> list[Pair]:
        """The keys of the pairs that were scored."""
        keys, pairs = self.scored.distinct.table.keys, self.scored.pairs
        return [(keys[one], keys[other]) for one, other in zip(pairs.left, pairs.right, strict=True)]

    @property
    def levels(self) -> Levels:
        """At which levels our own code sees these pairs."""
        table, pairs = self.scored.distinct.table, self.scored.pairs
        return level_vectors(table, PEOPLE.comparisons, pairs.left, pairs.right, self.scored.model.kin)

    @property
    def parts(self) -> Floats:
        """What each comparison adds to these pairs."""
        table, pairs = self.scored.distinct.table, self.scored.pairs
        return Scorer.of(PEOPLE, self.scored.model, table).parts(table, self.levels, pairs.left)


@pytest.fixture(scope="module")
def world() -> World:
    """More than 10,000 pairs of the fictional company's source records; some records come twice."""
    made = make_records(16_000)
    cells = {name: [*column, *column[:500]] for name, column in made.cells.items()}
    table = people_table([*made.keys, *(f"again/{key}" for key in made.keys[:500])], cells)
    return World(table, score(PEOPLE, table))


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def given(connection: duckdb.DuckDBPyConnection, plan: Plan, model: Model, table: Table) -> None:
    """Hand the records of a table to DuckDB, as `records`."""
    connection.register("handed", arrow_records(plan, model, table))
    connection.execute("create table records as select * from handed")


def told_by_splink(connection: duckdb.DuckDBPyConnection, world: World) -> dict[Pair, tuple[Any, ...]]:
    """Return what Splink says of each pair: bits, probability, held apart."""
    given(connection, PEOPLE, world.scored.model, world.table)
    links = score_on_duckdb(connection, PEOPLE, world.scored.model, "records", EVERYTHING)
    return {(one, other): tuple(told) for one, other, *told in links.fetchall()}


def levels_by_splink(
    connection: duckdb.DuckDBPyConnection, plan: Plan, model: Model, table: Table
) -> dict[Pair, list[int]]:
    """Return at which levels Splink sees each pair, counted as ours are: 0 is silence, 1 the same value."""
    given(connection, plan, model, table)
    linker = splink_linker(duckdb_api(connection), plan, model, "records", retain_matching_columns=True)
    found = linker.inference.predict(warning_mode="never").physical_name
    told = connection.execute(levels_sql(plan, found)).fetchall()
    return {(one, other): levels for one, other, *levels in told}


def assert_same_scores(told: dict[Pair, tuple[Any, ...]], world: World) -> None:
    """Compare bits and probabilities of all pairs."""
    theirs = np.array([told[pair][:2] for pair in world.pairs])
    assert len(told) == len(world.pairs)
    np.testing.assert_allclose(theirs[:, 0], world.scored.bits, rtol=0, atol=1e-6)
    np.testing.assert_allclose(theirs[:, 1], world.scored.model.probability(world.scored.bits), rtol=0, atol=1e-6)


def test_ten_thousand_pairs_stand_at_the_same_levels(world: World, connection: duckdb.DuckDBPyConnection) -> None:
    ours = dict(zip(world.pairs, world.levels.T.tolist(), strict=True))

    theirs = levels_by_splink(connection, PEOPLE, world.scored.model, world.table)

    assert len(ours) >= 10_000
    assert theirs == ours


def test_ten_thousand_pairs_weigh_the_same(world: World, connection: duckdb.DuckDBPyConnection) -> None:
    told = told_by_splink(connection, world)

    assert_same_scores(told, world)


def test_names_alone_do_not_suffice_there_either(world: World, connection: duckdb.DuckDBPyConnection) -> None:
    parts = world.parts
    likely = parts.sum(axis=0) + world.scored.model.start > 0
    unborne = np.flatnonzero((parts[2:] <= 0).all(axis=0) & likely).tolist()

    told = told_by_splink(connection, world)

    assert unborne
    assert max(told[world.pairs[at]][0] for at in unborne) <= 0


def test_different_profile_addresses_are_held_apart(world: World, connection: duckdb.DuckDBPyConnection) -> None:
    codes = world.scored.distinct.table.columns["url"].codes
    ones, others = codes[world.scored.pairs.left], codes[world.scored.pairs.right]
    differ = (ones >= 0) & (others >= 0) & (ones != others)

    told = told_by_splink(connection, world)

    assert differ.any()
    assert [told[pair][2] for pair in world.pairs] == differ.tolist()


def test_what_reviews_have_taught_counts_there_too(world: World, connection: duckdb.DuckDBPyConnection) -> None:
    model, bits = world.scored.model, world.scored.bits
    same = np.random.default_rng(3).random(len(bits)) < model.probability(bits + 1)
    taught = calibrate(world.parts, model.prior, same, np.ones(len(bits)))
    reviewed = World(world.table, score(PEOPLE, world.table, replace(model, calibration=taught)))

    told = told_by_splink(connection, reviewed)

    assert len(taught.at) > 2
    assert_same_scores(told, reviewed)


def test_blocks_too_full_are_dropped_and_told(world: World, connection: duckdb.DuckDBPyConnection) -> None:
    given(connection, PEOPLE, world.scored.model, world.table)

    told = dropped(duckdb_api(connection), PEOPLE, "records")

    assert world.scored.pairs.dropped
    assert told == world.scored.pairs.dropped


def test_records_that_say_the_same_lead_to_the_first_of_them(
    world: World, connection: duckdb.DuckDBPyConnection
) -> None:
    given(connection, PEOPLE, world.scored.model, world.table)
    distinct = world.scored.distinct

    told = connection.execute(f"{copies_sql('records')} order by copy").fetchall()

    assert distinct.table.rows < world.table.rows
    assert told == [
        (key, distinct.table.keys[node]) for key, node in zip(world.table.keys, distinct.of_row, strict=True)
    ]


def test_parts_of_a_set_are_written_as_the_whole_would_be(world: World) -> None:
    model = world.scored.model
    odd = np.arange(1, world.table.rows, 2)

    part = arrow_records(PEOPLE, model, world.table.taken(odd))

    assert part.equals(arrow_records(PEOPLE, model, world.table).take(odd))


def test_a_connection_can_be_used_again(matched: Matched, connection: duckdb.DuckDBPyConnection) -> None:
    model = matched.scored.model
    given(connection, PEOPLE, model, matched.table)

    first, second = (score_on_duckdb(connection, PEOPLE, model, "records").order("one, other") for _ in range(2))

    assert first.fetchall() == second.fetchall()


def test_by_the_settings_alone_splink_meets_what_caps_drop_too(
    matched: Matched, connection: duckdb.DuckDBPyConnection
) -> None:
    model = matched.scored.model
    given(connection, PEOPLE, model, matched.table)
    settings = splink_settings(PEOPLE, model)
    linker = Linker(duckdb_api(connection).register("records"), settings, log_level=None, validate_settings=False)

    found = linker.inference.compute_blocked_pairs_for_predict().physical_name

    met = set(connection.execute(f"select join_key_l, join_key_r from {found}").fetchall())  # noqa: S608
    assert met >= set(World(matched.table, matched.scored).pairs)


def test_the_plan_of_every_measure_has_every_measure() -> None:
    assert {level.measure for one in EVERY.comparisons for level in one.levels} == set(Measure)


def test_every_measure_counts_alike_in_any_script(connection: duckdb.DuckDBPyConnection) -> None:
    table, model = every_table(40)
    ours = every_level(table, model)

    theirs = levels_by_splink(connection, EVERY, model, table)

    assert len(ours) > 30_000
    assert theirs == ours


def test_the_example_on_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_records(2_000)
    monkeypatch.chdir(tmp_path)
    example, _ = pages.fenced("docs/matching.md", "python")

    exec(example, {"keys": made.keys, "cells": made.cells})  # noqa: S102 - our own page

    links = duckdb.read_parquet("links.parquet")
    ours = score(PEOPLE, people_table(made.keys, made.cells))
    assert links.columns == ["one", "other", "bits", "probability", "held_apart"]
    assert len(links.fetchall()) >= int((ours.bits >= 0).sum())
