"""One account: why now, who gets us in, why that should work, and the words to ask with. And one person."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.responses import Response

from api.presenter import AsksWanted, PathsRequest
from api.web.desk import PageDep, PageDesk
from api.web.drawing import tall, wide
from orbit.model import Circle
from orbit.titles import JobFunction, Seniority

router = APIRouter()
_SHOWN, _MORE, _STAFF = 4, 20, 12
Key = Annotated[str, Path(min_length=1, max_length=512)]


class Wanted(BaseModel):
    """Which paths the reader wants to see; an empty field of a form wants nothing."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    requester: Annotated[str, Field(max_length=320)] = ""
    title: Annotated[str, Field(max_length=200)] = ""
    function: JobFunction | None = None
    seniority: Seniority | None = None
    circle: Circle | None = None
    all: bool = False
    as_of: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, told: Any) -> Any:
        return {name: value for name, value in told.items() if value != ""} if isinstance(told, dict) else told

    def request(self, today: date) -> PathsRequest:
        """The request that the presenter answers."""
        return PathsRequest(
            self.requester or None,
            self.title or None,
            _MORE if self.all else _SHOWN,
            self.as_of or today,
            functions=(self.function,) if self.function else (),
            seniorities=(self.seniority,) if self.seniority else (),
            circles=(self.circle,) if self.circle else (),
            why=True,
        )

    @property
    def narrowed(self) -> bool:
        """Say whether the reader narrowed the list."""
        return any((self.title, self.function, self.seniority, self.circle))


@router.get("/accounts/{key:path}/people")
def people(desk: PageDep, key: Key) -> Response:
    """List everybody known at the account."""
    account = desk.make(lambda: desk.presenter.account(key, as_of=desk.today))
    staff = desk.make(lambda: desk.presenter.staff(key, limit=500, as_of=desk.today))
    return desk.show("staff.html", account=account, staff=staff)


@router.get("/accounts/{key:path}")
def account(desk: PageDep, key: Key, wanted: Annotated[Wanted, Query()]) -> Response:
    """Show the ways into one account."""
    return desk.kept(lambda: _account_page(desk, key, wanted))


def _account_page(desk: PageDesk, key: str, wanted: Wanted) -> Response:
    presenter, today = desk.presenter, desk.today
    answer = presenter.paths(key, wanted.request(today))
    id_ = answer["account"]["id"]
    asks = presenter.asks(AsksWanted(account=id_, limit=50), rep=None, as_of=today)["items"]
    return desk.show(
        "account.html",
        answer=answer,
        account=presenter.account(id_, as_of=today),
        paths=[_path_form(path, asks) for path in answer["paths"]],
        staff=presenter.staff(id_, limit=_STAFF, as_of=today),
        asks=asks,
        wanted=wanted,
        reps=presenter.reps(as_of=today)["items"],
        favours=presenter.favours()["items"],
        choices={"function": list(JobFunction), "seniority": list(Seniority), "circle": list(Circle)},
        more=len(answer["paths"]) == _SHOWN and not wanted.all,
        form_key=lambda: secrets.token_hex(16),
    )


def _path_form(path: dict[str, Any], asks: list[dict[str, Any]]) -> dict[str, Any]:
    """A path with its drawings, and with the ask that was made of it already, if any."""
    people = {person["role"]: person["id"] for person in path["people"]}
    made = next((ask for ask in asks if _is_of(ask, people)), None)
    return {**path, "wide": wide(path), "tall": tall(path), "by_role": _by_role(path), "ask": made}


def _by_role(path: dict[str, Any]) -> dict[str, Any]:
    return {person["role"]: person for person in path["people"]}


def _is_of(ask: dict[str, Any], people: dict[str, str]) -> bool:
    parties = [(ask[role] or {}).get("id") for role in ("connector", "target")]
    return ask["state"] != "withdrawn" and parties == [people.get("connector"), people["target"]]


@router.get("/people/{key:path}")
def person(desk: PageDep, key: Key) -> Response:
    """Show one person: where they worked, what each source says of them, and in which circle of ours they are."""
    answer = desk.make(lambda: desk.presenter.person(key, as_of=desk.today))
    return desk.show("person.html", answer=answer)
