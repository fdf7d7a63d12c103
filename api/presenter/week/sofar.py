"""What the log of asks means for the plan of a week: asks of this week stay, and nobody is asked for twice.

Whoever was taken off the list by hand is no candidate until the day that the skip names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from api.presenter.sharing.masking import is_masked
from api.presenter.week.choices import AskChoice, Key
from api.workspace import Scene
from orbit.asks.log.ask import Ask, EventKind, as_known_on
from orbit.asks.log.history import asked_for
from orbit.asks.log.skipping import skips
from orbit.asks.plan.week import Conditions
from orbit.asks.terms import AskState
from orbit.model import EntityId


@dataclass(frozen=True, slots=True)
class SoFar:
    """What could be asked, what the plan starts from, the logged asks among them, and the skips by target."""

    choices: dict[Key, AskChoice]
    given: Conditions
    logged: Mapping[Key, Ask]
    skipped: Mapping[EntityId, Ask] = field(default_factory=dict)


def so_far(scene: Scene, found: Mapping[Key, AskChoice]) -> SoFar:
    """Set what the log tells of the scene's day against what could be asked."""
    day = scene.as_of
    asks = [known for ask in scene.asks if (known := as_known_on(ask, day)) is not None]
    skipped = skips(asks, day, scene.policy.load)
    free = {key: choice for key, choice in found.items() if choice.candidate.target.id not in skipped}
    choices = _without_bound(free, asks, day)
    logged = {key: ask for ask in asks if _is_of_week(ask, day) and (key := _key_of(ask)) in choices}
    under_way = asked_for(asks, day, scene.policy.load)
    given = Conditions(
        locked=tuple(choices[key].candidate for key in sorted(logged)),
        history=scene.history,
        as_of=day,
        asked_for={target: _name_of(scene, ask.plan.connector) for target, ask in under_way.items()},
    )
    return SoFar(choices, given, logged, skipped)


def _without_bound(found: Mapping[Key, AskChoice], asks: list[Ask], day: date) -> dict[Key, AskChoice]:
    """Say until when each target is bound to another vendor, as far as an ask brought that to light."""
    told = ((ask.plan.target, ask.next_on) for ask in asks if ask.on(EventKind.LOCKED_IN))
    bound = {target: until for target, until in told if until is not None and until > day}
    return {key: _bound(choice, bound.get(choice.candidate.target.id)) for key, choice in found.items()}


def _bound(choice: AskChoice, until: date | None) -> AskChoice:
    return choice if until is None else replace(choice, candidate=replace(choice.candidate, locked_until=until))


def _is_of_week(ask: Ask, day: date) -> bool:
    on = ask.asked_on or ask.planned_on
    return ask.state is not AskState.WITHDRAWN and on.isocalendar()[:2] == day.isocalendar()[:2]


def _key_of(ask: Ask) -> Key | None:
    plan = ask.plan
    if plan.requester is None or plan.connector is None or plan.target is None:
        return None
    return plan.requester, plan.connector, plan.target


def _name_of(scene: Scene, person: EntityId | None) -> str:
    number = None if person is None else scene.view.snapshot.person(person)
    return "somebody else" if number is None or is_masked(scene, person) else scene.view.snapshot.name_of_person(number)
