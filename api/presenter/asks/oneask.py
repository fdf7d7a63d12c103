"""One ask with its words, for as long as they are needed: until the connector has forwarded them, or has said no."""

from __future__ import annotations

from api.presenter.asks.asks import ask_form, known_ask
from api.presenter.asks.planned import packet_beside, verdict_beside
from api.presenter.forms import Json
from api.presenter.paths.warm import Asker
from api.presenter.sharing.masking import is_masked
from api.presenter.week.reps import requester_of
from api.workspace import Scene
from orbit.asks.log.ask import Ask, EventKind
from orbit.asks.terms import AskState, Status
from orbit.store.base import Store

_ASKED = frozenset({AskState.SENT, AskState.ACCEPTED})
# After these an ask that had ended may need its words again.
_BRINGS_BACK = frozenset({EventKind.TAKEN_BACK, EventKind.ACCEPTED})


def one_ask(store: Store, scene: Scene, number: int) -> Json:
    """The designed JSON of `orbit ask show` and `GET /v1/asks/{id}`; raises NotFound."""
    ask = known_ask(scene, number)
    words = _packet(store, scene, ask, asked=ask.state in _ASKED) if _needs(ask) else None
    return with_words(scene, ask, words)


def words_before(store: Store, scene: Scene, number: int, kind: EventKind) -> Json | None:
    """The words that an ask needs once an event is logged of it; worked out before anything is written."""
    ask = next((ask for ask in scene.asks if ask.id == number), None)
    if ask is None or not (_needs(ask) or kind in _BRINGS_BACK):
        return None
    return _packet(store, scene, ask, asked=kind is EventKind.SENT or ask.asked_on is not None)


def with_words(scene: Scene, ask: Ask, packet: Json | None) -> Json:
    """One ask as `ask_form` tells it, with its packet as long as that is needed, and the policy that both rest on."""
    return ask_form(scene, ask) | {"packet": packet if _needs(ask) else None, "policy": scene.policy.digest}


def _needs(ask: Ask) -> bool:
    return ask.state in {AskState.PLANNED, *_ASKED}


def _packet(store: Store, scene: Scene, ask: Ask, *, asked: bool) -> Json | None:
    plan = ask.plan
    number = None if plan.requester is None else scene.view.snapshot.person(plan.requester)
    if plan.connector is None or number is None or is_masked(scene, plan.connector):
        return None
    asker = Asker(number, requester_of(scene, plan.requester))
    decided = verdict_beside(scene, asker, ask, plan.connector)
    if asked and decided.status is Status.BLOCKED:
        # Who was asked already waits for the words that they were promised.
        decided = decided._replace(status=Status.OPEN)
    return packet_beside(store, scene, asker, ask, decided, reword=True)
