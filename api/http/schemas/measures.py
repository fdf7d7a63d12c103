"""What the asks of a month come to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.http.schemas.parts import Share
from orbit.asks.log.due import TaskKind
from orbit.asks.month.referrals import Basis
from orbit.model import Circle, TriggerKind

_Count = Annotated[int, Field(ge=0)]


class ShareOut(BaseModel):
    """So many of those that are settled, with the 95 % interval (Wilson); what is `open` may still become either."""

    count: _Count
    of: _Count
    open: _Count
    share: Share | None
    low: Share | None
    high: Share | None


class RatesOut(BaseModel):
    """How many asks were made, and which share got a yes, was forwarded, led to a meeting."""

    made: _Count
    accepted: ShareOut
    forwarded: ShareOut
    meeting: ShareOut


class CircleRates(RatesOut):
    """The same for one circle of connectors."""

    circle: Circle


class TriggerRates(RatesOut):
    """The same for the asks after one kind of value event; null where there was none."""

    trigger: TriggerKind | None


class EarlyOut(BaseModel):
    """Asks made soon after the session; those after one of `triggers` are `counted`, and of these some `answered`."""

    since: date
    until: date
    made: _Count
    counted: _Count
    answered: _Count
    target: _Count
    triggers: list[TriggerKind]


class MonthCount(BaseModel):
    """How many asks were made in a month."""

    month: str
    made: _Count


class ClaimedMonth(MonthCount):
    """The same with how many asks the rep says to have made; null where nobody said."""

    claimed: _Count | None


class RepName(BaseModel):
    """A rep; `email` is null for who owns no account today."""

    id: str
    name: str
    email: str | None


class RepAsksOut(BaseModel):
    """One rep's month; `rep` is null for asks in the name of people who were erased."""

    rep: RepName | None
    made: _Count
    planned: _Count
    target: _Count
    missing: _Count
    claimed: _Count | None
    claimed_ratio: float | None
    early: EarlyOut
    months: list[ClaimedMonth]


class AsksMade(BaseModel):
    """The asks of the month; `claimed_ratio` is how many times the logged asks reps usually claim."""

    made: _Count
    target: _Count
    claimed_ratio: float
    reps: list[RepAsksOut]


class _Period(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    from_: Annotated[date, Field(alias="from")]
    to: date


class RatesPeriod(_Period):
    """What came of the asks of some months."""

    all: RatesOut
    circles: list[CircleRates]
    triggers: list[TriggerRates]


class KeptOut(BaseModel):
    """What was due of one kind in the month, and how much of it was done on time, `late`, or not at all."""

    kind: TaskKind
    on_time: ShareOut
    late: _Count
    overdue: _Count


class ReferredOut(BaseModel):
    """How many deals were referred, of how many in all; null where nobody knows (`basis`).

    Imported opportunities are counted as deals, everything else by account. `from_asks` follow an introduction that is
    logged. The lead source of `claimed` says that they were referred; of `claimed_alone` nothing else does. `share`
    is of `from_asks` and `claimed_alone` together, `logged` of `from_asks`. Of `unknown` deals, past their day of
    closing, nobody knows whether they are won.
    """

    from_asks: _Count
    claimed: _Count
    claimed_alone: _Count
    unknown: _Count
    total: _Count | None
    basis: Basis
    share: ShareOut | None
    logged: ShareOut | None
    target: Share
    text: str


class ReferralsPeriod(_Period):
    """Which share of deals was referred, over some months."""

    opportunities: ReferredOut
    won: ReferredOut


class BinOut(BaseModel):
    """Asks whose chance lay between two bounds: the chance on average, and which share ended in an answer."""

    low: Share
    high: Share
    asks: _Count
    said: Share
    real: Share


class CalibrationOut(BaseModel):
    """How honest the chances were: mean squared errors of them and of always saying their mean; null of no asks."""

    brier: float | None
    usual: float | None
    bins: list[BinOut]


class ClaimIn(BaseModel):
    """How many asks a rep (an e-mail) says to have made in a month; without a month, in this one."""

    model_config = ConfigDict(extra="forbid")

    rep: Annotated[str, Field(min_length=1, max_length=320)]
    claimed: Annotated[int, Field(ge=0, le=10_000)]
    month: Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}$")] = None
    by: Annotated[
        str | None, Field(min_length=1, max_length=320, description="Who says so; without it, the name of the key")
    ] = None


class ClaimOut(BaseModel):
    """A claim as it was kept; a later one of the same rep for the same month takes its place."""

    rep: RepName
    month: str
    claimed: _Count
    by: str
    at: datetime


class MeasuresOut(BaseModel):
    """A month in numbers, all counted from the log."""

    month: str
    as_of: date
    asks: AsksMade
    rates: RatesPeriod
    kept: list[KeptOut]
    referrals: ReferralsPeriod
    calibration: CalibrationOut
    policy: str
