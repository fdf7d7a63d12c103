"""Reads the arrays back into words that tests can compare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from orbit.graph.explain import TieShown, explain_tie
from orbit.graph.presence import presences
from orbit.graph.snapshot import Kind, Snapshot
from orbit.graph.ties import know, rows_between
from orbit.graph.view import View
from orbit.model import Item
from orbit.policy import load_policy
from tests.factories import DAY
from tests.listed import number_of, snapshot_of, view_of

POLICY = load_policy()


class Seen(NamedTuple):
    """One presence: certain and possible days as ISO text, and how many facts stand behind it."""

    kind: Kind
    title: str | None
    sure: tuple[str, str] | None
    possible: tuple[str, str]
    facts: int


def seen(items: Sequence[Item], who: str, as_of: date = DAY) -> list[Seen]:
    """Return the presences of a person on a day, by company, kind and first day."""
    snapshot = snapshot_of(items)
    here = presences(snapshot, as_of, open_months=POLICY.strength.open_months)
    number = number_of(snapshot, who)
    return [
        Seen(
            Kind(here.kind[row]),
            snapshot.title_text(int(here.title[row])),
            _days(here.sure_from[row], here.sure_to[row]) if here.sure_from[row] <= here.sure_to[row] else None,
            _days(here.start[row], here.end[row]),
            int(here.facts_at[row + 1] - here.facts_at[row]),
        )
        for row in range(int(here.person_at[number]), int(here.person_at[number + 1]))
    ]


def strength(items: Sequence[Item], left: str, right: str, as_of: date = DAY) -> float:
    """Return how likely two persons know each other."""
    view = view_of(items, {}, as_of, POLICY)
    return between(view, left, right)


def between(view: View, left: str, right: str) -> float:
    """Return how likely two persons of a view know each other."""
    one, two = (np.array([number_of(view.snapshot, name)]) for name in (left, right))
    return float(know(view.ties, rows_between(view.ties, one, two), 1)[0])


def explained(items: Sequence[Item], left: str, right: str, as_of: date = DAY) -> TieShown:
    """Return why two persons may know each other."""
    view = view_of(items, {}, as_of, POLICY)
    one, two = (number_of(view.snapshot, name) for name in (left, right))
    return explain_tie(view.snapshot, view.ties, one, two)


def _days(first: int, last: int) -> tuple[str, str]:
    return _text(first), _text(last)


def _text(ordinal: int) -> str:
    return date.fromordinal(int(ordinal)).isoformat() if ordinal > 0 else "never"


def same_arrays(one: Snapshot, other: Snapshot) -> bool:
    """Say whether two snapshots hold the same bytes."""
    return all(
        np.asarray(getattr(one, name)).tobytes() == np.asarray(getattr(other, name)).tobytes()
        and getattr(one, name).dtype == getattr(other, name).dtype
        for name in Snapshot.__dataclass_fields__
    )
