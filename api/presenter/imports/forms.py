"""Imports as JSON: one form for those of the store and those on their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from api.imports.job import UNDER_WAY, UNFINISHED, Job, State
from api.imports.keeping import why_not
from api.presenter.forms import Json
from ingest import get_source
from ingest.intake.previewing import PreviewTable
from ingest.intake.recognise import Candidate, Detection
from orbit.model import Outcome
from orbit.store.base import ImportLog

UNDONE, UNDOING = "undone", "undoing"


def runs_of(logs: Sequence[ImportLog]) -> dict[int, list[ImportLog]]:
    """The imports that the store keeps, file by file, by their number."""
    runs: dict[int, list[ImportLog]] = {}
    for log in logs:
        runs.setdefault(log.run, []).append(log)
    return runs


def of_nothing() -> Json:
    """What is said of an import that the store knows nothing of."""
    return {"number": None, "outcomes": None, "undo": _undo_form(None, None, None, None)}


def of_run(run: Sequence[ImportLog], logs: list[ImportLog], days: int, undoing: Job | None = None) -> Json:
    """An import as the store keeps it; `undoing` is the job that takes it back, if there was one."""
    lead = run[0]
    taken_back = undoing is not None and undoing.state in UNDER_WAY
    rows = sum(log.rows for log in run)
    reason = why_not(logs, lead)
    until = (lead.at + timedelta(days=days)).date().isoformat() if lead.revocable else None
    return {
        "id": str(lead.run),
        "number": lead.run,
        "state": UNDOING if taken_back else State.READY.value if lead.undone_at is None else UNDONE,
        "source": lead.source,
        "mapping": None,
        "owner": None,
        "observed_on": lead.observed_on.isoformat(),
        "dry_run": False,
        "by": None,
        "at": lead.at.isoformat(),
        "ended_at": None,
        "names": [log.file for log in run],
        "rows": {"done": rows, "total": rows},
        "outcomes": _added(run),
        "note": _undoing_note(undoing) if undoing is not None and taken_back else None,
        "problem": None,
        "rejected": dict(_added(run)).get(Outcome.REJECTED.value, 0),
        "undo": _undo_form(reason, until, lead.undone_at, undoing),
    }


def of_job(job: Job) -> Json:
    """An import as it was ordered here, and how far it is."""
    outcomes = None if job.report is None else job.report["outcomes"]
    return {
        "id": job.id,
        "state": job.state.value,
        "source": job.orders.source,
        "mapping": job.orders.mapping,
        "owner": job.orders.owner,
        "observed_on": job.orders.observed_on,
        "dry_run": job.orders.dry_run,
        "by": job.by,
        "at": job.began_at or job.created_at,
        "ended_at": job.ended_at,
        "names": [file.name for file in job.files],
        "rows": {"done": job.done, "total": job.total},
        "outcomes": outcomes,
        "note": job.note if job.state is not State.INTERRUPTED else _interrupted(job),
        "problem": job.problem,
        "rejected": (outcomes or {}).get(Outcome.REJECTED.value, 0),
    }


def _interrupted(job: Job) -> str:
    if job.run is not None:
        return "Its rows were taken in, but it was interrupted before they were matched. Start it again, or any import."
    return "It was interrupted, and nothing of it was taken in. Start it again."


def _undo_form(reason: str | None, until: str | None, undone_at: datetime | None, undoing: Job | None) -> Json:
    possible = until is not None and reason is None
    return {
        "possible": possible,
        "why_not": reason,
        "until": until,
        "undone_at": None if undone_at is None else undone_at.isoformat(),
        "changed": None if undoing is None else undoing.changed,
        "unfinished": None if undoing is None else _unfinished(undoing, undone=undone_at is not None),
    }


def _undoing_note(undoing: Job) -> str:
    phases = {
        State.UNDOING: "What it alone told is taken out, all of it or nothing.",
        State.MATCHING: "It is taken out. Who is who is worked out again.",
    }
    return undoing.note or phases.get(undoing.state, "It begins in a moment.")


def _unfinished(undoing: Job, *, undone: bool) -> str | None:
    """What is left to do where undoing came to no end."""
    if undoing.state not in UNFINISHED:
        return None
    if undone:
        return "It is taken out, but that was interrupted before it was worked out again who is who. Go on with it."
    return f"Nothing was undone: {undoing.problem or 'it was interrupted.'}"


def _added(run: Sequence[ImportLog]) -> dict[str, int]:
    counts = dict.fromkeys((outcome.value for outcome in Outcome), 0)
    for log in run:
        for outcome, count in log.outcomes:
            counts[outcome.value] += count
    return counts


def file_forms(job: Job | None, run: Sequence[ImportLog] | None) -> list[Json]:
    """The files of an import."""
    if job is not None:
        return [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in job.files]
    return [{"name": log.file, "size": None, "sha256": log.sha256} for log in run or ()]


def rejects_of(run: Sequence[ImportLog] | None) -> str | None:
    """What the file of a run's rejected rows is called."""
    return None if not run else f"{run[0].at:%Y%m%dT%H%M%SZ}-{run[0].source}-rejects.csv"


def detection_form(found: Detection) -> Json:
    """What files look like."""
    return {
        "candidates": [_candidate_form(each) for each in found.candidates],
        "files": [
            {
                "name": looked.file,
                "problem": looked.problem,
                "candidates": [_candidate_form(each) for each in looked.candidates],
            }
            for looked in found.files
        ],
    }


def _candidate_form(candidate: Candidate) -> Json:
    return {
        "source": candidate.source,
        "mapping": candidate.mapping,
        "sureness": candidate.sureness.value,
        "known": candidate.known,
        "because": candidate.because,
    }


def table_form(table: PreviewTable) -> Json:
    """How a list would be read."""
    return {
        "file": table.file,
        "shape": table.shape,
        "columns": [
            {"header": each.header, "column": each.column, "meaning": each.meaning, "required": each.required}
            for each in table.columns
        ],
        "rows": [list(row) for row in table.rows],
        "guesses": [{"what": each.what, "value": each.value, "because": each.because} for each in table.guesses],
    }


def columns_of(source: str) -> list[Mapping[str, object]]:
    """The columns of a source's own template, for a reader who says which column is which."""
    template = get_source(source).shapes[0]
    return [{"name": each.name, "meaning": each.meaning, "required": each.required} for each in template.columns]
