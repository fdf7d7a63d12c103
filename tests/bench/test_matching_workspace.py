"""Matching as an import does it: hardly anybody is joined wrongly, and undoing leaves no trace."""

from __future__ import annotations

from bench.matching_workspace import measure_workspace


def test_records_are_joined_rightly_and_decisions_leave_no_trace() -> None:
    told = measure_workspace(1500, lambda _: None)

    assert told["workspace_precision"] > 0.99
    assert told["workspace_recall"] > 0.3
    assert 20 <= told["newcomers_reached"] < 500
    assert told["undo_restored"] == 1.0
    assert told["undo_ms"] > 0
