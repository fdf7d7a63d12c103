"""Which champions may be asked: newest value event first."""

from __future__ import annotations

from api.presenter.forms import Json, person_form, verdict_form
from api.workspace import Scene
from orbit.asks.champions import Candidate, ChampionSearch, candidates
from orbit.asks.gate import Requester


def champions_answer(scene: Scene, rep: Requester | None) -> Json:
    """The champions of a rep's accounts, or of all accounts."""
    search = ChampionSearch(everybody=rep is None)
    rows = candidates(rep or scene.anybody, scene.book, scene.as_of, scene.policy, search)
    forms = ((row, scene.view.snapshot.person(row.champion.person)) for row in rows)
    return {
        "as_of": scene.as_of.isoformat(),
        "items": [_form(scene, row, number) for row, number in forms if number is not None],
    }


def _form(scene: Scene, row: Candidate, number: int) -> Json:
    company = scene.view.snapshot.company(row.champion.company)
    trigger = row.trigger
    return {
        "person": person_form(scene, number, "connector"),
        "account": None if company is None else scene.view.snapshot.name_of_company(company),
        "layer": row.champion.layer.value if row.champion.layer else None,
        "trigger": None if trigger is None else {"kind": trigger.kind.value, "on": trigger.on.isoformat()},
        "tier1": row.tier1,
        "fits_filter": row.mined,
        "missing_layers": [layer.value for layer in row.missing_layers],
        "verdict": verdict_form(row.verdict),
    }
