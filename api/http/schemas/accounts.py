"""Accounts and the ways into them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from api.http.schemas.parts import AccountName, Evidence, Named, Packet, PathPerson, Share, SignalOut, VerdictOut
from orbit.model import AccountKind


class AccountItem(AccountName):
    """An account in a list; `heat` says how good a moment now is."""

    kind: AccountKind | None
    owner: str | None
    heat: float
    signals: list[SignalOut]


class AccountsOut(BaseModel):
    """One page of accounts, hottest first; `next_cursor` leads to the next page."""

    items: list[AccountItem]
    next_cursor: str | None


class Hit(AccountName):
    """One account that a search found."""

    kind: AccountKind | None


class SearchOut(BaseModel):
    """The accounts closest to what was typed, best first."""

    items: list[Hit]


class Contribution(BaseModel):
    """One kind of fact behind a tie: its probability and cap, or how close somebody said that they are."""

    kind: str
    text: str
    p: float | None = None
    cap: float | None = None
    closeness: float | None = None
    weight: float | None = None


class Hop(BaseModel):
    """Why two neighbours on a path may know each other; `strength` is the probability that a request gets over."""

    from_: Annotated[str, Field(alias="from")]
    to: str
    strength: Share
    kind: str
    text: str
    evidence: list[Evidence]
    contributions: list[Contribution]


class PathOut(BaseModel):
    """One way to a named person; `score` is the product of `factors`, `weakest` the smallest of them.

    `contributions` holds, for each factor, the numbers that multiply to it. `packet` is null where nobody may be asked.
    """

    id: str
    score: Share
    chance: str
    people: list[PathPerson]
    hops: list[Hop]
    factors: dict[str, float]
    weakest: str
    contributions: dict[str, dict[str, float | list[float]]]
    verdict: VerdictOut
    packet: Packet | None = None


class NoPath(BaseModel):
    """Why there is no path yet, and what would create one, cheapest first."""

    reason: str
    suggestions: list[str]


class PathsOut(BaseModel):
    """The ranked paths into one account, strongest first."""

    account: AccountName
    as_of: date
    revision: int
    requester: Named | None
    signals: list[SignalOut]
    paths: list[PathOut]
    no_path: NoPath | None
