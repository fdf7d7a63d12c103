"""What matching is worth to the paths: the demo matched by rules alone, as it is, and with every question answered.

Run it as `python -m bench.quality_matching docs/quality.md` to fill the table there.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from api.cli.console import narrate
from api.workspace import Workspace
from bench.pages import markdown, put_in_place
from bench.places import Place, demo_place, record_truth
from orbit.model import EntityKind
from orbit.resolve import review
from orbit.resolve.run import resolve
from orbit.settings import read_settings
from orbit.store.base import Store
from orbit.world import Truth

_AT = datetime(2000, 1, 1, tzinfo=UTC)
# Nothing is as sure as that: likeness joins nobody.
_RULES_ALONE = "[matching]\nauto = { value = 1.0 }\n"
_SHOWN = (
    "matching_people_precision",
    "matching_people_recall",
    "shown_a_true_path_of_those",
    "top_connector_accounts",
    "top_connector_precision",
    "top_connector_says_yes",
)


_WORDS = {
    "matching_people_precision": "pairs of records joined as one person that are",
    "matching_people_recall": "pairs of records of one person that are joined",
    "shown_a_true_path_of_those": "accounts with a true way that show one",
    "top_connector_precision": "first paths that are true",
    "top_connector_says_yes": "first paths that are true and whose connector would say yes",
}


def told_by_matching(
    place: Place, measure: Callable[[Place], dict[str, float]], say: Callable[[str], None]
) -> dict[str, float]:
    """Measure copies of the demo: one matched by rules alone, one in which the truth has answered every question."""
    say("Matching the demo by rules alone …")
    with _copy(place, _RULES_ALONE) as before:
        told = _named("by_rules_alone", measure(before))
    say("Answering every question about who is who …")
    with _copy(place, "") as after:
        answered = _answer(after.workspace.store, place.truth)
        told |= _named("reviewed", measure(_seen_anew(after))) | {"reviewed_questions": float(answered)}
    return told


@contextmanager
def _copy(place: Place, policy: str) -> Iterator[Place]:
    """Open a copy of a demo, matched anew under a policy of its own."""
    with tempfile.TemporaryDirectory(prefix="orbit-bench-") as folder:
        settings = read_settings(Path(folder), {})
        place.workspace.store.backup(settings.store)
        if policy:
            settings.policy.write_text(policy, encoding="utf-8")
        with Workspace.open(settings) as workspace:
            resolve(workspace.store, at=_AT, policy=workspace.policy.matching)
            yield replace(place, workspace=workspace, scene=workspace.scene(place.scene.as_of))


def _seen_anew(place: Place) -> Place:
    return replace(place, scene=place.workspace.scene(place.scene.as_of))


def _answer(store: Store, truth: Truth) -> int:
    """Answer every open question as the truth has it; return how many."""
    answered = 0
    for kind in EntityKind:
        true = record_truth(store, truth, kind)
        number = store.numbers(kind)
        for question in review.questions(store, kind):
            one, other = (true.get(number[key]) for key in (question.left.key, question.right.key))
            decide = review.same if one is not None and one == other else review.different
            decide(store, question.judgement.id, actor="truth", at=_AT)
            answered += 1
    return answered


def _named(prefix: str, told: dict[str, float]) -> dict[str, float]:
    return {f"{prefix}_{name}": told[name] for name in _SHOWN}


def effect(told: dict[str, float]) -> str:
    """Return the table of what matching is worth."""
    heads = ("", "rules alone", "with likeness", f"and {round(told['reviewed_questions'])} questions answered")
    rows = [
        (words, *(f"{told[f'{prefix}{name}']:.4f}" for prefix in ("by_rules_alone_", "", "reviewed_")))
        for name, words in _WORDS.items()
    ]
    return markdown(heads, rows)


def main(pages: Sequence[Path]) -> None:
    """Measure a new demo and put the table into the pages."""
    from bench.quality import of_demo

    with demo_place(None, narrate) as place:
        told = of_demo(place) | told_by_matching(place, of_demo, narrate)
    put_in_place(pages, "demo:", {"matching": effect(told)})


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
