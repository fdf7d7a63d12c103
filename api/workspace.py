"""One company's data, opened: its settings, store, policy, and the graph as of a day. The composition root."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from api.asklog import AskLog
from api.compiling import Compiler, QuickRanker
from api.derived import Derived
from api.graphs import ANYBODY, Graph, Graphs
from api.keeping import Keeper
from api.own_templates import digest_of, read_own_templates
from api.sights import Sight, Sights
from api.watching import Watch, nobody_watches
from orbit.asks.gate.verdict import Gate, PastAsk, Requester, Verdict
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
from orbit.resolve.likely import Link, links_of
from orbit.settings import RANKING_VARIABLE, Ranking, Settings
from orbit.sharing import Shared, read_shared
from orbit.store.base import Store
from orbit.store.open import open_store
from orbit.store.tables import COPYING

if TYPE_CHECKING:
    from orbit.resolve.newcomers.kept import Memory
    from orbit.resolve.run import ResolveReport

T = TypeVar("T")
_SCENES_KEPT = 4
# What scenes work out under these names comes from the graph, the policy and the day, never from the log.
FROM_THE_GRAPH = (
    *("ways of the week", "recent heats", "recent refs", "hot accounts", "modes", "ranking verdicts"),
    *("standing", "ranked names", "account names", "account index", "hottest", "reps"),
)
COMPANY, DOMAIN, ABOUT = "company", "domain", "about"


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that answers questions of one day at one revision.

    `us` is our own company, as far as the workspace was told; `ranker` finds ways into accounts. `asks` is the log up
    to its event number `asked`, with what happened after the day too. `links_of` tells of somebody who may be two
    persons on which matches it rests that they are taken for one.
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
    shared: Shared = field(default_factory=Shared)
    sight: Sight | None = None
    verdicts: dict[tuple[EntityId, Requester], Verdict] = field(default_factory=dict)
    worked_out: dict[str, Any] = field(default_factory=dict)
    links_of: Callable[[EntityId], Sequence[Link]] = lambda _: ()

    def once(self, name: str, make: Callable[[Scene], T]) -> T:
        """Work something out once for this scene and keep it as long: its day, revision and policy never change."""
        if name not in self.worked_out:
            self.worked_out[name] = make(self)
        found: T = self.worked_out[name]
        return found

    @property
    def gate(self) -> Gate:
        """Gives the verdicts of the day; what they share is gathered once for all."""
        return self.once("gate", lambda scene: Gate(scene.book, scene.as_of, scene.policy))

    @property
    def history(self) -> Mapping[EntityId, Sequence[PastAsk]]:
        """What had been asked of each connector until the scene's day."""
        return self.once("history", lambda scene: Histories(scene.asks, scene.as_of))

    def verdict(self, connector: EntityId, requester: Requester) -> Verdict:
        """May this requester ask them? Kept as long as the scene: its day, revision, log and policy never change."""
        key = (connector, requester)
        if key not in self.verdicts:
            self.verdicts[key] = self.gate.verdict(connector, requester, self.history.get(connector, ()))
        return self.verdicts[key]

    def ranking_verdict(self, person: EntityId) -> Verdict:
        """The verdict that ranks: what the gate says to an account executive, whatever the log says.

        The view knows no log either. How much was asked of somebody decides whether they may be asked, not how strong a
        path over them is; so an ask changes nothing that was derived from the graph.
        """
        kept: dict[EntityId, Verdict] = self.once("ranking verdicts", lambda _: {})
        if person not in kept:
            kept[person] = self.gate.verdict(person, ANYBODY)
        return kept[person]

    def helper(self, person: EntityId) -> Willing | None:
        """How likely one of our people helps, asked by an account executive; None for everybody else."""
        decided = self.ranking_verdict(person)
        return willing(decided.circles, decided, self.policy.willing) if decided.circles else None

    def after(self, asked: int, asks: tuple[Ask, ...]) -> Scene:
        """Return this scene with a newer log; nothing that may depend on the log is carried over."""
        return replace(self, asked=asked, asks=asks, verdicts={}, worked_out={"gate": self.gate, **self._of_graph()})

    def _of_graph(self) -> dict[str, Any]:
        """What was worked out from the graph alone, which an ask changes nothing of."""
        return {name: self.worked_out[name] for name in FROM_THE_GRAPH if name in self.worked_out}

    @property
    def anybody(self) -> Requester:
        """An account executive nobody in particular: for whom the gate answers when no requester is named."""
        return ANYBODY


class Workspace:
    """An opened workspace. Scenes are kept per revision and day; a new revision makes new ones."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        policy: Policy,
        compiler: Compiler | None = None,
        watch: Watch = nobody_watches,
    ) -> None:
        self.compiler = compiler or Compiler(settings.home / "compiled")
        self.settings = settings
        self.store = store
        self.policy = policy
        self._derived = Derived(settings.derived, store.identity(), policy)
        self._graphs = Graphs(store, self._derived, policy, self.compiler, watch)
        self._sights = Sights(store, self.compiler)
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
    def open(cls, settings: Settings, *, create: bool = False, watch: Watch = nobody_watches) -> Workspace:
        """Open a workspace; raises UsageError when there is none yet, StoreUnavailable when it cannot be opened.

        `watch` is shown how far reading the whole store has come, where that has to be.
        """
        if not create and not _exists(settings):
            raise UsageError(f"There is no workspace in {settings.home} yet. Make one with: orbit init --home DIR")
        try:
            settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreUnavailable(f"Cannot use the folder {settings.home}: {error.strerror}") from error
        return cls(settings, _open_whole(settings.store, create=create), read_policy(settings), watch=watch)

    def scene(self, as_of: date, viewer: EntityId | None = None, *, unnamed: bool = False) -> Scene:
        """The graph, book and log as of a day as this viewer may see them; None: what everybody may see.

        `unnamed`: with the ways over people who are not to be named. At the store's present moment; only who makes it
        is waited for.
        """
        return self._sights.seen(self.whole(as_of), viewer, unnamed=unnamed)

    def whole(self, as_of: date) -> Scene:
        """All there is, whoever keeps it to themselves: for those who ask what is kept of them, or that it goes."""
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

    def renewed(self) -> Workspace:
        """Return the workspace over the same open store, with policy and words as they stand in its folder now."""
        return Workspace(self.settings, self.store, read_policy(self.settings), self.compiler)

    def match(self, *, at: datetime, anew: bool = False) -> ResolveReport:
        """Decide who is who among all that came since the last time; `anew`: among everybody, from the beginning."""
        from orbit.resolve.run import resolve  # only what writes matches

        return resolve(self.store, at=at, policy=self.policy.matching, memory=self.memory, anew=anew)

    @property
    def memory(self) -> Memory:
        """What is kept of how everybody was matched last."""
        from orbit.resolve.newcomers.kept import Memory

        return Memory(self._derived.matching)

    def finish_keeping(self) -> None:
        """Wait until what was worked out is kept on disk, where the next process finds it."""
        self._keeper.finish()

    def close(self) -> None:
        """Close the store, once all is kept on disk; nothing goes on aside."""
        self.compiler.stop()
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
        shared = read_shared(self.store, self.policy.sharing)
        ranker = self._ranker(view, revision)
        links = partial(links_of, self.store)
        scene = Scene(revision, as_of, graph.book, view, self.policy, self._us(), ranker, shared=shared, links_of=links)
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
