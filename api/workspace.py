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

from api.compiling import Compiler, QuickRanker
from orbit.asks.gate import Mode, Requester, Verdict, verdict
from orbit.asks.packet import Us
from orbit.asks.willing import Willing, willing
from orbit.book import Book
from orbit.book.kept import open_book, save_book
from orbit.errors import StoreBusy, StoreUnavailable, UsageError
from orbit.graph.advance import advance
from orbit.graph.arrays import Array
from orbit.graph.build import build_snapshot
from orbit.graph.ranking import Ranker
from orbit.graph.snapshot import Snapshot, open_snapshot, save_snapshot
from orbit.graph.view import View, make_view, open_view, save_view, view_key
from orbit.model import EntityId, Revision
from orbit.policy import Policy, load_policy
from orbit.settings import RANKING_VARIABLE, Ranking, Settings
from orbit.store.base import Store
from orbit.store.open import open_store
from orbit.store.tables import COPYING

log = logging.getLogger(__name__)
T = TypeVar("T")
_SCENES_KEPT = 4
_VIEWS_KEPT = 8
# Up to so many changed records and facts, or a tenth of a snapshot, it is brought forward, else built anew.
_FEW_CHANGES = 10_000
COMPANY, DOMAIN, ABOUT = "company", "domain", "about"
ANYBODY = Requester(EntityId(""), "", Mode.AE)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that answers questions of one day at one revision.

    `us` is our own company, as far as the workspace was told; `ranker` finds ways into accounts.
    """

    revision: Revision
    as_of: date
    book: Book
    view: View
    policy: Policy
    us: Us | None
    ranker: Ranker
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
        self.compiler = Compiler(settings.home / "compiled")
        self.settings = settings
        self.store = store
        self.policy = policy
        # What was derived from another store, or from one that stood here before, is never taken for this one's.
        self._kept = settings.derived / store.identity()
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
        return cls(settings, _open_whole(settings.store, create=create), read_policy(settings))

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
            hops = self.compiler.find_hops(snapshot.persons)
            view = make_view(snapshot, self.policy, weights_of(snapshot, book, as_of, self.policy), as_of, hops)
            with _if_possible():
                save_view(view, folder)
                drop_views(folder.parent, keep=_VIEWS_KEPT)
        return Scene(revision, as_of, book, view, self.policy, self._us(), self._ranker(view, revision))

    def _ranker(self, view: View, revision: Revision) -> Ranker:
        if self.settings.ranking is Ranking.ENGINE:
            return QuickRanker(view, self.compiler)
        from orbit.store.neo4j import Neo4jStore
        from orbit.store.neo4j.ranking import DatabaseRanker

        if not isinstance(self.store, Neo4jStore):
            raise UsageError(f"{RANKING_VARIABLE}=database needs a store in Neo4j; unset it, or set ORBIT_STORE")
        return DatabaseRanker(self.store.link, view, revision)

    def _us(self) -> Us | None:
        name, about = self.store.meta(COMPANY), self.store.meta(ABOUT)
        return Us(name, about) if name and about else None

    def _current_graph(self, revision: Revision) -> tuple[Book, Snapshot]:
        if self._graph is None or self._graph[0] != revision:
            book, snapshot = self._book(revision), self._snapshot(revision)
            self._check_unchanged(revision)
            self._graph = (revision, book, snapshot)
        return self._graph[1], self._graph[2]

    def _book(self, revision: Revision) -> Book:
        folder = self._derived(revision) / "book"
        found = open_book(folder, revision)
        if found is not None:
            return found
        book = Book.load(self.store)
        self._check_unchanged(revision)
        with _if_possible():
            save_book(book, folder, revision)
        return book

    def _snapshot(self, revision: Revision) -> Snapshot:
        folder = self._derived(revision) / "snapshot"
        found = open_snapshot(folder, revision)
        if found is not None:
            return found
        snapshot = self._brought_forward(revision)
        if snapshot is None:
            snapshot = build_snapshot(self.store)
            log.info("snapshot of revision %d built anew: %d persons", revision, snapshot.persons)
        self._check_unchanged(revision)
        with _if_possible():
            save_snapshot(snapshot, folder, revision)
            drop_older(self.settings.derived, keep=self._derived(revision))
        return snapshot

    def _brought_forward(self, revision: Revision) -> Snapshot | None:
        """The newest snapshot of an older revision brought forward; None when reading everything anew is right."""
        older = self._older_snapshot(revision)
        if older is None:
            return None
        since, snapshot = older
        rows = snapshot.persons + len(snapshot.fact_id) + len(snapshot.tie_id)
        touched = self.store.touched(since, most=max(_FEW_CHANGES, rows // 10))
        if touched is None:
            return None
        entities = len(touched.people) + len(touched.companies)
        told = "snapshot of revision %d brought forward from revision %d: %d entities and %d facts touched"
        log.info(told, revision, since, entities, len(touched.facts))
        return advance(snapshot, touched, self.store)

    def _older_snapshot(self, revision: Revision) -> tuple[Revision, Snapshot] | None:
        """The newest snapshot of an older revision, in memory if there is one, else on disk."""
        if self._graph is not None and self._graph[0] < revision:
            return self._graph[0], self._graph[2]
        names = (folder.name.removeprefix("revision-") for folder in self._kept.glob("revision-*"))
        numbers = (Revision(int(name)) for name in names if name.isdecimal())
        for older in sorted((number for number in numbers if number < revision), reverse=True):
            found = open_snapshot(self._derived(older) / "snapshot", older)
            if found is not None:
                return older, found
        return None

    def _check_unchanged(self, revision: Revision) -> None:
        """What was read while the store was written may mix two revisions: it is thrown away."""
        if self.store.revision() != revision:
            raise StoreBusy("The workspace is being written right now. Ask again in a moment.")

    def _derived(self, revision: Revision) -> Path:
        return self._kept / f"revision-{revision}"


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
    """Delete the arrays of older revisions and of other stores; whoever maps them keeps their pages."""
    for folder in (*derived.glob("*"), *keep.parent.glob("revision-*")):
        if folder not in {keep, keep.parent}:
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


def _open_whole(address: str, *, create: bool) -> Store:
    """Open a store; one that a copy has filled in part would answer with less than there is."""
    store = open_store(address, create=create)
    if store.meta(COPYING):
        store.close()
        raise StoreUnavailable(
            "A copy into this store was not finished; run orbit copy again with the same --from and --to"
        )
    return store


def _exists(settings: Settings) -> bool:
    return "://" in settings.store or Path(settings.store).exists()
