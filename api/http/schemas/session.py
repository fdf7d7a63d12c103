"""The sheet of the monthly working session."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from api.http.schemas.measures import EarlyOut, MonthCount, RatesOut, ReferralsPeriod
from api.http.schemas.parts import AccountName, Packet, PathPerson, Share, SignalOut, VerdictOut
from api.http.schemas.week import LoggedOut, RepOut, TriggerOut
from orbit.asks.log.ask import EventKind
from orbit.asks.log.due import TaskKind
from orbit.asks.month.session import FlagKind
from orbit.asks.terms import Mode
from orbit.model import Circle

_Count = Annotated[int, Field(ge=0)]


class SheetRep(RepOut):
    """A rep and the job in which they ask."""

    mode: Mode


class AgendaOut(BaseModel):
    """A part of the session."""

    minutes: _Count
    text: str


class CandidateOut(BaseModel):
    """Whom to ask for whom, on which day, when the hold for it begins (the rep's own clock), and with which words.

    `ask_on` and `hold_at` are null while the date of the business review is not on file. `logged` where it is planned.
    """

    connector: PathPerson
    target: PathPerson
    account: AccountName
    circle: Circle
    score: Share
    trigger: TriggerOut | None
    verdict: VerdictOut
    signals: list[SignalOut]
    ask_on: date | None
    hold_at: datetime | None
    ask_by: date | None
    closes_on: date | None
    joint: bool
    packet: Packet | None
    logged: LoggedOut | None


class CommitmentOut(BaseModel):
    """What is left to do for a logged ask; who was erased is null."""

    ask: int
    kind: TaskKind
    text: str
    log_as: EventKind
    due_on: date
    overdue: bool
    connector: PathPerson | None
    target: PathPerson | None
    account: AccountName | None


class FlagOut(BaseModel):
    """Something that the data lacks, how many it concerns, and the first of them by name."""

    kind: FlagKind
    text: str
    count: _Count
    names: list[str]


class CountsOut(RatesOut):
    """The month before the session; a session has paid back at `payback` asks."""

    month: str
    target: _Count
    payback: _Count
    planned: _Count
    early: EarlyOut
    months: list[MonthCount]
    referrals: ReferralsPeriod


class SheetOut(BaseModel):
    """One rep's sheet; `named` counts this week's names, those asked already too, against the `floor`."""

    rep: SheetRep
    minutes: _Count
    agenda: list[AgendaOut]
    floor: _Count
    named: _Count
    candidates: list[CandidateOut]
    commitments: list[CommitmentOut]
    flags: list[FlagOut]
    counts: CountsOut


class ShortOut(BaseModel):
    """A rep with fewer names than the floor, and a colleague to pair up with."""

    rep: RepOut
    named: _Count
    pair_with: RepOut | None


class TeamOut(BaseModel):
    """The manager's part."""

    named: _Count
    least_named: _Count
    most_named: _Count
    floor: _Count
    short: list[ShortOut]
    made: _Count
    target: _Count
    overdue: _Count
    referrals: ReferralsPeriod


class StandupsOut(BaseModel):
    """The weekly looks at the counts until the next session."""

    minutes: _Count
    on: list[date]


class SessionOut(BaseModel):
    """The sheets of a session; `team` is null for one rep."""

    month: str
    as_of: date
    us: str | None
    held_on: date
    standups: StandupsOut
    next_on: date
    minutes: _Count
    hold_hour: _Count
    hold_minutes: _Count
    sheets: list[SheetOut]
    team: TeamOut | None
    policy: str
