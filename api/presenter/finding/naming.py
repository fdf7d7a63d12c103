"""Whom of all people somebody may mean by what they type: nearest first, and first whom we reach or sell to."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from api.workspace import Scene
from orbit.graph.arrays import Array
from orbit.graph.name_ranks import RankedNames
from orbit.graph.name_search import NameSearch
from orbit.graph.targets import NOBODY
from orbit.names import folded
from orbit.names.typed import Kind, Likeness, likeness, most_slips, typed_words

# Whoever is ours or works at an account of ours comes before all others; above and below that, who is reached better.
_OURS = 128
_BEST_REACHED = 126
_STANDING, _RANKED = "standing", "ranked names"
# Of people who may be called so, so many are looked at while somebody types, and so many where one of them is meant.
_LOOKED_AT, _CROWD = 40, 200


class Called(NamedTuple):
    """A person, and how like what was typed their name is."""

    likeness: Likeness
    number: int


class Crowd(NamedTuple):
    """Those who may be meant, nearest first; `whole`: nobody who may be was left out for want of room."""

    people: list[Called]
    whole: bool


def people_called(scene: Scene, text: str, unknown: Container[int], most: int, *, enough: int) -> list[Called]:
    """Find up to `most` people, none of them `unknown`; whose names were misspelt only where there are not `enough`."""
    words = typed_words(text)
    slips, found = most_slips(words), dict[int, Likeness]()
    for some in scene.once(_RANKED, _ranked).called(words, slips, max(most, _LOOKED_AT)):
        found.update(_alike(scene, words, slips, some, found.keys(), unknown))
        if sum(how.kind < Kind.SLIPPED for how in found.values()) >= enough or len(found) >= most:
            break
    return _in_order(scene, found)[:most]


def everybody_called(scene: Scene, text: str, unknown: Container[int]) -> Crowd:
    """Find all who may be meant by a whole name, with a slip more than while typing, nearest first."""
    words = typed_words(text)
    slips, found, whole = most_slips(words) + 1, dict[int, Likeness](), True
    for numbers in scene.once(_RANKED, _ranked).search.candidates(words, slips):
        some = _foremost(numbers, standing(scene), _CROWD)
        whole = whole and len(some) == len(numbers)
        found.update(_alike(scene, words, slips, some, found.keys(), unknown))
    return Crowd(_in_order(scene, found), whole)


def foremost_first(scene: Scene, numbers: Sequence[int]) -> list[int]:
    """Some people, whom we reach or sell to first, then by id."""
    rank = standing(scene)
    return sorted(numbers, key=lambda number: (-int(rank[number]), number))


def standing(scene: Scene) -> Array:
    """How much each person is to us on the scene's day (uint8[P]): ours or at our accounts, then who is reached."""
    return scene.once(_STANDING, _standing)


def is_account(scene: Scene) -> Array:
    """Which companies are our accounts on the scene's day (bool[C])."""
    snapshot = scene.view.snapshot
    mine = np.zeros(snapshot.companies, dtype=np.bool_)
    numbers = (snapshot.company(entity) for entity in scene.book.accounts(scene.as_of))
    mine[[number for number in numbers if number is not None]] = True
    return mine


def _ranked(scene: Scene) -> RankedNames:
    return RankedNames.of(NameSearch.of(scene.view.snapshot), standing(scene))


def _standing(scene: Scene) -> Array:
    view = scene.view
    reached = np.asarray(view.reach.value)
    rank = np.where(reached > 0, 1 + np.minimum(reached, 1.0) * _BEST_REACHED, 0).astype(np.uint8)
    employed = np.flatnonzero(view.jobs != NOBODY)
    at_account = employed[is_account(scene)[view.places.company[view.jobs[employed]]]]
    rank[np.union1d(at_account, np.flatnonzero(np.asarray(view.reach.willing) > 0))] += _OURS
    return rank


def _foremost(numbers: Array, rank: Array, most: int) -> Array:
    """So many of some people who come first; of those who rank alike the first by number."""
    if len(numbers) <= most:
        return numbers
    ranks = rank[numbers]
    counts = np.bincount(ranks, minlength=256)
    level = int(np.flatnonzero(np.cumsum(counts[::-1])[::-1] >= most)[-1])
    above = numbers[ranks > level]
    return np.concatenate([above, numbers[ranks == level][: most - len(above)]])


def _alike(
    scene: Scene,
    words: tuple[str, ...],
    slips: int,
    numbers: Array,
    had: Container[int],
    unknown: Container[int],
) -> list[tuple[int, Likeness]]:
    """Those who are really called so, and how nearly, without whoever was `had` already."""
    name = scene.view.snapshot.name_of_person
    looked_at = ((number, likeness(words, name(number), slips)) for number in numbers.tolist() if number not in had)
    return [(number, how) for number, how in looked_at if how is not None and number not in unknown]


def _in_order(scene: Scene, found: Mapping[int, Likeness]) -> list[Called]:
    rank, snapshot = standing(scene), scene.view.snapshot
    names = {number: folded(snapshot.name_of_person(number)) for number in found}
    ranked = sorted((how, -int(rank[number]), names[number], number) for number, how in found.items())
    return [Called(how, number) for how, _, _, number in ranked]
