"""What Orbit knows: source records as their sources describe them, and dated, sourced facts.

Records and facts are never altered; who is who is decided beside them (`orbit.resolve`), and ties are
computed from them when asked (`orbit.graph`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from orbit.dates import PartialDate

EntityId = NewType("EntityId", str)
FactId = NewType("FactId", str)
Revision = NewType("Revision", int)


class EntityKind(StrEnum):
    """The two kinds of entity."""

    PERSON = "person"
    COMPANY = "company"


@dataclass(frozen=True, slots=True, order=True)
class RecordKey:
    """Which record of which source: the identity of a source record."""

    source: str
    id: str

    def __str__(self) -> str:
        return f"{self.source}:{self.id}"


@dataclass(frozen=True, slots=True)
class Ref:
    """Where a record or fact was read: file and line (1-based), or an address.

    `owner`: whose own upload the file is, by the record that it keeps of them. A store keeps that apart: see
    `orbit.store.told`.
    """

    source: str
    file: str
    line: int | None = None
    url: str | None = None
    owner: RecordKey | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Person:
    """One person as one source describes them."""

    key: RecordKey
    name: str
    ref: Ref
    seen_on: date
    emails: tuple[str, ...] = ()
    linkedin: str | None = None
    ids: tuple[str, ...] = ()
    title: str | None = None
    company: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """One company as one source describes it."""

    key: RecordKey
    name: str
    ref: Ref
    seen_on: date
    domains: tuple[str, ...] = ()
    linkedin: str | None = None
    ids: tuple[str, ...] = ()
    country: str | None = None
    industry: str | None = None
    headcount: int | None = None


class SpellKind(StrEnum):
    """What a person did at a company or school for a time."""

    JOB = "job"
    BOARD = "board"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Spell:
    """One person's time in one job, board seat or school.

    `start` and `end` are what the source says; both may be unknown. `seen_on` is the day for which the
    source itself vouches ("there on the day of the export"); None where it vouches for no day.
    """

    person: RecordKey
    company: RecordKey
    ref: Ref
    kind: SpellKind = SpellKind.JOB
    title: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    seen_on: date | None = None


class TieKind(StrEnum):
    """How a source knows that two persons know each other."""

    LINKEDIN = "linkedin"
    MAIL = "mail"
    MEETING = "meeting"
    DECLARED = "declared"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two persons who are tied by an observed fact, since `on`.

    `closeness` is 0..1 for declared and confirmed ties (0 = "does not know them"), None for the others.
    `sent` and `received` count mails, `events` meetings.
    """

    left: RecordKey
    right: RecordKey
    kind: TieKind
    ref: Ref
    on: date | None = None
    closeness: float | None = None
    sent: int = 0
    received: int = 0
    events: int = 0


class Circle(StrEnum):
    """Which of our people somebody is; decides how willing they are and which gate applies."""

    TEAM = "team"
    CHAMPION = "champion"
    ADVISOR = "advisor"
    BOARD = "board"
    INVESTOR = "investor"
    EX_CUSTOMER = "ex_customer"


@dataclass(frozen=True, slots=True)
class Role:
    """A person is one of our people: in which circle, at or through which company, since and until when."""

    person: RecordKey
    circle: Circle
    ref: Ref
    company: RecordKey | None = None
    owner: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class Investment:
    """An investor put money into a company; `partner` is the person who led it, where told."""

    investor: RecordKey
    company: RecordKey
    ref: Ref
    on: PartialDate | None = None
    round: str | None = None
    lead: bool = False
    partner: RecordKey | None = None


class SignalKind(StrEnum):
    """What happened at an account that makes now a good time."""

    HIRING = "hiring"
    FUNDING = "funding"
    LEADERSHIP_CHANGE = "leadership_change"
    REORG = "reorg"
    LAYOFF = "layoff"
    JOB_CHANGE = "job_change"
    NEWS = "news"
    INTENT = "intent"


@dataclass(frozen=True, slots=True)
class Signal:
    """A dated event at a company. `id` is the source's own id of it; `strength` is 0..1."""

    company: RecordKey
    kind: SignalKind
    id: str
    title: str
    on: date
    ref: Ref
    strength: float = 1.0
    person: RecordKey | None = None


class AccountKind(StrEnum):
    """What a company is to us."""

    CUSTOMER = "customer"
    TARGET = "target"
    FORMER_CUSTOMER = "former_customer"


class Health(StrEnum):
    """How a customer is doing."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class AccountState:
    """What the CRM said of an account on `seen_on`; None means that it did not say."""

    company: RecordKey
    kind: AccountKind
    seen_on: date
    ref: Ref
    owner: str | None = None
    csm: str | None = None
    sdr: str | None = None
    arr: float | None = None
    stage: str | None = None
    renewal_on: date | None = None
    renewal_committed: bool | None = None
    qbr_on: date | None = None
    escalation: bool | None = None
    health: Health | None = None
    playbook_completed_on: date | None = None


class Layer(StrEnum):
    """A champion's place at the customer."""

    ECONOMIC_BUYER = "economic_buyer"
    POWER_USER = "power_user"
    EXECUTIVE_SPONSOR = "executive_sponsor"


@dataclass(frozen=True, slots=True)
class ChampionState:
    """What a source said of a champion at a customer on `seen_on`; None means that it did not say."""

    person: RecordKey
    company: RecordKey
    seen_on: date
    ref: Ref
    layer: Layer | None = None
    owner: str | None = None
    health: Health | None = None
    nps: int | None = None
    nps_on: date | None = None
    csat: float | None = None
    csat_on: date | None = None
    win_story: str | None = None
    outcome: str | None = None
    escalation: bool | None = None
    left_on: date | None = None


class TriggerKind(StrEnum):
    """A value event at a customer that opens the window to ask its champion."""

    CLOSED_WON = "closed_won"
    RENEWAL = "renewal"
    EXPANSION = "expansion"
    CSAT = "csat"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A dated value event at a customer; `person` where it belongs to one champion (a CSAT answer)."""

    company: RecordKey
    kind: TriggerKind
    on: date
    ref: Ref
    person: RecordKey | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A deal as the CRM had it on `seen_on`; None means that it did not say.

    `id` is `system:instance:object:id`, `amount` in the smallest units of the currency (cents). `closed_on` is the day
    on which an open deal is expected to close. `person` is its primary contact, `owner` the e-mail of its rep.
    """

    company: RecordKey
    id: str
    name: str
    created_on: date
    seen_on: date
    ref: Ref
    person: RecordKey | None = None
    amount: int | None = None
    currency: str | None = None
    stage: str | None = None
    is_closed: bool | None = None
    is_won: bool | None = None
    closed_on: date | None = None
    owner: str | None = None
    owner_name: str | None = None
    lead_source: str | None = None


class Level(StrEnum):
    """How much others see of whom somebody knows by an upload of their own; each shows less than the one before."""

    FULL = "full"
    MASKED = "masked"
    COUNT = "count"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Sharing:
    """What others may see of somebody's own upload; `person` is the record that it keeps of its owner."""

    person: RecordKey
    level: Level
    seen_on: date
    ref: Ref


Record = Person | Company
Fact = Spell | Tie | Role | Investment | Signal | AccountState | ChampionState | Trigger | Sharing | Opportunity
Item = Record | Fact


class Outcome(StrEnum):
    """What became of one row of a file; every row ends in exactly one of these."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SUPPRESSED = "suppressed"
    BLOCKED = "blocked"
    REJECTED = "rejected"
