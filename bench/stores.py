"""Both stores side by side, on one demo workspace: loading, snapshots, questions, paths, memory and room on disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from bench.footprint import MIB, peak_mb, size_mb
from bench.places import Place
from bench.servers import Neo4jServer
from bench.sides import Figures, Plan, Side, make_side
from bench.sizing import sizing_figures
from bench.store_loading import copying_figures, loading_figures
from bench.store_pairs import pair_figures
from bench.store_paths import memory_figures, publishing_figures, ranking_figures
from bench.store_questions import question_figures
from bench.store_snapshots import building_figures, changing_figures
from orbit.errors import UsageError
from orbit.settings import Ranking
from orbit.store.open import scheme_of

_COPY = "copied.db"


def measure(place: Place, say: Callable[[str], None], plan: Plan | None = None) -> dict[str, Any]:
    """Measure on copies of the workspace, in a temporary folder, with a Neo4j server started there.

    Raises StoreError when the stores do not give the same bytes. What the system does not tell is left out.
    """
    if scheme_of(place.workspace.settings.store) not in {"", "sqlite"}:
        raise UsageError("This benchmark starts from a workspace in a file; unset ORBIT_STORE, or give another --home")
    with tempfile.TemporaryDirectory(prefix="orbit-bench-") as folder:
        run = _Run(place, Path(folder), say, plan or Plan())
        run.load()
        with run.server("graph") as server:
            run.ask(server)
    run.figures |= sizing_figures(run.figures, place.scene.view.snapshot.persons)
    return {"figures": run.figures, "peers": run.peers}


class _Taken(NamedTuple):
    """What a Neo4j took, in MiB: memory at most while it ran; the files of the graph, and of the changes to it."""

    memory: float | None
    graph: float
    log: float


@dataclass(slots=True)
class _Run:
    """What is measured, and what has come out so far."""

    place: Place
    folder: Path
    say: Callable[[str], None]
    plan: Plan
    figures: Figures = field(default_factory=dict)
    peers: Figures = field(default_factory=dict)

    def load(self) -> None:
        """Load a file and a graph that nothing else uses."""
        store, day = self.place.workspace.settings.store, self.place.scene.as_of
        with self.server("loaded") as server:
            self.figures |= loading_figures(store, self.folder / "loaded.db", server.url, day, self.say)
            self.figures |= _known("load_neo4j_memory_mb", self._stop(server).memory)
        shutil.rmtree(server.home)

    def ask(self, server: Neo4jServer) -> None:
        """Copy the workspace twice, and ask both copies the same."""
        day = self.place.scene.as_of
        self.figures |= copying_figures(self.place.workspace.store, server.url, self.say)
        sqlite, neo4j = self._sides(server)
        self.figures |= building_figures([sqlite, neo4j], self.say)
        self.figures |= changing_figures([sqlite, neo4j], day, self.plan.rounds, self.say)
        self.figures |= question_figures([sqlite, neo4j], day, self.plan.calls, self.say)
        copied = self._stop(server)
        self.figures |= _known("memory_neo4j_mb", copied.memory) | self._room(copied)
        self._find_paths(server, sqlite, neo4j)

    def _find_paths(self, server: Neo4jServer, sqlite: Side, neo4j: Side) -> None:
        """Look for paths by the engine, in the graph that is published in Neo4j, and over pairs as peers keep them."""
        day, most = self.place.scene.as_of, self.plan.accounts
        engine = replace(sqlite, name="engine")
        database = Side("database", replace(neo4j.settings, ranking=Ranking.DATABASE))
        server.start()
        self.figures |= publishing_figures(neo4j, day, self.say)
        self.figures |= ranking_figures(engine, database, day, most, self.say)
        self.figures |= memory_figures([engine, database], day, most, self.say)
        published = self._stop(server)
        self.figures |= _known("publish_neo4j_memory_mb", published.memory)
        self.figures["disk_neo4j_published_mb"] = round(published.graph, 2)
        server.start()
        self.peers |= pair_figures(engine, server.url, day, self.plan, self.say)
        paired = self._stop(server)
        self.peers |= _known("pairs_neo4j_memory_mb", paired.memory)
        self.peers["pairs_disk_mb"] = round(paired.graph - published.graph, 2)

    @contextmanager
    def server(self, name: str) -> Iterator[Neo4jServer]:
        """Run a Neo4j server whose data are in a folder of this name."""
        self.say("Starting a Neo4j server …")
        plan = self.plan
        made = Neo4jServer(self.folder / name, heap=plan.heap, page_cache=plan.page_cache, flags=plan.flags)
        with made as server:
            yield server

    def _sides(self, server: Neo4jServer) -> list[Side]:
        file = self.folder / _COPY
        self.place.workspace.store.backup(str(file))
        stores = {"sqlite": str(file), "neo4j": server.url}
        policy = self.place.workspace.settings.policy
        return [make_side(name, store, self.folder, policy) for name, store in stores.items()]

    def _stop(self, server: Neo4jServer) -> _Taken:
        """Stop a server: only then all of the graph is in its files."""
        self.say("Stopping Neo4j, to see how large its files are …")
        memory = peak_mb(server.pid)
        server.stop(wait=600)
        data = server.home / "data"
        return _Taken(memory, size_mb(data / "databases" / "neo4j"), size_mb(data / "transactions" / "neo4j"))

    def _room(self, taken: _Taken) -> Figures:
        items = self.figures["load_items"]
        file = size_mb(self.folder, f"{_COPY}*")
        return {
            "disk_sqlite_mb": round(file, 2),
            "disk_neo4j_mb": round(taken.graph, 2),
            "disk_neo4j_log_mb": round(taken.log, 2),
            "disk_sqlite_bytes_per_item": round(file * MIB / items, 1),
            "disk_neo4j_bytes_per_item": round(taken.graph * MIB / items, 1),
        }


def _known(name: str, value: float | None) -> Figures:
    return {} if value is None else {name: value}
