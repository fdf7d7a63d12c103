"""Arrays in a folder: back as they were, or not at all."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.graph.arrays import (
    damaged_arrays,
    distinct,
    either,
    open_arrays,
    pack_texts,
    ranges,
    row_at,
    rows_at,
    save_arrays,
    taken,
    text_at,
    text_bounds,
)

ARRAYS = {
    "days": np.array([1, -2, 3], dtype=np.int32),
    "scores": np.array([[0.1, 0.2], [np.inf, 0.0]]),
    "ids": np.array([b"per_1", b"per_22"], dtype="S16"),
    "nothing": np.zeros(0, dtype=np.int8),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "deep" / "arrays"
    save_arrays(target, ARRAYS, {"revision": 7})
    return target


def test_arrays_come_back_as_they_were(folder: Path) -> None:
    opened = open_arrays(folder)

    assert opened is not None
    assert opened[1] == {"revision": 7}
    assert {name: (array.dtype, array.tolist()) for name, array in opened[0].items()} == {
        name: (array.dtype, array.tolist()) for name, array in ARRAYS.items()
    }


def test_arrays_are_mapped_and_cannot_be_written(folder: Path) -> None:
    opened = open_arrays(folder)

    assert opened is not None
    assert not opened[0]["days"].flags.writeable


def test_saving_again_replaces_what_stood_there(folder: Path) -> None:
    save_arrays(folder, {"days": np.array([9])}, {"revision": 8})

    opened = open_arrays(folder)

    assert opened is not None
    assert (list(opened[0]), opened[0]["days"].tolist(), opened[1]) == (["days"], [9], {"revision": 8})
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


_SAVE_OFTEN = """
import sys, numpy
from pathlib import Path
from orbit.graph.arrays import save_arrays
for _ in range(60):
    save_arrays(Path(sys.argv[1]), {"days": numpy.arange(9)}, {"revision": 7})
"""


def test_processes_that_save_at_the_same_moment_leave_one_whole_folder(tmp_path: Path) -> None:
    folder = tmp_path / "arrays"
    command = [sys.executable, "-c", _SAVE_OFTEN, str(folder)]

    savers = [subprocess.Popen(command) for _ in range(3)]

    assert [saver.wait() for saver in savers] == [0, 0, 0]
    assert open_arrays(folder) is not None
    assert list(tmp_path.iterdir()) == [folder]


def test_a_missing_folder_is_none(tmp_path: Path) -> None:
    assert open_arrays(tmp_path / "nowhere") is None


@pytest.mark.parametrize("name", ["days.npy", "nothing.npy", "meta.json"])
def test_a_file_cut_short_is_none(folder: Path, name: str) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[:-1])

    assert open_arrays(folder) is None


@pytest.mark.parametrize("name", ["days.npy", "meta.json"])
def test_a_file_that_is_gone_is_none(folder: Path, name: str) -> None:
    (folder / name).unlink()

    assert open_arrays(folder) is None


@pytest.mark.parametrize("text", ["[]", "null", "{}", '{"arrays": []}', '{"arrays": {"days": {}}}'])
def test_a_listing_of_another_kind_is_none(folder: Path, text: str) -> None:
    (folder / "meta.json").write_text(text, encoding="utf-8")

    assert open_arrays(folder) is None


def test_a_changed_byte_is_found_by_looking_closely(folder: Path) -> None:
    content = bytearray((folder / "days.npy").read_bytes())
    content[-1] ^= 1
    (folder / "days.npy").write_bytes(content)

    assert damaged_arrays(folder) == ["days"]


def test_sound_arrays_have_no_damage(folder: Path) -> None:
    assert damaged_arrays(folder) == []


def test_the_listing_says_size_and_checksum_of_each(folder: Path) -> None:
    listing = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["arrays"]

    assert set(listing) == set(ARRAYS)
    assert all(set(entry) == {"bytes", "crc32"} for entry in listing.values())


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_texts_come_back_from_their_bytes(texts: list[str]) -> None:
    blob, offsets = pack_texts(texts)

    assert [text_at(blob, offsets, index) for index in range(len(texts))] == texts


def test_texts_beyond_two_gigabytes_have_wider_bounds() -> None:
    few, many = text_bounds(np.array([3, 2**31 - 4])), text_bounds(np.array([3, 2**31 - 3]))

    assert [few.dtype, many.dtype] == [np.dtype(np.int32), np.dtype(np.int64)]
    assert many.tolist() == [0, 3, 2**31]


@pytest.mark.parametrize("count", [6, 600_000])
def test_rows_read_apart_are_those_that_are_mapped(tmp_path: Path, count: int) -> None:
    letters, bounds = pack_texts(["Ada", "", "Ünal"] * (count // 3))
    ids = np.array([b"per_1", b"per_22", b""] * (count // 3), dtype="S16")
    save_arrays(tmp_path / "new", {"ids": ids, "letters": letters, "bounds": bounds}, {})
    opened = open_arrays(tmp_path / "new", {"ids", "letters"})

    assert opened is not None
    kept = opened[0]
    assert [row_at(kept["ids"], row) for row in (0, 1, 2, count - 2)] == [b"per_1", b"per_22", b"", b"per_22"]
    assert rows_at(kept["ids"], 1, 4).tolist() == [b"per_22", b"", b"per_1"]
    assert [text_at(kept["letters"], kept["bounds"], row) for row in (0, 1, count - 1)] == ["Ada", "", "Ünal"]
    assert [row_at(ids[1:], 0), rows_at(kept["ids"][1:], 0, 1).tolist()] == [b"per_22", [b"per_22"]]


def test_rows_are_read_apart_after_the_folder_is_gone(tmp_path: Path) -> None:
    ids = np.array([b"per_1", b"per_22"] * 200_000, dtype="S16")
    save_arrays(tmp_path / "new", {"ids": ids}, {})
    opened = open_arrays(tmp_path / "new", {"ids"})
    assert opened is not None

    shutil.rmtree(tmp_path / "new")

    assert row_at(opened[0]["ids"], 399_999) == b"per_22"


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5))))
def test_ranges_are_those_of_python_one_after_the_other(pairs: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in pairs], dtype=np.int64)
    counts = np.array([count for _, count in pairs], dtype=np.int64)

    joined = ranges(starts, counts)

    assert joined.tolist() == [index for start, count in pairs for index in range(start, start + count)]


def test_rows_taken_are_those_of_the_numbers() -> None:
    column, rows = np.arange(600_000).reshape(-1, 2), np.random.default_rng(1).integers(0, 300_000, 400_000)

    assert np.array_equal(taken(column, rows), column[rows])
    assert len(taken(column[:0], rows)) == len(rows)


@given(st.lists(st.integers(-5, 5)))
def test_different_numbers_are_told_once_in_order(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, dtype=np.int64)).tolist() == sorted(set(numbers))


@given(st.lists(st.integers(-5, 5)), st.lists(st.integers(-5, 5)))
def test_numbers_of_either_are_told_once_in_order(some: list[int], others: list[int]) -> None:
    both = either(np.array(some, dtype=np.int64), np.array(others, dtype=np.int64))

    assert both.tolist() == sorted({*some, *others})


def test_an_array_of_many_pieces_comes_back_as_it_was(tmp_path: Path) -> None:
    numbers = np.arange(3_000_000, dtype=np.int64)
    save_arrays(tmp_path / "arrays", {"numbers": numbers, "none": numbers[:0]}, {})

    opened = open_arrays(tmp_path / "arrays")

    assert opened is not None
    assert (opened[0]["numbers"] == numbers).all()
    assert len(opened[0]["none"]) == 0
    assert damaged_arrays(tmp_path / "arrays") == []


def test_an_array_laid_out_by_column_comes_back_as_it_was(tmp_path: Path) -> None:
    table = np.asfortranarray(np.arange(6).reshape(2, 3))
    save_arrays(tmp_path / "arrays", {"table": table}, {})

    opened = open_arrays(tmp_path / "arrays")

    assert opened is not None
    assert opened[0]["table"].tolist() == table.tolist()
    assert not opened[0]["table"].flags.writeable
