"""Rows that go and come: what arrays say must be what lists of rows say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orbit.graph.arrays import pack_texts, text_at
from orbit.graph.merge import merge_at, merge_sorted
from orbit.graph.moves import Moves, regroup

TEXTS = st.lists(st.text(max_size=3), max_size=8)


def numbers(values: list[int]) -> Any:
    return np.array(values, dtype=np.int64)


@st.composite
def changes(draw: st.DrawFn) -> tuple[list[str], list[int], list[tuple[int, str]]]:
    """Rows, which of them go, and new ones with the row before which each belongs."""
    former = draw(TEXTS)
    places = st.integers(0, len(former))
    gone = sorted(draw(st.sets(places))) if former else []
    new = draw(st.lists(st.tuples(places, st.text(max_size=3)), max_size=6))
    return former, [place for place in gone if place < len(former)], sorted(new, key=lambda one: one[0])


def done_by_hand(former: list[str], gone: list[int], new: list[tuple[int, str]]) -> list[str]:
    rows: list[str] = []
    for place in range(len(former) + 1):
        rows += [text for at, text in new if at == place]
        rows += [former[place]] if place < len(former) and place not in gone else []
    return rows


@given(changes())
def test_rows_go_and_come_where_they_belong(change: tuple[list[str], list[int], list[tuple[int, str]]]) -> None:
    former, gone, new = change
    merge = merge_at(len(former), numbers(gone), numbers([at for at, _ in new]))

    rows = merge.column(np.array(former, dtype="U3"), np.array([text for _, text in new], dtype="U3"))

    expected = np.array(done_by_hand(former, gone, new), dtype="U3")
    assert rows.tolist() == expected.tolist()


@given(changes())
def test_texts_go_and_come_as_rows_do(change: tuple[list[str], list[int], list[tuple[int, str]]]) -> None:
    former, gone, new = change
    merge = merge_at(len(former), numbers(gone), numbers([at for at, _ in new]))

    blob, bounds = merge.texts(pack_texts(former), pack_texts(text for _, text in new))

    assert [text_at(blob, bounds, row) for row in range(len(bounds) - 1)] == done_by_hand(former, gone, new)


@given(changes())
def test_each_former_row_is_found_where_it_is_now(change: tuple[list[str], list[int], list[tuple[int, str]]]) -> None:
    former, gone, new = change
    merge = merge_at(len(former), numbers(gone), numbers([at for at, _ in new]))

    now = merge.column(np.arange(len(former)), np.full(len(new), -1)).tolist()

    assert merge.place.tolist() == [now.index(row) if row in now else -1 for row in range(len(former))]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3))), st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)))
)
def test_sorted_rows_stay_sorted(former: list[tuple[int, int]], new: list[tuple[int, int]]) -> None:
    columns = [[numbers([row[side] for row in sorted(rows)]) for side in (0, 1)] for rows in (former, new)]

    merge = merge_sorted(numbers([]), *columns)

    merged = [merge.column(columns[0][side], columns[1][side]).tolist() for side in (0, 1)]
    assert list(zip(*merged, strict=True)) == sorted([*former, *new])


def test_where_nothing_changes_the_very_same_column_is_kept() -> None:
    column = np.arange(3)

    assert merge_at(3, numbers([]), numbers([])).column(column, column[:0]) is column


@given(st.data())
def test_groups_are_told_anew_and_follow_whoever_they_are_of(data: st.DataObject) -> None:
    former = data.draw(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 99), max_size=3)))
    gone = data.draw(st.sets(st.sampled_from(sorted(former)))) if former else set()
    anew = data.draw(
        st.dictionaries(
            st.integers(0, 9).filter(lambda one: one not in gone), st.lists(st.integers(100, 199), max_size=3)
        )
    )
    before, now = sorted(former), sorted({*former, *anew} - gone)
    place = np.array([now.index(one) if one in now else -1 for one in before], dtype=np.int32)
    moves = Moves(len(before), len(now), None if before == now else place, numbers([]))
    bounds = np.cumsum([0, *(len(former[one]) for one in before)])
    told = sorted(anew)

    grouped = regroup(
        bounds, moves, numbers([now.index(one) for one in told]), numbers([len(anew[one]) for one in told])
    )

    rows = grouped.merge.column(
        numbers([row for one in before for row in former[one]]), numbers([row for one in told for row in anew[one]])
    )
    expected = [anew.get(one, former.get(one, [])) for one in now]
    assert [part.tolist() for part in np.split(rows, grouped.bounds[1:-1])][: len(now)] == expected[: len(now)]
    assert int(grouped.bounds[-1]) == len(rows)


def test_thousands_of_changes_are_merged_like_a_few() -> None:
    dice = np.random.default_rng(5)
    former, new = np.arange(20_000), -np.arange(1, 5_001)
    gone, at = np.sort(dice.choice(20_000, 3_000, replace=False)), np.sort(dice.integers(0, 20_001, 5_000))

    merge = merge_at(len(former), gone, at)

    expected = np.insert(former, at, new)
    assert merge.column(former, new).tolist() == expected[~np.isin(expected, gone)].tolist()
    assert merge.place[gone].tolist() == [-1] * 3_000


@pytest.mark.parametrize("kind", ["i4", "i1", "f8", "S3"])
def test_a_few_rows_that_come_and_none_that_goes_leave_every_other_as_it_was(kind: str) -> None:
    former, new = np.arange(2_000).astype(kind), np.array([7, 8, 9]).astype(kind)
    at = numbers([0, 1_234, 2_000])

    now = merge_at(len(former), numbers([]), at).column(former, new)

    assert now.dtype == former.dtype
    assert now.tolist() == np.insert(former, at, new).tolist()


def test_a_row_with_several_numbers_stays_whole_where_a_few_come() -> None:
    former = np.arange(600, dtype=np.int32).reshape(200, 3)

    now = merge_at(len(former), numbers([]), numbers([100])).column(former, np.full((1, 3), -1, dtype=np.int32))

    assert now.tolist() == np.insert(former, 100, -1, axis=0).tolist()
