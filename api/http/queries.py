"""The parameters that routes take: closed sets of names with bounds, so that a misspelt one is told."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from orbit.asks.terms import AskState
from orbit.model import Circle, SignalKind
from orbit.titles import JobFunction, Seniority

# Date arithmetic stays inside what a calendar can hold.
_EARLIEST, _LATEST = date(1970, 1, 1), date(2100, 1, 1)

Key = Annotated[
    str,
    Path(
        min_length=1,
        max_length=512,
        description="An Orbit id, a domain, an e-mail, a LinkedIn URL, a name, or system:instance:object:id",
    ),
]
_Rep = Annotated[str | None, Field(max_length=320, description="A rep's e-mail; without it, every rep")]


class DayQuery(BaseModel):
    """An answer as of a day."""

    model_config = ConfigDict(extra="forbid")

    as_of: Annotated[
        date | None, Field(ge=_EARLIEST, le=_LATEST, description="Seen from this day; today without it")
    ] = None


class RepQuery(DayQuery):
    """An answer for one rep, or for all."""

    rep: _Rep = None


class WeekQuery(RepQuery):
    """The asks of a week, and what other limits would change."""

    what_if: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=512)]],
        Field(
            max_length=10,
            description="What to suppose: a connector's slots as PERSON=+1, a limit as max_open=3, or the word slots",
        ),
    ] = []


class AccountsQuery(DayQuery):
    """A page of accounts."""

    limit: Annotated[int, Field(ge=1, le=500)] = 50
    cursor: Annotated[str | None, Field(max_length=512, description="`next_cursor` of the page before")] = None
    signal: Annotated[list[SignalKind], Field(max_length=8, description="Only accounts with one of these signals")] = []


class PathsQuery(DayQuery):
    """Which paths into an account."""

    requester: Annotated[str | None, Field(max_length=320, description="E-mail of the colleague who asks")] = None
    title: Annotated[str | None, Field(max_length=200, description="Only targets whose title holds this")] = None
    function: Annotated[list[JobFunction], Field(max_length=13, description="Only targets of these functions")] = []
    seniority: Annotated[list[Seniority], Field(max_length=6, description="Only targets as high as one of these")] = []
    circle: Annotated[list[Circle], Field(max_length=6, description="Only over these of our people")] = []
    without: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=512)]],
        Field(max_length=50, description="People who may be on no path: ids, e-mails, LinkedIn URLs or names"),
    ] = []
    min_strength: Annotated[float, Field(ge=0, le=1, description="Only over ties at least this strong")] = 0.0
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    why: Annotated[bool, Field(description="Say what each score is made of, and what would raise it")] = False
    diff: Annotated[
        date | None, Field(ge=_EARLIEST, le=_LATEST, description="Say what changed since this day, and why")
    ] = None


class AsksQuery(RepQuery):
    """A page of the log of asks."""

    state: Annotated[list[AskState], Field(max_length=12, description="Only asks of these states")] = []
    connector: Annotated[str | None, Field(max_length=512, description="Only asks of this connector")] = None
    account: Annotated[str | None, Field(max_length=512, description="Only asks for people at this account")] = None
    due: Annotated[bool, Field(description="Only asks that leave something to do by the day")] = False
    limit: Annotated[int, Field(ge=1, le=500)] = 50
    cursor: Annotated[str | None, Field(max_length=32, description="`next_cursor` of the page before")] = None


class SearchQuery(DayQuery):
    """What was typed so far."""

    text: Annotated[str, Field(min_length=1, max_length=200)]
    limit: Annotated[int, Field(ge=1, le=50)] = 8


_Month = Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}$", description="Written as 2026-11; without it, the day's")]
_MOST = 2**31


class MeasuresQuery(RepQuery):
    """The month to measure, and what reps and the CRM say beside the log."""

    month: _Month = None
    claimed: Annotated[
        list[Annotated[str, Field(max_length=400)]],
        Field(max_length=500, description="How many asks a rep says to have made: EMAIL=NUMBER"),
    ] = []
    opportunities: Annotated[
        int | None, Field(ge=0, le=_MOST, description="All opportunities of the months of `referrals`")
    ] = None
    won: Annotated[
        int | None, Field(ge=0, le=_MOST, description="All closed-won deals of the months of `referrals`")
    ] = None


class SessionQuery(RepQuery):
    """The month of the session."""

    month: _Month = None
