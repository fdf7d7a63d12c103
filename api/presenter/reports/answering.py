"""One report as every surface gives it, from whichever store the workspace has."""

from __future__ import annotations

from datetime import date, timedelta

from api.presenter.forms import Json
from api.presenter.reports.catalogue import Report, reports
from api.presenter.reports.cells import Row
from api.workspace import Workspace
from orbit.errors import UsageError
from orbit.model import Revision
from orbit.store.open import scheme_of

_NEO4J = ("neo4j", "bolt")


def report_answer(workspace: Workspace, name: str, *, as_of: date, limit: int) -> Json:
    """The first rows of a report on a day, and whether there are more.

    Raises UsageError for a report that there is not. Where the store is Neo4j, the published graph has to be of this
    day (else UsageError), and of the facts and the policy as they are now (else StoreUnavailable).
    """
    report = reports().get(name)
    if report is None:
        raise UsageError(f"There is no report {name!r}; there are: {', '.join(reports())}")
    if limit < 1:
        raise UsageError(f"limit must be 1 or more, got {limit}")
    find = _published if scheme_of(workspace.settings.store).startswith(_NEO4J) else _worked_out
    revision, rows = find(workspace, report, as_of, limit + 1)
    return {
        "query": report.name,
        "shows": report.shows,
        "as_of": as_of.isoformat(),
        "revision": revision,
        "rows": rows[:limit],
        "more": len(rows) > limit,
    }


def _worked_out(workspace: Workspace, report: Report, as_of: date, limit: int) -> tuple[Revision, list[Row]]:
    scene = workspace.scene(as_of)
    return scene.revision, report.rows(scene, workspace.store)[:limit]


def _published(workspace: Workspace, report: Report, as_of: date, limit: int) -> tuple[Revision, list[Row]]:
    from orbit.store.neo4j import Neo4jStore
    from orbit.store.neo4j.publication import Publication
    from orbit.store.neo4j.reporting import read_report

    store, policy = workspace.store, workspace.policy
    if not isinstance(store, Neo4jStore):
        return _worked_out(workspace, report, as_of, limit)
    revision, asked = store.moment()
    values = {
        "limit": limit,
        "floor": policy.plan.min_score,
        "pass": policy.reach.bridge_pass,
        "since": as_of - timedelta(days=policy.signals.expiry_days),
    }
    wanted = Publication(revision, as_of, policy.digest, asked)
    return revision, read_report(store.link, report.name, wanted, **values)
