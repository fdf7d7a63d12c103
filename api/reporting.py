"""What became of an import, as every surface tells it."""

from __future__ import annotations

from typing import Any

from ingest.intake.run import FileReport, Report


def report_form(report: Report, *, with_rejects: bool = True) -> dict[str, Any]:
    """The JSON of an import: every guess, and the account of every row."""
    return {
        "source": report.source,
        "dry_run": report.dry_run,
        "rows": report.rows,
        "outcomes": {outcome.value: count for outcome, count in report.outcomes.items()},
        "files": [_file_form(file, with_rejects=with_rejects) for file in report.files],
    }


def _file_form(file: FileReport, *, with_rejects: bool) -> dict[str, Any]:
    form: dict[str, Any] = {
        "file": file.file,
        "shapes": list(file.shapes),
        "observed_on": file.observed_on.isoformat(),
        "sha256": file.sha256,
        "imported_before": file.imported_before,
        "rows": file.rows,
        "outcomes": {outcome.value: count for outcome, count in file.outcomes.items()},
        "guesses": [{"what": guess.what, "value": guess.value, "because": guess.because} for guess in file.guesses],
        "problem": file.problem,
    }
    if with_rejects:
        form["rejects"] = [
            {
                "file": reject.file,
                "line": reject.line,
                "column": reject.column,
                "reason": reject.reason,
                "fix": reject.fix,
            }
            for reject in file.rejects
        ]
    return form
