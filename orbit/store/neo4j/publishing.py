"""Writing the published graph: what was there goes first, then it is written batch by batch, then it is whole.

Each batch is a transaction of its own that first takes the lock of publishing, so that two who publish at once cannot
mix their graphs: whoever began last goes on, the other one stops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from neo4j import Transaction

from orbit.errors import StoreBusy
from orbit.graph.published import company_rows, person_rows, reach_rows, spell_rows, tie_rows
from orbit.graph.view import View
from orbit.store.neo4j.link import BULK, Link
from orbit.store.neo4j.publication import Publication
from queries import statement

T = TypeVar("T")
Row = Sequence[Any]
Progress = Callable[[str, int], None]

_AT_ONCE = 10_000
_CLEARED_AT_ONCE = 2_000
_CLEARING = ("publish_clear", "publish_clear_book")
_OVERTAKEN = "the graph is being published by somebody else; wait for it to end, then publish again if need be"
_CHANGED = "the workspace was written while its graph was published; publish it again"


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of thing to publish: what it is, the statement that takes its rows, and the rows.

    A statement takes `rows` and `edition`, the number of what is being published.
    """

    what: str
    statement: str
    rows: Iterable[Row]


def graph_steps(view: View) -> list[Step]:
    """What ranking needs: people, companies, time spent there, pair ties, reach."""
    return [
        Step("people", "publish_people", person_rows(view)),
        Step("companies", "publish_companies", company_rows(view)),
        Step("jobs and seats", "publish_spells", spell_rows(view)),
        Step("ties", "publish_ties", tie_rows(view)),
        Step("reach", "publish_reach", reach_rows(view)),
    ]


def publish(link: Link, made_from: Publication, steps: Sequence[Step], progress: Progress = lambda *_: None) -> int:
    """Replace the published graph and return how many rows were written; `progress` hears of each batch.

    Raises StoreBusy when somebody else begins to publish, or when the facts change meanwhile; then no whole graph is
    published, and nobody is answered from it.
    """
    press = _Press(link, made_from)
    for name in _CLEARING:
        for gone in press.clear(name):
            progress("old graph", gone)
    written = 0
    for step in steps:
        for some in _some(step.rows):
            press.write(step.statement, some)
            progress(step.what, len(some))
            written += len(some)
    press.end()
    return written


class _Press:
    """Writes one edition."""

    def __init__(self, link: Link, made_from: Publication) -> None:
        self._link = link
        self._batches = 0
        values = made_from._asdict()
        [[self._edition]] = self._commit(lambda tx: tx.run(statement("neo4j", "publish_begin"), values).values())

    def clear(self, name: str) -> Iterator[int]:
        """Run a clearing statement to its end; it returns where to go on from (null: nowhere), and how many it did."""
        after: str | None = ""
        while after is not None:
            [[after, gone]] = self._batch(name, {"after": after, "limit": _CLEARED_AT_ONCE}, number=0)
            yield gone

    def write(self, name: str, rows: Sequence[Row]) -> None:
        """Write one batch, once, whatever happens to the connection."""
        self._batches += 1
        self._batch(name, {"rows": rows}, number=self._batches)

    def end(self) -> None:
        """Say that the edition is whole."""
        values = {"edition": self._edition}
        if not self._commit(lambda tx: tx.run(statement("neo4j", "publish_end"), values).values()):
            raise StoreBusy(_CHANGED)

    def _batch(self, name: str, values: dict[str, Any], *, number: int) -> list[list[Any]]:
        """Run a statement in a transaction of its own; one of a number above 0 that was committed is not repeated."""

        def work(tx: Transaction) -> list[list[Any]]:
            turn = {"edition": self._edition, "batch": number}
            [[ours, is_new]] = tx.run(statement("neo4j", "publish_batch"), turn).values()
            if not ours:
                raise StoreBusy(_OVERTAKEN)
            if number and not is_new:
                return []
            return tx.run(statement("neo4j", name), {**values, "edition": self._edition}).values()

        return self._commit(work)

    def _commit(self, work: Callable[[Transaction], T]) -> T:
        def attempt() -> T:
            with self._link.session(writes=True) as session, session.begin_transaction(timeout=BULK) as tx:
                found = work(tx)
                tx.commit()
                return found

        return self._link.insist(lambda: self._link.call(attempt, seconds=BULK))


def _some(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some
