"""The numbers by which asks are allowed, worded, planned and logged."""

from __future__ import annotations

from dataclasses import dataclass

from orbit.errors import PolicyError
from orbit.model import Circle, TriggerKind
from orbit.policy.checks import check_above_zero, check_members, check_shares


@dataclass(frozen=True, slots=True)
class GatePolicy:
    """When the champion of a customer may be asked, and when not."""

    min_nps: int
    min_csat: float
    closed_won_from_day: int
    closed_won_to_day: int
    renewal_days: int
    expansion_days: int
    csat_days: int
    ask_within_hours: int
    strongest_days: int
    tier1_days: int
    champion_left_days: int
    renewal_notice_days: int
    renewal_signed_days: int
    strategic_arr: float
    sdr_triggers: tuple[str, ...]

    def __post_init__(self) -> None:
        check_members(self.sdr_triggers, TriggerKind, "gate.sdr_triggers")
        if self.closed_won_from_day > self.closed_won_to_day:
            raise PolicyError("policy key gate.closed_won_to_day: must not come before gate.closed_won_from_day")


@dataclass(frozen=True, slots=True)
class LoadPolicy:
    """How much may be asked of one connector by all reps together."""

    max_open: int
    max_recent: int
    recent_days: int
    rest_days: int
    paced_circles: tuple[str, ...]
    pace_days: int
    silent_days: int
    no_chase_hours: int

    def __post_init__(self) -> None:
        check_members(self.paced_circles, Circle, "load.paced_circles")
        if not (self.max_open and self.max_recent):
            raise PolicyError("policy keys load.max_open and load.max_recent: must be at least 1")


@dataclass(frozen=True, slots=True)
class PacketPolicy:
    """How long the words of an ask may be."""

    forward_seconds: int
    words_per_minute: float
    blurb_sentences: int
    pitch_words: int
    title_words: int
    story_words: int
    just_days: int


@dataclass(frozen=True, slots=True)
class PlanPolicy:
    """How many asks a week holds, what they are worth beside one another, and how the best are searched for."""

    named_floor: int
    asks_per_rep: int
    asks_per_account: int
    min_score: float
    held_shown: int
    floor_penalty: float
    usual_arr: float
    least_value: float
    most_value: float
    late_stages: tuple[str, ...]
    late_stage_factor: float
    max_gap: float
    solve_seconds: float
    slots_shown: int

    def __post_init__(self) -> None:
        check_shares(self, "plan", "min_score", "max_gap")
        check_above_zero(self, "plan", "asks_per_rep", "asks_per_account", "solve_seconds")
        check_above_zero(self, "plan", "usual_arr", "least_value", "late_stage_factor")
        if self.least_value > self.most_value:
            raise PolicyError("policy key plan.most_value: must not be below plan.least_value")


@dataclass(frozen=True, slots=True)
class LogPolicy:
    """What is owed to whoever was asked, and by when each step after an ask is due."""

    reciprocities: tuple[str, ...]
    donation_usd: int
    reciprocity_days: int
    draft_days: int
    closure_days: int
    check_in_days: int
    follow_up_lead_days: int
    replay_days: int

    def __post_init__(self) -> None:
        if not self.reciprocities:
            raise PolicyError("policy key log.reciprocities: must name at least one way to give something back")
        check_above_zero(self, "log", "check_in_days", "replay_days")
