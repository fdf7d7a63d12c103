"""One company's data, opened: its settings, store, policy, and the graph as of a day. The composition root."""

from __future__ import annotations

import logging
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, TypeVar

import numpy as np

from orbit.asks.gate import Mode, Requester, Verdict, verdict
from orbit.asks.packet import Us
from orbit.asks.willing import Willing, willing
from orbit.book import Book
from orbit.errors import StoreBusy, StoreUnavailable, UsageError
from orbit.graph.arrays import Array
from orbit.graph.build import build_snapshot
from orbit.graph.snapshot import Snapshot, open_snapshot, save_snapshot
from orbit.graph.view import View, make_view, open_view, save_view, view_key
from orbit.model import EntityId, Revision
from orbit.policy import Policy, load_policy
from orbit.settings import Settings
from orbit.store.base import Store
from orbit.store.open import open_store

log = logging.getLogger(__name__)
T = TypeVar("T")
_SCENES_KEPT = 4
_VIEWS_KEPT = 8
COMPANY, DOMAIN, ABOUT = "company", "domain", "about"
ANYBODY = Requester(EntityId(""), "", Mode.AE)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that answers questions of one day at one revision.

    `us` is our own company, as far as the workspace was told.
    """

    revision: Revision
    as_of: date
    book: Book
    view: View
    policy: Policy
    us: Us | None
    verdicts: dict[tuple[EntityId, Requester], Verdict] = field(default_factory=dict)
    worked_out: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[Scene], T]) -> T:
        """Work something out once for this scene and keep it as long: its day, revision and policy never change."""
        if name not in self.worked_out:
            self.worked_out[name] = make(self)
        found: T = self.worked_out[name]
        return found

    def verdict(self, connector: EntityId, requester: Requester) -> Verdict:
        """May this requester ask them? Kept as long as the scene: its day, revision and policy never change."""
        key = (connector, requester)
        if key not in self.verdicts:
            self.verdicts[key] = verdict(connector, requester, self.book, self.as_of, self.policy)
        return self.verdicts[key]

    def helper(self, person: EntityId) -> Willing | None:
        """How likely one of our people helps, asked by an account executive; None for everybody else."""
        decided = self.verdict(person, ANYBODY)
        return willing(decided.circles, decided, self.policy.willing) if decided.circles else None

    @property
    def anybody(self) -> Requester:
        """An account executive nobody in particular: for whom the gate answers when no requester is named."""
        return ANYBODY


class Workspace:
    """An opened workspace. Scenes are kept per revision and day; a new revision makes new ones."""

    def __init__(self, settings: Settings, store: Store, policy: Policy) -> None:
        self.settings = settings
        self.store = store
        self.policy = policy
        self._scenes: OrderedDict[tuple[Revision, date], Scene] = OrderedDict()
        self._graph: tuple[Revision, Book, Snapshot] | None = None
        self._making = Lock()

    @classmethod
    def open(cls, settings: Settings, *, create: bool = False) -> Workspace:
        """Open a workspace; raises UsageError when there is none yet, StoreUnavailable when it cannot be opened."""
        if not create and not _exists(settings):
            raise UsageError(f"There is no workspace in {settings.home} yet. Make one with: orbit init --home DIR")
        try:
            settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreUnavailable(f"Cannot use the folder {settings.home}: {error.strerror}") from error
        return cls(settings, open_store(settings.store, create=create), read_policy(settings))

    def scene(self, as_of: date) -> Scene:
        """The graph and the book as of a day, at the store's present revision."""
        revision = self.store.revision()
        with self._making:
            scene = self._scenes.get((revision, as_of)) or self._make_scene(revision, as_of)
            self._scenes[revision, as_of] = scene
            self._scenes.move_to_end((revision, as_of))
            while len(self._scenes) > _SCENES_KEPT:
                self._scenes.popitem(last=False)
        return scene

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _make_scene(self, revision: Revision, as_of: date) -> Scene:
        book, snapshot = self._current_graph(revision)
        folder = self._derived(revision) / view_key(self.policy, as_of)
        view = open_view(snapshot, self.policy, as_of, folder)
        if view is None:
            view = make_view(snapshot, self.policy, weights_of(snapshot, book, as_of, self.policy), as_of)
            with _if_possible():
                save_view(view, folder)
                drop_views(folder.parent, keep=_VIEWS_KEPT)
        return Scene(revision, as_of, book, view, self.policy, self._us())

    def _us(self) -> Us | None:
        name, about = self.store.meta(COMPANY), self.store.meta(ABOUT)
        return Us(name, about) if name and about else None

    def _current_graph(self, revision: Revision) -> tuple[Book, Snapshot]:
        if self._graph is None or self._graph[0] != revision:
            book, snapshot = Book.load(self.store), self._snapshot(revision)
            self._check_unchanged(revision)
            self._graph = (revision, book, snapshot)
        return self._graph[1], self._graph[2]

    def _snapshot(self, revision: Revision) -> Snapshot:
        folder = self._derived(revision) / "snapshot"
        found = open_snapshot(folder, revision)
        if found is not None:
            return found
        snapshot = build_snapshot(self.store)
        self._check_unchanged(revision)
        with _if_possible():
            save_snapshot(snapshot, folder, revision)
            drop_older(self.settings.derived, keep=self._derived(revision))
        log.info("snapshot built: revision %d, %d persons", revision, snapshot.persons)
        return snapshot

    def _check_unchanged(self, revision: Revision) -> None:
        """What was read while the store was written may mix two revisions: it is thrown away."""
        if self.store.revision() != revision:
            raise StoreBusy("The workspace is being written right now. Ask again in a moment.")

    def _derived(self, revision: Revision) -> Path:
        return self.settings.derived / f"revision-{revision}"


def weights_of(snapshot: Snapshot, book: Book, as_of: date, policy: Policy) -> Array:
    """How likely each person helps when asked, 0 for all who are not ours (float64[P])."""
    weights = np.zeros(snapshot.persons)
    for person in book.roles(as_of):
        number = snapshot.person(person)
        decided = verdict(person, ANYBODY, book, as_of, policy)
        if number is not None and decided.circles:
            weights[number] = willing(decided.circles, decided, policy.willing).value
    return weights


def read_policy(settings: Settings) -> Policy:
    """The shipped policy with the workspace's own values."""
    own = settings.policy.read_text(encoding="utf-8") if settings.policy.exists() else None
    return load_policy(own)


def drop_older(derived: Path, *, keep: Path) -> None:
    """Delete the arrays of older revisions; a reader that still maps them keeps its pages until it lets go."""
    for folder in derived.glob("revision-*"):
        if folder != keep:
            shutil.rmtree(folder, ignore_errors=True)


def drop_views(folder: Path, *, keep: int) -> None:
    """Delete all but the newest views of a revision, so that asking for many days does not fill the disk."""
    views = [view for view in folder.glob("2*") if not view.suffix]
    for view in sorted(views, key=lambda view: view.stat().st_mtime, reverse=True)[keep:]:
        shutil.rmtree(view, ignore_errors=True)


@contextmanager
def _if_possible() -> Iterator[None]:
    """Keep derived files where that works: no answer fails for want of room, or because another process tidies up."""
    try:
        yield
    except OSError as error:
        log.warning("derived files were not kept: %s", error.strerror)


def _exists(settings: Settings) -> bool:
    return "://" in settings.store or Path(settings.store).exists()
