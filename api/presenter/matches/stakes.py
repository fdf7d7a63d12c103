"""How much hangs on a question: whether a path that is shown, or a target account, rests on one of the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.presenter.forms import heat_of
from api.presenter.paths.asked import search_at
from api.workspace import Scene
from orbit.asks.log.history import is_under_way
from orbit.graph.targets import NOBODY, reply_of
from orbit.model import AccountKind, Circle, EntityId, EntityKind

_OURS = {
    Circle.TEAM: "a colleague of ours",
    Circle.CHAMPION: "one of our champions",
    Circle.ADVISOR: "one of our advisors",
    Circle.BOARD: "on our board",
    Circle.INVESTOR: "a partner at one of our investors",
    Circle.EX_CUSTOMER: "a former customer of ours",
}
_KINDS = {
    AccountKind.TARGET: "a target account",
    AccountKind.CUSTOMER: "a customer",
    AccountKind.FORMER_CUSTOMER: "a former customer",
}
# A target account without any signal still counts, a little; a customer is where champions come from.
_QUIET = 0.1
# Whom none of our people reaches matters less, but the answer may be what makes a way to them.
_UNREACHED = 0.1
# From so many people on whose employer is in question, more make no difference to the order.
_MANY = 20


@dataclass(frozen=True, slots=True)
class Stake:
    """How much hangs on an answer, 0 for nothing that is shown; and why, in words."""

    value: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """What one of two entities brings to a path: as one of ours, as somebody at an account, as somebody reached."""

    ours: float = 0.0
    account: float = 0.0
    reached: float = 0.0
    asked: bool = False
    words: tuple[str, ...] = ()


def stake_of(scene: Scene, kind: EntityKind, between: Sequence[EntityId]) -> Stake:
    """Say how much hangs on whether two entities are one.

    As one they would have the ways to either and the job of either: so the better of each counts.
    """
    sides = [(_person if kind is EntityKind.PERSON else _company)(scene, entity) for entity in between]
    ours, account = max(side.ours for side in sides), max(side.account for side in sides)
    reached = max(side.reached for side in sides)
    asked = float(any(side.asked for side in sides))
    value = asked + ours + account * (_UNREACHED + reached)
    return Stake(round(value, 4), tuple(dict.fromkeys(words for side in sides for words in side.words)))


def _person(scene: Scene, entity: EntityId) -> _Side:
    view = scene.view
    number = view.snapshot.person(entity)
    if number is None:
        return _Side()
    ours, job = float(view.reach.willing[number]), int(view.jobs[number])
    asked = entity in _asked(scene)
    account, words = (0.0, ()) if job == NOBODY else _employer(scene, int(view.places.company[job]))
    if account:
        search = search_at(scene, int(view.places.company[job]))
        account *= reply_of(view.places, job, search, scene.policy.reply).value
    told = (*_ours(scene, entity, ours), *(("part of an ask under way",) if asked else ()), *words)
    return _Side(ours, account, float(view.reach.value[number]), asked, told)


def _company(scene: Scene, entity: EntityId) -> _Side:
    number = scene.view.snapshot.company(entity)
    if number is None:
        return _Side()
    account, words = _account(scene, number)
    staff = scene.view.staff.company_at
    people = int(staff[number + 1]) - int(staff[number])
    named = (f"{scene.view.snapshot.name_of_company(number)} is {words}",) if words else ()
    known = (f"{people:,} {'person works' if people == 1 else 'people work'} there",) if people and not words else ()
    return _Side(0.0, account, min(1.0, people / _MANY), entity in _asked(scene), (*named, *known))


def _ours(scene: Scene, entity: EntityId, willing: float) -> Iterator[str]:
    helper = scene.helper(entity) if willing > 0 else None
    if helper is not None:
        yield _OURS[helper.circle]


def _employer(scene: Scene, company: int) -> tuple[float, tuple[str, ...]]:
    value, words = _account(scene, company)
    return value, (f"works at {scene.view.snapshot.name_of_company(company)}, {words}",) if words else ()


def _account(scene: Scene, company: int) -> tuple[float, str]:
    """How much an account counts, and what it is to us; 0 for a company that is none."""
    known = scene.book.account(scene.view.snapshot.company_entity(company), scene.as_of)
    if known is None:
        return 0.0, ""
    if known.kind is not AccountKind.TARGET:
        return _QUIET, _KINDS[known.kind]
    heat = heat_of(scene, company)
    fresh = " with a fresh signal" if heat.parts else ""
    return max(_QUIET, heat.value), _KINDS[known.kind] + fresh


def _asked(scene: Scene) -> frozenset[EntityId]:
    """Everybody and every account of which an ask under way tells."""
    return scene.once("asked about", _under_way)


def _under_way(scene: Scene) -> frozenset[EntityId]:
    plans = (ask.plan for ask in scene.asks if is_under_way(ask, scene.as_of, scene.policy.load))
    return frozenset(each for plan in plans for each in (plan.connector, plan.target, plan.account) if each)
