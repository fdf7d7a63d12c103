"""What stands beside a rep's asks of the week: how far they are, and what was taken off the list by hand."""

from __future__ import annotations

from collections.abc import Mapping

from api.presenter.asks.asks import company_form, known_asks, party_form
from api.presenter.forms import Json
from api.presenter.paths.warm import Asker
from api.workspace import Scene
from orbit.asks.log.ask import Ask
from orbit.asks.log.skipping import skipped_until
from orbit.asks.month.months import Month
from orbit.model import EntityId


def counts_form(scene: Scene, asker: Asker, named: int) -> Json:
    """Named candidates of the week beside the floor, and asks made in the month beside its target."""
    policy = scene.policy
    return {
        "named": named,
        "named_floor": min(policy.plan.named_floor, policy.plan.asks_per_rep),
        "made": scene.once("asks made", _made).get(asker.requester.entity, 0),
        "asks_per_month": policy.measure.asks_per_month,
    }


def skips_form(scene: Scene, asker: Asker, skipped: Mapping[EntityId, Ask]) -> list[Json]:
    """The asks that were taken off a rep's list, the latest first: by whom, why, and until when."""
    theirs = [ask for ask in skipped.values() if ask.plan.requester == asker.requester.entity]
    return [_skip_form(scene, ask) for ask in sorted(theirs, key=lambda ask: -ask.id)]


def _skip_form(scene: Scene, ask: Ask) -> Json:
    last, until = ask.live[-1], skipped_until(ask, scene.as_of)
    return {
        "id": ask.id,
        "connector": party_form(scene, ask.plan.connector, "connector"),
        "target": party_form(scene, ask.plan.target, "target"),
        "account": company_form(scene, ask.plan.account),
        "by": last.by,
        "note": last.note,
        "on": last.on.isoformat(),
        "until": None if until is None else until.isoformat(),
    }


def _made(scene: Scene) -> dict[EntityId, int]:
    """How many asks each rep has made in the month of the scene's day."""
    month, made = Month.of(scene.as_of), dict[EntityId, int]()
    for ask in known_asks(scene):
        if ask.plan.requester is not None and ask.asked_on is not None and Month.of(ask.asked_on) == month:
            made[ask.plan.requester] = made.get(ask.plan.requester, 0) + 1
    return made
