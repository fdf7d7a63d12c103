"""Matches that somebody should decide: what is sent about them, and what is answered."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.http.schemas.parts import Named, Share
from orbit.model import EntityKind
from orbit.resolve.linkage.bands import Band
from orbit.store.base import Verdict


class MatchVerdict(StrEnum):
    """What a person may say of two records."""

    SAME = "same"
    DIFFERENT = "different"


class DecisionIn(BaseModel):
    """Whether the two records of a match are one person or company."""

    model_config = ConfigDict(extra="forbid")

    verdict: MatchVerdict
    by: Annotated[
        str | None, Field(min_length=1, max_length=320, description="Who says so; without it, the name of the key")
    ] = None


class MatchRecord(BaseModel):
    """One record: what it is called in its source, where it was read, and to whom it belongs today."""

    entity: str
    key: str
    name: str
    source: str
    ref: str
    url: str | None


class FieldOut(BaseModel):
    """What both records say in one field; `agree` is null where only one of them says anything."""

    field: str
    left: str | None
    right: str | None
    agree: bool | None


class DecisionOut(BaseModel):
    """What somebody decided about a pair, and when."""

    id: int
    verdict: MatchVerdict
    by: str
    at: datetime


class MatchItem(BaseModel):
    """Two records that may be one.

    `one` says whether they are one now; `contradicted` that somebody said so and another decision stands against it.
    `matters` says what hangs on the answer, `stake` how much (0: nothing that is shown). `probability` and the version
    of the `weights` are null where a rule without weights asks.
    """

    id: int
    kind: EntityKind
    rule: str
    because: str
    probability: Share | None
    weights: str | None
    left: MatchRecord
    right: MatchRecord
    fields: list[FieldOut]
    one: bool
    contradicted: bool
    decision: DecisionOut | None
    stake: Annotated[float, Field(ge=0)]
    matters: list[str]


class MatchesOut(BaseModel):
    """One page of open matches, those first on which most hangs; `open` counts all of them."""

    kind: EntityKind
    open: int
    items: list[MatchItem]
    next_cursor: str | None


class JudgementOut(BaseModel):
    """What a rule or a person (`by`) said of two records, and by which version of the weights."""

    id: int
    left: str
    right: str
    verdict: Verdict
    rule: str
    because: str
    by: str | None
    at: datetime
    probability: Share | None
    weights: str | None


class ApartOut(BaseModel):
    """One thing that holds two records apart; `judgement` is null where no judgement does."""

    text: str
    judgement: JudgementOut | None


class MeetingOut(BaseModel):
    """A key that both records share: they are compared under it if at most `most` records share it."""

    key: str
    records: int
    most: int


class RivalOut(BaseModel):
    """Somebody else who is as near to one of the two (`near`), by so many bits."""

    entity: str
    name: str
    key: str | None
    near: str | None
    bits: float


class StepOut(BaseModel):
    """What one field says in words, and how many bits that is worth; one bit more doubles the odds."""

    field: str
    text: str
    bits: float


class WaterfallOut(BaseModel):
    """How alike two records are: `steps` and `prior` less `withheld` add up to `bits`, but for rounding.

    `reviewed` is how many answers the probability was calibrated on.
    """

    steps: list[StepOut]
    prior: float
    withheld: float
    bits: float
    probability: Share
    reviewed: int
    weights: str


class WhyOut(BaseModel):
    """Why two records are one, or two.

    `chain` leads from one to the other over what says "same"; `apart` holds them apart, `open` are open questions
    between them. `met` are the keys that they share (empty: they were never compared; null: companies meet by name),
    `doubts` and `rival` what keeps likeness from joining them, `sure_from` from which probability on it joins.
    """

    kind: EntityKind
    one: bool
    left: MatchRecord
    right: MatchRecord
    fields: list[FieldOut]
    chain: list[JudgementOut]
    apart: list[ApartOut]
    open: list[JudgementOut]
    met: list[MeetingOut] | None
    doubts: list[str]
    rival: RivalOut | None
    sure_from: Share | None
    waterfall: WaterfallOut | None


class MatchOut(MatchItem):
    """One match with everything that bears on it."""

    why: WhyOut


class FindIn(BaseModel):
    """What is known of a person: the name and whatever else there is; the more, the surer the answer."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=1, max_length=200)]
    company: Annotated[str | None, Field(max_length=200, description="What they call their company")] = None
    title: Annotated[str | None, Field(max_length=200)] = None
    location: Annotated[str | None, Field(max_length=200)] = None
    email: Annotated[str | None, Field(max_length=320)] = None
    linkedin: Annotated[str | None, Field(max_length=500, description="The address of their LinkedIn page")] = None
    limit: Annotated[int, Field(ge=1, le=20)] = 3


class FoundPerson(Named):
    """A person with the job they hold today."""

    title: str | None
    company: str | None


class FoundItem(BaseModel):
    """A person who may be meant, by the record of theirs that is most like it.

    `band`: "auto" is as good as certain, "review" likely, "hint" possible. `gap_bits`: how far the next best is behind,
    or the best before (negative); null: there is nobody else. `doubts` are why
    nobody would be joined with them by likeness alone.
    """

    person: FoundPerson
    record: str
    band: Band
    gap_bits: float | None
    doubts: list[str]
    waterfall: WaterfallOut


class CrowdedKey(BaseModel):
    """What more records share with the one asked for than are looked at: `most`."""

    key: str
    most: int


class FoundOut(BaseModel):
    """The people who may be meant, best first.

    `too_many`: what more records share with the one asked for than are looked at, so that nobody was found by it.
    """

    items: list[FoundItem]
    too_many: list[CrowdedKey]


class DecidedOut(BaseModel):
    """What was decided about the match of a number, by whom and when."""

    id: int
    verdict: MatchVerdict
    by: str
    at: datetime


class UndoneOut(BaseModel):
    """Which decision (`undone`) was taken back for the match of a number, and what it said."""

    id: int
    undone: int
    verdict: MatchVerdict
