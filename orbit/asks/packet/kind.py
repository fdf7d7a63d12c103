"""Which kind of introduction a path allows, and which it does not."""

from __future__ import annotations

from orbit.asks.packet.facts import PacketFacts, PacketKind
from orbit.asks.sentences import tidy
from orbit.errors import UsageError
from orbit.model import Circle
from orbit.policy import PacketPolicy


def kind_of(facts: PacketFacts, policy: PacketPolicy) -> PacketKind:
    """Return the kind that fits a path best."""
    if _has_changed_jobs(facts):
        return PacketKind.JOB_CHANGER
    if facts.bridge is not None or facts.circle is Circle.TEAM:
        return PacketKind.ROUTED
    return PacketKind.NAME_DROP if facts.tie < policy.name_drop_below else PacketKind.DIRECT


def checked_kind(kind: PacketKind, facts: PacketFacts) -> PacketKind:
    """Return a kind that somebody chose; raise UsageError where the path does not allow it."""
    who, account = tidy(facts.connector.name), tidy(facts.account)
    if kind is PacketKind.JOB_CHANGER and not _has_changed_jobs(facts):
        raise UsageError(f"{who} is no former customer who works at {account} now: take another kind")
    if kind is PacketKind.ROUTED and facts.bridge is None and facts.circle is not Circle.TEAM:
        raise UsageError(f"{who} is no colleague, and nobody stands between them and the target: take another kind")
    return kind


def _has_changed_jobs(facts: PacketFacts) -> bool:
    return facts.circle is Circle.EX_CUSTOMER and facts.is_at_account and facts.bridge is None
