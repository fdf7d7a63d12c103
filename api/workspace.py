"""One company's data, opened: its settings, store, policy, and the graph as of a day. The composition root."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, TypeVar

from api.asklog import AskLog
from api.compiling import Compiler, QuickRanker
from api.derived import Derived
from api.graphs import ANYBODY, Graph, Graphs
from api.keeping import Keeper
from api.own_templates import digest_of, read_own_templates
from orbit.asks.gate.verdict import PastAsk, Requester, Verdict, verdict
from orbit.asks.gate.willing import Willing, willing
from orbit.asks.log.ask import Ask
from orbit.asks.log.history import Histories
from orbit.asks.packet.write import Us
from orbit.book import Book
from orbit.errors import PolicyError, StoreUnavailable, UsageError
from orbit.graph.ranking import Ranker
from orbit.graph.view import View
from orbit.model import EntityId, Revision
from orbit.policy import Policy, load_policy
from orbit.settings import RANKING_VARIABLE, Ranking, Settings
from orbit.store.base import Store
from orbit.store.open import open_store
from orbit.store.tables import COPYING

T = TypeVar("T")
_SCENES_KEPT = 4
COMPANY, DOMAIN, ABOUT = "company", "domain", "about"


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that answers questions of one day at one revision.

    `us` is our own company, as far as the workspace was told; `ranker` finds ways into accounts. `asks` is the log up
    to its event number `asked`, with what happened after the day too.
    """

    revision: Revision
    as_of: date
    book: Book
    view: View
    policy: Policy
    us: Us | None
    ranker: Ranker
    asked: int = 0
    asks: tuple[Ask, ...] = ()
    verdicts: dict[tuple[EntityId, Requester], Verdict] = field(default_factory=dict)
    worked_out: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[Scene], T]) -> T:
        """Work something out once for this scene and keep it as long: its day, revision and policy never change."""
        if name not in self.worked_out:
            self.worked_out[name] = make(self)
        found: T = self.worked_out[name]
        return found

    @property
    def history(self) -> Mapping[EntityId, Sequence[PastAsk]]:
        """What had been asked of each connector until the scene's day."""
        return self.once("history", lambda scene: Histories(scene.asks, scene.as_of))

    def verdict(self, connector: EntityId, requester: Requester) -> Verdict:
        """May this requester ask them? Kept as long as the scene: its day, revision, log and policy never change."""
        key = (connector, requester)
        if key not in self.verdicts:
            past = self.history.get(connector, ())
            self.verdicts[key] = verdict(connector, requester, self.book, self.as_of, self.policy, past)
        return self.verdicts[key]

    def ranking_verdict(self, person: EntityId) -> Verdict:
        """The verdict that ranks: what the gate says to an account executive, whatever the log says.

        The view knows no log either. How much was asked of somebody decides whether they may be asked, not how strong a
        path over them is; so an ask changes nothing that was derived from the graph.
        """
        kept: dict[EntityId, Verdict] = self.once("ranking verdicts", lambda _: {})
        if person not in kept:
            kept[person] = verdict(person, ANYBODY, self.book, self.as_of, self.policy)
        return kept[person]

    def helper(self, person: EntityId) -> Willing | None:
        """How likely one of our people helps, asked by an account executive; None for everybody else."""
        decided = self.ranking_verdict(person)
        return willing(decided.circles, decided, self.policy.willing) if decided.circles else None

    def after(self, asked: int, asks: tuple[Ask, ...]) -> Scene:
        """Return this scene with a newer log; nothing that may depend on the log is carried over."""
        return replace(self, asked=asked, asks=asks, verdicts={}, worked_out={})

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
        self._derived = Derived(settings.derived, store.identity(), policy)
        self._graphs = Graphs(store, self._derived, policy, self.compiler)
        self._keeper = Keeper()
        self._log = AskLog(store)
        self._scenes: OrderedDict[tuple[Revision, date], Scene] = OrderedDict()
        self._making = Lock()
        self._templates = read_own_templates(settings.home)

    @property
    def digest(self) -> str:
        """The name of the policy and of the words that answers rest on, as long as the workspace stays open."""
        return f"{self.policy.digest}{digest_of(self._templates)}"

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
        """The graph, book and log as of a day, at the store's present moment; only who makes it is waited for."""
        moment = self.store.moment()
        key = (moment.revision, as_of)
        scene = self._scenes.get(key)
        if scene is None or scene.asked < moment.asked:
            with self._making:
                scene = self._scenes.get(key) or self._make_scene(*key)
                if scene.asked < moment.asked:
                    scene = self._scenes[key] = scene.after(moment.asked, self._log.at(moment))
        with suppress(KeyError):
            self._scenes.move_to_end(key)
        return scene

    def finish_keeping(self) -> None:
        """Wait until what was worked out is kept on disk, where the next process finds it."""
        self._keeper.finish()

    def close(self) -> None:
        """Close the store, once all is kept on disk."""
        self.finish_keeping()
        self.store.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _make_scene(self, revision: Revision, as_of: date) -> Scene:
        graph = self._graphs.current(revision)
        view = self._derived.view(revision, graph.snapshot, as_of)
        if view is None:
            former = graph.since and self._scenes.get((graph.since.revision, as_of))
            view = self._graphs.view(graph, as_of, former.view if former else None)
            self._keeper.keep(revision, partial(self._keep, graph, view))
        scene = Scene(revision, as_of, graph.book, view, self.policy, self._us(), self._ranker(view, revision))
        self._scenes[revision, as_of] = scene
        for older in [key for key in self._scenes if key[0] < revision and key[1] == as_of]:
            del self._scenes[older]
        while len(self._scenes) > _SCENES_KEPT:
            self._scenes.popitem(last=False)
        return scene

    def _keep(self, graph: Graph, view: View) -> None:
        """Keep on disk what answers come from, and from then on answer from there: all processes share its pages."""
        self._derived.keep(graph.revision, graph.book, view)
        if self.store.revision() != graph.revision:
            # Nobody needs these files any more, and whoever was erased meanwhile is in them.
            self._derived.drop(graph.revision)
            return
        self._derived.drop_others(graph.revision)
        snapshot = self._derived.snapshot(graph.revision)
        mapped = None if snapshot is None else self._derived.view(graph.revision, snapshot, view.as_of)
        if mapped is None:
            return
        with self._making:
            scene = self._scenes.get((graph.revision, view.as_of))
            if scene is not None:
                ranker = self._ranker(mapped, graph.revision)
                self._scenes[graph.revision, view.as_of] = replace(scene, view=mapped, ranker=ranker)
            self._graphs.take_mapped(graph, mapped.snapshot)

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
        return Us(name, about, self._templates) if name and about else None


def read_policy(settings: Settings) -> Policy:
    """The shipped policy with what was learned from asks, and above it the workspace's own values."""
    return load_policy(_text_of(settings.policy), _text_of(settings.learned))


def _text_of(file: Path) -> str | None:
    """What a file of policy values holds; raises PolicyError where that is no text."""
    try:
        return file.read_text(encoding="utf-8") if file.exists() else None
    except UnicodeDecodeError as error:
        raise PolicyError(f"{file.name} is not text in UTF-8: save it as UTF-8, or delete it") from error


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
