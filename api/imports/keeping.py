"""Taking an import back, and for how long that is possible."""

from __future__ import annotations

from datetime import datetime, timedelta

from api.workspace import Workspace
from orbit.errors import UsageError
from orbit.store.import_log import ImportLog, repeated_by, undoable


def keep_undoable(workspace: Workspace, *, at: datetime) -> int:
    """Make imports final that are older than the policy lets them be undone; return how many that were."""
    before = at - timedelta(days=workspace.policy.intake.undo_days)
    if not overdue(workspace, at=at):
        return 0
    with workspace.store.writing() as batch:
        return batch.make_final(before=before)


def overdue(workspace: Workspace, *, at: datetime) -> list[ImportLog]:
    """Return the imports that are still kept to be undone though the policy no longer lets them, the oldest first."""
    before = at - timedelta(days=workspace.policy.intake.undo_days)
    due = (log for log in workspace.store.imports() if log.revocable and log.at < before)
    return sorted(due, key=lambda log: (log.at, log.id))


def undo_import(workspace: Workspace, run: int, *, at: datetime) -> int:
    """Take an import back and match anew; return how many records and facts that changed.

    Raises NotFound, and UsageError where it cannot be undone (any more, or not yet).
    """
    touched = take_back(workspace, run, at=at)
    if touched:
        workspace.match(at=at)
    return touched


def take_back(workspace: Workspace, run: int, *, at: datetime) -> int:
    """Take an import back in one transaction, and leave matching what is left to the caller. Raises as undoing does."""
    keep_undoable(workspace, at=at)
    with workspace.store.writing() as batch:
        return batch.undo_import(run, at=at)


def check_undoable(workspace: Workspace, run: int, *, at: datetime) -> None:
    """Raise NotFound or UsageError where an import cannot be undone, without writing anything."""
    lead = undoable(workspace.store.imports(), run)
    if lead.at < at - timedelta(days=workspace.policy.intake.undo_days):
        raise UsageError(f"import {run} is final: what is needed to undo it is no longer kept")


def why_not(logs: list[ImportLog], lead: ImportLog) -> str | None:
    """Say why an import cannot be undone now; None where it can."""
    if lead.undone_at is not None:
        return "It is undone already."
    if not lead.revocable:
        return "It is too old: what is needed to undo it is no longer kept."
    later = repeated_by(logs, lead.run)
    if later:
        named = ", ".join(f"{log.run} ({log.file})" for log in reversed(later))
        return f"The same rows came in again later. Undo import {named} first."
    return None
