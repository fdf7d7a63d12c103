"""Whoever is called so is found, by whatever part of their name, and nearly so too."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orbit.graph.arrays import pack_texts
from orbit.graph.build import empty_snapshot
from orbit.graph.merge import merge_at
from orbit.graph.name_ranks import RankedNames
from orbit.graph.name_search import Asked, NameSearch, Sought
from orbit.graph.name_words import COLUMNS, WordList, bring_words, kept_words
from orbit.graph.search_keys import person_spelling, search_key
from orbit.graph.snapshot import Snapshot
from orbit.names.typed import Kind, likeness, most_slips, name_words, typed_words

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


CROWD = [f"{given} {family}x{number % 7}" for number, (given, family) in enumerate(product(GIVEN * 250, FAMILY[:-1]))]
RANKS = st.integers(0, 2**31)


def foremost(search: NameSearch, way: Sought, rank: Any, most: int) -> list[int]:
    """The first of all who are called so, the plain way."""
    return sorted(search.bearers(way).tolist(), key=lambda number: (-int(rank[number]), number))[:most]


@few
@given(MANY, TYPED, RANKS, st.integers(1, 4))
def test_the_first_who_are_called_so_are_the_first_of_all_of_them(
    names: list[str], typed: str, seed: int, most: int
) -> None:
    search, rank = NameSearch.of(named(names)), np.random.default_rng(seed).integers(0, 4, len(names), dtype=np.uint8)
    ranked = RankedNames.of(search, rank)

    for way in Asked(search, typed_words(typed)).ways():
        assert ranked.first(way, most).tolist() == foremost(search, way, rank, most)


@pytest.mark.parametrize("typed", ["d", "m", "dana", "j s", "mara l", "jo smithx", "dana dana", "w wux3", "zz", "o"])
def test_the_first_of_a_crowd_are_found_from_the_front(typed: str) -> None:
    search = NameSearch.of(named(CROWD))
    rank = np.random.default_rng(len(typed)).integers(0, 250, len(CROWD), dtype=np.uint8)
    ranked = RankedNames.of(search, rank)

    for way in Asked(search, typed_words(typed)).ways():
        assert ranked.first(way, 3).tolist() == foremost(search, way, rank, 3)


@few
@given(MANY, TYPED, RANKS)
def test_whoever_is_called_nearly_so_and_comes_first_is_found_from_the_front(
    names: list[str], typed: str, seed: int
) -> None:
    search, rank = NameSearch.of(named(names)), np.random.default_rng(seed).integers(0, 4, len(names), dtype=np.uint8)
    words, most = typed_words(typed), 3
    every = [set(some.tolist()) for some in search.candidates(words, 2)]

    found = {number for some in RankedNames.of(search, rank).called(words, 2, most) for number in some.tolist()}

    for some in every:
        first = sorted(some, key=lambda number: (-int(rank[number]), number))[:most]
        likely = [number for number in first if same_beginning(words, names[number])]
        assert {number for number in likely if likeness(words, names[number], 2)} <= found


def same_beginning(words: tuple[str, ...], name: str) -> bool:
    """Whether every word typed begins like a word of the name: with two slips others are not looked for."""
    return all(any(other[0] == word[0] for other in name_words(name)) for word in words)


@few
@example(["Wu,Dana, extern"])
@given(st.lists(NAMES | st.text("adr. DEmüABJ,-'3 ", max_size=14)))
def test_names_gathered_by_the_word_are_those_taken_apart_one_by_one(names: list[str]) -> None:
    listed = WordList()

    listed.add(names)

    now = listed.arrays()
    told = sorted({word for name in names for word in kept_words(name)})
    assert now["word"].tolist() == told
    assert now["person_key"].tolist() == [search_key(person_spelling(name)) for name in names]
    for word, first, end in zip(told, now["word_at"][:-1], now["word_at"][1:], strict=True):
        bearers = [number for number, name in enumerate(names) if word in kept_words(name)]
        assert now["word_person"][first:end].tolist() == bearers


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
