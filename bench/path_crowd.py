"""A crowd kept in a folder as the product keeps a graph: made once, mapped by every process that measures on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import numpy as np

from api.compiling import Compiler
from bench.crowd import DAY
from orbit.errors import UsageError
from orbit.graph.arrays import Array
from orbit.graph.ranking import Choice
from orbit.graph.snapshot import Snapshot, open_snapshot, save_snapshot
from orbit.graph.targets import TargetSearch
from orbit.graph.view import View, open_view, save_view
from orbit.model import Revision
from orbit.policy import load_policy

if TYPE_CHECKING:
    from orbit.graph.compiled.kit import Kit

SHOWN = 10
_REVISION = Revision(1)
_HEAT = 0.5


@contextmanager
def a_folder() -> Iterator[Path]:
    """A temporary folder for crowds and for what is compiled."""
    folder = Path(mkdtemp(prefix="orbit-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def compiled(folder: Path) -> Kit:
    """Return the compiled search, kept in the folder once compiled; raises UsageError where it cannot be had."""
    kit = Compiler(folder / "compiled").load()
    if kit is None:
        raise UsageError("This benchmark is about the compiled search. Install it with: pip install 'orbit-asks[fast]'")
    return kit


def keep_crowd(view: View, folder: Path, people: int) -> None:
    """Keep a crowd of so many people."""
    save_snapshot(view.snapshot, _place(folder, people) / "snapshot", _REVISION)
    save_view(view, _place(folder, people) / "view")


def open_crowd(folder: Path, people: int) -> View:
    """Map what `keep_crowd` kept."""
    return see_crowd(open_facts(folder, people), folder, people)


def open_facts(folder: Path, people: int) -> Snapshot:
    """Map the facts alone."""
    snapshot = open_snapshot(_place(folder, people) / "snapshot", _REVISION)
    if snapshot is None:
        raise UsageError(f"No crowd of {people} people is kept in {folder}")
    return snapshot


def see_crowd(snapshot: Snapshot, folder: Path, people: int) -> View:
    """Map what was computed from the facts."""
    view = open_view(snapshot, load_policy(), DAY, _place(folder, people) / "view")
    if view is None:
        raise UsageError(f"No view of {people} people is kept in {folder}")
    return view


def some_accounts(view: View, count: int, seed: int = 1) -> list[int]:
    """Draw so many companies at which somebody works today; one may come more than once."""
    staffed = np.flatnonzero(np.diff(view.staff.company_at) > 0)
    drawn: Array = np.random.default_rng(seed).choice(staffed, count)
    return [int(number) for number in drawn]


def asked(accounts: Sequence[int], heat: float = _HEAT) -> list[tuple[TargetSearch, Choice]]:
    """The question about each account: the best ten ways to its people, where signals are so fresh (0..1)."""
    return [(TargetSearch(number, DAY.toordinal(), heat), Choice(SHOWN)) for number in accounts]


def _place(folder: Path, people: int) -> Path:
    return folder / f"crowd-{people}"
