"""Looking a few marks up at once gives what looking many up does."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from orbit.resolve.newcomers.index import Index, Layer, in_groups
from orbit.resolve.newcomers.marks import Kind, mark_of, marks_of
from orbit.resolve.newcomers.meeting import meet, met_under

marks, records = st.integers(1, 6), st.integers(0, 30)
told = st.lists(st.tuples(marks, records), max_size=60)


def layer(pairs: list[tuple[int, int]]) -> Layer:
    mark, seq = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return Layer.of(mark.astype(np.uint64), seq, seq)


@given(told, told)
def test_who_stands_under_a_mark_is_what_the_last_layer_tells(
    first: list[tuple[int, int]], later: list[tuple[int, int]]
) -> None:
    index, asked = Index((layer(first), layer(later))), np.arange(1, 7, dtype=np.uint64)

    found = [sorted(seq.tolist()) for seq in index.under(asked)]

    assert found == [seq.tolist() for seq in in_groups(*index.find(asked), len(asked))]


@given(told, told, st.lists(st.integers(0, 4), min_size=6, max_size=6), st.integers(1, 9))
def test_nobody_is_met_where_more_than_the_cap_are(
    first: list[tuple[int, int]], later: list[tuple[int, int]], caps: list[int], alike: int
) -> None:
    index, asked = Index((layer(first), layer(later))), np.arange(1, 7, dtype=np.uint64)

    found = met_under(index, dict(enumerate(caps, start=1)), lambda seq: seq % alike)

    meeting = meet(index, asked, np.array(caps, dtype=np.int64), lambda seq: seq % alike)
    assert found == (sorted(meeting.everybody()), set(asked[meeting.full].tolist()))


@given(st.text(min_size=1, max_size=20), st.sampled_from(Kind))
def test_one_text_has_the_mark_that_it_has_among_many(text: str, kind: Kind) -> None:
    assert mark_of(kind, text) == int(marks_of(kind, [text])[0])
