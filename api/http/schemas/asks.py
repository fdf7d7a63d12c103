"""The log of asks: what is sent to it, and what it answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.http.schemas.parts import AccountName, Packet, PathPerson
from orbit.asks.log.ask import EventKind
from orbit.asks.log.due import TaskKind
from orbit.asks.terms import AskState
from orbit.model import Circle, TriggerKind

_Key = Annotated[str, Field(min_length=1, max_length=512)]
_Note = Annotated[str, Field(max_length=2_000, description="Whatever helps to remember it")]
_By = Annotated[
    str | None, Field(min_length=1, max_length=320, description="Who says so; without it, the name of the key")
]
_Return = Annotated[
    str | None, Field(min_length=1, max_length=64, description="What the connector gets in return: log.reciprocities")
]


class AskIn(BaseModel):
    """An ask to plan. Names are what `{key}` may be elsewhere; without a `rep` the account's owner asks."""

    model_config = ConfigDict(extra="forbid")

    account: _Key
    target: _Key
    connector: _Key
    rep: Annotated[str | None, Field(min_length=1, max_length=320)] = None
    reciprocity: _Return = None
    note: _Note = ""
    by: _By = None


class EventIn(BaseModel):
    """What has happened to an ask.

    `next_on` is the day to check in again after a no, or until when the target is bound (`locked_in`). `takes_back` is
    the number of an event that never happened; without it `taken_back` means the last one.
    """

    model_config = ConfigDict(extra="forbid")

    kind: EventKind
    on: Annotated[date | None, Field(description="The day on which it happened; today without it")] = None
    note: _Note = ""
    next_on: date | None = None
    reciprocity: _Return = None
    takes_back: Annotated[int | None, Field(ge=1)] = None
    anyway: Annotated[
        bool, Field(description="With `sent`: it was made although the gate forbids it since it was planned")
    ] = False
    by: _By = None


class ReciprocityOut(BaseModel):
    """What the connector gets: picked before the ask, owed from its day on whatever the answer."""

    what: str
    text: str
    owed_since: date | None
    due_on: date | None
    done_on: date | None
    overdue: bool


class TaskOut(BaseModel):
    """Something to do for an ask, never a reminder to its connector; `ends_on` is a limit, `due_on` a target.

    An event of the kind `log_as` says that it is done.
    """

    kind: TaskKind
    text: str
    log_as: EventKind
    due_on: date
    ends_on: date | None
    done_on: date | None
    overdue: bool


class EventOut(BaseModel):
    """Something that happened `on` a day and was logged `at` a moment `by` somebody."""

    number: int
    kind: EventKind
    on: date
    at: datetime
    by: str
    note: str
    next_on: date | None
    reciprocity: str | None
    takes_back: int | None
    taken_back: bool


class LoggedAskOut(BaseModel):
    """One ask; who was erased is null. `allowed` are the kinds of events that may be logged next.

    `left_alone`: they said yes a while ago and have not forwarded it; nobody mentions it to them.
    """

    id: int
    state: AskState
    since: date
    connector: PathPerson | None
    target: PathPerson | None
    account: AccountName | None
    requester: PathPerson | None
    circle: Circle
    reason: str
    trigger: TriggerKind | None
    joint: bool
    planned_on: date
    ask_by: date | None
    closes_on: date | None
    asked_on: date | None
    reciprocity: ReciprocityOut | None
    left_alone: bool
    tasks: list[TaskOut]
    allowed: list[EventKind]
    events: list[EventOut]


class OneAskOut(LoggedAskOut):
    """One ask with its words until they are forwarded; null where no path is known or no fresh signal says why now."""

    packet: Packet | None
    policy: str


class AsksOut(BaseModel):
    """One page of asks, the newest first; `next_cursor` leads to the next page."""

    as_of: date
    items: list[LoggedAskOut]
    next_cursor: str | None
    policy: str


class DebtOut(BaseModel):
    """What one connector gets for one ask."""

    ask: int
    connector: PathPerson | None
    requester: PathPerson | None
    what: str
    text: str
    owed_since: date
    due_on: date
    done_on: date | None
    overdue: bool


class OwedOut(BaseModel):
    """What is owed, the longest due first, how much of it is overdue, and what is done, the latest first."""

    as_of: date
    owed: list[DebtOut]
    overdue: int
    done: list[DebtOut]
    policy: str
