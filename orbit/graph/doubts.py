"""Who may be two persons, and how sure it is that each is one: few columns of a snapshot, empty in most workspaces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from orbit.graph.arrays import Array
from orbit.graph.merge import find_sorted
from orbit.graph.moves import Moves
from orbit.graph.snapshot import Snapshot
from orbit.model import EntityId
from orbit.resolve.likely import Judged, how_sure, likely_links


def doubts_in(store: Judged) -> dict[EntityId, float]:
    """How sure it is that each of those persons is one of whom that is not certain (0..1)."""
    return {person: how_sure(links) for person, links in likely_links(store).items()}


def doubt_arrays(ids: Array, doubts: Mapping[EntityId, float]) -> dict[str, Array]:
    """Make the columns from the ids of all persons, in order; whoever is not among them is left out."""
    people: Sequence[EntityId] = sorted(doubts)
    at = find_sorted(ids, np.array(people, dtype=ids.dtype))
    sure = np.array([doubts[person] for person in people], dtype=np.float64)
    return {"doubt_person": at[at >= 0].astype(np.int32), "doubt_sure": sure[at >= 0]}


def sure_of(who: Snapshot, person: Array) -> Array:
    """How sure it is that each of some persons is one (float64[n]): 1 for nearly all."""
    return sure_among(who.doubt_person, who.doubt_sure, person)


def sure_among(doubt_person: Array, doubt_sure: Array, person: Array) -> Array:
    """Say the same given the two columns."""
    found = np.ones(len(person))
    if len(doubt_person):
        at = find_sorted(doubt_person, np.asarray(person).astype(doubt_person.dtype))
        found[at >= 0] = doubt_sure[at[at >= 0]]
    return found


def changed_doubts(before: Snapshot, now: Snapshot, persons: Moves) -> Array:
    """Who is one person more or less surely than before (numbers now, ascending)."""
    former = persons.renumbered(before.doubt_person)
    people = np.union1d(former[former >= 0], now.doubt_person).astype(np.int64)
    was, was_there = persons.before(people)
    sure_before = np.where(was_there, sure_of(before, np.where(was_there, was, 0)), 1.0)
    changed: Array = people[sure_before != sure_of(now, people)]
    return changed


def weighed(who: Snapshot, willing: Array) -> Array:
    """How likely each of our people helps, given how sure it is who they are (float64[P])."""
    if not len(who.doubt_person):
        return willing
    now = willing.copy()
    now[who.doubt_person] *= who.doubt_sure
    return now
