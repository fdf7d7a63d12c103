"""An ask that is planned, judged as if it were not: the slot that it takes must not stand in its own way."""

from __future__ import annotations

from dataclasses import replace

from api.presenter.forms import Json
from api.presenter.packets.packets import packet_form, packet_of
from api.presenter.paths.asked import PathsRequest, Question
from api.presenter.paths.sides import side_of
from api.presenter.paths.warm import Asker
from api.workspace import Scene
from orbit.asks.gate.verdict import Verdict
from orbit.asks.log.ask import Ask
from orbit.asks.log.history import history
from orbit.model import EntityId
from orbit.store.base import Store


def verdict_beside(scene: Scene, asker: Asker, ask: Ask, connector: EntityId) -> Verdict:
    """May the connector of an ask be asked, going by what else was asked of them?"""
    others = [each for each in scene.asks if each.plan.connector == connector and each.id != ask.id]
    past = history(others, scene.as_of)
    return scene.gate.verdict(connector, asker.requester, past)


def packet_beside(
    store: Store, scene: Scene, asker: Asker, ask: Ask, decided: Verdict, *, reword: bool = False
) -> Json | None:
    """The words of a planned ask under that verdict; None where there is no path any more, or no reason now."""
    snapshot, plan = scene.view.snapshot, ask.plan
    people = [snapshot.person(person) for person in (plan.connector, plan.target) if person is not None]
    account = None if plan.account is None else snapshot.company(plan.account)
    known = [number for number in people if number is not None]
    if account is None or len(known) < 2:
        return None
    question = Question.of(store, scene, account, asker, PathsRequest(None, None, 1, scene.as_of))
    path = side_of(scene, question, (known[0], known[1])).path
    if path is None:
        return None
    return packet_form(packet_of(scene, replace(path, verdict=decided), account, asker, reword=reword))
