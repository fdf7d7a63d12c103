"""What an analyst looks for in the published graph: accounts, signals, roles, verdicts, investments, planned asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from orbit.graph.published_book import PublishedBook
from orbit.store.neo4j.publishing import Step


def book_steps(book: PublishedBook) -> list[Step]:
    """What is published beside the graph that ranking needs; people and companies have to be there already."""
    return [
        Step("accounts", "publish_accounts", _plain(book.accounts)),
        Step("signals", "publish_signals", _plain(book.signals)),
        Step("roles", "publish_roles", _plain(book.roles)),
        Step("verdicts", "publish_verdicts", _plain(book.verdicts)),
        Step("investments", "publish_investments", _plain(book.investments)),
        Step("asks", "publish_asks", _plain(book.asks)),
    ]


def _plain(rows: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
    """The driver knows lists, and no tuples of ours."""
    return [list(row) for row in rows]
