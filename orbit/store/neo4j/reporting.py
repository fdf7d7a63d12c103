"""Reports read from the published graph, never from one of another day, revision or policy than was asked for."""

from __future__ import annotations

from typing import Any

from neo4j import Transaction
from neo4j.time import Date

from orbit.errors import StoreBusy
from orbit.store.neo4j.link import Link, Rows
from orbit.store.neo4j.publication import Publication, edition_of
from queries import statement

_SECONDS = 60.0
_STATEMENTS = {
    "best-connectors": "report_best_connectors",
    "unused-connectors": "report_unused_connectors",
    "ask-load": "report_ask_load",
    "warm-accounts": "report_warm_accounts",
    "coverage-gaps": "report_coverage_gaps",
    "single-threaded": "report_single_threaded",
    "moved-champions": "report_moved_champions",
    "new-in-seat": "report_new_in_seat",
    "investor-reach": "report_investor_reach",
    "shared-past": "report_shared_past",
}
_AGAIN = "The graph was published anew while it was read. Ask again in a moment."


def read_report(link: Link, report: str, wanted: Publication, **values: Any) -> list[dict[str, Any]]:
    """Return the rows of a report by column, days as ISO text; `values` are what its statement takes.

    Raises UsageError where another day is published, StoreUnavailable for an old, unfinished or missing graph.
    """

    def work(tx: Transaction) -> list[dict[str, Any]]:
        def ask(name: str, /, **asked: Any) -> Rows:
            return [row[:-1] for row in tx.run(statement("neo4j", name), asked).values()]

        edition = edition_of(ask, wanted)
        found = [record.data() for record in tx.run(statement("neo4j", _STATEMENTS[report]), values)]
        if edition_of(ask, wanted) != edition:
            raise StoreBusy(_AGAIN)
        return [{column: _plain(value) for column, value in row.items()} for row in found]

    def attempt() -> list[dict[str, Any]]:
        with link.session() as session, session.begin_transaction(timeout=_SECONDS) as tx:
            return work(tx)

    return link.insist(lambda: link.call(attempt, seconds=_SECONDS))


def _plain(value: object) -> object:
    return value.iso_format() if isinstance(value, Date) else value
