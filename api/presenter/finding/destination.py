"""Into which account somebody wants: who names a person instead is told where that person works."""

from __future__ import annotations

from api.presenter.finding.lookup import find_company
from api.presenter.finding.suggesting import suggest_answer
from api.presenter.forms import Json, account_form
from api.workspace import Scene
from orbit.errors import NotFound
from orbit.graph.targets import NOBODY
from orbit.model import EntityId
from orbit.store.base import Store

_SHOWN = 3


def find_destination(store: Store, scene: Scene, key: str) -> int:
    """The company number that a key means; raises NotFound with the nearest accounts, or those of the person meant."""
    try:
        return find_company(store, scene, key)
    except NotFound as error:
        meant = suggest_answer(store, scene, key, _SHOWN)["items"]
        people = [one for one in meant if one["is"] == "person"]
        if not people or meant[0] != people[0]:
            raise
        raise _person_instead(scene, key, people) from error


def _person_instead(scene: Scene, key: str, people: list[Json]) -> NotFound:
    """The refusal that leads from people to the accounts where they work."""
    employers = [_employer(scene, one["id"]) for one in people]
    labels = list(dict.fromkeys(f"{one['name']} ({one['domain'] or one['id']})" for one in employers if one))
    told = _told(people[0]) if len(people) == 1 else f"{key!r} may be one of {len(people)} people, and no account"
    end = "Ask for the paths into their account." if labels else "Where they work is not known. Name an account."
    return NotFound(f"{told}. {end}", labels, key)


def _told(person: Json) -> str:
    job = f" ({person['detail']})" if person["detail"] else ""
    return f"{person['name']}{job} is a person and no account"


def _employer(scene: Scene, person: str) -> Json | None:
    """The company where somebody works on the scene's day; None where that is not known."""
    number = scene.view.snapshot.person(EntityId(person))
    job = NOBODY if number is None else int(scene.view.jobs[number])
    return None if job == NOBODY else account_form(scene, int(scene.view.places.company[job]))
