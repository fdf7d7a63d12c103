"""Whoever is called so is found, by whatever part of their name, and nearly so too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from orbit.graph.arrays import pack_texts
from orbit.graph.build import empty_snapshot
from orbit.graph.merge import merge_at
from orbit.graph.name_search import NameSearch
from orbit.graph.name_words import COLUMNS, WordList, bring_words
from orbit.graph.snapshot import Snapshot
from orbit.names.typed import Kind, likeness, most_slips, typed_words

GIVEN = ["Robert", "Bob", "Dana", "Danaë", "Mara", "Jo", "José", "Hans-Joachim", "Li", "Władysław", "J.", "李"]
FAMILY = ["Lindqvist", "Lindkvist", "Wu", "Müller", "Mueller", "van der Berg", "O'Brien", "Smith", "Dana", "伟", ""]
NAMES = st.builds("{} {}".format, st.sampled_from(GIVEN), st.sampled_from(FAMILY)) | st.text(max_size=12)
MANY = st.lists(NAMES, min_size=1, max_size=12)
TYPED = NAMES | st.text("danorbewu lmt", min_size=1, max_size=14)
BLANK = len("Mara")
few = settings(max_examples=150, deadline=None)


def named(names: list[str]) -> Snapshot:
    """A snapshot of people of whom only the names are known."""
    listed = WordList()
    listed.add(names)
    name, name_at = pack_texts(names)
    ids = np.array([f"per_{number:04}" for number in range(len(names))], dtype="S16")
    return replace(empty_snapshot(), person_id=ids, person_name=name, person_name_at=name_at, **listed.arrays())


def found(snapshot: Snapshot, typed: str, slips: int) -> set[int]:
    numbers = NameSearch.of(snapshot).candidates(typed_words(typed), slips)
    return {number for some in numbers for number in some.tolist()}


@few
@given(MANY, TYPED)
def test_whoever_is_called_so_is_found(names: list[str], typed: str) -> None:
    words = typed_words(typed)
    slips = most_slips(words)
    called = [likeness(words, name, slips) for name in names]

    numbers = found(named(names), typed, slips)

    for number, how in enumerate(called):
        exactly = how is not None and words and how.kind < Kind.SLIPPED
        assert not exactly or number in numbers, names[number]


@few
@given(MANY, st.data())
def test_one_slip_in_a_long_name_hides_nobody(names: list[str], data: Any) -> None:
    names = [*names, "Mara Lindqvist"]
    at = data.draw(st.integers(0, 13))
    letter = "" if at == BLANK else data.draw(st.sampled_from(["", "x", "o"]))
    typed = "Mara Lindqvist"[:at] + letter + "Mara Lindqvist"[at + 1 :]

    numbers = found(named(names), typed, 2)

    assert len(names) - 1 in numbers
    assert likeness(typed_words(typed), "Mara Lindqvist", 2) is not None


@few
@given(st.lists(NAMES, max_size=8), st.data())
def test_words_brought_forward_are_those_gathered_anew(names: list[str], data: Any) -> None:
    before = named(names)
    gone = sorted(data.draw(st.sets(st.integers(0, len(names) - 1)))) if names else []
    come = data.draw(st.lists(st.tuples(st.integers(0, len(names)), NAMES), max_size=5))
    come.sort(key=lambda one: one[0])
    merge = merge_at(len(names), np.array(gone, dtype=np.int64), np.array([at for at, _ in come], dtype=np.int64))
    new = WordList()
    new.add([name for _, name in come])
    listed: list[str] = []
    for place in range(len(names) + 1):
        listed += [name for at, name in come if at == place]
        listed += [names[place]] if place < len(names) and place not in gone else []

    now, anew = bring_words(before, merge, new.arrays()), named(listed)

    for column in COLUMNS:
        assert now[column].tobytes() == getattr(anew, column).tobytes(), column
        assert now[column].dtype == getattr(anew, column).dtype
