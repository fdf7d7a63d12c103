"""The asks of the week, and the champions who may be asked."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from api.http.schemas.accounts import PathOut
from api.http.schemas.parts import AccountName, Evidence, Named, Packet, PathPerson, Share, SignalOut, VerdictOut
from orbit.asks.terms import AskState
from orbit.model import Layer, TriggerKind


class LoggedOut(BaseModel):
    """An ask of this week that is in the log already, and how far it has come."""

    id: int
    state: AskState


class AskOut(BaseModel):
    """One ask of the week: whom to ask for whom, now, and with which words."""

    connector: PathPerson
    target: PathPerson
    account: AccountName
    score: Share
    account_value: float
    freshness: Share
    learned: float
    verdict: VerdictOut
    signals: list[SignalOut]
    path: PathOut
    logged: LoggedOut | None
    packet: Packet | None


class RepOut(Named):
    """A rep."""

    email: str


class PlaceOut(BaseModel):
    """An ask by the names in it."""

    connector: str
    target: str
    account: str


class HeldOut(PlaceOut):
    """An ask that was not chosen this week, and why.

    `instead` are the asks that would have to go for it, `less` what the plan would lose by that; None where a rule
    keeps it out whatever else is chosen.
    """

    account_id: str
    rule: str
    reason: str
    score: Share
    less: float | None
    instead: list[PlaceOut]


class SkippedOut(BaseModel):
    """An ask that somebody took off the list: it is in the log under `id`, and may come back on the day `until`."""

    id: int
    connector: PathPerson | None
    target: PathPerson | None
    account: AccountName | None
    by: str
    note: str
    on: date
    until: date | None


class CountsOut(BaseModel):
    """Named candidates of the week beside their floor, and asks made in the month beside its target."""

    named: int
    named_floor: int
    made: int
    asks_per_month: int


class RepWeek(BaseModel):
    """One rep's asks; `shortfall` says why there are fewer than wanted."""

    rep: RepOut
    asks: list[AskOut]
    held: list[HeldOut]
    shortfall: str | None
    skipped: list[SkippedOut]
    counts: CountsOut


class MeritOut(BaseModel):
    """What the asks of all reps come to: introductions to expect, those weighed, and names missing to the floors."""

    introductions: float
    worth: float
    names_missing: int


class PlanOut(MeritOut):
    """The plan of the week beside the one that reps would make by taking turns.

    `gap` is the share by which the best plan there is may be worth more; `timed_out` says that the search was stopped.
    """

    gap: float
    timed_out: bool
    taking_turns: MeritOut


class ChangedAsk(PlaceOut):
    """An ask that would come or go."""

    rep: str
    score: Share


class WhatIfOut(MeritOut):
    """What the supposed changes would do."""

    changes: list[str]
    introductions_before: float
    worth_before: float
    names_missing_before: int
    added: list[ChangedAsk]
    dropped: list[ChangedAsk]


class SlotOut(BaseModel):
    """What the plan gains if a connector could take one ask more."""

    connector: Named
    introductions: float
    worth: float
    names: int


class WeekOut(BaseModel):
    """This week's asks, per rep; `what_if` and `slots` are there when asked for."""

    week: str
    as_of: date
    policy: str
    reps: list[RepWeek]
    plan: PlanOut
    what_if: WhatIfOut | None = None
    slots: list[SlotOut] | None = None


class TriggerOut(BaseModel):
    """A value event that opens the window to ask."""

    kind: TriggerKind
    on: date


class WindowOut(BaseModel):
    """The days, both included, in which a champion may be asked; `days_left` counts from the day of the answer.

    `ask_by` is a target. `expected` where the window opens only if the coming renewal is signed.
    """

    opens_on: date
    closes_on: date
    days_left: int
    ask_by: date | None
    expected: bool


class DisqualifierOut(BaseModel):
    """What stands in the way of an ask, when it lifts as far as that is known, and what would lift it."""

    rule: str
    text: str
    lifts_on: date | None
    opened_by: str
    evidence: list[Evidence]


class SuggestionOut(BaseModel):
    """Somebody whom a champion could introduce us to, how they know each other, and why now."""

    target: PathPerson
    bridge: PathPerson | None
    account: AccountName
    account_owner: str | None
    score: Share
    chance: str
    ties: list[str]
    signal: SignalOut


class ChampionItem(BaseModel):
    """A champion and whether they may be asked today.

    `tier1` and `fits_filter` say how well they fit, `momentum` how much of the value event's force is left;
    `missing_layers` whom we do not know at the customer yet.
    """

    person: PathPerson
    account: str | None
    account_id: str
    owner: str | None
    layer: Layer | None
    trigger: TriggerOut | None
    momentum: Share
    tier1: bool
    fits_filter: bool
    missing_layers: list[Layer]
    window: WindowOut | None
    disqualifiers: list[DisqualifierOut]
    verdict: VerdictOut
    suggested: list[SuggestionOut]


class CoverageOut(BaseModel):
    """Whom we know at a customer, by layer, and in which layers nobody."""

    id: str
    name: str | None
    layers: dict[Layer, list[Named]]
    missing_layers: list[Layer]


class ChampionsOut(BaseModel):
    """Our champions, most recent trigger first, and what is missing at each customer."""

    as_of: date
    policy: str
    items: list[ChampionItem]
    accounts: list[CoverageOut]
