"""What the asks so far teach, and what this week's list would be under it."""

from __future__ import annotations

from collections.abc import Iterator

from api.presenter.forms import Json, person_form
from api.presenter.month.lessons import calibration_form, lessons_of
from api.presenter.week.week import week_plan
from api.workspace import Scene, Workspace
from orbit.asks.learn.learning import Lesson, Lessons, learned_toml
from orbit.asks.plan.choose import AskCandidate
from orbit.model import EntityId
from orbit.policy import Policy, load_policy

_PEOPLE_SHOWN = 10
# Whoever answers nearly as their circle does is not worth a line.
_TELLING = 0.05


def learning_answer(workspace: Workspace, scene: Scene) -> Json:
    """The lessons, how honest the chances were, and which asks of this week would change."""
    told = lessons_of(scene, _with(workspace, ""))
    text = learned_toml(told)
    return {
        "as_of": scene.as_of.isoformat(),
        "policy": scene.policy.digest,
        "willing": [{"circle": circle.value} | _lesson_form(lesson) for circle, lesson in told.willing.items()],
        "reply": [{"seniority": one.value} | _lesson_form(lesson) for one, lesson in told.reply.items()],
        "people": list(_people(scene, told)),
        "calibration": calibration_form(told),
        "week": _week_form(workspace, scene, text),
        "learned": text,
    }


def _week_form(workspace: Workspace, scene: Scene, learned: str) -> Json:
    taught = Workspace(workspace.settings, workspace.store, _with(workspace, learned))
    before, after = _asks(scene), _asks(taught.scene(scene.as_of))
    taught.finish_keeping()
    return {
        "added": [_ask_form(after[key]) for key in after if key not in before],
        "dropped": [_ask_form(before[key]) for key in before if key not in after],
        "kept": sum(key in after for key in before),
    }


def _with(workspace: Workspace, learned: str) -> Policy:
    own = workspace.settings.policy
    return load_policy(own.read_text(encoding="utf-8") if own.exists() else None, learned)


def _asks(scene: Scene) -> dict[tuple[EntityId, EntityId, EntityId], AskCandidate]:
    asks = [ask for week in week_plan(scene).weeks for ask in week.asks]
    return {(ask.rep, ask.connector.id, ask.target.id): ask for ask in asks}


def _ask_form(ask: AskCandidate) -> Json:
    parties = {"connector": ask.connector, "target": ask.target, "account": ask.account}
    return {name: {"id": party.id, "name": party.name} for name, party in parties.items()} | {"score": ask.score}


def _lesson_form(lesson: Lesson) -> Json:
    return {
        "prior": lesson.prior,
        "asks": lesson.asks,
        "expected": round(lesson.expected, 4),
        "real": lesson.real,
        "value": round(lesson.value, 4),
    }


def _people(scene: Scene, told: Lessons) -> Iterator[Json]:
    """Those who answer most unlike their circle."""
    far = {
        who: abs(one.value - one.prior) for who, one in told.people.items() if abs(one.value - one.prior) >= _TELLING
    }
    for who in sorted(far, key=lambda who: (-far[who], who))[:_PEOPLE_SHOWN]:
        number = scene.view.snapshot.person(who)
        if number is not None:
            yield person_form(scene, number) | _lesson_form(told.people[who])
