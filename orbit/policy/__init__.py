"""The numbers that decide whom Orbit names: one dataclass per section of `orbit/policy.toml`."""

from orbit.policy.asking import GatePolicy, LoadPolicy, LogPolicy, PacketPolicy, PlanPolicy
from orbit.policy.load import Policy, PolicyValue, load_policy, shipped_text
from orbit.policy.ranking import (
    GapsPolicy,
    IntakePolicy,
    MatchingPolicy,
    ReachPolicy,
    ReplyPolicy,
    SearchPolicy,
    SignalsPolicy,
    StrengthPolicy,
    WillingPolicy,
)

__all__ = [
    "GapsPolicy",
    "GatePolicy",
    "IntakePolicy",
    "LoadPolicy",
    "LogPolicy",
    "MatchingPolicy",
    "PacketPolicy",
    "PlanPolicy",
    "Policy",
    "PolicyValue",
    "ReachPolicy",
    "ReplyPolicy",
    "SearchPolicy",
    "SignalsPolicy",
    "StrengthPolicy",
    "WillingPolicy",
    "load_policy",
    "shipped_text",
]
