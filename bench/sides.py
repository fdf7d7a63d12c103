"""The two stores that are measured side by side, and how much may be asked of them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from api.workspace import Workspace
from orbit.model import Item
from orbit.settings import Settings
from orbit.store.base import ImportLog, Store

Figures = dict[str, int | float]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked, and how much time and memory that may take.

    `heap`, `page_cache` and `flags` are Neo4j's. `calls` questions of each kind, small imports `rounds`, questions
    about `accounts` target accounts. For the peers' model at most `most_pairs` pairs of people are looked at; one of
    its queries may take `query_seconds`, and all of them `pair_seconds`.
    """

    heap: str = "4g"
    page_cache: str = "2g"
    flags: tuple[str, ...] = ()
    calls: int = 300
    rounds: int = 3
    accounts: int = 200
    most_pairs: int = 5_000_000
    query_seconds: float = 30.0
    pair_seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class Side:
    """One of the stores: its name in the figures, where it is, and what answers from it."""

    name: str
    settings: Settings

    def open(self) -> Workspace:
        """Open the workspace; the caller closes it."""
        return Workspace.open(self.settings)


def make_side(name: str, store: str, folder: Path, policy: Path) -> Side:
    """Make a side with a folder of its own in `folder`, with the workspace's own policy if there is one."""
    settings = Settings(folder / f"home-{name}", store)
    settings.home.mkdir(mode=0o700)
    if policy.exists():
        shutil.copyfile(policy, settings.policy)
    return Side(name, settings)


def take_in(store: Store, items: list[Item], file: str, day: date) -> None:
    """Put items as one import of a file that speaks for a day."""
    at = datetime.combine(day, time(), UTC)
    log = ImportLog(0, "bench", file, file, day, at, len(items), ())
    with store.writing() as batch:
        number = batch.begin_import(log)
        batch.put(items, import_id=number)
        batch.end_import(number, rows=len(items), outcomes={})
