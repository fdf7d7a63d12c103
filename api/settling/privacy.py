"""A person who asks what is kept of them, or to be erased."""

from __future__ import annotations

import re
from datetime import datetime

from api.presenter.asks.asks import known_asks
from api.presenter.finding.lookup import find_person
from api.presenter.finding.people import person_answer
from api.presenter.forms import Json, person_form
from api.workspace import Workspace
from orbit.errors import NotFound

_ENTITY = re.compile(r"per_[0-9a-f]{12}")


def found(workspace: Workspace, key: str, *, at: datetime) -> Json:
    """The people that a name, e-mail or address could mean: none, one, or several of one name."""
    scene, store = workspace.scene(at.date()), workspace.store
    try:
        numbers = [find_person(store, scene, key)]
    except NotFound as error:
        ids = [match[0] for match in map(_ENTITY.search, error.nearest) if match]
        numbers = [find_person(store, scene, id_) for id_ in ids]
    return {"items": [person_form(scene, number) for number in numbers]}


def kept_answer(workspace: Workspace, person: str, *, at: datetime) -> Json:
    """The person in short: each record with its source, jobs, roles, and how many asks name them."""
    scene, store = workspace.scene(at.date()), workspace.store
    number = find_person(store, scene, person)
    entity = scene.view.snapshot.person_entity(number)
    asks = sum(entity in {ask.plan.connector, ask.plan.target, ask.plan.requester} for ask in known_asks(scene))
    return person_answer(store, scene, number) | {"asks": asks}
