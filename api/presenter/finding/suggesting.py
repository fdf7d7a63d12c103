"""What the letters typed so far could mean: accounts by name or domain, and people by name or address."""

from __future__ import annotations

from api.presenter.finding.account_names import Near, accounts_called
from api.presenter.finding.lookup import company_identified, is_address, person_identified
from api.presenter.finding.naming import people_called
from api.presenter.forms import Json, account_form, person_form
from api.presenter.sharing.whose import strangers
from api.workspace import Scene
from orbit.names.typed import Kind
from orbit.store.base import Store

# Where so much answers to what was typed, nothing that is only nearly called so is shown.
_ENOUGH = 3
# Accounts and people are shown among each other, by how near what was typed is to their names.
_ACCOUNTS = {Near.WHOLE: 1, Near.BEGUN: 2, Near.WORD_BEGUN: 4, Near.HELD: 7, Near.NEARLY: 8}
_PEOPLE = {Kind.WHOLE: 0, Kind.WORDS: 3, Kind.BEGUN: 5, Kind.SHORT_FORM: 6, Kind.SLIPPED: 9}


def suggest_answer(store: Store, scene: Scene, text: str, limit: int) -> Json:
    """The designed JSON of `GET /v1/suggest`: accounts and people, each with a word to tell them apart."""
    alone = _identified(store, scene, text)
    if is_address(text):
        return {"items": [alone] if alone else []}
    named = _named(store, scene, text, limit, enough=0 if alone else _ENOUGH)
    items = [alone, *(one for one in named if one["id"] != alone["id"])] if alone else named
    return {"items": items[:limit]}


def _named(store: Store, scene: Scene, text: str, limit: int, *, enough: int) -> list[Json]:
    """Accounts and people by name, at least half of `limit` of each if there are so many."""
    accounts = accounts_called(scene, text, limit, enough=enough)
    people = people_called(scene, text, strangers(store, scene), limit, enough=enough)
    half = limit // 2
    ranked = [
        *((_ACCOUNTS[one.near], True, one.number) for one in accounts[: max(limit - half, limit - len(people))]),
        *((_PEOPLE[one.likeness.kind], False, one.number) for one in people[: max(half, limit - len(accounts))]),
    ]
    ranked.sort(key=lambda one: one[0])
    return [_account(scene, number) if is_account else _person(scene, number) for _, is_account, number in ranked]


def _identified(store: Store, scene: Scene, text: str) -> Json | None:
    """The one person or company to whom a domain, an address or an id belongs."""
    person = person_identified(store, scene, text)
    if person is not None:
        return _person(scene, person)
    company = company_identified(store, scene, text)
    return None if company is None else _account(scene, company)


def _account(scene: Scene, number: int) -> Json:
    form = account_form(scene, number)
    return {"is": "account", "id": form["id"], "name": form["name"], "detail": form["domain"] or ""}


def _person(scene: Scene, number: int) -> Json:
    form = person_form(scene, number)
    detail = ", ".join(form[part] for part in ("title", "company") if form[part])
    return {"is": "person", "id": form["id"], "name": form["name"], "detail": detail}
