"""Learning from answers how much each field of a likeness counts here, and resolving anew by what was learned."""

from __future__ import annotations

from datetime import datetime

from api.presenter.forms import Json
from api.workspace import Workspace
from orbit.model import EntityKind
from orbit.resolve import review
from orbit.resolve.linkage.fitting import shipped_model
from orbit.resolve.recalibrate import Recalibrated, answers_in, check_enough, keep, recalibrated
from orbit.resolve.weighing import read_as_it_stands


def recalibrate_answer(workspace: Workspace, *, at: datetime, dry_run: bool) -> Json:
    """Learn; keep the weights and resolve by them where they help and it is no dry run. Raises UsageError with too few.

    What was learned always replaces what was learned before: it starts from the weights that come with Orbit.
    """
    store = workspace.store
    answers = answers_in(store)
    check_enough(len(answers))
    learned = recalibrated(read_as_it_stands(store), answers, shipped_model())
    kept = learned.helps and not dry_run
    moved = None
    if kept:
        keep(store, learned.model)
        moved = workspace.match(at=at).people.moved
    asked = len(review.open_questions(store, EntityKind.PERSON))
    return _form(learned) | {"dry_run": dry_run, "kept": kept, "moved": moved, "open": asked}


def _form(learned: Recalibrated) -> Json:
    return {
        "answers": learned.answers,
        "same": learned.same,
        "different": learned.answers - learned.same,
        "unused": learned.unused,
        "before": learned.before,
        "after": learned.after,
        "helps": learned.helps,
        "weights": learned.model.version,
        "bins": [
            {"low": one.low, "high": one.high, "answers": one.answers, "said": one.said, "were": one.were}
            for one in learned.bins
        ],
    }
