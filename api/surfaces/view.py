"""What the panel shows of a record: its account, why now, the best ways in, and what was asked before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from api.http.presenting import Presenter
from api.presenter import AsksWanted, PathsRequest
from api.surfaces.references import Records, Several, bearer_of
from orbit.asks.terms import AskState
from orbit.errors import NotFound
from orbit.names import email_address, linkedin_slug

Json = dict[str, Any]
SHOWN = 3
_MOST_LOOKED_AT = 50
_MOST_ASKS = 100
_REFERENCE = re.compile(r"[\w-]+:[^:\s/]*:[\w-]+:[^\s/]+")
_LABEL = re.compile(r"(.+) \(([^()\s]+\.[^()\s]+)\)")
_OF_PERSON = "per_"


@dataclass(frozen=True, slots=True)
class Panel:
    """One record as the panel shows it.

    `person` is whom the record is about, if anybody; `to_others` says that no path leads to them, so that the paths
    lead to others at their company. `asked` holds the ask that was made of a path, by the path's id.
    """

    account: Json
    person: Json | None
    paths: tuple[Json, ...]
    no_path: Json | None
    to_others: bool
    asked: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Near:
    """An account that may have been meant: its name, and the key that means it alone."""

    name: str
    key: str

    @classmethod
    def of(cls, label: str) -> Near:
        """Read a label such as `Snowpeak (snowpeak.example)`."""
        parts = _LABEL.fullmatch(label)
        return cls(label, label) if parts is None else cls(parts[1], parts[2])


@dataclass(frozen=True, slots=True)
class Nothing:
    """No account answers to the key; `nearest` are those closest to it, and `person` is one who works nowhere known.

    `several` says that the key could be a record of more than one account of a CRM.
    """

    key: str
    nearest: tuple[Near, ...] = ()
    person: Json | None = None
    several: Several | None = None


def panel_of(presenter: Presenter, records: Records, key: str, user: str, today: date) -> Panel | Nothing:
    """Look up what a key means, and what the panel shows of it to this user."""
    wanted = bearer_of(records, key) if _REFERENCE.fullmatch(key) else key
    if wanted is None or isinstance(wanted, Several):
        return Nothing(key, several=wanted)
    person = _person(presenter, wanted, today)
    if person is not None and person["company"] is None and wanted.startswith(_OF_PERSON):
        return Nothing(key, person=person)
    try:
        account = presenter.account((person["company"] if person else None) or wanted, as_of=today)
    except NotFound as error:
        return Nothing(key, tuple(map(Near.of, error.nearest)), person)
    answer = _answer(presenter, account["id"], user, person, today)
    paths = tuple(answer["paths"])
    to_them = any(path["people"][-1]["id"] == person["id"] for path in paths) if person else True
    asks = presenter.asks(AsksWanted(account=account["id"], limit=_MOST_ASKS), rep=None, as_of=today)["items"]
    return Panel(
        account={**account, "signals": answer["signals"][:SHOWN]},
        person=person,
        paths=paths,
        no_path=answer["no_path"],
        to_others=not to_them,
        asked=_asked(paths, asks),
    )


def connector_of(path: Mapping[str, Any]) -> Json | None:
    """Whom to ask on a path; None where the requester knows the target."""
    return next((person for person in path["people"] if person["role"] == "connector"), None)


def _person(presenter: Presenter, key: str, today: date) -> Json | None:
    if not (linkedin_slug(key) or email_address(key) or key.startswith(_OF_PERSON)):
        return None
    try:
        found: Json = presenter.person(key, as_of=today)["person"]
    except NotFound:
        return None
    return found


def _answer(presenter: Presenter, account: str, user: str, person: Json | None, today: date) -> Json:
    """The ways in, in the name of the user where they are a colleague whom the workspace knows."""
    request = PathsRequest(None, None, SHOWN, today)
    if person:
        request = replace(request, limit=_MOST_LOOKED_AT, towards=person["id"], most=SHOWN)
    if "@" in user:
        try:
            return presenter.paths(account, replace(request, requester=user))
        except NotFound:
            pass
    return presenter.paths(account, request)


def _asked(paths: tuple[Json, ...], asks: list[Json]) -> dict[str, Json]:
    by_parties = {_parties(ask): ask for ask in reversed(asks) if ask["state"] != AskState.WITHDRAWN}
    made = {path["id"]: by_parties.get(_of(path)) for path in paths}
    return {id_: ask for id_, ask in made.items() if ask is not None}


def _parties(ask: Mapping[str, Any]) -> tuple[str, str]:
    """Who was asked for whom, by id; an empty id for who was erased."""
    return _id(ask["connector"]), _id(ask["target"])


def _of(path: Mapping[str, Any]) -> tuple[str, str]:
    return _id(connector_of(path)), _id(path["people"][-1])


def _id(person: Mapping[str, Any] | None) -> str:
    return "" if person is None else str(person["id"])
