"""Bringing ties forward: pair ties that changed, and the hazard of companies where somebody came or went."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from orbit.graph.advance import Advance
from orbit.graph.arrays import Array, distinct, either, ranges, taken
from orbit.graph.merge import merge_at
from orbit.graph.moves import regroup
from orbit.graph.presence import Presences
from orbit.graph.snapshot import Snapshot
from orbit.graph.ties import Ties, make_ties
from orbit.graph.view import View

if TYPE_CHECKING:
    from orbit.graph.forward import Placed

_OF_A_ROW = ("ground", "p", "declared", "weight", "on")


@dataclass(frozen=True, slots=True)
class Tied:
    """Ties brought forward; whose pair ties may have changed, and at which companies the hazard did (numbers now)."""

    now: Ties
    ends: Array
    companies: Array


def bring_ties(view: View, step: Advance, placed: Placed) -> Tied:
    """Bring ties forward.

    What is new is what `make_ties` makes of the few: of all pair ties of whoever stands first in one that changed, and
    of the companies whose records changed or, where nobody told their size, whose people did.
    """
    lefts, companies = _lefts(view, step), _doubtful(view, step, placed)
    kept = _known_ties(step.snapshot, lefts, view.as_of.toordinal())
    few = _few(step.snapshot, placed, companies, kept)
    made = make_ties(*few, view.ties.policy, view.as_of)
    hazard = step.companies.carried(view.ties.hazard)
    is_other = (hazard[companies] != made.hazard).any(axis=1)
    hazard[companies] = made.hazard
    now = replace(view.ties, presences=placed.now, hazard=hazard)
    if not (step.ties.is_same and step.persons.number is None):
        now, ends = _with_pairs(view, step, now, lefts, made, kept)
    else:
        ends = lefts
    return Tied(now, ends, companies[is_other])


def _lefts(view: View, step: Advance) -> Array:
    """Who stands first in a pair tie that came, changed or went (numbers now, ascending)."""
    before = step.persons.renumbered(view.snapshot.tie_left[step.ties.gone])
    return either(before[before >= 0], step.snapshot.tie_left[step.ties.fresh]).astype(np.int64)


def _doubtful(view: View, step: Advance, placed: Placed) -> Array:
    """The companies whose hazard may be another one (numbers now, ascending)."""
    before = step.companies.renumbered(view.places.company[placed.rows.gone])
    people = either(before[before >= 0], placed.now.company[placed.rows.fresh])
    unsized = people[step.snapshot.company_headcount[people] <= 0]
    return either(step.companies.told, unsized).astype(np.int64)


def _known_ties(snapshot: Snapshot, lefts: Array, today: int) -> Array:
    """The pair ties known on the day of some persons who stand first in them, as rows of the snapshot."""
    wanted = lefts.astype(snapshot.tie_left.dtype)
    first, end = (np.searchsorted(snapshot.tie_left, wanted, side=side) for side in ("left", "right"))
    rows = ranges(first, end - first)
    return rows[snapshot.tie_on[rows] <= today]


def _few(snapshot: Snapshot, placed: Placed, companies: Array, ties: Array) -> tuple[Snapshot, Presences]:
    """A small world of some companies with all presences there, of which it only says where, and of some pair ties."""
    few = {name: getattr(snapshot, name)[companies] for name in ("company_id", "company_headcount", "company_mute")}
    few |= {name: getattr(snapshot, name)[ties] for name in Snapshot.__dataclass_fields__ if name.startswith("tie_")}
    is_asked = np.zeros(snapshot.companies, dtype=np.bool_)
    is_asked[companies] = True
    number = np.empty(snapshot.companies, dtype=np.int32)
    number[companies] = np.arange(len(companies))
    rows = np.flatnonzero(taken(is_asked, placed.company)) if len(companies) else companies
    where = number[placed.company[rows]]
    # Every column says where: rows of their own would be as many bytes again as all that is brought forward here.
    spans = np.broadcast_to(where[:, None], (len(where), placed.now.spans.shape[1]))
    return replace(snapshot, person_id=snapshot.person_id[:0], **few), replace(placed.now, spans=spans)


def _with_pairs(view: View, step: Advance, now: Ties, lefts: Array, made: Ties, kept: Array) -> tuple[Ties, Array]:
    """Put pair ties in the place of those of `lefts`; returns as well all whom these are or were about."""
    former, snapshot = view.ties, step.snapshot
    at, was_there = step.persons.before(lefts)
    dropped = either(step.persons.gone, at[was_there])
    left = view.snapshot.tie_left[former.fact]
    first, end = (np.searchsorted(left, dropped.astype(left.dtype), side=side) for side in ("left", "right"))
    gone = ranges(first, end - first)
    counts = np.bincount(np.searchsorted(lefts, snapshot.tie_left[kept]), minlength=len(lefts))
    before = np.searchsorted(left, at.astype(left.dtype))
    merge = merge_at(len(left), gone, np.repeat(before, counts))
    columns: dict[str, Any] = {name: merge.column(getattr(former, name), getattr(made, name)) for name in _OF_A_ROW}
    fact = merge.column(taken(step.ties.place, former.fact), kept)
    ends = _ends(view, step, gone, kept)
    sides = _sides(snapshot, fact, ends)
    rows = regroup(former.tie_at, step.persons, ends, sides[0])
    other = rows.merge.column(step.persons.renumbered(former.other), sides[1])
    row = rows.merge.column(taken(merge.place, former.row), sides[2])
    return replace(now, **columns, fact=fact, tie_at=rows.bounds, other=other, row=row), ends


def _ends(view: View, step: Advance, gone: Array, kept: Array) -> Array:
    """Everybody whom some pair ties, rows of the former ties and of the snapshot now, are about (numbers now)."""
    facts = view.ties.fact[gone]
    before = [view.snapshot.tie_left[facts], view.snapshot.tie_right[facts]]
    was = step.persons.renumbered(np.concatenate(before))
    now = [step.snapshot.tie_left[kept], step.snapshot.tie_right[kept]]
    return distinct(np.concatenate([was[was >= 0], *now])).astype(np.int64)


def _sides(snapshot: Snapshot, fact: Array, ends: Array) -> tuple[Array, Array, Array]:
    """How many pair ties each of `ends` has, and their other ends and row numbers, in the order of `Ties`."""
    asked = np.zeros(snapshot.persons, dtype=np.bool_)
    asked[ends] = True
    left, right = snapshot.tie_left[fact], snapshot.tie_right[fact]
    one, two = np.flatnonzero(asked[left]), np.flatnonzero(asked[right])
    end, other, row = (
        np.concatenate([left[one], right[two]]),
        np.concatenate([right[one], left[two]]),
        np.append(one, two),
    )
    order = np.lexsort((row, other, end))
    return np.bincount(np.searchsorted(ends, end), minlength=len(ends)), other[order], row[order]
