"""A snapshot seen from one day under one policy: presences, ties, reach and staff, kept beside it once computed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orbit.graph.arrays import Array, open_arrays, save_arrays
from orbit.graph.doubts import weighed
from orbit.graph.presence import Presences, presences
from orbit.graph.reach import FindHops, Reach, make_reach
from orbit.graph.snapshot import LAYOUT, Snapshot
from orbit.graph.targets import Staff, current_jobs, staff_of
from orbit.graph.ties import Ties, make_ties
from orbit.policy import Policy

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_VIEW_LAYOUT = 5
_JOBS = "jobs"
# What is behind a tie is asked of few.
_SHOWN = frozenset({"place_facts_at", "place_facts_of"})


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a path search needs for one day. `jobs`: each person's job today (see `current_jobs`)."""

    snapshot: Snapshot
    places: Presences
    ties: Ties
    reach: Reach
    jobs: Array
    staff: Staff
    as_of: date


def make_view(
    snapshot: Snapshot, policy: Policy, willing: Array, as_of: date, find_hops: FindHops | None = None
) -> View:
    """Compute a view; `willing` (float64[P]) holds how likely each of our people helps, 0 for everybody else.

    Whoever may be two persons counts as much less as it is not sure that they are one (`Snapshot.doubt_sure`).
    """
    today = as_of.toordinal()
    places = presences(snapshot, as_of, open_months=policy.strength.open_months)
    ties = make_ties(snapshot, places, policy, as_of)
    jobs = current_jobs(places, snapshot.persons, today)
    staff = staff_of(snapshot, places, jobs, today, policy.reply)
    reach = make_reach(snapshot, ties, weighed(snapshot, willing), find_hops)
    return View(snapshot, places, ties, reach, jobs, staff, as_of)


def view_key(policy: Policy, as_of: date) -> str:
    """Name the view of a revision: the day and the policy decide it, and with them who of our people is willing."""
    return f"{as_of.isoformat()}-{policy.digest}"


def save_view(view: View, folder: Path) -> None:
    """Keep the computed part of a view, in one step."""
    save_arrays(folder, _columns(view), _facts())


def open_view(snapshot: Snapshot, policy: Policy, as_of: date, folder: Path) -> View | None:
    """Map a kept view; None when it is missing, torn or of another layout."""
    opened = open_arrays(folder, _SHOWN)
    if opened is None:
        return None
    arrays, meta = opened
    try:
        view = _assembled(snapshot, policy, as_of, arrays)
    except KeyError:
        return None
    return view if meta == _facts() and len(arrays) == len(_columns(view)) else None


def _facts() -> dict[str, Any]:
    return {"layout": LAYOUT, "view_layout": _VIEW_LAYOUT}


def _columns(view: View) -> dict[str, Array]:
    parts: dict[str, DataclassInstance] = {
        "place": view.places, "tie": view.ties, "reach": view.reach, "staff": view.staff
    }  # fmt: skip
    columns = {f"{part}_{name}": getattr(of, name) for part, of in parts.items() for name in _names(type(of))}
    return columns | {_JOBS: view.jobs}


def _names(of: type[DataclassInstance]) -> list[str]:
    """The arrays of a part."""
    return [field.name for field in fields(of) if field.type == "Array"]


def _assembled(snapshot: Snapshot, policy: Policy, as_of: date, arrays: dict[str, Array]) -> View:
    def part(prefix: str, of: type[DataclassInstance]) -> dict[str, Array]:
        return {name: arrays[f"{prefix}_{name}"] for name in _names(of)}

    places = Presences(**part("place", Presences))
    ties = Ties(presences=places, policy=policy, today=as_of.toordinal(), **part("tie", Ties))
    reach, staff = Reach(**part("reach", Reach)), Staff(**part("staff", Staff))
    return View(snapshot, places, ties, reach, arrays[_JOBS], staff, as_of)
