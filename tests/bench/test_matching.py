from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from bench.matching import measure, worst
from bench.matching_people import COLUMNS, HISTORICAL, read_people
from bench.matching_scores import auto_precision, calibration_error, pair_score
from bench.matching_splink import splink_settings, write_records
from bench.matching_world import Records, make_records
from orbit.errors import BadFile, UsageError
from orbit.resolve.linkage.bands import STRICT
from orbit.resolve.linkage.match import match
from orbit.resolve.linkage.people import PEOPLE, people_table

PAGES = [
    ("p-1", "p", "sir edmund alderberg", "1848-03-02", "leeds", "ls1 4ab", "male", "painter"),
    ("p-2", "p", "edmund alderberg", "1848-03-02", "leeds", "ls1 4ab", "male", "painter"),
    ("p-3", "p", "alderberg, 3rd baronet", "1848-01-01", "leeds", "", "male", ""),
    ("q-1", "q", "ada quillworth", "1851-07-19", "ghent", "gn1 1aa", "female", "writer"),
    ("q-2", "q", "ada quillwort", "1851-07-19", "ghent", "gn1 1aa", "", "writer"),
]


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A small file of people whose truth is known."""
    path = tmp_path / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *PAGES])
    return path


@pytest.fixture(scope="module")
def world() -> Records:
    """Three thousand source records."""
    return make_records(3_000)


def test_the_same_number_of_records_is_always_the_same_records(world: Records) -> None:
    again = make_records(3_000)

    assert again.keys == world.keys
    assert again.cells == world.cells
    assert (again.person == world.person).all()


def test_records_have_keys_of_their_own_and_a_cell_in_each_field(world: Records) -> None:
    assert len(set(world.keys)) == len(world) == len(world.person)
    assert {len(cells) for cells in world.cells.values()} == {len(world)}
    assert 2_700 < len(world) < 3_300


def test_exact_identifiers_find_only_some_of_the_true_pairs(world: Records) -> None:
    true = pair_score(world.person, world.person).true
    shared = sum(_pairs(world, field) for field in ("email", "url"))

    assert 0.05 < shared / true < 0.3


def test_the_world_is_matched_nearly_without_error(world: Records) -> None:
    order = np.argsort(np.array(world.keys), kind="stable")

    found = match(PEOPLE, people_table(world.keys, world.cells))
    score = pair_score(found.cluster, world.person[order])

    assert score.precision > 0.98
    assert score.recall > 0.8


def test_ranks_go_and_a_name_alone_goes_where_it_mostly_stands(history: Path) -> None:
    people = read_people(history)
    told = {
        name: [column.values[code] if code >= 0 else "" for code in column.codes]
        for name, column in people.table.columns.items()
    }

    assert told["first"] == ["edmund", "edmund", "", "ada", "ada"]
    assert told["last"] == ["alderberg", "alderberg", "alderberg", "quillworth", "quillwort"]
    assert told["born"][2] == "1848"


def test_people_of_history_are_put_together(history: Path) -> None:
    people = read_people(history)

    found = match(HISTORICAL, people.table)

    assert pair_score(found.cluster, people.person).precision == 1.0
    assert found.cluster[0] == found.cluster[1]


def test_a_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("name,age\nAda,3\n", encoding="utf-8")

    with pytest.raises(BadFile, match="with the columns"):
        read_people(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        read_people(tmp_path / "nothing.csv")


@pytest.mark.parametrize("kind", [None, "animals"])
def test_a_file_must_say_what_it_is_about(history: Path, kind: str | None) -> None:
    with pytest.raises(UsageError, match="--kind people or organisations"):
        measure(None, lambda _: None, data=history, kind=kind)


def test_pairs_are_scored_over_all_records() -> None:
    score = pair_score(np.array([0, 0, 0, 3]), np.array([7, 7, 8, 8]))

    assert (score.right, score.claimed, score.true) == (1, 3, 2)
    assert (score.precision, score.recall, score.f1) == (1 / 3, 1 / 2, 0.4)


def test_probabilities_that_come_true_have_no_calibration_error() -> None:
    said, true = np.array([0.25, 0.25, 0.25, 0.25, 1.0]), np.array([True, False, False, False, True])

    assert calibration_error(said, true, np.ones(5)) == 0.0
    assert calibration_error(said, ~true, np.ones(5)) > 0.3


def test_only_what_is_joined_without_asking_counts_as_automatic(world: Records) -> None:
    table = people_table(world.keys, world.cells)
    found = match(PEOPLE, table)
    every = np.ones(len(found.scored.pairs), dtype=np.bool_)
    chance = found.scored.model.probability(found.scored.bits)

    assert auto_precision(found.scored, found.cluster, (chance, every, every), STRICT) == 1.0
    assert auto_precision(found.scored, found.cluster, (chance, ~every, every), STRICT) == 0.0


def test_the_worst_set_stands_for_all() -> None:
    told = {
        "historical_dev_auto_precision": 0.999,
        "world_1m_auto_precision": 0.997,
        "world_1m_wide_auto_precision": 0.9,
        "historical_dev_calibration_error": 0.02,
    }

    assert worst(told) == {"auto_band_precision_min": 0.997, "calibration_error": 0.02}
    assert worst({}) == {}


def test_the_peer_gets_the_same_levels_and_keys() -> None:
    settings = splink_settings(PEOPLE, PEOPLE.keys[:2])
    last = settings["comparisons"][1]["comparison_levels"]

    assert settings["blocking_rules_to_generate_predictions"] == ["l.email = r.email", "l.url = r.url"]
    assert [level["sql_condition"] for level in last[:3]] == [
        "last_l is null or last_r is null",
        "last_l = last_r",
        "damerau_levenshtein(last_l, last_r) <= 1",
    ]
    assert last[1]["tf_adjustment_column"] == "last"


def test_the_peer_reads_what_was_written(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    table = people_table(["a", "b"], {"name": ["Ada Quill", "Bob Alder"], "city": ["Leeds", ""]})

    write_records(PEOPLE.prepared(table, {}), np.array([0, 1]), tmp_path)
    found = duckdb.read_parquet(str(tmp_path / "records.parquet"))
    rows = found.project("unique_id, full1, city").order("unique_id").fetchall()

    assert rows == [(0, "ada", "leeds"), (1, "robert", None)]


def _pairs(world: Records, field: str) -> int:
    said = Counter((who, cell) for who, cell in zip(world.person.tolist(), world.cells[field], strict=True) if cell)
    return sum(many * (many - 1) // 2 for many in said.values())
