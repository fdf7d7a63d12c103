"""The reports by name, each with what it shows; `queries/neo4j/report_*.cypher` are the same on the published graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from api.presenter.reports import asking, backing, meeting, moving, reaching
from api.presenter.reports.cells import Row
from api.workspace import Scene
from orbit.graph.published_book import investment_rows
from orbit.store.base import Store


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what it is called, what it shows, and how its rows are worked out."""

    name: str
    shows: str
    rows: Callable[[Scene, Store], list[Row]]


def reports() -> dict[str, Report]:
    """Every report by name, in the order in which to list them."""
    return {report.name: report for report in _REPORTS}


def _of(work_out: Callable[[Scene], list[Row]]) -> Callable[[Scene, Store], list[Row]]:
    return lambda scene, _: work_out(scene)


def _investor_reach(scene: Scene, store: Store) -> list[Row]:
    return backing.investor_reach(scene, investment_rows(store, scene.as_of))


_REPORTS = (
    Report(
        "best-connectors",
        "Who of our people reaches most target accounts, and how well.",
        _of(reaching.best_connectors),
    ),
    Report(
        "unused-connectors",
        "Who of our people reaches target accounts, may be asked, and has no ask planned this week.",
        _of(reaching.unused_connectors),
    ),
    Report(
        "ask-load",
        "How many asks are planned this week for each connector, and when they may be asked.",
        _of(asking.ask_load),
    ),
    Report(
        "warm-accounts",
        "Target accounts with a fresh signal that one of our people reaches, the hottest first.",
        _of(reaching.warm_accounts),
    ),
    Report(
        "coverage-gaps",
        "Target accounts where none of our people reaches anybody, the hottest first.",
        _of(reaching.coverage_gaps),
    ),
    Report(
        "single-threaded",
        "Target accounts that we reach through one of our people alone, the hottest first.",
        _of(reaching.single_threaded),
    ),
    Report(
        "moved-champions",
        "Champions who are no longer at the customer, and where they are now.",
        _of(moving.moved_champions),
    ),
    Report(
        "new-in-seat",
        "People whose job at a target account is new, and who of ours knows them best.",
        _of(moving.new_in_seat),
    ),
    Report(
        "investor-reach",
        "Target accounts on whose boards or in whose funding our investors and board members are.",
        _investor_reach,
    ),
    Report(
        "shared-past",
        "Companies where most pairs of our people and people at target accounts worked at the same time.",
        _of(meeting.shared_past),
    ),
)
