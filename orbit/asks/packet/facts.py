"""What a packet is made from and what it holds: plain values, no words yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from orbit.asks.packet.why_now import WhyNow
from orbit.book import ChampionView
from orbit.model import Circle, EntityId, FactId


class PacketKind(StrEnum):
    """What the connector is asked to do."""

    DIRECT = "direct"  # they know the target and forward an e-mail
    NAME_DROP = "name_drop"  # they only allow us to mention their name
    ROUTED = "routed"  # a colleague of ours asks, or somebody between the connector and the target
    JOB_CHANGER = "job_changer"  # they were our customer and work at the target's company now


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as an ask names them."""

    name: str
    title: str | None = None
    company: str | None = None
    id: EntityId | None = None


@dataclass(frozen=True, slots=True)
class Us:
    """Who we are: our name, one sentence that says what we do, and templates in our own words by name."""

    name: str
    pitch: str
    templates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PacketFacts:
    """Everything that a packet may say.

    `why` is what the account's signals say, None when none is fresh; `champion` is what is on file of the connector
    as a customer, `former` the customer where they were one; `evidence` holds the facts behind the path, the target's
    title and the connector's circle. `tie` is how strong the tie to the target is, 0 to 1.
    """

    us: Us
    requester: Someone
    connector: Someone
    circle: Circle
    target: Someone
    account: str
    why: WhyNow | None
    as_of: date
    champion: ChampionView | None = None
    evidence: tuple[FactId, ...] = ()
    bridge: Someone | None = None
    tie: float = 1.0
    is_at_account: bool = False
    former: str = ""


@dataclass(frozen=True, slots=True)
class Email:
    """A draft to the connector; nobody is copied."""

    subject: str
    body: str
    cc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that a packet says and the facts behind it; who we are is the workspace's own word."""

    part: str
    text: str
    facts: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the live ask: its name, and what the requester says or does."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Packet:
    """What the connector gets, and what the requester says.

    `opening` is the first message: whom we want to meet and nothing that is not public. `email` with the blurb and the
    way out is sent once they have agreed; `voice` is a paragraph in their words. `script` is the ask made live.
    """

    kind: PacketKind
    blurb: str
    voice: str
    email: Email
    disqualifier: str
    opening: Email
    script: tuple[Step, ...]
    clauses: tuple[Clause, ...]

    @property
    def evidence(self) -> tuple[FactId, ...]:
        """Every fact that something in the packet rests on, each once."""
        return tuple(dict.fromkeys(fact for clause in self.clauses for fact in clause.facts))


@dataclass(frozen=True, slots=True)
class PacketNames:
    """The names that a packet may hold (`target` at `account`, and `ours`), and others that it must not."""

    target: str
    account: str
    ours: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
