"""The numbers that decide whom Orbit names: one dataclass per section of `orbit/policy.toml`."""

from orbit.policy.asking import (
    ChampionsPolicy,
    GatePolicy,
    LearnPolicy,
    LoadPolicy,
    LogPolicy,
    PacketPolicy,
    PlanPolicy,
)
from orbit.policy.linting import LintName, LintPolicy
from orbit.policy.load import Policy, load_policy, shipped_text
from orbit.policy.measuring import MeasurePolicy, SessionPolicy, agenda_items
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
from orbit.policy.reading import PolicyValue
from orbit.policy.sharing import SharingPolicy

__all__ = [
    "ChampionsPolicy",
    "GapsPolicy",
    "GatePolicy",
    "IntakePolicy",
    "LearnPolicy",
    "LintName",
    "LintPolicy",
    "LoadPolicy",
    "LogPolicy",
    "MatchingPolicy",
    "MeasurePolicy",
    "PacketPolicy",
    "PlanPolicy",
    "Policy",
    "PolicyValue",
    "ReachPolicy",
    "ReplyPolicy",
    "SearchPolicy",
    "SessionPolicy",
    "SharingPolicy",
    "SignalsPolicy",
    "StrengthPolicy",
    "WillingPolicy",
    "agenda_items",
    "load_policy",
    "shipped_text",
]
