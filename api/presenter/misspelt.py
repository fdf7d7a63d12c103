"""Whom somebody may mean who misspells a name: surely one person, or a few to choose from; never one of two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from api.workspace import Scene
from orbit.graph.arrays import Array
from orbit.graph.search_keys import person_spelling
from orbit.graph.snapshot import Snapshot

# A slip of the pen: a letter too many, too few, another one, or two that changed places.
_SLIP = 1
# Names of fewer letters have too many neighbours for a slip to be one.
_SHORTEST = 6
_LONGER = 4
_SHOWN = 3
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Meant:
    """The person who is surely meant (None: nobody is), and who may be, nearest first."""

    surely: int | None
    perhaps: tuple[int, ...]


def people_nearly_called(scene: Scene, name: str) -> Meant:
    """Find the people whose name is nearly this one; somebody is surely meant who is one slip away, and nobody near."""
    wanted = person_spelling(name)
    if len(wanted) < _SHORTEST:
        return Meant(None, ())
    snapshot = scene.view.snapshot
    ranked = sorted(_near(snapshot, wanted, _likely(snapshot, name, wanted)))
    nearest = [number for slips, number in ranked if slips <= _SLIP]
    is_alone = len(nearest) == 1 and all(slips > 2 * _SLIP for slips, number in ranked if number != nearest[0])
    return Meant(nearest[0] if is_alone else None, tuple(number for _, number in ranked[:_SHOWN]))


def _near(snapshot: Snapshot, wanted: str, numbers: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Yield how many slips away people's names are, where they are near."""
    from rapidfuzz.distance import OSA  # only a refusal needs it

    for number in numbers:
        slips = OSA.distance(wanted, person_spelling(snapshot.name_of_person(number)), score_cutoff=_NEAR)
        if slips <= _NEAR:
            yield slips, number


def _likely(snapshot: Snapshot, name: str, wanted: str) -> Sequence[int]:
    """Return who may be near, without taking the names of all people apart.

    Their names are about as long, and begin or end as a word of this name does.
    """
    ends, blob = np.asarray(snapshot.person_name_at), np.asarray(snapshot.person_name)
    length, typed = np.diff(ends), len(name.strip().encode())
    some = np.flatnonzero((length > 0) & (np.abs(length - typed) <= _LONGER))
    words = wanted.split()
    begins = np.isin(_folded(blob[ends[some]]), _letters(word[0] for word in words))
    finishes = np.isin(_folded(blob[ends[some + 1] - 1]), _letters(word[-1] for word in words))
    found: list[int] = some[begins | finishes].tolist()
    return found


def _letters(several: Iterable[str]) -> Array:
    return np.frombuffer("".join(several).encode(), dtype=np.uint8)


def _folded(letters: Array) -> Array:
    is_capital = (letters >= ord("A")) & (letters <= ord("Z"))
    return letters + np.where(is_capital, 32, 0).astype(np.uint8)
