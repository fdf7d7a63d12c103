"""A snapshot seen from one day under one policy: presences, ties and reach, kept beside the snapshot once computed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

from orbit.graph.arrays import Array, open_arrays, save_arrays
from orbit.graph.presence import Presences, presences
from orbit.graph.reach import Reach, make_reach
from orbit.graph.snapshot import LAYOUT, Snapshot
from orbit.graph.targets import current_jobs
from orbit.graph.ties import Ties, make_ties
from orbit.policy import Policy


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a path search needs for one day."""

    snapshot: Snapshot
    places: Presences
    ties: Ties
    reach: Reach
    jobs: Array
    as_of: date


def make_view(snapshot: Snapshot, policy: Policy, willing: Array, as_of: date) -> View:
    """Compute a view; `willing` (float64[P]) holds how likely each of our people helps, 0 for everybody else."""
    places = presences(snapshot, as_of, open_months=policy.strength.open_months)
    return _view(
        snapshot, policy, places, make_reach(snapshot, make_ties(snapshot, places, policy, as_of), willing), as_of
    )


def view_key(policy: Policy, as_of: date) -> str:
    """Name the view of a revision: the day and the policy decide it, and with them who of our people is willing."""
    return f"{as_of.isoformat()}-{policy.digest}"


def save_view(view: View, folder: Path) -> None:
    """Keep the computed part of a view, in one step."""
    arrays = {f"place_{name}": array for name, array in asdict(view.places).items()}
    arrays |= {f"reach_{name}": array for name, array in asdict(view.reach).items()}
    save_arrays(folder, arrays, {"layout": LAYOUT})


def open_view(snapshot: Snapshot, policy: Policy, as_of: date, folder: Path) -> View | None:
    """Map a kept view; None when it is missing, torn or of another layout."""
    opened = open_arrays(folder)
    if opened is None:
        return None
    arrays, meta = opened
    wanted = {f"place_{field.name}" for field in fields(Presences)} | {f"reach_{field.name}" for field in fields(Reach)}
    if meta != {"layout": LAYOUT} or set(arrays) != wanted:
        return None
    places = Presences(**{field.name: arrays[f"place_{field.name}"] for field in fields(Presences)})
    reach = Reach(**{field.name: arrays[f"reach_{field.name}"] for field in fields(Reach)})
    return _view(snapshot, policy, places, reach, as_of)


def _view(snapshot: Snapshot, policy: Policy, places: Presences, reach: Reach, as_of: date) -> View:
    ties = make_ties(snapshot, places, policy, as_of)
    return View(snapshot, places, ties, reach, current_jobs(places, snapshot.persons, as_of.toordinal()), as_of)
