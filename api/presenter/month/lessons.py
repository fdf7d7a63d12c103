"""What the asks until a day teach, for answers that rest on it."""

from __future__ import annotations

from collections.abc import Sequence

from api.presenter.forms import Json
from api.workspace import Scene
from orbit.asks.learn.learning import Bin, Lessons, lessons
from orbit.asks.log.ask import Ask
from orbit.graph.snapshot import SENIORITIES
from orbit.graph.targets import NOBODY
from orbit.model import EntityId
from orbit.policy import Policy
from orbit.titles import Seniority


def lessons_of(scene: Scene, untaught: Policy) -> Lessons:
    """What the asks until the scene's day teach, against the policy without what was learned before."""
    return lessons(scene.asks, lambda who: _seniority(scene, who), untaught, scene.as_of, scene.policy)


def lessons_from(scene: Scene, asks: Sequence[Ask]) -> Lessons:
    """The same from some of the asks."""
    return lessons(asks, lambda who: _seniority(scene, who), scene.policy, scene.as_of, scene.policy)


def calibration_form(told: Lessons) -> Json:
    """How honest the chances were: for asks of about one chance, what was said and what came true."""
    return {"brier": told.brier, "usual": told.usual, "bins": [_bin_form(one) for one in told.bins]}


def _bin_form(one: Bin) -> Json:
    return {"low": one.low, "high": one.high, "asks": one.asks, "said": round(one.said, 4), "real": round(one.real, 4)}


def learned_of(scene: Scene, connector: EntityId) -> float:
    """How many times as often as others of their circle a connector has said yes, drawn towards 1."""
    people = scene.once("lessons", lambda _: lessons_of(scene, scene.policy)).people
    return people[connector].ratio if connector in people else 1.0


def _seniority(scene: Scene, who: EntityId) -> Seniority:
    number = scene.view.snapshot.person(who)
    job = NOBODY if number is None else int(scene.view.jobs[number])
    return Seniority.UNKNOWN if job == NOBODY else SENIORITIES[scene.view.places.seniority[job]]
