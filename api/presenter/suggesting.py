"""What the letters typed so far could mean: accounts first, then people."""

from __future__ import annotations

from api.presenter.forms import Json, account_form, person_form
from api.presenter.lookup import find_person, search_accounts
from api.workspace import Scene
from orbit.errors import NotFound
from orbit.store.base import Store


def suggest_answer(store: Store, scene: Scene, text: str, limit: int) -> Json:
    """The accounts and the person that a text could mean, with a word to tell them apart."""
    found = [_account(scene, number) for number in search_accounts(scene, text, limit)]
    person = _person(store, scene, text)
    return {"items": [*([person] if person else []), *found][:limit]}


def _account(scene: Scene, number: int) -> Json:
    form = account_form(scene, number)
    return {"is": "account", "id": form["id"], "name": form["name"], "detail": form["domain"] or ""}


def _person(store: Store, scene: Scene, text: str) -> Json | None:
    try:
        form = person_form(scene, find_person(store, scene, text))
    except NotFound:
        return None
    detail = ", ".join(word for word in (form["title"], form["company"]) if word)
    return {"is": "person", "id": form["id"], "name": form["name"], "detail": detail}
