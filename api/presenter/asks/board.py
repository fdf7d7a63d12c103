"""The log of asks as a board: a column for each stretch of an ask's life, the newest first in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from api.presenter.asks.asks import AsksWanted, Chosen, ask_form, is_wanted, known_asks
from api.presenter.forms import Json
from api.workspace import Scene
from orbit.asks.terms import AskState

# Which states stand in which column; every state stands in one.
COLUMNS: Mapping[str, tuple[AskState, ...]] = {
    "planned": (AskState.PLANNED,),
    "sent": (AskState.SENT,),
    "accepted": (AskState.ACCEPTED,),
    "forwarded": (AskState.FORWARDED, AskState.REPLIED),
    "meeting": (AskState.MEETING, AskState.OPPORTUNITY, AskState.WON),
    "ended": (AskState.NOT_NOW, AskState.DECLINED, AskState.LOST, AskState.WITHDRAWN),
}
_SHOWN = 12


def board_answer(scene: Scene, wanted: AsksWanted, chosen: Chosen) -> Json:
    """Every column with how many asks it holds and the first of them, and how many asks there are of each state."""
    asks = [ask for ask in reversed(known_asks(scene)) if chosen.fits(ask)]
    fitting = [ask for ask in asks if is_wanted(scene, ask, wanted)]
    due = [ask for ask in asks if is_wanted(scene, ask, AsksWanted(due=True))]
    columns = []
    for name, states in COLUMNS.items():
        there = [ask for ask in fitting if ask.state in states]
        items = [ask_form(scene, ask) for ask in islice(there, _SHOWN)]
        columns.append({"name": name, "states": _values(states), "count": len(there), "items": items})
    return {
        "as_of": scene.as_of.isoformat(),
        "columns": columns,
        "count": len(fitting),
        "due": len(due),
        "all": len(asks),
    }


def _values(states: Sequence[AskState]) -> list[str]:
    return [state.value for state in states]
