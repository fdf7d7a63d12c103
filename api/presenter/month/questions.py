"""The few ties to ask about, in words, and what an answer becomes: evidence like any other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from api.presenter.finding.lookup import find_person
from api.presenter.forms import Json, person_form
from api.presenter.paths.paths import search_at
from api.presenter.paths.warm import stops, warm_paths
from api.presenter.week.choices import AskChoice
from api.presenter.week.week import possible_asks
from api.workspace import Scene, Workspace
from orbit.asks.learn.questions import Step, TieQuestion, cheapest_questions
from orbit.errors import UsageError
from orbit.graph.explain import TieShown
from orbit.model import EntityId, RecordKey, Ref, Tie, TieKind
from orbit.store.base import ImportLog, Store

# Asks worth less than the best so many change no list.
_LOOKED_AT = 300
_SOURCE = "answers"
_TOLD = frozenset({TieKind.CONFIRMED.value, TieKind.DECLARED.value})


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says of two persons on a day: how close they are, 0 (strangers) to 1; None: as close as usual."""

    one: str
    other: str
    closeness: float | None
    on: date
    by: str


def questions_answer(scene: Scene) -> Json:
    """The ties whose confirmation would change most of this week's list."""
    texts: dict[tuple[EntityId, EntityId], str] = {}
    steps = list(_steps(scene, texts))
    policy = scene.policy
    found = cheapest_questions(steps, policy.gaps.confirmed_closeness, policy.learn.questions)
    return {"as_of": scene.as_of.isoformat(), "questions": [_form(scene, one, texts) for one in found]}


def confirm_tie(workspace: Workspace, scene: Scene, answer: Answer, *, at: datetime) -> Json:
    """Keep what somebody says of two persons as evidence; it takes the place of what was guessed."""
    store = workspace.store
    numbers = [find_person(store, scene, key) for key in (answer.one, answer.other)]
    if numbers[0] == numbers[1]:
        raise UsageError("Both names lead to one person. Name two people.")
    closeness = scene.policy.gaps.confirmed_closeness if answer.closeness is None else answer.closeness
    people = [scene.view.snapshot.person_entity(number) for number in numbers]
    left, right = (_record(store, person) for person in people)
    file = f"{answer.on.isoformat()} {answer.by}"
    tie = Tie(left, right, TieKind.CONFIRMED, Ref(_SOURCE, file), answer.on, closeness)
    digest = hashlib.sha256(repr((tie.left, tie.right, closeness, at)).encode()).hexdigest()
    with store.writing() as batch:
        number = batch.begin_import(ImportLog(0, _SOURCE, file, digest, answer.on, at, 1, ()))
        [change] = batch.put([tie], import_id=number)
        batch.end_import(number, rows=1, outcomes={})
    forms = [person_form(scene, number) for number in numbers]
    return {"one": forms[0], "other": forms[1], "closeness": closeness, "on": answer.on.isoformat(), "change": change}


def _steps(scene: Scene, texts: dict[tuple[EntityId, EntityId], str]) -> Iterator[Step]:
    """The ties of the best possible asks, leaving out those of which somebody has told already."""
    choices = sorted(possible_asks(scene), key=lambda choice: (-choice.candidate.worth, choice.key))[:_LOOKED_AT]
    for choice, ties in _with_ties(scene, choices):
        people = [scene.view.snapshot.person_entity(number) for number in stops(choice.found)]
        for one, other, tie in zip(people, people[1:], ties, strict=False):
            if _TOLD.isdisjoint(told.kind for told in tie.told):
                texts.setdefault((one, other), tie.text)
                yield Step(one, other, tie.strength, choice.candidate.worth)


def _with_ties(scene: Scene, choices: list[AskChoice]) -> Iterator[tuple[AskChoice, tuple[TieShown, ...]]]:
    found = [(choice.found, search_at(scene, choice.account)) for choice in choices]
    paths = warm_paths(scene, found, None)
    return ((choice, path.ties) for choice, path in zip(choices, paths, strict=True))


def _form(scene: Scene, question: TieQuestion, texts: dict[tuple[EntityId, EntityId], str]) -> Json:
    snapshot = scene.view.snapshot
    one, other = (snapshot.person(who) for who in (question.one, question.other))
    return {
        "one": None if one is None else person_form(scene, one),
        "other": None if other is None else person_form(scene, other),
        "know": question.know,
        "because": texts.get((question.one, question.other), ""),
        "asks": question.asks,
        "swing": question.swing,
    }


def _record(store: Store, person: EntityId) -> RecordKey:
    return store.records_of(person)[0].record.key
