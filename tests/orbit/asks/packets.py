"""Facts for packets about invented people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from orbit.asks.packet.why_now import why_now
from orbit.asks.packet.write import Packet, PacketFacts, Someone, Us, make_packet
from orbit.book import ChampionView, SignalView
from orbit.model import Circle, EntityId, FactId, SignalKind
from orbit.policy import load_policy
from tests import factories as make

POLICY = load_policy()
TARGET = EntityId("dana")
PITCH = "Northwind helps sales teams bring new reps to full speed in half the time."


def signal(
    kind: SignalKind = SignalKind.HIRING,
    title: str = "Account Executive",
    age: int = 3,
    id: str = "1",  # noqa: A002 - named after the field
) -> SignalView:
    """A signal at Snowpeak of so many days ago."""
    on = make.DAY - timedelta(days=age)
    return SignalView(EntityId("snowpeak"), kind, id, title, on, 1.0, None, FactId(f"signal-{id}"), make.ref())


def champion(**told: Any) -> ChampionView:
    """What is on file of Kim, a customer."""
    told = told or {"win_story": "Cut ramp time from six to three months", "nps": 10}
    sources = {name: FactId(f"fact-{name}") for name in told}
    return ChampionView(EntityId("kim"), EntityId("fjordline"), make.DAY, sources=sources, **told)


def facts(*signals: SignalView, **told: Any) -> PacketFacts:
    """Everything for an ask of Kim about Dana Wu at Snowpeak."""
    plain = PacketFacts(
        us=Us("Northwind", PITCH),
        requester=Someone("Ana Li", "Account Executive", "Northwind", EntityId("ana")),
        connector=Someone("Kim Berg", "COO", "Fjordline", EntityId("kim")),
        circle=Circle.CHAMPION,
        target=Someone("Dana Wu", "VP Sales", "Snowpeak", TARGET),
        account="Snowpeak",
        why=why_now(signals or (signal(),), make.DAY, POLICY),
        as_of=make.DAY,
        champion=champion(),
        evidence=(FactId("spell-1"),),
    )
    return replace(plain, **told)


def packet(*signals: SignalView, **told: Any) -> Packet:
    """The packet of these facts by the shipped policy."""
    return make_packet(facts(*signals, **told), POLICY)
