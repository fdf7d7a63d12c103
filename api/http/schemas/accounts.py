"""Accounts and the ways into them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
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


class AccountOut(AccountItem):
    """One account with what is known of it, and how many colleagues know somebody there but are only counted."""

    colleagues_who_know: int
    policy: str


class AccountsOut(BaseModel):
    """One page of accounts, hottest first; `next_cursor` leads to the next page."""

    items: list[AccountItem]
    next_cursor: str | None
    policy: str


class Hit(AccountName):
    """One account that a search found."""

    kind: AccountKind | None


class SearchOut(BaseModel):
    """The accounts closest to what was typed, best first."""

    items: list[Hit]


class SuggestionSort(StrEnum):
    """What a suggestion is."""

    ACCOUNT = "account"
    PERSON = "person"


class Suggestion(BaseModel):
    """An account or a person who may be meant; `detail`, a domain or a job, tells them from others of the name."""

    is_: Annotated[SuggestionSort, Field(alias="is")]
    id: str
    name: str
    detail: str


class SuggestOut(BaseModel):
    """The accounts and people that a text could mean, nearest first."""

    items: list[Suggestion]


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


class Part(BaseModel):
    """One number of a score, and what it says."""

    part: str
    value: float
    text: str


class FactorPart(Part):
    """A number of a score with the factor that it belongs to."""

    factor: str


class Factor(BaseModel):
    """One factor of a score; in their order, its parts multiply to it exactly."""

    factor: str
    value: float
    parts: list[Part]


class Why(BaseModel):
    """What a score is made of: in their order, the factors multiply to it exactly; and the weakest part."""

    factors: list[Factor]
    weakest: FactorPart


class Raise(BaseModel):
    """Something that could come true, and the score that the path would have then."""

    what: str
    factor: str
    text: str
    score: Share
    gain: float


class DoubtfulLink(BaseModel):
    """Two records that are taken for one person without it being certain; `review` is the command that tells why."""

    match: int
    left: str
    right: str
    probability: Share
    because: str
    review: str


class Doubt(Named):
    """Somebody on a path who may be two persons: how sure it is that they are one, and on which matches that rests."""

    sure: Share
    text: str
    links: list[DoubtfulLink]


class PathOut(BaseModel):
    """One way to a named person; `score` is the product of `factors`, `weakest` the smallest of them.

    `contributions` holds, for each factor, the numbers that multiply to it. `packet` is null where nobody may be asked.
    `why` and `raise`, what would raise the score most first, are there where they were asked for; `doubts` and the
    factor `sure` only where somebody on the path may be two persons.
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
    doubts: list[Doubt] = []
    packet: Packet | None = None
    why: Why | None = None
    raise_: Annotated[list[Raise], Field(alias="raise")] = []


class GapPerson(Named):
    """A person to ask, or to ask about."""

    title: str | None
    company: str | None


class Step(BaseModel):
    """One thing to do: a `question`, the import of an `export` or of `contacts`, or a `history` to ask for.

    `gain` is what it adds to the chance of a path worth asking for, `chance` that chance with all steps up to it.
    `score` is that of the best path if it turns out well, null where that cannot be told. `basis` is `measured` on the
    workspace's own people, or a `prior`.
    """

    kind: str
    gain: Share
    chance: Share
    score: Share | None
    person: GapPerson | None
    target: GapPerson | None
    basis: str
    text: str


class NoPath(BaseModel):
    """Why there is no path yet, and what would create one: each step the one that then gains most.

    `suggestions` are the texts of the steps.
    """

    reason: str
    suggestions: list[str]
    steps: list[Step] = []


class TargetsOut(BaseModel):
    """How many people at the account are known, how many of them were wanted, and at how many was looked.

    Looked at are those likeliest to reply.
    """

    known: int
    wanted: int
    looked_at: int


class ChangeOut(BaseModel):
    """What became of the best way from a connector to a target: its score on both days, null where there was no way.

    `factor` and `part` moved most, both null where nothing did; `text` says how. `evidence` are the facts behind that
    which were not known on the earlier day, `also_new` the other such facts about the path.
    """

    change: str
    connector: PathPerson
    target: PathPerson
    before: Share | None
    after: Share | None
    factor: str | None
    part: str | None
    text: str
    evidence: list[Evidence]
    also_new: list[Evidence]


class ChangesOut(BaseModel):
    """What became of every path shown on one of two days, the largest move first."""

    since: date
    paths: list[ChangeOut]
    partial: bool


class PathsOut(BaseModel):
    """The ranked paths into one account, strongest first; `partial` where the search was stopped before it was sure.

    `policy` names the set of policy values that the answer rests on.
    `changes` are there where they were asked for.
    """

    account: AccountName
    as_of: date
    revision: int
    policy: str
    requester: Named | None
    signals: list[SignalOut]
    paths: list[PathOut]
    partial: bool
    colleagues_who_know: int
    targets: TargetsOut
    no_path: NoPath | None
    changes: ChangesOut | None = None
