"""Shapes that several answers share."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

from orbit.asks.packet.facts import PacketKind
from orbit.model import SignalKind

Share = Annotated[float, Field(ge=0, le=1)]


class Role(StrEnum):
    """A person's place on a path."""

    REQUESTER = "requester"
    CONNECTOR = "connector"
    BRIDGE = "bridge"
    TARGET = "target"


class VerdictStatus(StrEnum):
    """May we ask this connector today."""

    OPEN = "open"
    BLOCKED = "blocked"
    JOINT_MOTION = "joint_motion"


class Evidence(BaseModel):
    """Where a fact was read: file and line, or an address."""

    source: str
    ref: str
    url: str | None = None


class SignalOut(BaseModel):
    """A dated event at an account; `freshness` falls from 1 to 0 as it ages."""

    kind: SignalKind
    title: str
    occurred_on: date
    freshness: Share
    evidence: list[Evidence]


class Named(BaseModel):
    """A person or company by id and name."""

    id: str
    name: str


class AccountName(Named):
    """An account by id, name and domain."""

    domain: str | None


class PathPerson(Named):
    """One person on a path."""

    role: Role
    title: str | None
    company: str | None


class VerdictOut(BaseModel):
    """May we ask this connector today, why, and from or until when; `rules` name the reasons for programs.

    `opened_by` says what would lift the rules that stand in the way.
    """

    status: VerdictStatus
    reasons: list[str]
    rules: list[str]
    opened_by: list[str]
    opens_on: date | None
    closes_on: date | None


class Email(BaseModel):
    """A forwardable e-mail."""

    subject: str
    body: str


class PacketStep(BaseModel):
    """One step of the ask made live: `value`, `name`, `forward`, `pause`, then `yes` or `no`."""

    step: str
    text: str


class PacketClause(BaseModel):
    """One thing that the packet says and the ids of the facts behind it; who we are is the workspace's own word."""

    part: str
    text: str
    evidence: list[str]


class Packet(BaseModel):
    """The words: an e-mail to the connector, and what they may forward, in two sentences or in their own voice.

    `first_message` asks them and holds nothing that is not public; the rest is for after their yes.
    """

    kind: PacketKind = PacketKind.DIRECT
    blurb: str
    voice: str
    email: Email
    disqualifier: str
    first_message: Email | None = None
    script: list[PacketStep] = []
    clauses: list[PacketClause] = []
