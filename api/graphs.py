"""The book, the snapshot and the views of one revision: kept ones, those before them brought forward, or made anew."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date

import numpy as np

from api.compiling import Compiler
from api.derived import Derived
from api.watching import Watch, nobody_watches, watched
from orbit.asks.gate.verdict import Gate, Mode, Requester
from orbit.asks.gate.willing import willing
from orbit.book import Book
from orbit.book.forward import Places, bring_book, places_of
from orbit.errors import StoreBusy
from orbit.graph.advance import Advance, advanced
from orbit.graph.arrays import Array
from orbit.graph.build import build_snapshot
from orbit.graph.forward import bring_forward
from orbit.graph.merge import find_sorted
from orbit.graph.snapshot import Snapshot
from orbit.graph.view import View, make_view
from orbit.model import EntityId, Revision
from orbit.policy import Policy
from orbit.store.base import Store

log = logging.getLogger(__name__)
# Up to so many changed records and facts, or a tenth of a snapshot, what was derived is brought forward.
_FEW_CHANGES = 10_000
ANYBODY = Requester(EntityId(""), "", Mode.AE)


@dataclass(frozen=True, slots=True)
class Since:
    """How a graph came from the one of an earlier revision; of whom or what the book says something else than there."""

    revision: Revision
    snapshot: Snapshot
    step: Advance
    changed: frozenset[EntityId]


@dataclass(frozen=True, slots=True)
class Graph:
    """The book and the snapshot of a revision; where facts stand in the book, as soon as somebody asked."""

    revision: Revision
    book: Book
    snapshot: Snapshot
    places: Places | None = None
    since: Since | None = None


class Graphs:
    """Reads the graph of a store's present revision. Not for several threads at once."""

    def __init__(
        self, store: Store, derived: Derived, policy: Policy, compiler: Compiler, watch: Watch = nobody_watches
    ) -> None:
        self._store = store
        self._watch = watch
        self._derived = derived
        self._policy = policy
        self._compiler = compiler
        self._latest: Graph | None = None

    def current(self, revision: Revision) -> Graph:
        """The graph of the present revision; raises StoreBusy when the store was written while it was read."""
        if self._latest is None or self._latest.revision != revision:
            graph = self._kept(revision) or self._brought_forward(revision) or self._read(revision)
            # What was read while the store was written may mix two revisions: it is thrown away.
            if self._store.revision() != revision:
                raise StoreBusy("The workspace is being written right now. Ask again in a moment.")
            self._latest = graph
        return self._latest

    def view(self, graph: Graph, as_of: date, before: View | None) -> View:
        """Make the view of a day: from the one `before` the last change, if there is one, else anew."""
        if before is None and graph.since is not None:
            before = self._derived.view(graph.since.revision, graph.since.snapshot, as_of)
        if graph.since is None or before is None:
            hops = self._compiler.find_hops(graph.snapshot.persons)
            weights = weights_of(graph.snapshot, graph.book, as_of, self._policy)
            return make_view(graph.snapshot, self._policy, weights, as_of, hops)
        # What is known of somebody who may be two persons is weighed by how sure that was.
        willing = before.reach.willing.copy()
        willing[before.snapshot.doubt_person] = 0
        known = graph.since.step.persons.carried(willing)
        weights = weights_of(graph.snapshot, graph.book, as_of, self._policy, known, graph.since.changed)
        # To compile for a small change would take many times as long as the change; what is loaded is used.
        step = graph.since.step
        hops = self._compiler.find_hops(len(step.persons.told) + len(step.facts.fresh))
        return bring_forward(before, step, weights, hops)

    def take_mapped(self, graph: Graph, snapshot: Snapshot) -> None:
        """Go on from a snapshot that is mapped from disk instead of the same one in memory."""
        if self._latest is graph:
            self._latest = Graph(graph.revision, graph.book, snapshot, graph.places)

    def _kept(self, revision: Revision) -> Graph | None:
        snapshot, book = self._derived.snapshot(revision), self._derived.book(revision)
        return None if snapshot is None or book is None else Graph(revision, book, snapshot)

    def _read(self, revision: Revision) -> Graph:
        with self._watch() as count:
            store = watched(self._store, count)
            book, snapshot = Book.load(store), build_snapshot(store)
        log.info("graph of revision %d built anew: %d persons", revision, snapshot.persons)
        return Graph(revision, book, snapshot)

    def _brought_forward(self, revision: Revision) -> Graph | None:
        """The newest graph of an older revision brought forward; None when reading everything anew is right."""
        older = self._older(revision)
        if older is None:
            return None
        rows = older.snapshot.persons + len(older.snapshot.fact_id) + len(older.snapshot.tie_id)
        touched = self._store.touched(older.revision, most=max(_FEW_CHANGES, rows // 10))
        if touched is None:
            return None
        entities = len(touched.people) + len(touched.companies)
        told = "graph of revision %d brought forward from revision %d: %d entities and %d facts touched"
        log.info(told, revision, older.revision, entities, len(touched.facts))
        step = advanced(older.snapshot, touched, self._store)
        places = places_of(older.book) if older.places is None else older.places
        told_now = bring_book(older.book, places, touched, self._store)
        since = Since(older.revision, older.snapshot, step, told_now.changed)
        return Graph(revision, told_now.book, step.snapshot, told_now.places, since)

    def _older(self, revision: Revision) -> Graph | None:
        """The newest graph of an older revision, in memory if there is one, else on disk."""
        if self._latest is not None and self._latest.revision < revision:
            return self._latest
        kept = map(self._kept, self._derived.older(revision))
        return next((graph for graph in kept if graph is not None), None)


def weights_of(
    snapshot: Snapshot,
    book: Book,
    as_of: date,
    policy: Policy,
    known: Array | None = None,
    changed: frozenset[EntityId] = frozenset(),
) -> Array:
    """How likely each person helps when asked, 0 for all who are not ours (float64[P]).

    Who was one of ours before the book changed stays as willing as `known` of them, unless it is of them or of a
    company of theirs that the book says something else: nothing else decides.
    """
    ours, weights, gate = book.roles(as_of), np.zeros(snapshot.persons), Gate(book, as_of, policy)
    numbers = find_sorted(snapshot.person_id, np.array(list(ours), dtype=snapshot.person_id.dtype))
    for (person, roles), number in zip(ours.items(), numbers.tolist(), strict=True):
        if number < 0:
            continue
        if known is not None and known[number] > 0:
            about = {person, *(role.company for role in roles), *book.contents.champions.get(person, ())}
            if about.isdisjoint(changed):
                weights[number] = known[number]
                continue
        decided = gate.verdict(person, ANYBODY)
        if decided.circles:
            weights[number] = willing(decided.circles, decided, policy.willing).value
    return weights
