"""The asks of the week, and the champions who may be asked."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from api.http.schemas.accounts import PathOut
from api.http.schemas.parts import AccountName, Named, Packet, PathPerson, Share, SignalOut, VerdictOut
from orbit.model import Layer, TriggerKind


class AskOut(BaseModel):
    """One ask of the week: whom to ask for whom, now, and with which words."""

    connector: PathPerson
    target: PathPerson
    account: AccountName
    score: Share
    verdict: VerdictOut
    signals: list[SignalOut]
    path: PathOut
    packet: Packet | None


class RepOut(Named):
    """A rep."""

    email: str


class HeldOut(BaseModel):
    """An ask that was not chosen this week, and why."""

    connector: str
    target: str
    account: str
    rule: str
    reason: str


class RepWeek(BaseModel):
    """One rep's asks; `shortfall` says why there are fewer than wanted."""

    rep: RepOut
    asks: list[AskOut]
    held: list[HeldOut]
    shortfall: str | None


class WeekOut(BaseModel):
    """This week's asks, per rep."""

    week: str
    as_of: date
    reps: list[RepWeek]


class TriggerOut(BaseModel):
    """A value event that opens the window to ask."""

    kind: TriggerKind
    on: date


class ChampionItem(BaseModel):
    """A champion and whether they may be asked today.

    `tier1` and `fits_filter` say how well they fit; `missing_layers` whom we do not know at the customer yet.
    """

    person: PathPerson
    account: str | None
    layer: Layer | None
    trigger: TriggerOut | None
    tier1: bool
    fits_filter: bool
    missing_layers: list[Layer]
    verdict: VerdictOut


class ChampionsOut(BaseModel):
    """Our champions, most recent trigger first."""

    as_of: date
    items: list[ChampionItem]
